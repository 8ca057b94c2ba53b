"""What became of an order: as fetched earlier and kept here, or as the hub says now. Pure.

Nothing of it is ever written down or logged: it lives in memory from the question to the end of the visit.
"""

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from kiosk.domain.slip_code import TYPED_LENGTH, mask_identity
from kiosk.wire.ids import CROCKFORD, order_no
from kiosk.wire.states import PlatformState, platform_state


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


@dataclass(frozen=True, slots=True)
class Look:
    """One question about one order, and what has been heard so far.

    Exactly one of ``secret`` (a scanned slip's 26 characters) and ``typed`` (its first ten) is given.
    ``since``: monotonic seconds. ``outcome`` None: the hub's answer is awaited. ``here`` was kept by this
    terminal, ``fresh`` came from the hub just now.
    """

    look_id: str
    order_no: str
    since: float
    secret: str = field(default="", repr=False)
    typed: str = field(default="", repr=False)
    here: Progress | None = None
    fresh: Progress | None = None
    outcome: LookOutcome | None = None

    @property
    def known(self) -> Progress | None:
        """The best that is known: the hub's word, and of our own what the hub cannot know better."""
        if self.fresh is None or self.here is None:
            return self.fresh or self.here
        rated = self.fresh.rated or self.here.rated
        return replace(self.fresh, here=self.here.here, uploaded=True, rated=rated)

    @property
    def waiting(self) -> bool:
        return self.outcome is None


class AskProblem(Enum):
    """What is wrong with a code that was scanned, or a line that was typed."""

    NONE = "none"
    FOREIGN = "foreign"  # a code of something else: never shown, never opened
    PREFIX = "prefix"  # what stands before the number's dash is missing
    NUMBER = "number"
    CODE = "code"  # fewer than ten characters


@dataclass(frozen=True, slots=True)
class Asking:
    """What is being typed from a slip. ``prefix`` empty: this terminal's own stands before the dash."""

    prefix: str = ""
    number: str = ""
    code: str = field(default="", repr=False)
    problem: AskProblem = AskProblem.NONE


NOTHING_ASKED: Final = Asking()

NUMBER_MOST: Final = 10
PREFIX_MOST: Final = 12
# What people take for another character (Crockford's own list).
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_OVER: Final = frozenset({PlatformState.DONE, PlatformState.TO_RATE})


def normal_code(text: str) -> str:
    """What was meant by a typed line: capitals, O as 0, I and L as 1; at most ten characters."""
    meant = text.upper().translate(_MISREAD)
    return "".join(char for char in meant if char in CROCKFORD)[:TYPED_LENGTH]


def normal_digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")[:NUMBER_MOST]


def normal_prefix(text: str) -> str:
    kept = "".join(char for char in text.upper() if char.isascii() and char.isalnum())
    return kept[:PREFIX_MOST]


def typed_number(prefix: str, number: str) -> str:
    """The order number that was typed, its noughts filled in; empty when it cannot be one."""
    try:
        return order_no(prefix, int(number))
    except ValueError:
        return ""


def current_state(progress: Progress) -> PlatformState | None:
    """Where it stands now; None when nothing was heard of it."""
    return platform_state(progress.entries[-1].state) if progress.entries else None


def replies(progress: Progress) -> tuple[Entry, ...]:
    """The steps that brought an answer, the newest first."""
    return tuple(entry for entry in reversed(progress.entries) if entry.reply.strip())


def may_rate(look: Look) -> bool:
    """Closed, seen with the slip itself, and not rated before: one order, one rating (GB/T 39734)."""
    known = look.known
    if known is None or known.state_only or known.rated or not known.order_id or not look.secret:
        return False
    return current_state(known) in _OVER


def without_numbers(progress: Progress) -> Progress:
    """No identity number on screen or paper, not even in an answer whose writer repeated it."""
    entries = tuple(
        replace(entry, note=mask_identity(entry.note), reply=mask_identity(entry.reply))
        for entry in progress.entries
    )
    return replace(progress, entries=entries)
