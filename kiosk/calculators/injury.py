"""Single items of personal injury: 法释〔2022〕14号 articles 7, 12, 14, 15 and 17. Pure."""

from decimal import Decimal
from math import lcm
from typing import Final, cast

from kiosk.calculators.fields import Field, money
from kiosk.calculators.model import REGION, Ask, Calculator, on_field
from kiosk.calculators.result import Article, Result, is_exactly, percent, plain, yuan

LAW: Final = "最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释"
_YEARS: Final = 20
_OLD: Final = 60
_VERY_OLD: Final = 75
_LEAST_YEARS: Final = 5
_GRADES: Final = 10
_FUNERAL_MONTHS: Final = 6
_ELSEWHERE: Final = "自己住的地方收入更高的，可以按那里的标准算（第18条）"

AGE: Final = Field("age", "年龄", "integer", "定残或去世那天满几岁", 45, "岁", maximum=Decimal(130))


def years_counted(age: int) -> int:
    """20; a year less for each year over 60; 5 from 75 on (§12, 15, 17)."""
    if age >= _VERY_OLD:
        return _LEAST_YEARS
    return _YEARS - max(0, age - _OLD)


def coefficient(grade: int) -> Decimal:
    """1 for grade 1 down to 0.1 for grade 10. Not in the law: how courts reckon."""
    return Decimal(_GRADES + 1 - grade) / _GRADES


def _income_field() -> Field:
    return money(
        "income",
        "城镇居民人均可支配收入",
        "法院所在省上一年的，一年多少",
        70000,
        required=False,
        figure="income",
        minimum=1,
    )


def _years_step(age: int) -> str:
    years = years_counted(age)
    if age >= _VERY_OLD:
        return f"{age} 岁，满 75 岁，算 5 年"
    if age > _OLD:
        return f"{age} 岁，过了 60 岁每大一岁少一年：20 − ({age} − 60) = {years} 年"
    return f"{age} 岁，算 20 年"


def _disability(ask: Ask) -> Result:
    age, grade = ask.integer("age"), ask.integer("grade")
    income, years, share = ask.figure("income", ask.on), years_counted(age), coefficient(grade)
    amount = income * years * share
    steps = (
        _years_step(age),
        f"{grade} 级伤残，系数 {percent(share)}（法院通常这样算，法条里没有）",
        f"{ask.sourced('income', income)} × {years} 年 × {percent(share)} {is_exactly(amount)} 元",
    )
    extra = {"years": years, "coefficient": f"{share:f}"}
    return Result(steps, (Article(LAW, 12),), amount, extra, (_ELSEWHERE, "有几处伤残的，系数要另算"))


def _death(ask: Ask) -> Result:
    age = ask.integer("age")
    income, years = ask.figure("income", ask.on), years_counted(age)
    amount = income * years
    steps = (
        _years_step(age),
        f"{ask.sourced('income', income)} × {years} 年 {is_exactly(amount)} 元",
    )
    return Result(steps, (Article(LAW, 15),), amount, {"years": years}, (_ELSEWHERE,))


def _funeral(ask: Ask) -> Result:
    local = ask.figure("local_average", ask.on)
    amount = local * _FUNERAL_MONTHS
    steps = (f"{ask.sourced('local_average', local)} × 6 个月 {is_exactly(amount)} 元",)
    return Result(steps, (Article(LAW, 14),), amount)


def _lost_income(ask: Ask) -> Result:
    daily, days = ask.number("daily"), ask.number("days")
    amount = daily * days
    steps = (f"每天 {yuan(daily)} 元 × {plain(days)} 天 {is_exactly(amount)} 元",)
    warnings = (
        "天数看医院的证明；一直不能上班又定了残的，算到定残前一天",
        "没有固定收入的，按最近三年平均；说不清的，按同行业平均工资",
    )
    return Result(steps, (Article(LAW, 7),), amount, warnings=warnings)


Rows = tuple[tuple[Decimal, Decimal], ...]


def yearly_spans(rows: Rows) -> list[tuple[Decimal, Decimal, Rows]]:
    """(from, to, who is still supported) between the ends of the rows, in years from now."""
    spans: list[tuple[Decimal, Decimal, Rows]] = []
    begin = Decimal(0)
    for end in sorted({years for years, _ in rows if years > 0}):
        spans.append((begin, end, tuple(row for row in rows if row[0] >= end)))
        begin = end
    return spans


def _dependants(ask: Ask) -> Result:
    rows = cast(Rows, ask.values["dependants"])
    spending, share = ask.figure("expenditure", ask.on), ask.number("coefficient")
    common = lcm(*(int(heads) for _, heads in rows))
    total = Decimal(0)
    steps = [f"城镇居民人均消费支出 {ask.sourced('expenditure', spending)}，劳动能力丧失 {percent(share)}"]
    for begin, end, still in yearly_spans(rows):
        shares = sum(common // int(heads) for _, heads in still)
        wanted = spending * share * shares
        counted = min(wanted, spending * common)
        total += counted * (end - begin)
        part = counted * (end - begin) / common
        line = _span_formula(begin, end, still, spending, share, capped=wanted > counted)
        steps.append(f"{line} {is_exactly(part)} 元")
    amount = total / common
    steps.append(f"合计 {is_exactly(amount)} 元，计入残疾赔偿金或死亡赔偿金")
    warnings = ("孩子算到十八岁；没有收入的老人算二十年，过六十岁每大一岁少一年，满七十五岁算五年",)
    return Result(tuple(steps), (Article(LAW, 17), Article(LAW, 16)), amount, warnings=warnings)


def _span_formula(
    begin: Decimal, end: Decimal, still: Rows, spending: Decimal, share: Decimal, capped: bool
) -> str:
    """``头 5 年，2 人：42,000 × 30% ×（1/2 + 1/1）× 5 年``; above one standard a year that standard."""
    span = f"第 {plain(begin)} 年后到第 {plain(end)} 年" if begin else f"头 {plain(end)} 年"
    years = f"{plain(end - begin)} 年"
    if capped:
        return f"{span}，{len(still)} 人，加起来超过一个人的标准，按一个人：{yuan(spending)} × {years}"
    parts = " + ".join(f"1/{plain(heads)}" for _, heads in still)
    return f"{span}，{len(still)} 人：{yuan(spending)} × {percent(share)} ×（{parts}）× {years}"


CALCULATORS: Final = (
    Calculator(
        "disability",
        "受伤残疾，残疾赔偿金多少",
        "交通事故、打架等受伤，评了伤残等级的",
        (
            AGE,
            Field("grade", "伤残等级", "integer", "鉴定写的几级，1 级最重", 8, "级", Decimal(1), Decimal(10)),
            _income_field(),
            REGION,
            on_field(),
        ),
        (Article(LAW, 12),),
        _disability,
    ),
    Calculator(
        "death",
        "人没了，死亡赔偿金多少",
        "交通事故等造成死亡的",
        (AGE, _income_field(), REGION, on_field()),
        (Article(LAW, 15),),
        _death,
    ),
    Calculator(
        "funeral",
        "丧葬费多少",
        "按当地职工六个月的平均工资算",
        (
            money(
                "local_average",
                "当地职工月平均工资",
                "法院所在省上一年的，一个月多少",
                8000,
                required=False,
                figure="local_average",
                minimum=1,
            ),
            REGION,
            on_field(),
        ),
        (Article(LAW, 14),),
        _funeral,
    ),
    Calculator(
        "lost-income",
        "受伤不能干活，误工费多少",
        "每天少的收入乘以天数",
        (
            money("daily", "每天少多少收入", "固定收入的填实际少的，没有的填三年平均", 260),
            Field("days", "多少天", "number", "医院证明的误工天数", 90, "天", maximum=Decimal(36500)),
        ),
        (Article(LAW, 7),),
        _lost_income,
    ),
    Calculator(
        "dependants",
        "要养的人，生活费赔多少",
        "受害人要养的孩子和老人的生活费",
        (
            money(
                "expenditure",
                "城镇居民人均消费支出",
                "法院所在省上一年的，一年多少",
                42000,
                required=False,
                figure="expenditure",
                minimum=1,
            ),
            Field(
                "coefficient",
                "丧失劳动能力的程度",
                "rate",
                "死亡填 1；8 级伤残一般填 0.3",
                "1",
                maximum=Decimal(1),
                percent_help="死亡是 100%；8 级伤残一般 30%",
            ),
            Field(
                "dependants",
                "要养的人",
                "rows",
                "每人一行：还要养几年，一共几个人养他",
                [[10, 2], [5, 1]],
            ),
            REGION,
            on_field(),
        ),
        (Article(LAW, 17), Article(LAW, 16)),
        _dependants,
    ),
)
