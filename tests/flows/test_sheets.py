"""Papers laid under the camera, from the first touch to the order; the camera is open only on its page."""

from dataclasses import replace

import pytest

from kiosk.domain import device as d
from kiosk.domain import flow, forms, renewal
from kiosk.domain import messages as m
from kiosk.domain import sheets as sh
from kiosk.domain import state as s
from kiosk.domain import update_sheets as us
from kiosk.domain.effects import CloseVisit, Effect, SaveOrder
from kiosk.domain.flow import Screen
from kiosk.domain.forms_conditions import Test
from kiosk.domain.library import FormField
from kiosk.domain.recording import RecordingRoom
from kiosk.domain.sheets import LookThrough, Phase, Sheet, Shot, TakePicture, WipeSheet
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.flows.places import tick
from tests.support.library import CONSULTATION, PHONE
from tests.support.papers import CARD, CONTRACT, papers_state, taken
from tests.support.states import LOCAL, answers, saved, says

ORDER = "order-1"
AT = "2026-11-21T14:05:00+08:00"
AGREED = (m.Wake("visit"), m.OpenForm(CONSULTATION, ORDER), m.GiveConsent(AT))


def through(state: AppState, *messages: object) -> tuple[AppState, list[Effect]]:
    done: list[Effect] = []
    for message in messages:
        state, effects = update(state, message)
        done += effects
    return state, [one for one in done if isinstance(one, (LookThrough, TakePicture, WipeSheet, SaveOrder))]


def page(*fields: FormField) -> AppState:
    return through(papers_state(*fields), *AGREED)[0]


def take(*names: str) -> list[object]:
    """Each from aiming until it is shown back."""
    return [one for name in names for one in (us.AimCamera(), us.TakeSheet(name), taken(name))]


def form(state: AppState) -> s.FormProgress:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form


def ids(state: AppState) -> list[tuple[str, str]]:
    return [(one.sheet_id, one.field_id) for one in form(state).draft.sheets]


def test_nothing_is_laid_down_before_the_notice_was_agreed_to() -> None:
    state, _ = through(papers_state(CONTRACT), *AGREED[:2])
    assert flow.route(state).screen is Screen.CONSENT
    state, effects = through(state, m.RefuseConsent(AT), us.AimCamera())
    assert (flow.route(state).screen, effects) == (Screen.CHECK, [])


def test_pages_are_taken_question_by_question_and_go_with_the_order() -> None:
    state, effects = through(page(), *take("a", "b"))
    assert effects == [
        *(LookThrough(True), TakePicture("a", "contract"), LookThrough(False)),
        *(LookThrough(True), TakePicture("b", "contract"), LookThrough(False)),
    ]
    assert form(state).shot == Shot(Phase.SHOWN, "contract", "b")
    state, _ = through(state, m.NextPage(), *take("c"), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK
    assert ids(state) == [("a", "contract"), ("b", "contract"), ("c", "card")]
    state, effects = through(state, m.Submit())
    (save,) = effects
    assert isinstance(save, SaveOrder)
    assert save.submission.pages == ("a", "b", "c")
    assert save.submission.fields == {"contract": "2", "card": "1"}
    state, effects = through(state, saved(ORDER))
    assert effects == [WipeSheet("a"), WipeSheet("b"), WipeSheet("c")]


def test_whoever_would_rather_bring_it_goes_on_but_where_it_is_required() -> None:
    state, _ = through(page(), us.BringInstead())
    assert (answers(state), flow.current_page(state)[2].id) == ({"contract": "bring"}, "card")  # type: ignore[index,union-attr]
    state, _ = through(state, us.BringInstead())
    assert (says(state), flow.route(state).screen) == ("请先拍照", Screen.SHEETS)
    state, _ = through(state, *take("a"), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK
    assert forms.told(state.library.item(CONSULTATION), form(state).draft) == {  # type: ignore[union-attr,arg-type]
        "contract": "bring",
        "card": "1",
    }


@pytest.mark.parametrize("lacking", [{"camera": d.ABSENT}, {"recording_room": False}])
def test_nobody_is_sent_away_for_want_of_a_camera(lacking: dict[str, object]) -> None:
    state, effects = through(replace(page(), **lacking), us.AimCamera())  # type: ignore[arg-type]
    assert (form(state).shot.phase, bool(form(state).shot.code), effects) == (Phase.LIST, True, [])
    state, _ = through(state, us.BringInstead(), us.BringInstead())
    assert flow.route(state).screen is Screen.CHECK
    _, effects = through(state, m.Submit())
    (save,) = effects
    assert isinstance(save, SaveOrder)
    assert save.submission.fields == {"contract": "no_camera", "card": "no_camera"}


def test_too_few_and_too_many() -> None:
    state, _ = through(page(), *take("a"), m.NextPage())
    assert (says(state), flow.route(state).screen) == ("还要再拍，一共至少 2 页", Screen.SHEETS)
    state, effects = through(state, *take("b", "c"), us.AimCamera())
    assert effects[-1] == LookThrough(False), "three are the most"
    assert form(state).shot.phase is Phase.SHOWN
    state, _ = through(state, m.NextPage())
    assert says(state) == ""


def test_one_that_is_taken_again_or_given_up_is_wiped_at_once() -> None:
    state, effects = through(page(), *take("a", "b"), us.RetakeSheet())
    assert effects[-2:] == [LookThrough(True), WipeSheet("b")]
    assert ids(state) == [("a", "contract")]
    state, effects = through(state, us.ShowSheets(), us.DropSheet("a"))
    assert effects == [LookThrough(False), WipeSheet("a")]
    assert ids(state) == []


def test_what_nobody_waits_for_any_more_is_wiped() -> None:
    state, effects = through(page(), taken("stray"))
    assert (ids(state), effects) == ([], [WipeSheet("stray")])
    state, _ = through(page(), us.AimCamera(), us.TakeSheet("a"))
    for gone in (m.EndVisit(quietly=True), m.OpenForm("legal-aid", "order-2")):
        _, effects = through(state, gone, taken("a"))
        assert WipeSheet("a") in effects
        assert LookThrough(False) in effects


def test_a_picture_that_comes_late_still_counts() -> None:
    state, _ = through(page(), us.AimCamera(), us.TakeSheet("a"), m.NextPage())
    assert flow.current_page(state)[2].id == "contract"  # type: ignore[index,union-attr]
    state, effects = through(state, m.Open(s.ComfortSheet()))
    assert effects == [LookThrough(False)]
    state, _ = through(state, taken("a"), m.Back())
    assert ids(state) == [("a", "contract")]
    assert flow.route(state).screen is Screen.SHEETS


def test_unplugged_in_the_middle_one_sentence_and_the_rest_goes_on() -> None:
    state, _ = through(page(), *take("a", "b"), us.AimCamera(), us.TakeSheet("c"))
    lost = d.DeviceStatus(d.DeviceState.ABSENT, code="E-CAM-01")
    state, effects = through(state, d.DeviceChanged("camera", lost), sh.SheetFailed("c", "E-CAM-01"))
    assert effects == [LookThrough(False)]
    assert form(state).shot == Shot(field_id="contract", code="E-CAM-01")
    assert ids(state) == [("a", "contract"), ("b", "contract")]
    state, _ = through(state, m.NextPage(), us.BringInstead())
    assert flow.route(state).screen is Screen.CHECK


def test_one_that_failed_is_told_and_can_be_taken_again() -> None:
    state, _ = through(page(), us.AimCamera(), us.TakeSheet("a"), sh.SheetFailed("a", "E-CAM-03"))
    assert form(state).shot == Shot(field_id="contract", code="E-CAM-03")
    state, _ = through(state, *take("b"))
    assert ids(state) == [("b", "contract")]


@pytest.mark.parametrize("left", [m.Back(), m.GoHome(), m.Open(s.ComfortSheet()), m.Fatal("E-STO-02")])
def test_the_camera_closes_when_its_page_is_left(left: object) -> None:
    _, effects = through(page(), us.AimCamera(), left)
    assert effects == [LookThrough(True), LookThrough(False)]


def test_seeing_is_no_touch_and_the_question_closes_the_camera() -> None:
    state, _ = through(page(), us.AimCamera())
    view = taken("x").view
    for _ in range(13):
        state, _ = through(state, sh.PreviewSeen(view), tick(state, 10))
    assert flow.route(state).screen is Screen.TIMEOUT
    assert not us.wanted(state)
    state, effects = through(state, m.KeepUsing())
    assert effects == [LookThrough(True)]


def test_of_what_is_not_asked_any_more_nothing_goes() -> None:
    phone = replace(PHONE, required=False)
    when = replace(CONTRACT, when=((Test("phone", filled=True),),))
    state, _ = through(page(phone, when), m.Answer("phone", "13000000000"), m.NextPage(), *take("a", "b"))
    state, _ = through(state, m.NextPage(), m.EditField("phone"), m.Answer("phone", ""), m.NextPage())
    _, effects = through(state, m.Submit())
    (save,) = effects
    assert isinstance(save, SaveOrder)
    assert (save.submission.pages, save.submission.fields) == ((), {})


def test_who_takes_back_the_agreement_takes_back_the_pages() -> None:
    state, _ = through(page(), *take("a"), m.NextPage(), *take("b"))
    while flow.route(state).screen is not Screen.CONSENT:
        state, _ = through(state, m.Back())
    held = form(state).draft
    refused = replace(held, consent=forms.Consent("", AT, False))
    assert state.library is not None
    item = state.library.item(CONSULTATION)
    assert item is not None
    assert [one.sheet_id for one in forms.submitted_sheets(item, held)] == ["a", "b"]
    assert forms.submitted_sheets(item, refused) == ()
    state, effects = through(state, m.RefuseConsent(AT))
    assert [one for one in effects if isinstance(one, WipeSheet)] == [WipeSheet("a"), WipeSheet("b")]
    assert form(state).draft.sheets == ()


def test_a_visit_with_a_page_holds_something_of_a_person() -> None:
    for messages in (take("a"), [us.AimCamera()]):
        state, _ = through(page(), *messages)
        assert state.visit is not None
        assert renewal.holds(state.visit)
        bare = replace(form(state), draft=replace(form(state).draft, sheets=()), shot=sh.NOTHING_SHOT)
        assert not renewal.holds(replace(state.visit, form=bare))


def test_the_end_of_a_visit_closes_and_wipes() -> None:
    state, _ = through(page(), *take("a"), us.AimCamera())
    after, effects = update(state, m.EndVisit(quietly=True))
    assert any(isinstance(one, CloseVisit) for one in effects)
    assert {LookThrough(False), WipeSheet("a")} <= set(effects)
    assert after.visit is None


def test_pages_that_are_only_claimed_stop_the_order() -> None:
    """As a file given to ``kiosk orders submit`` may claim them."""
    item = papers_state(CONTRACT).library.item(CONSULTATION)  # type: ignore[union-attr]
    assert item is not None
    for value, right in (("2", False), ("x", False), ("bring", True), ("no_camera", True), (" ", True)):
        draft = forms.Draft(CONSULTATION, ORDER, {"contract": value})
        assert (forms.problems(item, draft, LOCAL.date()) == {}) is right, value


def test_room_is_asked_before() -> None:
    state, effects = through(page(), RecordingRoom(free=False), us.AimCamera())
    assert (form(state).shot.code, effects) == ("E-CAM-04", [])


def test_no_touch_of_its_own_does_anything_elsewhere() -> None:
    state, _ = through(papers_state(), m.Wake("visit"))
    for message in (us.AimCamera(), us.TakeSheet("a"), us.RetakeSheet(), us.ShowSheets(), us.DropSheet("a")):
        assert update(state, message) == (state, ())
    assert update(state, us.BringInstead()) == (state, ())
    one = Sheet("a", CARD.id, taken("a").view)
    assert sh.counted(CARD.id, "bring", (one,)) == {CARD.id: "1"}
