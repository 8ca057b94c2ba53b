"""Typed answers in words. Without a window."""

from datetime import date

import pytest

from kiosk.domain.comfort import Language
from kiosk.domain.library import FormField
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.screens.said_values import amount_said, bounds_said, value_said, worded
from kiosk.words.texts import Texts, load

CHINESE, ENGLISH = Texts(), load().of(Language.EN)
TODAY = date(2026, 11, 21)
SUM = FormField("sum", "money", "钱", "多少钱？", least="0.01", most="10000")
AGE = FormField("age", "number", "年纪", "多大？", unit="岁", most="120")
RATE = FormField("rate", "number", "利息", "多少？", unit="%")
DAY = FormField("day", "date", "哪天", "哪天？", least="today-30", most="today")
BOAT = FormField("boat", "boat", "船号", "船号？")
WHO = FormField("who", "identity", "号码", "号码？")
SECRET = FormField("pay", "money", "工资", "工资？", personal=True)
TEXT = FormField("text", "text", "事", "事？")


@pytest.mark.parametrize(
    ("field", "value", "covered", "bare"),
    [
        (SUM, "1200", "1,200 元", "1,200 元"),
        (SUM, "12.5", "12.50 元", "12.50 元"),
        (SUM, "12.", "12. 元", "12. 元"),
        (AGE, "72", "72 岁", "72 岁"),
        (DAY, "20260305", "2026年3月5日", "2026年3月5日"),
        (DAY, "20260230", "20260230", "20260230"),
        (BOAT, "浙嵊渔 12345号", "浙嵊渔 ****5", "浙嵊渔 12345"),
        (BOAT, "嵊渔", "嵊*", "嵊渔"),
        (WHO, "330922190001010010", "3****************0", "3****************0"),
        (SECRET, "8000", "8******", "8,000 元"),
        (TEXT, "工资没发", None, None),
        (SUM, "", None, None),
    ],
)
def test_an_answer(field: FormField, value: str, covered: str | None, bare: str | None) -> None:
    assert value_said(field, value, False, CHINESE) == covered
    assert value_said(field, value, True, CHINESE) == bare


def test_another_language_has_its_own_units_and_days() -> None:
    assert value_said(SUM, "1200", True, ENGLISH) == "1,200 yuan"
    assert value_said(DAY, "2026-03-05", True, ENGLISH) == "5 Mar 2026"


@pytest.mark.parametrize(
    ("field", "said", "english"),
    [
        (SUM, "最多 10,000 元", "at most 10,000 yuan"),
        (AGE, "最多 120 岁", "at most 120 岁"),
        (DAY, "最早 2026年10月22日，最晚今天", "from 22 Oct 2026, until today"),
        (RATE, "", ""),
        (TEXT, "", ""),
    ],
)
def test_bounds(field: FormField, said: str, english: str) -> None:
    assert bounds_said(field, TODAY, CHINESE) == said
    assert bounds_said(field, TODAY, ENGLISH) == english


def test_what_is_wrong_names_the_bound_as_people_say_it() -> None:
    says = CHINESE.problems.says
    assert says(worded(Problem(ProblemKind.TOO_BIG, "10000"), SUM, CHINESE)) == "最多是 10,000 元"
    early = Problem(ProblemKind.TOO_EARLY, "2026-10-22")
    assert says(worded(early, DAY, CHINESE)) == "日期太早，最早是 2026年10月22日"
    assert worded(Problem(ProblemKind.PHONE), None, CHINESE) == Problem(ProblemKind.PHONE)


def test_a_sum_is_heard_as_one_number_and_a_telephone_is_not() -> None:
    assert amount_said(SUM, "1200.", CHINESE) == "1200 元"
    assert amount_said(RATE, "3.5", CHINESE) == "3.5 %"
    assert amount_said(FormField("phone", "phone", "电话", "电话？"), "138", CHINESE) == ""
