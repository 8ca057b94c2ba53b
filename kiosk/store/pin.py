"""The staff PIN: kept as a slow hash, and a lock-out that no restart and no turning of the clock ends.

Both files are the UI's own (0600). A try is written down before it is judged, so that pulling the plug buys
none. Six digits can be guessed by who holds the disk; the PIN keeps hands off, not thieves (docs/adr/0073).
"""

import secrets
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nacl import pwhash
from nacl.exceptions import InvalidkeyError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.store.files import write_durably
from kiosk.store.identity import identity_dir

SHORTEST: Final = 6
LONGEST: Final = 12
_MADE: Final = 8
FREE_TRIES: Final = 5
FIRST_LOCK_S: Final = 60.0
LONGEST_LOCK_S: Final = 3600.0
_OPS: Final = 3
_MEMORY: Final = 64 * 1024 * 1024
_MODE: Final = 0o600


class _Tries(BaseModel):
    """``locked_s``: still to be waited, in the boot ``boot_id`` from its monotonic time ``since_s`` on."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    wrong: int = Field(default=0, ge=0)
    locked_s: float = Field(default=0.0, ge=0.0, le=LONGEST_LOCK_S)
    boot_id: str = ""
    since_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PinState:
    """``locked_s``: seconds until the next try is judged; 0 for at once."""

    is_set: bool
    locked_s: float


def read_pin(text: str) -> str:
    """The PIN in a file or typed. Raises KioskError E-PIN-03, without it."""
    pin = text.strip()
    digits = pin.isascii() and pin.isdigit()
    if not digits or not SHORTEST <= len(pin) <= LONGEST:
        raise KioskError("E-PIN-03")
    return pin


def make_pin() -> str:
    """Eight digits of chance, to be shown once."""
    return "".join(secrets.choice(string.digits) for _ in range(_MADE))


class StaffPin:
    """For one process at a time that may write the identity. All methods raise KioskError E-STO-02."""

    def __init__(self, state_dir: Path, clock: Clock) -> None:
        self._hash_file = identity_dir(state_dir) / "staff-pin"
        self._tries_file = identity_dir(state_dir) / "staff-pin-tries.json"
        self._clock = clock

    def set(self, pin: str) -> None:
        """A new PIN; the count of wrong ones starts again."""
        hashed = pwhash.argon2id.str(read_pin(pin).encode(), opslimit=_OPS, memlimit=_MEMORY)
        self._write(self._hash_file, hashed.rstrip(b"\0") + b"\n")
        self._save(_Tries())

    def state(self) -> PinState:
        return PinState(self._hash_file.is_file(), self._locked(self._load()).locked_s)

    def check(self, pin: str) -> None:
        """Raises KioskError unless it is the PIN: E-PIN-01 (not), E-PIN-02 (locked), E-PIN-04 (none set)."""
        try:
            hashed = self._hash_file.read_bytes().strip()
        except FileNotFoundError as error:
            raise KioskError("E-PIN-04") from error
        except OSError as error:
            raise KioskError("E-STO-02", f"{self._hash_file.name}: {error.strerror}") from error
        tries = self._locked(self._load())
        if tries.locked_s > 0:
            self._save(tries)
            left = round(tries.locked_s + 0.5)
            raise KioskError("E-PIN-02", f"管理密码连续输错，锁住了，{left} 秒以后再试")
        wrong = tries.wrong + 1
        self._save(self._counted(wrong))
        try:
            pwhash.argon2id.verify(hashed, pin.strip().encode())
        except (InvalidkeyError, ValueError) as error:
            raise KioskError("E-PIN-01", f"管理密码不对，连续错了 {wrong} 次") from error
        self._save(_Tries())

    def _counted(self, wrong: int) -> _Tries:
        over = wrong - FREE_TRIES
        locked = 0.0 if over < 0 else min(FIRST_LOCK_S * 2.0 ** min(over, 20), LONGEST_LOCK_S)
        return _Tries(
            wrong=wrong, locked_s=locked, boot_id=self._clock.boot_id(), since_s=self._clock.monotonic()
        )

    def _locked(self, tries: _Tries) -> _Tries:
        """What is left to wait. Only time that ran while this machine was on counts, and only from when this
        boot first looked: no clock that can be set is asked.
        """
        now, boot_id = self._clock.monotonic(), self._clock.boot_id()
        left = tries.locked_s
        if tries.boot_id == boot_id:
            left -= max(0.0, now - tries.since_s)
        return tries.model_copy(update={"locked_s": max(0.0, left), "boot_id": boot_id, "since_s": now})

    def _load(self) -> _Tries:
        """A damaged file is as one that says the worst: whoever damaged it gains nothing."""
        try:
            return _Tries.model_validate_json(self._tries_file.read_bytes())
        except FileNotFoundError:
            return _Tries()
        except (OSError, ValidationError):
            return self._counted(FREE_TRIES)

    def _save(self, tries: _Tries) -> None:
        self._write(self._tries_file, tries.model_dump_json().encode())

    def _write(self, path: Path, data: bytes) -> None:
        try:
            write_durably(path, data, _MODE)
        except OSError as error:
            raise KioskError("E-STO-02", f"{path.name}: {error.strerror}") from error
