"""The fault matrix: every fault at every step of a job, in simulated time.

Whatever happens: one report a job; SENT only with the whole slip on paper; REFUSED only with nothing of it
sent; the printer comes back by itself, and the next slip is whole and alone on its piece of paper.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.simulation import Reply
from kiosk.domain.device import PrintOutcome, PrintReported
from tests.devices.printer.bench import QUESTIONS, PrinterBench
from tests.devices.printer.samples import slip

pytestmark = pytest.mark.untraced

SENT, UNCERTAIN, REFUSED = PrintOutcome.SENT, PrintOutcome.UNCERTAIN, PrintOutcome.REFUSED

# name: (how it begins, how it ends)
Steer = tuple[str, dict[str, str]]
FAULTS: dict[str, tuple[Steer, Steer]] = {
    "unplug": (("unplug", {}), ("plug", {})),
    "garbage": (("garbage", {"bytes": "300", "seed": "7"}), ("resume", {})),
    "half": (("half", {"bytes": "0"}), ("resume", {})),
    "stall": (("stall", {}), ("resume", {})),
    "no_paper": (("paper", {"state": "out"}), ("paper", {"state": "ok"})),
    "cover_open": (("cover", {"state": "open"}), ("cover", {"state": "closed"})),
    "cutter": (("cutter", {"state": "jam"}), ("cutter", {"state": "ok"})),
}
BEFORE = {
    "unplug": (REFUSED, "E-PRN-01"),
    "garbage": (SENT, ""),
    "half": (SENT, ""),  # one lost answer is asked for again
    "stall": (REFUSED, "E-PRN-05"),
    "no_paper": (REFUSED, "E-PRN-02"),
    "cover_open": (REFUSED, "E-PRN-03"),
    "cutter": (UNCERTAIN, "E-PRN-06"),  # it jams at our cut
}
DURING = dict.fromkeys(FAULTS, (UNCERTAIN, "E-PRN-06")) | {"garbage": (SENT, ""), "half": (SENT, "")}
AFTER_DOWN = {
    "unplug": ("absent", "unplugged"),
    "stall": ("degraded", "silent"),
    "no_paper": ("degraded", "no_paper"),
    "cover_open": ("degraded", "cover_open"),
}
PRINTERS = {
    "text": PrinterSettings(),
    "pictures": PrinterSettings(charset="gb2312", native_qr=False),
    "slow": PrinterSettings(baud=9600, width_dots=384),
}
MADE = slip(bring="〇号证明")  # a picture where the font is small


def begin(bench: PrinterBench, fault: str) -> None:
    verb, args = FAULTS[fault][0]
    bench.host.control(verb, args)


def finish(bench: PrinterBench, fault: str) -> None:
    """End the fault late, then print once more: that one must be whole, wherever the first one stopped."""
    verb, args = FAULTS[fault][1]
    ends, again, over = (9.0, 22.0, 34.0) if bench.settings.baud == 9600 else (5.0, 10.0, 13.0)
    bench.at(ends, verb, **args)
    bench.print_at(again, "again", MADE)
    bench.run(over)


def judge(bench: PrinterBench, expected: tuple[PrintOutcome, str] | None = None) -> None:
    job = bench.data(MADE)
    by_id = {report.job_id: report for report in bench.reports}
    assert len(by_id) == len(bench.reports) == 2
    first = by_id["first"]
    if expected is not None:
        assert (first.outcome, first.code) == expected
    on_paper = sum(piece.count(job) for piece in bench.simulator.jobs)
    if first.outcome is SENT:
        assert on_paper == 2
    if first.outcome is REFUSED:
        assert bytes(bench.host.sent).count(job[:20]) == 1  # the second's only
    assert by_id["again"] == PrintReported("again", SENT)
    assert bench.simulator.jobs[-1] == job
    assert bench.told[-1] == ("ready", "")
    assert bench.host.opened == bench.host.closed


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", PRINTERS)
def test_a_fault_before(kind: str, fault: str) -> None:
    bench = PrinterBench(PRINTERS[kind])
    bench.clock.at(0.9, lambda: begin(bench, fault))
    bench.print_at(1.0, "first", MADE)
    finish(bench, fault)
    judge(bench, BEFORE[fault])


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", ["first byte", "head", "quarter", "half", "three quarters", "last byte"])
@pytest.mark.parametrize("kind", PRINTERS)
def test_a_fault_at_each_part_of_the_job(kind: str, part: str, fault: str) -> None:
    bench = PrinterBench(PRINTERS[kind])
    size = len(bench.data(MADE))
    parts = {
        "first byte": 1,
        "head": 7,
        "quarter": size // 4,
        "half": size // 2,
        "three quarters": size * 3 // 4,
        "last byte": size,
    }
    verb, args = FAULTS[fault][0]
    bench.clock.at(1.0, lambda: bench.host.at_byte("in", QUESTIONS + parts[part], verb, args))
    bench.print_at(1.0, "first", MADE)
    finish(bench, fault)
    # Once the cut is made a stuck blade shows at the next one; the paper is out.
    late_jam = fault == "cutter" and part == "last byte"
    if late_jam:
        assert {report.job_id: report.outcome for report in bench.reports}["first"] is SENT
    else:
        judge(bench, DURING[fault])


@pytest.mark.parametrize("fault", ["unplug", "stall", "garbage"])
@pytest.mark.parametrize("answers", [1, 2, 3])
def test_a_fault_between_the_answers_after_the_job(fault: str, answers: int) -> None:
    bench = PrinterBench()
    verb, args = FAULTS[fault][0]
    bench.clock.at(1.0, lambda: bench.host.at_byte("out", 4 + answers, verb, args))
    bench.print_at(1.0, "first", MADE)
    finish(bench, fault)
    judge(bench, DURING[fault])


@pytest.mark.parametrize("fault", ["unplug", "stall"])
def test_a_fault_between_the_questions_before_the_job_sends_nothing(fault: str) -> None:
    bench = PrinterBench()
    verb, args = FAULTS[fault][0]
    bench.clock.at(1.0, lambda: bench.host.at_byte("out", 2, verb, args))
    bench.print_at(1.0, "first", MADE)
    finish(bench, fault)
    judge(bench, BEFORE[fault])


@pytest.mark.parametrize("fault", AFTER_DOWN)
def test_a_fault_after_the_report_changes_the_status_and_not_the_report(fault: str) -> None:
    bench = PrinterBench()
    bench.print_at(1.0, "first", MADE)
    bench.clock.at(3.0, lambda: begin(bench, fault))
    finish(bench, fault)
    judge(bench, (SENT, ""))
    assert AFTER_DOWN[fault] in bench.told


def test_paper_that_ends_in_the_middle_and_is_refilled() -> None:
    bench = PrinterBench()
    bench.host.control("paper", {"state": "near", "lines": "5"})
    bench.print_at(1.0, "first", MADE)
    finish(bench, "no_paper")
    judge(bench, (UNCERTAIN, "E-PRN-06"))
    # A real printer finishes the old slip when paper is there again; it is cut off from the next one.
    assert bench.simulator.jobs[0] == bench.data(MADE)


def test_half_a_picture_does_not_swallow_the_next_slip() -> None:
    bench = PrinterBench(PRINTERS["pictures"])
    size = len(bench.data(MADE))
    # The cable sleeps in the middle of the code's picture: the printer waits for the rest of it for ever.
    bench.clock.at(1.0, lambda: bench.host.at_byte("in", QUESTIONS + size * 3 // 4, "stall"))
    bench.print_at(1.0, "first", MADE)
    finish(bench, "stall")
    judge(bench, (UNCERTAIN, "E-PRN-06"))
    assert bench.data(MADE) not in bench.simulator.jobs[0]


def test_nor_when_nobody_asked_in_between() -> None:
    settings = PrinterSettings(charset="gb2312", native_qr=False, poll_s=30.0)
    bench = PrinterBench(settings)
    size = len(bench.data(MADE))
    bench.clock.at(1.0, lambda: bench.host.at_byte("in", QUESTIONS + size * 3 // 4, "stall"))
    bench.print_at(1.0, "first", MADE)
    bench.at(9.0, "resume")
    bench.print_at(9.1, "again", MADE)
    bench.run(16.0)
    judge(bench, (UNCERTAIN, "E-PRN-06"))


def test_a_job_waiting_behind_one_that_breaks_is_refused() -> None:
    bench = PrinterBench()
    bench.print_at(1.0, "first", MADE)
    bench.print_at(1.0, "second", MADE)
    bench.clock.at(1.3, lambda: begin(bench, "unplug"))
    bench.run(5.0)
    assert bench.reports == [
        PrintReported("first", UNCERTAIN, "E-PRN-06"),
        PrintReported("second", REFUSED, "E-PRN-01"),
    ]


@pytest.mark.parametrize("fault", ["unplug", "garbage"])
def test_a_printer_without_status_survives_too(fault: str) -> None:
    bench = PrinterBench(PrinterSettings(status="none"))
    bench.host.control("status", {"state": "off"})
    verb, args = FAULTS[fault][0]
    bench.clock.at(1.0, lambda: bench.host.at_byte("in", 300, verb, args))
    bench.print_at(1.0, "first", MADE)
    finish(bench, fault)
    assert [report.outcome for report in bench.reports] == [UNCERTAIN, UNCERTAIN]
    assert bench.simulator.jobs[-1] == bench.data(MADE)


def test_never_two_slips_on_one_piece_when_the_plug_comes_back() -> None:
    bench = PrinterBench()
    bench.clock.at(1.0, lambda: bench.host.at_byte("in", QUESTIONS + 400, "unplug"))
    bench.print_at(1.0, "first", MADE)
    finish(bench, "unplug")
    assert len(bench.simulator.jobs) == 2
    assert bench.simulator.jobs[0].startswith(bench.data(MADE)[:300])
    assert bench.simulator.jobs[1] == bench.data(MADE)


@given(st.sampled_from(sorted(FAULTS)), st.floats(0.0, 4.0), st.sampled_from(sorted(PRINTERS)))
def test_any_fault_at_any_moment(fault: str, moment: float, kind: str) -> None:
    bench = PrinterBench(PRINTERS[kind])
    bench.clock.at(moment, lambda: begin(bench, fault))
    bench.print_at(1.0, "first", MADE)
    finish(bench, fault)
    if fault != "cutter":  # its jam waits for the next cut, which may be the second slip's
        judge(bench)


# ---- a printer that is away for a moment, and well again before it is asked ---------------------------


@pytest.mark.parametrize(
    ("kind", "share"), [("text", 0.0), ("text", 0.5), ("text", 1.0), ("slow", 0.5), ("slow", 1.0)]
)
def test_a_printer_that_starts_anew_in_the_middle_is_not_believed(kind: str, share: float) -> None:
    """On a slow line not from the first byte on: the questions stand behind the slip, and are not lost."""
    bench = PrinterBench(PRINTERS[kind])
    count = QUESTIONS + max(1, round(len(bench.data(MADE)) * share))
    away = 0.6  # s: boots, and has forgotten all it was sent

    def begins() -> None:
        bench.host.at_byte("in", count, "stall")
        bench.host.at_byte("in", count, "cut")

    bench.clock.at(1.0, begins)
    on_the_wire = len(bench.data(MADE)) * 10 / bench.settings.baud
    bench.at(1.0 + on_the_wire * share + away, "resume")
    bench.print_at(1.0, "first", MADE)
    bench.print_at(8.0, "again", MADE)
    bench.run(14.0)
    judge(bench, (UNCERTAIN, "E-PRN-06"))


def test_a_printer_that_answers_only_when_it_has_printed_is_believed() -> None:
    bench = PrinterBench()
    answers = bench.simulator._answers

    def late(data: bytes) -> list[Reply]:
        wait = 2.2 - bench.clock.elapsed if 1.05 < bench.clock.elapsed < 2.2 else 0.0
        return [Reply(reply.data, max(wait, reply.delay)) for reply in answers(data)]

    bench.simulator._answers = late  # type: ignore[method-assign]
    bench.print_at(1.0, "a", MADE)
    bench.run(6.0)
    assert bench.reports == [PrintReported("a", SENT)]
