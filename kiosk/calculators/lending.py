"""Interest between people, and after a judgment: 民间借贷规定 §24 to 31; 迟延履行利息解释 §1. Pure."""

from datetime import date
from decimal import Decimal
from typing import Final

from kiosk.calculators.dates import shown
from kiosk.calculators.fields import Field, money
from kiosk.calculators.model import Ask, Calculator
from kiosk.calculators.parameters import Missing
from kiosk.calculators.result import Article, Result, Used, is_exactly, percent, yuan

LOANS: Final = "最高人民法院关于审理民间借贷案件适用法律若干问题的规定"
LATE: Final = "最高人民法院关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释"
DAILY: Final = Decimal("0.000175")
_TIMES: Final = 4
_YEAR: Final = 365
_BANK_YEAR: Final = 360
_FIRST_LPR: Final = date(2019, 8, 20)
_NEW_RULE: Final = date(2020, 8, 20)
_MOST_RATE: Final = Decimal(5)


def _loan_interest(ask: Ask) -> Result:
    principal, start, end = ask.number("principal"), ask.day("start"), ask.day("end")
    if end < start:
        raise ask.refuse("end", "比借钱那天还早")
    days = (end - start).days
    warnings = ["本金按真正拿到手的算：先扣掉的利息不算本金（第26条）"]
    agreed = ask.number("annual_rate")
    if not agreed:
        steps = ("没有约定利息，或者没有说清楚：利息是 0 元",)
        warnings.append("过了还钱的日子还不还，可以要求从那天起按当时的一年期 LPR 算（第28条）")
        extra = {"days": days, "amount_360": Decimal(0)}
        return Result(steps, (Article(LOANS, 24), Article(LOANS, 28)), Decimal(0), extra, tuple(warnings))
    contract, lpr = _contract_and_lpr(ask, start)
    most = lpr * _TIMES
    rate = min(agreed, most)
    steps_list = [
        f"{shown(start)}到{shown(end)}，{days} 天（借的那天算，还的那天不算）",
        f"{shown(contract)}的一年期 LPR 是 {percent(lpr)}，四倍是 {percent(most)}",
    ]
    judged = f"超过四倍，只按 {percent(most)} 算" if agreed > most else "没有超过四倍，按约定算"
    steps_list.append(f"约定年利率 {percent(agreed)}，{judged}")
    yearly = principal * rate * days
    amount, bank = yearly / _YEAR, yearly / _BANK_YEAR
    formula = f"{yuan(principal)} × {percent(rate)} × {days}"
    steps_list += [
        f"一年按 365 天：{formula} ÷ 365 {is_exactly(amount)} 元",
        f"一年按 360 天：{formula} ÷ 360 {is_exactly(bank)} 元（法律没说按哪个，两个都列出来）",
    ]
    if contract < _NEW_RULE:
        warnings.append("2020年8月20日以前借的，之前那段可以要求按当时的规定，之后按起诉时的四倍（第31条）")
    articles = (Article(LOANS, 25), Article(LOANS, 28), Article(LOANS, 29))
    extra = {"days": days, "amount_360": bank, "rate": f"{rate:f}", "cap": f"{most:f}"}
    return Result(tuple(steps_list), articles, amount, extra, tuple(warnings))


def _contract_and_lpr(ask: Ask, start: date) -> tuple[date, Decimal]:
    """The day of the contract (between people: when the money was given, 民法典 §679) and its LPR."""
    contract = ask.day("contract_date") if ask.given("contract_date") else start
    if contract > start:
        raise ask.refuse("contract_date", "比借钱那天还晚")
    if ask.given("lpr"):
        return contract, ask.number("lpr")
    if contract < _FIRST_LPR:
        why = "2019年8月20日以前还没有 LPR，要按起诉时的算，请填起诉时的 LPR 或打 12348"
        raise ask.refuse("lpr", why)
    found = ask.facts.book.find("lpr", "", contract)
    if isinstance(found, Missing):
        raise ask.refuse("lpr", f"{found.text}，请填上，不知道就打 12348 问")
    ask.used.append(Used("lpr", found))
    return contract, found.value


def _delay_interest(ask: Ask) -> Result:
    principal, days = ask.number("principal"), ask.integer("days")
    amount = principal * DAILY * days
    steps = (f"{yuan(principal)} × 每天万分之 1.75 × {days} 天 {is_exactly(amount)} 元",)
    warnings = (
        "这是加倍部分；判决书里写了利息的，那一份照判决书另算",
        "从判决书写的最后一天过后算起；没写的，从生效那天（第2条）",
    )
    return Result(steps, (Article(LATE, 1), Article(LATE, 2)), amount, warnings=warnings)


CALCULATORS: Final = (
    Calculator(
        "loan-interest",
        "借钱的利息，法律认多少",
        "没约定就没有；约定了，最多是一年期 LPR 的四倍",
        (
            money("principal", "本金", "真正拿到手的数目", 100000),
            Field(
                "annual_rate",
                "约定的年利率",
                "rate",
                "10% 填 0.10；月息 1 分是一年 12%，填 0.12；没约定不填",
                "0.10",
                maximum=_MOST_RATE,
                required=False,
                percent_help="月息 1 分是一年 12%；没约定不填",
            ),
            Field("start", "哪天借的", "date", "钱到手那天", "2023-01-01"),
            Field("end", "算到哪天", "date", "还钱那天，这天不算", "2024-01-01"),
            Field(
                "lpr",
                "一年期 LPR",
                "rate",
                "借钱那时的；不填就查内容里的表",
                "0.0365",
                minimum=Decimal("0.001"),
                maximum=Decimal("0.2"),
                required=False,
                figure="lpr",
            ),
            Field(
                "contract_date",
                "合同是哪天的",
                "date",
                "不填就按借钱那天",
                "2023-01-01",
                required=False,
            ),
        ),
        (Article(LOANS, 24), Article(LOANS, 25), Article(LOANS, 28), Article(LOANS, 29)),
        _loan_interest,
    ),
    Calculator(
        "delay-interest",
        "判了不还，每天加多少利息",
        "判决生效不履行，每天加万分之 1.75",
        (
            money("principal", "没还的钱", "判决书上没还的数目，不含利息", 100000),
            Field("days", "拖了几天", "integer", "从该还的日子过后算", 100, "天", maximum=Decimal(36500)),
        ),
        (Article(LATE, 1),),
        _delay_interest,
    ),
)
