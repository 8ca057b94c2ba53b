"""The recogniser's own thread: takes the newest drawing, drops older ones, posts what it may mean."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.messages import CandidatesReady
from kiosk.domain.writing import WritingContext
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.input.heap import give_back

if TYPE_CHECKING:
    from kiosk.input.ink import Point, Strokes  # with it comes numpy, which only the thread is to wait for

JOIN_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


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


def _nobody_waits(fault: KioskError | None) -> None:
    """The default for ``ready``."""


class HandwritingWorker:
    """At most one drawing waits. The model is loaded on the thread, so that nobody waits for that either.

    ``ready`` is called once, on the thread: with None when the model is loaded, with the fault when it cannot
    be; the thread then ends and ``submit`` has no effect.
    """

    def __init__(
        self,
        load: Callable[[], Reader],
        post: Post,
        ready: Callable[[KioskError | None], None] = _nobody_waits,
        limit: int = 8,
        limit_more: int = 24,
    ) -> None:
        """``limit``: how many candidates at most; ``limit_more``: when 更多 is wanted."""
        self._load = load
        self._post = post
        self._ready = ready
        self._limit = limit
        self._limit_more = limit_more
        self._wake = threading.Condition()
        self._job: _Job | None = None
        self._newest = object()  # whoever holds another than this is stale
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="handwriting", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, generation: int, strokes: "Strokes", pad: "Point", context: WritingContext) -> None:
        """Ask what ``strokes`` may mean there; never waits. Answered by a CandidatesReady(generation, items).

        What was asked before and is not answered yet is dropped.
        """
        self._replace(_Job(generation, strokes, pad, context))

    def forget(self) -> None:
        """The visit is over: what waits is dropped, and what is being read will not be posted."""
        self._replace(None)

    def stop(self) -> None:
        """End the thread; idempotent, returns within two seconds."""
        with self._wake:
            self._stopping = True
        self._replace(None)
        if self._thread.is_alive():
            self._thread.join(JOIN_SECONDS)

    def _replace(self, job: _Job | None) -> None:
        with self._wake:
            self._job = None if self._stopping else job
            self._newest = object()
            self._wake.notify()

    def _run(self) -> None:
        try:
            reader = self._load()
        except KioskError as error:
            _log.error("handwriting.missing", extra={"code": error.code, "detail": error.detail})
            with self._wake:
                self._stopping = True
                self._job = None
            self._ready(error)
            return
        self._ready(None)
        while self._serve_one(reader):
            pass

    def _serve_one(self, reader: Reader) -> bool:
        """Wait for a drawing and answer it; False when it is time to end."""
        with self._wake:
            self._wake.wait_for(lambda: self._stopping or self._job is not None)
            job, mark = self._job, self._newest
            self._job = None
        if job is None or self._stopping:
            return False
        try:
            limit = self._limit_more if job.context.more else self._limit
            items = reader.candidates(job.strokes, job.pad, limit, job.context)
        except Exception as error:
            # No traceback: its frames hold what was written.
            _log.error("handwriting.failed", extra={"error_type": type(error).__name__})
            items = ()
        with self._wake:
            if mark is self._newest:
                self._post(CandidatesReady(job.generation, items))
        give_back()
        return True
