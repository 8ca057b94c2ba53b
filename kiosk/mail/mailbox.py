"""The screen's end of the mailbox: asks the hub through sync, and says in time when nothing comes."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

from nacl.public import PrivateKey

from kiosk.clock import Clock
from kiosk.domain.effects import LookUp
from kiosk.domain.online import AskHub
from kiosk.doorbell import ANSWER_BELL, MAIL_BELL, SYNC_BELL, Doorbell, ring
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.mail.answer import Question, judge, unanswered
from kiosk.mail.tray import DEADLINE_S, MOST, trays
from kiosk.wire.models import MAX_ANSWER, Enrolled
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import BadSignature

LOOK_S: Final = 1.0  # how often to look, while something is awaited, without having been rung
_REST_S: Final = 3600.0
_JOIN_S: Final = 2.0

_log = logging.getLogger(__name__)


class _Forget:
    """In the queue of what was asked: everything before it is nobody's any more."""


class Mailbox:
    """Every ``look_up`` is answered with one ProgressThere (an AskHub: HubTold), ``DEADLINE_S`` later at the
    latest, unless ``forget`` comes between. No method waits, but ``stop`` (bounded).

    ``enrolled``: who this terminal is at the moment; may raise KioskError. What was asked, its key and what
    was answered are in memory only; the two files are sealed and are gone with the question.
    """

    def __init__(
        self, run_path: Path, clock: Clock, post: Post, enrolled: Callable[[], Enrolled | None]
    ) -> None:
        self._run_path = run_path
        self._asks, self._answers = trays(run_path)
        self._clock = clock
        self._post = post
        self._enrolled = enrolled
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._todo: deque[LookUp | AskHub | _Forget] = deque()
        self._waiting: dict[str, Question] = {}
        self._thread = threading.Thread(target=self._run, name="mailbox", daemon=True)

    # ---- called from the Kivy thread -------------------------------------------------------------------

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def look_up(self, look: LookUp | AskHub, *, online: bool) -> None:
        """``online`` as sync last knew: where there is no hub, nobody is kept waiting for it."""
        if not online:
            self._post(unanswered(look))
            ring(self._run_path / SYNC_BELL)  # it may be there again: who asks once more shall know
            return
        self._todo.append(look)
        self._wake.set()

    def forget(self) -> None:
        """The end of a visit: nobody is there to be answered."""
        self._todo.append(_Forget())
        self._wake.set()

    # ---- the mailbox's own thread ------------------------------------------------------------------------

    def _run(self) -> None:
        self._clear()
        bell = Doorbell(self._run_path / ANSWER_BELL, self._wake)
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                try:
                    self.turn()
                except Exception:
                    _log.exception("mail.unhandled")  # the thread must outlive whatever is wrong with a file
                self._clock.wait(self._wake, self._pause())
        finally:
            bell.close()
            self._drop_all()

    def turn(self) -> None:
        """Ask what is to be asked, read what was answered, give up what is too late."""
        while self._todo:
            wanted = self._todo.popleft()
            if isinstance(wanted, _Forget):
                self._drop_all()
            else:
                self._ask(wanted)
        self._read()
        now = self._clock.monotonic()
        for question in [one for one in self._waiting.values() if now >= one.until]:
            self._end(question)
            self._post(question.unanswered())

    def _pause(self) -> float:
        left = [one.until - self._clock.monotonic() for one in self._waiting.values()]
        return max(0.0, min([LOOK_S, *left])) if left else _REST_S

    def _ask(self, look: LookUp | AskHub) -> None:
        try:
            enrolled = self._enrolled()
            if enrolled is None or len(self._waiting) >= MOST:
                self._post(unanswered(look))
                return
            until = self._clock.monotonic() + DEADLINE_S
            question = Question(look, enrolled, until, PrivateKey.generate())
            self._asks.put(look.look_id, question.sealed().model_dump_json().encode())
        except (KioskError, OSError, ValueError) as error:
            _log.warning("mail.not_asked", extra={"reason": type(error).__name__})
            self._post(unanswered(look))
            return
        self._waiting[look.look_id] = question
        if not ring(self._run_path / MAIL_BELL):  # sync does not run
            self._end(question)
            self._post(unanswered(look))

    def _read(self) -> None:
        """What nobody awaits any more is deleted."""
        try:
            for left in self._answers.left():
                question = self._waiting.get(left.name)
                raw = self._answers.take(left.name, MAX_ANSWER)
                if question is not None:
                    self._answered(question, raw)
        except OSError as error:
            _log.warning("mail.unreadable", extra={"errno": error.errno})

    def _answered(self, question: Question, raw: bytes | None) -> None:
        self._end(question)
        if not raw:  # sync has no answer and will have none
            self._post(question.unanswered())
            return
        try:
            told = judge(raw, question, self._clock.now())
        except (BadSignature, SealBroken, ValueError) as error:
            # Somebody's, but not the hub's to this question. Nothing of it is believed, or written down.
            _log.warning("mail.not_believed", extra={"code": "E-SYN-03", "reason": type(error).__name__})
            self._post(question.unanswered())
            return
        self._post(told)

    def _end(self, question: Question) -> None:
        look_id = question.look.look_id
        self._waiting.pop(look_id, None)
        self._asks.drop(look_id)
        self._answers.drop(look_id)

    def _drop_all(self) -> None:
        for question in list(self._waiting.values()):
            self._end(question)
        self._clear()

    def _clear(self) -> None:
        self._asks.clear()
        self._answers.clear()
