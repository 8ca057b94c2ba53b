"""What the law promises of its sums: rising where it rises, without a step at its edges, never negative."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.calculators.dates import full_months, months_between, same_day
from kiosk.calculators.injury import coefficient, years_counted
from kiosk.calculators.labour import service_months
from kiosk.calculators.work_injury import own_wage
from tests.support.figures import reckon

FEN = Decimal("0.01")
MONEY = st.decimals(0, 30_000_000, places=2)
DAYS = st.dates(date(2008, 1, 1), date(2060, 12, 31))


def exact(name: str, **values: object) -> Decimal:
    found = reckon(name, **values).amount
    assert found is not None
    return found


# Each sum by the one value it depends on; the law's edges of it.
RISING: Mapping[tuple[str, str], tuple[dict[str, object], tuple[int, ...]]] = {
    ("court-property", "claim"): (
        {},
        (10_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000),
    ),
    ("court-divorce", "assets"): ({"base": 300}, (200_000,)),
    ("court-personality", "damages"): ({"base": 100}, (50_000, 100_000)),
    ("execution-fee", "amount"): ({}, (10_000, 500_000, 5_000_000, 10_000_000)),
    ("preservation-fee", "amount"): ({}, (1_000, 100_000, 896_000)),
    ("payment-order", "amount"): ({}, (10_000, 100_000)),
    ("bankruptcy-fee", "assets"): ({}, (10_000, 111_640_000)),
    ("injury-total", "medical"): ({"fault_share": "0.3"}, (18_000,)),
    ("injury-total", "disability"): ({"fault_share": "0.3"}, (180_000,)),
    ("injury-total", "property"): ({"fault_share": "0.3"}, (2_000,)),
    ("work-injury", "wage"): ({"grade": 8, "local_average": 8000}, (4_800, 24_000)),
    ("deposit", "paid"): ({"contract": 100_000, "defaulter": "payee"}, (20_000,)),
}


@pytest.mark.parametrize(("name", "key"), RISING)
def test_there_is_no_step_at_an_edge(name: str, key: str) -> None:
    fixed, edges = RISING[name, key]
    for edge in edges:
        at, before, after = (exact(name, **fixed, **{key: edge + more}) for more in (0, -FEN, FEN))
        assert abs(at - before) <= 40 * FEN
        assert abs(after - at) <= 40 * FEN


@pytest.mark.parametrize(("name", "key"), RISING)
@settings(max_examples=12)
@given(one=MONEY, more=MONEY)
def test_more_is_never_less(name: str, key: str, one: Decimal, more: Decimal) -> None:
    fixed, _ = RISING[name, key]
    low, high = exact(name, **fixed, **{key: one}), exact(name, **fixed, **{key: one + more})
    assert 0 <= low <= high


@settings(max_examples=50)
@given(claim=MONEY)
def test_half_is_exactly_half(claim: Decimal) -> None:
    whole = exact("court-property", claim=claim)
    assert exact("court-property", claim=claim, simplified=True) * 2 == whole
    assert abs(exact("payment-order", amount=claim) * 3 - whole) < FEN


# Time


@given(day=DAYS, months=st.integers(0, 600))
def test_full_months_and_the_same_day_differ_only_at_the_end_of_a_month(day: date, months: int) -> None:
    full, same = full_months(day, months), same_day(day, months)
    assert full == same or (full == same + timedelta(days=1) and full.day == 1)


@given(start=DAYS, length=st.integers(0, 15_000))
def test_months_and_days_make_up_the_time(start: date, length: int) -> None:
    after = start + timedelta(days=length)
    months, days = months_between(start, after)
    assert full_months(start, months) + timedelta(days=days) == after
    assert full_months(start, months + 1) > after


@settings(max_examples=80)
@given(start=DAYS, length=st.integers(0, 12_000), more=st.integers(0, 400))
def test_longer_service_never_counts_less(start: date, length: int, more: int) -> None:
    years, rest = service_months(start, start + timedelta(days=length))
    later_years, later_rest = service_months(start, start + timedelta(days=length + more))
    assert years + rest <= later_years + later_rest
    assert rest in (0, Decimal("0.5"), 1)


@settings(max_examples=30)
@given(start=DAYS, length=st.integers(0, 900), more=st.integers(0, 60))
def test_double_wages_rise_to_eleven_months_and_no_further(start: date, length: int, more: int) -> None:
    ends = [start + timedelta(days=days) for days in (length, length + more)]
    low, high = (
        exact("double-wage", start=start.isoformat(), end=end.isoformat(), wage=1000) for end in ends
    )
    assert 0 <= low <= high <= 11_000


@settings(max_examples=40)
@given(wage=st.integers(0, 60_000), start=DAYS, years=st.integers(0, 20), days=st.integers(0, 365))
def test_2n_is_twice_n_and_both_are_bounded(wage: int, start: date, years: int, days: int) -> None:
    end = min(start + timedelta(days=365 * years + days), date(2100, 12, 31))
    values = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "wage": wage,
        "local_average": 8000,
        "minimum_wage": 2000,
    }
    once = exact("severance", **values, kind="N")
    assert exact("severance", **values, kind="2N") == once * 2
    assert exact("severance", **values, kind="N+1", last_month_wage=1) == once + 1
    assert once >= 1000
    if wage > 24_000:
        assert once <= 12 * 24_000


# Injury


@given(age=st.integers(0, 129))
def test_years_fall_by_at_most_one_and_stay_at_five(age: int) -> None:
    # From 74 to 75 the law goes from six years to five.
    assert 0 <= years_counted(age) - years_counted(age + 1) <= 1
    assert 5 <= years_counted(age) <= 20


def test_a_lighter_grade_never_gets_more() -> None:
    shares = [coefficient(grade) for grade in range(1, 11)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[0], shares[-1]) == (Decimal(1), Decimal("0.1"))
    sums = [exact("work-injury", grade=grade, wage=8000, local_average=8000) for grade in range(1, 11)]
    assert sums == sorted(sums, reverse=True)


@given(wage=MONEY, local=st.integers(1, 50_000))
def test_the_own_wage_stays_in_its_bounds(wage: Decimal, local: int) -> None:
    low, high = local * Decimal("0.6"), local * Decimal(3)
    assert low <= own_wage(wage, Decimal(local)) <= high


ROWS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), min_size=1, max_size=5)


@settings(max_examples=40)
@given(rows=ROWS, share=st.sampled_from(["0.1", "0.3", "0.55", "1"]))
def test_dependants_never_get_more_than_one_standard_a_year(rows: list[tuple[int, int]], share: str) -> None:
    values = {"expenditure": 42_000, "coefficient": share}
    total = exact("dependants", **values, dependants=rows)
    apart = sum(exact("dependants", **values, dependants=[row]) for row in rows)
    assert 0 <= total <= apart + FEN
    assert total <= 42_000 * max(years for years, _ in rows) + FEN
    longer = [(min(20, years + 1), heads) for years, heads in rows]
    assert total <= exact("dependants", **values, dependants=longer) + FEN


# Money lent


@settings(max_examples=40)
@given(rate=st.decimals("0.0001", 5, places=4), days=st.integers(0, 2000), principal=MONEY)
def test_interest_rises_with_the_rate_up_to_four_times(rate: Decimal, days: int, principal: Decimal) -> None:
    end = date(2023, 1, 1) + timedelta(days=days)
    values = {"principal": principal, "start": "2023-01-01", "end": end.isoformat(), "lpr": "0.0365"}
    got = exact("loan-interest", **values, annual_rate=rate)
    most = exact("loan-interest", **values, annual_rate="0.146")
    assert 0 <= got <= most
    assert (got == most) or rate < Decimal("0.146")
    bank = reckon("loan-interest", **values, annual_rate=rate).extra["amount_360"]
    assert isinstance(bank, Decimal)
    assert bank >= got


@settings(max_examples=50)
@given(share=st.decimals(0, 1, places=2), medical=MONEY, disability=MONEY, goods=MONEY)
def test_more_fault_is_never_less_and_insurance_never_costs(
    share: Decimal, medical: Decimal, disability: Decimal, goods: Decimal
) -> None:
    values = {"medical": medical, "disability": disability, "property": goods, "fault_share": share}
    insured = exact("injury-total", **values)
    alone = exact("injury-total", **values, compulsory_insurance=False)
    assert 0 <= alone <= insured <= medical + disability + goods
    assert insured <= exact("injury-total", **{**values, "fault_share": 1})
