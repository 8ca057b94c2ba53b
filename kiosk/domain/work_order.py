"""A work order as the resident leaves it, before it is sealed. Pure."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from kiosk.wire.limits import Kind
from kiosk.wire.worked import Worked


class OrderState(Enum):
    """Terminal side of an order's life; ``TRANSITIONS`` is the table ARCHITECTURE.md draws."""

    DRAFT = "draft"  # memory only
    QUEUED = "queued"  # durable on disk: the screen may say 已提交
    SENDING = "sending"  # a round holds it; queued again at start-up
    ACCEPTED = "accepted"  # the hub's signed receipt is on disk: 已上传
    NEEDS_STAFF = "needs_staff"  # a refusal signed by the hub


TRANSITIONS: Final[dict[OrderState, frozenset[OrderState]]] = {
    OrderState.DRAFT: frozenset({OrderState.QUEUED}),
    OrderState.QUEUED: frozenset({OrderState.SENDING}),
    OrderState.SENDING: frozenset({OrderState.QUEUED, OrderState.ACCEPTED, OrderState.NEEDS_STAFF}),
    OrderState.ACCEPTED: frozenset({OrderState.QUEUED}),  # the hub was restored and lost it
    OrderState.NEEDS_STAFF: frozenset({OrderState.QUEUED}),  # staff: kiosk orders retry
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with an order, as it is sealed: ``data`` is the whole of it.

    ``ms``: the length of a recording. ``field_id``: the question a page was laid down for.
    """

    attachment_id: str
    kind: Kind
    data: bytes = field(repr=False)
    ms: int = 0
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What the store seals. ``fields`` are validated; ``order_id`` was made when the form opened.

    ``channel`` is ``terminal``; ``consent_*`` record the notice shown (PIPL article 17). ``recordings``: ids
    of what was spoken, ``pages`` of what was photographed, in order; the files themselves are handed to the
    store beside this (:class:`Attached`). ``worked``: what goes along with it, if anything does.
    """

    order_id: str
    item_id: str
    fields: dict[str, str]
    site: str
    content_release: int
    consent_version: str = ""
    consent_at: str = ""
    identity_source: str = ""
    recordings: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    worked: Worked | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Rating:
    """An evaluation of one order. ``order_id`` is the order's; ``rating_id`` makes it idempotent.

    ``secret_sha256``: proof that its slip was held here, for an order that may be another terminal's.
    """

    rating_id: str
    order_id: str
    level: int
    reasons: tuple[str, ...]
    reasons_version: str
    via: str  # "screen" | "evaluator"
    secret_sha256: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Committed:
    """The store's word that an order is durable. ``secret``: 26 Crockford characters, memory only."""

    order_id: str
    order_no: str
    seq: int
    secret: str
