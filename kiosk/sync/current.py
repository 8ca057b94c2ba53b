"""The hub this terminal is enrolled with at this moment, over one connection that fits the moment."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kiosk.domain.delivery import Heard, NotDelivered, Outcome, ReadyRow
from kiosk.errors import KioskError
from kiosk.store.hub_words import is_revocation
from kiosk.store.identity import file_stamp, load_enrolled, load_link_key, terminal_file
from kiosk.store.trust import awaits_adoption
from kiosk.sync.calls import Calls
from kiosk.sync.client import HubClient
from kiosk.sync.counter import Counters
from kiosk.sync.http import Http, Unreachable
from kiosk.sync.timekeeping import read_time
from kiosk.wire.exchange import TIME_PATH, ExchangeRequest
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature, SignedText
from kiosk.wire.words import check_time, hub_keys, parse_word

_log = logging.getLogger(__name__)
_Stamp = tuple[tuple[int, int] | None, bool]


class Trust(Protocol):
    def want(self, http: Http) -> bool:
        """Fetch the newest trust file, but not too often. Raises KioskError when it cannot be written."""
        ...


class CurrentHub:
    """Follows a new enrolment, new trust, and a clock that becomes certain, without a restart.

    For one thread, but for ``interrupt``.

    ``connect(enrolled, check_time)``; ``clock_confirmed``: whether certificates may be judged by the clock.
    ``counters``: the process's; ``reserve``: of this thread's store.
    """

    def __init__(
        self,
        state_dir: Path,
        connect: Callable[[Enrolled, bool], Http],
        clock_confirmed: Callable[[], bool],
        counters: Counters,
        reserve: Callable[[str], range],
        trust: Trust,
    ) -> None:
        self._state_dir = state_dir
        self._connect = connect
        self._clock_confirmed = clock_confirmed
        self._counters = counters
        self._reserve = reserve
        self._trust = trust
        self._stamp: _Stamp = (None, False)
        self._http: Http | None = None
        self._calls: Calls | None = None
        self._interrupted = False

    @property
    def terminal_id(self) -> str:
        enrolled = self._now_enrolled()
        return enrolled.terminal_id if enrolled is not None else ""

    @property
    def trust_version(self) -> int:
        enrolled = self._now_enrolled()
        return enrolled.trust_version if enrolled is not None else 0

    def is_revocation(self, word: str) -> bool:
        enrolled = self._now_enrolled()
        return enrolled is not None and is_revocation(word, enrolled)

    def deliver(self, row: ReadyRow) -> Outcome:
        calls = self.calls()
        return calls if isinstance(calls, NotDelivered) else HubClient(calls).deliver(row)

    def exchange(self, request: ExchangeRequest) -> Heard | NotDelivered:
        calls = self.calls()
        if isinstance(calls, NotDelivered):
            return calls
        heard = HubClient(calls).exchange(request)
        if isinstance(heard, Heard) and heard.exchange.trust_version > calls.enrolled.trust_version:
            self._fetch_trust()
        return heard

    def ask_time(self, nonce: str) -> tuple[SignedText, datetime] | None:
        """The hub's signed time with this nonce, and what it says; None when it cannot be had."""
        calls = self.calls()
        if isinstance(calls, NotDelivered) or self._http is None:
            return None
        try:
            _, raw = self._http.get(f"{TIME_PATH}?nonce={nonce}")
            word = parse_word(raw)
            told = read_time(check_time(word, calls.keys, calls.enrolled.hub_id, nonce).at)
        except (Unreachable, BadSignature):
            return None
        return None if told is None else (word, told)

    def close(self) -> None:
        if self._http is not None:
            self._http.close()

    def interrupt(self) -> None:
        """From any thread: end what is going on with the hub, and let nothing begin."""
        self._interrupted = True
        if self._http is not None:
            self._http.interrupt()

    def calls(self) -> Calls | NotDelivered:
        """To be asked for each time: it fits the moment. Raises KioskError when the store cannot be read."""
        if self._interrupted:
            return NotDelivered("E-SYN-01", "stopped")
        stamp = (file_stamp(terminal_file(self._state_dir)), self._clock_confirmed())
        if stamp[0] is None:
            return NotDelivered("E-STO-04", "not enrolled")
        if self._calls is None or stamp != self._stamp:
            self._calls = None
            try:
                self._calls = self._open(check_time=stamp[1])
            except (KioskError, ValueError) as error:
                return NotDelivered("E-STO-04", str(error))
            self._stamp = stamp
        return self._calls

    def _open(self, *, check_time: bool) -> Calls:
        enrolled, key = load_enrolled(self._state_dir), load_link_key(self._state_dir)
        if enrolled is None or key is None:
            raise KioskError("E-STO-04")
        keys = hub_keys(*enrolled.receipt_keys)
        if self._http is not None:
            self._http.close()
        self._http = http = self._connect(enrolled, check_time)
        return Calls(enrolled, keys, key, http, self._counters, self._reserve, self._newer_key)

    def _now_enrolled(self) -> Enrolled | None:
        calls = self.calls()
        return None if isinstance(calls, NotDelivered) else calls.enrolled

    def _newer_key(self, key_id: str) -> bool:
        self._fetch_trust()
        enrolled = self._calls.enrolled if self._calls is not None else None
        return enrolled is not None and awaits_adoption(self._state_dir, enrolled, key_id)

    def _fetch_trust(self) -> None:
        try:
            if self._http is not None:
                self._trust.want(self._http)
        except KioskError as error:
            _log.error("trust.not_kept", extra={"code": error.code, "detail": error.detail})
