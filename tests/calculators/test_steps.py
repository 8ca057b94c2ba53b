"""What a step shows is true: its formula comes to its amount, and its articles are in the law."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.calculators.registry import CALCULATORS
from kiosk.calculators.result import TEXTS_OF, Result
from kiosk.content.publish.law_index import INDEX, read_index
from kiosk.domain.article import ArticleNo
from kiosk.wire.money import yuan
from tests.calculators.test_examples import COURT, INJURY, LABOUR, MONEY, SPEC
from tests.calculators.test_registry import example
from tests.support.figures import reckon

ALL: Final = SPEC + COURT + LABOUR + INJURY + MONEY
_COMES_TO: Final = re.compile(r"(?P<said>.*?) (?P<how>[=≈]) (?P<amount>[0-9,.]+) (?:元|年)")
_OPERATORS: Final[Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def formula(said: str) -> str:
    """``平时加班：5,000 ÷ 21.75 ÷ 8 × 150% × 10 小时`` → ``5000/21.75/8*(150/100)*10``."""
    said = re.sub(r"（[^（）]*[\u4e00-\u9fff][^（）]*）", "", said)  # where a figure comes from
    said = re.split("：|，按 ", said)[-1].replace("万分之 ", "1/10000*").replace(",", "")
    said = re.sub(r"([0-9.]+)%", r"(\1/100)", said)
    said = said.translate(str.maketrans("×÷−（）", "*/-()"))
    return re.sub(r"[\u4e00-\u9fff\s]", "", said)


def worth(node: ast.AST) -> Fraction:
    match node:
        case ast.Expression(body=body):
            return worth(body)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](worth(left), worth(right))
        case ast.Constant(value=value):
            return Fraction(str(value))
    raise AssertionError(ast.dump(node))


def wrong_steps(result: Result) -> list[str]:
    """The steps whose formula comes to something else than what stands behind it."""
    found: list[str] = []
    for step in result.steps:
        shown = _COMES_TO.match(step)
        written = formula(shown["said"]) if shown else ""
        if shown is None or not re.search(r"[0-9)][-+*/]", written):
            continue
        exact = worth(ast.parse(written, mode="eval"))
        amount = Fraction(shown["amount"].replace(",", ""))
        fen = Fraction(math.floor(exact * 100 + Fraction(1, 2)), 100)  # half up
        if amount != (exact if shown["how"] == "=" else fen) or (shown["how"] == "≈" and fen == exact):
            found.append(f"{step}: {written} is {float(exact)}")
    return found


@pytest.mark.parametrize(("name", "given", "expected"), ALL)
def test_every_formula_comes_to_what_is_shown(name: str, given: dict[str, object], expected: str) -> None:
    result = reckon(name, **given)
    assert wrong_steps(result) == []
    if Decimal(expected):
        said = f"{yuan(Decimal(expected))} 元"
        assert any(said in step for step in result.steps), result.steps


def test_a_wrong_formula_is_found() -> None:
    """The check itself: half a fen too much, an equals sign that is none, a share forgotten."""
    for step in (
        "减半：50.03 ÷ 2 ≈ 25.01 元",
        "减半：50.025 ÷ 2 = 25.01 元",
        "头 5 年，2 人：10 × 30% ×（1/2 + 1/3）× 5 年 = 15 元",
    ):
        assert wrong_steps(Result((step,), ())), step
    assert not wrong_steps(Result(("合计：8,000 元（编的）× 6 个月 = 48,000 元",), ()))


@settings(max_examples=150)
@given(st.sampled_from(sorted(CALCULATORS)), st.data())
def test_and_for_whatever_sums_people_have(name: str, data: st.DataObject) -> None:
    """With fen and parts of one, and people who share: nothing is rounded before it is reckoned with."""
    calculator = CALCULATORS[name]
    values = example(calculator)
    for one in calculator.fields:
        if one.kind == "money" and one.key in values:
            low, high = max(one.minimum, Decimal(1)), min(one.maximum, Decimal(999_999))
            values[one.key] = data.draw(st.decimals(low, high, places=data.draw(st.sampled_from([0, 2, 4]))))
        elif one.kind == "rows":
            values[one.key] = data.draw(
                st.lists(st.tuples(st.integers(1, 20), st.integers(1, 7)), min_size=1, max_size=4)
            )
    assert wrong_steps(reckon(name, "示例县", **values)) == []


def test_every_article_shown_is_in_the_law() -> None:
    """Also those of a branch that only some answers lead to, which the calculator's own list leaves out."""
    index = read_index(INDEX)
    cases: list[tuple[str, dict[str, Any]]] = [(name, cast(Any, values)) for name, values, _ in ALL]
    shown = {article for name, values in cases for article in reckon(name, **values).articles}
    assert len(shown) > 40
    assert [problem for one in shown if (problem := index.problem(one.law, ArticleNo(one.number)))] == []


def test_when_the_articles_and_figures_were_checked_is_told() -> None:
    fee = reckon("court-property", claim=1).as_json()
    assert fee["articles_of"] == TEXTS_OF
    period = reckon("deadline", **{"kind": "review", "from": "2024-07-01"}).as_json()
    assert "articles_of" not in period, "its articles are content, which says when it was checked"
    average = reckon("funeral", "示例县").as_json()
    for document in (period, average):
        first = cast(Any, document["parameters"])[0]
        assert first["checked"] == "2026-11-23"
