"""What becomes of an envelope on its way to the hub. Pure: the words sync and store share.

Sync decides, the store writes: ``DeliveryQueue`` is implemented in kiosk/store and handed to kiosk/sync.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """An envelope to send: ``envelope`` is None when what is stored is not what was stored (damage)."""

    seq: int
    oid: str
    sha256: str
    envelope: bytes | None


@dataclass(frozen=True, slots=True)
class Delivered:
    """The hub's signed receipt (JSON of a SignedText)."""

    receipt: str


@dataclass(frozen=True, slots=True)
class Delayed:
    """The hub's signed word to come back later with this one. ``word`` is empty for damage found here."""

    seconds: float
    reason: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Parked:
    """The hub's signed refusal: staff must look."""

    reason: str
    word: str


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """Anything else: no connection, time-out, a portal's page. Charges no row. ``code``: E-SYN-01 or -03."""

    code: str
    detail: str


Outcome = Delivered | Delayed | Parked | NotDelivered


@dataclass(frozen=True, slots=True)
class Link:
    """Whether the hub could be reached, as sync last wrote it. ``failures``: rounds in a row that failed.

    Times are UTC; ``next_round_at`` is stored so that a restart does not hammer. ``seen_*``: when the hub
    last proved itself, in the kernel's own time (monotonic seconds of one boot, the same for all processes).
    """

    online: bool = False
    changed_at: datetime | None = None
    code: str = ""
    failures: int = 0
    next_round_at: datetime | None = None
    seen_boot: str = ""
    seen_monotonic: float = 0.0

    def fresh(self, boot_id: str, monotonic: float, within_s: float) -> bool:
        """Whether the hub proved itself in the last ``within_s`` seconds, whoever may have died since."""
        return self.online and self.seen_boot == boot_id and monotonic - self.seen_monotonic <= within_s


class DeliveryQueue(Protocol):
    """The sync side of the store. All writes are durable when the call returns; KioskError when not."""

    def recover(self) -> int:
        """Every row left as ``sending`` is ``queued`` again; their number."""
        ...

    def due(self, limit: int) -> list[int]:
        """``seq`` of rows that may be sent now, in order."""
        ...

    def take(self, seq: int) -> ReadyRow:
        """Mark as ``sending`` and read."""
        ...

    def settle(self, seq: int, outcome: Outcome) -> None: ...

    def next_due_in(self) -> float | None:
        """Seconds until the first delayed row may be sent; None when none waits for a time."""
        ...

    def waiting(self) -> int:
        """Envelopes without a receipt."""
        ...

    def link(self) -> Link: ...

    def save_link(self, link: Link) -> None: ...
