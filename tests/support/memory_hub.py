"""The county's hub in memory, as docs/protocol/hub.md describes it: what any network is put in front of.

``handle`` is given a request as it arrives and gives status and body. It believes no request that is not
signed, keeps a window of counters, and can be restored from a backup, revoke the terminal, change its clock.
"""

import itertools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

from kiosk.wire import exchange as x
from kiosk.wire.envelope import read_header
from kiosk.wire.exchange import Denial, Exchange, ExchangeRequest, HubTime, Kept, ProgressRow
from kiosk.wire.request_signing import Claim, claimed, verify_request
from kiosk.wire.signing import BadSignature, Tag
from kiosk.wire.slipbox import ProgressEntry, seal_entry
from tests.support.clock import START
from tests.support.county import TERMINAL_ID, County

WINDOW: Final = 1024
_PAGE: Final = 3


@dataclass
class MemoryHub:
    """``taken``: oid → envelope, in the order they became durable. ``now``: the hub's clock. ``over``: orders
    that have long been over.
    """

    county: County
    now: Callable[[], datetime] = lambda: START
    taken: dict[str, bytes] = field(default_factory=dict)
    incarnation: str = "first"
    backed_up_to: int = 0
    revoked: bool = False
    trust_version: int = 1
    requests: list[str] = field(default_factory=list)
    exchanges: list[ExchangeRequest] = field(default_factory=list)
    counters: set[int] = field(default_factory=set)
    denied: list[str] = field(default_factory=list)
    over: set[str] = field(default_factory=set)
    _progress: list[ProgressRow] = field(default_factory=list)
    _lives: "itertools.count[int]" = field(default_factory=lambda: itertools.count(2))

    # ---- the desk and the machine room -----------------------------------------------------------------

    def tell(self, oid: str, secret: str, *entries: ProgressEntry) -> None:
        """The desk moves an order on."""
        for entry in entries:
            index = sum(row.oid == oid for row in self._progress)
            sealed = seal_entry(entry, secret, oid, index, os.urandom)
            self._progress.append(
                ProgressRow(cursor=len(self._progress) + 1, oid=oid, index=index, sealed=sealed)
            )

    def back_up(self) -> None:
        self.backed_up_to = len(self.taken)

    def restore(self, to: int) -> None:
        """From a backup that holds the first ``to`` envelopes."""
        self.taken = dict(itertools.islice(self.taken.items(), to))
        self.incarnation = f"life-{next(self._lives)}"
        self.backed_up_to = to
        self._progress.clear()

    # ---- the door --------------------------------------------------------------------------------------

    def handle(self, method: str, target: str, fields: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        path = urlsplit(target).path
        self.requests.append(path)
        if (method, path) == ("GET", x.TIME_PATH):
            return 200, self.time(parse_qs(urlsplit(target).query)["nonce"][0])
        try:
            claim = claimed(fields)
            verify_request(
                method=method,
                path=path,
                headers=fields,
                body=body,
                public=bytes(self.county.link.verify_key),
            )
        except BadSignature:
            return 403, b'{"detail": "nobody"}'
        reason = self._against(claim)
        if reason:
            self.denied.append(reason)
            return 403, self.denial(claim.counter, reason)
        self.counters.add(claim.counter)
        if path == "/v1/intake":
            return 200, self.intake(body)
        if path == x.EXCHANGE_PATH:
            return 200, self.exchange(ExchangeRequest.model_validate_json(body))
        return 404, b"{}"

    def _against(self, claim: Claim) -> str:
        if self.revoked:
            return x.REVOKED
        if claim.counter <= max(self.counters, default=0) - WINDOW:
            return x.BEHIND
        return x.REPLAYED if claim.counter in self.counters else ""

    def intake(self, body: bytes) -> bytes:
        _, header = read_header(body)
        if self.taken.setdefault(header.oid, body) != body:
            return self.county.refusal(body, "conflict", 0)
        return self.receipt(body)

    def receipt(self, body: bytes, **changes: object) -> bytes:
        _, header = read_header(body)
        place = {"hub_seq": list(self.taken).index(header.oid) + 1} if header.oid in self.taken else {}
        known = {"incarnation": self.incarnation, "received_at": self.now().isoformat(), **place}
        return self.county.receipt(body, **{**known, **changes})

    def exchange(self, request: ExchangeRequest, **changes: object) -> bytes:
        self.exchanges.append(request)
        after = request.after if request.incarnation == self.incarnation else 0
        rows = [row for row in self._progress if row.cursor > after]
        word: dict[str, object] = {
            "hub_id": self.county.hub_id,
            "terminal_id": TERMINAL_ID,
            "nonce": request.nonce,
            "at": self.now().isoformat(),
            "trust_version": self.trust_version,
            "kept": self.kept().decode(),
            "progress": [row.model_dump() for row in rows[:_PAGE]],
            "more": len(rows) > _PAGE,
            "let_go": [oid for oid in request.holds if oid in self.over],
        }
        return self.county.word(Tag.EXCHANGE, Exchange.model_validate({**word, **changes}))

    def kept(self, **changes: object) -> bytes:
        held = {read_header(envelope)[1].seq for envelope in self.taken.values()}
        word: dict[str, object] = {
            "hub_id": self.county.hub_id,
            "terminal_id": TERMINAL_ID,
            "incarnation": self.incarnation,
            "backed_up_to": self.backed_up_to,
            "send_again_from": next(seq for seq in itertools.count(1) if seq not in held),
            "at": self.now().isoformat(),
        }
        return self.county.word(Tag.KEPT, Kept.model_validate({**word, **changes}))

    def denial(self, counter: int, reason: str, **changes: object) -> bytes:
        word: dict[str, object] = {
            "hub_id": self.county.hub_id,
            "terminal_id": TERMINAL_ID,
            "counter": counter,
            "reason": reason,
            "delay_s": 0,
        }
        return self.county.word(Tag.DENIAL, Denial.model_validate({**word, **changes}))

    def time(self, nonce: str) -> bytes:
        word = HubTime(hub_id=self.county.hub_id, nonce=nonce, at=self.now().isoformat())
        return self.county.word(Tag.TIME, word)


class NoNewTrust:
    """Counts how often newer trust was asked for, and has none."""

    def __init__(self) -> None:
        self.asked = 0

    def want(self, http: object) -> bool:
        self.asked += 1
        return False
