"""Renders every screen in every interesting state, at both sizes, into one folder with an index page.

    script/gallery [--out DIR] [--language en] [--check]

``--check`` exits 1 when text is cut off, a target is too small or too near another, or a character has no
glyph. Needs a display; script/gallery brings one.
"""

import argparse
import html
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.content.library import load
from kiosk.domain.comfort import Language
from kiosk.domain.library import Library
from script.gallery_render import Panel, Picture, read, render, write
from script.gallery_states import shots, spoken

PANELS: Final = (Panel(1080, 1920, 21.5), Panel(1280, 800, 10.1))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("var/gallery"), help="folder for the pictures")
    parser.add_argument("--check", action="store_true", help="exit 1 when a screen has a fault")
    parser.add_argument(
        "--content", type=Path, help="content directory; default: what the software came with"
    )
    parser.add_argument("--language", choices=[said.value for said in Language], default="zh")
    parser.add_argument("--panel", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.panel is not None:
        told = spoken(shots(_library(options.content)), Language(options.language))
        pictures = render(PANELS[options.panel], told, _fonts(), options.out)
        write(pictures, options.report)
        return 0
    found = _all_panels(options.out, options.content, options.language)
    faults = [
        f"{p.name} ({panel.name}): {line}" for panel, ps in found.items() for p in ps for line in p.problems
    ]
    (options.out / "index.html").write_text(index_page(found), encoding="utf-8")
    for fault in faults:
        print(fault)
    count = sum(len(pictures) for pictures in found.values())
    print(f"{count} pictures in {options.out}, {len(faults)} faults", file=sys.stderr)
    return 1 if options.check and faults else 0


def _all_panels(out: Path, content: Path | None, language: str) -> dict[Panel, list[Picture]]:
    """Each size in its own child process."""
    found: dict[Panel, list[Picture]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, panel in enumerate(PANELS):
            report = Path(folder) / f"{panel.name}.json"
            command = [sys.executable, "-m", "script.gallery", "--out", str(out), "--panel", str(number)]
            more = ["--language", language, *(["--content", str(content)] if content else [])]
            subprocess.run([*command, "--report", str(report), *more], check=True)
            found[panel] = read(report)
    return found


def _library(content: Path | None) -> Library:
    return load(content or Config().factory_content_path)


def _fonts() -> Path:
    return Config().fonts_path


def index_page(found: dict[Panel, list[Picture]]) -> str:
    """Pictures of the same state side by side, with what was found wrong under them."""
    names = list(dict.fromkeys(picture.name for pictures in found.values() for picture in pictures))
    rows = []
    for name in names:
        cells = [
            _cell(picture) for pictures in found.values() for picture in pictures if picture.name == name
        ]
        rows.append(f"<section><h2>{html.escape(name)}</h2><div>{''.join(cells)}</div></section>")
    style = (
        "body{font:16px sans-serif;background:#888;margin:2em}h2{color:#fff;font-size:1.1em}"
        "div{display:flex;gap:1em;align-items:flex-start}img{height:640px;border:1px solid #444}"
        "p{background:#fee;color:#900;max-width:60em}"
    )
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{style}</style>{''.join(rows)}</html>\n"
    )


def _cell(picture: Picture) -> str:
    notes = "".join(f"<p>{html.escape(line)}</p>" for line in picture.problems)
    if not picture.file:
        return notes
    return f'<figure><a href="{picture.file}"><img src="{picture.file}" loading="lazy"></a>{notes}</figure>'


if __name__ == "__main__":
    sys.exit(main())
