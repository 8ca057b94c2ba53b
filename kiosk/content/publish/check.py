"""What only shows when the files are seen together, or against the screen: doubles, English, glyphs, and what
each kind's own checks say (kinds/table.py).
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.content.publish import check_law, english
from kiosk.content.publish.collect import collect
from kiosk.content.publish.draft import Draft, texts
from kiosk.content.publish.kinds.kind import Kind
from kiosk.content.publish.kinds.table import TABLE
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.content.publish.source import Source
from kiosk.glyphs import UiFont

_IDENTITY: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def check(root: Path, fonts: Sequence[UiFont] = (), progress: Progress = SILENT) -> Draft:
    """Reads and judges the folder; ``draft.problems`` is empty when it can be published.

    Characters are checked against those of ``fonts`` that are present.
    """
    draft = collect(root, progress)
    progress.begin("对一遍", len(TABLE))
    for kind in TABLE:
        progress.step()
        if kind.rows:
            _unique(draft, kind)
        for one in kind.checks:
            one(draft)
    english.check(draft)
    check_law.check(draft)
    for source in draft.sources:
        _characters(source, [font for font in fonts if font.present])
    return draft


def _unique(draft: Draft, kind: Kind) -> None:
    first: dict[object, Source] = {}
    for row in draft.rows.get(kind.name, ()):
        name = getattr(row.value, "id", None)
        if name is not None and name in first:
            row.report(("id",), f"{name} 和 {first[name].file} 里的重复")
        first.setdefault(name, row.source)


def _characters(source: Source, fonts: Sequence[UiFont]) -> None:
    for place, text in texts(source.data):
        if text != text.strip():
            source.report(place, "前后有多余的空格")
        if _IDENTITY.search(text):
            source.report(place, "不要写身份证号码")
        hidden = sorted(
            {f"U+{ord(ch):04X}" for ch in text if unicodedata.category(ch) in ("Cc", "Cf", "Co", "Cs", "Cn")}
        )
        if hidden:
            source.report(place, f"有看不见的字符：{'、'.join(hidden)}")
        missing = dict.fromkeys(ch for font in fonts for ch in font.missing(text) if ch.isprintable())
        if missing:
            source.report(place, f"屏幕的字体里没有：{''.join(missing)}")
