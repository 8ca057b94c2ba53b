"""A thread that answers only the newest question: older ones are dropped, and what was asked is not kept."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Final, Generic, TypeVar

from kiosk.errors import KioskError
from kiosk.events import Post

JOIN_SECONDS: Final = 2.0

Engine = TypeVar("Engine")
Job = TypeVar("Job")

_log = logging.getLogger(__name__)


def nobody_waits(fault: KioskError | None) -> None:
    """The default for ``ready``."""


class NewestOnly(ABC, Generic[Engine, Job]):
    """At most one question waits. The engine is loaded on the thread, so that nobody waits for that either.

    ``ready`` is called on the thread: with None when the engine is loaded, with the fault when it cannot be;
    the thread then ends and asking has no effect. Should the engine fail later, ``ready`` is told the fault,
    and None when it answers again.
    """

    broken: ClassVar[str]
    """The code of an engine that cannot be loaded for a reason nobody foresaw."""

    def __init__(
        self,
        name: str,
        load: Callable[[], Engine],
        post: Post,
        ready: Callable[[KioskError | None], None],
    ) -> None:
        """``name``: of the thread, and what its lines in the log begin with."""
        self._name = name
        self._load = load
        self._post = post
        self._ready = ready
        self._wake = threading.Condition()
        self._job: Job | None = None
        self._forgetting = False
        self._newest = object()  # whoever holds another than this is stale
        self._stopping = False
        self._fault = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def _answer(self, engine: Engine, job: Job) -> object:
        """The message that answers ``job``; on the thread. What it raises is told by its type alone."""

    @abstractmethod
    def _no_answer(self, job: Job) -> object:
        """The message when there is none."""

    def _forget(self, engine: Engine) -> None:  # most engines remember nothing
        """Drop what ``engine`` remembers of earlier questions; on the thread."""

    def _rest(self) -> None:  # nor leave anything behind
        """After each answer; on the thread."""

    def start(self) -> None:
        self._thread.start()

    def ask(self, job: Job) -> None:
        """Never waits. What was asked before and is not answered yet is dropped."""
        self._replace(job)

    def forget(self) -> None:
        """The visit is over: what waits is dropped, and what is being read will not be posted."""
        with self._wake:
            self._forgetting = True
        self._replace(None)

    def ask_to_stop(self) -> None:
        """Nothing is posted any more, and the thread ends when it can; not waited for."""
        with self._wake:
            self._stopping = True
        self._replace(None)

    def stop(self) -> None:
        """End the thread; idempotent, returns within two seconds."""
        self.ask_to_stop()
        if self._thread.is_alive():
            self._thread.join(JOIN_SECONDS)

    def _replace(self, job: Job | None) -> None:
        with self._wake:
            self._job = None if self._stopping else job
            self._newest = object()
            self._wake.notify()

    def _run(self) -> None:
        engine = self._loaded()
        if engine is None:
            return
        going = True
        while going:
            try:
                going = self._serve_one(engine)
            except Exception as error:
                # A message nobody could take must not be the end of writing.
                _log.error(f"{self._name}.unposted", extra={"error_type": type(error).__name__})

    def _loaded(self) -> Engine | None:
        """None when there is none, which was told then."""
        try:
            engine = self._load()
        except Exception as error:
            known = isinstance(error, KioskError)
            fault = error if isinstance(error, KioskError) else KioskError(self.broken, repr(error))
            _log.error(
                f"{self._name}.missing",
                extra={"code": fault.code, "detail": fault.detail},
                exc_info=not known,
            )
            with self._wake:
                self._stopping = True
                self._job = None
            self._ready(fault)
            return None
        self._ready(None)
        return engine

    def _serve_one(self, engine: Engine) -> bool:
        """Wait for a question and answer it; False when it is time to end."""
        with self._wake:
            self._wake.wait_for(lambda: self._stopping or self._forgetting or self._job is not None)
            job, mark, forgetting = self._job, self._newest, self._forgetting
            self._job, self._forgetting = None, False
        if forgetting:
            self._forget(engine)
        if self._stopping:
            return False
        if job is None:
            return True
        try:
            message = self._answer(engine, job)
        except Exception as error:
            # No traceback: its frames hold what was written.
            self._failed(error)
            message = self._no_answer(job)
        else:
            self._well()
        with self._wake:
            if mark is self._newest:
                self._post(message)
        self._rest()
        return True

    def _failed(self, error: Exception) -> None:
        """Of the same fault at every letter the log hears once, and so does who waits for ``ready``."""
        known = isinstance(error, KioskError)
        if not (self._fault and known):
            code = {"code": error.code} if isinstance(error, KioskError) else {}
            _log.error(f"{self._name}.failed", extra={"error_type": type(error).__name__, **code})
        if isinstance(error, KioskError) and not self._fault:
            self._fault = True
            self._ready(error)

    def _well(self) -> None:
        if self._fault:
            self._fault = False
            self._ready(None)
