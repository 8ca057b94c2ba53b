"""On-line questions of the terminal's screen, carried by sync, which can read neither question nor answer.

The screen's process seals the question to the hub and names a key made for this one answer; the hub seals
the answer to that key and signs it. Protocol: docs/protocol/hub.md.
"""

from typing import Annotated, Final, Literal, TypeVar

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from pydantic import Field, TypeAdapter, ValidationError

from kiosk.wire.exchange import ProgressRow
from kiosk.wire.lookups import LookupAnswer, LookupQuestion
from kiosk.wire.models import Wire
from kiosk.wire.sealing import SealBroken, seal, unseal
from kiosk.wire.signing import decode, decode_key, encode, key_id

MAILBOX_PATH: Final = "/v1/mailbox"
MAX_QUESTION: Final = 32 * 1024
_ANSWER_BLOCK: Final = 512
_A = TypeVar("_A", bound=Wire)


class MailboxQuestion(Wire):
    """What sync carries. ``id``: of this question; ``seal_key``: key id of the hub's sealing key used."""

    v: Literal[1] = 1
    id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    seal_key: str = Field(max_length=64)
    sealed: str = Field(max_length=MAX_QUESTION)


class ProgressQuestion(Wire):
    """Inside the seal: where does this order stand? Either the slip was scanned or its line typed.

    ``secret_sha256``: proof of the whole slip. ``typed``: its first ten characters; by these alone the
    hub tells states, never words. ``reply_to``: public key (X25519) for the answer.
    """

    v: Literal[1] = 1
    kind: Literal["progress"] = "progress"
    id: str
    terminal_id: str
    reply_to: str = Field(max_length=64)
    order_no: str = Field(max_length=24)
    secret_sha256: str = Field(default="", max_length=64)
    typed: str = Field(default="", max_length=10, repr=False)


class StateAt(Wire):
    """A step of an order without words, as far as the typed line may show it."""

    state: str = Field(max_length=32)
    at: str = Field(max_length=40)


class ProgressAnswer(Wire):
    """Inside the answer. ``result``: ``found``, ``unknown`` (no such order, or not its code) or ``limited``.

    By a scanned slip: ``rows``, each sealed under the slip's key. By the typed line: ``states``.
    ``rated``: an evaluation has arrived already.
    """

    v: Literal[1] = 1
    result: Literal["found", "unknown", "limited"]
    order_id: str = ""
    order_no: str = ""
    rows: list[ProgressRow] = Field(default_factory=list)
    states: list[StateAt] = Field(default_factory=list)
    rated: bool = False


class MailboxAnswer(Wire):
    """Tag ANSWER. To the question ``id`` of this terminal; ``sealed`` to its ``reply_to``."""

    hub_id: str
    terminal_id: str
    id: str
    sealed: str


Question = ProgressQuestion | LookupQuestion
_QUESTIONS: Final[TypeAdapter[Question]] = TypeAdapter(Annotated[Question, Field(discriminator="kind")])


def ask(question: Question, hub: PublicKey) -> MailboxQuestion:
    sealed = encode(seal(question.model_dump_json().encode(), hub))
    return MailboxQuestion(id=question.id, seal_key=key_id(bytes(hub)), sealed=sealed)


def read_question(outer: MailboxQuestion, private: PrivateKey) -> Question:
    """Raises SealBroken when it cannot be opened, is no question, or is another than it says outside."""
    try:
        question = _QUESTIONS.validate_json(unseal(decode(outer.sealed), private))
    except (ValidationError, ValueError) as error:
        raise SealBroken("not a question") from error
    if question.id != outer.id:
        raise SealBroken("another question inside")
    return question


def seal_answer(answer: ProgressAnswer | LookupAnswer, reply_to: str) -> str:
    """Base64, padded. Raises ValueError when ``reply_to`` is no key."""
    body = answer.model_dump_json().encode()
    padded = body + b" " * (-len(body) % _ANSWER_BLOCK)
    return encode(SealedBox(PublicKey(decode_key(reply_to))).encrypt(padded))


def open_answer(sealed: str, private: PrivateKey) -> ProgressAnswer:
    """Raises SealBroken."""
    return _opened(sealed, private, ProgressAnswer)


def open_lookup(sealed: str, private: PrivateKey) -> LookupAnswer:
    """Raises SealBroken."""
    return _opened(sealed, private, LookupAnswer)


def _opened(sealed: str, private: PrivateKey, kind: type[_A]) -> _A:
    try:
        return kind.model_validate_json(SealedBox(private).decrypt(decode(sealed)))
    except (CryptoError, ValidationError, ValueError) as error:
        raise SealBroken("not an answer to this question") from error
