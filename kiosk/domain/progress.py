"""What became of an order: as fetched earlier and kept here, or as the hub says now. Pure.

Nothing of it is ever written down or logged: it lives in memory from the question to the end of the visit.
"""

from dataclasses import dataclass, field
from enum import Enum


class LookOutcome(Enum):
    """What came of asking the hub. UNKNOWN: no such order, or not its code; LIMITED: asked too often."""

    FOUND = "found"
    UNKNOWN = "unknown"
    LIMITED = "limited"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Entry:
    """One step. ``state``: a PlatformState's value, or one this version does not know. ``at``: ISO 8601.

    ``note``: why, in a sentence for the resident. ``reply``: the answer itself, plain text.
    """

    state: str
    at: str
    note: str = field(default="", repr=False)
    reply: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """An order's steps, oldest first, as known at ``as_of`` (ISO 8601; empty: nothing was ever heard of it).

    ``here``: it was submitted at this terminal, ``uploaded``: and the hub's receipt is on disk. ``rated``: an
    evaluation exists. ``state_only``: asked by the typed line, which tells no words of the answer.
    """

    order_id: str
    order_no: str
    entries: tuple[Entry, ...] = ()
    as_of: str = ""
    here: bool = False
    uploaded: bool = False
    rated: bool = False
    state_only: bool = False
