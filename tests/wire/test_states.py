"""The platform's states: a table that closes, and a reader that never fails."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.states import PLATFORM_TRANSITIONS, PlatformState, platform_state


def test_every_state_has_a_row_and_can_be_reached_from_the_first() -> None:
    assert set(PLATFORM_TRANSITIONS) == set(PlatformState)
    reached, waiting = set[PlatformState](), [PlatformState.WAITING]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(PLATFORM_TRANSITIONS[state])
    assert reached == set(PlatformState)


def test_everything_ends_in_the_archive() -> None:
    assert [state for state, after in PLATFORM_TRANSITIONS.items() if not after] == [PlatformState.FILED]


def test_known_states_read_back() -> None:
    assert all(platform_state(state.value) is state for state in PlatformState)


@given(st.text())
def test_an_unknown_state_reads_as_in_hand(text: str) -> None:
    known = {state.value for state in PlatformState}
    assert text in known or platform_state(text) is PlatformState.IN_HAND
