"""Which screen is shown, and what is wanted of the devices: functions of the state alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import get_args

import pytest

from kiosk.domain import flow, forms
from kiosk.domain import state as s
from kiosk.domain.device import ABSENT
from kiosk.domain.flow import Route, Screen
from kiosk.domain.forms import Consent, Draft
from kiosk.domain.library import ReleaseInfo
from kiosk.domain.state import AppState, FormProgress, IdentityMode, PrintProgress, PrintState, Visit
from kiosk.domain.work_order import Committed
from tests.support.library import LEGAL_AID, WAGES, consultation, legal_aid, small_library
from tests.support.states import CHINA, LOCAL, SECRET, ready_state

YES = Consent("legal-aid-1", "2026-11-21T14:05:00+08:00", given=True)


def visiting(*stack: s.Place, **changes: object) -> AppState:
    visit = Visit("visit-1", 1000.0, stack=stack or (s.Home(),))
    return replace(ready_state(), visit=replace(visit, **changes))  # type: ignore[arg-type]


def filling(field_id: str, **changes: object) -> AppState:
    """The legal-aid form open on this field's page (empty: the consent notice), consent given."""
    draft = Draft(LEGAL_AID, "order-1", consent=YES)
    pages = forms.pages(legal_aid(), draft)
    index = [page.field_id for page in pages].index(field_id)
    progress = replace(FormProgress(draft, index), **changes)  # type: ignore[arg-type]
    return visiting(s.Home(), s.Form(), form=progress)


def submitted(state: PrintState = PrintState.SENT) -> s.Submission:
    committed = Committed("order-1", "SS3-0147", 147, SECRET)
    return s.Submission(committed, LEGAL_AID, LOCAL, PrintProgress("job-1", state))


def test_before_anything_is_known_nothing_is_promised() -> None:
    """The state at start: no network, no device, no submitting, and nothing wrong either."""
    first = AppState()
    assert not any((first.online, first.can_submit, first.handwriting, first.maintenance))
    assert not any(device.usable for device in (first.idcard, first.printer, first.evaluator))
    assert flow.route(first) == Route(Screen.IDLE)
    progress = FormProgress(Draft(LEGAL_AID, "order-1"))
    assert not any((progress.editing, progress.card_seen, progress.saving))
    assert not submitted().delivered


# ---- the ladder ----------------------------------------------------------------------------------

LADDER: list[tuple[Callable[[AppState], AppState], Route]] = [
    (lambda state: state, Route(Screen.IDLE)),
    (
        lambda state: replace(state, recovered=s.RecoveredOrder("SS3-0147", "order-1", 2000.0)),
        Route(Screen.RECOVERED, "SS3-0147"),
    ),
    (lambda state: replace(state, visit=Visit("visit-1", 1000.0)), Route(Screen.HOME)),
    (
        lambda state: replace(state, visit=Visit("visit-1", 1000.0, question_since=0.0)),
        Route(Screen.TIMEOUT),
    ),
    (lambda state: replace(state, fatal="E-CNT-01"), Route(Screen.FAULT, "E-CNT-01")),
    (lambda state: replace(state, maintenance=True), Route(Screen.MAINTENANCE)),
]


@pytest.mark.parametrize("height", range(len(LADDER)))
def test_each_rung_covers_all_below_it(height: int) -> None:
    state = ready_state()
    for change, expected in LADDER[: height + 1]:
        state = change(state)
        assert flow.route(state) == expected


@pytest.mark.parametrize(
    ("place", "route"),
    [
        (s.Home(), Route(Screen.HOME)),
        (s.Topics(2), Route(Screen.TOPICS, "2")),
        (s.GuideList("labour", 1), Route(Screen.GUIDES, "labour#1")),
        (s.GuideView(WAGES, 3), Route(Screen.GUIDE, f"{WAGES}#3")),
        (s.Items(), Route(Screen.ITEMS)),
        (s.HelpPeople(), Route(Screen.HELP)),
        (s.AskProgress(), Route(Screen.PROGRESS_ASK)),
        (s.TypeProgress(), Route(Screen.PROGRESS_TYPE, "number")),
        (s.TypeProgress(s.TypedPart.CODE), Route(Screen.PROGRESS_TYPE, "code")),
        (s.ShowProgress(2), Route(Screen.PROGRESS, "2")),
        (s.Refused(), Route(Screen.REFUSED)),
        (s.Submitted(), Route(Screen.SUBMITTED)),
        (s.Rating(), Route(Screen.RATE)),
        (s.Farewell(), Route(Screen.END)),
    ],
)
def test_the_last_place_of_the_way_is_shown(place: s.Place, route: Route) -> None:
    assert flow.route(visiting(s.Home(), place)) == route


def test_the_faces_come_before_the_reasons() -> None:
    asked = s.RatingProgress("order-1")
    assert flow.route(visiting(s.Rating(), rating=asked)).screen is Screen.RATE
    low = s.RatingProgress("order-1", level=1)
    assert flow.route(visiting(s.Rating(), rating=low)).screen is Screen.REASONS


@pytest.mark.parametrize(
    ("field_id", "changes", "route"),
    [
        ("matter", {}, Route(Screen.CHOICE, "matter")),
        ("request", {}, Route(Screen.WRITE, "request")),
        ("phone", {}, Route(Screen.PHONE, "phone")),
        ("id_number", {}, Route(Screen.IDENTITY, "id_number")),
        ("id_number", {"identity_mode": IdentityMode.NAME}, Route(Screen.WRITE, "name")),
        ("id_number", {"identity_mode": IdentityMode.NUMBER}, Route(Screen.PHONE, "id_number")),
        ("", {}, Route(Screen.CONSENT, "legal-aid-1")),
        ("", {"index": 99}, Route(Screen.CHECK, LEGAL_AID)),
    ],
)
def test_a_forms_page_picks_the_screen_by_what_is_asked(
    field_id: str, changes: dict[str, object], route: Route
) -> None:
    assert flow.route(filling(field_id, **changes)) == route


def test_without_a_draft_or_its_item_a_form_is_no_page() -> None:
    assert flow.current_page(ready_state()) is None
    assert flow.route(visiting(s.Form())) == Route(Screen.HOME)
    gone = replace(filling("phone"), library=replace(small_library(), items=(consultation(),)))
    assert flow.current_page(gone) is None
    assert flow.route(gone) == Route(Screen.HOME)
    assert flow.current_page(replace(gone, library=None)) is None
    assert flow.identity_mode(ready_state()) is IdentityMode.CARD


# ---- the reader and the evaluator ----------------------------------------------------------------


def draft(**changes: object) -> Draft:
    return replace(Draft(LEGAL_AID, "order-1", consent=YES), **changes)  # type: ignore[arg-type]


def test_the_reader_is_asked_only_for_what_the_form_names() -> None:
    assert flow.card_wanted(filling("id_number")) == ("name", "number")


@pytest.mark.parametrize(
    "state",
    [
        ready_state(),
        filling("phone"),
        filling("id_number", identity_mode=IdentityMode.NAME),
        filling("id_number", identity_mode=IdentityMode.NUMBER),
        filling("id_number", draft=draft(consent=None)),
        filling("id_number", draft=draft(consent=replace(YES, given=False)), index=4),
        filling("id_number", draft=draft(identity_source="card")),
        replace(filling("id_number"), fatal="E-FNT-01"),
        replace(filling("id_number"), maintenance=True),
        replace(filling("id_number"), library=None),
    ],
)
def test_otherwise_no_card_is_read(state: AppState) -> None:
    assert flow.card_wanted(state) == ()


def test_no_card_is_read_under_the_time_out_question() -> None:
    state = filling("id_number")
    assert state.visit is not None
    assert flow.card_wanted(replace(state, visit=replace(state.visit, question_since=1.0))) == ()


def test_after_typing_a_card_may_still_be_laid_down() -> None:
    assert flow.card_wanted(filling("id_number", draft=draft(identity_source="typed"))) == ("name", "number")


def test_the_evaluator_asks_while_the_faces_are_shown() -> None:
    faces = visiting(s.Rating(), rating=s.RatingProgress("order-1"), submission=submitted())
    assert flow.evaluation_wanted(faces)
    assert faces.visit is not None
    for other in (
        ready_state(),
        visiting(s.Rating(), rating=s.RatingProgress("order-1", level=2), submission=submitted()),
        replace(faces, visit=replace(faces.visit, question_since=1.0)),
        replace(faces, fatal="E-FNT-01"),
        visiting(s.Submitted(), submission=submitted()),
    ):
        assert not flow.evaluation_wanted(other)


SEEKING = [ready_state(), visiting(s.Home()), visiting(s.AskProgress()), visiting(s.TypeProgress())]


@pytest.mark.parametrize("state", SEEKING)
def test_a_slip_is_understood_where_somebody_would_hold_one(state: AppState) -> None:
    assert flow.scan_wanted(state)
    assert flow.scan_wanted(replace(state, scanner=ABSENT)), "it may come back"
    for dark in ({"terminal_code": ""}, {"fatal": "E-FNT-01"}, {"maintenance": True}):
        assert not flow.scan_wanted(replace(state, **dark))


def test_who_comes_to_the_page_that_asks_for_a_slip_means_the_one_that_lies_there() -> None:
    home, asking = visiting(s.Home()), visiting(s.Home(), s.AskProgress())
    typing = visiting(s.Home(), s.AskProgress(), s.TypeProgress())
    shown = visiting(s.Home(), s.AskProgress(), s.ShowProgress())
    assert flow.code_asked(home, asking)
    assert flow.code_asked(home, replace(asking, scanner=ABSENT)), "it may come back"
    for before, after in [(ready_state(), home), (asking, home), (asking, typing), (typing, asking)]:
        assert not flow.code_asked(before, after)
    assert not flow.code_asked(home, shown), "by the slip itself"
    assert not flow.code_asked(shown, asking), "his slip would take him there again"
    assert not flow.code_asked(asking, replace(asking, now=9.0))
    assert not flow.code_asked(home, replace(asking, terminal_code=""))
    assert not flow.code_asked(replace(asking, fatal="E-FNT-01"), asking), "nobody may be there any more"
    assert not flow.code_asked(replace(asking, maintenance=True), asking)


def test_the_scanner_is_dark_everywhere_else() -> None:
    faces = visiting(s.Rating(), rating=s.RatingProgress("order-1"), submission=submitted())
    asked = visiting(s.Home(), question_since=1.0)
    for state in (faces, asked, filling("phone"), filling("id_number"), visiting(s.Items())):
        assert not flow.scan_wanted(state)


def test_without_a_scanner_the_slip_is_typed() -> None:
    state = visiting(s.Home(), s.AskProgress())
    assert flow.route(state) == Route(Screen.PROGRESS_ASK)
    assert flow.route(replace(state, scanner=ABSENT)) == Route(Screen.PROGRESS_TYPE, "number")


# ---- stages and ways back ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (ready_state(), s.VisitStage.IDLE),
        (visiting(), s.VisitStage.WELCOMED),
        (visiting(s.Home(), s.Topics()), s.VisitStage.SERVING),
        (visiting(s.Home(), s.HelpPeople()), s.VisitStage.SERVING),
        (filling("phone"), s.VisitStage.SERVING),
        (filling("", index=99), s.VisitStage.CONFIRMING),
        (visiting(s.Submitted(), submission=submitted(PrintState.SENDING)), s.VisitStage.PRINTING),
        (visiting(s.Submitted(), submission=submitted(PrintState.REFUSED)), s.VisitStage.SUBMITTED),
        (visiting(s.Submitted(), s.HelpPeople(), submission=submitted()), s.VisitStage.SUBMITTED),
        (visiting(s.Rating(), s.HelpPeople(), submission=submitted()), s.VisitStage.RATING),
        (visiting(s.HelpPeople(), submission=submitted()), s.VisitStage.SERVING),
        (visiting(s.Rating(), submission=submitted()), s.VisitStage.RATING),
        (visiting(s.Farewell(), submission=submitted()), s.VisitStage.ENDING),
    ],
)
def test_stages(state: AppState, stage: s.VisitStage) -> None:
    assert flow.stage(state) is stage


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        (ready_state(), False),
        (visiting(), False),
        (visiting(s.Home(), s.Topics()), True),
        (filling("matter"), True),
        (filling("phone", saving=True), False),
        (visiting(s.Submitted(), submission=submitted()), False),
        (visiting(s.Submitted(), s.HelpPeople(), submission=submitted()), True),
        (visiting(s.Rating(), submission=submitted()), False),
        (visiting(s.Farewell()), False),
        (visiting(s.Home(), s.Farewell()), False),
    ],
)
def test_there_is_a_way_back_unless_it_is_done(state: AppState, possible: bool) -> None:
    assert flow.can_go_back(state) is possible


# ---- the date births are judged by ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "published", "today"),
    [
        (datetime(2026, 11, 21, 0, 5, tzinfo=CHINA), "2026-11-01T08:00:00+08:00", date(2026, 11, 21)),
        (datetime(1970, 1, 1, 8, 0, tzinfo=CHINA), "2026-11-01T08:00:00+08:00", date(2026, 11, 1)),
        (datetime(1970, 1, 1, 8, 0, tzinfo=CHINA), "2026-11-01T00:00:00Z", date(2026, 11, 1)),
        (datetime(1970, 1, 1, 8, 0, tzinfo=CHINA), "the first of November", date(1970, 1, 1)),
    ],
)
def test_a_clock_that_woke_up_in_the_past_refuses_nobody(wall: datetime, published: str, today: date) -> None:
    library = replace(small_library(), info=ReleaseInfo(1, "1", published, 3))
    assert flow.today(replace(ready_state(), local=wall, library=library)) == today
    assert flow.today(replace(ready_state(), local=wall, library=None)) == wall.date()


def test_every_place_is_shown_by_a_screen() -> None:
    shown = set(flow.PLAIN) | set(flow.ROUTES)
    assert shown == set(get_args(s.Place))
    assert not set(flow.PLAIN) & set(flow.ROUTES)
