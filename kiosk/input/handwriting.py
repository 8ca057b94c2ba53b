"""Reads handwriting with the text-line model PP-OCRv6 (small) that the ``rapidocr`` package carries.

Only the model file of that package is used; the package itself is never imported. Nothing written is kept:
points become pixels, pixels become a few strings, and both are dropped (docs/adr/0011).
"""

import hashlib
import importlib.metadata
import itertools
import math
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Protocol, Self, cast

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.charset import DIGITS
from kiosk.domain.writing import ANYTHING, WritingContext, WritingMode
from kiosk.errors import KioskError
from kiosk.heap import give_back
from kiosk.input import ink
from kiosk.input.language import WEIGHT, Bits, Language
from kiosk.input.offer import Floats, Forms, Offer, is_han

PACKAGE: Final = "rapidocr"
MODEL: Final = "rapidocr/models/PP-OCRv6_rec_small.onnx"
MODEL_SHA256: Final = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
_CODE: Final = "E-INP-01"
_BLANK: Final = 0  # of connectionist temporal classification (CTC): "nothing here"

FIRST: Final = 8
"""How many are offered at first; 更多 leaves them out."""
_BEST_WORDS: Final = 3  # readings of a whole row offered before single characters
_ALTERNATIVES: Final = 3  # for each character of a row
_SURE_ENOUGH: Final = 0.05  # below this, a sign or a digit is noise
_ROW_ONLY_ASPECT: Final = 2.5  # wider than this is no single character
_FLATTEST: Final = 1.0
_CONSIDERED: Final = 40  # of the model's best, what language may put in another order
_LEAST: Final = 1e-6  # a chance the model gives to no more than noise

Choices = Sequence[tuple[str, float]]


class Session(Protocol):
    """The part of onnxruntime's InferenceSession used here."""

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Floats]) -> Sequence[Any]: ...


class Recogniser:
    """``candidates`` has no state and no memory: the same strokes and context give the same answer."""

    def __init__(
        self, session: Session, input_name: str, characters: Sequence[str], forms: Forms, language: Language
    ) -> None:
        """``characters``: the model's classes in order, without the blank that stands before them."""
        self._session = session
        self._input = input_name
        self._names = ("", *characters)
        self._language = language
        self._offers = {
            (mode, more): forms.offer(WritingContext(mode=mode, more=more), self._names)
            for mode in (WritingMode.TEXT, WritingMode.NAME)
            for more in (False, True)
        }
        # From the first stroke what 更多 brings to a name.
        of_names = self._offers[WritingMode.NAME, True]
        self._offers |= {(WritingMode.RARE_NAME, more): of_names for more in (False, True)}
        self._digits = np.array([name in DIGITS and bool(name) for name in self._names], dtype=np.bool_)

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """The model, its bytes checked. Takes about 0.5 s. KioskError E-INP-01 when missing or another."""
        file = _checked(path)
        try:
            forms, language = Forms.load(), Language.load()
        except OSError as error:
            raise KioskError(_CODE, f"tables: {error.strerror}") from error
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
        return cls(session, session.get_inputs()[0].name, [*characters, " "], forms, language)

    @property
    def characters(self) -> frozenset[str]:
        """Everything it can offer at first in any text."""
        allowed = self._offers[ANYTHING.mode, ANYTHING.more].allowed
        return frozenset(np.array(self._names, dtype=object)[allowed])

    @property
    def known(self) -> tuple[str, ...]:
        """The model's classes, whether offered anywhere or not."""
        return self._names[1:]

    def candidates(
        self, strokes: ink.Strokes, pad: ink.Point, limit: int = FIRST, context: WritingContext = ANYTHING
    ) -> tuple[str, ...]:
        """What the strokes may mean, best first, at most ``limit``; whole words when written in a row.

        ``strokes`` are points (x, y) in pixels, y down; ``pad`` is the writing pad's (width, height). Stroke
        order and direction do not matter. No ink, no candidates. With ``context.more``, what comes after the
        first ``FIRST`` candidates, and rare characters among it.
        """
        box = ink.box_of(strokes)
        if box is None:
            return ()
        row, single = self._read_as_both(strokes, box, pad)
        words = [] if row is None else [word for word in self._words(row, context) if len(word) > 1]
        if single is None and not words:
            single = self._read_one(strokes, box, pad)
        first = _together(
            words[:_BEST_WORDS], self._characters(single, FIRST if context.more else limit, context)
        )
        if not context.more:
            return first[:limit]
        seen = set(first[:FIRST])
        more = _together(words[_BEST_WORDS:], self._rarer(single, limit + FIRST, context))
        return tuple(name for name in more if name not in seen)[:limit]

    def _read_as_both(
        self, strokes: ink.Strokes, box: ink.Box, pad: ink.Point
    ) -> tuple[Floats | None, Floats | None]:
        """As a row, and as one character: what it may be by its form. What may be both is read as both at the
        same time, the interpreter being free meanwhile: who writes waits for the longer of the two only."""
        if not ink.is_wide(box):
            return None, self._read_one(strokes, box, pad)
        line = ink.line_image(strokes, box, pad)
        if box.width / max(box.height, _FLATTEST) >= _ROW_ONLY_ASPECT:
            return self._read(line), None
        with ThreadPoolExecutor(1, "handwriting-beside") as beside:
            row = beside.submit(self._read, line)
            single = self._read_one(strokes, box, pad)
        return row.result(), single

    def _read_one(self, strokes: ink.Strokes, box: ink.Box, pad: ink.Point) -> Floats:
        return cast(Floats, self._read(ink.character_image(strokes, box, pad)).max(axis=0))

    def _read(self, image: Floats) -> Floats:
        """(time steps, classes) probabilities."""
        return cast(Floats, self._session.run(None, {self._input: image})[0][0])

    def _characters(self, read: Floats | None, limit: int, context: WritingContext) -> list[str]:
        """Of one chance a class, the likeliest characters here."""
        choices = self._choices(read, self._offers[context.mode, False], max(limit, _CONSIDERED))
        bits = self._language.after(context)
        ordered = sorted(choices, key=lambda choice: -_likely(choice[1], bits(choice[0])))
        return [name for name, _ in ordered[:limit]]

    def _rarer(self, read: Floats | None, limit: int, context: WritingContext) -> list[str]:
        """By their shape alone: language knows only what is common."""
        return [name for name, _ in self._choices(read, self._offers[context.mode, True], limit)]

    def _choices(self, read: Floats | None, offer: Offer, count: int) -> Choices:
        if read is None:
            return []
        chances = offer.chances(read)
        # A stray digit is what the model falls back to when nothing else fits; a written one is sure.
        chances[self._digits & (chances < _SURE_ENOUGH)] = 0.0
        return self._largest(chances, count)

    def _words(self, steps: Floats, context: WritingContext) -> list[str]:
        """Readings of a row, likeliest first: greedy CTC, then the same with less likely characters."""
        offer = self._offers[context.mode, False]
        runs = _runs(steps.argmax(axis=1))
        choices = [chosen for run in runs if (chosen := self._of_run(steps, run, offer))]
        # Only the least sure characters vary, so that a long row stays a handful of combinations.
        unsure = sorted(range(len(choices)), key=lambda place: choices[place][0][1])[:2]
        narrowed = [chosen if place in unsure else chosen[:1] for place, chosen in enumerate(choices)]
        after: dict[str, Bits] = {}
        rows = sorted(itertools.product(*narrowed), key=lambda row: -self._row_likely(row, context, after))
        return ["".join(name for name, _ in row) for row in rows if row]

    def _row_likely(self, row: Choices, context: WritingContext, after: dict[str, Bits]) -> float:
        """``after``: what was asked of the language about this ink already, by what stands before."""
        total, before = 0.0, context.before
        for name, chance in row:
            before = before[-2:]
            if before not in after:
                after[before] = self._language.after(replace(context, before=before))
            total += _likely(chance, after[before](name))
            before += name
        return total

    def _of_run(self, steps: Floats, run: tuple[int, int, int], offer: Offer) -> Choices:
        """What one run of equal classes may be, with its chance; empty for a sign that is no character."""
        start, end, winner = run
        found = self._largest(offer.chances(steps[start:end].max(axis=0)), _ALTERNATIVES)
        # A form that nothing stands for wins by far: then the best that may be offered stands for it.
        if offer.allowed[winner] or is_han(self._names[winner]):
            return found
        return [choice for choice in found if choice[1] >= _SURE_ENOUGH]

    def _largest(self, chances: Floats, count: int) -> Choices:
        """The ``count`` likeliest classes that have any chance, likeliest first."""
        count = min(count, chances.size)
        best = np.argpartition(-chances, count - 1)[:count]
        ordered = best[np.argsort(-chances[best], kind="stable")]
        return [(self._names[place], float(chances[place])) for place in ordered if chances[place] > 0]


def _likely(chance: float, bits: int) -> float:
    return math.log(chance + _LEAST) + WEIGHT * bits


def _together(words: Sequence[str], characters: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*words, *characters]))


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
