"""The examples of the specification, and many more worked out by hand beside the law's text."""

import pytest

from tests.support.figures import amount, reckon

WAGES = {"wage": 8000, "local_average": 8000, "minimum_wage": 2000}
N = {"start": "2020-03-01", "end": "2024-08-31", "kind": "N", **WAGES}
LOAN = {"principal": 100000, "annual_rate": "0.10", "start": "2023-01-01", "end": "2024-01-01"}

SPEC = [
    ("court-property", {"claim": 350000}, "6550.00"),
    ("court-property", {"claim": 100000, "simplified": True}, "1150.00"),
    ("court-divorce", {"base": 300, "assets": 500000}, "1800.00"),
    ("court-personality", {"base": 500, "damages": 80000}, "800.00"),
    ("court-labour", {}, "10.00"),
    ("execution-fee", {"amount": 1000000}, "12400.00"),
    ("preservation-fee", {"amount": 896000}, "5000.00"),
    ("payment-order", {"amount": 100000}, "766.67"),
    ("bankruptcy-fee", {"assets": 120000000}, "300000.00"),
    ("severance", N, "40000.00"),
    ("severance", N | {"kind": "2N"}, "80000.00"),
    ("double-wage", {"start": "2024-01-15", "signed": "2024-08-15", "wage": 6000}, "36000.00"),
    ("overtime", {"monthly": 5000, "weekday_hours": 10}, "431.03"),
    ("annual-leave", {"entitlement": 15, "days_passed": 365, "used": 15}, "0.00"),
    ("work-injury", {"grade": 8, "wage": 4800, "local_average": 8000}, "52800.00"),
    ("work-injury", {"grade": 8, "wage": 4800, "local_average": 8000, "region": "浙江"}, "52800.00"),
    ("disability", {"age": 80, "grade": 8, "income": 70000}, "105000.00"),
    (
        "dependants",
        {"expenditure": 42000, "coefficient": 1, "dependants": [[10, 2], [5, 1]]},
        "315000.00",
    ),
    ("loan-interest", LOAN, "10000.00"),
    ("delay-interest", {"principal": 100000, "days": 100}, "1750.00"),
    ("child-support", {"monthly_income": 10000, "children": 1}, "2000.00"),
    (
        "injury-total",
        {"medical": 25000, "disability": 220000, "property": 3500, "fault_share": "0.7"},
        "233950.00",
    ),
]

COURT = [
    ("court-property", {"claim": 0}, "50.00"),
    ("court-property", {"claim": 10000}, "50.00"),
    ("court-property", {"claim": "10000.01"}, "50.00"),
    ("court-property", {"claim": 10001}, "50.03"),  # 50.025, half up
    ("court-property", {"claim": 100000}, "2300.00"),
    ("court-property", {"claim": 200000}, "4300.00"),
    ("court-property", {"claim": 500000}, "8800.00"),
    ("court-property", {"claim": 1000000}, "13800.00"),
    ("court-property", {"claim": 2000000}, "22800.00"),
    ("court-property", {"claim": 5000000}, "46800.00"),
    ("court-property", {"claim": 10000000}, "81800.00"),
    ("court-property", {"claim": 20000000}, "141800.00"),
    ("court-property", {"claim": 20000200}, "141801.00"),
    ("court-property", {"claim": 10000, "simplified": True}, "25.00"),
    ("court-property", {"claim": 10000, "simplified": False}, "50.00"),
    ("court-divorce", {"base": 50}, "50.00"),
    ("court-divorce", {"base": 50, "assets": 200000}, "50.00"),
    ("court-divorce", {"base": 50, "assets": 200002}, "50.01"),
    ("court-personality", {"base": 100, "damages": 50000}, "100.00"),
    ("court-personality", {"base": 100, "damages": 100000}, "600.00"),
    ("court-personality", {"base": 100, "damages": 300000}, "1600.00"),
    ("court-labour", {"simplified": True}, "5.00"),
    ("execution-fee", {"amount": 10000}, "50.00"),
    ("execution-fee", {"amount": 500000}, "7400.00"),
    ("execution-fee", {"amount": 5000000}, "52400.00"),
    ("execution-fee", {"amount": 10000000}, "77400.00"),
    ("execution-fee", {"amount": 11000000}, "78400.00"),
    ("preservation-fee", {}, "30.00"),
    ("preservation-fee", {"amount": 0}, "30.00"),
    ("preservation-fee", {"amount": 1000}, "30.00"),
    ("preservation-fee", {"amount": 100000}, "1020.00"),
    ("preservation-fee", {"amount": 895800}, "4999.00"),
    ("preservation-fee", {"amount": 900000000}, "5000.00"),
    ("payment-order", {"amount": 10000}, "16.67"),
    ("bankruptcy-fee", {"assets": 1000000}, "6900.00"),
    ("bankruptcy-fee", {"assets": 111640000}, "300000.00"),  # exactly at the cap
    ("bankruptcy-fee", {"assets": 111639600}, "299999.00"),
]

LABOUR = [
    # one year to the day, a day less, a day more
    ("severance", N | {"start": "2023-01-01", "end": "2023-12-31"}, "8000.00"),
    ("severance", N | {"start": "2023-01-01", "end": "2023-12-30"}, "8000.00"),  # over half a year is one
    ("severance", N | {"start": "2023-01-01", "end": "2024-01-01"}, "12000.00"),
    ("severance", N | {"start": "2023-01-01", "end": "2023-06-29"}, "4000.00"),
    ("severance", N | {"start": "2023-01-01", "end": "2023-06-30"}, "8000.00"),  # six months count (以上)
    ("severance", N | {"start": "2023-01-01", "end": "2023-01-01"}, "4000.00"),
    ("severance", N | {"start": "2020-08-31", "end": "2021-02-27"}, "4000.00"),
    ("severance", N | {"start": "2020-08-31", "end": "2021-02-28"}, "8000.00"),
    ("severance", N | {"start": "2020-02-29", "end": "2021-02-28"}, "8000.00"),
    # wages: under the minimum, at three times, above it
    ("severance", N | {"wage": 1500}, "10000.00"),
    ("severance", N | {"wage": 24000}, "120000.00"),
    ("severance", N | {"wage": "24000.01"}, "120000.00"),
    ("severance", N | {"wage": 50000}, "120000.00"),
    # 15 years: not capped up to three times, 12 months above
    ("severance", N | {"start": "2009-01-01", "end": "2023-12-31", "wage": 24000}, "360000.00"),
    ("severance", N | {"start": "2009-01-01", "end": "2023-12-31", "wage": 24001}, "288000.00"),
    ("severance", N | {"start": "2009-01-01", "end": "2023-12-31", "wage": 24001, "kind": "2N"}, "576000.00"),
    # the +1 is last month's wage, neither the average nor capped
    ("severance", N | {"kind": "N+1", "last_month_wage": 9000}, "49000.00"),
    ("severance", N | {"kind": "n+1", "wage": 50000, "last_month_wage": 50000}, "170000.00"),
    ("severance", N | {"start": "2008-01-01", "end": "2008-06-30"}, "8000.00"),
    # double wages: at most 11 months, until the day before a year is full
    ("double-wage", {"start": "2024-01-15", "end": "2026-01-01", "wage": 6000}, "66000.00"),
    ("double-wage", {"start": "2024-01-15", "end": "2025-01-14", "wage": 6000}, "66000.00"),
    ("double-wage", {"start": "2024-01-15", "end": "2025-01-13", "wage": 6000}, "65806.45"),  # 30/31
    ("double-wage", {"start": "2024-01-15", "signed": "2024-02-15", "wage": 6000}, "0.00"),
    ("double-wage", {"start": "2024-01-15", "signed": "2024-02-16", "wage": 6000}, "206.90"),  # 1/29
    ("double-wage", {"start": "2024-01-15", "signed": "2024-01-10", "wage": 6000}, "0.00"),
    ("double-wage", {"start": "2024-01-15", "end": "2024-02-10", "wage": 6000}, "0.00"),
    (
        "double-wage",
        {"start": "2024-01-15", "signed": "2024-08-15", "end": "2024-05-14", "wage": 6000},
        "18000.00",
    ),
    ("double-wage", {"start": "2024-01-31", "end": "2025-01-30", "wage": 6000}, "66000.00"),
    ("overtime", {"monthly": 4350, "weekday_hours": 1}, "37.50"),
    ("overtime", {"monthly": 4350, "restday_hours": 8}, "400.00"),
    ("overtime", {"monthly": 4350, "holiday_hours": 8}, "600.00"),
    (
        "overtime",
        {"monthly": 4350, "weekday_hours": "0.5", "restday_hours": 8, "holiday_hours": 8},
        "1018.75",
    ),
    ("overtime", {"monthly": 4350}, "0.00"),
    ("annual-leave", {"monthly": 6525, "unused_days": 5}, "3000.00"),
    # 200/365 of 10 days is 5.48: five whole ones, two of them taken
    ("annual-leave", {"monthly": 6525, "entitlement": 10, "days_passed": 200, "used": 2}, "1800.00"),
    ("annual-leave", {"monthly": 6525, "entitlement": 5, "days_passed": 72}, "0.00"),
    ("annual-leave", {"monthly": 6525, "entitlement": 5, "days_passed": 73}, "600.00"),
    ("annual-leave", {"monthly": 6525, "entitlement": 5, "days_passed": 73, "used": 5}, "0.00"),
    ("annual-leave", {"monthly": 6525, "career_years": "0.9", "days_passed": 365}, "0.00"),
    ("annual-leave", {"monthly": 6525, "career_years": 1, "days_passed": 365}, "3000.00"),
    ("annual-leave", {"monthly": 6525, "career_years": "9.99", "days_passed": 365}, "3000.00"),
    ("annual-leave", {"monthly": 6525, "career_years": 10, "days_passed": 365}, "6000.00"),
    ("annual-leave", {"monthly": 6525, "career_years": 20, "days_passed": 366}, "9000.00"),
]

INJURY = [
    ("work-injury", {"grade": 1, "wage": 8000, "local_average": 8000}, "216000.00"),
    ("work-injury", {"grade": 10, "wage": 4000, "local_average": 8000}, "33600.00"),  # at least 60 %
    ("work-injury", {"grade": 10, "wage": 30000, "local_average": 8000}, "168000.00"),  # at most 300 %
    ("work-injury", {"grade": 10, "wage": 24000, "local_average": 8000}, "168000.00"),
    ("work-death", {"local_average": 8000, "national_income": 54188}, "1131760.00"),
    ("disability", {"age": 59, "grade": 1, "income": 70000}, "1400000.00"),
    ("disability", {"age": 60, "grade": 10, "income": 70000}, "140000.00"),
    ("disability", {"age": 61, "grade": 10, "income": 70000}, "133000.00"),
    ("disability", {"age": 74, "grade": 10, "income": 70000}, "42000.00"),
    ("disability", {"age": 75, "grade": 10, "income": 70000}, "35000.00"),
    ("death", {"age": 40, "income": 70000}, "1400000.00"),
    ("death", {"age": 74, "income": 70000}, "420000.00"),
    ("death", {"age": 75, "income": 70000}, "350000.00"),
    ("funeral", {"local_average": "8000.50"}, "48003.00"),
    ("lost-income", {"daily": "260.5", "days": 90}, "23445.00"),
    ("lost-income", {"daily": "333.33", "days": "45.5"}, "15166.52"),  # 15166.515
    ("dependants", {"expenditure": 42000, "coefficient": "0.3", "dependants": [[10, 2]]}, "63000.00"),
    # three shared by three are one standard, not a 分 less
    ("dependants", {"expenditure": 42000, "coefficient": 1, "dependants": [[7, 3]] * 3}, "294000.00"),
    ("dependants", {"expenditure": 42000, "coefficient": 1, "dependants": [[0, 1], [20, 1]]}, "840000.00"),
    # the bound is one whole standard, also for who lost half of his strength
    ("dependants", {"expenditure": 42000, "coefficient": "0.5", "dependants": [[6, 1]] * 3}, "252000.00"),
    ("dependants", {"expenditure": 42000, "coefficient": 1, "dependants": [[0, 1]]}, "0.00"),
    ("injury-total", {"medical": 18000, "fault_share": 0.5}, "18000.00"),
    ("injury-total", {"medical": 18002, "fault_share": 0.5}, "18001.00"),
    # food and nutrition share the medical limit, nursing and lost income that of death and disability
    ("injury-total", {"medical": 17000, "meals": 800, "nutrition": 400, "fault_share": 0.5}, "18100.00"),
    ("injury-total", {"medical": 18000, "nursing": 5000, "lost_income": 5000, "fault_share": 0}, "11800.00"),
    ("injury-total", {"property": 3500, "fault_share": 1}, "3500.00"),
    # without fault the limits are a tenth and 100
    (
        "injury-total",
        {"medical": 25000, "disability": 220000, "property": 3500, "fault_share": 0},
        "19900.00",
    ),
    (
        "injury-total",
        {
            "medical": 25000,
            "disability": 220000,
            "property": 3500,
            "fault_share": 0.7,
            "compulsory_insurance": False,
        },
        "173950.00",
    ),
    ("injury-total", {"death": 1400000, "funeral": 48000, "dependants": 100000}, "1548000.00"),
    ("injury-total", {}, "0.00"),
]

MONEY = [
    ("loan-interest", LOAN | {"annual_rate": None}, "0.00"),
    ("loan-interest", LOAN | {"annual_rate": 0}, "0.00"),
    ("loan-interest", LOAN | {"annual_rate": None, "start": "2018-01-01"}, "0.00"),  # before there was an LPR
    ("loan-interest", LOAN | {"annual_rate": "0.146"}, "14600.00"),
    ("loan-interest", LOAN | {"annual_rate": "0.1461"}, "14600.00"),
    ("loan-interest", LOAN | {"annual_rate": "0.24"}, "14600.00"),
    ("loan-interest", LOAN | {"annual_rate": "0.24", "lpr": "0.05"}, "20000.00"),
    # the contract's day counts, not the day the money came
    ("loan-interest", LOAN | {"annual_rate": "0.24", "contract_date": "2022-08-21"}, "14800.00"),
    ("loan-interest", LOAN | {"annual_rate": "0.24", "contract_date": "2022-08-22"}, "14600.00"),
    ("loan-interest", LOAN | {"end": "2023-01-01"}, "0.00"),
    ("loan-interest", LOAN | {"end": "2023-01-02"}, "27.40"),
    ("delay-interest", {"principal": 100000, "days": 0}, "0.00"),
    ("delay-interest", {"principal": 57, "days": 1}, "0.01"),
    ("child-support", {"monthly_income": 10000, "children": 3}, "2000.00"),
    ("deposit", {"contract": 100000, "paid": 30000, "defaulter": "payee"}, "50000.00"),
    ("deposit", {"contract": 100000, "paid": 20000, "defaulter": "payee"}, "40000.00"),
    ("deposit", {"contract": 100000, "paid": 30000, "defaulter": "payer"}, "10000.00"),
    ("deposit", {"contract": 100000, "paid": 20000, "defaulter": "交定金的"}, "0.00"),
    ("deposit", {"contract": 100000, "paid": 30000, "defaulter": "none"}, "30000.00"),
]


@pytest.mark.parametrize(("name", "given", "expected"), SPEC + COURT + LABOUR + INJURY + MONEY)
def test_the_amount(name: str, given: dict[str, object], expected: str) -> None:
    assert amount(name, **given) == expected


EXTRA = [
    ("severance", N, {"months": "5", "base": "8000.00"}),
    ("double-wage", {"start": "2024-01-15", "signed": "2024-08-15", "wage": 6000}, {"months": "6"}),
    ("annual-leave", {"entitlement": 15, "days_passed": 365, "used": 15}, {"days": 0}),
    ("loan-interest", LOAN, {"amount_360": "10138.89", "days": 365}),
    ("child-support", {"monthly_income": 10000, "children": 1}, {"amount_high": "3000.00"}),
    ("child-support", {"monthly_income": 10000, "children": 2}, {"amount_high": "5000.00"}),
    ("deposit", {"contract": 100, "paid": 30, "defaulter": "none"}, {"valid": "20.00", "excess": "10.00"}),
    ("work-injury", {"grade": 4, "wage": 8000, "local_average": 8000}, {"monthly_allowance": "6000.00"}),
    ("work-injury", {"grade": 6, "wage": 8000, "local_average": 8000}, {"monthly_allowance": "4800.00"}),
    (
        "work-injury",
        {"grade": 6, "wage": 1000, "local_average": 2000, "minimum_wage": 2010},
        {"monthly_allowance": "2010.00"},
    ),
    (
        "work-injury",
        {"grade": 8, "wage": 4800, "local_average": 8000, "region": "浙江省", "provincial_average": 8200},
        {"medical_subsidy": "57400.00", "job_subsidy": "57400.00"},
    ),
    (
        "work-injury",
        {"grade": 5, "wage": 4800, "local_average": 8000, "region": "浙江"},
        {"subsidy_months": "30"},
    ),
    (
        "injury-total",
        {"medical": 25000, "fault_share": "0.7"},
        {"insurer": "18000.00", "by_fault": "4900.00"},
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), EXTRA)
def test_what_else_is_answered(name: str, given: dict[str, object], expected: dict[str, object]) -> None:
    assert expected.items() <= reckon(name, **given).as_json().items()


# §35, 36, 37: months of the own wage, per cent of it a month, months that Zhejiang adds when one leaves.
GRADES = {
    1: (27, 90, 0),
    2: (25, 85, 0),
    3: (23, 80, 0),
    4: (21, 75, 0),
    5: (18, 70, 30),
    6: (16, 60, 25),
    7: (13, 0, 10),
    8: (11, 0, 7),
    9: (9, 0, 4),
    10: (7, 0, 2),
}


@pytest.mark.parametrize(("grade", "law"), GRADES.items())
def test_what_each_grade_gets(grade: int, law: tuple[int, int, int]) -> None:
    values = {"wage": 10_000, "local_average": 8000, "region": "浙江", "provincial_average": 9000}
    document = reckon("work-injury", grade=grade, **values).as_json()
    months, share, added = law
    assert document["amount"] == f"{months * 10_000}.00"
    assert document.get("monthly_allowance") == (f"{share * 100}.00" if share else None)
    assert document.get("job_subsidy") == document.get("medical_subsidy")
    assert document.get("job_subsidy") == (f"{added * 9000}.00" if added else None)
    assert any("补助金" in line for line in document["warnings"]) == bool(added)  # type: ignore[attr-defined]


def test_grade_seven_and_lighter_have_no_monthly_allowance() -> None:
    assert "monthly_allowance" not in reckon("work-injury", grade=7, wage=1, local_average=8000).extra


def test_days_of_leave_are_said_before_the_wage_is_known() -> None:
    document = reckon("annual-leave", entitlement=10, days_passed=200, used=2).as_json()
    assert document["days"] == 3
    assert "amount" not in document


WORDS = [
    ("severance", N | {"kind": "2N"}, "不再另给经济补偿"),
    ("severance", N | {"wage": 1500}, "低于当地最低工资"),
    ("severance", N | {"wage": 50000}, "最多 12 个月"),
    ("court-property", {"claim": 100000, "simplified": True}, "只减一次"),
    ("court-property", {"claim": 100000}, "要工资的案子可以不先交"),
    ("disability", {"age": 30, "grade": 8, "income": 1}, "法条里没有"),
    ("loan-interest", LOAN, "÷ 360 ≈ 10,138.89 元"),
    ("loan-interest", LOAN | {"annual_rate": "0.24"}, "只按 14.6% 算"),
    ("dependants", {"expenditure": 42000, "coefficient": 1, "dependants": [[1, 1]] * 2}, "超过一个人的标准"),
    ("injury-total", {"medical": 1}, "没有填责任比例"),
    ("injury-total", {"medical": 1}, "精神损害抚慰金"),
    ("annual-leave", {"entitlement": 5, "days_passed": 73, "used": 5}, "多休的不用还"),
    ("work-injury", {"grade": 8, "wage": 1, "local_average": 8000}, "填上“哪个省”"),
    ("work-injury", {"grade": 2, "wage": 8000, "local_average": 8000}, "每月还有伤残津贴"),
    ("work-injury", {"grade": 5, "wage": 8000, "local_average": 8000}, "单位安排不了工作的"),
    (
        "loan-interest",
        {"principal": 1, "annual_rate": 0.1, "start": "2020-08-19", "end": "2021-01-01"},
        "第31条",
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), WORDS)
def test_the_steps_and_warnings_say_it(name: str, given: dict[str, object], expected: str) -> None:
    result = reckon(name, **given)
    assert any(expected in line for line in (*result.steps, *result.warnings)), result
