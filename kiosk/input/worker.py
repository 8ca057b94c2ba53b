"""The recogniser's own thread: takes the newest drawing, drops older ones, posts what it may mean."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.messages import CandidatesReady
from kiosk.domain.writing import WritingContext
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.heap import give_back
from kiosk.input.newest import NewestOnly, nobody_waits

if TYPE_CHECKING:
    from kiosk.input.ink import Point, Strokes  # with it comes numpy, which only the thread is to wait for


class Reader(Protocol):
    """What the thread needs of a Recogniser."""

    def candidates(
        self, strokes: "Strokes", pad: "Point", limit: int, context: WritingContext
    ) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class _Job:
    generation: int
    strokes: "Strokes"
    pad: "Point"
    context: WritingContext


class HandwritingWorker(NewestOnly[Reader, _Job]):
    """The recogniser's thread: see `NewestOnly`."""

    broken = "E-INP-01"

    def __init__(
        self,
        load: Callable[[], Reader],
        post: Post,
        ready: Callable[[KioskError | None], None] = nobody_waits,
        limit: int = 8,
        limit_more: int = 24,
    ) -> None:
        """``limit``: how many candidates at most; ``limit_more``: when 更多 is wanted."""
        super().__init__("handwriting", load, post, ready)
        self._limit = limit
        self._limit_more = limit_more

    def submit(self, generation: int, strokes: "Strokes", pad: "Point", context: WritingContext) -> None:
        """Ask what ``strokes`` may mean there; never waits. The answer is a CandidatesReady."""
        self.ask(_Job(generation, strokes, pad, context))

    def _answer(self, engine: Reader, job: _Job) -> CandidatesReady:
        limit = self._limit_more if job.context.more else self._limit
        return CandidatesReady(job.generation, engine.candidates(job.strokes, job.pad, limit, job.context))

    def _no_answer(self, job: _Job) -> CandidatesReady:
        return CandidatesReady(job.generation, ())

    def _rest(self) -> None:
        give_back()
