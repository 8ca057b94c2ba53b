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
_PAUSE: Final = frozenset("，。；：？！、…—·　）》”")
# What a break costs, in squared shares of the width left empty.
_NO_PAUSE: Final = 0.45
_LONELY: Final = 0.5  # a last line of a character or two
_LONELY_SHARE: Final = 0.2
# Words that are not split: a dictionary would be larger than what it mends, these are the ones seen most.
_KEPT: Final = (
    "怎么办", "怎么", "什么", "可以", "没有", "不要", "不能", "工资", "工钱", "押金", "合同",
    "房东", "老板", "身份证", "电话", "号码", "律师", "法律", "法院", "仲裁", "申请", "援助",
    "调解", "司法所", "劳动", "监察", "投诉", "起诉", "证据", "记录", "受伤", "工伤", "医院",
    "离婚", "孩子", "父母", "儿女", "打印机", "读卡器", "工作日", "答复", "回执", "县里",
    "机器", "网络", "免费", "全部", "内容", "姓名", "地方", "时间", "一年", "三个月", "派出所",
    "交警",
)  # fmt: skip
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
    name = _NAME.match(text, index) if text[index] == "(" else None
    if name is not None:
        return len(name[0])
    return len(next((word for word in _KEPT if text.startswith(word, index)), ""))


def _joined(before: str, char: str) -> bool:
    if char in _CLOSING or before in _OPENING or char == " ":
        return True
    return _wordly(before) and _wordly(char)


def _wordly(char: str) -> bool:
    return char in _TOGETHER or (char.isascii() and char.isalnum())


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
        lines += _best(pieces, width, measure) if even else _filled(pieces, width, measure)
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
            own = _cost(pieces[end - 1], used, width, last=end == count)
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


def _cost(last_piece: str, used: float, width: float, last: bool) -> float:
    """Of ending a line after ``last_piece``, with ``used`` of ``width`` filled."""
    if last:
        return _LONELY if used < width * _LONELY_SHARE else 0.0
    empty = max(width - used, 0.0) / width
    return empty * empty + (0.0 if _pauses(last_piece) else _NO_PAUSE)


def _pauses(piece: str) -> bool:
    """Whether one may well end a line after ``piece``. English ends anywhere between two words, sooner than
    within a Chinese name in it; a number stays with what it counts.
    """
    mark = piece.rstrip(" ")[-1:]
    return mark in _PAUSE or (piece.endswith(" ") and mark.isascii() and not mark.isdigit())
