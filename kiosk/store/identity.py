"""Who this terminal is, on disk: ``identity/terminal.json`` (nothing secret), ``device.key``, ``link.key``;
and ``exchange.json`` while an enrolment is going on.

``terminal.json`` is the commit point of an enrolment: it names the keys that count. A key file may hold a
second, newer key while an enrolment is going on; all are replaced whole and fsynced.
"""

import os
import stat
from pathlib import Path
from typing import Final

from nacl.signing import SigningKey
from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import KioskError
from kiosk.store.files import sync_folder, write_durably
from kiosk.wire.enrolment import EnrolRequest
from kiosk.wire.envelope import Sealer
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import SEED_BYTES, key_id

# sync's user reads terminal.json and the link key through the group; only the UI's own user the device key.
_TERMINAL_MODE: Final = 0o640
_DEVICE_MODE: Final = 0o600
_LINK_MODE: Final = 0o640
_EXCHANGE_MODE: Final = 0o600


def identity_dir(state_dir: Path) -> Path:
    return state_dir / "identity"


def terminal_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "terminal.json"


def device_key_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "device.key"


def link_key_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "link.key"


def load_enrolled(state_dir: Path) -> Enrolled | None:
    """None when this terminal is not enrolled. Raises KioskError E-STO-04 when the file is damaged."""
    try:
        return Enrolled.model_validate_json(terminal_file(state_dir).read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(terminal_file(state_dir), f"读不了（{error.strerror}）") from error
    except ValidationError as error:
        raise _unusable(terminal_file(state_dir), "坏了") from error


def _unusable(path: Path, why: str) -> KioskError:
    """Not the same as a terminal that never was enrolled: orders may wait here, and the county may help."""
    return KioskError("E-STO-04", f"身份文件 {path.name} {why}，先导出没送到的工单，再找中心")


def loose_files(state_dir: Path) -> list[str]:
    """Identity files whose owner, group or mode is not what was written: who may read or replace them is not
    who should. Empty when all is well, and for what is not there.
    """
    wanted = {
        terminal_file(state_dir): _TERMINAL_MODE,
        device_key_file(state_dir): _DEVICE_MODE,
        link_key_file(state_dir): _LINK_MODE,
        identity_dir(state_dir) / "staff-pin": _DEVICE_MODE,
    }
    found = []
    for path, mode in wanted.items():
        try:
            status, around = path.lstat(), path.parent.stat()
        except OSError:
            continue
        as_written = (status.st_uid, status.st_gid, status.st_mode)
        if as_written != (around.st_uid, around.st_gid, stat.S_IFREG | mode):
            found.append(path.name)
    return found


def save_enrolled(state_dir: Path, enrolled: Enrolled) -> None:
    text = enrolled.model_dump_json(indent=1) + "\n"
    write_durably(terminal_file(state_dir), text.encode(), _TERMINAL_MODE)


def load_device_keys(state_dir: Path) -> dict[str, SigningKey]:
    """Key id → device key: one, or two while an enrolment is going on. Raises KioskError E-STO-04."""
    return _load_keys(device_key_file(state_dir))


def load_link_keys(state_dir: Path) -> dict[str, SigningKey]:
    """As ``load_device_keys``."""
    return _load_keys(link_key_file(state_dir))


def save_device_keys(state_dir: Path, keys: list[SigningKey]) -> None:
    _save_keys(device_key_file(state_dir), keys, _DEVICE_MODE)


def save_link_keys(state_dir: Path, keys: list[SigningKey]) -> None:
    _save_keys(link_key_file(state_dir), keys, _LINK_MODE)


def _load_keys(path: Path) -> dict[str, SigningKey]:
    try:
        lines = path.read_text(encoding="ascii").split()
        keys = [SigningKey(bytes.fromhex(line)) for line in lines]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unusable(path, f"读不了（{error.strerror}）") from error
    except (ValueError, TypeError) as error:
        raise _unusable(path, "坏了") from error
    return {key_id(bytes(key.verify_key)): key for key in keys}


def _save_keys(path: Path, keys: list[SigningKey], mode: int) -> None:
    text = "".join(f"{bytes(key).hex()}\n" for key in keys)
    write_durably(path, text.encode("ascii"), mode)


class Exchange(BaseModel):
    """An enrolment that is going on. ``transcript``: what the hub said its words are of; empty before."""

    model_config = ConfigDict(frozen=True, strict=True)

    request: EnrolRequest
    transcript: str = ""


def exchange_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "exchange.json"


def load_exchange(state_dir: Path) -> Exchange | None:
    """None when there is none, or it is damaged: then the next one has other words, nothing worse.

    Raises KioskError E-STO-04 when it cannot be read.
    """
    try:
        return Exchange.model_validate_json(exchange_file(state_dir).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    except OSError as error:
        raise KioskError("E-STO-04", f"exchange.json: {error.strerror}") from error


def save_exchange(state_dir: Path, exchange: Exchange) -> None:
    write_durably(exchange_file(state_dir), (exchange.model_dump_json() + "\n").encode(), _EXCHANGE_MODE)


def end_exchange(state_dir: Path) -> None:
    exchange_file(state_dir).unlink(missing_ok=True)
    sync_folder(identity_dir(state_dir))


def new_key() -> SigningKey:
    return SigningKey(os.urandom(SEED_BYTES))


def load_link_key(state_dir: Path) -> SigningKey | None:
    """The key that signs this terminal's requests; None when not enrolled. Raises KioskError E-STO-04."""
    enrolled = load_enrolled(state_dir)
    if enrolled is None:
        return None
    key = load_link_keys(state_dir).get(enrolled.link_key_id)
    if key is None:
        raise _unusable(link_key_file(state_dir), "不是注册时的那一把")
    return key


def forget(state_dir: Path) -> None:
    """Enrolled no more, and no key left of it; terminal.json goes first. Raises OSError."""
    for file in (terminal_file, device_key_file, link_key_file, exchange_file):
        path = file(state_dir)
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def load_sealer(state_dir: Path) -> Sealer | None:
    """None when not enrolled. Raises KioskError E-STO-04 when the identity cannot be used."""
    enrolled = load_enrolled(state_dir)
    if enrolled is None:
        return None
    key = load_device_keys(state_dir).get(enrolled.device_key_id)
    try:
        if key is not None:
            return Sealer(enrolled, key)
    except ValueError as error:
        raise KioskError("E-STO-04", str(error)) from error
    raise _unusable(device_key_file(state_dir), "不是注册时的那一把")


class SealerSource:
    """The sealer of the moment: read once, and again when an enrolment has replaced the file."""

    def __init__(self, state_dir: Path) -> None:
        self._state_dir = state_dir
        self._stamp: tuple[int, int] | None = None
        self._sealer: Sealer | None = None

    def __call__(self) -> Sealer | None:
        stamp = file_stamp(terminal_file(self._state_dir))
        if stamp is None or stamp != self._stamp:
            self._sealer = load_sealer(self._state_dir)
            self._stamp = stamp
        return self._sealer


def file_stamp(path: Path) -> tuple[int, int] | None:
    """Changes whenever the file is replaced; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
