"""What travels between terminal and hub, as models. Protocol: docs/protocol/hub.md.

Unknown keys are ignored everywhere: a newer peer may say more. Times are ISO 8601; binary is base64.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from kiosk.wire.ids import is_oid
from kiosk.wire.limits import (
    PAGE_BYTES,
    PAGE_PARTS_MOST,
    PAGES_MOST,
    PART_BYTES,
    PARTS_MOST,
    RECORDING_MOST_S,
    RECORDINGS_MOST,
)
from kiosk.wire.sealing import SUITE
from kiosk.wire.worked import UNREADABLE, Worked

CHANNEL: Final = "自助终端"
MAX_ENVELOPE: Final = 1024 * 1024
MAX_ANSWER: Final = 512 * 1024


# What both ends' databases can hold: a number beyond it must not get as far as that, whoever signed it.
MOST: Final = 1 << 62
Count = Annotated[int, Field(ge=0, lt=MOST)]


class Wire(BaseModel):
    """Base: frozen, strictly typed, blind to keys it does not know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


# ---- inside the seal -----------------------------------------------------------------------------


class SubmittedAt(Wire):
    """When, as far as the terminal can know. Nothing is ordered by it: ``seq`` orders."""

    local: str
    utc: str
    clock_trusted: bool
    boot_id: str
    monotonic_s: float = Field(allow_inf_nan=False)  # JSON has no word for those


class AttachmentNote(Wire):
    """A file that goes with an order. ``size`` in bytes.

    It travels in ``parts`` envelopes of their own (kiosk/wire/attachment.py).
    """

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int
    parts: int


class RecordingNote(AttachmentNote):
    """One of an order's recordings, an Ogg Opus file. ``ms`` of sound."""

    size: int = Field(ge=1, le=PARTS_MOST * PART_BYTES)
    ms: int = Field(ge=1, le=RECORDING_MOST_S * 1000)
    parts: int = Field(ge=1, le=PARTS_MOST)


class PageNote(AttachmentNote):
    """One of an order's photographed pages, a JPEG. ``field``: the question it was laid down for."""

    size: int = Field(ge=1, le=PAGE_BYTES)
    field: str = Field(min_length=1, max_length=80)
    parts: int = Field(ge=1, le=PAGE_PARTS_MOST)


_WORKED: Final = TypeAdapter(Worked)


def _or_unreadable(value: Any) -> Worked | None:
    """What goes along is never a reason not to open an order: what cannot be read is said to be there."""
    if value is None or isinstance(value, Worked):
        return value
    try:
        return _WORKED.validate_python(value)
    except ValidationError:
        return UNREADABLE


class OrderBody(Wire):
    """A work order as the resident left it. Repeats order and terminal id: the hub compares both."""

    v: Literal[1] = 1
    order_id: str
    order_no: str
    terminal_id: str
    terminal_code: str
    seq: int
    item: str
    fields: dict[str, str]
    site: str
    channel: str = CHANNEL
    submitted_at: SubmittedAt
    consent_version: str
    consent_at: str
    identity_source: str
    content_release: int
    slip_secret: str = Field(repr=False)
    recordings: list[RecordingNote] = Field(default_factory=list, max_length=RECORDINGS_MOST)
    pages: list[PageNote] = Field(default_factory=list, max_length=PAGES_MOST)
    # Why the terminal takes it for one of a flood (person, visit, words, terminal); empty: it does not.
    flood: str = Field(default="", max_length=16)
    # What was worked out before, if the resident let it go along (ADR 0156).
    worked: Annotated[Worked | None, BeforeValidator(_or_unreadable)] = Field(default=None, repr=False)


class EvaluationBody(Wire):
    """好差评 of one order. Holds no identity: it is bound by order id alone (GB/T 39734 §4.1)."""

    v: Literal[1] = 1
    rating_id: str
    order_id: str
    terminal_id: str
    seq: int
    level: int = Field(ge=1, le=5)
    reasons: list[str]
    reasons_version: str
    via: str
    rated_at: SubmittedAt
    # Proof that whoever rates another terminal's order held its slip; empty where the order was made.
    secret_sha256: str = ""


# ---- around the seal -----------------------------------------------------------------------------


class EnvelopeHeader(Wire):
    """All that is readable of an order on its way. ``size`` is of the sealed bytes, a multiple of 4096 + 48.

    ``oid`` names the envelope for ever (the order id, or the rating id); ``seq`` counts the terminal's
    envelopes from 1 without a gap. ``kind``: ``order``, ``evaluation``, ``recording`` or
    ``page`` (a part of one), or what a newer terminal sends. ``flood``: one of many an hour that look
    like one hand's.
    """

    v: int = Field(ge=1)
    suite: str = Field(max_length=64)
    kind: str = Field(max_length=32, pattern=r"^[a-z_]+$")
    hub_id: str = Field(max_length=64)
    terminal_id: str = Field(max_length=64)
    oid: str = Field(max_length=80)
    seq: int = Field(ge=1, lt=MOST)
    device_key: str = Field(max_length=64)
    seal_key: str = Field(max_length=64)
    size: int = Field(ge=0)
    sealed_sha256: str = Field(max_length=64)
    flood: bool = False

    @property
    def understood(self) -> bool:
        return self.v == 1 and self.suite == SUITE and is_oid(self.oid)


class Envelope(Wire):
    """``header`` is signed as the text it is and holds the hash of ``sealed``; so both are covered."""

    header: str = Field(max_length=4096)
    sealed: str
    signature: str = Field(max_length=128)


# ---- the hub's words, each carried in a SignedText -----------------------------------------------


class Receipt(Wire):
    """Tag RECEIPT. The envelope with this hash is durable at the hub; ``hub_seq`` is its place there.

    ``incarnation`` names the life of the hub's database: a restored one gives its numbers out anew.
    """

    hub_id: str
    terminal_id: str
    oid: str
    envelope_sha256: str
    hub_seq: Count
    received_at: str
    incarnation: str = ""


QUOTA: Final = "quota"


class Refusal(Wire):
    """Tag REFUSAL. About this one envelope only: kept back ``delay_s`` seconds, or for staff when that is 0.

    ``reason`` is a stable word: ``conflict`` (this id is taken by another content), ``bad_signature``,
    ``quota`` (more a day than one terminal may send) or ``unknown_terminal`` (its enrolment is lost here);
    the last three are always delays.
    """

    hub_id: str
    terminal_id: str
    oid: str
    envelope_sha256: str
    reason: str
    delay_s: Count


# ---- enrolment -----------------------------------------------------------------------------------


class Enrolled(Wire):
    """What an enrolled terminal knows of itself and its hub (terminal.json): nothing in it is secret.

    ``receipt_keys``: every key of the hub whose words count now; ``seal_key``: the one to seal to. Both are
    base64 of 32 bytes and come, with address and authority, from the trust file ``trust_version``.
    """

    v: Literal[1] = 1
    terminal_id: str
    terminal_code: str
    number_from: int
    device_key_id: str
    link_key_id: str
    hub_id: str
    hub_url: str
    receipt_keys: list[str]
    seal_key: str
    ca_pem: str
    trust_version: int = Field(ge=0)
    enrolled_at: str
    code_id: str = ""  # of the code it was enrolled by: the same code again changes nothing
