"""A simulator on a pty and our own serial port on its other side: real descriptors, real time."""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.transport.base import Transport, TransportError
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import SerialPort, serial_opener
from tests.devices.echo import EchoSimulator

BAUD = 115200
CLOCK = SystemClock()


@pytest.fixture
def simulator() -> EchoSimulator:
    return EchoSimulator(BAUD)


@pytest.fixture
def host(simulator: EchoSimulator, tmp_path: Path) -> Iterator[PtyHost]:
    made = PtyHost(simulator, tmp_path / "ports" / "echo", CLOCK)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def port(host: PtyHost) -> Iterator[SerialPort]:
    opened = SerialPort(str(host.path), BAUD)
    yield opened
    opened.close()


def read_exactly(port: Transport, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = port.read(count - len(data), 10.0)
        assert piece, f"only {len(data)} of {count} bytes came"
        data += piece
    return data


def test_bytes_go_both_ways_unchanged(port: SerialPort, simulator: EchoSimulator) -> None:
    every = bytes(range(256))  # carriage returns, control characters, ^C and all
    port.write(every)
    expected = b"".join(every[at : at + 4][::-1] * 2 for at in range(0, 256, 4))
    assert read_exactly(port, 512) == expected


def test_a_reply_takes_the_wires_time_and_not_much_more(port: SerialPort, simulator: EchoSimulator) -> None:
    simulator.times = 1000
    started = CLOCK.monotonic()
    port.write(b"abcd")
    read_exactly(port, 4000)
    elapsed = CLOCK.monotonic() - started
    assert elapsed >= 4004 * 10 / BAUD
    assert elapsed < 4004 * 10 / BAUD + 2  # a busy machine may be late, by how much is measured in the bench


def test_read_returns_at_its_time_out(port: SerialPort) -> None:
    started = CLOCK.monotonic()
    assert port.read(10, 0.05) == b""
    assert CLOCK.monotonic() - started >= 0.05


def test_unplugging_ends_a_read_that_waits(host: PtyHost, port: SerialPort) -> None:
    seen: list[BaseException] = []
    reading = threading.Event()

    def read() -> None:
        reading.set()
        try:
            port.read(1, 20.0)
        except TransportError as error:
            seen.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert reading.wait(10)
    host.control("unplug")
    thread.join(10)
    assert len(seen) == 1
    assert not host.path.is_symlink()


@pytest.mark.parametrize("act", ["read", "write", "flush"])
def test_every_call_on_an_unplugged_port_is_a_transport_error(
    host: PtyHost, port: SerialPort, act: str
) -> None:
    host.control("unplug")
    acts = {"read": lambda: port.read(1, 0.1), "write": lambda: port.write(b"x"), "flush": port.flush_input}
    with pytest.raises(TransportError):
        acts[act]()
    port.close()
    with pytest.raises(TransportError):
        acts[act]()


def test_replugging_is_found_under_the_same_name(host: PtyHost, port: SerialPort) -> None:
    opener = serial_opener(str(host.path))
    before = host.path.readlink()
    host.control("unplug")
    with pytest.raises(TransportError):
        opener(BAUD)
    blocker, other = os.openpty()  # takes the number the old terminal had, so the new one gets another
    host.control("plug")
    assert host.path.readlink().parent == Path("/dev/pts")
    again = opener(BAUD)
    again.write(b"abcd")
    assert read_exactly(again, 8) == b"dcbadcba"
    again.close()
    os.close(blocker)
    os.close(other)
    assert before.parent == Path("/dev/pts")


def test_a_port_is_locked_against_a_second_opener(host: PtyHost, port: SerialPort) -> None:
    with pytest.raises(TransportError, match="lock"):
        SerialPort(str(host.path), BAUD)
    port.close()
    SerialPort(str(host.path), BAUD).close()


@pytest.mark.parametrize(("path", "baud"), [("/nonexistent/port", BAUD), ("/dev/null", BAUD), ("", BAUD)])
def test_what_is_no_port_is_a_transport_error(path: str, baud: int) -> None:
    with pytest.raises(TransportError):
        SerialPort(path, baud)


def test_a_speed_that_makes_no_sense_is_a_transport_error(host: PtyHost) -> None:
    with pytest.raises(TransportError):
        SerialPort(str(host.path), -1)


def test_another_speed_hears_nothing_readable(host: PtyHost) -> None:
    wrong = SerialPort(str(host.path), 9600)
    wrong.write(b"abcd")
    assert b"dcba" not in read_exactly(wrong, 8)
    wrong.close()
    right = SerialPort(str(host.path), BAUD)
    right.write(b"abcd")
    assert read_exactly(right, 8) == b"dcbadcba"
    right.close()


def test_a_driver_that_closes_and_opens_again_meets_the_same_device(host: PtyHost) -> None:
    for _ in range(3):
        port = SerialPort(str(host.path), BAUD)
        port.write(b"abcd")
        assert read_exactly(port, 8) == b"dcbadcba"
        port.close()


def test_cable_faults_reach_the_driver(host: PtyHost, port: SerialPort) -> None:
    host.control("garbage", {"hex": "00 ff 13"})
    assert read_exactly(port, 3) == b"\x00\xff\x13"
    host.control("half", {"bytes": "3"})
    port.write(b"abcd")
    assert read_exactly(port, 3) == b"dcb"
    assert port.read(10, 0.05) == b""
    assert host.control("stall") == {"plugged": True, "stalled": True}
    port.write(b"abcd")
    assert port.read(10, 0.05) == b""
    host.control("resume")
    port.write(b"abcd")
    assert read_exactly(port, 8) == b"dcbadcba"


def test_flushing_forgets_what_came(host: PtyHost, port: SerialPort) -> None:
    host.control("garbage", {"hex": "01 02 03"})
    assert port.read(1, 10.0) == b"\x01"
    port.write(b"abcd")
    read_exactly(port, 10)
    host.control("garbage", {"hex": "04"})
    assert port.read(0, 10.0) in (b"", b"\x04")
    port.flush_input()
    assert port.read(10, 0.05) == b""


def test_verbs_of_the_device_and_unknown_ones(host: PtyHost, port: SerialPort) -> None:
    assert host.control("say", {"text": "hello"}) == {"said": "hello"}
    assert read_exactly(port, 5) == b"hello"
    with pytest.raises(ValueError, match="dance"):
        host.control("dance")


def test_nobody_reading_does_not_hold_the_device_up(host: PtyHost, simulator: EchoSimulator) -> None:
    for _ in range(5):
        host.control("garbage", {"bytes": "20000"})
    host.control("resume")
    assert host.control("say", {"text": "still there"}) == {"said": "still there"}


def test_stop_takes_the_port_away_and_steering_says_so(host: PtyHost) -> None:
    host.stop()
    assert not host.path.is_symlink()
    with pytest.raises(ValueError, match="stopped"):
        host.control("plug")
    host.stop()


def terminals_open() -> list[str]:
    links = []
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the listing's own descriptor
            links.append(str(entry.readlink()))
    return sorted(link for link in links if link.startswith(("/dev/pts", "/dev/ptmx")))


def test_no_terminal_is_left_open(tmp_path: Path) -> None:
    before = terminals_open()
    for _ in range(3):
        host = PtyHost(EchoSimulator(BAUD), tmp_path / "echo", CLOCK)
        host.start()
        port = SerialPort(str(host.path), BAUD)
        assert len(terminals_open()) == len(before) + 3
        port.close()
        host.stop()
    assert terminals_open() == before
