"""Every kind of field: what is stored, what is refused and in which words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import forms_kinds as kinds
from kiosk.domain.forms_signature import LONGEST
from kiosk.domain.library import Choice, FieldKind, FormField
from tests.support.random_forms import KINDS, SIGNED, answers
from tests.support.said import sentence
from tests.support.states import MAN

TODAY = date(2026, 11, 23)
CHOICES = (Choice("a", "甲"), Choice("b", "乙"), Choice("c", "丙"))
GREEN = tuple(Choice(one, one) for one in kinds.GREEN)


def field(kind: FieldKind, **changes: object) -> FormField:
    choices = {"choice": CHOICES, "choices": CHOICES, "green": GREEN}.get(kind, ())
    made = FormField("one", kind, "这一项", "请填", choices=choices)
    return replace(made, **changes)  # type: ignore[arg-type]


def said(one: FormField, value: str, **others: str) -> str:
    return sentence(kinds.problem(one, {"one": value, **others}, TODAY), label=one.label)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("money", " １,２００ 元", "1200.00"),
        ("money", "￥1200.5", "1200.50"),
        ("money", "1200.505", "1200.505"),
        ("date", "2026年11月1日", "2026-11-01"),
        ("date", "2026/1/9", "2026-01-09"),
        ("date", "20261101", "2026-11-01"),
        ("date", "2026-02-30", "2026-02-30"),
        ("choices", " c, a ,c", "a,c"),
        ("choices", "z,a", "a,z"),
        ("identity", "33092219000101007x", "33092219000101007X"),
        ("boat", "浙嵊渔 １２３４５ 号", "浙嵊渔12345"),
        ("place", " 菜园码头 ", "菜园码头"),
        ("yesno", "yes", "yes"),
    ],
)
def test_one_form_is_stored(kind: FieldKind, typed: str, stored: str) -> None:
    assert kinds.normalise(field(kind), typed) == stored


GOOD = [
    ("money", {}, "0"),
    ("money", {"least": "1", "most": "5000"}, "5000"),
    ("number", {"least": "1", "most": "60"}, "60"),
    ("date", {"least": "today-30", "most": "today"}, "2026-10-24"),
    ("date", {"least": "2020-01-01"}, "2020-01-01"),
    ("choices", {"most": "2"}, "a,b"),
    ("green", {}, "elder,migrant"),
    ("yesno", {}, "no"),
    ("place", {}, "菜园码头"),
    ("identity", {}, MAN),
    ("boat", {}, "浙嵊渔运01234"),
    ("signature", {}, SIGNED),
    ("signature", {}, "later"),
    ("contact", {}, "none"),
    ("pages", {"least": "2"}, "2"),
    ("pages", {}, "bring"),
    ("pages", {}, "no_camera"),
    ("office", {}, "示例公证处"),  # of a county without any: it was written
    ("slot", {}, "any"),
    ("slot", {}, "2026-11-23 上午"),
]


@pytest.mark.parametrize(("kind", "bounds", "value"), GOOD)
def test_what_is_right_passes(kind: FieldKind, bounds: dict[str, object], value: str) -> None:
    assert said(field(kind, **bounds), value) == ""
    assert said(field(kind, **bounds), "") == ""


BAD = [
    ("money", {}, "五百", "钱数写成 1200 或 1200.50 这样"),
    ("money", {}, "1.234", "钱数写成 1200 或 1200.50 这样"),
    ("money", {}, "-5", "钱数写成 1200 或 1200.50 这样"),
    ("money", {"least": "10"}, "9.99", "最少是 10"),
    ("money", {"most": "10"}, "10.01", "最多是 10"),
    ("number", {"most": "12"}, "13", "最多是 12"),
    ("number", {"least": "2"}, "1.9", "最少是 2"),
    ("date", {}, "2026-02-30", "日期不对，请再看一遍"),
    ("date", {}, "昨天", "日期不对，请再看一遍"),
    ("date", {}, "1026-01-01", "日期不对，请再看一遍"),
    ("date", {"most": "today"}, "2026-11-24", "日期太晚，最晚是 2026-11-23"),
    ("date", {"least": "today-30"}, "2026-10-23", "日期太早，最早是 2026-10-24"),
    ("choices", {}, "a,z", "请在给出的里面选一个"),
    ("choices", {"most": "1"}, "a,b", "最多选 1 个"),
    ("green", {}, "rich", "请在给出的里面选一个"),
    ("yesno", {}, "maybe", "请在给出的里面选一个"),
    ("identity", {}, MAN[:-1] + "1", "号码不对，请对着证再看一遍"),
    ("boat", {}, "12345", "船号不对，请照船牌上的写"),
    ("boat", {}, "浙嵊渔", "船号不对，请照船牌上的写"),
    ("signature", {}, "王示例", "请用手指在框里签名"),
    ("signature", {}, "S1;500,500 501,501", "请用手指在框里签名"),
    ("signature", {}, "S1;" + "1,1 " * LONGEST, "请用手指在框里签名"),
    ("pages", {}, "lost", "请在给出的里面选一个"),
    ("pages", {}, "２", "请在给出的里面选一个"),
    ("pages", {}, "1" * 90, "请在给出的里面选一个"),
    ("pages", {"least": "3"}, "2", "还要再拍，一共至少 3 页"),
    ("pages", {"most": "3"}, "4", "最多拍 3 页，请删掉几页"),
    ("pages", {}, "11", "最多拍 10 页，请删掉几页"),
    ("pages", {"required": True}, "bring", "请先拍照"),
    ("place", {"max_length": 3}, "菜园码头", "太长了，最多 3 个字"),
    ("place", {}, "菜园\n码头", "里面有看不见的字符，请重新填"),
    ("office", {"choices": (Choice("示例公证处", "示例公证处"),)}, "别处", "请在给出的里面选一个"),
    ("office", {"max_length": 3}, "示例公证处", "太长了，最多 3 个字"),
    ("slot", {}, "2026-11-31 上午", "请在给出的里面选一个"),
    ("slot", {}, "2026-11-30", "请在给出的里面选一个"),
    ("slot", {}, "2026-11-30 晚上", "请在给出的里面选一个"),
    ("slot", {}, "2026-11-22 下午", "日期太早，最早是 2026-11-23"),
    ("contact", {}, "smoke", "请在给出的里面选一个"),
    ("contact", {}, "visit", "请写上门到哪里"),
    ("contact", {}, "sms", "要打电话、发短信，请先留电话"),
]


@pytest.mark.parametrize(("kind", "bounds", "value", "words"), BAD)
def test_what_is_wrong_is_said_plainly(
    kind: FieldKind, bounds: dict[str, object], value: str, words: str
) -> None:
    assert said(field(kind, **bounds), value) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("choices", "请先点一个"),
        ("yesno", "请先点一个"),
        ("contact", "请先点一个"),
        ("signature", "请用手指在框里签名"),
        ("pages", "请先拍照"),
        ("money", "请填这一项"),
        ("boat", "请填这一项"),
        ("office", "请填这一项"),
        ("slot", "请先点一个"),
    ],
)
def test_what_is_required_is_asked_for(kind: FieldKind, words: str) -> None:
    assert said(field(kind, required=True), "") == words


def test_a_contact_block_is_judged_as_one() -> None:
    contact = field("contact", max_length=10)
    assert kinds.contact_ids(contact) == ("one", "one_when", "one_where")
    assert said(contact, "sms", phone="13000000000", one_when="morning") == ""
    assert said(contact, "sms", phone="13000000000", one_when="noon") == "请在给出的里面选一个"
    assert said(contact, "visit", one_where="基湖村 3 号", one_when="any") == ""
    assert said(contact, "visit", one_where="长" * 11) == "太长了，最多 10 个字"
    assert said(contact, "visit", one_where="基\x07湖") == "里面有看不见的字符，请重新填"
    assert said(replace(contact, phone="mobile"), "phone", mobile="13000000000") == ""


def test_a_choice_that_is_touched_twice_is_not_chosen() -> None:
    several = field("choices")
    assert kinds.toggled(several, "", "b") == "b"
    assert kinds.toggled(several, "b", "a") == "a,b"
    assert kinds.toggled(several, "a,b", "b") == "a"
    assert kinds.toggled(several, "a", "a") == ""


def test_days_count_from_today() -> None:
    assert kinds.day_bound("today", TODAY) == TODAY
    assert kinds.day_bound("today+365", TODAY) == date(2027, 11, 23)
    assert kinds.day_bound("today-99999", date(100, 1, 1)) is None
    assert kinds.day_bound("12", TODAY) is None
    assert kinds.day_bound("soon", TODAY) is None


def test_who_may_be_recognised_by_it_is_asked_first() -> None:
    personal = {kind for kind in KINDS if kinds.is_personal(field(kind))}
    assert personal == {"name", "phone", "identity", "boat", "signature", "contact", "green", "pages"}


@given(st.sampled_from(KINDS), st.one_of(answers, st.text(max_size=40)))
def test_storing_twice_changes_nothing_and_what_passes_can_be_stored(kind: FieldKind, value: str) -> None:
    one = field(kind)
    stored = kinds.normalise(one, value)
    assert kinds.normalise(one, stored) == stored
    if kinds.problem(one, {"one": value}, TODAY) is None:
        assert kinds.problem(one, {"one": stored}, TODAY) is None
        stored.encode()
