"""Pay for time: overtime (劳动法 §44), annual leave not taken (年休假条例 §3, 5; 实施办法 §10-12). Pure."""

from decimal import Decimal
from typing import Final

from kiosk.calculators.fields import Field, money
from kiosk.calculators.model import Ask, Calculator
from kiosk.calculators.result import Article, Result, is_exactly, plain, yuan

PAID_DAYS: Final = Decimal("21.75")
"""Days a month's pay is for: (365 - 104) / 12, 人社部发〔2025〕2号, 实施办法 §11."""
_HOURS: Final = 8
_MOST_HOURS: Final = Decimal(744)  # of a month
LEAVE: Final = "职工带薪年休假条例"
LEAVE_RULES: Final = "企业职工带薪年休假实施办法"


def _overtime(ask: Ask) -> Result:
    monthly = ask.number("monthly")
    hourly = monthly / (PAID_DAYS * _HOURS)
    steps = [f"每小时工资：{yuan(monthly)} ÷ 21.75 天 ÷ 8 小时 {is_exactly(hourly)} 元"]
    total, parts = Decimal(0), []
    kinds = (
        ("weekday_hours", "平时加班", Decimal("1.5"), "150%"),
        ("restday_hours", "休息日加班、没补休", Decimal(2), "200%"),
        ("holiday_hours", "法定节日加班", Decimal(3), "300%"),
    )
    for key, what, rate, said in kinds:
        hours = ask.number(key)
        if hours:
            part = monthly * rate * hours / (PAID_DAYS * _HOURS)
            total += monthly * rate * hours
            formula = f"{yuan(monthly)} ÷ 21.75 ÷ 8 × {said} × {plain(hours)} 小时"
            steps.append(f"{what}：{formula} {is_exactly(part)} 元")
            parts.append(f"{said} × {plain(hours)}")
    amount = total / (PAID_DAYS * _HOURS)
    # From the wage again: parts that were each rounded need not add up.
    whole = f"：{yuan(monthly)} ÷ 21.75 ÷ 8 ×（{' + '.join(parts)}）" if len(parts) > 1 else ""
    steps.append(f"合计{whole} {is_exactly(amount)} 元")
    articles = (Article("劳动法", 44), Article("劳动法", 51))
    warning = "一个月按 21.75 天算（人社部发〔2025〕2号）；计件和综合工时另算"
    return Result(tuple(steps), articles, amount, warnings=(warning,))


def entitled_days(career_years: Decimal) -> int:
    """Days of leave a year by years worked in all, anywhere (条例 §3): less than 1 none, 5, 10, 15."""
    for least, days in ((20, 15), (10, 10), (1, 5)):
        if career_years >= least:
            return days
    return 0


def _annual_leave(ask: Ask) -> Result:
    days, steps, articles = _unused(ask)
    extra: dict[str, object] = {"days": days}
    warnings = (
        "自己书面说不休的，没有这笔钱；当年请事假、病假多的，可能没有年休假（条例第4条）",
        "正常工资的那 100% 平时已经发了，这里算的是还要加的 200%",
    )
    if not ask.given("monthly"):
        if days:
            if ask.given("unused_days"):
                raise ask.refuse("monthly", "没有填")
            return Result((*steps, "填上月工资，就能算出钱"), articles, None, extra, warnings)
        return Result(steps, articles, Decimal(0), extra, warnings)
    monthly = ask.number("monthly")
    amount = monthly * 2 * days / PAID_DAYS
    daily = monthly / PAID_DAYS
    steps += (
        f"每天工资：{yuan(monthly)} ÷ 21.75 {is_exactly(daily)} 元",
        f"还要加给：{yuan(monthly)} ÷ 21.75 × 200% × {days} 天 {is_exactly(amount)} 元",
    )
    return Result(steps, articles, amount, extra, warnings)


def _unused(ask: Ask) -> tuple[int, tuple[str, ...], tuple[Article, ...]]:
    """Days to be paid: as given, or as left at the end of employment (实施办法 §12)."""
    articles = (Article(LEAVE, 3), Article(LEAVE, 5), Article(LEAVE_RULES, 10), Article(LEAVE_RULES, 11))
    if ask.given("unused_days"):
        for key in ("days_passed", "used"):
            if ask.given(key):
                raise ask.refuse(key, "填了没休的天数，就不用填这一项")
        days = ask.integer("unused_days")
        return days, (f"没休的年休假：{days} 天",), articles
    entitlement, steps = _entitlement(ask)
    if not ask.given("days_passed"):
        raise ask.refuse("days_passed", "没有填；在职的填“没休几天”")
    passed, used = ask.integer("days_passed"), ask.integer("used")
    whole = passed * entitlement // 365
    days = max(0, whole - used)
    steps += (
        f"今年过了 {passed} 天：{passed} ÷ 365 × {entitlement}，不满一天的不算，是 {whole} 天",
        f"减去休过的 {used} 天，还有 {days} 天" + ("，多休的不用还" if used > whole else ""),
    )
    return days, steps, (*articles, Article(LEAVE_RULES, 12))


def _entitlement(ask: Ask) -> tuple[int, tuple[str, ...]]:
    if ask.given("entitlement"):
        days = ask.integer("entitlement")
        return days, (f"一年的年休假：{days} 天",)
    if not ask.given("career_years"):
        raise ask.refuse("entitlement", "没有填；也可以填“一共工作几年”")
    years = ask.number("career_years")
    days = entitled_days(years)
    return days, (f"一共工作 {plain(years)} 年，一年的年休假：{days} 天",)


def _whole(key: str, label: str, help: str, example: int, most: int) -> Field:
    return Field(key, label, "integer", help, example, "天", maximum=Decimal(most), required=False)


def _hours(key: str, label: str, help: str) -> Field:
    return Field(key, label, "number", help, 10, "小时", maximum=_MOST_HOURS, required=False)


CALCULATORS: Final = (
    Calculator(
        "overtime",
        "加班费多少",
        "平时 1.5 倍，休息日 2 倍，法定节日 3 倍",
        (
            money("monthly", "月工资", "正常上班一个月的工资", 5000),
            _hours("weekday_hours", "平时加班", "周一到周五多干的小时"),
            _hours("restday_hours", "休息日加班", "周末干的、没有补休的小时"),
            _hours("holiday_hours", "法定节日加班", "春节、国庆等法定节日当天的小时"),
        ),
        (Article("劳动法", 44), Article("劳动法", 51)),
        _overtime,
    ),
    Calculator(
        "annual-leave",
        "年休假没休，补多少钱",
        "没休的每天，除了正常工资，再加两倍",
        (
            money("monthly", "月工资", "前十二个月的平均数，不算加班费", 6525, required=False),
            _whole("unused_days", "没休几天", "在职的填这一项", 5, 30),
            _whole("entitlement", "一年有几天年休假", "离职的填：5、10 或 15 天", 10, 30),
            Field(
                "career_years",
                "一共工作几年",
                "number",
                "在哪里上班都算；不知道年休假几天的填",
                12,
                "年",
                maximum=Decimal(70),
                required=False,
            ),
            _whole("days_passed", "今年在这里过了几天", "离职的填：从 1 月 1 日或入职那天起", 200, 366),
            _whole("used", "今年休了几天", "离职的填，没休填 0", 2, 366),
        ),
        (
            Article(LEAVE, 3),
            Article(LEAVE, 5),
            Article(LEAVE_RULES, 10),
            Article(LEAVE_RULES, 11),
            Article(LEAVE_RULES, 12),
        ),
        _annual_leave,
    ),
)
