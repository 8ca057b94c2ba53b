"""The forms engine: pages, what is wrong with an answer, what is submitted."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import forms
from kiosk.domain.forms import Consent, Draft, Page, PageKind
from kiosk.domain.library import Choice, FormField, FormStep, ServiceItem
from kiosk.domain.problems import Problem, ProblemKind
from tests.support.library import (
    CONTACT,
    ID_CARD,
    MATTER,
    NAME,
    PHONE,
    REQUEST,
    consultation,
    legal_aid,
)
from tests.support.said import sentence
from tests.support.states import MAN

TODAY = date(2026, 11, 21)
YES = Consent("consultation-1", "2026-11-21T14:05:00+08:00", given=True)
NO = replace(YES, given=False)


def draft(item: ServiceItem, consent: Consent | None = None, **answers: str) -> Draft:
    return Draft(item.id, "order-1", answers, consent)


def problem(field: FormField, value: str) -> str:
    return sentence(forms.field_problem(field, {field.id: value}, TODAY), label=field.label)


# ---- pages ---------------------------------------------------------------------------------------


def test_one_field_a_page_with_consent_before_the_first_personal_one() -> None:
    item = consultation()
    assert forms.pages(item, draft(item)) == [
        Page(PageKind.FIELD, 0, "request"),
        Page(PageKind.CONSENT, 1),
        Page(PageKind.FIELD, 1, "name"),
        Page(PageKind.FIELD, 1, "phone"),
        Page(PageKind.CHECK, 2),
    ]
    assert forms.step_names(item, "核对") == ("说事情", "怎么找您", "核对")


def test_consent_given_changes_no_page() -> None:
    item = legal_aid()
    pages = forms.pages(item, draft(item, YES))
    assert pages == forms.pages(item, draft(item))
    assert [page.field_id for page in pages] == ["matter", "request", "", "id_number", "phone", "contact", ""]
    assert pages[2] == Page(PageKind.CONSENT, 1)


def test_after_a_refusal_the_personal_pages_are_left_out() -> None:
    item = consultation()
    assert forms.pages(item, draft(item, NO)) == [
        Page(PageKind.FIELD, 0, "request"),
        Page(PageKind.CONSENT, 1),
        Page(PageKind.CHECK, 2),
    ]


def test_a_form_without_personal_fields_asks_for_no_consent() -> None:
    item = replace(consultation(), steps=(FormStep("request", "说事情", (REQUEST, CONTACT)),))
    kinds = [page.kind for page in forms.pages(item, draft(item))]
    assert kinds == [PageKind.FIELD, PageKind.FIELD, PageKind.CHECK]


def test_a_field_marked_personal_counts_whatever_its_kind() -> None:
    assert forms.is_personal(replace(REQUEST, personal=True))
    assert not forms.is_personal(REQUEST)
    assert not forms.is_personal(MATTER)
    assert all(forms.is_personal(field) for field in (NAME, PHONE, ID_CARD))


def test_refusing_is_allowed_only_when_nothing_personal_is_required() -> None:
    assert forms.refusal_allowed(consultation())
    assert not forms.refusal_allowed(legal_aid())


def test_fields_are_found_by_id() -> None:
    item = legal_aid()
    assert forms.find_field(item, "matter") == MATTER
    assert forms.find_field(item, "nothing") is None
    assert [field.id for field in forms.fields_of(item)] == [
        "matter",
        "request",
        "id_number",
        "represented_relation",
        "represented_name",
        "phone",
        "contact",
    ]


def test_the_card_fills_the_orders_own_fields() -> None:
    assert forms.order_field_ids(ID_CARD) == ("name", "id_number")
    every = replace(ID_CARD, reads=("name", "number", "sex", "birth"))
    assert forms.order_field_ids(every) == ("name", "id_number", "sex", "birth")
    assert forms.order_field_ids(REQUEST) == ("request",)


# ---- one answer ----------------------------------------------------------------------------------

MOBILE = "13000000000"


@pytest.mark.parametrize(
    "typed",
    [
        MOBILE,
        "+8613000000000",
        "8613000000000",
        "+86 130 0000 0000",
        "130-0000-0000",
        "１３０００００００００",
        " 13000000000\n",
        "130\u30000000\u30000000",
        "130—0000—0000",
    ],
)
def test_a_mobile_number_is_stored_in_one_form(typed: str) -> None:
    assert forms.normalise(PHONE, typed) == MOBILE
    assert problem(PHONE, typed) == ""


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0580-1234567", "05801234567"),
        ("010-12345678", "01012345678"),
        ("０５８０－１２３４５６７", "05801234567"),
        ("0580 12345678", "058012345678"),
        ("852 1234 5678", "85212345678"),
        ("+853 1234 5678", "+85312345678"),
        ("00886 912345678", "00886912345678"),
    ],
)
def test_landlines_and_numbers_from_across_the_border(typed: str, stored: str) -> None:
    assert forms.normalise(PHONE, typed) == stored
    assert problem(PHONE, typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "12000000000",
        "1300000000",
        "130000000000",
        "123",
        "0580123",
        "058012345678901",
        "abc",
        "1300000000x",
        "+861300000000",
        "86 0580 1234567",
        "".join(chr(0x0660 + int(d)) for d in MOBILE),
    ],
)
def test_other_phone_numbers_are_refused(typed: str) -> None:
    assert problem(PHONE, typed) in ("电话号码不对，请再看一遍", "太长了，最多 20 个字")


def test_an_empty_answer_is_a_problem_only_where_it_is_required() -> None:
    assert problem(PHONE, " \n") == ""
    assert problem(replace(PHONE, required=True), " ") == "请填电话"
    assert problem(REQUEST, "") == "请填您的事"
    assert forms.field_problem(REQUEST, {}, TODAY) == Problem(ProblemKind.MISSING, "request")


def test_length_is_counted_in_characters_after_trimming() -> None:
    field = replace(REQUEST, max_length=5)
    assert problem(field, "  一二三四五  ") == ""
    assert problem(field, "一二三四五六") == "太长了，最多 5 个字"
    assert problem(field, "𠮷𠮷𠮷𠮷𠮷") == ""


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b[2J", "\x85", "\ud800", "\u202e", "\u2066", "\x7f"])
@pytest.mark.parametrize("field", [REQUEST, NAME])
def test_invisible_marks_are_refused(field: FormField, bad: str) -> None:
    assert problem(field, f"王{bad}明") == "里面有看不见的字符，请重新填"


def test_line_breaks_belong_in_a_text_and_nowhere_else() -> None:
    assert problem(REQUEST, "第一行\n第二行") == ""
    assert problem(NAME, "王\n明") == "里面有看不见的字符，请重新填"
    assert problem(REQUEST, "第一行\t第二行") == "里面有看不见的字符，请重新填"


def test_rare_characters_and_joined_signs_are_welcome() -> None:
    assert problem(NAME, "㐂𠮷") == ""
    assert problem(REQUEST, "👨\u200d👩\u200d👧 ——：《》￥100") == ""


def test_a_number_keeps_its_sign_and_is_then_refused() -> None:
    amount = FormField("amount", "number", "多少钱", "多少钱？")
    assert problem(amount, "1200") == ""
    assert problem(amount, "１２.５") == ""
    assert forms.normalise(amount, " １２.５ ") == "12.5"
    for wrong in ("-5", "5-", "1e5", "五", ".5", "5.", "1.2.3", "٣", "8613000000000x"):
        assert problem(amount, wrong) == "这里要填数字", wrong
    assert forms.normalise(amount, "8613000000000") == "8613000000000"


def test_a_choice_is_one_of_those_given() -> None:
    assert problem(MATTER, "wages") == ""
    assert problem(MATTER, "讨薪") == "请在给出的里面选一个"
    assert problem(MATTER, "") == "请先点一个"
    assert problem(replace(MATTER, choices=(Choice("a", "甲"),)), "wages") == "请在给出的里面选一个"


# ---- identity ------------------------------------------------------------------------------------


def identity_problem(field: FormField = ID_CARD, **answers: str) -> str:
    return sentence(forms.field_problem(field, answers, TODAY))


def test_identity_asks_for_the_missing_part_first() -> None:
    assert identity_problem() == "请填姓名"
    assert identity_problem(name="  ") == "请填姓名"
    assert identity_problem(name="王示例") == "请填身份证号码"
    assert identity_problem(id_number=MAN) == "请填姓名"
    assert identity_problem(name="王示例", id_number=MAN) == ""
    assert identity_problem(replace(ID_CARD, required=False)) == ""


def test_identity_is_judged_part_by_part() -> None:
    assert identity_problem(name="王示例", id_number=MAN[:-1] + "1") == "号码不对，请对着证再看一遍"
    assert identity_problem(name="王" * 50, id_number=MAN) == ""
    assert identity_problem(name="王" * 51, id_number=MAN) == "姓名太长了"
    assert identity_problem(name="王\x1b例", id_number=MAN) == "里面有看不见的字符，请重新填"
    assert sentence(forms.name_problem(" ")) == "请写您的姓名"


def test_what_only_a_card_can_add_is_not_asked_for_and_hides_no_other_problem() -> None:
    every = replace(ID_CARD, reads=("sex", "birth", "name", "number"))
    assert identity_problem(every, name="王示例", id_number=MAN) == ""
    assert identity_problem(every, name="王示例", id_number="123") == "号码要 18 位，现在是 3 位"
    assert identity_problem(every) == "请填姓名"


# ---- the whole form ------------------------------------------------------------------------------


def test_a_complete_form_has_no_problem() -> None:
    item = legal_aid()
    full = draft(
        item, YES, matter="wages", request="工钱没给", name="王示例", id_number=MAN, phone="13000000000"
    )
    assert forms.problems(item, full, TODAY) == {}


def test_every_problem_is_named_by_its_field_in_the_order_of_the_form() -> None:
    item = legal_aid()
    wrong = forms.problems(item, draft(item, YES, contact="smoke"), TODAY)
    found = {name: sentence(problem, item) for name, problem in wrong.items()}
    assert found == {
        "matter": "请先点一个",
        "id_number": "请填姓名",
        "phone": "请填电话",
        "contact": "请在给出的里面选一个",
    }
    assert list(found) == ["matter", "id_number", "phone", "contact"]


def test_an_answer_the_form_does_not_have_is_a_problem() -> None:
    item = consultation()
    assert forms.problems(item, draft(item, request="一件事", id_number=MAN), TODAY) == {
        "id_number": Problem(ProblemKind.UNKNOWN_FIELD, "id_number")
    }


def test_what_is_submitted_is_normalised_complete_and_nothing_else() -> None:
    item = legal_aid()
    full = draft(
        item,
        YES,
        matter="wages",
        request="  工钱没给\n三个月 ",
        name=" 王示例 ",
        id_number="３３０９２２ 19000101 007x",
        phone="+86 130 0000 0000",
        contact="",
        stray="x",
    )
    assert forms.submitted_fields(item, full) == {
        "matter": "wages",
        "request": "工钱没给\n三个月",
        "name": "王示例",
        "id_number": "33092219000101007X",
        "phone": "13000000000",
    }


def test_what_hangs_on_a_number_is_asked_only_of_who_left_one() -> None:
    item = consultation()
    without, with_one = draft(item, YES, phone="  "), draft(item, YES, phone="13000000000")
    assert "contact" not in {page.field_id for page in forms.pages(item, without)}
    assert [page.field_id for page in forms.pages(item, with_one)][-3:] == ["phone", "contact", ""]
    assert forms.now_asked(item, without, "phone") == ""
    assert forms.now_asked(item, with_one, "phone") == "contact"
    assert forms.now_asked(item, with_one, "") == ""
    assert forms.now_asked(item, with_one.with_answer("contact", "none"), "phone") == ""


def test_a_number_taken_back_takes_the_wish_out_of_the_order_and_stops_nothing() -> None:
    item = consultation()
    back = draft(item, YES, request="一件事", phone="", contact="none")
    assert forms.problems(item, back, TODAY) == {}
    assert forms.submitted_fields(item, back) == {"request": "一件事"}
    again = back.with_answer("phone", "13000000000")
    assert forms.submitted_fields(item, again) == {
        "request": "一件事", "phone": "13000000000", "contact": "none"
    }  # fmt: skip


@pytest.mark.parametrize("consent", [YES, NO])
def test_an_order_without_a_word_is_one(consent: Consent) -> None:
    item = consultation()
    empty = draft(item, consent, request=" \n")
    assert forms.problems(item, empty, TODAY) == {}
    assert forms.submitted_fields(item, empty) == {}


def test_a_draft_is_never_changed_in_place() -> None:
    first = draft(consultation())
    second = first.with_answer("request", "一件事")
    assert first.answers == {}
    assert second.answer("request") == "一件事"
    assert second.answer("phone") == ""
    assert second.order_id == first.order_id


@given(st.dictionaries(st.sampled_from(["request", "name", "phone", "contact"]), st.text(max_size=60)))
def test_whatever_is_typed_what_passes_can_be_stored_and_submitted(answers: dict[str, str]) -> None:
    item = consultation()
    typed = draft(item, YES, **answers)
    if forms.problems(item, typed, TODAY):
        return
    fields = forms.submitted_fields(item, typed)
    assert all(value == value.strip() and value for value in fields.values())
    "".join(fields.values()).encode()
    again = draft(item, YES, **fields)
    assert forms.problems(item, again, TODAY) == {}
    assert forms.submitted_fields(item, again) == fields
