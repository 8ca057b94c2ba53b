"""Characters that others drew, for the proof of handwriting. None of them is part of this repository.

By environment variable:

- ``KIOSK_TOMOE``: the file ``tomoe_all.tdic`` of hiroyuki-komatsu/tomoe_data (Apache-2.0, CC-BY): strokes
  drawn with a mouse in Japan. It is not in any package registry and has to be there.
- ``KIOSK_HANZI_WRITER``: the folder of npm's hanzi-writer-data 2.0.1 (Arphic Public Licence): medians of
  the strokes of a printed Kai face. Without it the package is fetched with ``npm pack``. Tried are
  characters drawn by the seed from the 3,755 common ones of GB 2312 (its level 1).
- ``KIOSK_TEXTS``: a folder of Chinese texts (.md, .txt, .yaml), to know what stands before a character.
  Without it, our own library, which is small.
"""

import hashlib
import json
import math
import os
import random
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.config import CHECKOUT
from kiosk.input import ink

PACKAGE: Final = "hanzi-writer-data@2.0.1"
PACKAGE_SHA256: Final = "72baf3d82b114e60d6e40ea05f24d2262a05cd39d544e2f322ba2fceb7beff15"
PAD: Final = (300.0, 300.0)
EM: Final = 1024.0  # of the medians, whose y grows upwards
JITTER: Final = 8.0
GAP: Final = 20.0  # of a pad of 300, between the characters of a row
JOINED: Final = 0.5  # of the strokes, drawn without lifting the pen

Strokes = list[list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Sample:
    char: str
    strokes: Strokes
    pad: tuple[float, float] = PAD


def tomoe() -> Iterator[Sample]:
    """Blocks of a character, ``:`` and the number of strokes, then a stroke a line: ``n (x y) (x y)``."""
    for block in _tomoe_file().read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if len(lines) < 3:
            continue
        strokes = []
        for line in lines[2:]:
            numbers = [float(number) for number in line.replace("(", " ").replace(")", " ").split()[1:]]
            strokes.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
        yield Sample(lines[0], strokes)


def _tomoe_file() -> Path:
    told = os.environ.get("KIOSK_TOMOE")
    if not told:
        raise SystemExit("KIOSK_TOMOE is to name the file tomoe_all.tdic; see tests/long/drawings.py")
    return Path(told)


def printed(count: int, seed: int) -> list[Sample]:
    """``count`` common characters, each under mild noise, drawn by ``seed``."""
    with hanzi_writer() as folder:
        there = [char for char in level_1() if (folder / f"{char}.json").is_file()]
        chars = random.Random(f"{seed} characters").sample(there, min(count, len(there)))
        plain = [Sample(char, _medians(folder / f"{char}.json"), (EM, EM)) for char in chars]
    return noisy(plain, random.Random(f"{seed} noise"))


def level_1() -> list[str]:
    """The 3,755 common characters of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return [char for pair in pairs if (char := pair.decode("gb2312", errors="ignore"))]


def _medians(file: Path) -> Strokes:
    drawn = json.loads(file.read_text(encoding="utf-8"))["medians"]
    return [[(float(x), 900.0 - float(y)) for x, y in stroke] for stroke in drawn]


@contextmanager
def hanzi_writer() -> Iterator[Path]:
    told = os.environ.get("KIOSK_HANZI_WRITER")
    if told:
        yield Path(told)
        return
    with tempfile.TemporaryDirectory(prefix="hanzi") as name:
        folder = Path(name)
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True)
        (archive,) = folder.glob("*.tgz")
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != PACKAGE_SHA256:
            raise RuntimeError(f"{PACKAGE}: not the bytes it was measured with")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        yield folder / "package"


def noisy(samples: Iterable[Sample], chance: random.Random) -> list[Sample]:
    """±5°, ±10 % each way, a jitter of 0.8 % of the em at each point."""
    return [Sample(sample.char, _noisy(sample.strokes, chance), sample.pad) for sample in samples]


def _noisy(strokes: Strokes, chance: random.Random) -> Strokes:
    turn = math.radians(chance.uniform(-5, 5))
    wide, high = 1 + chance.uniform(-0.1, 0.1), 1 + chance.uniform(-0.1, 0.1)
    cos, sin, middle = math.cos(turn), math.sin(turn), EM / 2

    def moved(x: float, y: float) -> tuple[float, float]:
        across, down = (x - middle) * wide, (y - middle) * high
        return (
            across * cos - down * sin + middle + chance.gauss(0, JITTER),
            across * sin + down * cos + middle + chance.gauss(0, JITTER),
        )

    return [[moved(x, y) for x, y in stroke] for stroke in strokes]


def joined(samples: Iterable[Sample], chance: random.Random) -> list[Sample]:
    """As a hurried hand writes: half of the strokes begin where the last one ended."""
    made = []
    for sample in samples:
        strokes: Strokes = []
        for stroke in sample.strokes:
            if strokes and chance.random() < JOINED:
                strokes[-1].extend(stroke)
            else:
                strokes.append(list(stroke))
        made.append(Sample(sample.char, strokes, sample.pad))
    return made


def in_a_row(samples: Sequence[Sample]) -> Strokes:
    """Side by side, the ink of one ``GAP`` from the ink of the next."""
    strokes: Strokes = []
    end = 0.0
    for sample in samples:
        box = ink.box_of(sample.strokes)
        if box is not None:
            shift = end - box.left
            strokes.extend([[(x + shift, y) for x, y in stroke] for stroke in sample.strokes])
            end += box.width + GAP
    return strokes


def texts() -> Iterator[tuple[str, str]]:
    """(name, text)."""
    folder = Path(os.environ.get("KIOSK_TEXTS") or CHECKOUT / "library")
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".md", ".txt", ".yaml"}:
            yield file.name, file.read_text(encoding="utf-8")
