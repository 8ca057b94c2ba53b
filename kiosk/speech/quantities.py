"""Rules for how much and how many: ranges, money, shares, order, measures."""

import re
from typing import Final

from kiosk.speech.numbers import DIALLED, counted, decimal, digits, money, whole
from kiosk.speech.rule import DASH, HAN, MEASURES, NUM, Rule, rule

_UNITS: Final = {
    "km/h": "公里每小时", "m/s": "米每秒", "km": "公里", "m": "米", "cm": "厘米", "mm": "毫米", "kg": "公斤",
    "g": "克", "mg": "毫克", "℃": "摄氏度", "°C": "摄氏度", "㎡": "平方米", "m2": "平方米", "cm2": "平方厘米",
    "m3": "立方米", "h": "小时", "min": "分钟", "s": "秒", "MB": "兆", "L": "升", "ml": "毫升", "mL": "毫升",
    "kW": "千瓦", "kWh": "千瓦时", "V": "伏", "W": "瓦", "dB": "分贝",
}  # fmt: skip
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_LONG: Final = 7  # digits of what is rather a code than a quantity
_ROUND: Final = "00000"  # but for 25000000
_TO: Final = rf"(?:{DASH}|\s*[至到]\s*)"
# Between the numbers of a range. Any amount may follow an amount (6个月-3年); what counts in order is
# followed by its like, or 5号楼-3单元 would be a range of houses.
_AMOUNT: Final = (
    rf"%|‰|{_UNIT}|个?工作日|个?小时|个?月|个?星期|个?季度|个|天|年|日|周岁|周|岁|人|名|次|分钟|秒|时|点|分|"
    "亿元|万元|千元|百元|元|块|角|亿|万|千|百|倍|成|公里|海里|平方米|平米|米|厘米|公斤|斤|吨|克|升|亩|户|件|份|页|张|"
    "度|股|间|套|辆|艘|位|本|例|起"
)
_ORDINAL: Final = "号|楼|层|条|款|项|章|节|编|级|期|届|题|路|栋|幢|室|卷|册|排|桌"
_EACH: Final = (
    "年|月|日|天|小时|时|分钟|秒|周|人|次|户|件|个|份|吨|公斤|斤|公里|米|亩|㎡|平方米|平米|间|台|辆|票|晚|夜"
)
_MONEY: Final = rf"(?:¥|RMB|CNY)\s*({NUM})"
_DOLLARS: Final = rf"(?:US)?\$\s*({NUM})"
_LIST_MARK: Final = rf"(?<![\d.A-Za-z第])(\d{{1,2}})\.(?=\s*[{HAN}“《(])"
_RATIO: Final = r"(?<![\d.:])(\d{1,6}(?:\.\d{1,3})?):(\d{1,6}(?:\.\d{1,3})?)(?![\d:]|\.\d)"


def _run(found: re.Match[str]) -> str:
    """A number nothing is said about: a code when long, a quantity else."""
    text = found[0]
    code = len(text) >= _LONG and text.isdigit() and not text.endswith(_ROUND)
    return digits(text) if code else decimal(text)


def _fraction(found: re.Match[str]) -> str:
    over, under = found[1], found[2]
    if int(over) < int(under) and (int(under) <= 100 or under.rstrip("0") == "1"):
        return f"{whole(under).removeprefix('一')}分之{whole(over)}"  # 万分之一
    return f"{decimal(over)}，{decimal(under)}"


def _in_order(found: re.Match[str]) -> str:
    return re.sub(r"\d+", lambda number: whole(number[0]), found[0])


def _amount(found: re.Match[str]) -> str:
    return money(found[1])


def _shares(found: re.Match[str]) -> str:
    """``15-20%``: both of a hundred."""
    of = "百" if found[3] == "%" else "千"
    return f"{of}分之{decimal(found[1])}到{decimal(found[2])}"


_RANGES: Final[tuple[Rule, ...]] = (
    rule(rf"({NUM}){_TO}({NUM})\s*([%‰])", _shares),
    # 两到三天, but 第2-3条 and 2至3年, which is how statutes say it
    rule(rf"(?<![\d.,第-])2(?=(?:{DASH}|到){NUM}\s*(?:{MEASURES}))", lambda _: "两"),
    # Only the sign is replaced, the numbers are read by what follows.
    rule(rf"(?<=[\d两])\s?({_AMOUNT})?\s*[-~–—―−]\s*(?=¥?\d)", lambda f: f"{f[1] or ''}到"),
    # Two dashes more often begin another thought: 共3人——2男1女.
    rule(r"(?<=[\d两])\s*[-–—―−]{2}\s*(?=\d)", lambda _: "到"),
    rule(rf"(?<=\d)({_AMOUNT})\s*[-–—―−]{{2}}\s*(?=\d[\d.,]*(?:\1))", lambda f: f"{f[1]}到"),
    rule(rf"(?<=\d)({_ORDINAL}){DASH}(?=第?\d{{1,4}}(?:\1))", lambda f: f"{f[1]}到"),
)  # fmt: skip

_SIGNED: Final[tuple[Rule, ...]] = (
    rule(r"(?<=零下)\s?[-−]\s?(?=\d)", lambda _: ""),
    # below nothing: at the beginning of something, or of degrees; 县医院-3楼 has a dash
    rule(r"(?<![\w.,%‰)\]-])[-−](?=¥?\d)", lambda _: "负"),
    rule(rf"(?<![\dA-Za-z])[-−]\s?(?={NUM}\s*(?:℃|°C|度))", lambda _: "负"),
)

RULES: Final[tuple[Rule, ...]] = (
    # 12，000元: somebody's keyboard had no other comma
    rule(r"(?<![\d，])\d{1,3}(?:，\d{3})*，0\d\d(?:，\d{3})*(?![\d，])", lambda f: f[0].replace("，", "")),
    rule(rf"(?<=[\d元角分%‰])\s*/\s*(?={_EACH})", lambda _: "每"),
    rule(rf"(?<=\d)\s*([个次人元件名份吨斤户])\s*/\s*(?={_EACH})", lambda f: f"{f[1]}每"),
    rule(r"(?<=[\d米分])\s*[xX*×]\s*(?=\d)", lambda _: "乘"),
    rule(r"(?<![\d.])\d{1,4}(?:\.\d{1,4}){2,8}(?![\d.])",
         lambda f: "点".join(decimal(part) for part in f[0].split("."))),
    rule(_LIST_MARK, lambda f: f"{whole(f[1])}，"),
    *_RANGES,
    *_SIGNED,
    rule(r"(?<=\d)#\s*(?=[楼栋幢座厂车库窗门])", lambda _: "号"),
    rule(_RATIO, lambda f: f"{decimal(f[1])}比{decimal(f[2])}"),
    # money
    rule(rf"{_MONEY}\s*([万亿])元?", lambda f: f"{counted(f[1])}{f[2]}元"),
    rule(rf"{_MONEY}(?:\s*元)?", _amount),
    rule(rf"{_DOLLARS}\s*([万亿]?)(?:美元)?", lambda f: f"{counted(f[1])}{f[2]}美元"),
    # a train, a standard: D3101
    rule(r"(?<![A-Za-z0-9])([A-Z]{1,4})(\d{3,})(?![A-Za-z\d.,])", lambda f: f[1] + digits(f[2], DIALLED)),
    rule(rf"({NUM})\s*(?=(?:十|百|千|万|亿)+)", lambda f: counted(f[1])),
    rule(rf"({NUM})\s*元", _amount),
    # shares
    rule(rf"({NUM})\s*%", lambda f: f"百分之{decimal(f[1])}"),
    rule(rf"({NUM})\s*‰", lambda f: f"千分之{decimal(f[1])}"),
    rule(r"(?<![\d./])(\d{1,6})/(\d{1,6})(?![\d./])", _fraction),
    # in order
    rule(r"§+\s*(\d{1,4})", lambda f: f"第{whole(f[1])}条"),
    rule(r"第\s*\d{1,4}(?:\s*[、，和及或至到]\s*第?\s*\d{1,4})+(?=[条款项章节编])", _in_order),
    rule(r"第\s*(\d{1,16})", lambda f: f"第{whole(f[1])}"),
    # how many
    rule(rf"({NUM})\s*({_UNIT})(?![A-Za-z0-9])", lambda f: counted(f[1]) + _UNITS[f[2]]),
    rule(rf"({NUM})\s*(?={MEASURES})", lambda f: counted(f[1])),
    rule(NUM, _run),
)  # fmt: skip
