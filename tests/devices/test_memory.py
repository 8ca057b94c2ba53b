"""The in-memory line: it behaves as a port does, in simulated time."""

import pytest

from kiosk.devices.transport.base import TransportError
from kiosk.devices.transport.memory import KERNEL_BUFFER, MemoryHost, MemoryTransport
from tests.devices.echo import EchoSimulator
from tests.support.clock import ManualClock

BYTE = 10 / 9600


def host(delay: float = 0.0) -> tuple[MemoryHost, ManualClock]:
    clock = ManualClock()
    return MemoryHost(EchoSimulator(delay=delay), clock), clock


def test_read_moves_time_to_the_first_bytes() -> None:
    memory, clock = host(delay=0.5)
    port = memory.open(9600)
    port.write(b"abcd")
    assert clock.elapsed == 0
    assert port.read(100, 2.0) == b"dcbadcba"
    assert clock.elapsed == pytest.approx(12 * BYTE + 0.5)
    assert memory.sent == b"abcd"


def test_read_gives_up_at_its_time_out_exactly() -> None:
    memory, clock = host()
    port = memory.open(9600)
    assert port.read(10, 0.75) == b""
    assert clock.elapsed == pytest.approx(0.75)
    assert port.read(10, 0.0) == b""
    assert port.read(10, -1.0) == b""


def test_read_takes_no_more_than_asked_and_keeps_the_rest() -> None:
    memory, _ = host()
    port = memory.open(9600)
    port.write(b"abcd")
    assert port.read(3, 1.0) == b"dcb"
    assert port.read(100, 1.0) == b"adcba"


def test_a_scheduled_unplug_ends_a_read_at_its_time() -> None:
    memory, clock = host()
    port = memory.open(9600)
    clock.after(0.3, lambda: memory.control("unplug"))
    with pytest.raises(TransportError):
        port.read(10, 5.0)
    assert clock.elapsed == pytest.approx(0.3)


@pytest.mark.parametrize("act", ["read", "write", "flush"])
def test_everything_fails_after_an_unplug_even_when_plugged_again(act: str) -> None:
    memory, _ = host()
    port = memory.open(9600)
    memory.control("unplug")
    with pytest.raises(TransportError):
        memory.open(9600)
    memory.control("plug")
    acts = {"read": lambda: port.read(1, 0.1), "write": lambda: port.write(b"x"), "flush": port.flush_input}
    with pytest.raises(TransportError):
        acts[act]()
    port.close()
    memory.open(9600).write(b"x")


def test_only_one_may_hold_the_port() -> None:
    memory, _ = host()
    port = memory.open(9600)
    with pytest.raises(TransportError, match="in use"):
        memory.open(9600)
    port.close()
    port.close()
    assert (memory.opened, memory.closed) == (1, 1)
    memory.open(9600)
    with pytest.raises(TransportError):
        port.read(1, 0.1)


def test_what_came_before_opening_or_flushing_is_lost() -> None:
    memory, clock = host()
    memory.control("say", {"text": "early"})
    clock.advance(1)
    port = memory.open(9600)
    assert port.read(10, 0.1) == b""
    memory.control("say", {"text": "noise"})
    clock.advance(1)
    port.flush_input()
    assert port.read(10, 0.1) == b""


def test_writing_waits_when_the_kernels_buffer_is_full() -> None:
    memory, clock = host()
    port = memory.open(9600)
    port.write(bytes(KERNEL_BUFFER + 960))
    assert clock.elapsed == pytest.approx(1.0, abs=64 * BYTE)


def test_another_speed_hears_nothing_readable() -> None:
    memory, _ = host()
    port = memory.open(19200)
    port.write(b"abcd")
    assert b"dcba" not in port.read(100, 1.0)


@pytest.mark.parametrize(
    ("direction", "count", "heard"), [("out", 3, b"dcb"), ("out", 8, b"dcbadcba"), ("in", 2, b"")]
)
def test_faults_at_a_byte_count_from_now(direction: str, count: int, heard: bytes) -> None:
    memory, clock = host()
    port = memory.open(9600)
    port.write(b"wxyz")
    while port.read(100, 0.1):
        pass
    assert direction in ("in", "out")
    memory.at_byte("in" if direction == "in" else "out", count, "unplug")
    port.write(b"abcd")
    got = bytearray()
    with pytest.raises(TransportError):
        read_all(port, got)
    # What arrived in the same instant as the fault may be lost with it.
    assert got == heard[: len(got)]
    assert len(got) >= len(heard) - 1
    assert clock.elapsed < 1


def read_all(port: MemoryTransport, into: bytearray) -> None:
    while data := port.read(1, 1.0):
        into += data
