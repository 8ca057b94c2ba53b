"""A real driver under its supervisor, in simulated time: every fault at every moment of a take."""

import pytest

from kiosk.clock import Clock
from kiosk.devices.base import Report
from kiosk.devices.microphone.driver import MOST_BYTES, MicrophoneDriver
from kiosk.devices.microphone.protocol import SECOND_BYTES
from kiosk.devices.microphone.simulator import MicrophoneSimulator
from kiosk.devices.microphone.source import PortSource
from kiosk.devices.transport.base import OpenPort
from kiosk.domain.device import DeviceState
from kiosk.domain.recording import Cause, RecordingEnded, RecordingLevel, Verdict
from kiosk.events import Post
from tests.devices.benches import TimedBench
from tests.support.clock import ManualClock

BAUD = 460_800


class Bench(TimedBench[MicrophoneDriver]):
    def __init__(self, kind: str = "speech") -> None:
        clock = ManualClock()
        self.simulator = MicrophoneSimulator(clock, BAUD)
        self.simulator.control("sound", {"kind": kind})
        super().__init__("microphone", clock, self.simulator, self._made)

    def _made(self, open_port: OpenPort, clock: Clock, post: Post, report: Report) -> MicrophoneDriver:
        source = PortSource("port", open_port, BAUD, lambda: self.host.line.plugged)
        return MicrophoneDriver(source, clock, post, report)

    def take(self, name: str, begin: float, end: float) -> None:
        self.plan(begin, lambda: self.driver.record(name))
        self.plan(end, self.driver.stop)

    @property
    def ends(self) -> list[RecordingEnded]:
        return [message for _, message in self.events if isinstance(message, RecordingEnded)]

    @property
    def levels(self) -> list[RecordingLevel]:
        return [message for _, message in self.events if isinstance(message, RecordingLevel)]


def test_what_is_said_between_begin_and_end_is_there_once() -> None:
    bench = Bench()
    bench.take("one", 2.0, 7.0)
    bench.run(10.0)
    (end,) = bench.ends
    assert (end.recording_id, end.verdict, end.cause) == ("one", Verdict.GOOD, Cause.ASKED)
    assert end.seconds == pytest.approx(5.0, abs=0.5)
    assert bench.driver.collect("two") is None
    sound = bench.driver.collect("one")
    assert sound is not None
    assert len(sound) == round(end.seconds * SECOND_BYTES)
    assert bench.driver.collect("one") is None
    assert [status.state for status in bench.statuses][:4] == [
        DeviceState.OPENING,
        DeviceState.READY,
        DeviceState.BUSY,
        DeviceState.READY,
    ]


def test_it_listens_only_while_somebody_records() -> None:
    bench = Bench()
    bench.take("one", 5.0, 7.0)
    heard: list[tuple[float, int]] = []

    def look() -> None:
        heard.append((round(bench.clock.elapsed, 1), bench.simulator.sent))

    for second in (1.0, 4.9, 5.5, 6.9, 7.6, 9.0):
        bench.plan(second, look)
    bench.run(10.0)
    sent = dict(heard)
    assert sent[1.0] == sent[4.9], "the probe at the beginning, and nothing after it"
    assert sent[5.5] > sent[4.9]
    assert sent[7.6] == sent[9.0]
    assert not bench.simulator.listening


def test_ten_times_a_second_it_says_how_long_and_how_loud() -> None:
    bench = Bench()
    bench.take("one", 2.0, 6.0)
    bench.run(8.0)
    seconds = [said.seconds for said in bench.levels]
    assert 35 <= len(seconds) <= 41
    assert seconds == sorted(seconds)
    assert max(said.level for said in bench.levels) > 0.6
    assert min(said.level for said in bench.levels) < 0.2, "there are pauses"


def test_a_minute_is_the_most() -> None:
    bench = Bench()
    bench.plan(2.0, lambda: bench.driver.record("one"))
    bench.run(70.0)
    (end,) = bench.ends
    assert (end.seconds, end.cause, end.verdict) == (60.0, Cause.LIMIT, Verdict.GOOD)
    sound = bench.driver.collect("one")
    assert sound is not None
    assert len(sound) == MOST_BYTES


@pytest.mark.parametrize(
    ("kind", "verdict", "kept"),
    [
        ("silence", Verdict.SILENT, False),
        ("noise", Verdict.NOISY, True),
        ("loud", Verdict.LOUD, True),
        ("speech", Verdict.GOOD, True),
    ],
)
def test_a_take_is_judged_by_its_levels(kind: str, verdict: Verdict, kept: bool) -> None:
    bench = Bench(kind)
    bench.take("one", 2.0, 8.0)
    bench.run(10.0)
    assert [end.verdict for end in bench.ends] == [verdict]
    assert (bench.driver.collect("one") is not None) is kept


def test_a_touch_too_many_keeps_nothing() -> None:
    bench = Bench()
    bench.take("one", 2.0, 2.5)
    bench.run(5.0)
    assert [end.verdict for end in bench.ends] == [Verdict.SHORT]
    assert bench.driver.collect("one") is None


@pytest.mark.parametrize("verb", ["unplug", "stall"])
@pytest.mark.parametrize("second", [2.05, 3.0, 6.0, 59.0])
def test_what_was_said_before_a_fault_is_kept(verb: str, second: float) -> None:
    bench = Bench()
    bench.plan(2.0, lambda: bench.driver.record("one"))
    bench.at(second, verb)
    bench.at(second + 10, "plug" if verb == "unplug" else "resume")
    bench.run(second + 60)
    (end,) = bench.ends
    assert end.cause is Cause.LOST
    assert end.seconds == pytest.approx(second - 2.0, abs=0.3)
    said_enough = second - 2.0 > 1.0
    assert (bench.driver.collect("one") is not None) is said_enough
    assert bench.report.status.state is DeviceState.READY, "it is back"
    worst = {status.state for status in bench.statuses}
    assert DeviceState.ABSENT in worst or DeviceState.FAILED in worst


def test_a_take_that_cannot_begin_ends_at_once() -> None:
    bench = Bench()
    bench.at(1.0, "stall")
    bench.plan(1.2, lambda: bench.driver.record("one"))
    bench.at(20.0, "resume")
    bench.run(60.0)
    (end,) = bench.ends
    assert (end.seconds, end.verdict, end.cause) == (0.0, Verdict.SHORT, Cause.LOST)


def test_unplugged_while_nobody_records_is_noticed_and_mended() -> None:
    bench = Bench()
    bench.at(5.0, "unplug")
    bench.at(12.0, "plug")
    bench.run(30.0)
    states = [(round(at), message) for at, message in bench.events]
    assert bench.report.status.state is DeviceState.READY
    absent = [at for at, message in states if getattr(message, "status", None) is not None][2]
    assert 5 <= absent <= 7
    assert bench.ends == []


def test_the_end_of_a_visit_closes_it_and_says_nothing() -> None:
    bench = Bench()
    bench.plan(2.0, lambda: bench.driver.record("one"))
    bench.plan(5.0, bench.driver.forget)
    bench.run(8.0)
    assert bench.ends == []
    assert bench.driver.collect("one") is None
    assert not bench.simulator.listening


def test_a_take_that_ended_is_wiped_with_the_visit() -> None:
    bench = Bench()
    bench.take("one", 2.0, 5.0)
    held: list[bytearray] = []

    def look() -> None:
        assert bench.driver._done is not None
        held.append(bench.driver._done.sound)
        assert any(held[0])
        bench.driver.forget()

    bench.plan(7.0, look)
    bench.run(8.0)
    assert not any(held[0])
    assert bench.driver.collect("one") is None


def test_a_second_take_stops_the_first() -> None:
    bench = Bench()
    bench.plan(2.0, lambda: bench.driver.record("one"))
    bench.take("two", 5.0, 9.0)
    bench.run(12.0)
    assert [end.recording_id for end in bench.ends] == ["one", "two"]
    assert bench.driver.collect("one") is None
    assert bench.driver.collect("two") is not None


def test_stopped_before_it_began_the_microphone_stays_closed() -> None:
    bench = Bench()

    def both() -> None:
        bench.driver.record("one")
        bench.driver.stop()

    bench.plan(5.0, both)
    bench.run(8.0)
    assert [(end.recording_id, end.verdict) for end in bench.ends] == [("one", Verdict.SHORT)]
    assert bench.host.opened == 1, "the probe alone"


def test_bytes_that_come_in_odd_pieces_are_sound_too() -> None:
    bench = Bench()
    bench.take("one", 2.0, 6.0)
    bench.at(3.0, "garbage", hex="7f")
    bench.run(8.0)
    assert [end.recording_id for end in bench.ends] == ["one"]


def test_its_rows_for_the_doctor() -> None:
    bench = Bench()
    assert [row.ok for row in bench.driver.preflight()] == [True]
    bench.host.control("stall")
    assert [row.code for row in bench.driver.preflight()] == ["E-MIC-02"]
    bench.host.control("unplug")
    assert [row.code for row in bench.driver.preflight()] == ["E-MIC-01"]
