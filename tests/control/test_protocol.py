"""Questions and answers as lines: what is written is read again, and nothing else passes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.control import protocol as p

words = st.text(max_size=40)


@given(st.from_regex(r"[a-z][a-z_]{0,31}", fullmatch=True), st.dictionaries(words, words, max_size=8))
def test_a_question_is_read_as_it_was_written(verb: str, args: dict[str, str]) -> None:
    line = p.write_question(verb, args)
    assert b"\n" not in line
    if len(line) <= p.LONGEST_QUESTION:
        assert p.read_question(line) == p.Question(verb=verb, args=args)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_what_is_no_question_is_refused_without_an_echo(line: bytes) -> None:
    with pytest.raises(ValueError, match=r'^a question is \{"verb": name, "args": \{name: text\}\}$'):
        p.read_question(b"?" + line)


@pytest.mark.parametrize(
    "document",
    [
        {"verb": "status", "more": 1},
        {"verb": "status", "args": {"n": 1}},
        {"verb": "Status"},
        {"verb": ""},
        {"verb": "a" * 33},
        {"verb": "a", "args": {str(n): "" for n in range(9)}},
        {},
        [],
    ],
)
def test_a_question_has_one_form(document: object) -> None:
    with pytest.raises(ValueError, match="a question is"):
        p.read_question(json.dumps(document).encode())


def test_a_question_that_is_too_long_is_not_even_parsed() -> None:
    with pytest.raises(ValueError, match="too long"):
        p.read_question(b" " * p.LONGEST_QUESTION + b'{"verb": "status"}')


def test_answers_and_refusals_are_told_apart() -> None:
    good = p.read_answer(p.write_answer({"seq": [1, 2], "text": "好\n"}))
    assert (good.ok, good.answer, good.code) == (True, {"seq": [1, 2], "text": "好\n"}, "")
    bad = p.read_answer(p.write_refusal("E-APP-03", "界面没有反应"))
    assert (bad.ok, bad.answer, bad.code, bad.error) == (False, {}, "E-APP-03", "界面没有反应")
    assert b"\n" not in p.write_answer({"text": "a\nb"})


def test_an_answer_too_long_to_be_sent_is_not() -> None:
    with pytest.raises(ValueError, match="too long"):
        p.write_answer({"x": "y" * p.LONGEST_ANSWER})


@given(st.binary(max_size=200))
def test_what_is_no_answer_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not an answer$"):
        p.read_answer(b"?" + line)
