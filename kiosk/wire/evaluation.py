"""The five national evaluation levels (GB/T 39735-2020), the one definition for terminal and hub."""

from enum import IntEnum
from typing import Final


class Level(IntEnum):
    """好差评 level. Absence of a rating is 未评价 and is never a level."""

    VERY_DISSATISFIED = 1
    DISSATISFIED = 2
    BASICALLY_SATISFIED = 3
    SATISFIED = 4
    VERY_SATISFIED = 5


LABELS: Final[dict[Level, str]] = {
    Level.VERY_SATISFIED: "非常满意",
    Level.SATISFIED: "满意",
    Level.BASICALLY_SATISFIED: "基本满意",
    Level.DISSATISFIED: "不满意",
    Level.VERY_DISSATISFIED: "非常不满意",
}

# Reasons are asked for at these levels only; the list is version-managed (GB/T 39735: not changed locally).
ASK_WHY: Final = frozenset({Level.DISSATISFIED, Level.VERY_DISSATISFIED})
REASONS_VERSION: Final = "1"
REASONS: Final[dict[str, str]] = {
    "unclear": "看不懂，说不清楚",
    "useless": "没解决我的事",
    "slow": "太慢，等太久",
    "hard": "机器不好用",
    "device": "读卡或打印有毛病",
    "privacy": "担心个人信息",
}
