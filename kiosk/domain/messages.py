"""Everything that can change the state: intents from touches, facts from the rooms behind. All immutable.

Device facts live in ``domain.device``. Whatever is not deterministic (ids, times) is made by the sender, so
that ``update`` is a pure function.
"""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.comfort import Language
from kiosk.domain.library import Library
from kiosk.domain.progress import LookOutcome, Progress
from kiosk.domain.work_order import Committed

# ---- intents: what a touch means -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch on the window, wherever it lands: the person is there. Sent before the touch's own intent."""


@dataclass(frozen=True, slots=True)
class Wake:
    """The idle screen was touched: a visit begins. ``language``: asked for by that touch, if any."""

    visit_id: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class SetComfort:
    """One field of ``domain.comfort.Comfort`` for the rest of this visit."""

    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Open:
    """Go to a place, remembering where one came from."""

    place: object  # domain.state.Place


@dataclass(frozen=True, slots=True)
class Back:
    """One step back; everything typed stays."""


@dataclass(frozen=True, slots=True)
class GoHome:
    """To the home screen; a draft is kept until the visit ends."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Begin, or go on with, a service item's form. ``order_id`` is used only when there is no draft yet."""

    item_id: str
    order_id: str
    request: str = ""  # text carried over from another form
    speak: bool = False  # the person would rather say it than write


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of one order field as it stands now."""

    field_id: str
    value: str


@dataclass(frozen=True, slots=True)
class NextPage:
    """写好了 / 下一步 / 跳过: leave this page when its field may stand."""


@dataclass(frozen=True, slots=True)
class EditField:
    """改: from the check page to one field and back."""

    field_id: str


@dataclass(frozen=True, slots=True)
class GiveConsent:
    at: str


@dataclass(frozen=True, slots=True)
class RefuseConsent:
    at: str


@dataclass(frozen=True, slots=True)
class TypeIdentity:
    """没带证，手输号码."""


@dataclass(frozen=True, slots=True)
class WriteName:
    """自己写姓名: the card's name has a character that cannot be shown; what the card gave stays."""


@dataclass(frozen=True, slots=True)
class UseCard:
    """Back from typing to the reader, or try the card again."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Strokes on the pad as lists of points in pad pixels, y down; asks for candidates.

    ``pad`` is (width, height); ``generation`` grows with each stroke and drops stale answers. ``more``: 更多
    was touched, so what the same strokes were answered with first is not what was meant.
    """

    generation: int
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    pad: tuple[float, float]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Speak:
    """我想说: say instead of write, on the page of what happened. ``speak`` False: write after all."""

    speak: bool = True


@dataclass(frozen=True, slots=True)
class StartRecording:
    """开始说话, 再说一段. ``recording_id``: fresh."""

    recording_id: str


@dataclass(frozen=True, slots=True)
class StopRecording:
    """停止."""


@dataclass(frozen=True, slots=True)
class PlayRecording:
    """重听: one that was kept; the one that plays stops."""

    recording_id: str


@dataclass(frozen=True, slots=True)
class StopPlaying:
    """停, while one is heard."""


@dataclass(frozen=True, slots=True)
class DropRecording:
    """删掉: one that was kept is gone at once."""

    recording_id: str


@dataclass(frozen=True, slots=True)
class Represent:
    """我替别人办 (or 大人替孩子办), and back: 给自己办."""

    other: bool = True


@dataclass(frozen=True, slots=True)
class ShowPersonal:
    """显示 / 遮住 on what is masked."""


@dataclass(frozen=True, slots=True)
class Submit:
    """提交 on the check page."""


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """重打 on the submitted screen."""

    job_id: str


@dataclass(frozen=True, slots=True)
class PrintGuide:
    """打印 on a guide."""

    job_id: str
    guide_id: str


@dataclass(frozen=True, slots=True)
class TypeSlip:
    """The part of a slip that is being typed (``TypeProgress.part``) as it stands now."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipTyped:
    """下一步 on a part of the slip; after the last one the order is asked for under ``look_id``."""

    look_id: str


@dataclass(frozen=True, slots=True)
class LookAgain:
    """再查一次, after the hub could not be asked."""

    look_id: str


@dataclass(frozen=True, slots=True)
class PrintReply:
    """打印答复."""

    job_id: str


@dataclass(frozen=True, slots=True)
class GoRate:
    """好的，去评价: the order just submitted, or the closed one whose slip was scanned."""


@dataclass(frozen=True, slots=True)
class Rate:
    level: int
    via: str = "screen"


@dataclass(frozen=True, slots=True)
class ToggleReason:
    reason: str


@dataclass(frozen=True, slots=True)
class SendRating:
    """Reasons chosen (or none): the evaluation is complete."""


@dataclass(frozen=True, slots=True)
class SkipRating:
    """跳过: no rating is recorded."""


@dataclass(frozen=True, slots=True)
class KeepUsing:
    """继续使用 on the time-out question."""


@dataclass(frozen=True, slots=True)
class EndVisit:
    """结束, 马上收起, or the end screen's own time. ``quietly``: straight to idle, no farewell."""

    quietly: bool = False


# ---- facts from behind ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tick:
    """Twice a second. ``monotonic`` in seconds; ``local`` is the wall clock in the terminal's zone."""

    monotonic: float
    local: datetime

    @property
    def coalesce_key(self) -> str:
        return "tick"


@dataclass(frozen=True, slots=True)
class CandidatesReady:
    """The recogniser's answer to ``Ink(generation)``, best first. Strings of one or more characters."""

    generation: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderSaved:
    """The order is durable. ``print_job_id`` names the slip's first print."""

    committed: Committed
    print_job_id: str


@dataclass(frozen=True, slots=True)
class OrderNotSaved:
    """Nothing was stored; what was written is still in the draft. ``code``: E-STO-*."""

    order_id: str
    code: str


@dataclass(frozen=True, slots=True)
class RatingSaved:
    order_id: str


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """What sync last wrote about the hub: reachable now or not. ``waiting``: orders not yet accepted."""

    online: bool
    waiting: int = 0

    @property
    def coalesce_key(self) -> str:
        return "link"


@dataclass(frozen=True, slots=True)
class OrderDelivered:
    """A receipt signed by the hub is on disk for this order: 已上传 may be said."""

    order_id: str


@dataclass(frozen=True, slots=True)
class ProgressHere:
    """The store's answer to ``LookUp(look_id)`` from what was fetched earlier.

    None: not an order of this terminal, or not its slip, or asked by the typed line.
    """

    look_id: str
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class ProgressThere:
    """The hub's answer to ``LookUp(look_id)``, or that there is none. ``progress``: only when FOUND."""

    look_id: str
    outcome: LookOutcome
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class ReleaseChanged:
    """Another release of content became active; None means none is usable."""

    library: Library | None


@dataclass(frozen=True, slots=True)
class Recovered:
    """At start: the last committed order of a visit that a crash interrupted. Shown for two minutes."""

    order_no: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Whether orders may be submitted: the terminal is enrolled and its store can be opened.

    ``code``: why not, when it is not that nobody enrolled it. ``terminal_code``: what this terminal's order
    numbers begin with, as soon as it is enrolled.
    """

    can_submit: bool
    code: str = ""
    terminal_code: str = ""

    @property
    def coalesce_key(self) -> str:
        return "enrolment"


@dataclass(frozen=True, slots=True)
class HandwritingReady:
    """The recogniser's model is loaded, or cannot be."""

    ready: bool


@dataclass(frozen=True, slots=True)
class Fatal:
    """A fault that stops the terminal from serving. ``code`` empty = over."""

    code: str


@dataclass(frozen=True, slots=True)
class Hiccup:
    """An unexpected error was caught at the top: the visit goes home with a plain sentence."""

    code: str
