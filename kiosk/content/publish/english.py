"""English beside the Chinese: all of a thing or nothing of it, so that nobody meets half a form, and with the
same figures.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from kiosk.content.publish import figures
from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor import EditorField, EditorModel
from kiosk.content.publish.source import Place
from kiosk.domain.library_english import ENDING

_CHINESE: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60]")
_WIDE_QUOTES: Final = re.compile("[‘’“”]")  # fonts of Chinese draw them as wide as a character
# The word an office uses, once, behind the English: labour arbitration (劳动仲裁).
_OFFICE_WORD: Final = re.compile(r"(?<=[A-Za-z]) \([\u3400-\u9fff]+\)")


def check(draft: Draft) -> None:
    """Reports what is missing where some English is written, Chinese where English should stand, and figures
    that are not those of the Chinese.
    """
    for rows in draft.rows.values():
        for row in rows:
            _check(row)
    for row, place, ref in draft.law_refs:
        if ref.gist_en and ref.law not in draft.law_names:
            row.report(place, f"laws.yaml 里没有《{ref.law}》的英文名")
    if draft.laws is not None:
        for law, name in draft.laws.value.items():
            if _CHINESE.search(name) or _WIDE_QUOTES.search(name):
                draft.laws.report((law,), f"《{law}》的英文名里有中文或中文引号")


def _check(row: Read[Any]) -> None:
    pairs = list(_pairs(row.value, ()))
    if not any(english for _, _, english in pairs):
        return
    for place, chinese, english in pairs:
        name = place[-1]
        if chinese and not english:
            row.report(place[:-1] or (str(name).removesuffix(ENDING),), f"写了英文就要写全，还缺 {name}")
        elif not isinstance(english, tuple):
            _text(row, place, f"{name} ", chinese, english)
        elif len(english) != len(chinese):
            row.report(place, f"{name} 要和中文一样多：{len(chinese)} 条")
        else:
            for number, (one, other) in enumerate(zip(chinese, english, strict=True)):
                _text(row, (*place, number), f"{name} 第 {number + 1} 条", one, other)


def _text(row: Read[Any], place: Place, name: str, chinese: str | None, english: str) -> None:
    if _CHINESE.search(_OFFICE_WORD.sub("", english)):
        row.report(place, f"{name}里有中文")
    if _WIDE_QUOTES.search(english):
        row.report(place, f"{name}里的引号要用英文的 ' 和 \"")
    lost, added = figures.difference(chinese or "", english)
    if lost:
        row.report(place, f"{name}的数字和中文对不上，少了 {'、'.join(lost)}")
    if added:
        row.report(place, f"{name}的数字和中文对不上，多了 {'、'.join(added)}")


def _pairs(value: Any, place: Place) -> Iterator[tuple[Place, Any, Any]]:
    """Place of each field of English, its Chinese and itself."""
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _pairs(part, (*place, number))
    elif isinstance(value, EditorModel):
        boat = (
            isinstance(value, EditorField) and value.kind == "boat"
        )  # its number is the same in any language
        names = [name for name in type(value).model_fields if not (boat and name.startswith("sentences"))]
        for name in names:
            if name.endswith(ENDING):
                yield (*place, name), getattr(value, name.removesuffix(ENDING)), getattr(value, name)
            else:
                yield from _pairs(getattr(value, name), (*place, name))
