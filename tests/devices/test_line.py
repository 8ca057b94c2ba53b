"""The simulated line: pace and cable faults, exact to the byte."""

import pytest

from kiosk.devices.simulation import Reply
from kiosk.devices.transport.line import SimulatedLine, wire_seconds
from tests.devices.echo import EchoSimulator

BAUD = 9600
BYTE = 10 / BAUD


def settle(line: SimulatedLine, now: float = 0.0) -> list[tuple[float, bytes]]:
    """Run to the end; when what arrived."""
    seen = []
    while (due := line.next_due()) is not None:
        now = max(now, due)
        if data := line.run(now):
            seen.append((now, data))
    return seen


def test_request_and_reply_take_ten_bits_a_byte_and_the_thinking_between() -> None:
    line = SimulatedLine(EchoSimulator(BAUD, delay=0.25))
    line.host_wrote(10.0, b"abcd")
    ((at, data),) = settle(line)
    assert at == pytest.approx(10.0 + 4 * BYTE + 0.25 + 8 * BYTE)
    assert data == b"dcbadcba"
    assert (line.written, line.delivered) == (4, 8)


def test_a_long_reply_comes_in_chunks_whose_last_byte_is_on_time_even_when_asked_late() -> None:
    line = SimulatedLine(EchoSimulator(BAUD, times=50))
    line.host_wrote(0.0, b"abcd")
    assert line.run(4 * BYTE) == b""
    assert line.run(4 * BYTE + 64 * BYTE) == (b"dcba" * 50)[:64]
    late = 4 * BYTE + 199 * BYTE
    assert len(line.run(late)) == 128
    assert line.next_due() == pytest.approx(4 * BYTE + 200 * BYTE)


def test_writes_queue_behind_each_other() -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    line.host_wrote(0.0, b"ab")
    line.host_wrote(0.0, b"cd")
    assert line.backlog == 4
    line.run(2 * BYTE)
    assert line.backlog == 2
    assert settle(line)[-1][0] == pytest.approx(4 * BYTE + 8 * BYTE)


def test_different_speeds_garble_both_directions() -> None:
    simulator = EchoSimulator(BAUD)
    line = SimulatedLine(simulator)
    line.host_baud = 19200
    line.host_wrote(0.0, b"abcd")
    seen = settle(line)
    assert b"abcd"[::-1] not in seen[0][1]
    line.host_baud = BAUD
    line.host_wrote(1.0, b"abcd")
    assert settle(line)[-1][1] == b"dcbadcba"


@pytest.mark.parametrize("count", range(1, 8))
def test_unplug_at_a_byte_of_the_reply_lets_exactly_that_many_out(count: int) -> None:
    simulator = EchoSimulator(BAUD)
    line = SimulatedLine(simulator)
    line.at_byte("out", count, "unplug")
    line.host_wrote(0.0, b"abcd")
    settle(line)
    assert line.delivered == count
    assert not line.plugged
    assert line.generation == 1
    assert simulator.powered_off == 1
    line.host_wrote(1.0, b"abcd")
    assert settle(line) == []


@pytest.mark.parametrize("count", range(1, 5))
def test_unplug_at_a_byte_of_the_request(count: int) -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    line.at_byte("in", count, "unplug")
    line.host_wrote(0.0, b"abcd")
    assert settle(line) == []
    assert line.written == count
    line.control(1.0, "plug", {})
    line.host_wrote(1.0, b"wxyz")
    assert settle(line)[-1][1] == b"zyxwzyxw"


def test_garbage_lands_in_the_middle_of_a_frame() -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    line.at_byte("out", 3, "garbage", {"hex": "00 ff"})
    line.host_wrote(0.0, b"abcd")
    assert b"".join(data for _, data in settle(line)) == b"dcb\x00\xffadcba"


def test_long_garbage_takes_its_time_on_the_wire_too() -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    line.control(10.0, "garbage", {"bytes": "640"})
    seen = settle(line)
    assert seen[0][0] == 10.0
    assert seen[-1][0] == pytest.approx(10.0 + 9 * 64 * BYTE)


def test_random_garbage_is_the_same_every_time() -> None:
    heard = []
    for _ in range(2):
        line = SimulatedLine(EchoSimulator(BAUD))
        line.control(0.0, "garbage", {"bytes": "100", "seed": "7"})
        heard.append(b"".join(data for _, data in settle(line)))
    assert len(heard[0]) == 100
    assert heard[0] == heard[1]


def test_half_cuts_the_next_reply_only() -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    line.control(0.0, "half", {"bytes": "3"})
    line.host_wrote(0.0, b"abcd")
    assert b"".join(data for _, data in settle(line)) == b"dcb"
    line.host_wrote(1.0, b"abcd")
    assert b"".join(data for _, data in settle(line)) == b"dcbadcba"


def test_cut_loses_what_is_under_way_to_the_host_but_not_what_it_writes() -> None:
    simulator = EchoSimulator(BAUD)
    line = SimulatedLine(simulator)
    line.at_byte("out", 2, "cut")
    line.host_wrote(0.0, b"abcd")
    line.run(4 * BYTE)
    line.host_wrote(4 * BYTE, b"wxyz")
    assert b"".join(data for _, data in settle(line)) == b"dc" + b"zyxwzyxw"
    assert line.written == 8


def test_stall_swallows_until_resume() -> None:
    simulator = EchoSimulator(BAUD)
    line = SimulatedLine(simulator)
    assert line.control(0.0, "stall", {}) == {"plugged": True, "stalled": True}
    line.host_wrote(0.0, b"abcd")
    assert settle(line) == []
    assert simulator.heard == b""
    line.control(1.0, "resume", {})
    line.host_wrote(1.0, b"abcd")
    assert settle(line)[-1][1] == b"dcbadcba"


def test_the_device_may_speak_by_itself() -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    assert line.control(0.0, "say", {"text": "hello"}) == {"said": "hello"}
    ((at, data),) = settle(line)
    assert at == pytest.approx(5 * BYTE)
    assert data == b"hello"


class Ticker(EchoSimulator):
    """Says tick at t = 3 s."""

    due: float | None = 3.0

    def next_due(self) -> float | None:
        return self.due

    def unsolicited(self) -> list[Reply]:
        if self.due is not None and self.now >= self.due:
            self.due = None
            return [Reply(b"tick")]
        return []

    now = 0.0


def test_a_timer_of_the_device_is_part_of_the_schedule() -> None:
    simulator = Ticker(BAUD)
    line = SimulatedLine(simulator)
    assert line.run(1.0) == b""
    assert line.next_due() == 3.0
    simulator.now = 3.0
    assert line.run(3.0) == b""
    ((at, data),) = settle(line)
    assert at == pytest.approx(3.0 + 4 * BYTE)
    assert data == b"tick"


def test_a_stalled_device_has_nothing_due() -> None:
    """Else whoever waits for its timer waits for a moment that is over."""
    line = SimulatedLine(Ticker(BAUD))
    line.control(0.0, "stall", {})
    assert line.next_due() is None
    assert line.run(5.0) == b""
    line.control(5.0, "resume", {})
    assert line.next_due() == 3.0


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("garbage", {"hex": "0g"}),
        ("garbage", {"bytes": "-1"}),
        ("garbage", {"seed": "x"}),
        ("half", {"bytes": "a lot"}),
        ("half", {"bytes": "70000"}),
        ("dance", {}),
    ],
)
def test_what_cannot_be_done_is_said(verb: str, args: dict[str, str]) -> None:
    line = SimulatedLine(EchoSimulator(BAUD))
    with pytest.raises(ValueError):
        line.control(0.0, verb, args)


def test_wire_time() -> None:
    assert wire_seconds(1359, 115200) == pytest.approx(0.118, abs=0.0001)
