"""Touches of a random visit in which somebody would rather speak than write."""

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.domain import messages as m
from tests.support.library import CONSULTATION


def spoken_touches(choose: Callable[[Sequence[Any]], Any], takes: list[str], order: str) -> list[object]:
    """``takes``: one that is new, one that was made."""
    new, made = takes
    return [
        m.Speak(choose([True, False])),
        m.StartRecording(new),
        m.StopRecording(),
        m.PlayRecording(made),
        m.StopPlaying(),
        m.DropRecording(made),
        m.OpenForm(CONSULTATION, order, speak=True),
    ]
