"""Every screen of a visit that waits for the person, and the steps that lead there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain import visit_where as w
from kiosk.domain.article import ArticleNo
from kiosk.domain.asked import SearchNow, SearchReady, WriteSearch
from kiosk.domain.effects import FindListed, Search
from kiosk.domain.flow import Screen
from kiosk.domain.learn import ReadArticle, ReadPictures
from kiosk.domain.online import AskHub, HubTold, LookOnline, Told
from kiosk.domain.paper_shown import DrawPaper, PaperDrawn
from kiosk.domain.state import AppState
from kiosk.domain.update_learn import AnswerCheck, AnswerQuiz
from kiosk.domain.update_sums import OpenSum, ShowSum
from tests.flows.steps import (
    AT,
    SCAN,
    WAKE,
    answered,
    card_laid_down,
    submit_and_print,
    to_consultation_check,
    to_consultation_contact,
    to_identity,
)
from tests.support.everything import full_library
from tests.support.flow import FlowStep, play
from tests.support.learning import CHECK, LESSON, QUIZ
from tests.support.library import CONSULTATION, WAGES
from tests.support.looking_walk import PLACES as LOOKING
from tests.support.matters import NOTE, OPEN_BUNDLE, SITE
from tests.support.papers import papers_item
from tests.support.papers_written import drawn_of
from tests.support.searching_walk import answer
from tests.support.states import CHILD, card, speaking_state

DONE = [WAKE, *to_consultation_check(), *submit_and_print()]
ASKED = [
    WAKE,
    FlowStep(m.Open(s.Scenarios()), Screen.SCENARIOS),
    FlowStep(OPEN_BUNDLE, Screen.QUESTION, "where"),
    FlowStep(SITE, Screen.QUESTION, "note"),
]
TOLD = [*ASKED, FlowStep(NOTE, Screen.OUTCOME, "court#0")]
AT_STOP = [*TOLD, FlowStep(um.GoOn(), Screen.STOP)]
RATING = [*DONE, FlowStep(m.GoRate(), Screen.RATE)]

SUM = [FlowStep(OpenSum("court-property"), Screen.SUM, "court-property#0")]
SEARCHING = [
    FlowStep(SearchReady(ready=True), Screen.IDLE),
    WAKE,
    FlowStep(m.Open(s.SearchBox()), Screen.WRITE, "search"),
    FlowStep(WriteSearch("工资"), Screen.WRITE, "search", effects=(Search,)),
    FlowStep(answer(1), Screen.WRITE, "search"),
]

MATERIALS = "materials"
BLANK = [
    WAKE,
    FlowStep(m.Open(p.PaperAbout("iou")), Screen.PAPER_ABOUT),
    FlowStep(up.BlankPaper("iou"), Screen.PAPER, effects=(DrawPaper,)),
    FlowStep(PaperDrawn("visit-1", 1, drawn_of()), Screen.PAPER),
]


def _asked(place: w.WherePlace) -> tuple[type[AskHub], ...]:
    """The hub, for what it can look up."""
    return (AskHub,) if isinstance(place, w.Online | w.LookupView) else ()


# Every screen of a visit that waits for the person, and how one gets there.
PLACES: dict[str, list[FlowStep]] = {
    "home": [WAKE],
    "topics": [WAKE, FlowStep(m.Open(s.Topics()), Screen.TOPICS)],
    "guides": [WAKE, FlowStep(m.Open(s.GuideList("labour")), Screen.GUIDES)],
    "guide": [WAKE, FlowStep(m.Open(s.GuideView(WAGES)), Screen.GUIDE)],
    "items": [WAKE, FlowStep(m.Open(s.Items()), Screen.ITEMS)],
    "help": [WAKE, FlowStep(m.Open(s.HelpPeople()), Screen.HELP)],
    "scenarios": ASKED[:2],
    "question": ASKED,
    "outcome": TOLD,
    "stop": AT_STOP,
    "bundle end": [
        *AT_STOP,
        *(FlowStep(um.StopPassed(number, skipped=True), Screen.STOP) for number in (1, 2)),
        FlowStep(um.StopPassed(4, skipped=True), Screen.BUNDLE_END),
    ],
    "search": [*SEARCHING],
    "found": [*SEARCHING, FlowStep(SearchNow(), Screen.SEARCH)],
    "comfort": [WAKE, FlowStep(m.Open(s.ComfortSheet()), Screen.COMFORT)],
    "progress ask": [WAKE, FlowStep(m.Open(s.AskProgress()), Screen.PROGRESS_ASK)],
    "progress type": [WAKE, FlowStep(m.Open(s.TypeProgress()), Screen.PROGRESS_TYPE, "number")],
    "progress": [WAKE, SCAN, answered()],
    "sums": [WAKE, FlowStep(ShowSum(s.Sums()), Screen.SUMS)],
    "sum": [WAKE, *SUM],
    "sum type": [WAKE, *SUM, FlowStep(ShowSum(s.SumEntry("court-property", "claim")), Screen.SUM_TYPE)],
    "sum choice": [
        WAKE,
        *SUM,
        FlowStep(ShowSum(s.SumEntry("court-property", "simplified")), Screen.SUM_CHOICE),
    ],
    "write": [WAKE, *to_consultation_contact()[:-1]],
    "learn": [WAKE, FlowStep(m.Open(s.Learn()), Screen.LEARN)],
    "lesson": [WAKE, FlowStep(m.Open(s.LessonView(LESSON)), Screen.LESSON, effects=(ReadPictures,))],
    "clip": [WAKE, FlowStep(m.Open(s.ClipView("lesson", LESSON)), Screen.CLIP)],
    "terms": [WAKE, FlowStep(m.Open(s.TermList("lesson", LESSON)), Screen.TERMS)],
    "term": [WAKE, FlowStep(m.Open(s.TermView("relation")), Screen.TERM)],
    "laws": [WAKE, FlowStep(m.Open(s.LawList("lesson", LESSON)), Screen.LAWS)],
    "law": [
        WAKE,
        FlowStep(m.Open(s.LawLine("劳动合同法", ArticleNo(7))), Screen.LAW, effects=(ReadArticle,)),
    ],
    "ways on": [WAKE, FlowStep(m.Open(s.WaysOn("lesson", LESSON)), Screen.WAYS_ON)],
    "quiz": [WAKE, FlowStep(m.Open(s.QuizView(QUIZ)), Screen.QUIZ)],
    "quiz told": [
        WAKE,
        FlowStep(m.Open(s.QuizView(QUIZ)), Screen.QUIZ),
        FlowStep(AnswerQuiz(1), Screen.QUIZ),
    ],
    "self-check": [WAKE, FlowStep(m.Open(s.SelfCheckView(CHECK)), Screen.SELF_CHECK)],
    "self-check found": [
        WAKE,
        FlowStep(m.Open(s.SelfCheckView(CHECK)), Screen.SELF_CHECK),
        FlowStep(AnswerCheck(True), Screen.SELF_CHECK),
        FlowStep(AnswerCheck(True), Screen.SELF_CHECK),
    ],
    "record": [
        WAKE,
        FlowStep(m.OpenForm(CONSULTATION, "order", speak=True), Screen.RECORD, "request"),
    ],
    "consent": [WAKE, *to_consultation_contact()],
    "phone": [WAKE, *to_consultation_check()[:-1]],
    "sheets": [
        WAKE,
        FlowStep(m.OpenForm(MATERIALS, "order"), Screen.CONSENT),
        FlowStep(m.GiveConsent(AT), Screen.SHEETS, "contract"),
    ],
    "papers": [WAKE, FlowStep(m.Open(p.Papers()), Screen.PAPERS)],
    "paper about": [WAKE, FlowStep(m.Open(p.PaperAbout("iou")), Screen.PAPER_ABOUT)],
    "paper": [
        WAKE,
        FlowStep(m.Open(p.PaperAbout("wage-arbitration")), Screen.PAPER_ABOUT),
        FlowStep(up.FillPaper("wage-arbitration"), Screen.WRITE, "story"),
        FlowStep(m.Answer("story", "三个月没有发工资"), Screen.WRITE),
        FlowStep(m.NextPage(), Screen.PHONE, "owed"),
        FlowStep(m.NextPage(), Screen.CHECK),
        FlowStep(up.SeePaper(), Screen.PAPER, effects=(DrawPaper,)),
        FlowStep(PaperDrawn("visit-1", 1, drawn_of()), Screen.PAPER),
    ],
    "paper blank": BLANK,
    "paper codes": [*BLANK, FlowStep(up.ShowCodes(), Screen.PAPER_CODES)],
    "choice": [WAKE, *to_identity()[:2]],
    "identity": [WAKE, *to_identity()],
    "identity with a card": [WAKE, *to_identity(), *card_laid_down()],
    "refused": [
        WAKE,
        *to_identity(),
        FlowStep(m.Back(), Screen.CONSENT),
        FlowStep(m.RefuseConsent(AT), Screen.REFUSED),
    ],
    "guardian": [
        WAKE,
        *to_identity(),
        card_laid_down()[0],
        FlowStep(card("小小", CHILD), Screen.IDENTITY, "id_number"),
        FlowStep(m.NextPage(), Screen.GUARDIAN),
    ],
    "check": [WAKE, *to_consultation_check()],
    "submitted": DONE,
    "rate": RATING,
    "reasons": [*RATING, FlowStep(m.Rate(1), Screen.REASONS)],
    "found in the lists": [
        WAKE,
        FlowStep(m.Open(w.FindByNumber()), Screen.FIND_NUMBER),
        FlowStep(WriteSearch("13309000"), Screen.FIND_NUMBER, effects=(FindListed,)),
        FlowStep(SearchNow(), Screen.FOUND_LISTED),
    ],
    "answered by the hub": [
        WAKE,
        FlowStep(m.Open(w.LookupView("company")), Screen.LOOKUP, effects=(AskHub,)),
        FlowStep(m.Open(w.AskOnline("company")), Screen.WRITE),
        FlowStep(WriteSearch("示例公司"), Screen.WRITE),
        FlowStep(LookOnline("look-1"), Screen.ONLINE_ANSWER, effects=(AskHub,)),
        FlowStep(HubTold("look-1", Told.UNKNOWN), Screen.ONLINE_ANSWER),
    ],
    **{
        f"looking up {name}": [WAKE, FlowStep(m.Open(place), Screen(name), effects=_asked(place))]
        for place in LOOKING
        for name in [w.SCREENS[type(place)]]
        if not isinstance(place, w.AskOnline)
    },
}
every_place = pytest.mark.parametrize("place", PLACES)


def tick(state: AppState, seconds: float) -> m.Tick:
    return m.Tick(state.now + seconds, state.local + timedelta(seconds=seconds))


def before() -> AppState:
    """Nobody there yet; all there can be to look up, and a form that asks for pages."""
    state, library = speaking_state(), full_library()
    base = next(item for item in library.items if item.id == CONSULTATION)
    asking = replace(papers_item(base), id=MATERIALS)
    return replace(state, library=replace(library, items=(*library.items, asking)), camera=state.microphone)


def at(place: str) -> AppState:
    return play(before(), PLACES[place]).state
