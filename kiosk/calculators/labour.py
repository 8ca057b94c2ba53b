"""When work ends, or never had a contract. Pure.

劳动合同法 §40, 46, 47, 82, 87, 97; 劳动合同法实施条例 §6, 7, 20, 25, 27.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kiosk.calculators.dates import day_before, full_months, months_between, shown
from kiosk.calculators.fields import Choice, Field, money
from kiosk.calculators.model import REGION, Ask, Calculator
from kiosk.calculators.result import Article, Result, is_exactly, plain, yuan

LAW: Final = "劳动合同法"
RULES: Final = "劳动合同法实施条例"
_IN_FORCE: Final = date(2008, 1, 1)
_YEAR: Final = 12
_HALF_YEAR: Final = 6
_HALF: Final = Decimal("0.5")
_MOST_MONTHS: Final = Decimal(12)
_DOUBLE_MONTHS: Final = 12  # the last day is the one before a full year of work

_START: Final = Field("start", "哪天开始上班", "date", "实际上班那天，不是签合同那天", "2020-03-01")
_ARBITRATION: Final = "申请劳动仲裁一般要在一年之内，不收费（劳动争议调解仲裁法第27条、第53条）"


def service_months(start: date, end: date) -> tuple[int, Decimal]:
    """Full years from ``start`` to ``end`` (both worked), and what the rest counts: 0, 0.5 or 1 (§47)."""
    months, days = months_between(start, end + timedelta(days=1))
    years, rest = divmod(months, _YEAR)
    if rest >= _HALF_YEAR:
        return years, Decimal(1)
    return years, _HALF if rest or days else Decimal(0)


def _checked_span(ask: Ask) -> tuple[date, date]:
    start, end = ask.day("start"), ask.day("end")
    if end < start:
        raise ask.refuse("end", "比开始上班那天还早")
    return start, end


def _refuse_before_the_law(ask: Ask, start: date, why: str) -> None:
    """§97: what began before the law was in force goes by older rules, which a person has to look up."""
    if start < _IN_FORCE:
        said = f"2008年1月1日以前上班的，{why}，机器算不了，请找人问或打 12348（《{LAW}》第97条）"
        raise ask.refuse("start", said)


def _severance(ask: Ask) -> Result:
    start, end = _checked_span(ask)
    _refuse_before_the_law(ask, start, "以前的年限按当时的规定算")
    years, rest = service_months(start, end)
    months = years + rest
    steps = [
        f"从{shown(start)}到{shown(end)}：满 {years} 年，每满一年算一个月工资",
        _rest_step(rest),
        f"一共 {plain(months)} 个月",
    ]
    base, months, more = _base_and_months(ask, end, months)
    once = base * months
    steps += [*more, f"经济补偿：{yuan(base)} × {plain(months)} {is_exactly(once)} 元"]
    articles = [Article(LAW, 46), Article(LAW, 47), Article(RULES, 27)]
    amount = once
    match ask.word("kind"):
        case "2N":
            amount = once * 2
            steps.append(f"违法解除，按两倍赔：{yuan(once)} × 2 {is_exactly(amount)} 元；不再另给经济补偿")
            articles += [Article(LAW, 48), Article(LAW, 87), Article(RULES, 25)]
        case "N+1":
            last = ask.values["last_month_wage"]
            if not isinstance(last, Decimal):
                raise ask.refuse("last_month_wage", "没有填；多给的一个月按上一个月的工资算")
            amount = once + last
            steps.append(
                f"没提前三十天通知，加上一个月工资：{yuan(once)} + {yuan(last)} {is_exactly(amount)} 元"
            )
            articles += [Article(LAW, 40), Article(RULES, 20)]
    extra = {"months": plain(months), "base": base}
    return Result(tuple(steps), tuple(articles), amount, extra, (_ARBITRATION,))


def _rest_step(rest: Decimal) -> str:
    if rest == 1:
        return "剩下的满六个月，算一个月"
    return "剩下的不满六个月，算半个月" if rest else "没有剩下的"


def _base_and_months(ask: Ask, end: date, months: Decimal) -> tuple[Decimal, Decimal, list[str]]:
    """The monthly wage that counts and for how many months: not below the minimum, capped if it is high."""
    wage = ask.number("wage")
    local, least = ask.figure("local_average", end), ask.figure("minimum_wage", end)
    steps = [f"离职前十二个月的平均工资（应得的，含奖金、津贴、补贴）：{yuan(wage)} 元"]
    if wage < least:
        steps.append(f"低于当地最低工资 {ask.sourced('minimum_wage', least)}，按最低工资算")
        wage = least
    cap = local * 3
    if wage > cap:
        steps.append(
            f"高于当地平均工资 {ask.sourced('local_average', local)}的三倍，"
            f"按三倍 {yuan(cap)} 元算，最多 12 个月"
        )
        return cap, min(months, _MOST_MONTHS), steps
    steps.append(f"没有超过当地平均工资 {ask.sourced('local_average', local)}的三倍，月数不封顶")
    return wage, months, steps


def _double_wage(ask: Ask) -> Result:
    start, wage = ask.day("start"), ask.number("wage")
    _refuse_before_the_law(ask, start, "那时还没有双倍工资")
    first = full_months(start, 1)
    last, why = _last_double_day(ask, start)
    articles = (Article(LAW, 82), Article(RULES, 6), Article(RULES, 7))
    steps = [f"{shown(start)}上班，满一个月的第二天是{shown(first)}，从这天起算", why]
    if last < first:
        steps.append("一个月之内签了合同或者离开了，没有双倍工资")
        return Result(tuple(steps), articles, Decimal(0), {"months": "0"}, (_ARBITRATION,))
    months, days = months_between(start, last + timedelta(days=1))
    months -= 1
    if not days:
        amount = wage * months
        steps.append(f"一共 {months} 个月，另一倍工资：{yuan(wage)} × {months} {is_exactly(amount)} 元")
        return Result(tuple(steps), articles, amount, {"months": str(months)}, (_ARBITRATION,))
    length = (full_months(start, months + 2) - full_months(start, months + 1)).days
    amount = (wage * (months * length + days)) / length
    steps += [
        f"一共 {months} 个整月零 {days} 天，这个月有 {length} 天",
        f"另一倍工资：{yuan(wage)} × {months} + {yuan(wage)} × {days} ÷ {length} {is_exactly(amount)} 元",
    ]
    shown_months = plain(months + Decimal(days) / length)
    return Result(tuple(steps), articles, amount, {"months": shown_months}, (_ARBITRATION,))


def _last_double_day(ask: Ask, start: date) -> tuple[date, str]:
    """The last day double wages run to, and why: signed, left, or a year was full."""
    ends = [(day_before(full_months(start, _DOUBLE_MONTHS)), "满一年的前一天（最多 11 个月）")]
    if ask.given("signed"):
        ends.append((day_before(ask.day("signed")), "签合同的前一天"))
    if ask.given("end"):
        ends.append((_checked_span(ask)[1], "离开那天"))
    if len(ends) == 1:
        raise ask.refuse("end", "没签合同的，要填算到哪一天")
    last, what = min(ends)
    return last, f"算到{shown(last)}，是{what}"


CALCULATORS: Final = (
    Calculator(
        "severance",
        "不让干了，能拿多少补偿",
        "合法辞退有补偿，没道理辞退赔两倍",
        (
            _START,
            Field("end", "最后一天是哪天", "date", "在那里上班的最后一天，这天也算", "2024-08-31"),
            money("wage", "月平均工资", "离职前十二个月应得的平均数，含奖金、补贴，没扣社保的", 8000),
            money(
                "local_average",
                "当地职工月平均工资",
                "单位所在的市上一年公布的",
                8000,
                required=False,
                figure="local_average",
                minimum=1,
            ),
            money(
                "minimum_wage",
                "当地最低工资",
                "每月的最低工资标准",
                2000,
                required=False,
                figure="minimum_wage",
            ),
            Field(
                "kind",
                "哪一种",
                "choice",
                "不清楚就选第一个，再找人问",
                "N",
                choices=(
                    Choice("N", "合法辞退，合同到期不续", ("N 经济补偿", "经济补偿")),
                    Choice("2N", "没有理由就辞退", ("2N 违法解除", "违法解除", "赔偿金")),
                    Choice("N+1", "合法辞退，没提前三十天说", ("N+1 没提前通知", "N1", "代通知金")),
                ),
            ),
            money("last_month_wage", "上一个月的工资", "只有 N+1 要填", 8200, required=False),
            REGION,
        ),
        (Article(LAW, 46), Article(LAW, 47), Article(LAW, 87), Article(RULES, 27)),
        _severance,
    ),
    Calculator(
        "double-wage",
        "没签合同，双倍工资多少",
        "上班满一个月还没签书面合同的，每月多付一倍",
        (
            _START,
            Field("signed", "哪天签的合同", "date", "一直没签就不填", "2024-08-15", required=False),
            Field("end", "算到哪一天", "date", "离开那天；签过合同的可以不填", "2024-12-31", required=False),
            money("wage", "月工资", "每月应得的工资", 6000),
        ),
        (Article(LAW, 82), Article(RULES, 6), Article(RULES, 7)),
        _double_wage,
    ),
)
