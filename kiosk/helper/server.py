"""Answers at the socket systemd opened for us: one question a connection, one connection at a time.

Everything is bounded: a line's length, the time a caller has for it, and our own life when nobody asks.
"""

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.clock import Clock
from kiosk.helper.nonces import LIFE_S
from kiosk.helper.protocol import LONGEST, Answer, BadQuestion, read_question
from kiosk.helper.verbs import Verbs
from kiosk.sockets import Peer, peer_of
from kiosk.systemd_notify import Notifier

_LOG: Final = logging.getLogger(__name__)
QUESTION_S: Final = 5.0
IDLE_S: Final = LIFE_S + 15.0
"""Longer than a nonce lives: it must not be forgotten before its word can be there."""
_LOOK_S: Final = 5.0

Users = Callable[[int], str]
"""User id → name; "" for one that has none."""


@contextmanager
def _unended() -> Iterator[None]:
    """SIGTERM waits: who asks for a reboot is still told that it was heard, though it ends us too."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Server:
    """``door`` is a listening Unix stream socket; a caller has ``question_s`` seconds for his line."""

    def __init__(
        self,
        door: socket.socket,
        verbs: Verbs,
        users: Users,
        clock: Clock,
        notifier: Notifier,
        question_s: float = QUESTION_S,
    ) -> None:
        self._door = door
        self._verbs = verbs
        self._users = users
        self._clock = clock
        self._notifier = notifier
        self._question_s = question_s

    def serve(self, idle_s: float = IDLE_S) -> None:
        """Returns when nobody has asked for ``idle_s`` seconds; systemd starts us again when one does."""
        self._notifier.ready()
        quiet_since = self._clock.monotonic()
        look = min(_LOOK_S, idle_s)
        if self._notifier.watchdog_s:
            look = min(look, self._notifier.watchdog_s / 3)
        while self._clock.monotonic() - quiet_since < idle_s:
            self._notifier.alive()
            self._door.settimeout(look)
            try:
                connection, _ = self._door.accept()
            except TimeoutError:
                continue
            with connection, _unended():
                self._talk(connection)
            quiet_since = self._clock.monotonic()
        self._notifier.stopping()

    def _talk(self, connection: socket.socket) -> None:
        try:
            peer = peer_of(connection)
            line = self._line(connection)
            if line is None:
                return
            connection.settimeout(self._question_s)
            connection.sendall(self._answer(line, peer).model_dump_json().encode() + b"\n")
        except OSError:
            return  # the caller has gone

    def _line(self, connection: socket.socket) -> bytes | None:
        """The first line; None when it does not come in time. One that is too long is handed on cut."""
        end = self._clock.monotonic() + self._question_s
        line = b""
        while b"\n" not in line and len(line) <= LONGEST:
            left = end - self._clock.monotonic()
            if left <= 0:
                return None
            connection.settimeout(left)
            piece = connection.recv(LONGEST + 1 - len(line))
            if not piece:
                return None
            line += piece
        return line.partition(b"\n")[0]

    def _answer(self, line: bytes, peer: Peer) -> Answer:
        user = self._users(peer.uid)
        verb = ""
        try:
            question = read_question(line)
            verb = question.verb
            answer = self._verbs.answer(question, user)
        except BadQuestion as error:
            answer = Answer(ok=False, reason="malformed", detail=str(error))
        _LOG.log(
            logging.INFO if answer.ok else logging.WARNING,
            "helper.answer",
            extra={
                "verb": verb,
                "user": user,
                "uid": peer.uid,
                "pid": peer.pid,
                "ok": answer.ok,
                "reason": answer.reason,
                "detail": answer.detail,
            },
        )
        return answer
