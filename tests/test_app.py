"""The first picture waits for no room; what is asked of the rooms meanwhile is not lost."""

import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.app import Terminal
from kiosk.app_late import LateRooms
from kiosk.clock import SystemClock
from kiosk.config import Config, DeviceSettings
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import CodeScanned, DeviceState
from kiosk.domain.effects import BeginVisit, CloseVisit, Effect, LookUp
from kiosk.domain.levels import DayPart, Levels, Schedule, scheduled
from kiosk.domain.progress import LookOutcome
from kiosk.domain.spoken import SetVolume
from kiosk.events import EventQueue
from kiosk.runtime import Runtime, naming
from tests.support.states import CHINA, ready_state
from tests.support.wait import until


@dataclass
class Heard:
    """Rooms that only note what is asked of them."""

    calls: list[object] = field(default_factory=list)

    def perform(self, effect: Effect) -> None:
        self.calls.append(effect)

    def read_card(self, wanted: tuple[str, ...]) -> None:
        self.calls.append(("card", wanted))

    def ask_evaluation(self, wanted: bool) -> None:
        self.calls.append(("evaluation", wanted))

    def record(self, recording_id: str) -> None:
        self.calls.append(("record", recording_id))

    def replay(self, recording_id: str) -> None:
        self.calls.append(("replay", recording_id))

    def set_levels(self, levels: Levels) -> None:
        self.calls.append(("levels", levels))

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        self.calls.append(("scan", wanted))


def test_what_is_asked_before_the_rooms_are_there_is_done_in_order() -> None:
    late, heard = LateRooms(), Heard()
    late.perform(BeginVisit("v1"))
    late.perform(CloseVisit("v1"))
    late.read_card(("name",))
    late.ask_evaluation(True)
    late.scan(True)
    late.set_levels(Levels(40, 45))
    late.set_levels(Levels(90, 70))
    late.open(heard)
    asked = [("card", ("name",)), ("evaluation", True), ("scan", True), ("levels", Levels(90, 70))]
    assert heard.calls == [BeginVisit("v1"), CloseVisit("v1"), *asked]
    heard.calls.clear()
    late.perform(BeginVisit("v2"))
    late.read_card(())
    late.ask_evaluation(False)
    late.scan(False)
    assert heard.calls == [BeginVisit("v2"), ("card", ()), ("evaluation", False), ("scan", False)]


def test_a_slip_that_lies_there_is_asked_for_with_the_page_that_asks_for_slips() -> None:
    class Scanned(Heard):
        def scan(self, wanted: bool, fresh: bool = False) -> None:
            self.calls.append((wanted, fresh))

    heard = Scanned()
    runtime = Runtime(ready_state(), EventQueue(), heard)
    for message in (m.Wake("v1"), m.Open(s.AskProgress()), m.Back(), m.Open(s.Topics()), m.Back()):
        runtime.dispatch(message)
    scans = [call for call in heard.calls if not isinstance(call, BeginVisit)]
    assert scans == [(True, True), (False, False), (True, False)]


def test_a_wish_taken_back_before_the_rooms_are_there_is_none() -> None:
    late, heard = LateRooms(), Heard()
    late.read_card(("name",))
    late.ask_evaluation(True)
    late.scan(True)
    late.read_card(())
    late.ask_evaluation(False)
    late.scan(False)
    late.open(heard)
    assert heard.calls == []


def test_a_terminal_starts_serves_and_stops(tmp_path: Path) -> None:
    terminal = Terminal(Config(state_dir=tmp_path), SystemClock(), simulate=True)
    runtime = terminal.runtime
    assert runtime.state.library is not None
    assert not terminal.healthy()
    runtime.dispatch(m.Wake("v1"))  # somebody is quicker than the rooms
    terminal.start()
    try:

        def all_there() -> bool:
            runtime.drain()
            state = runtime.state
            devices = (state.idcard, state.printer, state.evaluator, state.scanner)
            return state.handwriting and all(one.state is DeviceState.READY for one in devices)

        assert until(all_there)
        assert terminal.healthy()
    finally:
        terminal.stop()
    assert not terminal.healthy()


def test_the_reader_looks_for_the_card_where_it_is_to_be_taken_along(tmp_path: Path) -> None:
    probing = IdCardSettings(card_left_probe=True)
    config = Config(state_dir=tmp_path, devices=DeviceSettings(idcard=probing))
    terminal = Terminal(config, SystemClock(), simulate=True)
    runtime = terminal.runtime

    def told(reason: str) -> bool:
        runtime.drain()
        status = runtime.state.idcard
        return (status.state, status.reason) == (DeviceState.READY, reason)

    terminal.start()
    try:
        assert terminal.simulators is not None
        assert until(lambda: told(""))
        terminal.simulators.control("idcard", "present", {})
        runtime.dispatch(m.Wake("v1"))
        visit = runtime.state.visit
        assert visit is not None
        runtime.state = replace(runtime.state, visit=replace(visit, card_used=True))
        runtime.dispatch(m.EndVisit())
        assert until(lambda: told("card_left"))
        assert flow.card_lies(runtime.state)
        terminal.simulators.control("idcard", "remove", {})
        assert until(lambda: told(""))
        terminal.simulators.control("idcard", "present", {})
        assert until(lambda: told("card_left"))
        runtime.dispatch(m.EndVisit())
        assert until(lambda: told("")), "nobody is to be told"
    finally:
        terminal.stop()


def test_the_first_picture_waits_for_no_room() -> None:
    heavy = (
        "kiosk.devices.registry",
        "kiosk.store",
        "kiosk.input.handwriting",
        "numpy",
        "nacl",
        "onnxruntime",
    )
    code = f"import sys, kiosk.app; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_a_scanned_code_gets_fresh_ids_and_everything_else_goes_by() -> None:
    posted: list[object] = []
    ids = iter(["first", "second", "third", "fourth"])
    post = naming(posted.append, lambda: next(ids))
    for message in (CodeScanned("GL1"), m.KeepUsing(), CodeScanned("GL1")):
        post(message)
    assert posted == [
        CodeScanned("GL1", "first", "second"),
        m.KeepUsing(),
        CodeScanned("GL1", "third", "fourth"),
    ]


def test_where_an_order_stands_is_asked_here_and_there(tmp_path: Path) -> None:
    """Without sync there is nobody to ask: that is said at once, and what is here is said all the same."""
    terminal = Terminal(Config(state_dir=tmp_path), SystemClock(), simulate=True)
    heard: list[object] = []
    terminal.runtime.dispatch(m.Wake("v1"))
    terminal.start()
    try:
        terminal.runtime._rooms.perform(
            LookUp("0193b0c5-0000-7000-8000-000000000009", "SS3-000001", "A" * 26)
        )

        def both() -> bool:
            heard.extend(terminal.queue.drain(100))
            return {type(told) for told in heard} >= {m.ProgressHere, m.ProgressThere}

        assert until(both)
        (there,) = [told for told in heard if isinstance(told, m.ProgressThere)]
        assert there.outcome is LookOutcome.OFFLINE
    finally:
        terminal.stop()
    assert not [path for path in (tmp_path / "run" / "mailbox").rglob("*") if path.is_file()]


@pytest.mark.parametrize(("hour", "later"), [(20, 21), (22, 7)], ids=["into the night", "into the day"])
def test_the_hour_that_turns_in_a_visit_waits_for_its_end(hour: int, later: int) -> None:
    """Whoever made the voice louder keeps it so, whatever the schedule wants; then the hour counts."""
    night = Levels(40, 45)
    schedule = Schedule(Levels(90, 70), (DayPart(1260, 390, night),))
    heard = Heard()
    state = replace(ready_state(), schedule=schedule, clock_trusted=True, clock_judged=True, speech=True)
    runtime = Runtime(state, EventQueue(), heard)

    def passes(to: int) -> None:
        at = datetime(2026, 11, 21, to, 30, tzinfo=CHINA)
        runtime.dispatch(m.Tick(runtime.state.now + 1.0, at))

    def told() -> list[object]:
        found = [call for call in heard.calls if isinstance(call, SetVolume | tuple | CloseVisit)]
        heard.calls.clear()
        return [call for call in found if not isinstance(call, tuple) or call[0] == "levels"]

    passes(hour)
    assert told() == [("levels", scheduled(schedule, runtime.state.local, trusted=True))]
    runtime.dispatch(m.Wake("v1"))
    runtime.dispatch(m.SetComfort("volume", 5))
    assert told() == [SetVolume(5), *([("levels", Levels(40, 70))] if hour == 22 else [])]
    for _ in range(3):
        passes(later)
        runtime.dispatch(m.Touched())
    assert told() == []
    runtime.dispatch(m.EndVisit(quietly=True))
    passes(later)
    closed, *levels = told()
    assert closed == CloseVisit("v1")  # with which the voice is as loud as usual again (Speaker.forget)
    assert levels[-1] == ("levels", Levels(90, 70) if later == 7 else night)
    runtime.dispatch(m.Wake("v2"))
    assert runtime.state.comfort_now.volume == runtime.state.comfort.volume
    assert told() == []
