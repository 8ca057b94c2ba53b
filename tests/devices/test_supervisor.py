"""The supervisor: gone, refuses, crashed; close always called; changes only; ends when told."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.base import Finding, PermanentFault
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import BACKOFF_LAST, SLOW_RETRY, STEADY, Supervisor
from kiosk.devices.transport.base import TransportError
from kiosk.domain.device import READY, DeviceChanged, DeviceState, DeviceStatus
from kiosk.errors import KioskError
from tests.support.clock import ManualClock

OPENING = DeviceStatus(DeviceState.OPENING)
GONE = DeviceStatus(DeviceState.ABSENT, "unplugged", "E-IDC-01")
RESETTING = DeviceStatus(DeviceState.ABSENT, "resetting", "E-IDC-01")
CRASHED = DeviceStatus(DeviceState.FAILED, "crashed", "E-IDC-03")


WAIT = 20.0


def failed(code: str) -> DeviceStatus:
    return DeviceStatus(DeviceState.FAILED, "refuses", code)


class Script:
    """A device whose attempts go as scripted: ``(where, what)``, ``what`` raised after ``lasting`` seconds.

    ``where`` is open, run or close; when the script is over it runs until told to stop.
    """

    name = "idcard"

    def __init__(self, clock: ManualClock, attempts: Sequence[tuple[str, Exception | None, float]]) -> None:
        self.clock = clock
        self.attempts = list(attempts)
        self.calls: list[tuple[float, str]] = []
        self.report: Callable[[DeviceStatus], None] | None = None
        self.over: Callable[[], object] = lambda: None
        self._now: tuple[str, Exception | None, float] = ("", None, 0)

    def open(self) -> None:
        self._now = self.attempts.pop(0) if self.attempts else ("", None, 0)
        self._step("open")

    def run(self, stop: threading.Event) -> None:
        self.clock.advance(self._now[2])
        self._step("run")
        if not self._now[0]:
            self.over()
        if self._now[0] == "close":
            self.clock.advance(0)

    def close(self) -> None:
        self._step("close")

    def preflight(self) -> list[Finding]:
        return []

    def _step(self, name: str) -> None:
        self.calls.append((round(self.clock.elapsed, 3), name))
        where, what, _ = self._now
        if where == name and what is not None:
            raise what

    def times(self, name: str) -> list[float]:
        return [at for at, call in self.calls if call == name]


class Bench:
    """A scripted device under a supervisor, both in this thread."""

    def __init__(self, attempts: Sequence[tuple[str, Exception | None, float]]) -> None:
        self.clock = ManualClock()
        self.posted: list[DeviceStatus] = []
        self.device = Script(self.clock, attempts)
        report = StatusReporter("idcard", self._post)
        self.supervisor = Supervisor(self.device, report, self.clock, "E-IDC-01", "E-IDC-03")
        self.device.report = report
        self.device.over = self.supervisor.stop

    def _post(self, message: object) -> None:
        assert isinstance(message, DeviceChanged)
        self.posted.append(message.status)

    def go(self) -> "Bench":
        self.supervisor.supervise()
        # Whatever happened, every open was followed by a close before the next open.
        names = [name for _, name in self.device.calls if name != "run"]
        assert names == ["open", "close"] * (len(names) // 2)
        return self


def gone(count: int, where: str = "open") -> list[tuple[str, Exception | None, float]]:
    return [(where, TransportError("no such port"), 0.0)] * count


def test_a_device_that_is_there_becomes_ready() -> None:
    bench = Bench([]).go()
    assert bench.posted == [OPENING, READY]


def test_an_absent_device_is_tried_for_ever_quietly_with_back_off() -> None:
    bench = Bench(gone(500)).go()
    opens = bench.device.times("open")
    waits = [round(after - before, 3) for before, after in pairwise(opens)]
    assert waits[:5] == [0.5, 1.0, 2.0, 4.0, 5.0]
    assert set(waits[5:]) == {BACKOFF_LAST}
    assert bench.posted == [GONE, OPENING, READY]


@pytest.mark.parametrize("where", ["open", "run"])
def test_every_kind_of_failure_closes_and_comes_back(where: str) -> None:
    errors = [TransportError("pulled"), KioskError("E-IDC-04"), RuntimeError("a mistake"), None]
    bench = Bench([(where, error, 0.0) for error in errors]).go()
    assert len(bench.device.times("close")) == len(bench.device.times("open")) == 5
    assert bench.posted[-1] == READY


def test_the_back_off_starts_anew_after_a_steady_run() -> None:
    bench = Bench([*gone(4), ("run", TransportError("pulled"), STEADY), *gone(1)]).go()
    opens = bench.device.times("open")
    assert opens[5] - opens[4] == pytest.approx(STEADY + 0.5)
    assert opens[6] - opens[5] == pytest.approx(1.0)


def test_a_flapping_plug_is_not_tried_faster_and_faster() -> None:
    bench = Bench(gone(6, where="run")).go()
    opens = bench.device.times("open")
    assert opens[6] - opens[5] == BACKOFF_LAST
    assert bench.posted == [OPENING, READY, GONE] * 6 + [OPENING, READY]


def test_a_refusal_is_reset_once_at_once_and_then_fails_slowly() -> None:
    bench = Bench([("open", KioskError("E-IDC-04"), 0.0)] * 4).go()
    assert bench.device.times("open") == [0, 0, SLOW_RETRY, 2 * SLOW_RETRY, 3 * SLOW_RETRY]
    assert bench.posted == [RESETTING, OPENING, failed("E-IDC-04"), OPENING, READY]


def test_a_reset_that_helps_is_all_there_is() -> None:
    bench = Bench([("run", KioskError("E-IDC-04"), 1.0)]).go()
    assert bench.device.times("open") == [0, 1]
    assert bench.posted == [OPENING, READY, RESETTING, OPENING, READY]


def test_after_a_long_time_there_is_another_reset() -> None:
    refusal = KioskError("E-IDC-04")
    bench = Bench([("run", refusal, 1.0), ("run", refusal, 100.0)]).go()
    assert bench.device.times("open") == [0, 1, 101]
    assert failed("E-IDC-04") not in bench.posted


def test_a_permanent_fault_is_not_reset() -> None:
    bench = Bench([("run", PermanentFault("E-IDC-03"), 1.0)]).go()
    assert bench.device.times("open") == [0, 1 + SLOW_RETRY]
    assert bench.posted == [OPENING, READY, failed("E-IDC-03"), OPENING, READY]


def test_our_own_mistake_is_logged_once_and_retried_slowly(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bench = Bench(
        [("run", RuntimeError("a mistake"), 0.0)] * 3 + [("run", RuntimeError("another"), 0.0)]
    ).go()
    assert bench.device.times("open") == [0, 30, 60, 90, 120]
    crashes = [record for record in caplog.records if record.getMessage() == "device.crashed"]
    assert len(crashes) == 2
    assert crashes[0].exc_info is not None
    assert bench.posted[:3] == [OPENING, READY, CRASHED]


def test_a_failing_close_does_not_end_the_thread(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench([("close", OSError("bad"), 0.0)]).go()
    assert bench.posted[-1] == READY
    assert "device.close_failed" in caplog.text


def test_changes_are_logged_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bench = Bench(gone(50)).go()
    changes = [vars(record) for record in caplog.records if record.getMessage() == "device.status"]
    assert [(row["device"], row["state"], row["code"]) for row in changes] == [
        ("idcard", status.state.value, status.code) for status in bench.posted
    ]
    assert len(caplog.records) == len(changes)


def test_a_driver_that_reports_nonsense_is_a_crash() -> None:
    bench = Bench([])
    calls = iter([OPENING])

    def nonsense() -> None:
        if (status := next(calls, None)) is None:
            bench.supervisor.stop()
        else:
            assert bench.device.report is not None
            bench.device.report(status)  # READY cannot become OPENING

    bench.device.over = nonsense
    bench.go()
    assert bench.posted == [OPENING, READY, CRASHED, OPENING, READY]


def test_a_driver_may_report_something_better_than_ready_itself() -> None:
    bench = Bench([])
    degraded = DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")
    plain_open = bench.device.open

    def open_without_paper() -> None:
        plain_open()
        assert bench.device.report is not None
        bench.device.report(OPENING)
        bench.device.report(degraded)

    bench.device.open = open_without_paper  # type: ignore[method-assign]
    bench.go()
    assert bench.posted == [OPENING, degraded]


def test_retry_now_cuts_a_back_off_short() -> None:
    bench = Bench(gone(8))
    bench.clock.at(20, bench.supervisor.retry_now)
    bench.go()
    assert 20 in bench.device.times("open")


def test_stop_during_a_back_off_ends_at_once() -> None:
    bench = Bench(gone(1000))
    bench.clock.at(3.1, bench.supervisor.stop)
    bench.go()
    assert bench.clock.elapsed == pytest.approx(3.1)


class Blocking:
    """Runs until told to stop, on a real thread; ``deaf`` does not listen until released."""

    name = "printer"

    def __init__(self, deaf: bool) -> None:
        self.running = threading.Event()
        self.release = threading.Event()
        self.closed = threading.Event()
        self.deaf = deaf

    def open(self) -> None:
        """Nothing to open."""

    def run(self, stop: threading.Event) -> None:
        self.running.set()
        (self.release if self.deaf else stop).wait(30)

    def close(self) -> None:
        self.closed.set()

    def preflight(self) -> list[Finding]:
        return []


@pytest.fixture
def threads() -> Iterator[list[Blocking]]:
    made: list[Blocking] = []
    yield made
    for device in made:
        device.release.set()


@pytest.mark.parametrize("deaf", [False, True])
def test_stop_joins_with_a_bound(threads: list[Blocking], deaf: bool) -> None:
    device = Blocking(deaf)
    threads.append(device)
    report = StatusReporter("printer", lambda _message: None)
    supervisor = Supervisor(device, report, SystemClock(), "E-PRN-01", "E-PRN-04")
    supervisor.start()
    with pytest.raises(RuntimeError):
        supervisor.start()
    assert device.running.wait(10)
    assert supervisor.status == READY
    assert supervisor.stop(wait=0.05 if deaf else 10) is not deaf
    assert device.closed.is_set() is not deaf
    device.release.set()
    assert supervisor.stop(wait=10)
    assert device.closed.is_set()


def test_stopping_what_never_started_is_nothing() -> None:
    bench = Bench([])
    assert bench.supervisor.stop()


# ---- examined by somebody else


ROW = Finding("读卡器", ok=True, text="在")


class Held:
    """A device that stays in ``run`` until told to leave it, and says where it was examined."""

    name = "idcard"

    def __init__(self, absent: int) -> None:
        self.absent = absent
        self.opened = threading.Event()
        self.leave = threading.Event()
        self.examining = threading.Event()
        self.examined = threading.Event()
        self.calls: list[str] = []

    def open(self) -> None:
        if self.absent:
            self.absent -= 1
            raise TransportError("no such port")
        self.calls.append("open")

    def run(self, stop: threading.Event) -> None:
        self.opened.set()
        self.leave.wait(WAIT)

    def close(self) -> None:
        self.calls.append("close")

    def preflight(self) -> list[Finding]:
        self.examining.set()
        self.examined.wait(WAIT)
        self.calls.append("preflight")
        return [ROW]


def held(absent: int = 0) -> tuple[Held, Supervisor]:
    device = Held(absent)
    report = StatusReporter("idcard", lambda _: None)
    return device, Supervisor(device, report, SystemClock(), "E-IDC-01", "E-IDC-03")


def test_a_device_is_examined_where_it_is_open_and_is_not_closed_meanwhile() -> None:
    device, supervisor = held()
    supervisor.start()
    assert device.opened.wait(WAIT)
    found: list[list[Finding] | None] = []
    examiner = threading.Thread(target=lambda: found.append(supervisor.examine(WAIT)))
    examiner.start()
    assert device.examining.wait(WAIT)
    supervisor.ask_to_stop()
    device.leave.set()  # run ends while the other thread looks at what it has open
    device.examined.set()
    examiner.join(WAIT)
    assert supervisor.stop(WAIT)
    assert found == [[ROW]]
    assert device.calls == ["open", "preflight", "close"]


def test_an_absent_device_is_tried_at_once_when_somebody_examines_it() -> None:
    device, supervisor = held(absent=4)
    device.examined.set()
    supervisor.start()
    try:
        found = None
        for _ in range(6):  # the back-off alone would take 7.5 s
            found = supervisor.examine(WAIT) or found
        assert found == [ROW]
    finally:
        device.leave.set()
        supervisor.stop(WAIT)


def test_a_device_that_stays_away_is_not_examined_and_says_why() -> None:
    device, supervisor = held(absent=1000)
    supervisor.start()
    assert supervisor.examine(WAIT) is None
    assert supervisor.status == GONE
    supervisor.stop(WAIT)
    assert "preflight" not in device.calls
