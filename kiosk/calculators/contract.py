"""Earnest money: 民法典 §586, 587. Pure."""

from decimal import Decimal
from typing import Final

from kiosk.calculators.fields import Choice, Field, money
from kiosk.calculators.model import Ask, Calculator
from kiosk.calculators.result import Article, Result, is_exactly, yuan

LAW: Final = "民法典"
_SHARE: Final = Decimal("0.2")


def _deposit(ask: Ask) -> Result:
    contract, paid = ask.number("contract"), ask.number("paid")
    most = contract * _SHARE
    valid = min(paid, most)
    excess = paid - valid
    steps = [f"定金最多是合同价的 20%：{yuan(contract)} × 20% {is_exactly(most)} 元"]
    if excess:
        steps.append(f"交了 {yuan(paid)} 元，{yuan(valid)} 元算定金，多的 {yuan(excess)} 元不算定金，要退")
    else:
        steps.append(f"交了 {yuan(paid)} 元，都算定金")
    match ask.word("defaulter"):
        case "payee":
            amount = valid * 2 + excess
            more = f" + {yuan(excess)}" if excess else ""
            steps.append(f"收定金的违约，双倍退：{yuan(valid)} × 2{more} {is_exactly(amount)} 元")
        case "payer":
            amount = excess
            more = f"，只退多交的 {yuan(excess)} 元" if excess else ""
            steps.append(f"交定金的违约，定金不退{more}：退 {yuan(amount)} 元")
        case _:
            amount = paid
            steps.append(f"都没有违约：{yuan(paid)} 元抵价款或者退回")
    warnings = (
        "写“订金”“押金”，没约定是定金的，不能要双倍（合同编通则解释第67条）",
        "违约要使合同目的不能实现；合同还约定了违约金的，两样只能选一样（第588条）",
    )
    extra = {"valid": valid, "excess": excess}
    return Result(tuple(steps), (Article(LAW, 586), Article(LAW, 587)), amount, extra, warnings)


CALCULATORS: Final = (
    Calculator(
        "deposit",
        "定金能退多少",
        "定金最多合同价的两成；收的一方违约，双倍退",
        (
            money("contract", "合同总价", "合同写的总价", 100000),
            money("paid", "交了多少定金", "真正交了的", 30000),
            Field(
                "defaulter",
                "谁违约",
                "choice",
                "谁没有照合同做",
                "payee",
                choices=(
                    Choice("payee", "收定金的", ("收受方", "收受定金的一方", "卖方", "receiver", "seller")),
                    Choice("payer", "交定金的", ("给付方", "给付定金的一方", "买方", "giver", "buyer")),
                    Choice("none", "都没有", ("无", "没有", "nobody")),
                ),
            ),
        ),
        (Article(LAW, 586), Article(LAW, 587)),
        _deposit,
    ),
)
