"""How Chinese is read aloud where it is written in digits, signs and brackets. Pure; one line a rule.

The rules run in order and each leaves Chinese characters behind: none sees digits another has read.
"""

import re
import unicodedata
from typing import Final

from kiosk.speech import dates, dialling, quantities
from kiosk.speech.rule import DASH, HAN

_SIGNS: Final = {
    "&": "和", "+": "加", "=": "等于", "×": "乘", "÷": "除以", "≥": "不小于", "≤": "不大于", "≠": "不等于",
    "±": "正负", "≈": "约", "℃": "摄氏度", "㎡": "平方米", "°": "度", "′": "分", "″": "秒", "§": "第",
    "№": "号", "→": "，到", "%": "百分号", "¥": "元", "@": "，",
}  # fmt: skip
_RULES: Final = (*dates.PAPERS, *dialling.CODES, *dates.RULES, *dialling.RULES, *quantities.RULES)
_FIGURES: Final = "零一二三四五六七八九十百千万亿两"

# 欠薪 辞退 are two things; the spaces around 打 12333 are only typography.
_APART: Final = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_ITEM: Final = re.compile(r"第\s*[(]\s*(\d{1,3}|[一二三四五六七八九十百]{1,5})\s*[)]\s*(?=[项款条种类])")
_MASKED: Final = re.compile(r"[0-9Xx]*[*＊•●]{3,}[0-9Xx]*")
_WEEK: Final = re.compile(rf"(?<=[周期])([一二三四五六日天]){DASH}(?=(?:周|星期)?[一二三四五六日天])")
_PER: Final = re.compile(rf"(?<=[元点里米斤度克升秒吨])/(?=[{HAN}])")
_EITHER: Final = re.compile(rf"(?<=[{HAN}])/(?=[{HAN}])")
_UNTIL: Final = re.compile(rf"(?<=[{_FIGURES}年月日号点分元天人岁时个次倍])\s*[-~–—―−]\s*(?=[{_FIGURES}])")
_LAWS: Final = re.compile(rf"(?<=[条款项章节编]){DASH}(?=第[{_FIGURES}])")
_LESS: Final = re.compile(r"<(?=\s?[\d-])")  # <办法> is a title
_MORE: Final = re.compile(r">(?=\s?[\d-])")
_STOP: Final = re.compile(rf"(?<=[{HAN}])\.|\.(?=[{HAN}])")
_SILENT: Final = re.compile("[《》〈〉“”‘’「」『』\"'`*_#]")
_PAUSE: Final = re.compile("[，,、：:…()〔〕\\[\\]【】{}|·•—–~/-]")
_UNSAYABLE: Final = re.compile(f"[^A-Za-z，{HAN} ]")
_SPACES: Final = re.compile(r"\s*(，)[\s，]*|(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def chinese(text: str) -> str:
    """Han, Latin words and ，as pauses; nothing else. ``text`` has half-width digits."""
    text = "".join(ch if ch.isascii() or not ch.isnumeric() else _figure(ch) for ch in text)
    text = text.replace(">=", "≥").replace("<=", "≤")
    text = _LESS.sub("小于", _MORE.sub("大于", text))
    text = _ITEM.sub(r"第\1", _APART.sub("，", _MASKED.sub("，", text)))
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    text = _LAWS.sub("到", _UNTIL.sub("到", _WEEK.sub(r"\1到", text)))
    text = _STOP.sub("，", _EITHER.sub("或", _PER.sub("每", text)))
    text = _PAUSE.sub("，", _SILENT.sub("", text.translate(_SIGN_TABLE)))
    text = _SPACES.sub(lambda found: found[1] or "", _UNSAYABLE.sub(" ", text))
    return text.strip("， ")


def _figure(ch: str) -> str:
    """Ⅱ ① ½ m² in plain digits; the digits of other scripts are nobody's number here."""
    plain = unicodedata.normalize("NFKC", ch)
    if ch in "²³":
        return plain
    if "Ⅰ" <= ch <= "ⅿ":
        return f"{unicodedata.numeric(ch):g}"
    if plain == ch or not plain.isascii():
        if re.fullmatch("[0-9]+⁄[0-9]+", plain):
            return plain.replace("⁄", "/")
        return ch if _is_han(ch) else ""
    mark = re.sub(r"[().]", "", plain)
    return f"，{mark}，" if mark.isdigit() and unicodedata.category(ch) == "No" else ""


_SIGN_TABLE: Final = str.maketrans(_SIGNS)


def _is_han(ch: str) -> bool:
    return _UNSAYABLE.match(ch) is None
