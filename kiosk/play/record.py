"""What a play leaves behind: a picture a step, ``journey.json``, the paper that came out of the printer."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

from PIL import Image

from kiosk.devices.printer.interpreter import draw

_PACKAGES: Final = ("gongfa-terminal", "kivy", "pillow", "onnxruntime")
JOURNEY_FILE: Final = "journey.json"
SPOKEN_FILE: Final = "spoken.txt"
# Of an earlier play into the same folder: what is not overwritten would be taken for this one's.
_OURS: Final = (
    "[0-9][0-9]-*.png",
    "[0-9][0-9][0-9]-*.png",
    "receipt*.png",
    "receipt*.bin",
    JOURNEY_FILE,
    SPOKEN_FILE,
)


class Record:
    """Writes into ``out``; with None it only remembers. Numbers go on over all journeys of one play, which
    has ``steps``: they are as long as this one's, so that names sort as they were taken.
    """

    def __init__(self, out: Path | None, steps: int = 0) -> None:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            for pattern in _OURS:
                for old in out.glob(pattern):
                    old.unlink()
        self._out = out
        self._digits = max(len(str(steps)), 2)
        self.steps: list[dict[str, object]] = []

    @property
    def keeps_pictures(self) -> bool:
        return self._out is not None

    def picture(self, image: Image.Image, name: str) -> str:
        """The file's name: ``07-home.png``, numbered like the step that is being played."""
        if self._out is None:
            return ""
        file = f"{len(self.steps) + 1:0{self._digits}d}-{name}.png"
        image.save(self._out / file, compress_level=1)
        return file

    def step(self, entry: Mapping[str, object]) -> None:
        self.steps.append({"n": len(self.steps) + 1, **entry})

    def paper(self, pieces: Sequence[bytes], unfinished: bytes, fonts: Path, dots: int) -> list[str]:
        """The last piece that was cut off is ``receipt``, those before it ``receipt-1`` and on.

        ``unfinished``: what hangs out of the printer, never cut. All drawn from the bytes alone.
        """
        if self._out is None:
            return []
        named = [(f"receipt-{index}", piece) for index, piece in enumerate(pieces[:-1], start=1)]
        named += [("receipt", piece) for piece in pieces[-1:]]
        if unfinished:
            named.append(("receipt-unfinished", unfinished))
        for name, piece in named:
            (self._out / f"{name}.bin").write_bytes(piece)
            draw(piece, fonts, dots).image.save(self._out / f"{name}.png")
        return [f"{name}.bin" for name, _ in named]

    def spoken(self, said: Sequence[Sequence[str]]) -> None:
        """Everything that was read aloud, a sentence a line, an empty line after each thing that was said."""
        if self._out is not None and said:
            text = "\n".join("".join(f"{line}\n" for line in one) for one in said)
            (self._out / SPOKEN_FILE).write_text(text, encoding="utf-8")

    def close(self, report: Mapping[str, object]) -> None:
        if self._out is None:
            return
        document = {**report, "versions": versions(), "steps": self.steps}
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (self._out / JOURNEY_FILE).write_text(text + "\n", encoding="utf-8")


def versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:  # run from a tree that was never installed
            found[package] = "unknown"
    return found
