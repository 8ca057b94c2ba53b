"""The kernel's input device: had alone or not at all."""

import errno
import fcntl
import os
import struct
from pathlib import Path

import pytest

from kiosk.devices.keypad.port import EVIOCGRAB, EVIOCSCLOCKID, InputPort, keypad_opener
from kiosk.devices.keypad.protocol import EVENT_BYTES, encode
from kiosk.devices.transport.base import TransportError
from kiosk.errors import KioskError


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """A pipe in the place of an event device: it can be read, and knows no grab."""
    path = tmp_path / "event5"
    os.mkfifo(path)
    return path


@pytest.fixture
def grabs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, object]]:
    """What was asked of the kernel, which says yes."""
    asked: list[tuple[int, object]] = []
    monkeypatch.setattr(fcntl, "ioctl", lambda _fd, what, value: asked.append((what, value)))
    return asked


def test_it_is_grabbed_and_gives_whole_events(event: Path, grabs: list[tuple[int, object]]) -> None:
    port = InputPort(event)
    assert grabs == [(EVIOCGRAB, 1), (EVIOCSCLOCKID, struct.pack("i", 1))]
    writer = os.open(event, os.O_WRONLY)
    os.write(writer, encode(106, 1))
    assert port.read(1, 1.0) == encode(106, 1)[:EVENT_BYTES]
    assert port.read(4096, 1.0) == encode(106, 1)[EVENT_BYTES:]
    assert port.read(4096, 0.0) == b""
    os.write(writer, encode(28, 1) * 9)
    port.flush_input()
    assert port.read(4096, 0.0) == b""
    os.close(writer)
    with pytest.raises(TransportError):
        port.read(4096, 0.1)
    port.close()
    port.close()
    with pytest.raises(TransportError):
        port.read(4096, 0.0)


def test_what_others_hear_too_is_refused_and_closed(event: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []

    def busy(fd: int, _what: int, _value: int) -> None:
        opened.append(fd)
        raise OSError(errno.EBUSY, "busy")

    monkeypatch.setattr(fcntl, "ioctl", busy)
    with pytest.raises(KioskError) as refused:
        InputPort(event)
    assert refused.value.code == "E-KEY-02"
    (fd,) = opened
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(fd)


def test_what_is_no_input_device_cannot_be_grabbed(event: Path) -> None:
    with pytest.raises(KioskError) as refused:
        InputPort(event)
    assert refused.value.code == "E-KEY-02"


def test_one_that_is_not_there_is_absent(tmp_path: Path) -> None:
    with pytest.raises(TransportError):
        InputPort(tmp_path / "event9")
    with pytest.raises(TransportError):
        keypad_opener(str(tmp_path / "keypad"), 9600, tmp_path)(9600)


def test_the_name_is_followed_anew_each_time(
    event: Path, tmp_path: Path, grabs: list[tuple[int, object]]
) -> None:
    """A keypad plugged in again comes back under another number."""
    name = tmp_path / "keypad"
    name.symlink_to(event)
    opener = keypad_opener(str(name), 9600, tmp_path)
    opener(9600).close()
    again = tmp_path / "event7"
    os.mkfifo(again)
    name.unlink()
    name.symlink_to(again)
    event.unlink()
    opener(9600).close()
    assert [what for what, _ in grabs].count(EVIOCGRAB) == 2


def test_nothing_is_written_to_it(event: Path, grabs: list[tuple[int, object]]) -> None:
    port = InputPort(event)
    with pytest.raises(TransportError):
        port.write(b"x")
    port.close()
