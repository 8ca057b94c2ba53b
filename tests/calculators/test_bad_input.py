"""Whatever cannot be reckoned with is refused in one plain sentence that names the field."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.calculators.fields import Field, InputError, read
from kiosk.calculators.model import Facts
from kiosk.calculators.parameters import Row
from kiosk.calculators.registry import CALCULATORS, calculate
from tests.support.figures import TODAY, book, figure, our_book, reckon

N = {
    "start": "2020-03-01",
    "end": "2024-08-31",
    "wage": 8000,
    "local_average": 8000,
    "minimum_wage": 2000,
    "kind": "N",
}
DEPENDANTS = {"expenditure": 42000, "coefficient": 1}
LOAN = {"principal": 100000, "annual_rate": "0.1", "start": "2023-01-01", "end": "2024-01-01"}

CASES = [
    ("court-property", {}, "claim", "没有填"),
    ("court-property", {"claim": None}, "claim", "没有填"),
    ("court-property", {"claim": "  "}, "claim", "没有填"),
    ("court-property", {"claim": -1}, "claim", "不能是负数"),
    ("court-property", {"claim": "-0.01"}, "claim", "不能是负数"),
    ("court-property", {"claim": "1e5"}, "claim", "要写数字"),
    ("court-property", {"claim": "三十五万"}, "claim", "要写数字"),
    ("court-property", {"claim": "350,000"}, "claim", "要写数字"),
    ("court-property", {"claim": True}, "claim", "要写数字"),
    ("court-property", {"claim": []}, "claim", "要写数字"),
    ("court-property", {"claim": {"a": 1}}, "claim", "要写数字"),
    ("court-property", {"claim": "NaN"}, "claim", "要写数字"),
    ("court-property", {"claim": float("nan")}, "claim", "要写数字"),
    ("court-property", {"claim": float("inf")}, "claim", "要写数字"),
    ("court-property", {"claim": Decimal("Infinity")}, "claim", "要写数字"),
    ("court-property", {"claim": 10**13}, "claim", "太大了"),
    ("court-property", {"claim": Decimal("1e999999")}, "claim", "太大了"),
    ("court-property", {"claim": 1e300}, "claim", "太大了"),
    ("court-property", {"claim": Decimal("-1e999999")}, "claim", "不能是负数"),
    ("court-property", {"claim": Decimal("1e-999999")}, "claim", "小数点后面最多 4 位"),
    ("court-property", {"claim": 1e-7}, "claim", "小数点后面最多 4 位"),
    ("court-property", {"claim": "1.00001"}, "claim", "小数点后面最多 4 位"),
    ("court-property", {"claim": 1, "simplified": "yes"}, "simplified", "是或否"),
    ("court-property", {"claim": 1, "simplified": 1}, "simplified", "是或否"),
    ("court-property", {"claim": 1, "halved": True}, "halved", "没有“halved”这一项，可以填：claim"),
    ("court-divorce", {"base": 49, "assets": 1}, "base", "最少 50 元"),
    ("court-divorce", {"base": 301, "assets": 1}, "base", "最多 300 元"),
    ("court-personality", {"base": 501}, "base", "最多 500 元"),
    ("severance", N | {"end": "2020-02-29"}, "end", "还早"),
    ("severance", N | {"start": "2007-12-31"}, "start", "第97条"),
    ("severance", N | {"start": "2023-02-29"}, "start", "没有 2023-02-29 这一天"),
    ("severance", N | {"start": "2023/02/28"}, "start", "2024-03-01 这样"),
    ("severance", N | {"start": 20230228}, "start", "2024-03-01 这样"),
    ("severance", N | {"end": "2101-01-01"}, "end", "年份不对"),
    ("severance", N | {"start": "1949-12-31"}, "start", "年份不对"),
    ("severance", N | {"kind": "3N"}, "kind", "只能选"),
    ("severance", N | {"kind": 2}, "kind", "只能选"),
    ("severance", N | {"kind": "N+1"}, "last_month_wage", "没有填"),
    ("severance", N | {"local_average": 0}, "local_average", "最少 1 元"),
    ("severance", N | {"local_average": None}, "local_average", "12348"),
    ("severance", N | {"minimum_wage": None, "region": "浙江"}, "minimum_wage", "没有“浙江”的"),
    ("double-wage", {"start": "2024-01-15", "wage": 1}, "end", "算到哪一天"),
    ("double-wage", {"start": "2007-12-31", "end": "2009-01-01", "wage": 1}, "start", "第97条"),
    ("double-wage", {"start": "2024-01-15", "end": "2024-01-14", "wage": 1}, "end", "还早"),
    ("overtime", {"monthly": 5000, "weekday_hours": 745}, "weekday_hours", "太大了"),
    ("annual-leave", {"unused_days": 5}, "monthly", "没有填"),
    ("annual-leave", {"monthly": 1, "unused_days": 5, "used": 1}, "used", "不用填"),
    ("annual-leave", {"monthly": 1, "unused_days": "2.5"}, "unused_days", "要写整数"),
    ("annual-leave", {"monthly": 1}, "entitlement", "没有填"),
    ("annual-leave", {"monthly": 1, "entitlement": 5}, "days_passed", "没有填"),
    ("annual-leave", {"entitlement": 5, "days_passed": 367}, "days_passed", "最多 366"),
    ("work-injury", {"grade": 0, "wage": 1, "local_average": 1}, "grade", "最少 1 级"),
    ("work-injury", {"grade": 11, "wage": 1, "local_average": 1}, "grade", "最多 10 级"),
    ("work-injury", {"grade": "八级", "wage": 1, "local_average": 1}, "grade", "要写数字"),
    ("work-injury", {"grade": "8.5", "wage": 1, "local_average": 1}, "grade", "要写整数"),
    ("work-injury", {"grade": 8, "wage": 1, "local_average": 1, "region": "别处"}, "region", "别处"),
    ("work-injury", {"grade": 8, "wage": 1, "region": 5}, "region", "要写文字"),
    ("work-death", {"local_average": 8000}, "national_income", "没有2026年11月23日的"),
    ("disability", {"age": 131, "grade": 1, "income": 1}, "age", "最多 130 岁"),
    ("disability", {"age": 30, "grade": 1}, "income", "12348"),
    ("death", {"age": -1, "income": 1}, "age", "不能是负数"),
    ("lost-income", {"daily": 1, "days": 40000}, "days", "太大了"),
    ("dependants", DEPENDANTS | {"dependants": []}, "dependants", "1 到 10 个人"),
    ("dependants", DEPENDANTS | {"dependants": "两个"}, "dependants", "1 到 10 个人"),
    ("dependants", DEPENDANTS | {"dependants": [[1, 1]] * 11}, "dependants", "1 到 10 个人"),
    ("dependants", DEPENDANTS | {"dependants": [[1]]}, "dependants", "第 1 个人要写成"),
    ("dependants", DEPENDANTS | {"dependants": [[1, 1], [21, 1]]}, "dependants", "第 2 人的年数：太大了"),
    ("dependants", DEPENDANTS | {"dependants": [[1, 0]]}, "dependants", "扶养人数：最少 1"),
    ("dependants", {"expenditure": 1, "coefficient": "1.1", "dependants": [[1, 1]]}, "coefficient", "太大了"),
    ("loan-interest", LOAN | {"annual_rate": 10}, "annual_rate", "10% 要写成 0.10"),
    ("loan-interest", LOAN | {"annual_rate": "10%"}, "annual_rate", "10% 写成 0.10"),
    ("loan-interest", LOAN | {"end": "2022-12-31"}, "end", "还早"),
    ("loan-interest", LOAN | {"contract_date": "2023-01-02"}, "contract_date", "还晚"),
    ("loan-interest", LOAN | {"contract_date": "2019-08-19"}, "lpr", "还没有 LPR"),
    ("loan-interest", LOAN | {"start": "2025-06-20", "end": "2026-01-01"}, "lpr", "没有2025年6月20日的"),
    ("loan-interest", LOAN | {"lpr": "3.65"}, "lpr", "太大了"),
    ("loan-interest", LOAN | {"lpr": 0}, "lpr", "最少 0.001"),
    ("delay-interest", {"principal": 1, "days": "1.5"}, "days", "要写整数"),
    ("child-support", {"monthly_income": 1, "children": 0}, "children", "最少 1 个"),
    ("deposit", {"contract": 1, "paid": 1, "defaulter": "谁"}, "defaulter", "收定金的、交定金的"),
    ("injury-total", {"disability": 1, "death": 1}, "death", "只能填一项"),
    ("injury-total", {"disability": 1, "funeral": 1}, "funeral", "没有丧葬费"),
    ("injury-total", {"medical": 1, "fault_share": 70}, "fault_share", "太大了"),
    ("injury-total", {"medical": 1, "date": "2020-09-18"}, "date", "没有2020年9月18日的"),
    ("deadline", {"kind": "x" * 61, "from": "2024-01-01"}, "kind", "最多 60 个字"),
    ("nothing", {}, "name", "没有“nothing”"),
]


@pytest.mark.parametrize(("name", "values", "field", "said"), CASES)
def test_it_is_refused_by_name(name: str, values: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        reckon(name, **values)
    assert (caught.value.field, said in caught.value.message) == (field, True), caught.value


@pytest.mark.parametrize("value", ["３５００００", " 350000 ", 350000, 350000.0, Decimal("3.5e5"), "+350000"])
def test_numbers_as_people_type_them(value: object) -> None:
    assert reckon("court-property", claim=value).as_json()["amount"] == "6550.00"


@pytest.mark.parametrize(("value", "expected"), [("是", "1150.00"), ("否", "2300.00"), (None, "2300.00")])
def test_yes_and_no_in_chinese(value: object, expected: str) -> None:
    assert reckon("court-property", claim=100000, simplified=value).as_json()["amount"] == expected


# Figures of a place: given, from content, missing


LOCAL = book(figure("local_average", "8000"), figure("local_average", "5000", "示例县甲镇", sample=False))


@pytest.mark.parametrize(
    ("place", "region", "expected", "sample"),
    [
        ("示例县乙镇", None, "48000.00", True),
        ("示例县甲镇", None, "30000.00", False),  # the nearest place wins
        ("别处", "示例县", "48000.00", True),
        ("示例县乙镇", "示例县甲镇东村", "30000.00", False),
    ],
)
def test_a_figure_comes_from_content(place: str, region: str | None, expected: str, sample: bool) -> None:
    facts = Facts(date(2024, 6, 1), LOCAL, place)
    result = calculate("funeral", {"region": region}, facts)
    assert result.as_json()["amount"] == expected
    assert result.sample is sample
    assert ("样例" in str(result.warnings)) is sample
    assert result.used[0].as_json()["valid_from"] == "2024-01-01"


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2025, 1, 1)])
def test_another_year_is_never_used(day: date) -> None:
    with pytest.raises(InputError, match=f"没有{day.year}年{day.month}月{day.day}日的") as caught:
        calculate("funeral", {}, Facts(day, LOCAL, "示例县"))
    assert caught.value.field == "local_average"


def test_the_day_asked_about_counts_not_today() -> None:
    result = calculate("funeral", {"date": "2024-06-01"}, Facts(date(2030, 1, 1), LOCAL, "示例县"))
    assert result.as_json()["amount"] == "48000.00"


@pytest.mark.parametrize("place", ["", "别处"])
def test_another_place_is_never_used(place: str) -> None:
    with pytest.raises(InputError, match="内容里没有") as caught:
        calculate("funeral", {}, Facts(date(2024, 6, 1), LOCAL, place))
    assert caught.value.field == "local_average"


def test_what_is_given_needs_no_content() -> None:
    result = calculate("funeral", {"local_average": 1000}, Facts(TODAY))
    assert (result.as_json()["amount"], result.used) == ("6000.00", ())


def test_a_province_that_is_only_the_terminals_own_is_not_refused() -> None:
    facts = Facts(TODAY, our_book(), "别处")
    result = calculate("work-injury", {"grade": 8, "wage": 4800, "local_average": 8000}, facts)
    assert "12333" in str(result.warnings)


def test_a_provincial_average_and_a_minimum_wage_come_from_content() -> None:
    figures = book(*our_book().sets, figure("provincial_average", "8200", "浙江"))
    values = {"grade": 5, "wage": 4800, "local_average": 8000, "region": "浙江", "date": "2024-05-01"}
    document = calculate("work-injury", values, Facts(TODAY, figures)).as_json()
    assert document["medical_subsidy"] == "246000.00"
    low = book(figure("minimum_wage", "4000"))
    values = {"grade": 6, "wage": 4800, "local_average": 8000, "date": "2024-05-01"}
    document = calculate("work-injury", values, Facts(TODAY, low, "示例县")).as_json()
    assert document["monthly_allowance"] == "4000.00"


# Anything at all


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=80),
    st.lists(st.one_of(st.integers(-3, 30), st.lists(st.integers(-3, 30), max_size=3)), max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.dates().map(str),
)


@settings(max_examples=100)
@given(st.sampled_from(sorted(CALCULATORS)), st.data())
def test_nothing_but_a_result_or_a_named_field_ever_comes_out(name: str, data: st.DataObject) -> None:
    fields = CALCULATORS[name].fields
    good = {one.key: st.just(one.example) for one in fields}
    some = data.draw(st.sets(st.sampled_from(sorted(good))))
    values = {key: data.draw(VALUES if key in some else good[key]) for key in good}
    document, refused = outcome(name, values)
    if refused is not None:
        assert refused.field in good
        assert any("\u4e00" <= ch <= "\u9fff" for ch in refused.message)
    else:
        assert document["note"]
        assert not str(document.get("amount", "0")).startswith("-")


def outcome(name: str, values: dict[str, object]) -> tuple[dict[str, object], InputError | None]:
    try:
        return reckon(name, "示例县", **values).as_json(), None
    except InputError as error:
        return {}, error


WRONG = [
    *(
        object(),
        -5,
        "-５",
        "负一百",
        "一百二",
        "？",
        "2024-02-30",
        "2024-13-01",
        "NaN",
        "Infinity",
        "9" * 400,
    ),
    *(Decimal("NaN"), Decimal("-Infinity"), "0.123456789", "1,000", "５．５．５", {}, [[]], "\ud800"),
]


@settings(max_examples=200)
@given(st.sampled_from(sorted(CALCULATORS)), st.data())
def test_one_bad_value_is_refused_by_its_own_name(name: str, data: st.DataObject) -> None:
    """Among good answers, the only wrong one is the one complained about."""
    fields = CALCULATORS[name].fields
    values: dict[str, object] = {one.key: one.example for one in fields}
    bad: Field = data.draw(st.sampled_from([one for one in fields if one.kind != "text"]))
    values[bad.key] = data.draw(st.sampled_from(WRONG))
    with pytest.raises(InputError) as caught:
        read(fields, values)
    assert caught.value.field == bad.key
    assert caught.value.message.startswith(bad.label)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2025-06-30", "示例县的数到2024年12月31日为止，再从2025年7月1日起，没有2025年6月30日的"),
        ("2026-07-01", "这里只有示例县2024年1月1日到2026年6月30日的数，没有2026年7月1日的"),
        ("2023-12-31", "这里只有示例县2024年1月1日到2026年6月30日的数，没有2023年12月31日的"),
    ],
)
def test_a_day_between_two_rows_is_not_said_to_be_in_one(on: str, said: str) -> None:
    """What was left open by an editor is named by its ends, so that he finds the row."""
    one = figure("local_average", "8000")
    later = Row(date(2025, 7, 1), date(2026, 6, 30), one.rows[0].values)
    facts = Facts(TODAY, book(replace(one, rows=(*one.rows, later))), "示例县")
    with pytest.raises(InputError) as caught:
        calculate("funeral", {"date": on}, facts)
    assert said in caught.value.message
