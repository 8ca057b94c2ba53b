"""A question and its answer pass through sync unread."""

import pytest
from hypothesis import given, strategies
from nacl.public import PrivateKey

from kiosk.wire.mailbox import (
    MailboxQuestion,
    ProgressAnswer,
    ProgressQuestion,
    ask,
    open_answer,
    read_question,
    seal_answer,
)
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import encode, key_id

HUB = PrivateKey(bytes(range(32)))
SCREEN = PrivateKey(bytes(range(1, 33)))
QUESTION = ProgressQuestion(
    id="0197a3c2-7b1e-7d6f-8a11-aabbccddeeff",
    terminal_id="T-1",
    reply_to=encode(bytes(SCREEN.public_key)),
    order_no="SS3-0147",
    typed="7K3QX9M2TA",
)


def test_the_hub_reads_what_the_screen_asked_and_nobody_else_does() -> None:
    carried = ask(QUESTION, HUB.public_key)
    assert read_question(carried, HUB) == QUESTION
    assert carried.seal_key == key_id(bytes(HUB.public_key))
    text = carried.model_dump_json()
    assert "SS3-0147" not in text
    assert "7K3QX9M2TA" not in text
    with pytest.raises(SealBroken):
        read_question(carried, SCREEN)


def test_a_question_under_another_name_is_refused() -> None:
    carried = ask(QUESTION, HUB.public_key)
    renamed = MailboxQuestion(
        id="0197a3c2-7b1e-7d6f-8a11-aabbccddee00", seal_key=carried.seal_key, sealed=carried.sealed
    )
    with pytest.raises(SealBroken):
        read_question(renamed, HUB)


def test_only_who_asked_opens_the_answer() -> None:
    answer = ProgressAnswer(result="found", order_id="o", order_no="SS3-0147")
    sealed = seal_answer(answer, QUESTION.reply_to)
    assert open_answer(sealed, SCREEN) == answer
    with pytest.raises(SealBroken):
        open_answer(sealed, HUB)


def test_an_unknown_code_looks_like_any_other_short_answer() -> None:
    unknown = seal_answer(ProgressAnswer(result="unknown"), QUESTION.reply_to)
    found = seal_answer(ProgressAnswer(result="found", order_id="o" * 36), QUESTION.reply_to)
    assert len(unknown) == len(found)


@given(strategies.text(max_size=300))
def test_what_is_no_answer_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(SealBroken):
        open_answer(text, SCREEN)
