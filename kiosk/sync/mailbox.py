"""Carries the screen's sealed questions to the hub and the answers back: sync can read neither.

On a thread, a store connection and a hub connection of its own, so that an upload waits for no question and
no question for an upload. Nothing of it is stored or logged.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from kiosk.clock import Clock
from kiosk.domain.delivery import NotDelivered
from kiosk.doorbell import ANSWER_BELL, ring
from kiosk.errors import KioskError
from kiosk.mail.tray import DEADLINE_S, Left, trays
from kiosk.sync.calls import Calls
from kiosk.sync.http import Http
from kiosk.wire.mailbox import MAILBOX_PATH, MAX_QUESTION, MailboxQuestion
from kiosk.wire.signing import Tag

# Both together less than the deadline: who has given up is not asked for.
CONNECT_S: Final = 4.0
READ_S: Final = 6.0
LOOK_S: Final = 5.0  # how often to look without having been rung
_LONGEST: Final = MAX_QUESTION + 1024
_NOTHING: Final = b""  # an answer that says there is none

_log = logging.getLogger(__name__)


class NoNewTrust:
    """Implements :class:`kiosk.sync.current.Trust` for a thread that leaves fetching trust to the rounds."""

    def want(self, http: Http) -> bool:
        return False


class Postman:
    """``calls``: the hub at this moment, for this thread. An empty file tells the screen: no answer."""

    def __init__(self, run_path: Path, clock: Clock, calls: Callable[[], Calls | NotDelivered]) -> None:
        self._run_path = run_path
        self._asks, self._answers = trays(run_path)
        self._clock = clock
        self._calls = calls

    def run(self, wake: threading.Event, stop: threading.Event) -> None:
        """Until ``stop``. ``wake`` is set by the doorbell, and by whoever sets ``stop``."""
        self._answers.clear()  # of a sync that died: whoever asked has been told
        while not stop.is_set():
            wake.clear()
            try:
                self.deliver()
            except OSError as error:
                _log.warning("mail.unreadable", extra={"errno": error.errno})
            except Exception:
                _log.exception("mail.unhandled")  # the next question is another
            self._clock.wait(wake, LOOK_S)

    def deliver(self) -> None:
        """Every question that lies there, each once. Raises OSError."""
        for left in self._asks.left():
            if self._too_late(left):
                self._asks.drop(left.name)
                continue
            asked = self._asks.take(left.name, _LONGEST)
            if asked is None:
                continue  # taken back, or nothing that can be carried
            answer = self._carry(left.name, asked)
            if not self._too_late(left):
                self._answers.put(left.name, answer)
                ring(self._run_path / ANSWER_BELL)

    def _too_late(self, left: Left) -> bool:
        """By the wall clock. When that is stepped meanwhile, the screen's own deadline decides."""
        return self._clock.now().timestamp() - left.at > DEADLINE_S

    def _carry(self, name: str, asked: bytes) -> bytes:
        """The hub's signed answer, unread; or that there is none."""
        try:
            if MailboxQuestion.model_validate_json(asked).id != name:
                return _NOTHING
            calls = self._calls()
            answered = calls if isinstance(calls, NotDelivered) else calls.post(MAILBOX_PATH, asked)
        except ValidationError:
            return _NOTHING
        except KioskError as error:
            _log.error("mail.store", extra={"code": error.code, "detail": error.detail})
            return _NOTHING
        if isinstance(answered, NotDelivered):
            _log.info("mail.not_delivered", extra={"code": answered.code})
            return _NOTHING
        # Whether it is the hub's, and to this question, the screen finds out: it alone can.
        return answered.word.model_dump_json().encode() if answered.word.type == Tag.ANSWER else _NOTHING
