"""What the driver does when all goes well, or was never meant to be certain."""

import threading

import pytest

from kiosk.devices.base import Finding
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.domain.device import PrintOutcome, PrintReported
from tests.devices.printer.bench import PrinterBench
from tests.devices.printer.samples import guide, slip

SENT = PrintOutcome.SENT
UNCERTAIN = PrintOutcome.UNCERTAIN
REFUSED = PrintOutcome.REFUSED


def test_a_slip_is_sent_and_the_paper_holds_just_its_bytes() -> None:
    bench = PrinterBench()
    bench.print_at(1.0, "a")
    bench.run(5.0)
    assert bench.reports == [PrintReported("a", SENT)]
    assert list(bench.simulator.jobs) == [bench.data()]
    assert bench.told == [("opening", ""), ("ready", ""), ("busy", ""), ("ready", "")]


def test_sent_is_said_once_the_paper_must_be_out_and_not_before() -> None:
    bench = PrinterBench(PrinterSettings(speed_mm_s=50))
    dots = 903
    seen: list[float] = []
    bench.driver._post = lambda message: seen.append(bench.clock.elapsed)
    bench.print_at(1.0, "a")
    bench.run(10.0)
    reported = seen[-1]
    assert 1.0 + dots / 8 / 50 < reported < 1.0 + dots / 8 / 50 + 1.0


@pytest.mark.parametrize("baud", [9600, 115200])
def test_a_guide_goes_no_faster_than_paper_and_wire(baud: int) -> None:
    bench = PrinterBench(PrinterSettings(baud=baud, charset="gb2312"))
    made = guide(never="〇一二三，这一行画成图。")
    bench.print_at(1.0, "a", made)
    bench.run(30.0)
    assert bench.reports == [PrintReported("a", SENT)]
    assert list(bench.simulator.jobs) == [bench.data(made)]


def test_jobs_come_out_in_order_and_each_once() -> None:
    bench = PrinterBench()
    for job_id in ("a", "b", "b", "a"):
        bench.print_at(1.0, job_id)
    bench.run(20.0)
    assert bench.reports == [PrintReported("a", SENT), PrintReported("b", SENT)]
    assert len(bench.simulator.jobs) == 2


def test_a_second_tap_while_the_slip_comes_out_prints_no_second_one() -> None:
    bench = PrinterBench()
    bench.print_at(1.0, "a")
    bench.print_at(1.5, "a")
    bench.run(8.0)
    assert bench.reports == [PrintReported("a", SENT)]


def test_too_many_at_once_are_refused() -> None:
    bench = PrinterBench()

    def at_once() -> None:
        for number in range(7):
            bench.driver.print_job(str(number), slip())

    bench.plan(1.0, at_once)
    bench.run(60.0)
    outcomes = {report.job_id: report.outcome for report in bench.reports}
    assert [outcomes[str(number)] for number in range(7)] == [SENT] * 4 + [REFUSED] * 3


def test_forgotten_slips_are_not_printed() -> None:
    bench = PrinterBench()
    bench.print_at(1.0, "a")
    bench.print_at(1.0, "b")
    bench.clock.at(1.5, bench.driver.forget)
    bench.run(10.0)
    assert bench.reports == [PrintReported("a", SENT)]
    assert len(bench.simulator.jobs) == 1


def test_nothing_of_a_slip_is_kept_after_its_job() -> None:
    bench = PrinterBench()
    bench.print_at(1.0, "a")
    bench.run(8.0)
    assert "SS3-0147" not in repr(vars(bench.driver))
    assert not bench.driver._queue


@pytest.mark.parametrize(
    ("verb", "state", "code", "reason"),
    [
        ("paper", "out", "E-PRN-02", "no_paper"),
        ("cover", "open", "E-PRN-03", "cover_open"),
        ("cutter", "fail", "E-PRN-04", "cutter_error"),
        ("offline", "on", "E-PRN-04", "offline"),
        ("status", "off", "E-PRN-05", "silent"),
    ],
)
def test_an_idle_printers_trouble_is_noticed_and_its_end_too(
    verb: str, state: str, code: str, reason: str
) -> None:
    good = {"paper": "ok", "cover": "closed", "cutter": "ok", "offline": "off", "status": "on"}[verb]
    bench = PrinterBench()
    bench.at(1.0, verb, state=state)
    bench.print_at(6.0, "refused")
    bench.at(10.0, verb, state=good)
    bench.print_at(14.0, "printed")
    bench.run(20.0)
    assert bench.told == [
        ("opening", ""),
        ("ready", ""),
        ("degraded", reason),
        ("ready", ""),
        ("busy", ""),
        ("ready", ""),
    ]
    assert bench.statuses[2].code == code
    assert bench.reports == [PrintReported("refused", REFUSED, code), PrintReported("printed", SENT)]
    assert list(bench.simulator.jobs) == [bench.data()]


def test_a_low_roll_still_prints_and_says_so() -> None:
    bench = PrinterBench()
    bench.at(0.5, "paper", state="near")
    bench.print_at(3.0, "a")
    bench.run(8.0)
    assert bench.reports == [PrintReported("a", SENT)]
    assert bench.told[2:] == [("ready", "near_end"), ("busy", ""), ("ready", "near_end")]


def test_trouble_found_at_opening_is_the_first_thing_said() -> None:
    bench = PrinterBench()
    bench.host.control("paper", {"state": "out"})
    bench.run(3.0)
    assert bench.told == [("opening", ""), ("degraded", "no_paper")]


def test_pushed_status_in_the_buffer_is_not_taken_for_an_answer() -> None:
    bench = PrinterBench()
    bench.at(0.5, "garbage", hex="1400000f 3c000000 11 13 ff 00")
    bench.print_at(1.0, "a")
    bench.run(6.0)
    assert bench.reports == [PrintReported("a", SENT)]


def test_answers_left_over_in_the_buffer_are_not_taken_for_new_ones() -> None:
    class Stale:
        """Holds a hundred old "all is well", and answers that the paper is out."""

        def __init__(self) -> None:
            self.waiting = b"\x12" * 100

        def read(self, max_bytes: int, timeout: float) -> bytes:
            data, self.waiting = self.waiting[:max_bytes], self.waiting[max_bytes:]
            return data

        def wake(self) -> None:
            pass

        def write(self, data: bytes) -> None:
            self.waiting += bytes([b"\x1a\x32\x12\x7e"[data[2] - 1]])

        def flush_input(self) -> None:
            self.waiting = b""

        def close(self) -> None:
            pass

    bench = PrinterBench()
    driver = bench.another(lambda _baud: Stale(), bench.clock, bench.post, bench.report)
    driver.open()
    assert bench.told == [("opening", ""), ("degraded", "no_paper")]


def test_a_long_job_waits_for_the_paper_it_prints_on() -> None:
    bench = PrinterBench(PrinterSettings(charset="gb2312"))
    made = guide(never="〇一二三四五六七八九十" * 5)
    sent: list[int] = []
    bench.print_at(1.0, "a", made)
    for tenth in range(11, 40):
        bench.clock.at(tenth / 10, lambda: sent.append(len(bench.simulator.printed)))
    bench.run(8.0)
    whole = len(bench.data(made))
    assert whole > 4000
    assert sent[0] <= 2048 + 2 * 256 + 64  # what a small printer's buffer holds
    assert sum(size > 0 for size in sent) >= 8  # spread over the seconds the paper takes


def test_without_status_nothing_is_ever_certain() -> None:
    bench = PrinterBench(PrinterSettings(status="none"))
    bench.host.control("status", {"state": "off"})
    bench.print_at(1.0, "a")
    bench.run(6.0)
    assert bench.reports == [PrintReported("a", UNCERTAIN, "E-PRN-06")]
    assert list(bench.simulator.jobs) == [bench.data()]
    assert bench.told == [("opening", ""), ("ready", ""), ("busy", ""), ("ready", "")]
    assert b"\x10\x04" not in bench.host.sent


def test_a_job_for_a_printer_that_is_not_there_is_refused_at_once() -> None:
    bench = PrinterBench()
    bench.driver.print_job("early", slip())
    assert bench.reports == [PrintReported("early", REFUSED, "E-PRN-01")]


def test_a_stop_in_the_middle_ends_soon_and_is_uncertain() -> None:
    bench = PrinterBench(PrinterSettings(baud=9600))
    bench.print_at(1.0, "a", guide())
    bench.run(1.4)
    assert bench.reports == [PrintReported("a", UNCERTAIN, "E-PRN-06")]
    assert bench.clock.elapsed < 1.4 + 0.5
    assert not bench.simulator.jobs


def test_commands_come_from_other_threads() -> None:
    bench = PrinterBench()

    def tap() -> None:
        threads = [threading.Thread(target=bench.driver.print_job, args=("a", slip())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    bench.clock.at(1.0, tap)
    bench.run(8.0)
    assert bench.reports == [PrintReported("a", SENT)]


def test_a_mistake_of_ours_is_reported_for_the_job_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("layout")

    monkeypatch.setattr("kiosk.devices.printer.driver.render", broken)
    bench = PrinterBench()
    bench.print_at(1.0, "a")
    bench.run(3.0)
    assert bench.reports == [PrintReported("a", REFUSED, "E-PRN-04")]
    assert bench.told[-1] == ("failed", "crashed")


def test_without_a_font_the_slip_still_comes_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    bench = PrinterBench()
    bench.driver._fonts_dir = tmp_path_factory.mktemp("fonts")
    bench.print_at(1.0, "a", slip(bring="证𠮷"))
    bench.run(6.0)
    assert bench.reports == [PrintReported("a", SENT)]
    assert "证〓".encode("gb18030") in bench.simulator.jobs[0]
    findings = {finding.check: finding for finding in bench.driver.preflight()}
    assert findings["打印机字体"].code == "E-FNT-01"


def test_preflight_of_a_printer_that_is_not_there() -> None:
    bench = PrinterBench()
    bench.host.control("unplug")
    assert [(row.check, row.code) for row in bench.driver.preflight()] == [
        ("打印机", "E-PRN-01"),
        ("打印机字体", ""),
    ]


@pytest.mark.parametrize(
    ("verb", "state", "code", "text"),
    [
        ("paper", "ok", "", "可以打印"),
        ("paper", "near", "", "纸快用完了"),
        ("paper", "out", "E-PRN-02", "换纸"),
        ("status", "off", "E-PRN-05", "不回状态"),
    ],
)
def test_preflight_asks_and_prints_nothing(verb: str, state: str, code: str, text: str) -> None:
    bench = PrinterBench()
    bench.host.control(verb, {"state": state})
    row = bench.driver.preflight()[0]
    assert (row.ok, row.code) == (not code, code)
    assert text in row.text
    assert bench.host.opened == bench.host.closed == 1
    assert not bench.simulator.printed
    assert not bench.events


def test_preflight_of_a_cable_that_breaks_while_asked() -> None:
    bench = PrinterBench()
    bench.host.at_byte("out", 2, "unplug")
    assert bench.driver.preflight()[0].code == "E-PRN-05"


def test_preflight_of_a_running_printer_leaves_the_port_alone() -> None:
    bench = PrinterBench()
    rows: list[Finding] = []
    bench.clock.at(3.0, lambda: rows.extend(bench.driver.preflight()))
    bench.run(4.0)
    assert [row.ok for row in rows] == [True, True]
    assert bench.host.opened == 1


def test_preflight_of_a_printer_that_is_never_asked() -> None:
    bench = PrinterBench(PrinterSettings(status="none"))
    assert "不问状态" in bench.driver.preflight()[0].text
    assert not bench.host.sent


def test_statuses_are_posted_on_change_only() -> None:
    bench = PrinterBench()
    bench.run(60.0)
    assert len(bench.statuses) == 2


def test_it_is_idle_only_when_nothing_waits_and_nothing_comes_out() -> None:
    """The screen's process is replaced only then."""
    bench = PrinterBench()
    seen: list[bool] = [bench.driver.idle()]
    bench.print_at(1.0, "a")
    bench.print_at(1.0, "b")
    for moment in (1.5, 2.5):
        bench.plan(moment, lambda: seen.append(bench.driver.idle()))
    bench.run(60.0)
    assert [*seen, bench.driver.idle()] == [True, False, False, True]
    assert len(bench.reports) == 2
