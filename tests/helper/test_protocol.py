"""The closed list of verbs: what is a question, and what never becomes one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.helper import protocol as p

QUESTIONS: tuple[p.Question, ...] = (
    p.Reboot(),
    p.PowerOff(),
    p.ClockNonce(),
    p.StepClock(word="{}"),
    p.SetVolume(percent=0),
    p.SetBrightness(percent=10),
    p.WifiProfile(ssid="村委会", psk="12345678"),
    p.WifiProfile(ssid="a" * 32, psk="0aF" * 21 + "0", hidden=True),
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_read_as_it_was_written(question: p.Question) -> None:
    line = p.write_question(question)
    assert b"\n" not in line
    assert p.read_question(line) == question


def test_every_verb_says_who_may_ask_it_and_nobody_is_root() -> None:
    assert set(p.ALLOWED) == {question.verb for question in QUESTIONS}
    assert set().union(*p.ALLOWED.values()) == {p.UI_USER, p.SYNC_USER}


@pytest.mark.parametrize(
    "asked",
    [
        {"verb": "shell", "command": "id"},
        {"verb": "reboot", "when": "now"},
        {"verb": "set-volume"},
        {"verb": "set-volume", "percent": "50"},
        {"verb": "set-volume", "percent": 101},
        {"verb": "set-volume", "percent": -1},
        {"verb": "set-volume", "percent": True},
        {"verb": "set-brightness", "percent": 9},
        {"verb": "step-clock", "word": "x" * 4097},
        {"verb": "wifi-profile", "ssid": "", "psk": "12345678"},
        {"verb": "wifi-profile", "ssid": "村" * 11, "psk": "12345678"},
        {"verb": "wifi-profile", "ssid": "a\nb", "psk": "12345678"},
        {"verb": "wifi-profile", "ssid": "a", "psk": "1234567"},
        {"verb": "wifi-profile", "ssid": "a", "psk": "1" * 65},
        {"verb": "wifi-profile", "ssid": "a", "psk": "g" * 64},
        {"verb": "wifi-profile", "ssid": "a", "psk": "1234567\n8"},
        {"verb": "wifi-profile", "ssid": "a", "psk": "一二三四五六七八"},
        {"percent": 5},
        [],
        "reboot",
        None,
    ],
)
def test_what_is_not_in_the_list_is_no_question(asked: object) -> None:
    with pytest.raises(p.BadQuestion):
        p.read_question(json.dumps(asked).encode())


def test_a_line_that_is_too_long_is_not_even_parsed() -> None:
    line = b'{"verb":"reboot"' + b" " * p.LONGEST + b"}"
    with pytest.raises(p.BadQuestion, match="too long"):
        p.read_question(line)


def test_a_complaint_holds_nothing_of_what_was_asked() -> None:
    asked = {"verb": "wifi-profile", "ssid": "a", "psk": "geheim7"}
    with pytest.raises(p.BadQuestion) as told:
        p.read_question(json.dumps(asked).encode())
    assert "geheim7" not in str(told.value)
    assert "geheim78" not in repr(p.WifiProfile(ssid="a", psk="geheim78"))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_question_or_refused(line: bytes) -> None:
    try:
        question = p.read_question(line)
    except p.BadQuestion:
        return
    assert question.verb in p.ALLOWED


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_refused(line: bytes) -> None:
    try:
        assert isinstance(p.read_answer(line), p.Answer)
    except p.BadQuestion:
        return
