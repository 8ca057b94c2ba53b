"""The one regular call of a terminal: how it is goes up; time, progress and what was backed up come down."""

from datetime import timedelta
from typing import Annotated, Final

from pydantic import Field

from kiosk.wire.devices import DeviceWords
from kiosk.wire.models import MOST, Count, Wire

EXCHANGE_PATH: Final = "/v1/exchange"
TIME_PATH: Final = "/v1/time"
# A terminal holds what became of an order so long after the last step of one that is over.
PROGRESS_KEPT: Final = timedelta(days=30)
HOLDS_MOST: Final = 64
# Reasons of a denial.
REVOKED: Final = "revoked"
REPLAYED: Final = "replayed"
BEHIND: Final = "behind"
BAD_REQUEST: Final = "bad_request"


class ExchangeRequest(Wire):
    """``nonce``: 32 hex digits, fresh. ``incarnation``: of the hub, as last heard; empty at first.

    ``last_seq``: the newest envelope ever made here; ``waiting``: envelopes without a receipt. ``after``: the
    newest progress row held. ``devices``: by name; None when nobody can say. ``holds``: orders whose progress
    has been here for ``PROGRESS_KEPT`` with nothing new: may it go?
    """

    nonce: str = Field(pattern=r"^[0-9a-f]{32}$")
    incarnation: str = Field(max_length=64)
    after: Count
    last_seq: Count
    waiting: Count
    trust_version: Count
    software: str = Field(max_length=32)
    content_release: Count
    clock_confirmed: bool
    devices: DeviceWords = None
    holds: list[Annotated[str, Field(max_length=80)]] = Field(default_factory=list, max_length=HOLDS_MOST)


class ProgressRow(Wire):
    """One step in the life of the order ``oid``; ``index`` counts its steps from 0.

    ``sealed``: a ProgressEntry under a key that only the slip gives (wire.slipbox): on the terminal's disk
    nothing says what became of an order. ``cursor`` grows with every row of this terminal.
    """

    cursor: int = Field(ge=1, lt=MOST)
    oid: str = Field(max_length=80)
    index: Count
    sealed: str


class Exchange(Wire):
    """Tag EXCHANGE. ``kept``: JSON of a SignedText (tag KEPT), to be stored as it is and checked again.

    ``more``: there are further progress rows, ask again at once. ``trust_version``: the newest trust file.
    ``let_go``: those of the request's ``holds`` that are over, their last step longer ago than PROGRESS_KEPT.
    """

    hub_id: str
    terminal_id: str
    nonce: str
    at: str
    trust_version: Count
    kept: str
    progress: list[ProgressRow]
    more: bool = False
    let_go: list[str] = Field(default_factory=list, max_length=HOLDS_MOST)


class Kept(Wire):
    """Tag KEPT. What the hub is sure of for one terminal.

    ``backed_up_to``: everything up to this ``hub_seq`` is in a finished backup, so that bodies may go.
    ``send_again_from``: the first ``seq`` that is missing here. It counts once, when ``incarnation`` is new
    to the terminal: the hub was restored and may have lost what it gave receipts for.
    """

    hub_id: str
    terminal_id: str
    incarnation: str
    backed_up_to: Count
    send_again_from: int = Field(ge=1, lt=MOST)
    at: str


class HubTime(Wire):
    """Tag TIME. ``nonce`` is the caller's; ``at``: the hub's clock, ISO 8601 UTC."""

    hub_id: str
    nonce: str
    at: str


class Denial(Wire):
    """Tag DENIAL. A word about one request (its ``counter``), not about any envelope: no row ends by it.

    ``reason``: ``revoked``, ``replayed`` (this counter was seen), ``behind`` (below the window: a copied
    disk), ``bad_request`` (the request's own signature does not hold). ``delay_s``: not before.
    """

    hub_id: str
    terminal_id: str
    counter: int
    reason: str
    delay_s: Count
