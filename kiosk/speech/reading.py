"""How Chinese is read aloud where it is written in digits, signs and brackets. Pure; one line a rule.

The rules run in order and each leaves Chinese characters behind: none sees digits another has read.
"""

import re
from collections.abc import Callable
from typing import Final

from kiosk.speech.numbers import clock, counted, decimal, dialled, digits, money, spelled, whole

# Characters of Chinese, planes 0, 2 and 3; none of the private areas.
HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_NUM: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_DASH: Final = r"\s*[-~–—―−]{1,2}\s*"
_CLOCK: Final = r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d)"
# Where a lone 2 is 两. Not 月 日 号 楼 层 室 班 路 级 条(第), which count in order.
_MEASURES: Final = (
    "个|名|人|位|份|次|天|周|年|倍|张|页|种|件|项|台|户|家|元|块|万|千|亿|公里|里|米|分钟|小时|星期|季度|"
    "本|套|遍|封|间|处|步|句|段|类|辆|艘|寸|斤|公斤|吨|点钟|岁|代|只|头|层楼"
)
_UNITS: Final = {
    "km": "公里", "m": "米", "cm": "厘米", "mm": "毫米", "kg": "公斤", "g": "克", "℃": "摄氏度",
    "°C": "摄氏度", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "h": "小时", "min": "分钟", "s": "秒",
    "MB": "兆", "L": "升", "ml": "毫升", "kW": "千瓦", "V": "伏", "W": "瓦",
}  # fmt: skip
_SIGNS: Final = {
    "&": "和", "+": "加", "=": "等于", "×": "乘", "÷": "除以", "≥": "不小于", "≤": "不大于", ">": "大于",
    "<": "小于", "≠": "不等于", "℃": "摄氏度", "㎡": "平方米", "°": "度", "§": "第", "№": "号", "→": "，到",
    "%": "百分号", "¥": "元", "@": "，",
}  # fmt: skip
_NO_AMOUNT: Final = rf"(?![\d%:]|[.,]\d|万|亿|{_MEASURES})"
_CALLED: Final = r"(?:电话|热线|拨打|拨通|拨|打|号码|手机|传真|座机|报警|急救|联系|致电|直拨)"
_LISTED: Final = rf"\d{{3,8}}+{_NO_AMOUNT}"
_AND: Final = r"\s*(?:、|，|或者|或|和|/)\s*"

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _rule(pattern: str, say: Callable[[re.Match[str]], str]) -> Rule:
    return re.compile(pattern), say


def _listed(numbers: str) -> str:
    """``110、120`` after 拨打: each is dialled."""
    return re.sub(r"\d+", lambda found: phone(found[0]), numbers)


def _run(found: re.Match[str]) -> str:
    """A number nothing is said about: a code when long, a quantity else."""
    text = found[0]
    plain = "," not in text and "." not in text
    return digits(text) if plain and len(text) >= 7 else decimal(text)


def _fraction(found: re.Match[str]) -> str:
    over, under = found[1], found[2]
    if 1 < int(under) <= 100 and int(over) < int(under):
        return f"{whole(under)}分之{whole(over)}"
    return f"{decimal(over)}，{decimal(under)}"


def _amount(found: re.Match[str]) -> str:
    return money(found[1])


_RULES: Final[tuple[Rule, ...]] = (
    # an order number or file number: letters, digits, a hyphen
    _rule(r"(?<![A-Za-z0-9-])(?=[0-9-]*[A-Z])(?=[A-Z-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+(?![A-Za-z0-9-])",
          lambda f: f"，{spelled(f[0])}，"),
    # dates
    _rule(r"(?<!\d)([12]\d{3})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)",
          lambda f: f"{digits(f[1])}年{whole(f[3])}月{whole(f[4])}日"),
    _rule(rf"(?<!\d)([12]\d{{3}}){_DASH}([12]\d{{3}})年", lambda f: f"{digits(f[1])}到{digits(f[2])}年"),
    _rule(r"(?<!\d)([12]\d{3})\s*年", lambda f: f"{digits(f[1])}年"),
    # times
    _rule(rf"(?<!\d){_CLOCK}(?:{_DASH}|至|到){_CLOCK}",
          lambda f: f"{clock(f[1], f[2])}到{clock(f[3], f[4])}"),
    _rule(rf"(?<!\d){_CLOCK}", lambda f: clock(f[1], f[2])),
    # telephone numbers
    _rule(r"(?<![\d.])0\d{2,3}[- ]?\d{7,8}(?:-\d{1,6})?(?![\d.])", lambda f: phone(f[0])),
    _rule(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\d.])", lambda f: phone(f[0])),
    _rule(r"(?<![\d.])[48]00[- ]?\d{3}[- ]?\d{4}(?![\d.])", lambda f: phone(f[0])),
    _rule(rf"(?<![\d.,])(?:12[03]\d\d|9[56]\d{{3,4}}+|100\d\d){_NO_AMOUNT}", lambda f: phone(f[0])),
    _rule(rf"({_CALLED}\s*:?\s*)({_LISTED}(?:{_AND}{_LISTED})*)", lambda f: f[1] + _listed(f[2])),
    _rule(r"(?<![\d.,])(1(?:10|19|20|22))(?=\s*(?:报警|急救|火警|电话|热线))", lambda f: phone(f[1])),
    # ranges: only the sign is replaced, the numbers are read below
    _rule(rf"(?<=\d)(%|‰|元|天|年|月|日|号|个|人|万元|万|岁|次|米|公里)?{_DASH}(?=\d)",
          lambda f: f"{f[1] or ''}到"),
    # money
    _rule(rf"[¥]\s*({_NUM})(?:\s*(万|亿)元?)", lambda f: f"{counted(f[1])}{f[2]}元"),
    _rule(rf"[¥]\s*({_NUM})(?:\s*元)?", _amount),
    _rule(rf"({_NUM})\s*(?=(?:十|百|千|万|亿)+)", lambda f: counted(f[1])),
    _rule(rf"({_NUM})\s*元", _amount),
    # shares
    _rule(rf"({_NUM})\s*%", lambda f: f"百分之{decimal(f[1])}"),
    _rule(rf"({_NUM})\s*‰", lambda f: f"千分之{decimal(f[1])}"),
    _rule(r"(?<![\d./])(\d{1,4})/(\d{1,4})(?![\d./])", _fraction),
    # in order
    _rule(r"§+\s*(\d{1,4})", lambda f: f"第{whole(f[1])}条"),
    _rule(r"第\s*(\d{1,16})", lambda f: f"第{whole(f[1])}"),
    # how many
    _rule(rf"(?<![\d.,A-Za-z])[-−]\s*({_NUM})", lambda f: f"负{decimal(f[1])}"),
    _rule(rf"({_NUM})\s*({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![A-Za-z0-9])",
          lambda f: counted(f[1]) + _UNITS[f[2]]),
    _rule(rf"({_NUM})\s*(?={_MEASURES})", lambda f: counted(f[1])),
    _rule(_NUM, _run),
)  # fmt: skip

# 欠薪 辞退 are two things; the spaces around 打 12333 are only typography.
_APART: Final = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_PER: Final = re.compile(r"(?<=[元点里米斤度])/(?=[\u4e00-\u9fff])")
_EITHER: Final = re.compile(r"(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])")
_UNTIL: Final = re.compile(rf"(?<=[年月日号点分元天]){_DASH}(?=[零一二三四五六七八九十两])")
_SILENT: Final = re.compile("[《》〈〉“”‘’「」『』\"'`*_#]")
_PAUSE: Final = re.compile("[，,、：:…()〔〕\\[\\]【】{}|·•—–~-]")
_UNSAYABLE: Final = re.compile(f"[^A-Za-z，{HAN} ]")
_SPACES: Final = re.compile(r"\s*(，)[\s，]*|(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def chinese(text: str) -> str:
    """Han, Latin words and ，as pauses; nothing else. ``text`` has half-width digits."""
    # Digits of other scripts, superscripts and the like are nobody's number here.
    text = "".join(ch for ch in text if ch.isascii() or not ch.isnumeric() or _is_han(ch))
    text = _APART.sub("，", text)
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    text = _UNTIL.sub("到", _EITHER.sub("或", _PER.sub("每", text)))
    text = _PAUSE.sub("，", _SILENT.sub("", text.translate(_SIGN_TABLE)))
    text = _SPACES.sub(lambda found: found[1] or "", _UNSAYABLE.sub(" ", text))
    return text.strip("， ")


def phone(number: str) -> str:
    """Digit by digit with 幺, in groups; the country's own code is not dialled here and not said."""
    number = re.sub(r"^\+?86[- ]?(?=1[3-9]\d{9}$|1[3-9]\d[ -])", "", number.strip())
    return dialled(number.replace(" ", "-"))


_SIGN_TABLE: Final = str.maketrans(_SIGNS)


def _is_han(ch: str) -> bool:
    return _UNSAYABLE.match(ch) is None
