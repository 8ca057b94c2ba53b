"""What becomes of an envelope on its way to the hub, and what the hub says besides. Pure.

Sync decides, the store writes: the protocols here are implemented in kiosk/store and handed to kiosk/sync.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.wire.exchange import Exchange, Kept


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
    """Anything else: no connection, time-out, a portal's page, a denial. Charges no row. ``code``: E-SYN-….

    ``denial``: the hub's signed word (JSON) that it hears this terminal no more. ``delay_s``: not before.
    """

    code: str
    detail: str
    denial: str = ""
    delay_s: float = 0.0


Outcome = Delivered | Delayed | Parked | NotDelivered


@dataclass(frozen=True, slots=True)
class Link:
    """Whether the hub could be reached, as sync last wrote it. ``failures``: rounds in a row that failed.

    Times are UTC; ``next_round_at`` is stored so that a restart does not hammer. ``seen_*``: when the hub
    last proved itself, in the kernel's own time (monotonic seconds of one boot, the same for all processes).
    ``denial``: the hub's signed word (JSON) that it hears this terminal no more; empty when it does.
    """

    online: bool = False
    changed_at: datetime | None = None
    code: str = ""
    failures: int = 0
    next_round_at: datetime | None = None
    seen_boot: str = ""
    seen_monotonic: float = 0.0
    denial: str = ""

    def fresh(self, boot_id: str, monotonic: float, within_s: float) -> bool:
        """Whether the hub proved itself in the last ``within_s`` seconds, whoever may have died since."""
        return self.online and self.seen_boot == boot_id and monotonic - self.seen_monotonic <= within_s


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer to an exchange, checked: who it is for, what it says, and its kept word read."""

    exchange: Exchange
    kept: Kept


@dataclass(frozen=True, slots=True)
class HubState:
    """What the hub last said in an exchange, as stored. ``cursor``: the newest progress row held.

    ``kept``: its signed word, as it came; ``heard_at``: its own time of it (ISO 8601), empty at first.
    """

    terminal_id: str = ""
    incarnation: str = ""
    cursor: int = 0
    kept: str = ""
    trust_version: int = 0
    heard_at: str = ""


class DeliveryQueue(Protocol):
    """The sync side of the store. All writes are durable when the call returns; KioskError when not."""

    def recover(self) -> int:
        """Every row left as ``sending`` is ``queued`` again; their number."""
        ...

    def due(self, limit: int) -> list[int]:
        """``seq`` of rows that may be sent now, in order; parts of recordings singly, behind all else."""
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

    def last_seq(self) -> int:
        """The newest envelope ever made here; 0 before the first."""
        ...


class LinkStore(Protocol):
    def link(self) -> Link: ...

    def save_link(self, link: Link) -> None: ...


class HubMemory(Protocol):
    def state(self, terminal_id: str) -> HubState:
        """What was heard as this terminal; nothing of what was heard as another."""
        ...

    def held_long(self, terminal_id: str) -> tuple[str, ...]:
        """Orders whose progress has been held for long: the hub is to be asked whether it may go."""
        ...

    def revoked(self) -> None:
        """The hub hears this terminal no more: what it told of orders goes."""
        ...

    def hear(self, heard: Heard, asked: Sequence[str] = ()) -> int:
        """Store an exchange, all of it or nothing; how many delivered rows are queued again by it.

        ``asked``: what of ``held_long`` was in the question.

        That is when the hub's incarnation is another than the stored one, or none was stored: it may have
        lost what it gave receipts for. The progress known until then counts no more: ask for it anew.
        """
        ...
