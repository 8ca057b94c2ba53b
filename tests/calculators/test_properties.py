"""What the law promises of its sums: rising where it rises, without a step at its edges, never negative."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.calculators.dates import full_months, months_between, same_day
from kiosk.calculators.injury import coefficient, years_counted
from kiosk.calculators.labour import service_months
from kiosk.calculators.legal_aid import LIKELY
from kiosk.calculators.work_injury import own_wage
from tests.support.figures import our_book, reckon

FEN = Decimal("0.01")
MONEY = st.decimals(1, 30_000_000, places=2)
DAYS = st.dates(date(2008, 1, 1), date(2060, 12, 31))


def exact(name: str, **values: object) -> Decimal:
    found = reckon(name, **values).amount
    assert found is not None
    return found


TEN_YEARS: dict[str, object] = {
    "start": "2014-01-01",
    "end": "2023-12-31",
    "local_average": 8000,
    "minimum_wage": 2000,
    "kind": "N",
}
PEOPLE: dict[str, object] = {"coefficient": "0.3", "dependants": [[10, 2], [5, 1], [7, 3]]}
LENT: dict[str, object] = {"annual_rate": "0.24", "start": "2023-01-01", "end": "2024-01-01"}
PARTLY: dict[str, object] = {"fault_share": "0.3"}
LIMITS = {"medical": 18_000, "meals": 18_000, "nutrition": 18_000, "property": 2_000}
ITEMS = ("lost_income", "nursing", "transport", "disability", "death", "funeral", "dependants", *LIMITS)
# Each sum by each amount it depends on: what else is given, and the law's edges of that amount.
RISING: Sequence[tuple[str, str, dict[str, object], tuple[int, ...]]] = (
    (
        "court-property",
        "claim",
        {},
        (10_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000),
    ),
    ("court-divorce", "assets", {"base": 300}, (200_000,)),
    ("court-personality", "damages", {"base": 100}, (50_000, 100_000)),
    ("execution-fee", "amount", {}, (10_000, 500_000, 5_000_000, 10_000_000)),
    ("preservation-fee", "amount", {}, (1_000, 100_000, 896_000)),
    ("payment-order", "amount", {}, (10_000, 100_000)),
    ("bankruptcy-fee", "assets", {}, (10_000, 111_640_000)),
    ("severance", "wage", TEN_YEARS, (2_000, 24_000)),
    ("double-wage", "wage", {"start": "2024-01-15", "end": "2024-05-20"}, ()),
    ("overtime", "monthly", {"weekday_hours": 3, "restday_hours": 8, "holiday_hours": 8}, ()),
    ("annual-leave", "monthly", {"unused_days": 5}, ()),
    ("work-injury", "wage", {"grade": 8, "local_average": 8000}, (4_800, 24_000)),
    ("work-injury", "local_average", {"grade": 8, "wage": 12_000}, (4_000, 20_000)),
    ("work-death", "local_average", {"national_income": 54_188}, ()),
    ("work-death", "national_income", {"local_average": 8000}, ()),
    ("disability", "income", {"age": 61, "grade": 3}, ()),
    ("death", "income", {"age": 74}, ()),
    ("funeral", "local_average", {}, ()),
    ("lost-income", "daily", {"days": 90}, ()),
    ("dependants", "expenditure", PEOPLE, ()),
    ("loan-interest", "principal", LENT, ()),
    ("delay-interest", "principal", {"days": 100}, ()),
    ("child-support", "monthly_income", {"children": 2}, ()),
    ("deposit", "paid", {"contract": 100_000, "defaulter": "payee"}, (20_000,)),
    ("deposit", "paid", {"contract": 100_000, "defaulter": "payer"}, (20_000,)),
    ("deposit", "paid", {"contract": 100_000, "defaulter": "none"}, (20_000,)),
    ("deposit", "contract", {"paid": 30_000, "defaulter": "payee"}, (150_000,)),
    *(("injury-total", key, PARTLY, (LIMITS.get(key, 180_000),)) for key in ITEMS),
)
# The same by what is counted, up to its most.
COUNTED: Sequence[tuple[str, str, dict[str, object], int]] = (
    ("overtime", "weekday_hours", {"monthly": 5000}, 744),
    ("overtime", "restday_hours", {"monthly": 5000}, 744),
    ("overtime", "holiday_hours", {"monthly": 5000}, 744),
    ("annual-leave", "unused_days", {"monthly": 5000}, 30),
    ("annual-leave", "days_passed", {"monthly": 5000, "entitlement": 15, "used": 3}, 366),
    ("annual-leave", "career_years", {"monthly": 5000, "days_passed": 365}, 70),
    ("lost-income", "days", {"daily": 260}, 36_500),
    ("delay-interest", "days", {"principal": 100_000}, 36_500),
)


def test_there_is_no_step_at_an_edge() -> None:
    for name, key, fixed, edges in RISING:
        for edge in edges:
            at, before, after = (exact(name, **fixed, **{key: edge + more}) for more in (0, -FEN, FEN))
            assert abs(at - before) <= 40 * FEN, (name, key, edge)
            assert abs(after - at) <= 40 * FEN, (name, key, edge)


@settings(max_examples=12)
@given(one=MONEY, more=MONEY)
def test_more_is_never_less(one: Decimal, more: Decimal) -> None:
    for name, key, fixed, _ in RISING:
        low, high = exact(name, **fixed, **{key: one}), exact(name, **fixed, **{key: one + more})
        assert 0 <= low <= high, (name, key)


@settings(max_examples=25)
@given(share=st.fractions(0, 1), more=st.fractions(0, 1))
def test_longer_is_never_less(share: Fraction, more: Fraction) -> None:
    for name, key, fixed, most in COUNTED:
        few = int(most * min(share, more))
        low, high = (exact(name, **fixed, **{key: count}) for count in (few, int(most * max(share, more))))
        assert 0 <= low <= high, (name, key)


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
    for name, values in (
        ("work-injury", {"wage": 8000, "local_average": 8000}),
        ("disability", {"age": 70, "income": 70_000}),
    ):
        sums = [exact(name, **values, grade=grade) for grade in range(1, 11)]
        assert sums == sorted(sums, reverse=True)


def test_the_older_never_get_more() -> None:
    for name, values in (("disability", {"grade": 3}), ("death", {})):
        sums = [exact(name, **values, income=70_000, age=age) for age in range(131)]
        assert sums == sorted(sums, reverse=True)
        assert sums[-1] > 0


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


# Answers that are no sums


@settings(max_examples=40)
@given(income=MONEY, less=MONEY, heads=st.integers(1, 20), more=st.integers(0, 20))
def test_who_has_less_is_never_less_likely_to_be_helped(
    income: Decimal, less: Decimal, heads: int, more: int
) -> None:
    values = {"matter": "traffic", "standard": 1500}
    richer = reckon("legal-aid-check", **values, monthly_income=income, household=heads)
    poorer = reckon(
        "legal-aid-check", **values, monthly_income=max(Decimal(0), income - less), household=heads + more
    )
    assert richer.extra["outcome"] != LIKELY or poorer.extra["outcome"] == LIKELY


@settings(max_examples=60)
@given(
    kind=st.sampled_from(
        ["review", "suit", "appeal-judgment", "appeal-ruling", "work-injury-worker", "limitation"]
    ),
    start=st.dates(date(2022, 1, 1), date(2026, 12, 31)),
    later=st.integers(0, 400),
)
def test_a_later_day_never_ends_earlier_and_no_last_day_is_a_holiday(
    kind: str, start: date, later: int
) -> None:
    ends = []
    for day in (start, start + timedelta(days=later)):
        last = reckon("deadline", **{"kind": kind, "from": day.isoformat()}).extra["date"]
        assert isinstance(last, date)
        assert last > day
        beyond = last.year > 2026 or last + timedelta(days=10) > date(2026, 12, 31)
        assert our_book().holidays.working(last) or beyond
        ends.append(last)
    assert ends == sorted(ends)
