"""The registry is whole, every question can be asked, and every example answered."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.calculators.fields import InputError, read
from kiosk.calculators.model import Calculator
from kiosk.calculators.registry import CALCULATORS
from kiosk.calculators.result import NOTE, Article, is_exactly, percent, plain, yuan
from tests.support.figures import reckon

NAMES = [
    "court-property",
    "court-divorce",
    "court-personality",
    "court-labour",
    "execution-fee",
    "preservation-fee",
    "payment-order",
    "bankruptcy-fee",
    "severance",
    "double-wage",
    "overtime",
    "annual-leave",
    "work-injury",
    "work-death",
    "disability",
    "death",
    "funeral",
    "lost-income",
    "dependants",
    "loan-interest",
    "delay-interest",
    "child-support",
    "deposit",
    "legal-aid-check",
    "injury-total",
    "deadline",
]
ALL = sorted(CALCULATORS.values(), key=lambda one: one.name)
# Examples of fields that answer one question in two ways: one of them is left out.
EITHER = {
    "annual-leave": {"unused_days", "career_years"},
    "injury-total": {"death", "funeral"},
}
DAY = {"date": "2025-06-01"}  # the sample figures are of two years


def test_every_calculator_of_the_specification_is_there() -> None:
    assert sorted(CALCULATORS) == sorted(NAMES)
    assert all(name == calculator.name for name, calculator in CALCULATORS.items())


def example(calculator: Calculator) -> dict[str, object]:
    left = EITHER.get(calculator.name, set())
    values = {one.key: one.example for one in calculator.fields if one.key not in left}
    return values | {key: value for key, value in DAY.items() if key in values}


@pytest.mark.parametrize("calculator", ALL, ids=lambda one: one.name)
def test_the_examples_of_its_own_questions_are_answered(calculator: Calculator) -> None:
    result = reckon(calculator.name, "示例县", **example(calculator))
    document = json.loads(json.dumps(result.as_json()))
    assert document["note"] == NOTE
    assert document["steps"]
    assert document["articles"]
    assert all(step.strip() == step and step for step in document["steps"])
    assert {"amount", "date", "outcome"} & set(document)
    if "amount" in document:
        assert re.fullmatch(r"\d+\.\d\d", document["amount"])


@pytest.mark.parametrize("calculator", ALL, ids=lambda one: one.name)
def test_a_screen_can_ask_its_questions(calculator: Calculator) -> None:
    keys = [one.key for one in calculator.fields]
    assert len(set(keys)) == len(keys)
    assert calculator.law
    assert 4 <= len(calculator.title) <= 20
    assert calculator.about
    for one in calculator.fields:
        assert len(one.label) <= 16, one.label
        assert one.help
        assert len(one.help) <= 40, one.help
        assert bool(one.choices) == (one.kind == "choice")
        assert one.minimum <= one.maximum
        assert not (one.figure and one.required)
        read([one], {one.key: one.example})


@pytest.mark.parametrize("calculator", ALL, ids=lambda one: one.name)
def test_what_is_required_is_asked_for(calculator: Calculator) -> None:
    values = example(calculator)
    for one in calculator.fields:
        if one.required:
            with pytest.raises(InputError, match="没有填") as caught:
                reckon(calculator.name, "示例县", **{key: values[key] for key in values if key != one.key})
            assert caught.value.field == one.key


@pytest.mark.parametrize("calculator", ALL, ids=lambda one: one.name)
def test_no_sum_is_rounded_on_the_way(calculator: Calculator) -> None:
    """The amount is exact before it is said: rounding is in one place only."""
    source = Path(calculator.function.__code__.co_filename).read_text(encoding="utf-8")
    assert "rounded(" not in source
    assert ".quantize(" not in source
    assert "float(" not in source


def test_how_numbers_are_said() -> None:
    assert [plain(Decimal(text)) for text in ("8000", "8000.50", "0.125", "0", "1E+5")] == [
        "8000",
        "8000.5",
        "0.13",
        "0",
        "100000",
    ]
    assert [percent(Decimal(text)) for text in ("0.146", "1", "0.1", "0.025", "1.00")] == [
        "14.6%",
        "100%",
        "10%",
        "2.5%",
        "100%",
    ]
    assert (is_exactly(Decimal("0.125")), is_exactly(Decimal("0.5"))) == ("≈ 0.13", "= 0.50")
    assert [yuan(Decimal(text)) for text in ("8000", "6550.5", "50.025", "0.1234567")] == [
        "8,000",
        "6,550.50",
        "50.025",
        "0.1234567",
    ]
    assert str(Article("民法典", 586, "第二款")) == "《民法典》第586条第二款"


def test_samples_are_said_to_be_samples() -> None:
    result = reckon("funeral", "示例县", date(2026, 5, 1))
    assert result.sample
    assert "样例" in result.warnings[0]
    assert any("样例" in step for step in result.steps)
