"""What the rules of reading share: their shape, and how numbers, dashes and measures are written."""

import re
from collections.abc import Callable
from typing import Final

# Characters of Chinese, planes 0, 2 and 3; none of the private areas.
HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Nothing is given back and nothing begun within a number: a long row of digits must not take seconds.
NUM: Final = r"(?<!\d)(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?+"
DASH: Final = r"\s*[-~–—―−]{1,2}\s*"
# Where a lone 2 is 两. Not 月 日 号 楼 层 室 班 路 级 条 款 代 届 期, which count in order.
MEASURES: Final = (
    "个|名|人|位|份|次|天|周(?!年|岁)|周岁|年(?!级)|倍|张|页|种|件|项|台|户|家|元|块|角|万|千|亿|公里|里|米|"
    "分钟|秒|小时|星期|季度|本|套|遍|封|间|处|步|句|段|类|辆|艘|寸|斤|公斤|吨|点|岁|只|头|层楼|亩|箱|瓶|"
    "桶|把|口人|方当事人|平方米|海里|成(?!都|员|立|年)|枚|根|颗|粒|株|笔|桩|宗|例|片|双|副|支|组|座|棵|趟|顿|条"
)
# What makes digits an amount and no number to dial: 12000元, 打120个电话; not 12345处理, 110人民警察.
AMOUNTS: Final = (
    "%|‰|元(?![旦宵月])|块|角|万|千|亿|多(?!少)|余|以[上下内]|左右|个(?![人体])|次(?!日)|遍|下|人(?![民工员社保大])"
    "|天(?![津台])|小时|分钟|秒|年|月|日|周岁|岁|公里|海里|平方|平米|米|公斤|斤|吨|克|亩|倍|户(?!口)|名(?!字)|件|份|"
    "张(?!律|三)|头|度|条|页|字|股|㎡|m|k|t"
)

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def rule(pattern: str, say: Callable[[re.Match[str]], str]) -> Rule:
    """Whatever ``pattern`` finds is replaced by what ``say`` makes of it."""
    return re.compile(pattern), say
