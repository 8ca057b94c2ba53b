"""What the screen is asked and told is what ``kiosk calc`` asks and tells."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from kiosk.app_sums import Counter, SumRoom
from kiosk.calculators.fields import Field, InputError
from kiosk.calculators.model import Facts
from kiosk.calculators.registry import CALCULATORS, calculate
from kiosk.calculators.result import NOTE
from kiosk.domain import messages as m
from kiosk.domain import sums
from kiosk.domain.sums import TOPICS, Reckon, Reckoned, Refusal, SumCard, SumResult, SumsReady
from kiosk.domain.update import update
from kiosk.domain.update_sums import AnswerSum, OpenSum, work
from tests.calculators.test_examples import SPEC
from tests.support.figures import TODAY, our_book
from tests.support.library import small_library
from tests.support.states import LOCAL, ready_state, then

PLACE = "示例县"
COUNTER = Counter(our_book(), PLACE)
CARDS = {card.name: card for card in COUNTER.cards()}


def typed(asked: Field, value: Any) -> dict[str, str]:
    """The example of a field as somebody types it on the screen: line's key to text."""
    if asked.kind == "rows":
        return {
            f"{asked.key}.{place}.{part}": str(number)
            for place, row in enumerate(value, 1)
            for part, number in zip(("years", "heads"), row, strict=True)
        }
    if asked.kind == "rate":
        return {asked.key: f"{(Decimal(str(value)) * 100).normalize():f}"}
    if asked.kind == "yes_no":
        return {asked.key: sums.YES if value else sums.NO}
    if asked.key == "kind" and value == "行政复议":
        return {asked.key: "review"}  # chosen from the periods there are
    return {asked.key: str(value)}


def on_the_screen(card: SumCard, answers: dict[str, str], counter: Counter = COUNTER) -> Reckoned | None:
    """Line by line, as a person fills them in; the last answer there was."""
    local = LOCAL.replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)
    state = then(replace(ready_state(), local=local), SumsReady(counter.cards()), m.Wake("visit-1"))
    said: Reckoned | None = None
    for message in (OpenSum(card.name), *(AnswerSum(card.name, *one) for one in answers.items())):
        state, effects = update(state, message)
        for effect in effects:
            if isinstance(effect, Reckon):
                assert effect.today == TODAY
                said = counter.answer(effect)
                state, _ = update(state, said)
    assert work(state, card.name).answers == answers
    return said


def examples(name: str) -> list[dict[str, Any]]:
    """Its needed fields alone, all of them, each other one beside the needed, and what the law tells."""
    fields = CALCULATORS[name].fields
    needed = {one.key: one.example for one in fields if one.required}
    singles = [needed | {one.key: one.example} for one in fields if not one.required]
    law: list[dict[str, Any]] = [
        dict(cast(Mapping[str, Any], given)) for calculator, given, _ in SPEC if calculator == name
    ]
    return [needed, {one.key: one.example for one in fields}, *singles, *law]


@pytest.mark.parametrize("name", CALCULATORS)
def test_the_screen_comes_to_the_same_as_the_command(name: str) -> None:
    fields = {one.key: one for one in CALCULATORS[name].fields}
    results = 0
    for given in examples(name):
        answers: dict[str, str] = {}
        for key, value in given.items():
            answers |= typed(fields[key], value)
        said = on_the_screen(CARDS[name], answers)
        document = commanded(name, given)
        if isinstance(document, InputError):
            assert said is None or (said.result is None and said.refusal is not None), given
            continue
        assert said is not None, given
        assert said.result is not None, (given, said.refusal)
        _same(said.result, document)
        results += 1
    assert results, "no example of it gave a result"


def commanded(name: str, given: dict[str, Any]) -> dict[str, Any] | InputError:
    """What ``kiosk calc`` answers."""
    try:
        return calculate(name, given, Facts(TODAY, our_book(), PLACE)).as_json()
    except InputError as error:
        return error


def _same(shown: SumResult, document: dict[str, Any]) -> None:
    assert shown.amount == document.get("amount", "")
    assert shown.high == document.get("amount_high", "")
    assert shown.day == (document.get("date") or "")
    assert document.get("outcome") in (None, shown.outcome)
    assert shown.reason == document.get("reason", "")
    assert list(shown.steps) == document["steps"]
    assert list(shown.articles) == document["articles"]
    assert list(shown.warnings) == document["warnings"]
    assert [one.title for one in shown.figures] == [one["title"] for one in document["parameters"]]
    assert [one.source for one in shown.figures] == [one["source"] for one in document["parameters"]]
    assert [one.checked for one in shown.figures] == [
        one.get("checked", "") for one in document["parameters"]
    ]
    assert shown.articles_of == document.get("articles_of", "")
    samples = [one.get("sample", False) for one in document["parameters"]]
    assert [one.sample for one in shown.figures] == samples
    assert shown.note == NOTE
    assert shown.found


# ---- the questions ---------------------------------------------------------------------------------


def test_every_calculator_is_offered_under_a_topic_of_at_most_eight() -> None:
    assert list(CARDS) == list(CALCULATORS)
    for topic in TOPICS:
        assert 0 < sum(card.topic == topic for card in CARDS.values()) <= 8
    assert {card.topic for card in CARDS.values()} == set(TOPICS)


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_field_has_its_line(name: str) -> None:
    card = CARDS[name]
    for asked in CALCULATORS[name].fields:
        lines = [line for line in card.lines if line.key.partition(".")[0] == asked.key]
        assert lines, asked.key
        if asked.kind == "rows":
            assert all(line.after for line in lines[1:])
            continue
        (line,) = lines
        assert (line.label, line.required, line.figure) == (asked.label, asked.required, bool(asked.figure))
        assert line.picked or line.kind == "date" or line.unit or asked.kind == "integer"
        example = typed(asked, asked.example)[asked.key]
        assert sums.fault(line, example) is None, (line, example)


def test_a_share_is_asked_in_percent() -> None:
    line = CARDS["loan-interest"].line("annual_rate")
    assert line is not None
    assert (line.kind, line.unit, line.most, line.example) == ("percent", "%", Decimal(500), "10")
    assert "0.1" not in line.help
    rates = [one for card in CARDS.values() for one in card.lines if one.kind == "percent"]
    assert all("0." not in one.help and "填 1" not in one.help for one in rates)


def test_places_are_offered_only_where_there_are_others() -> None:
    region = CARDS["work-injury"].line("region")
    assert region is not None
    assert {choice.id for choice in region.choices} == {PLACE, "浙江"}
    assert all(card.line("region") is None for card in Counter().cards())


def test_periods_are_those_of_the_content() -> None:
    line = CARDS["deadline"].line("kind")
    assert line is not None
    assert "review" in {choice.id for choice in line.choices}
    bare = {card.name: card for card in Counter().cards()}["deadline"]
    assert bare.line("kind") is None
    said = on_the_screen(bare, {"from": "2024-07-01"}, Counter())
    assert said is not None
    assert said.refusal is not None
    # No line of the screen asks for it, so no other one is blamed.
    assert said.refusal == Refusal("", "办什么：没有填")


def test_a_person_who_is_half_told_of_is_asked_for() -> None:
    card = CARDS["dependants"]
    answers = {"expenditure": "42000", "coefficient": "100", "dependants.1.years": "10"}
    assert [line.key for line in sums.missing(card, answers)] == ["dependants.1.heads"]
    answers["dependants.1.heads"] = "2"
    said = on_the_screen(card, answers)
    assert said is not None
    assert said.result is not None
    assert said.result.amount == "210000.00"
    assert [line.key for line in sums.missing(card, answers | {"dependants.2.years": "5"})] == [
        "dependants.2.heads"
    ]


# ---- refusals --------------------------------------------------------------------------------------


def test_a_refusal_names_the_line_in_words_without_keys() -> None:
    said = on_the_screen(CARDS["annual-leave"], {"monthly": "6525"})
    assert said is not None
    assert said.refusal is not None
    assert said.refusal.key == "entitlement"
    assert "career" not in said.refusal.text
    assert "年休假：" not in said.refusal.text


KEYS = re.compile("[a-z_]{3,}")  # of the command line


def test_no_word_for_residents_names_a_key() -> None:
    for name in CALCULATORS:
        for given in examples(name):
            document = commanded(name, given)
            said = [document.message] if isinstance(document, InputError) else []
            if isinstance(document, dict):
                said = [*document["steps"], *document["warnings"], document.get("reason", "")]
            assert not [one for one in said if KEYS.search(one)], name


TYPED = st.one_of(
    st.text("0123456789.", max_size=14),
    st.text(max_size=8),
    st.sampled_from(
        ["-5", "１２", "一百", "1e5", "NaN", "2024-02-30", "2030-01-01", "1960-05-05", "9" * 40, "."]
    ),
)


@settings(max_examples=60)
@drawn(st.sampled_from(sorted(CALCULATORS)), st.data())
def test_whatever_is_typed_gets_an_answer_and_is_kept(name: str, data: st.DataObject) -> None:
    """Half of the lines as they should be, half anything: a result, or a sentence; never an exception."""
    fields = {one.key: one for one in CALCULATORS[name].fields}
    answers: dict[str, str] = {}
    for one in fields.values():
        answers |= typed(one, one.example)
    shown = {line.key for line in CARDS[name].lines}
    answers = {key: text for key, text in answers.items() if key in shown}
    wrong = data.draw(st.sets(st.sampled_from(sorted(answers))))
    answers |= {key: data.draw(TYPED) for key in wrong}
    answers = {key: text for key, text in answers.items() if text}
    said = on_the_screen(CARDS[name], answers)  # which compares what is kept
    if said is None:  # not asked: the line says what is wrong
        left = sums.missing(CARDS[name], answers) or sums.faults(CARDS[name], answers)
        assert left
    elif said.refusal is not None:
        assert re.search("[\u4e00-\u9fff]", said.refusal.text)
        assert not KEYS.search(said.refusal.text)


def test_a_rate_used_is_shown_as_a_share() -> None:
    answers = {"principal": "100000", "annual_rate": "10", "start": "2023-01-01", "end": "2024-01-01"}
    said = on_the_screen(CARDS["loan-interest"], answers)
    assert said is not None
    assert said.result is not None
    assert [one.value for one in said.result.figures] == ["3.65%"]


# ---- the room --------------------------------------------------------------------------------------


def room() -> tuple[SumRoom, list[object]]:
    posted: list[object] = []
    return SumRoom(posted.append), posted


def asking(name: str, *answers: tuple[str, str]) -> Reckon:
    return Reckon("visit-1", name, 3, answers, date(2026, 11, 23))


def test_the_room_tells_what_there_is_once_for_each_release() -> None:
    sums_room, posted = room()
    library = small_library()
    sums_room.content(library)
    sums_room.content(library)
    assert [type(one) for one in posted] == [SumsReady]
    assert len(cast(SumsReady, posted[0]).cards) == len(CALCULATORS)
    sums_room.content(replace(library))
    assert len(posted) == 2


def test_the_room_and_what_is_shown_come_to_rest() -> None:
    """Titles of calculators are put into the library that is shown, and the room is told of each library:
    the two must not go on telling each other.
    """
    sums_room, posted = room()
    state, rounds = ready_state(), 0
    sums_room.content(state.library)
    while posted and rounds < 9:
        state = then(state, *posted)
        posted.clear()
        sums_room.content(state.library)
        rounds += 1
    assert 0 < rounds < 4
    assert state.library is not None
    assert state.library.every(SumCard) == {card.name: card for card in state.sums}


def test_the_room_answers_the_question_it_was_asked() -> None:
    sums_room, posted = room()
    sums_room.reckon(asking("court-property", ("claim", "350000")))
    (answer,) = posted
    assert isinstance(answer, Reckoned)
    assert (answer.visit_id, answer.name, answer.asked) == ("visit-1", "court-property", 3)
    assert answer.result is not None
    assert answer.result.amount == "6550.00"


def test_what_no_formula_can_do_is_said_and_not_raised() -> None:
    sums_room, posted = room()
    sums_room.reckon(asking("no-such", ("claim", "1")))
    (answer,) = posted
    assert isinstance(answer, Reckoned)
    assert answer.result is None
    assert answer.refusal is not None
    assert (answer.refusal.key, answer.refusal.text) == ("", "")
