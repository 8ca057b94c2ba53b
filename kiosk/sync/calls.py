"""Signed requests of one enrolled terminal, and what may be said against a request. docs/protocol/hub.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from nacl.signing import SigningKey

from kiosk.domain.delivery import NotDelivered
from kiosk.sync.counter import Counters
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.exchange import BEHIND, REPLAYED, REVOKED
from kiosk.wire.models import Enrolled
from kiosk.wire.request_signing import sign_request
from kiosk.wire.signing import BadSignature, SignedText, Tag
from kiosk.wire.words import check_denial, parse_word

# A copied or restored store may be up to the hub's window behind: four blocks and one.
_BLOCKS_MOST: Final = 5
_REASON_MOST: Final = 64
_DENIED: Final = {BEHIND: "E-SYN-04", REVOKED: "E-SYN-05"}
_SILENCE: Final = "E-SYN-03"
_NEWER_KEY: Final = "E-SYN-07"


@dataclass(frozen=True, slots=True)
class Answer:
    """Something signed by whom it says, not yet checked: the caller knows what it must be about."""

    status: int
    word: SignedText
    unproved: str = _SILENCE

    def silence(self) -> NotDelivered:
        """What it is to a caller who has found that it proves nothing; ``unproved`` is the code of why."""
        return NotDelivered(self.unproved, f"HTTP {self.status}")


class Calls:
    """For one thread. ``keys``: of the hub; ``key``: the link key; ``reserve``: of that thread's store.

    ``unknown_key`` is called with the id of a key this terminal does not know, when an answer claims it:
    perhaps there is newer trust. It returns whether trust that names this key waits to be adopted.
    """

    def __init__(
        self,
        enrolled: Enrolled,
        keys: Mapping[str, bytes],
        key: SigningKey,
        http: Http,
        counters: Counters,
        reserve: Callable[[str], range],
        unknown_key: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.enrolled = enrolled
        self.keys = keys
        self._key = key
        self._http = http
        self._counters = counters
        self._reserve = reserve
        self._unknown_key = unknown_key

    def post(self, path: str, body: bytes) -> Answer | NotDelivered:
        """Raises KioskError when no counter can be stored; never for what a network can do."""
        for _ in range(_BLOCKS_MOST):
            answered = self._once(path, body)
            if answered is not None:
                return answered
            self._counters.skip(self.enrolled.link_key_id)
        return NotDelivered("E-SYN-04", "every counter was seen before")

    def _once(self, path: str, body: bytes) -> Answer | NotDelivered | None:
        """None: this counter was used before; another one may do."""
        enrolled = self.enrolled
        counter = self._counters.next(enrolled.link_key_id, self._reserve)
        headers = sign_request(
            method="POST",
            path=path,
            body=body,
            hub_id=enrolled.hub_id,
            terminal_id=enrolled.terminal_id,
            counter=counter,
            key=self._key,
        )
        try:
            status, raw = self._http.post(path, body, headers)
        except Unreachable as error:
            return NotDelivered("E-SYN-01", str(error))
        try:
            word = parse_word(raw)
        except BadSignature:
            return NotDelivered(_SILENCE, f"HTTP {status}")
        newer = word.key_id not in self.keys and self._unknown_key(word.key_id)
        answer = Answer(status, word, _NEWER_KEY if newer else _SILENCE)
        if word.type != Tag.DENIAL:
            return answer
        try:
            denial = check_denial(word, self.keys, enrolled.hub_id, enrolled.terminal_id, counter)
        except BadSignature:
            return answer.silence()
        if denial.reason == REPLAYED:
            return None
        said = word.model_dump_json() if denial.reason == REVOKED else ""
        code = _DENIED.get(denial.reason, "E-SYN-06")
        return NotDelivered(code, denial.reason[:_REASON_MOST], said, denial.delay_s)
