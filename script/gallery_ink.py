"""A character drawn by a finger on the shown pad, for pictures of the writing screen."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kiosk.domain import messages as m
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.screens.manager import Frame
from kiosk.screens.widgets.touch import Touchable, find_uid

Stroke = tuple[tuple[float, float], ...]

# 资, in a square of 100, y down; our own drawing.
ZI: Final[tuple[Stroke, ...]] = (
    ((4, 5), (10, 9), (15, 15)),
    ((1, 31), (8, 29), (14, 26), (18, 21)),
    ((36, 0), (34, 8), (30, 16), (21, 24)),
    ((32, 10), (50, 10), (70, 10), (67, 16), (60, 24)),
    ((49, 13), (48, 22), (44, 31), (37, 38), (26, 43)),
    ((50, 26), (57, 34), (66, 39), (76, 43)),
    ((19, 92), (19, 72), (19, 53)),
    ((19, 53), (43, 53), (67, 53), (67, 72), (67, 92)),
    ((43, 63), (43, 72), (39, 83), (28, 95)),
    ((49, 84), (60, 90), (72, 100)),
)


@dataclass
class _Touch:
    """What the screen looks at in a touch."""

    x: float
    y: float
    uid: int = 1
    button: str = "left"


def pad_of(frame: Frame) -> Touchable | None:
    """The writing pad, where one is shown."""
    return find_uid(frame.root, "write.pad")


def keys_shown(frame: Frame) -> bool:
    """Whether letters or digits stand there already, as they do first for who reads English."""
    return any(find_uid(frame.root, f"write.key.{name}") is not None for name in ("1", "q"))


def draw(frame: Frame, strokes: tuple[Stroke, ...]) -> None:
    """Touch the pad that is shown, three quarters of its height, in its middle."""
    pad = pad_of(frame)
    if pad is None:
        raise LookupError("no pad is shown")
    scale = pad.height * 0.75 / 100
    left, top = pad.center_x - 38 * scale, pad.center_y + 50 * scale
    for stroke in strokes:
        points = [(left + x * scale, top - y * scale) for x, y in _dense(stroke)]
        frame.on_touch_down(_Touch(*points[0]))
        for point in points[1:]:
            frame.on_touch_move(_Touch(*point))
        frame.on_touch_up(_Touch(*points[-1]))


def _dense(stroke: Stroke) -> list[tuple[float, float]]:
    """Points as close together as a touch panel gives them."""
    out = [stroke[0]]
    for (ax, ay), (bx, by) in pairwise(stroke):
        out += [(ax + (bx - ax) * i / 8, ay + (by - ay) * i / 8) for i in range(1, 9)]
    return out


def read(state: AppState, sent: list[object], found: tuple[str, ...]) -> AppState:
    """``state`` after what the screen sent while it was drawn on, and the recogniser's answer to the last."""
    for message in sent:
        state, _ = update(state, message)
    last = next(message for message in reversed(sent) if isinstance(message, m.Ink))
    return update(state, m.CandidatesReady(last.generation, tuple(filter(None, found))))[0]
