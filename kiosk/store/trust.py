"""Adopting what the hub says of itself: only what the off-line keys signed, judged from the root pinned here.

Sync fetches; it is believed nothing. ``identity/trust/root.json`` and ``floors.json`` are the UI's own and
change only with a document that was judged (docs/adr/0071). python-tuf is loaded when there is one to judge.
"""

import hashlib
import logging
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.plain_files import read_plain
from kiosk.store.files import make_folder, write_durably
from kiosk.store.identity import file_stamp, identity_dir, load_enrolled, save_enrolled
from kiosk.wire.models import Enrolled
from kiosk.wire.trust import MAX_TRUST, Floors, HubTrust, TrustRefused, read_document, read_hub_trust
from kiosk.wire.words import hub_keys

if TYPE_CHECKING:
    from kiosk.wire.trust_check import Verdict

_log = logging.getLogger(__name__)
_MODE: Final = 0o640
PAUSE_S: Final = 15.0
_REASON_MOST: Final = 200  # it may quote what somebody else wrote


def incoming_file(state_dir: Path) -> Path:
    """Where sync puts what it fetched."""
    return state_dir / "sync" / "trust" / "incoming.json"


def root_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "trust" / "root.json"


def judged_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "trust" / "judged.json"


def floors_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "trust" / "floors.json"


def save_trust(state_dir: Path, verdict: "Verdict") -> None:
    """Root first: floors of another root would count for nothing. The folder is nobody else's to write."""
    folder = root_file(state_dir).parent
    make_folder(folder)
    folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~0o027)
    write_durably(root_file(state_dir), verdict.root.encode(), _MODE)
    write_durably(floors_file(state_dir), verdict.floors.model_dump_json().encode(), _MODE)


def load_floors(state_dir: Path, enrolled: Enrolled) -> Floors:
    """At the least what terminal.json names, whatever became of the file."""
    try:
        floors = Floors.model_validate_json(floors_file(state_dir).read_bytes())
    except (OSError, ValidationError):
        floors = Floors()
    return floors.model_copy(update={"trust": max(floors.trust, enrolled.trust_version)})


def judge_incoming(state_dir: Path, raw: bytes, enrolled: Enrolled, reference: datetime) -> "Verdict":
    """What lay in sync's folder, judged at the time ``reference``.

    Raises KioskError E-TRU-01 when it may not be adopted, E-STO-04 when the pinned root cannot be read.
    """
    try:
        root = root_file(state_dir).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError("E-STO-04", "identity/trust/root.json cannot be read") from error
    from kiosk.wire.trust_check import judge  # slow to load, and seldom needed

    try:
        verdict = judge(raw, root, load_floors(state_dir, enrolled), reference)
        if verdict.trust.hub_id != enrolled.hub_id:
            raise TrustRefused("foreign", "another hub")
    except TrustRefused as error:
        raise KioskError("E-TRU-01", str(error)[:_REASON_MOST]) from error
    return verdict


def _read_incoming(path: Path) -> bytes | None:
    """Another user's folder: no link is followed, nothing but a file is read, and not more than it may be."""
    try:
        return read_plain(path, MAX_TRUST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KioskError("E-TRU-01", f"incoming.json: {error.strerror}") from error


def trusting(enrolled: Enrolled, hub: HubTrust) -> Enrolled:
    """The same terminal, told what ``hub`` says."""
    return enrolled.model_copy(
        update={
            "hub_url": hub.hub_url,
            "ca_pem": hub.ca_pem,
            "seal_key": hub.seal_key,
            "receipt_keys": list(hub.receipt_keys),
            "trust_version": hub.version,
        }
    )


class Judged(BaseModel):
    """What was last looked at: neither judged nor logged again after a restart.

    ``refused``: why; empty when it was adopted.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    sha256: str = ""
    terminal_id: str = ""
    refused: str = ""


def load_judged(state_dir: Path) -> Judged:
    try:
        return Judged.model_validate_json(judged_file(state_dir).read_bytes())
    except (OSError, ValidationError):
        return Judged()


def awaits_adoption(state_dir: Path, enrolled: Enrolled, key_id: str) -> bool:
    """Whether trust that names this key of the hub lies there and the UI has not looked at it yet.

    Nothing of it is believed: this only tells why an answer cannot be checked now.
    """
    try:
        raw = _read_incoming(incoming_file(state_dir)) or b""
        hub = read_hub_trust(read_document(raw).hub)
    except (KioskError, TrustRefused):
        return False
    judged = load_judged(state_dir)
    seen = (judged.sha256, judged.terminal_id) == (hashlib.sha256(raw).hexdigest(), enrolled.terminal_id)
    return not seen and hub.hub_id == enrolled.hub_id and key_id in hub_keys(*hub.receipt_keys)


class TrustAdopter:
    """Looks whether sync brought something new. For the thread that owns the identity.

    ``reference`` gives the latest time that is certain. Waits a little after the start: loading python-tuf
    must not hold up the first picture.
    """

    def __init__(self, state_dir: Path, clock: Clock) -> None:
        self._state_dir = state_dir
        self._clock = clock
        self._not_before = clock.monotonic() + PAUSE_S
        self._seen: tuple[int, int] | None = None

    def look(
        self,
        reference: Callable[[], datetime],
        hold: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> bool:
        """Whether terminal.json was rewritten. What is refused is logged once.

        ``hold``: keeps a new enrolment out, as the store's write lock does. Raises KioskError when the
        identity cannot be read or written.
        """
        stamp = file_stamp(incoming_file(self._state_dir))
        if stamp is None or stamp == self._seen or self._clock.monotonic() < self._not_before:
            return False
        enrolled = load_enrolled(self._state_dir)
        if enrolled is None:
            return False
        changed = self._consider(enrolled, reference, hold)
        if changed is not None:
            self._seen = stamp
        return bool(changed)

    def _consider(
        self,
        enrolled: Enrolled,
        reference: Callable[[], datetime],
        hold: Callable[[], AbstractContextManager[object]],
    ) -> bool | None:
        """None: this terminal was enrolled anew meanwhile; what was judged was judged for another."""
        sha256 = ""
        try:
            raw = _read_incoming(incoming_file(self._state_dir)) or b""
            sha256, before = hashlib.sha256(raw).hexdigest(), load_judged(self._state_dir)
            if (before.sha256, before.terminal_id) == (sha256, enrolled.terminal_id):
                return False
            verdict = judge_incoming(self._state_dir, raw, enrolled, reference())
        except KioskError as error:
            if error.code != "E-TRU-01":
                raise
            _log.error("trust.refused", extra={"code": error.code, "detail": error.detail})
            self._note(Judged(sha256=sha256, terminal_id=enrolled.terminal_id, refused=error.detail))
            return False
        with hold():
            if load_enrolled(self._state_dir) != enrolled:
                return None
            changed = self._take(enrolled, verdict)
        self._note(Judged(sha256=sha256, terminal_id=enrolled.terminal_id))
        return changed

    def _take(self, enrolled: Enrolled, verdict: "Verdict") -> bool:
        try:
            save_trust(self._state_dir, verdict)
            trusted = trusting(enrolled, verdict.trust)
            if trusted == enrolled:
                return False
            save_enrolled(self._state_dir, trusted)
        except OSError as error:
            raise KioskError("E-STO-02", f"identity: {error.strerror}") from error
        _log.info("trust.adopted", extra={"version": verdict.trust.version})
        return True

    def _note(self, judged: Judged) -> None:
        try:
            write_durably(judged_file(self._state_dir), judged.model_dump_json().encode(), _MODE)
        except OSError as error:
            raise KioskError("E-STO-02", f"identity: {error.strerror}") from error
