"""Renders every screen in every interesting state, mode and size into one folder with an index page.

    script/gallery [--pages] [--out DIR] [--check] [--mode NAME …] [--size WxH …] [--only WORD] [--seed N]

``--pages``: every page of everything in the library instead, in the mode of who changed nothing.
``--check`` exits 1 when text is cut off, broken inside a word, stands out too little or lies over something
else, a target is too small, too near another or out of reach, or a character has no glyph. Of the mixtures
of high contrast that change colours only a tenth is drawn, picked by the seed. Needs a display;
script/gallery brings one.
"""

import argparse
import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from kiosk.config import CHECKOUT, Config
from kiosk.content.library import load
from kiosk.domain.library import Library
from script.gallery_modes import MODES
from script.gallery_pages import content_shots
from script.gallery_render import Panel, Picture, read, render, write
from script.gallery_states import shots

PANELS: Final = (Panel(1080, 1920, 21.5), Panel(1920, 1080, 15.6), Panel(1280, 800, 10.1))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("var/gallery"), help="folder for the pictures")
    parser.add_argument("--pages", action="store_true", help="every page of the content")
    parser.add_argument("--check", action="store_true", help="exit 1 when a screen has a fault")
    parser.add_argument(
        "--content", type=Path, help="content directory; default: what the software came with"
    )
    parser.add_argument(
        "--mode", action="append", choices=sorted(MODES), help="only this mode; again for more"
    )
    parser.add_argument("--size", action="append", choices=[p.name for p in PANELS], help="only this size")
    parser.add_argument("--only", default="", help="only states whose name has this in it")
    parser.add_argument("--seed", type=int, default=0, help="picks what is drawn of the sampled modes")
    parser.add_argument("--panel", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.panel is not None:
        library = _library(options.content)
        content = options.content or Config().factory_content_path
        every = content_shots(library, content) if options.pages else shots(library)
        chosen = [shot for shot in every if options.only in shot.name]
        modes = options.mode or (["normal"] if options.pages else list(MODES))
        pictures = render(
            PANELS[options.panel],
            chosen,
            modes,
            _fonts(),
            options.out,
            not (options.only or options.pages),
            options.seed,
        )
        write(pictures, options.report)
        return 0
    found = _all_panels(options)
    faults = [
        f"{p.name} ({p.mode}, {panel.name}): {line}"
        for panel, ps in found.items()
        for p in ps
        for line in p.problems
    ]
    (options.out / "index.html").write_text(index_page(found), encoding="utf-8")
    for fault in faults:
        print(fault)
    count = sum(len(pictures) for pictures in found.values())
    print(f"{count} pictures in {options.out}, {len(faults)} faults", file=sys.stderr)
    return 1 if options.check and faults else 0


def _all_panels(options: argparse.Namespace) -> dict[Panel, list[Picture]]:
    more = ["--out", str(options.out.resolve()), "--only", options.only, "--seed", str(options.seed)]
    more += ["--content", str(options.content.resolve())] if options.content else []
    more += ["--pages"] if options.pages else []
    for mode in options.mode or ():
        more += ["--mode", mode]
    return drawn([panel for panel in PANELS if not options.size or panel.name in options.size], more)


def drawn(panels: Sequence[Panel], more: Sequence[str]) -> dict[Panel, list[Picture]]:
    """What the gallery draws at each size with ``more`` options: a child process each, a processor each."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as at_once:

        def draw(panel: Panel) -> list[Picture]:
            report = Path(folder) / f"{panel.name}.json"
            command = [sys.executable, "-m", "script.gallery", "--panel", str(PANELS.index(panel)), *more]
            subprocess.run([*command, "--report", str(report)], check=True, cwd=CHECKOUT)
            return read(report)

        return dict(zip(panels, at_once.map(draw, panels), strict=True))


def _library(content: Path | None) -> Library:
    return load(content or Config().factory_content_path)


def _fonts() -> Path:
    return Config().fonts_path


def index_page(found: dict[Panel, list[Picture]]) -> str:
    """Pictures of the same state side by side, with what was found wrong under them."""
    everything = [picture for pictures in found.values() for picture in pictures]
    rows = []
    for name in dict.fromkeys(picture.name for picture in everything):
        cells = [_cell(picture) for picture in everything if picture.name == name]
        rows.append(f"<section><h2>{html.escape(name)}</h2><div>{''.join(cells)}</div></section>")
    style = (
        "body{font:16px sans-serif;background:#888;margin:2em}h2{color:#fff;font-size:1.1em}"
        "div{display:flex;flex-wrap:wrap;gap:1em;"
        "align-items:flex-start}img{height:640px;border:1px solid #444}"
        "p{background:#fee;color:#900;max-width:60em}"
    )
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{style}</style>{''.join(rows)}</html>\n"
    )


def _cell(picture: Picture) -> str:
    notes = f"<figcaption>{picture.mode}</figcaption>" + "".join(
        f"<p>{html.escape(line)}</p>" for line in picture.problems
    )
    return f'<figure><a href="{picture.file}"><img src="{picture.file}" loading="lazy"></a>{notes}</figure>'


if __name__ == "__main__":
    sys.exit(main())
