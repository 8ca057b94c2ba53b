"""The screen's end: answers who may ask, and writes down who asked for what, never what was said."""

import logging
import math
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kiosk.control.protocol import (
    LONGEST_QUESTION,
    read_question,
    write_answer,
    write_refusal,
)
from kiosk.errors import KioskError, for_staff
from kiosk.sockets import Bounds, LineServer, Peer

_IDLE_S: Final = 5.0
_REPEAT_S: Final = 60.0
_UNANSWERED: Final = "E-APP-03"
_USAGE: Final = "E-CFG-02"
ROOT_UID: Final = 0

Verb = Callable[[Mapping[str, str]], Mapping[str, object]]

_log = logging.getLogger(__name__)


def trusted_uids() -> frozenset[int]:
    """Root, and whoever the screen itself runs as: both could read its memory anyway.

    Not the group that shares the store: sync is in it, and sync speaks with the network.
    """
    return frozenset({ROOT_UID, os.getuid()})


class Ledger:
    """Writes down who asked what: at once, and then how often in a minute, so that somebody who looks twenty
    times a second does not push everything else out of the log.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._lock = threading.Lock()
        self._since: dict[tuple[str, int], tuple[float, int]] = {}

    def asked(self, verb: str, uid: int) -> None:
        with self._lock:
            now = self._now()
            begun, times = self._since.get((verb, uid), (-math.inf, 0))
            if now - begun < _REPEAT_S:
                self._since[verb, uid] = begun, times + 1
                return
            self._since[verb, uid] = now, 0
        _log.info("control.asked", extra={"verb": verb, "uid": uid, "before": times})


class ControlServer:
    """``verbs`` by name; each is called on a thread of its own and may take a while, never a frame.

    A verb raises KioskError (its code is the answer's), ValueError for arguments that are none, TimeoutError
    when the screen did not answer. Where the socket cannot be made the screen runs without it.
    """

    def __init__(
        self, path: Path, verbs: Mapping[str, Verb], uids: frozenset[int], monotonic: Callable[[], float]
    ) -> None:
        self._path = path
        self._verbs = verbs
        self._uids = uids
        self._ledger = Ledger(monotonic)
        self._server: LineServer | None = None

    def start(self) -> None:
        try:
            self._server = LineServer(
                self._path,
                self.answer,
                mode=0o660,
                bounds=Bounds(LONGEST_QUESTION, _IDLE_S),
                name="control",
                refuse=self.refuse,
            )
        except OSError as error:
            _log.warning("control.silent", extra={"path": str(self._path), "errno": error.errno})
            return
        self._server.start()

    def stop(self) -> None:
        """Idempotent, also when it never started."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def refuse(self, peer: Peer) -> bytes | None:
        """What somebody is told who may not ask; None for those who may."""
        if peer.uid in self._uids:
            return None
        _log.warning("control.refused", extra={"uid": peer.uid})
        return write_refusal(_UNANSWERED, f"uid {peer.uid} 不能问界面")

    def answer(self, line: bytes, peer: Peer) -> bytes:
        """What one line is answered; never raises."""
        try:
            question = read_question(line)
            verb = self._verbs.get(question.verb)
            if verb is None:
                raise ValueError(f"no such verb, there are {', '.join(sorted(self._verbs))}")
            self._ledger.asked(question.verb, peer.uid)
            return write_answer(verb(question.args))
        except KioskError as error:
            return write_refusal(error.code, for_staff(error.code, error.detail))
        except ValueError as error:
            return write_refusal(_USAGE, str(error))
        except TimeoutError:
            return write_refusal(_UNANSWERED, "界面没有反应")
        except Exception:
            _log.exception("control.unhandled", extra={"uid": peer.uid})
            return write_refusal("E-APP-01", "没有料到的错误，看日志")
