"""Breaking Chinese text into lines. Pure: widths come from the caller.

Kivy breaks at spaces and otherwise anywhere, which splits words and leaves punctuation at a line's start.
Here numbers and Latin words stay whole, closing marks never begin a line, opening marks never end one; and
among all ways to fill the fewest lines, the one is taken that breaks where one would pause in reading.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Final

Measure = Callable[[str], float]

_CLOSING: Final = frozenset("，。、；：？！）》」』】〕…—”’·,.;:?!)]}%％›")
_OPENING: Final = frozenset("（《「『【〔“‘([{￥")
_TOGETHER: Final = frozenset("-./:%+~–#@&_'’")
_STOP: Final = frozenset("。；？！…")
_PAUSE: Final = frozenset("，、：—·\u3000）》”")
_TENS: Final = frozenset("十百千万亿")
_NUMERALS: Final = frozenset("零一二三四五六七八九两") | _TENS
_LEANING: Final = frozenset("的了吗呢吧们得着过里上下中内后")  # belong to what stands before them
# What a break costs, in squared shares of the width left empty: in a sentence, in a phrase, before what leans
# on the word before it or between a number and what is counted.
_NO_STOP: Final = 0.35
_NO_PAUSE: Final = 0.8
_TORN: Final = 0.3
_NO_WORD: Final = 0.25  # in a sentence of words with spaces between them
_DOT: Final = " ·"  # between two things on one line; where a line ends between them it goes without
_LONELY: Final = 0.5  # a last line of a character or two
_LONELY_SHARE: Final = 0.3
_LONELY_WORD: Final = 0.28  # of Latin letters: a word alone
# Words that are not split: a dictionary would be larger than what it mends, these are the ones seen most.
_KEPT: Final = (
    "怎么办", "怎么", "什么", "可以", "没有", "不要", "不能", "工资", "工钱", "押金", "合同",
    "房东", "老板", "身份证", "电话", "号码", "律师", "法律", "法院", "仲裁委", "仲裁", "申请", "援助",
    "调解", "司法所", "劳动", "监察", "投诉", "起诉", "证据", "记录", "受伤", "工伤", "医院",
    "离婚", "孩子", "父母", "儿女", "打印机", "读卡器", "工作日", "答复", "回执", "县里",
    "机器", "网络", "免费", "全部", "内容", "姓名", "地方", "时间", "一年", "三个月", "派出所",
    "交警", "里面", "别人", "自己", "工地", "海事法院", "一共", "有没有", "打出来", "没纸", "没接上",
)  # fmt: skip
_DAY: Final = re.compile(r"\d{1,2}月\d{1,2}日")
# A Chinese name in English, which one points at.
_NAME: Final = re.compile(r"\([\u3400-\u9fff]{1,12}\)")


def words(text: str) -> list[str]:
    """Pieces between which a line may end; spaces belong to the piece before them."""
    out: list[str] = []
    kept_until = 0
    for index, char in enumerate(text):
        before = text[index - 1] if index else ""
        if index < kept_until or (out and _joined(before, char)):
            out[-1] += char
        else:
            out.append(char)
        if index >= kept_until:
            kept_until = index + _kept(text, index)
    return out


def _kept(text: str, index: int) -> int:
    """Length of what begins here and is not split, 0 for nothing."""
    day = _DAY.match(text, index) if text[index].isdigit() else None
    if day is not None and not text[index - 1 : index].isdigit():
        return len(day[0])
    name = _NAME.match(text, index) if text[index] == "(" else None
    if name is not None:
        return len(name[0])
    return len(next((word for word in _KEPT if text.startswith(word, index)), ""))


def _joined(before: str, char: str) -> bool:
    if char in _CLOSING or before in _OPENING or char == " ":
        return True
    if before == "," and char.isdigit():
        return True  # 12,000; a comma that ends something has a space behind it
    return (_wordly(before) and _wordly(char)) or _numeral(before, char)


def _wordly(char: str) -> bool:
    return char in _TOGETHER or (char.isascii() and char.isalnum())


def _numeral(before: str, char: str) -> bool:
    """Whether both are of one number: 一万二千元."""
    if char == "元":
        return before in _TENS or before in _NUMERALS
    return (char in _TENS and before in _NUMERALS) or (before in _TENS and char in _NUMERALS)


def wrap(text: str, width: float, measure: Measure, even: bool = True) -> tuple[str, ...]:
    """Lines of ``text`` no wider than ``width``; a newline is kept. A piece wider than a line is cut.

    ``even`` False: lines already full never change when more is written at the end.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if measure(paragraph.rstrip()) <= width:
            lines.append(paragraph.rstrip())
            continue
        pieces = _cut(words(paragraph), width, measure)
        if even:
            broken = _best(pieces, width, measure)
            lines += [*(line.removesuffix(_DOT) for line in broken[:-1]), broken[-1]]
        else:
            lines += _filled(pieces, width, measure)
    return tuple(lines)


def _cut(pieces: list[str], width: float, measure: Measure) -> list[str]:
    """Split pieces no line can hold."""
    out: list[str] = []
    for piece in pieces:
        rest = piece
        while len(rest) > 1 and measure(rest.rstrip()) > width:
            # Longer text is never narrower. Looking at each length took ten seconds for a page of one word.
            fitting = bisect_right(range(1, len(rest)), width, key=partial(_start, rest, measure))
            count = max(fitting, 1)
            out.append(rest[:count])
            rest = rest[count:]
        out.append(rest)
    return out


def _start(text: str, measure: Measure, count: int) -> float:
    return measure(text[:count])


def _filled(pieces: list[str], width: float, measure: Measure) -> list[str]:
    """Each line as full as it goes."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in pieces:
        # The space at a line's end takes no room.
        if line and used + measure(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += measure(piece)
    return [*lines, line.rstrip()]


def _best(pieces: list[str], width: float, measure: Measure) -> list[str]:
    """The fewest lines; among those the least cost."""
    sizes = [measure(piece) for piece in pieces]
    bare = [measure(piece.rstrip()) for piece in pieces]
    count = len(pieces)
    # For each number of pieces placed: fewest lines, cost, where the last line begins.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, count + 1):
        found = (count + 1, 0.0, end - 1)
        used = bare[end - 1]
        start = end - 1
        while start >= 0 and (used <= width or start == end - 1):
            lines, cost, _ = best[start]
            own = _cost(pieces[end - 1], used, width, "".join(pieces[end : end + 1]))
            found = min(found, (lines + 1, cost + own, start))
            start -= 1
            if start >= 0:
                used += sizes[start]
        best.append(found)
    breaks = [count]
    while breaks[-1]:
        breaks.append(best[breaks[-1]][2])
    edges = breaks[::-1]
    return ["".join(pieces[start:end]).rstrip() for start, end in pairwise(edges)]


def _cost(last_piece: str, used: float, width: float, following: str) -> float:
    """Of ending a line after ``last_piece``, ``used`` of ``width`` filled, ``following`` on the next one."""
    if not following:
        share = _LONELY_WORD if last_piece.isascii() else _LONELY_SHARE
        return _LONELY if used < width * share else 0.0
    empty = max(width - used, 0.0) / width
    end = last_piece.rstrip(" ")[-1:]
    if end in _STOP or last_piece.rstrip(" ").endswith(_DOT):
        return empty * empty
    if last_piece.endswith(" ") and end.isascii() and following[0].isascii():
        return empty * empty + (_NO_WORD / 3 if following[0] == "(" else _between(end))
    if end in _PAUSE:
        return empty * empty + _NO_STOP
    torn = following[0] in _LEANING or (end.isdigit() and not following.isascii())
    torn = torn or (end == "年" and following[0].isdigit())
    return empty * empty + _NO_PAUSE + (_TORN if torn else 0.0)


def _between(end: str) -> float:
    """What a break between two words costs, the first of them ending in ``end``: any is fine but these."""
    if end in ".!?,;:":
        return 0.0
    return _NO_WORD + (_TORN if end.isdigit() else 0.0)
