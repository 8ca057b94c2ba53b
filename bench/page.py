"""The terminal's own screens as one HTML page: the same words in the same places, the same things to tap.

What it has less of: icons, shadows, a clock, and anything behind it. Every place is given, so nothing is
wrapped or laid out; a change of screen hides one section and shows another. Chromium could hardly have less
to do.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.screens.environment import font_files

_STYLE: Final = """
@font-face { font-family: kiosk; font-weight: 400; src: url("%(regular)s"); }
@font-face { font-family: kiosk; font-weight: 700; src: url("%(bold)s"); }
* { margin: 0; user-select: none; }
body { background: #f5f2ec; color: #1a2330; font-family: kiosk; overflow: hidden; }
section { display: none; position: absolute; inset: 0; }
section.shown { display: block; }
section > * { position: absolute; box-sizing: border-box; }
div { background: #fff; border: 2px solid #d5cfc4; border-radius: 12px; }
div:active { background: #d9e5f2; }
span { white-space: pre; pointer-events: none; }
"""
# The idle screen wakes as a finger comes down, everything else acts as it goes up: as on the terminal.
_SCRIPT: Final = """
const show = (name) => {
  document.querySelector('section.shown').classList.remove('shown');
  document.getElementById(name).classList.add('shown');
};
const shown = () => document.querySelector('section.shown').id;
document.addEventListener('mousedown', () => { if (shown() === '%(idle)s') show('%(home)s'); });
document.addEventListener('click', (event) => {
  const to = event.target.dataset.to;
  if (to) show(to);
});
const middles = () => Object.fromEntries(
  [...document.querySelectorAll('section.shown > div')].map((one) => {
    const box = one.getBoundingClientRect();
    return [one.id, [box.x + box.width / 2, box.y + box.height / 2]];
  }));
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One screen as ``bench.screen_ours`` describes it: rectangles in pixels from the bottom left corner."""

    name: str
    texts: Sequence[Mapping[str, Any]]
    touches: Sequence[Mapping[str, Any]]


def write(file: Path, screens: Sequence[Shown], leads: Mapping[str, str], height: int, fonts: Path) -> None:
    """``leads``: touch id to the screen it leads to. The first screen is shown; a touch anywhere wakes it to
    the second."""
    regular, bold = (font.absolute().as_uri() for font in font_files(fonts))
    style = _STYLE % {"regular": regular, "bold": bold}
    script = _SCRIPT % {"idle": screens[0].name, "home": screens[1].name}
    sections = "\n".join(
        f'<section id="{one.name}"{" class=shown" if one is screens[0] else ""}>{_inside(one, leads, height)}'
        "</section>"
        for one in screens
    )
    file.write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>kiosk</title><style>{style}</style>'
        f"{sections}<script>{script}</script></html>",
        encoding="utf-8",
    )


def _inside(screen: Shown, leads: Mapping[str, str], height: int) -> str:
    boxes = (
        f'<div id="{one["id"]}" data-to="{leads.get(one["id"], "")}" style="{_place(one, height)}"></div>'
        for one in screen.touches
    )
    return "".join(boxes) + "".join(_words(one, height) for one in screen.texts)


def _words(text: Mapping[str, Any], height: int) -> str:
    lines = 1 + text["text"].count("\n")
    font = f"font:{'700' if text['bold'] else '400'} {text['size']}px/{text['area'][1] / lines:.2f}px kiosk"
    return f'<span style="{_place(text, height)};{font}">{html.escape(text["text"])}</span>'


def _place(one: Mapping[str, Any], height: int) -> str:
    (left, bottom), (wide, tall) = one["pos"], one["area"]
    top = height - bottom - tall
    return f"left:{left:.1f}px;top:{top:.1f}px;width:{wide:.1f}px;height:{tall:.1f}px"
