"""Whatever form an editor writes and whatever somebody touches: no crash, nothing typed is lost by going
back, and nothing is submitted that is not whole. ``--size long`` tries 10,000 forms.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import flow, forms, represent
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain import sheets as sh
from kiosk.domain import state as s
from kiosk.domain import update_sheets as us
from kiosk.domain.effects import SaveOrder
from kiosk.domain.forms import Consent, PageKind
from kiosk.domain.forms_conditions import Test
from kiosk.domain.library import FieldKind, FormField, FormStep, ServiceItem
from kiosk.domain.state import Form
from kiosk.domain.update_typed import WriteFreely
from kiosk.wire.limits import PAGES_MOST
from tests.flows.places import tick
from tests.support import random_forms
from tests.support.form_hand import CARD, Hand, before_a, place, stands
from tests.support.library import CONSULTATION, small_library
from tests.support.papers import taken
from tests.support.states import CHILD, MAN

AT = "2026-11-21T14:05:00+08:00"
EXAMPLES = settings.default.max_examples if settings.default is not None else 200
SMALL = 80  # of 200: they are long


def answering(hand: Hand, number: int, value: str) -> None:
    """The field that is open, now and then another one, as a touch that comes late would."""
    ids = [i for f in forms.fields_of(hand.item) for i in forms.answer_ids(f)]
    current = flow.current_page(hand.state)
    if current is not None and current[2] is not None and number % 4:
        ids = list(forms.answer_ids(current[2]))
    hand.touch(m.Answer(ids[number % len(ids)], value))


def fills(hand: Hand, _: int) -> None:
    """The open page, as well as anybody could, and on."""
    current = flow.current_page(hand.state)
    if current is None or not isinstance(place(hand), Form):
        return
    asked = current[2]
    if asked is None:
        hand.touch(m.GiveConsent(AT))
    elif asked.kind == "idcard":
        hand.touch(CARD)
    elif asked.kind == "pages":
        for _ in range(sh.least(asked)):
            photographs(hand)
    elif asked.id == forms.REQUEST:
        says(hand)
    else:
        hand.touch(m.Answer(asked.id, GOOD[asked.kind]))
    hand.touch(m.NextPage())


def rethinks(hand: Hand, _: int) -> None:
    """Back to the notice, as far as it is, and it is refused."""
    for _step in range(12):
        current = flow.current_page(hand.state)
        if current is None or current[1].kind is PageKind.CONSENT or not isinstance(place(hand), Form):
            break
        hand.touch(m.Back())
    hand.touch(m.RefuseConsent(AT))


def spoils(hand: Hand, number: int) -> None:
    """Another answer on a line of the check page, left without a look at it; and 提交."""
    hand.touch(m.EditField(some(hand, number)))
    current = flow.current_page(hand.state)
    if current is not None and current[2] is not None:
        other = WRONG.get(current[2].kind, ("no", "a", "")[number % 3])
        hand.all(m.Answer(current[2].id, other), m.Back())
    hand.touch(m.Submit())


TOUCHES: tuple[Callable[[Hand, int], object], ...] = (
    lambda hand, _: hand.touch(m.NextPage()),
    lambda hand, _: hand.touch(m.Back()) if isinstance(place(hand), Form) else None,
    lambda hand, _: hand.touch(m.GiveConsent(AT)),
    lambda hand, _: hand.touch(m.RefuseConsent(AT)),
    lambda hand, _: hand.touch(m.Submit()),
    lambda hand, n: hand.touch(m.EditField(some(hand, n))),
    lambda hand, n: hand.touch(m.Represent(other=bool(n % 2))),
    lambda hand, _: hand.touch(m.TypeIdentity()),
    lambda hand, _: hand.touch(m.UseCard()),
    lambda hand, _: hand.touch(WriteFreely()),
    lambda hand, _: hand.touch(CARD),
    lambda hand, _: hand.touch(m.OpenForm(CONSULTATION, "order-2")),
    lambda hand, _: hand.all(m.GoHome(), m.OpenForm(CONSULTATION, "order-2")),
    lambda hand, _: hand.all(tick(hand.state, 125), m.KeepUsing()),
    lambda hand, _: hand.all(m.Open(s.ComfortSheet()), m.Back()),
    fills,
    spoils,
    rethinks,
    lambda hand, _: says(hand),
    lambda hand, _: photographs(hand),
    lambda hand, _: hand.all(us.AimCamera(), us.BringInstead()),
    lambda hand, _: hand.touch(us.BringInstead()),
    lambda hand, _: hand.all(us.RetakeSheet(), us.ShowSheets()),
    lambda hand, n: hand.touch(us.DropSheet(f"made-{n}")),
    lambda hand, _: hand.touch(m.OrderNotSaved("order-1", "E-STO-02")),
)


def some(hand: Hand, number: int) -> str:
    fields = forms.fields_of(hand.item)
    return fields[number % len(fields)].id


def says(hand: Hand) -> None:
    """A take from its first word until it is kept, where one may speak."""
    name = hand.fresh()
    hand.all(m.Speak(), m.StartRecording(name), m.StopRecording())
    hand.all(r.RecordingEnded(name, 3.0, r.Verdict.GOOD, r.Cause.ASKED), r.RecordingKept(name, 3000))


def photographs(hand: Hand) -> None:
    name = hand.fresh()
    hand.all(us.AimCamera(), us.TakeSheet(name), taken(name))


FILLS = TOUCHES.index(fills)  # brings somebody far; behind it what spoils that
MOVES = st.one_of(
    st.tuples(st.just(0), st.integers(0, 50), st.just("")),
    st.tuples(st.just(FILLS), st.integers(0, 50), st.just("")),
    st.tuples(st.just(FILLS), st.integers(0, 50), st.just("")),
    st.tuples(st.sampled_from((FILLS + 1, FILLS + 2)), st.integers(0, 50), st.just("")),
    st.tuples(st.integers(0, len(TOUCHES) - 1), st.integers(0, 50), st.just("")),
    st.tuples(st.just(-1), st.integers(0, 50), random_forms.answers),
)


@settings(max_examples=EXAMPLES if EXAMPLES > 200 else SMALL)
@given(random_forms.items(CONSULTATION), st.lists(MOVES, min_size=15, max_size=60))
def test_random_touches_on_random_forms(item: ServiceItem, moves: list[tuple[int, int, str]]) -> None:
    hand = before_a(item)
    for which, number, value in moves:
        if which < 0:
            answering(hand, number, value)
        else:
            TOUCHES[which](hand, number)


@settings(max_examples=EXAMPLES if EXAMPLES > 200 else SMALL)
@given(random_forms.items(CONSULTATION), st.data())
def test_a_form_that_can_be_filled_in_is_submitted(item: ServiceItem, data: st.DataObject) -> None:
    """Whoever answers each page well comes to the end and may submit: no form holds anybody for ever. Whoever
    takes back there what he agreed to leaves nothing of himself.
    """
    hand = before_a(item)
    to_the_check(hand, data)
    if data.draw(st.booleans()):
        rethinks(hand, 0)
        return
    effects = hand.touch(m.Submit())
    assert [type(effect) for effect in effects] == [SaveOrder]


@settings(max_examples=EXAMPLES if EXAMPLES > 200 else SMALL)
@given(
    random_forms.items(CONSULTATION),
    st.data(),
    st.lists(st.tuples(st.integers(0, 8), st.just("") | random_forms.answers), min_size=1, max_size=6),
)
def test_spoilt_after_the_check_it_is_not_submitted(
    item: ServiceItem, data: st.DataObject, changes: list[tuple[int, str]]
) -> None:
    """A line is changed to whatever, left by 返回 without being looked at, and 提交 touched."""
    hand = before_a(item)
    to_the_check(hand, data)
    for asked in forms.fields_of(item):
        if not stands(asked, WRONG.get(asked.kind, ""), hand.state):
            given = hand.draft().answer(asked.id)
            assert not spoilt(hand, asked, WRONG[asked.kind])
            hand.all(m.EditField(asked.id), m.Answer(asked.id, given), m.Back())
    before = {one.asked_when for one in forms.fields_of(item)}
    first = [f for f in forms.fields_of(item) if f.id in before and not f.required]
    if any(spoilt(hand, one, "") for one in first):
        return
    for number, value in changes:
        hand.touch(m.EditField(some(hand, number)))
        current = flow.current_page(hand.state)
        if current is not None and current[2] is not None:
            hand.all(m.Answer(current[2].id, WRONG.get(current[2].kind, value)), m.Back())
        day = flow.today(hand.state)
        sound = not forms.problems(item, hand.draft(), day)
        sound = sound and not represent.child_here(hand.draft(), day, item)
        effects = hand.touch(m.Submit())
        if effects:
            assert sound
            return


def spoilt(hand: Hand, asked: FormField, value: str) -> bool:
    """Whether it is submitted all the same; nothing is where the question is not asked."""
    hand.touch(m.EditField(asked.id))
    if (current := flow.current_page(hand.state)) is None or current[2] != asked:
        return False
    hand.all(m.Answer(asked.id, value), m.Back())
    return bool(hand.touch(m.Submit()))


def to_the_check(hand: Hand, data: st.DataObject) -> None:
    """Through all pages, agreeing, each answered well; what is not required now and then not at all."""
    for _ in range(60):
        current = flow.current_page(hand.state)
        assert current is not None
        page, asked = current[1], current[2]
        if page.kind is PageKind.CHECK:
            return
        if page.kind is PageKind.CONSENT:
            hand.touch(m.GiveConsent(AT))
        elif asked is not None and asked.kind == "idcard":
            hand.all(CARD, m.NextPage())
        elif asked is not None:
            well(hand, asked, data)
            hand.touch(m.NextPage())
            if flow.current_page(hand.state) == current:  # too few words are asked about, once
                hand.touch(m.NextPage())
    raise AssertionError("no end")


GOOD = {
    "text": "工资没发，三个月了", "name": "王示例", "phone": "13000000000", "number": "12", "choice": "b",
    "money": "1200", "date": "2026-11-01", "choices": "a,c", "yesno": "yes", "place": "菜园码头",
    "identity": MAN, "boat": "浙嵊渔12345", "signature": random_forms.SIGNED, "contact": "none",
    "green": "elder", "pages": "no_camera", "office": "c", "slot": "2027-01-04 上午",
}  # fmt: skip


# Too much, too late or too young wherever a random form has a bound.
WRONG = {"identity": CHILD, "number": "150", "money": "20000", "date": "2027-06-01"}


def well(hand: Hand, asked: FormField, data: st.DataObject) -> None:
    room = len(hand.draft().sheets) + sh.least(asked) <= PAGES_MOST if asked.kind == "pages" else False
    if room and data.draw(st.booleans()):
        for _ in range(sh.least(asked)):
            photographs(hand)
    elif asked.id == forms.REQUEST and data.draw(st.booleans()):
        says(hand)
    elif asked.required or data.draw(st.booleans()):
        hand.touch(m.Answer(asked.id, GOOD[asked.kind]))


def test_random_forms_hold_every_kind_of_question() -> None:
    assert random_forms.ALL_KINDS == set(get_args(FieldKind)) == {*GOOD, "idcard"}


def test_a_refusal_is_asked_about_again_when_something_personal_becomes_necessary() -> None:
    """And whom the answer spares the question may refuse."""
    asks = FormField("kind", "yesno", "要不要回电", "要不要回电？", required=True)
    when = ((Test("kind", one_of=("yes",)),),)
    phone = FormField("phone", "phone", "电话", "电话？", required=True, when=when)
    free = FormField("who", "name", "称呼", "怎么称呼？")
    step = FormStep("one", "一步", (asks, free, phone))
    item = replace(small_library().items[0], id=CONSULTATION, steps=(step,))
    hand = before_a(item)
    hand.all(m.Answer("kind", "no"), m.NextPage(), m.RefuseConsent(AT))
    assert hand.draft().consent == Consent(item.notice.version, AT, given=False)
    assert hand.page() is PageKind.CHECK
    hand.all(m.EditField("kind"), m.Answer("kind", "yes"), m.NextPage())
    assert hand.draft().consent is None
    assert hand.page() is PageKind.CONSENT
    assert hand.touch(m.Submit()) == ()
