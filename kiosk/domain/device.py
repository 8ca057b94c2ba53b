"""What the rest of the program may know of a device: a small closed union with a reason."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class DeviceState(Enum):
    """Life of a supervised device; ARCHITECTURE.md draws it, ``TRANSITIONS`` is the table tests read."""

    ABSENT = "absent"  # not configured, unplugged, not yet tried: ordinary
    OPENING = "opening"  # port found, handshake running
    READY = "ready"
    BUSY = "busy"  # working on a command
    DEGRADED = "degraded"  # answers, but cannot do its work now (no paper): reason says why
    FAILED = "failed"  # needs staff; still retried, slowly


TRANSITIONS: Final[dict[DeviceState, frozenset[DeviceState]]] = {
    DeviceState.ABSENT: frozenset({DeviceState.OPENING}),
    DeviceState.OPENING: frozenset(
        {DeviceState.READY, DeviceState.DEGRADED, DeviceState.ABSENT, DeviceState.FAILED}
    ),
    DeviceState.READY: frozenset(
        {DeviceState.BUSY, DeviceState.DEGRADED, DeviceState.ABSENT, DeviceState.FAILED}
    ),
    DeviceState.BUSY: frozenset(
        {DeviceState.READY, DeviceState.DEGRADED, DeviceState.ABSENT, DeviceState.FAILED}
    ),
    DeviceState.DEGRADED: frozenset(
        {DeviceState.READY, DeviceState.BUSY, DeviceState.ABSENT, DeviceState.FAILED}
    ),
    DeviceState.FAILED: frozenset({DeviceState.OPENING, DeviceState.ABSENT}),
}


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """``reason`` is machine-readable (``no_paper``, ``unplugged``); ``code`` is a row of kiosk.errors."""

    state: DeviceState = DeviceState.ABSENT
    reason: str = ""
    code: str = ""

    @property
    def usable(self) -> bool:
        """Whether a visit may offer this device now."""
        return self.state in (DeviceState.READY, DeviceState.BUSY)


ABSENT: Final = DeviceStatus()
READY: Final = DeviceStatus(DeviceState.READY)
CARD_LEFT: Final = "card_left"  # reason: one that was read before still lies there


class PrintOutcome(Enum):
    """What can truthfully be said of a print job (spec: no printer acknowledges paper in a hand)."""

    SENT = "sent"  # status good before and after: "已送到打印机，请取回执"
    UNCERTAIN = "uncertain"  # something went wrong on the way: "请看有没有打出来", 重打 offered
    REFUSED = "refused"  # nothing was sent: no paper, cover open, absent


@dataclass(frozen=True, slots=True)
class CardDocument:
    """What may pass the reader driver's border. Fields a form does not name stay empty strings."""

    document: str  # resident | hkmt | foreign2017 | foreign2023
    name: str = ""
    number: str = ""
    sex: str = ""
    birth: str = ""


# ---- facts devices post; all immutable -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """Posted by the supervisor on change only. ``name``: a row of devices/registry.py."""

    name: str
    status: DeviceStatus

    @property
    def coalesce_key(self) -> str:
        return f"device:{self.name}"


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A card lies on the reader; reading goes on (about 0.1 to 1 s)."""


@dataclass(frozen=True, slots=True)
class CardRead:
    """A whole, checked document. ``elapsed_ms``: first request byte to parsed document."""

    document: CardDocument
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class CardProblem:
    """The card could not be read; the reader goes on looking. ``code``: a row of kiosk.errors (E-IDC-*)."""

    code: str


@dataclass(frozen=True, slots=True)
class EvaluatorPressed:
    """A key of the hardware evaluator, or its own time-out. ``level`` 1..5; None = nobody pressed."""

    level: int | None


@dataclass(frozen=True, slots=True)
class CodeLies:
    """Whether a code that counted before is still seen before the scanner, and withheld for it."""

    lies: bool


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A code was held before the scanner while one was asked for. What it means is decided in the domain.

    ``text``: at most 512 characters, without control characters; whoever printed the code chose them. It may
    be a slip's secret or somebody's number, so it has no part in the repr. ``visit_id`` and ``look_id`` are
    fresh, for the visit and the question it may begin; the composition root adds them.
    """

    text: str = field(repr=False)
    visit_id: str = ""
    look_id: str = ""


@dataclass(frozen=True, slots=True)
class PrintReported:
    """The end of a print job. ``code`` is empty when SENT."""

    job_id: str
    outcome: PrintOutcome
    code: str = ""
