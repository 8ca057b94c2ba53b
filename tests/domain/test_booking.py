"""What was begun before a booking is another matter: it never goes with it, and it is not lost."""

from kiosk.domain import booking
from kiosk.domain import messages as m
from kiosk.domain.effects import SaveOrder
from kiosk.domain.forms import Draft
from kiosk.domain.recording import Recording
from kiosk.domain.state import AppState, ComfortSheet, FormProgress, HelpPeople
from kiosk.domain.update import update
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.support.states import answers, ready_state, saved, then

STORY = "老板拖欠我三个月工资"
BOOKED = "我想约：巡回法庭，11月25日。"
LATER = "我想约：巡回法庭，12月2日。"
BOOK = m.OpenForm(CONSULTATION, "book-1", request=BOOKED)
AGREED = m.GiveConsent("2026-11-21T14:05:00+08:00")


def begun(*messages: object) -> AppState:
    """A consultation was begun, and the first page is shown."""
    state = then(ready_state(), m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"))
    return then(state, m.Answer("request", STORY), m.GoHome(), *messages)


def form(state: AppState) -> FormProgress:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form


def test_a_begun_consultation_does_not_go_with_a_booking() -> None:
    state = begun(BOOK)
    assert form(state).draft.order_id == "book-1"
    assert answers(state) == {"request": BOOKED}
    checked = then(state, m.NextPage(), AGREED, m.NextPage(), m.NextPage())
    after, effects = update(checked, m.Submit())
    (order,) = [effect.submission for effect in effects if isinstance(effect, SaveOrder)]
    assert STORY not in str(order.fields)
    done = then(after, saved("book-1"))
    assert answers(done)["request"] == STORY, "and it is there again"
    assert form(then(done, m.GoHome())).draft.order_id == "order-1"


def test_a_booking_left_as_it_was_begun_is_over() -> None:
    for leave in (m.Back(), m.GoHome()):
        assert answers(begun(BOOK, leave)) == {"request": STORY}
    alone = then(ready_state(), m.Wake("visit-1"), BOOK, m.GoHome())
    assert alone.visit is not None
    assert alone.visit.form is None


def test_a_sheet_over_the_booking_does_not_end_it() -> None:
    for place in (ComfortSheet(), HelpPeople()):
        assert answers(begun(BOOK, m.Open(place))) == {"request": BOOKED}


def test_a_booking_that_was_written_in_stays_until_it_is_submitted() -> None:
    state = begun(BOOK, m.Answer("request", BOOKED + "下午来"), m.GoHome())
    assert answers(state) == {"request": BOOKED + "下午来"}
    again = then(state, m.OpenForm(CONSULTATION, "other"))
    assert form(again).draft.order_id == "book-1"


def test_another_day_is_the_same_booking() -> None:
    state = begun(BOOK, m.NextPage(), AGREED, m.Answer("name", "王示例"), m.GoHome())
    state = then(state, m.OpenForm(CONSULTATION, "book-2", request=LATER))
    assert answers(state) == {"request": LATER, "name": "王示例"}
    assert form(state).draft.order_id == "book-1"
    assert form(state).aside is not None


def test_a_bookings_sentence_goes_into_no_other_form() -> None:
    state = begun(BOOK, m.OpenForm(LEGAL_AID, "order-2"))
    assert answers(state) == {"request": STORY}, "what he wrote himself does"
    alone = then(ready_state(), m.Wake("visit-1"), BOOK, m.OpenForm(LEGAL_AID, "order-2"))
    assert answers(alone) == {}


def test_what_lies_below_a_booking_of_another_item_is_gone_on_with() -> None:
    state = then(ready_state(), m.Wake("visit-1"), m.OpenForm(LEGAL_AID, "order-1"))
    state = then(
        state,
        m.Answer("matter", "wages"),
        BOOK,
        m.Answer("request", BOOKED + "下午来"),
        m.OpenForm(LEGAL_AID, "order-2"),
    )
    assert form(state).draft.order_id == "order-1"
    assert answers(state) == {"matter": "wages"}


def test_what_was_said_stays_with_its_own_matter() -> None:
    spoken = Recording("r", 1000)
    before = FormProgress(Draft(CONSULTATION, "order-1", recordings=(spoken,)))
    library = ready_state().library
    assert library is not None
    item = library.item(CONSULTATION)
    assert item is not None
    made = booking.begun(before, item, "book-1", BOOKED)
    assert made.draft.recordings == ()
    assert made.aside == before
    assert booking.written(made) == ("", (spoken,))


def test_however_much_is_booked_nothing_piles_up() -> None:
    state = begun()
    for number in range(6):
        state = then(state, m.OpenForm(CONSULTATION, f"b{number}", request=f"{BOOKED}{number}"))
        state = then(state, m.Answer("request", f"别的话{number}"), m.GoHome())
    depth, one = 0, form(state).aside
    while one is not None:
        depth, one = depth + 1, one.aside
    assert depth <= 2
