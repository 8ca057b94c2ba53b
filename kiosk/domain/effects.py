"""What ``update`` asks the rooms behind to do. Performed by the composition root; none may block the UI."""

from dataclasses import dataclass, field

from kiosk.domain.counts import Cell
from kiosk.domain.learn import ReadArticle, ReadPictures
from kiosk.domain.library_places import Register
from kiosk.domain.map_picture import ReadMap
from kiosk.domain.media_play import ShowClip
from kiosk.domain.online import AskHub
from kiosk.domain.paper_shown import DrawPaper, PrintPaper
from kiosk.domain.sheets import LookThrough, TakePicture, WipeSheet
from kiosk.domain.slip import Paper
from kiosk.domain.spoken import FallSilent, SayAloud, SetVolume
from kiosk.domain.sums import Reckon
from kiosk.domain.work_order import Rating, Submission
from kiosk.domain.writing import WritingContext


@dataclass(frozen=True, slots=True)
class BeginVisit:
    visit_id: str


@dataclass(frozen=True, slots=True)
class CloseVisit:
    """The visit is over: mark it closed in the store and wipe pads, print payloads, recogniser, clipboard.

    ``counted``: what it adds to the sums of the month.
    """

    visit_id: str
    counted: frozenset[Cell] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class SaveOrder:
    submission: Submission


@dataclass(frozen=True, slots=True)
class SaveRating:
    rating: Rating


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """``order_id`` is empty for a guide, and for an answer: whose it is stands on no disk."""

    job_id: str
    order_id: str
    slip: Paper


@dataclass(frozen=True, slots=True)
class RecordPrint:
    """What became of a print: a PrintState's value; ``template``: receipt, guide, reply or sum.

    Never content.
    """

    """What became of a print: a PrintState's value; ``template``: receipt, guide, reply, path. No content."""

    job_id: str
    order_id: str
    template: str
    state: str


@dataclass(frozen=True, slots=True)
class AskEvaluation:
    """The evaluator gave up waiting while the faces are still on the screen: it is asked again."""


@dataclass(frozen=True, slots=True)
class Recognise:
    generation: int
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    pad: tuple[float, float]
    context: WritingContext


@dataclass(frozen=True, slots=True)
class ReadPinyin:
    """What may ``keys`` mean? The reader answers PinyinRead with the same ``generation``."""

    generation: int
    keys: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Search:
    """What fits ``text``? The index answers Searched with the same ``generation``, to the newest alone."""

    generation: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FindListed:
    """Who of ``registers`` is meant by ``text``, a name or a number? Answered by Searched, as Search is."""

    generation: int
    text: str = field(repr=False)
    registers: tuple[Register, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What became of this order? The store answers ProgressHere at once, the mailbox ProgressThere.

    Either ``secret`` (a scanned slip's 26 characters) or ``typed`` (its first ten) is given. ``look_id``: a
    UUID, fresh for each question.
    """

    look_id: str
    order_no: str
    secret: str = field(default="", repr=False)
    typed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KeepRecording:
    """A take ended and is worth keeping: collect it from the microphone, pack it, answer RecordingKept."""

    recording_id: str


@dataclass(frozen=True, slots=True)
class WipeRecording:
    """One that was kept is wanted no more."""

    recording_id: str


Effect = (
    BeginVisit
    | CloseVisit
    | SaveOrder
    | SaveRating
    | PrintSlip
    | RecordPrint
    | AskEvaluation
    | Recognise
    | ReadPinyin
    | Search
    | FindListed
    | LookUp
    | AskHub
    | Reckon
    | KeepRecording
    | WipeRecording
    | LookThrough
    | TakePicture
    | WipeSheet
    | ReadArticle
    | ReadPictures
    | DrawPaper
    | PrintPaper
    | ShowClip
    | ReadMap
    | SayAloud
    | FallSilent
    | SetVolume
)
