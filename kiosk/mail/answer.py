"""What an answer means, about an order or what was looked up, once it has proved to be the hub's and to this
very question.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from nacl.public import PrivateKey, PublicKey

from kiosk.domain.effects import LookUp
from kiosk.domain.messages import ProgressThere
from kiosk.domain.online import AskHub, HubTold, OnlineRow, Told
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.wire.exchange import ProgressRow
from kiosk.wire.ids import secret_sha256
from kiosk.wire.lookups import LookupQuestion
from kiosk.wire.mailbox import (
    MailboxQuestion,
    ProgressAnswer,
    ProgressQuestion,
    ask,
    open_answer,
    open_lookup,
)
from kiosk.wire.models import Enrolled
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import decode_key, encode
from kiosk.wire.slipbox import open_entry
from kiosk.wire.words import check_answer, hub_keys, parse_word

_OUTCOMES: Final = {"unknown": LookOutcome.UNKNOWN, "limited": LookOutcome.LIMITED}


@dataclass(frozen=True, slots=True)
class Question:
    """What waits for the hub: a look at an order, or elsewhere; ``key`` opens the answer and no other.

    ``enrolled``: with whom it was asked. ``until``: monotonic seconds.
    """

    look: LookUp | AskHub
    enrolled: Enrolled
    until: float
    key: PrivateKey = field(repr=False)

    def sealed(self) -> MailboxQuestion:
        """What sync may carry. Raises ValueError when the hub's key is none, or what is asked is too long."""
        look = self.look
        if isinstance(look, AskHub):
            return ask(self._elsewhere(look), PublicKey(decode_key(self.enrolled.seal_key)))
        question = ProgressQuestion(
            id=look.look_id,
            terminal_id=self.enrolled.terminal_id,
            reply_to=encode(bytes(self.key.public_key)),
            order_no=look.order_no,
            secret_sha256=secret_sha256(look.secret) if look.secret else "",
            typed=look.typed,
        )
        return ask(question, PublicKey(decode_key(self.enrolled.seal_key)))

    def _elsewhere(self, look: AskHub) -> LookupQuestion:
        return LookupQuestion(
            id=look.look_id,
            terminal_id=self.enrolled.terminal_id,
            reply_to=encode(bytes(self.key.public_key)),
            connector=look.connector,
            text=look.text,
        )

    def unanswered(self) -> ProgressThere | HubTold:
        """What is said when nothing comes."""
        return unanswered(self.look)


def unanswered(look: LookUp | AskHub) -> ProgressThere | HubTold:
    if isinstance(look, AskHub):
        return HubTold(look.look_id, Told.OFFLINE)
    return ProgressThere(look.look_id, LookOutcome.OFFLINE)


def judge(raw: bytes, question: Question, now: datetime) -> ProgressThere | HubTold:
    """Raises BadSignature or SealBroken for everything that is not the hub's answer to this very question."""
    enrolled = question.enrolled
    look = question.look
    keys = hub_keys(*enrolled.receipt_keys)
    word = check_answer(parse_word(raw), keys, enrolled.hub_id, enrolled.terminal_id, look.look_id)
    if isinstance(look, AskHub):
        return _elsewhere(word.sealed, question.key, look)
    answer = open_answer(word.sealed, question.key)
    if answer.result != "found":
        return ProgressThere(look.look_id, _OUTCOMES[answer.result])
    if answer.order_no != look.order_no:
        raise SealBroken("about another order")
    progress = Progress(
        order_id=answer.order_id,
        order_no=answer.order_no,
        entries=_opened(answer.rows, look.secret, answer.order_id) if look.secret else _states(answer),
        as_of=now.isoformat(timespec="seconds"),
        uploaded=True,
        rated=answer.rated,
        state_only=not look.secret,
    )
    return ProgressThere(look.look_id, LookOutcome.FOUND, progress)


def _elsewhere(sealed: str, key: PrivateKey, look: AskHub) -> HubTold:
    """Raises SealBroken."""
    answer = open_lookup(sealed, key)
    if (answer.result == "connectors") == bool(look.connector):
        raise SealBroken("an answer to another kind of question")
    if answer.result == "connectors":
        return HubTold(look.look_id, Told.FOUND, frozenset(answer.connectors))
    rows = tuple(OnlineRow(row.title, tuple(row.lines)) for row in answer.rows)
    return HubTold(look.look_id, Told(answer.result), None, rows, answer.source, answer.as_of)


def _opened(rows: list[ProgressRow], secret: str, order_id: str) -> tuple[Entry, ...]:
    """Raises SealBroken when one of them is not this slip's: a gap would tell an untrue story."""
    entries = []
    for row in sorted(rows, key=lambda one: one.index):
        if row.oid != order_id:
            raise SealBroken("a step of another order")
        told = open_entry(row.sealed, secret, order_id, row.index)
        entries.append(Entry(told.state, told.at, told.note, told.reply))
    return tuple(entries)


def _states(answer: ProgressAnswer) -> tuple[Entry, ...]:
    return tuple(Entry(one.state, one.at) for one in answer.states)
