"""The hub's disk is lost and an old backup put back: whatever a terminal still holds comes again, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.care.backup import newest_backup
from hub.care.restore import send_again
from hub.fleet.alarms import list_alarms
from hub.fleet.holdings import list_gaps
from hub.house import open_house
from hub.orders.casework import reply, set_state
from kiosk.wire.slipbox import open_entry
from kiosk.wire.words import check_kept
from tests.attacks.hub_scene import Scene, scene
from tests.support.county import submission
from tests.support.terminal_side import TerminalSide


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        yield made


def release(at: Scene, terminal: TerminalSide) -> int:
    """As the UI's process does: its own check of each receipt and of the newest word; then bodies may go."""
    terminal.proved()
    (text,) = terminal.connection.execute("SELECT kept FROM hub_state").fetchone()
    county = terminal.county
    kept = check_kept(text, county.keys, county.hub_id, county.enrolled.terminal_id)
    return terminal.receipts.release(kept)


def rounds(at: Scene, *terminals: TerminalSide) -> None:
    for terminal in terminals:
        for _ in range(2):
            at.clock.advance(7200)
            terminal.round()


def test_nothing_that_terminals_still_hold_is_lost(at: Scene) -> None:
    one, two = at.terminal(), at.terminal()
    made = {terminal: terminal.submit(4) for terminal in (one, two)}
    rounds(at, one, two)
    at.back_up("old")
    rounds(at, one, two)
    assert release(at, one) == 4, "what the backup holds may go"
    for terminal in (one, two):
        made[terminal] += terminal.submit(5)
    rounds(at, one)
    assert release(at, one) == 0, "what no backup holds stays, receipt or not"
    for terminal in (one, two):
        made[terminal] += terminal.submit(1)
    rounds(at, one, two)
    before = {terminal: at.orders(terminal) for terminal in (one, two)}
    at.put_back("old")
    assert [len(at.orders(terminal)) for terminal in (one, two)] == [4, 4]
    rounds(at, one, two)
    for terminal in (one, two):
        assert at.orders(terminal) == made[terminal] == before[terminal]
    assert [gap for gap in list_gaps(at.house) if gap["kind"] == "missing"] == []
    assert newest_backup(at.house)[0] == 8


def test_the_same_backup_twice_is_two_lives(at: Scene) -> None:
    terminal = at.terminal()
    at.back_up("empty")
    made: list[str] = []
    for _ in range(3):
        made += terminal.submit(2)
        rounds(at, terminal)
        at.put_back("empty")
        assert at.orders(terminal) == []
        rounds(at, terminal)
        assert at.orders(terminal) == made


def test_the_mark_of_a_lost_life_releases_nothing_in_the_next(at: Scene) -> None:
    """Numbers are given out anew after a restore: an old "backed up to" says nothing of new receipts."""
    terminal = at.terminal()
    at.back_up("empty")
    first = terminal.submit(3)
    rounds(at, terminal)
    at.back_up("full")
    rounds(at, terminal)
    at.put_back("empty")
    rounds(at, terminal)
    assert at.orders(terminal) == first
    assert release(at, terminal) == 0
    at.back_up("again")
    rounds(at, terminal)
    assert release(at, terminal) == 3


def test_an_old_database_put_back_behind_the_hubs_back_releases_nothing(at: Scene) -> None:
    """A snapshot of the machine, and nobody ran `send-again`: the same life gives its numbers out anew."""
    one, two = at.terminal(), at.terminal()
    made = one.submit(2)
    rounds(at, one, two)
    database = at.settings.data / "hub.sqlite3"
    at.house.close()
    snapshot = database.read_bytes()
    at.house = open_house(at.settings, at.clock)
    made += one.submit(3)
    rounds(at, one)
    at.house.close()
    database.write_bytes(snapshot)
    at.house = open_house(at.settings, at.clock)
    two.submit(5)
    rounds(at, two)
    at.back_up("after")
    at.with_settings(quota_envelopes=1)
    made += one.submit(2)
    rounds(at, one, two)
    assert "queued" in one.states(), "one that waits hides none that is gone"
    assert release(at, one) == 0, "what is backed up under its numbers is somebody else's"
    assert release(at, two) == 5
    at.house.close()
    send_again(at.settings, at.clock)
    at.house = open_house(at.settings, at.clock)
    at.clock.advance(86_400)
    rounds(at, one)
    assert at.orders(one) == made
    at.back_up("whole")
    rounds(at, one)
    assert release(at, one) == 5, "all but two of an earlier life: these stay their thirty days"


def test_answers_given_after_the_restore_reach_the_terminal(at: Scene) -> None:
    """Rows of progress that went with the lost life do not hide those of the next."""
    terminal = at.terminal()
    made = terminal.orders.commit(submission())
    order = made.order_id
    rounds(at, terminal)
    at.back_up("old")
    reply(at.house, order, "第一次答复。", "王律师")
    rounds(at, terminal)
    before = answers(terminal)
    assert set(before) == set(range(6))
    at.put_back("old")
    set_state(at.house, order, "退回补正", "缺身份证", "王律师")
    rounds(at, terminal)
    after = answers(terminal)
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert open_entry(after[1], made.secret, order, 1).note == "缺身份证"


def answers(terminal: TerminalSide) -> dict[int, str]:
    """What the terminal holds for the slip: step → sealed entry."""
    return dict(terminal.connection.execute("SELECT step, sealed FROM progress").fetchall())


def test_what_went_with_a_mark_that_was_announced_is_told(at: Scene) -> None:
    """Let go of by a newer backup, which is lost too: nobody has it any more, and nobody pretends to."""
    at.back_up("empty")
    terminal, new = at.terminal(), at.terminal()
    terminal.submit(3)
    rounds(at, terminal, new)
    at.back_up("newer")
    rounds(at, terminal, new)
    assert release(at, terminal) == 3
    assert list_alarms(at.house) == []
    at.put_back("empty")
    rounds(at, terminal, new)
    assert at.orders(terminal) == []
    mine = terminal.county.enrolled.terminal_id
    assert [(one["kind"], one["terminal_id"]) for one in list_alarms(at.house)] == [("lost", mine)]
    gaps = [(gap["kind"], gap["from"], gap["to"]) for gap in list_gaps(at.house)]
    assert gaps == [("before", 1, 3)]
    later = terminal.submit(2)
    rounds(at, terminal, new)
    assert at.orders(terminal) == later, "what comes after is taken as ever"
    assert [(gap["from"], gap["to"]) for gap in list_gaps(at.house)] == [(1, 3)]
