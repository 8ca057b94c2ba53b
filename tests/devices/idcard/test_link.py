"""Deadlines and counting of one link, with answers put on the line by hand."""

import pytest

from kiosk.devices.base import PermanentFault
from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.link import GAP, MAX_FAILED, MAX_SILENT, BadAnswer, NoAnswer, SamLink
from kiosk.devices.idcard.protocol import Command
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.devices.transport.base import TransportError
from kiosk.devices.transport.memory import MemoryHost
from kiosk.errors import KioskError
from tests.support.clock import ManualClock

REQUEST = 10 * 10 / 115200  # s on the wire
OK = protocol.response(protocol.SUCCESS)


class Bench:
    def __init__(self, rf: RfTimes | None = None) -> None:
        self.clock = ManualClock()
        self.host = MemoryHost(IdCardSimulator(self.clock, rf or RfTimes(0, 0, 0)), self.clock)
        self.link = SamLink(self.host.open(115200), 115200, self.clock, lambda: False)

    def status(self, timeout: float = 0.5) -> int | None:
        return self.link.exchange(Command.STATUS, timeout).sw3


def test_silence_ends_at_the_deadline_and_is_no_answer() -> None:
    bench = Bench()
    bench.host.control("stall")
    with pytest.raises(NoAnswer):
        bench.status(0.5)
    assert bench.clock.elapsed == pytest.approx(0.5 + REQUEST)


def test_a_long_answer_gets_the_time_it_needs_on_the_wire() -> None:
    bench = Bench(RfTimes(0, 0, 0.09))
    bench.host.control("present")
    bench.link.exchange(Command.FIND, 0.1)
    bench.link.exchange(Command.SELECT, 0.1)
    # 0.09 s for the card and 0.11 s on the wire: later than 0.1 s, and still in time.
    assert bench.link.exchange(Command.READ, 0.1, expect=1295).sw3 == protocol.SUCCESS


def test_silence_inside_a_frame_is_a_half_frame_long_before_the_deadline() -> None:
    bench = Bench()
    bench.host.control("half", {"bytes": "9"})
    with pytest.raises(BadAnswer):
        bench.status(5.0)
    assert bench.clock.elapsed == pytest.approx(GAP + REQUEST + 9 * 10 / 115200)


def test_noise_before_the_answer_is_passed_over() -> None:
    bench = Bench(RfTimes(find=0.4))
    bench.host.at_byte("in", 10, "garbage", {"hex": "00 aa aa 96"})
    assert bench.link.exchange(Command.FIND, 0.8).sw3 == protocol.NOT_FOUND


def test_noise_and_nothing_else_is_a_bad_answer_not_silence() -> None:
    bench = Bench()
    bench.host.control("stall")
    for _ in range(MAX_SILENT + 1):  # as silence it would have ended by now
        bench.host.at_byte("in", 10, "garbage", {"hex": "00 01 02"})
        with pytest.raises(BadAnswer):
            bench.status(0.1)


@pytest.mark.parametrize(
    ("noise", "error", "count"), [(False, NoAnswer, MAX_SILENT), (True, BadAnswer, MAX_FAILED)]
)
def test_a_dead_link_is_given_up_at_the_given_count(noise: bool, error: type[Exception], count: int) -> None:
    bench = Bench()
    bench.host.control("stall")

    def attempt() -> None:
        if noise:
            bench.host.at_byte("in", 10, "garbage", {"hex": "00"})
        bench.status(0.1)

    for _ in range(count - 1):
        with pytest.raises(error):
            attempt()
    with pytest.raises(KioskError) as caught:
        attempt()
    assert caught.value.code == "E-IDC-04"


def test_the_counts_are_three_and_six() -> None:
    assert (MAX_SILENT, MAX_FAILED) == (3, 6)


def test_one_answer_makes_the_count_start_again() -> None:
    bench = Bench()
    for _ in range(3):
        bench.host.control("stall")
        for _ in range(MAX_SILENT - 1):
            with pytest.raises(NoAnswer):
                bench.status(0.1)
        bench.host.control("resume")
        assert bench.status() == protocol.SUCCESS


def test_half_a_frame_is_forgotten_before_the_next_request() -> None:
    bench = Bench()
    bench.host.control("half", {"bytes": "9"})
    with pytest.raises(BadAnswer):
        bench.status(0.05)  # ends before the gap does: the half frame is still held
    assert bench.status() == protocol.SUCCESS


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_ones() -> None:
    bench = Bench(RfTimes(find=0.3))
    bench.host.control("present")
    with pytest.raises(NoAnswer):
        bench.link.exchange(Command.FIND, 0.1)
    bench.clock.advance(1)
    assert bench.status() == protocol.SUCCESS


def test_a_wrong_checksum_ends_the_exchange_at_once() -> None:
    bench = Bench()
    bench.host.control("stall")
    bench.host.at_byte("in", 10, "garbage", {"hex": (OK[:-1] + b"\x00" + OK).hex()})
    with pytest.raises(BadAnswer, match="checksum"):
        bench.status(5.0)
    assert bench.clock.elapsed < 0.1


@pytest.mark.parametrize("body", [b"\x01\x00\x90", b"\x00\x01\x90"])
def test_all_three_status_bytes_are_checked(body: bytes) -> None:
    bench = Bench()
    bench.host.control("stall")
    bench.host.at_byte("in", 10, "garbage", {"hex": protocol.encode(body).hex()})
    with pytest.raises(BadAnswer, match="response"):
        bench.status()


@pytest.mark.parametrize("sw3", ["60", "66"])
def test_a_module_out_of_order_is_a_permanent_fault(sw3: str) -> None:
    bench = Bench()
    bench.host.control("error", {"operation": "status", "sw3": sw3})
    with pytest.raises(PermanentFault) as caught:
        bench.status()
    assert caught.value.code == "E-IDC-03"


def test_bytes_are_counted_both_ways() -> None:
    bench = Bench()
    bench.status()
    assert bench.link.wire_bytes == 10 + 11


def test_close_closes_the_port() -> None:
    bench = Bench()
    bench.link.close()
    assert bench.host.closed == 1
    with pytest.raises(TransportError):
        bench.status()
