"""A release's state follows from the files alone."""

import pytest

from kiosk.domain.release import ReleaseState, state_of


@pytest.mark.parametrize(
    ("release", "pointed_at", "good", "state"),
    [
        (3, 3, True, ReleaseState.ACTIVE),
        (3, 3, False, ReleaseState.ROLLED_BACK),
        (4, 3, True, ReleaseState.STAGED),
        (2, 3, True, ReleaseState.KEPT),
        (2, 3, False, ReleaseState.ROLLED_BACK),
        (1, 0, True, ReleaseState.STAGED),
    ],
)
def test_state_of(release: int, pointed_at: int, good: bool, state: ReleaseState) -> None:
    assert state_of(release, pointed_at, good) is state
