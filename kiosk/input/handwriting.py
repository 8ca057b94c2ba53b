"""Reads handwriting with the text-line model PP-OCRv6 (small) that the ``rapidocr`` package carries.

Only the model file of that package is used; the package itself is never imported. Nothing written is kept:
points become pixels, pixels become a few strings, and both are dropped (docs/adr/0011).
"""

import hashlib
import importlib.metadata
import itertools
import math
import os
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, Self, cast

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.charset import DIGITS, offered
from kiosk.errors import KioskError
from kiosk.input import ink
from kiosk.input.heap import give_back

PACKAGE: Final = "rapidocr"
MODEL: Final = "rapidocr/models/PP-OCRv6_rec_small.onnx"
MODEL_SHA256: Final = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
_CODE: Final = "E-INP-01"
_BLANK: Final = 0  # of connectionist temporal classification (CTC): "nothing here"

_BEST_WORDS: Final = 3  # readings of a whole row offered before single characters
_ALTERNATIVES: Final = 3  # for each character of a row
_SURE_ENOUGH: Final = 0.05  # below this, a sign or a digit is noise
_ROW_ONLY_ASPECT: Final = 2.5  # wider than this is no single character
_FLATTEST: Final = 1.0

Floats = NDArray[np.float32]


class Session(Protocol):
    """The part of onnxruntime's InferenceSession used here."""

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Floats]) -> Sequence[Any]: ...


class Recogniser:
    """``candidates`` has no state and no memory: the same strokes give the same answer."""

    def __init__(self, session: Session, input_name: str, characters: Sequence[str]) -> None:
        """``characters``: the model's classes in order, without the blank that stands before them."""
        self._session = session
        self._input = input_name
        self._names = ("", *characters)
        allowed = offered()
        self._allowed = np.array([name in allowed for name in self._names], dtype=np.bool_)
        self._digits = np.array([name in DIGITS and bool(name) for name in self._names], dtype=np.bool_)

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """The model, its bytes checked. Takes about 0.4 s. KioskError E-INP-01 when missing or another."""
        file = _checked(path)
        # The library would report its use to its maker, and leave files of that at home and in /tmp.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # a tenth of a second that only who writes by hand pays

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Without this the library's threads burn a core between two strokes.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        # The arena keeps whatever the widest row ever needed.
        options.enable_cpu_mem_arena = False
        try:
            # By its path: given as bytes, the file stays in memory twice.
            session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # its exceptions have no common base
            raise KioskError(_CODE, f"{MODEL}: {type(error).__name__}") from error
        characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
        give_back()
        return cls(session, session.get_inputs()[0].name, [*characters, " "])

    @property
    def characters(self) -> frozenset[str]:
        """Everything it can offer."""
        return frozenset(np.array(self._names, dtype=object)[self._allowed])

    def candidates(self, strokes: ink.Strokes, pad: ink.Point, limit: int = 8) -> tuple[str, ...]:
        """What the strokes may mean, best first, at most ``limit``; whole words when written in a row.

        ``strokes`` are points (x, y) in pixels, y down; ``pad`` is the writing pad's (width, height). Stroke
        order and direction do not matter. No ink, no candidates.
        """
        box = ink.box_of(strokes)
        if box is None:
            return ()
        aspect = box.width / max(box.height, _FLATTEST)
        words: list[str] = []
        if ink.is_wide(box):
            words = [word for word in self._words(strokes, box, pad) if len(word) > 1]
        singles: list[str] = []
        if not words or aspect < _ROW_ONLY_ASPECT:
            singles = self._characters(ink.character_image(strokes, box, pad), limit)
        return tuple(dict.fromkeys([*words, *singles]))[:limit]

    def _read(self, image: Floats) -> Floats:
        """(time steps, classes) probabilities."""
        return cast(Floats, self._session.run(None, {self._input: image})[0][0])

    def _characters(self, image: Floats, limit: int) -> list[str]:
        chances = np.where(self._allowed, self._read(image).max(axis=0), 0.0)
        # A stray digit is what the model falls back to when nothing else fits; a written one is sure.
        chances[self._digits & (chances < _SURE_ENOUGH)] = 0.0
        return [self._names[index] for index in _largest(chances, limit)]

    def _words(self, strokes: ink.Strokes, box: ink.Box, pad: ink.Point) -> list[str]:
        """The likeliest readings of a row: greedy CTC, then the same with less likely characters."""
        steps = self._read(ink.line_image(strokes, box, pad))
        choices = [chosen for run in _runs(steps.argmax(axis=1)) if (chosen := self._choices(steps, run))]
        # Only the least sure characters vary, so that a long row stays a handful of combinations.
        unsure = sorted(range(len(choices)), key=lambda place: choices[place][0][1])[:2]
        narrowed = [chosen if place in unsure else chosen[:1] for place, chosen in enumerate(choices)]
        rows = sorted(
            itertools.product(*narrowed), key=lambda row: -sum(math.log(chance) for _, chance in row)
        )
        return ["".join(name for name, _ in row) for row in rows[:_BEST_WORDS] if row]

    def _choices(self, steps: Floats, run: tuple[int, int, int]) -> list[tuple[str, float]]:
        """What one run of equal classes may be, with its chance; empty for a sign that is no character."""
        start, end, winner = run
        chances = np.where(self._allowed, steps[start:end].max(axis=0), 0.0)
        found = [(self._names[i], float(chances[i])) for i in _largest(chances, _ALTERNATIVES)]
        # A traditional form wins over its simplified twin by far: then the best allowed one stands for it.
        if self._allowed[winner] or _is_han(self._names[winner]):
            return [pair for pair in found if pair[1] > 0]
        return [pair for pair in found if pair[1] >= _SURE_ENOUGH]


def _checked(path: Path | None) -> Path:
    file = path or model_path()
    try:
        with file.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
    except OSError as error:
        raise KioskError(_CODE, f"{MODEL}: {error.strerror}") from error
    if digest != MODEL_SHA256:
        raise KioskError(_CODE, f"{MODEL}: not the bytes of the pinned version")
    return file


def model_path() -> Path:
    """Where the installed package keeps the model; nothing of the package runs."""
    try:
        distribution = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise KioskError(_CODE, f"package {PACKAGE} is not installed") from error
    return Path(str(distribution.locate_file(MODEL)))


def _largest(values: Floats, count: int) -> list[int]:
    """Indices of the ``count`` largest, largest first."""
    count = min(count, values.size)
    best = np.argpartition(-values, count - 1)[:count]
    return [int(index) for index in best[np.argsort(-values[best], kind="stable")]]


def _runs(classes: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """(start, end, class) of each run of equal classes that is not the blank."""
    runs: list[tuple[int, int, int]] = []
    start = 0
    for value, group in itertools.groupby(classes.tolist()):
        end = start + len(list(group))
        if value != _BLANK:
            runs.append((start, end, value))
        start = end
    return runs


def _is_han(name: str) -> bool:
    return len(name) == 1 and unicodedata.name(name, "").startswith("CJK UNIFIED")
