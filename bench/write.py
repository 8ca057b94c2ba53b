"""Reading ink: what the terminal does around the model, against the model alone on the same picture.

Ours: ``Recogniser.candidates`` as a finger lifted from the pad causes it: strokes drawn, read, masked, twins
counted, put in order by what stands before. Bare: one run of the model on the very picture, in turns. A
character, the same with 更多, and a row of five, which is read as a row alone.
"""

import itertools
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.figures import Counts, Ratio, Result, ratios
from kiosk.domain.writing import WritingContext
from kiosk.input import ink
from kiosk.input.handwriting import Recogniser, model_path
from kiosk.input.offer import Floats

NAME: Final = "write"
BOUND: Final = 1.75
_WARM: Final = 5
EM: Final = 300.0
_PAD: Final = (EM, EM)
_WIDE: Final = (5 * EM, EM)
# 困 as straight lines, corner to corner, in hundredths of the pad.
_CORNERS: Final = (
    ((15, 12), (15, 90)),
    ((15, 12), (85, 12), (85, 90)),
    ((32, 38), (68, 38)),
    ((50, 22), (50, 80)),
    ((49, 40), (30, 66)),
    ((51, 40), (70, 64)),
    ((15, 88), (85, 88)),
)
_POINTS: Final = 12  # between two corners, as a slow finger leaves them

Strokes = tuple[tuple[tuple[float, float], ...], ...]


def run(folder: Path, counts: Counts) -> Result:
    """``folder`` stays empty: nothing that is written is kept."""
    bare = Bare()
    ours = Recogniser.load()
    one, row = drawn(0), tuple(stroke for place in range(5) for stroke in drawn(place))
    before, more = WritingContext("贫"), WritingContext("贫", more=True)
    times = counts.reads * 5 + _WARM
    measured: list[Ratio] = []
    box, row_box = ink.box_of(one), ink.box_of(row)
    if box is None or row_box is None:
        raise ValueError("nothing is drawn")
    character, line = ink.character_image(one, box, _PAD), ink.line_image(row, row_box, _WIDE)
    for name, act, image in (
        ("", lambda: ours.candidates(one, _PAD, context=before), character),
        ("more ", lambda: ours.candidates(one, _PAD, 24, more), character),
        ("row ", lambda: ours.candidates(row, _WIDE, context=before), line),
    ):
        ours_ms, bare_ms = _in_turns(act, bare, image, times)
        measured += ratios(name, ours_ms[_WARM:], bare_ms[_WARM:], "ms", BOUND)
    return Result(
        NAME,
        "ink to candidates, over one run of the model on the same picture",
        tuple(measured),
        {"each": times - _WARM, "strokes": len(one)},
    )


class Bare:
    """The model on one thread, nothing else."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name

    def read(self, image: Floats) -> None:
        self._session.run(None, {self._input: image})


def _in_turns(
    act: Callable[[], object], bare: Bare, image: Floats, times: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, one of ours and one bare at a time."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(times):
        ours.append(_timed(act))
        theirs.append(_timed(lambda: bare.read(image)))
    return ours, theirs


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def drawn(place: int) -> Strokes:
    """困 at a place of a row."""
    strokes = []
    for corners in _CORNERS:
        points: list[tuple[float, float]] = [corners[0]]
        for start, end in itertools.pairwise(corners):
            for step in range(1, _POINTS + 1):
                part = step / _POINTS
                points.append((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        strokes.append(tuple((place * EM + x * EM / 100, y * EM / 100) for x, y in points))
    return tuple(strokes)
