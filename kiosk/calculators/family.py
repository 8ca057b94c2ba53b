"""Maintenance of children: 民法典婚姻家庭编解释（一） §49. Pure."""

from decimal import Decimal
from typing import Final

from kiosk.calculators.fields import Field, money
from kiosk.calculators.model import Ask, Calculator
from kiosk.calculators.result import Article, Result, is_exactly, yuan

LAW: Final = "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）"
_LOW: Final = Decimal("0.2")
_HIGH: Final = Decimal("0.3")
_HIGH_OF_MANY: Final = Decimal("0.5")


def _child_support(ask: Ask) -> Result:
    income, children = ask.number("monthly_income"), ask.integer("children")
    high_rate, said = (_HIGH, "30%") if children == 1 else (_HIGH_OF_MANY, "50%")
    low, high = income * _LOW, income * high_rate
    who = (
        "一个孩子，一般是月收入的 20% 到 30%" if children == 1 else "两个以上孩子，一共一般不超过月收入的 50%"
    )
    steps = (
        who,
        f"最低：{yuan(income)} × 20% {is_exactly(low)} 元",
        f"最高：{yuan(income)} × {said} {is_exactly(high)} 元",
    )
    warnings = (
        "还要看孩子实际需要、父母能负担多少、当地生活水平，可以高也可以低",
        "没有固定收入的，按当年总收入或同行业平均收入算",
    )
    extra = {"amount_low": low, "amount_high": high}
    return Result(steps, (Article(LAW, 49),), low, extra, warnings)


CALCULATORS: Final = (
    Calculator(
        "child-support",
        "离婚了，孩子抚养费多少",
        "不带孩子的一方，每月一般给多少",
        (
            money("monthly_income", "给钱一方的月收入", "每月总收入，含奖金", 10000),
            Field(
                "children",
                "要给几个孩子",
                "integer",
                "要负担抚养费的孩子数",
                1,
                "个",
                Decimal(1),
                Decimal(20),
            ),
        ),
        (Article(LAW, 49),),
        _child_support,
    ),
)
