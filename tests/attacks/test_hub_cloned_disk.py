"""A terminal's disk was copied and the copy runs: staff hear of it, and no order of either is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from hub.database.schema import REQUEST_WINDOWS
from hub.fleet.alarms import list_alarms
from tests.attacks.hub_scene import Scene, copied, scene
from tests.support.terminal_side import TerminalSide


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        yield made


def kinds(at: Scene) -> set[str]:
    return {alarm["kind"] for alarm in list_alarms(at.house)}


def work(at: Scene, terminal: TerminalSide, rounds: int) -> list[str]:
    """Each round is a process that has just been started, with a block of counters of its own."""
    made: list[str] = []
    for _ in range(rounds):
        made += terminal.submit()
        terminal.round()
        at.clock.advance(7200)
    return made


def test_a_copy_that_lags_behind_is_denied_and_told_to_staff(at: Scene) -> None:
    terminal = at.terminal()
    first = work(at, terminal, 1)
    copy = copied(at, terminal)
    theirs = work(at, terminal, 6)
    ours = copy.submit()
    copy.round()
    assert "behind" in kinds(at)
    assert at.orders(terminal) == first + theirs
    assert copy.states()[-1] == "queued", "what it took in is still there"
    with at.house.engine.begin() as connection:  # staff: kiosk-hub terminals reset-counter
        connection.execute(delete(REQUEST_WINDOWS))
    at.clock.advance(7200)
    copy.round()
    assert set(at.orders(terminal)) == {*first, *theirs, *ours}


def test_a_copy_that_keeps_up_is_betrayed_by_its_numbers(at: Scene) -> None:
    terminal = at.terminal()
    first = work(at, terminal, 1)
    copy = copied(at, terminal)
    made = [work(at, side, 1) for _ in range(3) for side in (terminal, copy)]
    for side in (terminal, copy):
        for _ in range(4):
            at.clock.advance(86_400)
            side.round()
    assert "seq_twice" in kinds(at)
    everything = {*first, *(oid for ids in made for oid in ids)}
    assert set(at.orders(terminal)) == everything, "both machines' residents are heard"


def test_the_copy_of_a_folder_is_a_copy(at: Scene) -> None:
    """The sample itself: what is copied has the same name and keys, and a store of its own."""
    terminal = at.terminal()
    copy = copied(at, terminal)
    assert copy.county == terminal.county
    copy.submit()
    assert (len(copy.states()), len(terminal.states())) == (1, 0)
