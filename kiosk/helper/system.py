"""What the helper does to the machine. Every program is started from a fixed list, with bounded values."""

import fcntl
import os
import struct
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

_PROGRAM_S: Final = 20.0
_RTC: Final = Path("/dev/rtc0")
_RTC_SET_TIME: Final = 0x4024700A  # rtc(4): _IOW('p', 0x0a, struct rtc_time), nine ints
_BACKLIGHTS: Final = Path("/sys/class/backlight")
_PROFILES: Final = Path("/etc/NetworkManager/system-connections")
_PROFILE: Final = "kiosk-wifi"
_ENVIRONMENT: Final = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}


class Unavailable(Exception):
    """This machine has no such device or program."""


class Failed(Exception):
    """It was tried and did not succeed; the text says what."""


class System(Protocol):
    """All raise Unavailable or Failed."""

    def reboot(self) -> None: ...

    def power_off(self) -> None: ...

    def set_time(self, at: datetime) -> None: ...

    def set_volume(self, percent: int) -> None: ...

    def set_brightness(self, percent: int) -> None: ...

    def join_wifi(self, ssid: str, psk: str, hidden: bool) -> None: ...


class Machine:
    """The machine this runs on."""

    def __init__(
        self,
        rtc: Path = _RTC,
        backlights: Path = _BACKLIGHTS,
        profiles: Path = _PROFILES,
        path: str = _ENVIRONMENT["PATH"],
    ) -> None:
        self._rtc = rtc
        self._backlights = backlights
        self._profiles = profiles
        self._environment = {**_ENVIRONMENT, "PATH": path}

    def reboot(self) -> None:
        self._run(("systemctl", "--no-block", "reboot"))

    def power_off(self) -> None:
        self._run(("systemctl", "--no-block", "poweroff"))

    def set_time(self, at: datetime) -> None:
        """The system's clock, and the one that runs on when the power is off, where there is one."""
        try:
            time.clock_settime(time.CLOCK_REALTIME, at.timestamp())
        except OSError as error:
            raise Failed(f"clock_settime: {error.strerror}") from error
        try:
            descriptor = os.open(self._rtc, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return  # many small boards have none
        try:
            fcntl.ioctl(descriptor, _RTC_SET_TIME, rtc_time(at))
        except OSError as error:
            raise Failed(f"the system's clock is set, the hardware's is not: {error.strerror}") from error
        finally:
            os.close(descriptor)

    def set_volume(self, percent: int) -> None:
        self._run(("amixer", "-q", "-M", "sset", "Master", f"{percent}%", "unmute"))

    def set_brightness(self, percent: int) -> None:
        """Every panel that can be dimmed."""
        panels = sorted(self._backlights.glob("*/brightness"))
        if not panels:
            raise Unavailable("no panel that can be dimmed")
        for panel in panels:
            try:
                most = int(panel.with_name("max_brightness").read_text("ascii"))
                panel.write_text(str(max(1, most * percent // 100)), "ascii")
            except (OSError, ValueError) as error:
                raise Failed(f"{panel.parent.name}: {error}") from error

    def join_wifi(self, ssid: str, psk: str, hidden: bool) -> None:
        """Replaces the one profile that is ours; NetworkManager joins it when it can."""
        if not self._profiles.is_dir():
            raise Unavailable("no NetworkManager")
        target = self._profiles / f"{_PROFILE}.nmconnection"
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(keyfile(ssid, psk, hidden))
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            raise Failed(f"profile: {error.strerror}") from error
        self._run(("nmcli", "connection", "reload"))
        self._run(("nmcli", "--wait", "0", "connection", "up", _PROFILE))

    def _run(self, command: Sequence[str]) -> None:
        try:
            done = subprocess.run(
                command, env=self._environment, capture_output=True, timeout=_PROGRAM_S, check=False, cwd="/"
            )
        except FileNotFoundError as error:
            raise Unavailable(f"no {command[0]}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Failed(f"{command[0]}: {type(error).__name__}") from error
        if done.returncode != 0:
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Failed(f"{command[0]}: {words[-1] if words else f'exit {done.returncode}'}")


def rtc_time(at: datetime) -> bytes:
    """``struct rtc_time``: as struct tm, in UTC; the last three (days, summer time) unused."""
    utc = at.astimezone(UTC)
    fields = (utc.second, utc.minute, utc.hour, utc.day, utc.month - 1, utc.year - 1900, 0, 0, 0)
    return struct.pack("9i", *fields)


def keyfile(ssid: str, psk: str, hidden: bool) -> str:
    """A NetworkManager profile (nm-settings-keyfile(5)). The name as bytes: no character of it counts."""
    name = "".join(f"{byte};" for byte in ssid.encode())
    return (
        f"[connection]\nid={_PROFILE}\ntype=wifi\nautoconnect=true\n\n"
        f"[wifi]\nmode=infrastructure\nssid={name}\nhidden={str(hidden).lower()}\n\n"
        f"[wifi-security]\nkey-mgmt=wpa-psk\npsk={_escaped(psk)}\n\n"
        "[ipv4]\nmethod=auto\n\n[ipv6]\nmethod=auto\n"
    )


def _escaped(value: str) -> str:
    r"""GLib's key files take ``\`` for an escape and drop leading spaces."""
    text = value.replace("\\", "\\\\")
    bare = text.lstrip(" ")
    return r"\s" * (len(text) - len(bare)) + bare
