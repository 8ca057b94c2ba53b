"""A terminal's signed requests, and the hub's words as the terminal would read them."""

import os
from dataclasses import dataclass, field
from typing import TypeVar

from nacl.public import PrivateKey

from hub.uplink.answers import Answer
from hub.uplink.exchange import exchange
from hub.uplink.intake import take_envelope
from hub.uplink.mailbox import answer_question
from hub.uplink.requests import Asked
from kiosk.wire.exchange import EXCHANGE_PATH, Denial, Exchange, ExchangeRequest, Kept
from kiosk.wire.lookups import LookupAnswer, LookupQuestion
from kiosk.wire.mailbox import (
    MAILBOX_PATH,
    MailboxAnswer,
    ProgressAnswer,
    ProgressQuestion,
    Question,
    ask,
    open_answer,
    open_lookup,
)
from kiosk.wire.models import Receipt, Refusal, Wire
from kiosk.wire.request_signing import sign_request
from kiosk.wire.signing import SignedText, Tag, encode, verify_text
from tests.hub.conftest import County, Terminal
from tests.support.county import new_id

INTAKE_PATH = "/v1/intake"
W = TypeVar("W", bound=Wire)


@dataclass
class Caller:
    """Asks the hub's functions as sync does: one counter after the other."""

    county: County
    terminal: Terminal
    counter: int = 0
    after: int = 0
    incarnation: str = ""
    reply_key: PrivateKey = field(default_factory=PrivateKey.generate)

    def signed(self, path: str, body: bytes, counter: int = 0) -> Asked:
        self.counter = counter or self.counter + 1
        about = (self.county.house.hub_id, self.terminal.enrolled.terminal_id)
        headers = sign_request(
            method="POST",
            path=path,
            body=body,
            hub_id=about[0],
            terminal_id=about[1],
            counter=self.counter,
            key=self.terminal.link,
        )
        return Asked(path, headers, body)

    def send(self, raw: bytes, counter: int = 0) -> Answer:
        return take_envelope(self.county.house, self.signed(INTAKE_PATH, raw, counter))

    def health(self, **changes: object) -> ExchangeRequest:
        said: dict[str, object] = {
            "nonce": os.urandom(16).hex(),
            "incarnation": self.incarnation,
            "after": self.after,
            "last_seq": self.terminal.seq,
            "waiting": 0,
            "trust_version": 1,
            "software": "1.0",
            "content_release": 7,
            "clock_confirmed": True,
            "devices": {"printer": {"state": "ready"}},
        }
        return ExchangeRequest.model_validate({**said, **changes})

    def exchange(self, **changes: object) -> Exchange:
        said = self.health(**changes)
        answer = exchange(self.county.house, self.signed(EXCHANGE_PATH, said.model_dump_json().encode()))
        word = self.word(answer, Tag.EXCHANGE, Exchange)
        assert (answer.status, word.nonce) == (200, said.nonce)
        return word

    def kept(self, **changes: object) -> Kept:
        signed = SignedText.model_validate_json(self.exchange(**changes).kept)
        return Kept.model_validate_json(verify_text(signed, Tag.KEPT, self.county.keys))

    def ask(self, order_no: str, *, secret_sha256: str = "", typed: str = "") -> ProgressAnswer:
        question = ProgressQuestion(
            id=new_id(),
            terminal_id=self.terminal.enrolled.terminal_id,
            reply_to=encode(bytes(self.reply_key.public_key)),
            order_no=order_no,
            secret_sha256=secret_sha256,
            typed=typed,
        )
        answer = self.post_question(question)
        word = self.word(answer, Tag.ANSWER, MailboxAnswer)
        assert (answer.status, word.id) == (200, question.id)
        return open_answer(word.sealed, self.reply_key)

    def look_up(self, connector: str = "", text: str = "") -> LookupAnswer:
        question = LookupQuestion(
            id=new_id(),
            terminal_id=self.terminal.enrolled.terminal_id,
            reply_to=encode(bytes(self.reply_key.public_key)),
            connector=connector,
            text=text,
        )
        word = self.word(self.post_question(question), Tag.ANSWER, MailboxAnswer)
        assert word.id == question.id
        return open_lookup(word.sealed, self.reply_key)

    def post_question(self, question: Question) -> Answer:
        outer = ask(question, self.county.house.keys.seal.public_key)
        asked = self.signed(MAILBOX_PATH, outer.model_dump_json().encode())
        return answer_question(self.county.house, asked)

    def word(self, answer: Answer, tag: Tag, model: type[W]) -> W:
        assert answer.word is not None, answer.status
        return model.model_validate_json(verify_text(answer.word, tag, self.county.keys))

    def denial(self, answer: Answer) -> str:
        word = self.word(answer, Tag.DENIAL, Denial)
        assert word.terminal_id == self.terminal.enrolled.terminal_id
        return word.reason

    def receipt(self, answer: Answer) -> Receipt:
        assert answer.status == 200
        return self.word(answer, Tag.RECEIPT, Receipt)

    def refusal(self, answer: Answer) -> Refusal:
        return self.word(answer, Tag.REFUSAL, Refusal)


def caller(county: County, code: str = "SS3") -> Caller:
    return Caller(county, county.terminal(code))
