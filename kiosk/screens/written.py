"""How a text grows and shrinks under taps. Pure: text in, text out."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from kiosk.domain.typed import IdentityNumber, Telephone
from kiosk.screens.widgets.wrap import Measure

_STOP: Final = "。"
_COMMA: Final = "，"
_STOP_LATIN: Final = "."
_COMMA_LATIN: Final = ", "
_ENDS: Final = frozenset("，。、；：？！…,.;:?!\n")
_NEVER_FIRST: Final = frozenset("，。、；：？！）》」』】…,.;:?!)")
_NEAR: Final = 20  # characters left from which the limit is said


def with_sentence(text: str, sentence: str, at: int | None = None) -> str:
    """``sentence`` as a sentence of its own behind ``at`` characters, or at the end."""
    text, after = (text, "") if at is None else (text[:at], text[at:])
    latin = _latin(sentence)
    if text and text[-1] not in _ENDS:
        text += _COMMA_LATIN if latin else _COMMA
    elif text and latin and text[-1].isascii():
        text += " "
    if latin and after and after[0].isascii() and not after[0].isspace():
        after = f" {after}"
    return text + _whole(sentence) + after


def behind_marks(text: str, at: int) -> int:
    """Where a sentence goes in that is tapped with the caret at ``at``: no mark is to follow its own."""
    while at < len(text) and text[at] in _ENDS:
        at += 1
    return at


def has_sentence(text: str, sentence: str) -> bool:
    """Whether a tap put ``sentence`` in and nothing has been done to it since."""
    return _whole(sentence) in text


def without_sentence(text: str, sentence: str) -> str:
    """``text`` as if the sentence had not been tapped (its last occurrence goes)."""
    before, found, after = text.rpartition(_whole(sentence))
    if not found:
        return text
    if after:
        return before + after
    if not _latin(sentence):
        return before.removesuffix(_COMMA)
    return before.removesuffix(_COMMA_LATIN if before.endswith(_COMMA_LATIN) else " ")


def _whole(sentence: str) -> str:
    sentence = sentence.strip()
    if sentence[-1:] in _ENDS - {_COMMA}:
        return sentence
    return sentence + (_STOP_LATIN if _latin(sentence) else _STOP)


def _latin(sentence: str) -> bool:
    return sentence[-1:].isascii()


def room_left(text: str, most: int) -> int | None:
    """How many characters may still be written; None while the end is far."""
    left = max(most - len(text), 0)
    return left if left <= min(_NEAR, most // 3) else None


def grouped(digits: str, kind: str) -> str:
    """Digits in the groups people read them in: 138 0000 0000, 0580 0000 001, 330922 19000101 0010."""
    if kind == "id_number":
        return IdentityNumber().shown(digits).text
    return Telephone().shown(digits).text if kind == "phone" else digits


def filled(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Lines filled from the top: unlike evened ones they do not jump about under the writing hand.

    Quick, since it runs at every character: breaks anywhere but before a closing mark.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for char in text:
        size = 0.0 if char == "\n" else measure(char)
        if char == "\n" or (line and used + size > width):
            carried = line[-1] if char in _NEVER_FIRST and len(line) > 1 else ""
            lines.append(line[: len(line) - len(carried)])
            line, used = carried, measure(carried)
        line += char.strip("\n")
        used += size
    return (*lines, line)


def begins_of(text: str, lines: Sequence[str]) -> tuple[int, ...]:
    """How many characters of ``text`` come before each of the ``lines`` it was filled into."""
    out, at = [], 0
    for number, line in enumerate(lines):
        if number and text[at : at + 1] == "\n":
            at += 1
        out.append(at)
        at += len(line)
    return tuple(out)


def line_of(begins: Sequence[int], lines: Sequence[str], at: int, leans: bool = False) -> int:
    """The line a caret stands on behind ``at`` characters. Between two lines it stands behind the last
    character of the first; if it ``leans``, before the first character of the other.
    """
    row = max(bisect_right(begins, at) - 1, 0)
    broken = row > 0 and at == begins[row] == begins[row - 1] + len(lines[row - 1])
    return row - 1 if broken and not leans else row


def nearest(line: str, x: float, measure: Measure) -> int:
    """How many characters of ``line`` end nearest to ``x``, which is measured from its beginning."""
    end, best, away = 0.0, 0, abs(x)
    for number, char in enumerate(line, 1):
        end += measure(char)
        if abs(x - end) < away:
            best, away = number, abs(x - end)
    return best
