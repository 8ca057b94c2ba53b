"""The matrix' own measure: it must catch every lie it is there for, and let nothing depend on chance."""

import logging
from dataclasses import replace
from pathlib import Path
from types import MethodType
from typing import Final

import pytest

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update as update_table
from kiosk.domain import update_submit
from kiosk.domain.device import DeviceChanged
from kiosk.domain.effects import CloseVisit
from kiosk.domain.state import AppState
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.system import liars
from tests.system.liars import liar
from tests.system.visit_bench import Enrolled, Stuck, VisitBench
from tests.system.visit_cases import Case
from tests.system.visit_day import OTHER, Day, perfect, play, spared
from tests.system.visit_fate import FAULTS, Fault, Moment
from tests.system.visit_memory import held, on_disk
from tests.system.visit_resident import FIRST, SECOND, Outcome, Way

NONE: Final = Moment("start")


def fault(device: str, name: str) -> Fault:
    return next(one for one in FAULTS[device] if one.name == name)


def case(item: str, device: str, name: str, moment: Moment, way: Way = Way.PATIENT) -> Case:
    return Case(item, fault(device, name), moment, way)


def two_visits(bench: VisitBench, item: str) -> None:
    day = Day(bench)
    day.visit(FIRST, item)
    day.visit(SECOND, OTHER[item])
    day.close()


LIES: Final[dict[str, tuple[type[VisitBench], str, str]]] = {
    # name: the terminal, the first visit, what is said of it
    "sent, and nothing printed": (liar(printer_type=liars.SaysSent), CONSULTATION, "not on the paper"),
    "half a slip": (liar(printer_type=liars.PrintsHalf), CONSULTATION, "not on the paper"),
    "another's slip": (liar(printer_type=liars.PrintsAnothers), CONSULTATION, "not on the paper"),
    "refused, and printed": (liar(printer_type=liars.SaysRefused), CONSULTATION, "the slip was sent"),
    "no word of the slip": (liar(printer_type=liars.SaysNothing), CONSULTATION, "printing for more than"),
    "slips are kept": (liar(printer_type=liars.KeepsSlips), CONSULTATION, "still holds something of it"),
    "slips are held in a loop": (liar(printer_type=liars.HoldsSlips), CONSULTATION, "works"),
    "a driver that clings": (liar(printer_type=liars.Clings), CONSULTATION, "printer did not end in 2.0 s"),
    "a driver that crashes": (liar(printer_type=liars.Crashes), CONSULTATION, "device.crashed"),
    "another's number": (liar(reader_type=liars.MixesPeople), LEGAL_AID, "on no card that was laid"),
    "half a name": (liar(reader_type=liars.ReadsHalf), LEGAL_AID, "on no card that was laid"),
    "the last one's card": (liar(reader_type=liars.RemembersCards), LEGAL_AID, "still holds something"),
    "a key by itself": (liar(evaluator_type=liars.PressesItself), LEGAL_AID, "nobody gave 5 by evaluator"),
    "a level by itself": (liar(runtime_type=liars.RatesByItself), LEGAL_AID, "nobody gave 3 by screen"),
    "said stored": (liar(store_type=liars.SaysStored), CONSULTATION, "it is stored 0 times"),
    "stored something else": (liar(store_type=liars.StoresAnother), CONSULTATION, "another thing was stored"),
    "stored twice": (liar(store_type=liars.StoresTwice), CONSULTATION, "an order nobody submitted"),
    "said not stored": (liar(store_type=liars.SaysNotStored), CONSULTATION, "and it is stored"),
    "no word of the order": (liar(store_type=liars.NeverAnswers), CONSULTATION, "saving for more than"),
    "ratings are lost": (liar(store_type=liars.LosesRatings), CONSULTATION, "is not stored"),
    "ratings are changed": (liar(store_type=liars.RatesBetter), CONSULTATION, "a rating nobody gave"),
    "said delivered": (liar(store_type=liars.SaysDelivered), CONSULTATION, "the hub has not got it"),
    "secrets are kept": (liar(store_type=liars.KeepsSecrets), CONSULTATION, "_secrets"),
    "plain on disk": (liar(store_type=liars.WritesPlain), CONSULTATION, "last.txt"),
    "rows are forgotten": (liar(uploader_type=liars.ForgetsRows), CONSULTATION, "exactly what was stored"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_caught_without_any_fault(name: str, enrolled: Enrolled, folder: Path) -> None:
    kind, item, said = LIES[name]
    with pytest.raises(AssertionError, match=said), kind(enrolled, folder) as bench:
        two_visits(bench, item)


ENDS: Final = Moment("in", share=1.0)
INSERT: Final = Moment("statement", count=5)
FAULTY: Final[dict[str, tuple[type[VisitBench], Case, str]]] = {
    "an open cover is no matter": (
        liar(printer_type=liars.BelievesInPaper),
        case(CONSULTATION, "printer", "cover", ENDS),
        "says that it cannot print",
    ),
    "a refusal is hidden": (
        liar(runtime_type=liars.HidesRefusals),
        case(CONSULTATION, "store", "write_error", INSERT),
        "the screen does not say so",
    ),
    "another cause is told": (
        liar(printer_type=liars.MistakesCauses),
        case(CONSULTATION, "printer", "cover", Moment("token", "check")),
        "it was E-PRN-03, and .*E-PRN-02.* was said",
    ),
    "another fault is told": (
        liar(store_type=liars.MistakesFaults),
        case(CONSULTATION, "store", "write_error", INSERT),
        "something else was wrong",
    ),
    "an early key counts": (
        liar(evaluator_type=liars.AnswersLater),
        case(LEGAL_AID, "evaluator", "stray_key", Moment("token", "home")),
        "nobody gave 1 by evaluator",
    ),
    "a device is given up": (
        liar(supervisor_type=liars.GivesUp),
        case(CONSULTATION, "printer", "unplug-a-while", Moment("token", "home")),
        "not well again",
    ),
    "a moment that never comes": (
        VisitBench,
        case(CONSULTATION, "printer", "unplug", Moment("token", "identity")),
        "its moment never came",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_lie_is_caught_when_something_fails(name: str, enrolled: Enrolled, folder: Path) -> None:
    kind, played, said = FAULTY[name]
    with pytest.raises(AssertionError, match=said), kind(enrolled, folder) as bench:
        play(bench, played)


# ---- what no part could do by itself -------------------------------------------------------------------


def shown(bench: VisitBench, **visit: object) -> AppState:
    assert bench.state.visit is not None
    return replace(bench.state, visit=replace(bench.state.visit, **visit))  # type: ignore[arg-type]


def test_what_is_stuck_is_seen(enrolled: Enrolled, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with VisitBench(enrolled, folder) as bench:
        day = Day(bench)
        bench.touch(lambda services: services.wake())
        bench.touch(lambda services: services.open(s.Items()))
        day.judge._can_leave(bench.state)
        for says, message in {
            "cannot be closed": m.EndVisit(quietly=True),
            "does not end": m.EndVisit(),
            "does not lead home": m.GoHome(),
            "返回 does nothing": m.Back(),
        }.items():
            with monkeypatch.context() as patched:
                patched.setattr("tests.system.visit_judge.update", deaf_to(message))
                with pytest.raises(AssertionError, match=says):
                    day.judge._can_leave(bench.state)


def deaf_to(deaf: object) -> object:
    return lambda state, message: (state, ()) if message == deaf else update_table.update(state, message)


def test_a_visit_that_begins_with_something_in_it_is_seen(enrolled: Enrolled, folder: Path) -> None:
    with VisitBench(enrolled, folder) as bench:
        day = Day(bench)
        idle = bench.state
        bench.touch(lambda services: services.wake())
        with pytest.raises(AssertionError, match="does not begin empty"):
            day.judge._listen(idle, m.Wake("v"), shown(bench, card_used=True), ())


def test_a_device_that_interrupts_and_a_visit_closed_twice_are_seen(enrolled: Enrolled, folder: Path) -> None:
    """The watch of the journeys looks at every message here too (tests/flows/test_harness.py)."""
    with VisitBench(enrolled, folder) as bench:
        day = Day(bench)
        bench.touch(lambda services: services.wake())
        state = bench.state
        with pytest.raises(AssertionError, match="interrupted a visit"):
            day.judge.see(state, DeviceChanged("printer", state.printer), shown(bench, toast="E-PRN-01"), ())
        with pytest.raises(AssertionError, match="not open"):
            day.judge.see(state, m.EndVisit(), state, (CloseVisit("another"),))


def test_a_draft_that_is_lost_is_seen(
    enrolled: Enrolled, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = update_submit.not_saved

    def loses(state: AppState, message: m.OrderNotSaved) -> update_submit.Outcome:
        after, effects = honest(state, message)
        assert after.visit is not None
        assert after.visit.form is not None
        form = replace(after.visit.form, draft=replace(after.visit.form.draft, answers={}))
        return replace(after, visit=replace(after.visit, form=form)), effects

    monkeypatch.setitem(update_table._HANDLERS, m.OrderNotSaved, loses)
    with pytest.raises(AssertionError, match="draft was not kept"), VisitBench(enrolled, folder) as bench:
        play(bench, case(CONSULTATION, "store", "write_error", INSERT))


def test_a_card_that_cannot_be_right_is_seen(
    enrolled: Enrolled, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.domain.identity.problem", lambda *_: "")
    played = case(LEGAL_AID, "idcard", "miswritten", Moment("in", count=11))
    with pytest.raises(AssertionError, match="cannot be right"), VisitBench(enrolled, folder) as bench:
        play(bench, played)


def test_the_last_ones_draft_is_seen(enrolled: Enrolled, folder: Path) -> None:
    with liar(runtime_type=liars.BringsBack)(enrolled, folder) as bench:
        day = Day(bench)
        day.judge.gone = lambda: None  # type: ignore[method-assign]
        day.visit(FIRST, CONSULTATION)
        with pytest.raises(AssertionError, match="sees what another left"):
            day.visit(SECOND, LEGAL_AID)


def test_a_resident_who_gets_nowhere_says_so(enrolled: Enrolled, folder: Path) -> None:
    class Deaf(VisitBench):
        def _send(self, message: object) -> None:
            if not isinstance(message, m.NextPage):
                super()._send(message)

    with pytest.raises(Stuck, match="still on write"), Deaf(enrolled, folder) as bench:
        Day(bench).visit(FIRST, CONSULTATION)


def test_a_name_in_the_log_is_seen(enrolled: Enrolled, folder: Path) -> None:
    class Talks(VisitBench):
        def _send(self, message: object) -> None:
            bench_log.info("touch", extra={"typed": str(message)})
            super()._send(message)

    bench_log = logging.getLogger("kiosk.talks")
    with pytest.raises(AssertionError, match="in the log"), Talks(enrolled, folder) as bench:
        Day(bench).visit(FIRST, CONSULTATION)


def test_a_fault_that_spreads_is_seen() -> None:
    felt = case(LEGAL_AID, "idcard", "unplug", Moment("token", "home"))
    spared(felt, replace(perfect(LEGAL_AID), idcard=False))
    for part in ("printer", "evaluator", "store"):
        with pytest.raises(AssertionError, match=f"felt at the {part}"):
            spared(felt, replace(perfect(LEGAL_AID), **{part: False}))
    full = case(CONSULTATION, "store", "full", Moment("token", "check"))
    spared(full, Outcome(store=False, submitted=True))
    with pytest.raises(AssertionError, match="not taken"):
        spared(full, Outcome(store=False))
    with pytest.raises(AssertionError, match="felt at the printer"):
        spared(full, Outcome(store=True, printer=False, submitted=True))


def test_a_second_visit_that_is_not_perfect_is_seen(enrolled: Enrolled, folder: Path) -> None:
    class Worn(VisitBench):
        """The reader of the first visit's fault stays broken."""

        def all_ready(self, state: AppState) -> bool:
            self.hosts["idcard"].control("unplug")
            return True

    played = case(CONSULTATION, "idcard", "unplug", Moment("token", "home"))
    with pytest.raises(AssertionError, match="not as it should be"), Worn(enrolled, folder) as bench:
        play(bench, played)


def test_the_same_visit_twice_is_the_same_to_the_nanosecond(enrolled: Enrolled, folder: Path) -> None:
    """Chance decides nothing: five loops take turns by simulated time alone."""
    seen: list[list[str]] = []
    for name in ("a", "b"):
        events: list[str] = []
        with VisitBench(enrolled, folder / name) as bench:
            day = Day(bench, case(LEGAL_AID, "idcard", "unplug-a-while", Moment("out", count=700)))
            see = bench.runtime.seen

            def note(
                *told: object, bench: VisitBench = bench, see: object = see, events: list[str] = events
            ) -> None:
                events.append(f"{bench.clock.elapsed!r} {told[1]!r}")
                see(*told)  # type: ignore[operator]

            bench.runtime.seen = note
            day.visit(FIRST, LEGAL_AID)
        seen.append(events)
    assert len(seen[0]) > 60
    assert seen[0] == seen[1]


def test_the_search_finds_text_and_bytes_wherever_they_are(tmp_path: Path) -> None:
    class Slotted:
        __slots__ = ("inner",)

        def __init__(self, inner: object) -> None:
            self.inner = inner

    def closure(kept: object) -> object:
        return lambda: kept

    for place in (
        "测试甲在这里",
        b"\x00" + "测试甲".encode("gb18030"),
        bytearray("测试甲".encode("utf-16-le")),
        ["x", ("y", {"z": "测试甲"})],
        {"测试甲": 1},
        Slotted("测试甲"),
        closure("测试甲"),
        MethodType(lambda _: None, "测试甲"),
        ValueError("测试甲"),
        FIRST.words,
    ):
        assert held([("root", place)], ["测试甲"]), place
    assert not held([("root", ["测试乙", b"", None, 1])], ["测试甲", ""])
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "file").write_bytes("x测试甲".encode())
    assert on_disk(tmp_path, ["测试甲", ""]) == ["file"]
    assert on_disk(tmp_path, ["测试乙"]) == []
