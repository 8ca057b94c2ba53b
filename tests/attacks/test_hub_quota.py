"""A terminal in the wrong hands floods the hub: it is held back, nobody else is, and nothing true is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.hub_scene import Scene, scene


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        made.with_settings(quota_envelopes=5)
        yield made


def test_a_flood_is_held_back_and_arrives_over_the_days(at: Scene) -> None:
    flooding, other = at.terminal(), at.terminal()
    flood, order = flooding.submit(12), other.submit()
    flooding.round()
    assert at.orders(flooding) == flood[:5]
    assert flooding.states() == ["accepted"] * 5 + ["queued"] * 7
    other.round()
    assert at.orders(other) == order
    for _ in range(2):
        at.clock.advance(86_400 + 120)
        flooding.round()
    assert at.orders(flooding) == flood
    assert set(flooding.states()) == {"accepted"}
