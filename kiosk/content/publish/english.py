"""English beside the Chinese: all of a thing or nothing of it, so that nobody meets half a form."""

import re
from collections.abc import Iterator
from typing import Any, Final

from kiosk.content.publish.collect import Read
from kiosk.content.publish.editor import EditorModel
from kiosk.content.publish.source import Place
from kiosk.domain.library_english import ENDING

_CHINESE: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60]")


def check(row: Read[Any]) -> None:
    """Reports what is missing where some English is written, and Chinese where English should stand."""
    pairs = list(_pairs(row.value, ()))
    if not any(english for _, _, english in pairs):
        return
    for place, chinese, english in pairs:
        name = place[-1]
        if chinese and not english:
            row.report(place[:-1] or (str(name).removesuffix(ENDING),), f"写了英文就要写全，还缺 {name}")
        elif isinstance(english, tuple) and len(english) != len(chinese):
            row.report(place, f"{name} 要和中文一样多：{len(chinese)} 条")
        elif any(map(_CHINESE.search, english if isinstance(english, tuple) else (english,))):
            row.report(place, f"{name} 里有中文")


def _pairs(value: Any, place: Place) -> Iterator[tuple[Place, Any, Any]]:
    """Place of each field of English, its Chinese and itself."""
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _pairs(part, (*place, number))
    elif isinstance(value, EditorModel):
        names = type(value).model_fields
        for name in names:
            if name.endswith(ENDING):
                yield (*place, name), getattr(value, name.removesuffix(ENDING)), getattr(value, name)
            else:
                yield from _pairs(getattr(value, name), (*place, name))
