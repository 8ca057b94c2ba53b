"""What is on the screen of a scenario and of a bundle, touch by touch."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain import scenario_matter as matters
from kiosk.domain.bundle import How
from kiosk.domain.comfort import Language
from kiosk.domain.library import Library, Onward
from kiosk.domain.library_services import Bundle, Scenario
from kiosk.domain.scenario import PathLine
from kiosk.domain.scenario_matter import Asking, AtStop, Ended, Matter, Told, Way
from tests.support.library import small_library
from tests.support.scenarios import BUNDLE, WAGES


@pytest.fixture
def library() -> Library:
    return replace(small_library(), more={Scenario: {"wages": WAGES}, Bundle: {"unpaid-wages": BUNDLE}})


def begun(library: Library) -> Matter:
    matter = matters.open_scenario(library, "wages")
    assert matter is not None
    return matter


def together(library: Library) -> Matter:
    matter = matters.open_bundle(library, "unpaid-wages")
    assert matter is not None
    return matter


def test_a_question_then_an_outcome_with_ways_on(library: Library) -> None:
    matter = begun(library)
    asking = matters.shown(library, matter)
    assert isinstance(asking, Asking)
    assert (asking.question.id, asking.telling, asking.path) == ("where", False, ())
    matter = matters.answer(library, matters.answer(library, matter, 0), 0)
    told = matters.shown(library, matter)
    assert isinstance(told, Told)
    assert not told.in_bundle
    assert told.path == (PathLine("您在哪里干活？", "工地"), PathLine("有欠条吗？", "有"))
    titles = {way.kind: way.title for way in told.ways}
    assert titles["calculator"] == ""
    assert titles["item"] == "申请法律援助"
    assert [way.kind for way in told.ways] == ["guide", "calculator", "item"]
    paper = matters.paper(library, matter, Language.ZH, date(2026, 11, 23))
    assert paper is not None
    assert (paper.path, paper.outcome) == (told.path, told.outcome)
    assert "工地" not in repr(paper)


def test_what_the_content_does_not_have_is_not_offered(library: Library) -> None:
    onward = Onward(guides=("no/such",), documents=("will",), scenarios=("wages",), offices=("office/none",))
    assert matters.ways(library, onward) == (Way("scenario", "wages", WAGES.title),)


def test_not_sure_back_and_out(library: Library) -> None:
    matter = begun(library)
    telling = matters.unsure(library, matter)
    shown = matters.shown(library, telling)
    assert isinstance(shown, Asking)
    assert shown.telling
    assert matters.back(library, telling) == matter
    assert matters.back(library, matter) is None
    on = matters.unsure(library, telling)
    assert matters.back_to(on, 0) == matter
    assert matters.paper(library, on, Language.ZH, date(2026, 11, 23)) is None
    assert matters.go_on(library, on) == on


def test_a_bundle_from_its_first_question_to_its_end(library: Library) -> None:
    matter = together(library)
    assert isinstance(matters.shown(library, matter), Asking)
    assert matters.done(library, matter, {"a": "b"}) == matter
    matter = matters.answer(library, matters.answer(library, matter, 0), 0)
    told = matters.shown(library, matter)
    assert isinstance(told, Told)
    assert told.in_bundle
    matter = matters.go_on(library, matter)
    at = matters.shown(library, matter)
    assert isinstance(at, AtStop)
    assert (at.way.kind, at.states[:2]) == ("guide", (How.DONE, How.NOW))
    matter = matters.skip(library, matter)
    matter = matters.done(library, matter, {"amount": "12000.00"}, {"payment_order_amount": "116.67"})
    item = matters.shown(library, matter)
    assert isinstance(item, AtStop)
    assert item.way == Way("item", "legal-aid", "申请法律援助")
    ended = matters.shown(library, matters.done(library, matter, {"request": "没发"}))
    assert isinstance(ended, Ended)
    assert ended.sheet.order == "legal-aid"
    assert ended.outcome is not None
    assert ended.outcome.id == "court"


def test_back_from_the_first_stop_steps_into_its_questions(library: Library) -> None:
    told = matters.answer(library, matters.answer(library, together(library), 0), 1)
    again = matters.back(library, matters.go_on(library, told))
    assert again is not None
    assert isinstance(matters.shown(library, again), Told)
    for _ in range(2):
        again = matters.back(library, again)
        assert again is not None
        assert isinstance(matters.shown(library, again), Asking)
    assert matters.back(library, again) is None


def test_a_stop_of_the_row_is_gone_back_to(library: Library) -> None:
    matter = matters.go_on(library, matters.answer(library, matters.answer(library, together(library), 0), 0))
    later = matters.skip(library, matter)
    assert matters.to_stop(library, later, 1) == replace(matter, run=replace(later.run, at=1))  # type: ignore[type-var]
    assert isinstance(matters.shown(library, matters.to_stop(library, later, 0)), Told)
    assert matters.to_stop(library, later, 4) == later
    assert matters.to_stop(library, Matter(), 0) == Matter()


def test_a_scenario_that_leads_out_ends_the_bundle_with_its_advice(library: Library) -> None:
    ended = matters.shown(library, matters.go_on(library, matters.answer(library, together(library), 1)))
    assert isinstance(ended, Ended)
    assert (ended.sheet.order, ended.states[1:]) == ("", (How.NOT_NEEDED,) * 4)
    assert ended.outcome is not None
    assert ended.outcome.id == "boat"


def test_what_is_not_there_is_not_opened_and_late_touches_change_nothing(library: Library) -> None:
    assert matters.open_scenario(library, "none") is None
    assert matters.open_bundle(library, "none") is None
    gone = replace(library, more={})
    for matter in (begun(library), together(library), Matter(run=together(library).run), Matter()):
        assert matters.shown(gone, matter) is None
        assert matters.answer(gone, matter, 0) == matter
        assert matters.unsure(gone, matter) == matter
        assert matters.go_on(gone, matter) == matter
        assert matters.done(gone, matter, {}) == matter
        assert matters.skip(gone, matter) == matter
        assert matters.back(gone, matter) is None
    assert matters.back_to(Matter(), 0) == Matter()
    alone = replace(library, more={Bundle: {"unpaid-wages": BUNDLE}})
    assert matters.open_bundle(alone, "unpaid-wages") == Matter(None, together(library).run)
