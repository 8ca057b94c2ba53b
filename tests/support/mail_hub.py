"""The county's end of the mailbox in memory, and everything that may pretend to be it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nacl.signing import SigningKey

from kiosk.domain.delivery import NotDelivered
from kiosk.sync.calls import Answer
from kiosk.wire.exchange import ProgressRow
from kiosk.wire.ids import secret_sha256
from kiosk.wire.lookups import LookupAnswer, LookupQuestion
from kiosk.wire.mailbox import (
    MAILBOX_PATH,
    MailboxAnswer,
    MailboxQuestion,
    ProgressAnswer,
    ProgressQuestion,
    StateAt,
    read_question,
    seal_answer,
)
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.slipbox import ProgressEntry, seal_entry
from kiosk.wire.words import say
from tests.support.county import TERMINAL_ID, County

SECRET = "0123456789ABCDEFGHJKMNPQRS"
ORDER_ID = "0193b0c5-0000-7000-8000-00000000abcd"
ORDER_NO = "SS3-000007"
THERE = LookupAnswer(result="connectors", connectors=["company"])
STEPS = (
    ProgressEntry(state="待受理", at="2026-03-02T01:00:00+00:00"),
    ProgressEntry(
        state="已办结", at="2026-03-03T01:00:00+00:00", note="已经办好", reply="老板应在七日内付清工资"
    ),
)


def rows(secret: str = SECRET, order_id: str = ORDER_ID) -> list[ProgressRow]:
    """Newest first: whoever reads them puts them in order."""
    return [
        ProgressRow(
            cursor=9 - i, oid=order_id, index=i, sealed=seal_entry(step, secret, order_id, i, os.urandom)
        )
        for i, step in reversed(list(enumerate(STEPS)))
    ]


@dataclass
class MailHub:
    """Knows one order. ``word`` and ``answer`` change what is said, ``key`` who says so, ``silent`` if."""

    county: County
    asked: list[ProgressQuestion] = field(default_factory=list)
    looked_up: list[LookupQuestion] = field(default_factory=list)
    elsewhere: LookupAnswer = field(default_factory=lambda: LookupAnswer(result="unknown"))
    carried: list[bytes] = field(default_factory=list)
    word: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    tag: Tag = Tag.ANSWER
    key: SigningKey | None = None
    silent: NotDelivered | None = None
    before: Callable[[], object] = lambda: None

    def post(self, path: str, body: bytes) -> Answer | NotDelivered:
        """As :class:`kiosk.sync.calls.Calls` does it."""
        assert path == MAILBOX_PATH
        self.carried.append(body)
        self.before()
        return self.silent or Answer(200, self.signed(body))

    def signed(self, body: bytes) -> SignedText:
        question = read_question(MailboxQuestion.model_validate_json(body), self.county.seal)
        told: ProgressAnswer | LookupAnswer
        if isinstance(question, LookupQuestion):
            self.looked_up.append(question)
            told = self.elsewhere if question.connector else THERE
        else:
            self.asked.append(question)
            told = self._about(question).model_copy(update=self.answer)
        word = MailboxAnswer(
            hub_id=self.county.hub_id,
            terminal_id=TERMINAL_ID,
            id=question.id,
            sealed=seal_answer(told, question.reply_to),
        ).model_copy(update=self.word)
        return say(self.tag, word, self.key or self.county.sign)

    def _about(self, question: ProgressQuestion) -> ProgressAnswer:
        found = {"result": "found", "order_id": ORDER_ID, "order_no": ORDER_NO}
        if question.order_no == ORDER_NO and question.secret_sha256 == secret_sha256(SECRET):
            return ProgressAnswer.model_validate({**found, "rows": rows(), "rated": True})
        if question.order_no == ORDER_NO and question.typed == SECRET[:10]:
            states = [StateAt(state=step.state, at=step.at) for step in STEPS]
            return ProgressAnswer.model_validate({**found, "states": states})
        return ProgressAnswer(result="unknown")
