"""What the levels of a take say of it: nothing but levels is looked at, never what was said."""

from collections.abc import Sequence
from typing import Final

from kiosk.devices.microphone.protocol import FRAME_SAMPLES, RATE, Frame
from kiosk.domain.recording import Verdict

SHORTEST_S: Final = 1.0
SILENT_DB: Final = -50.0  # of the loud tenth: below, nobody spoke into it
_CUT_SHARE: Final = 0.03
# Between the loud tenth and the quiet tenth. Speech has pauses, a hall's noise has none.
_STEADY_DB: Final = 8.0
_METER_LOW: Final = -50.0
_METER_HIGH: Final = -8.0


def judge(frames: Sequence[Frame]) -> Verdict:
    """Of a whole take."""
    if len(frames) * FRAME_SAMPLES / RATE < SHORTEST_S:
        return Verdict.SHORT
    levels = sorted(frame.db for frame in frames)
    tenth = len(levels) // 10
    loud, quiet = levels[-1 - tenth], levels[tenth]
    if loud < SILENT_DB:
        return Verdict.SILENT
    if sum(frame.flat for frame in frames) > _CUT_SHARE * len(frames):
        return Verdict.LOUD
    return Verdict.NOISY if loud - quiet < _STEADY_DB else Verdict.GOOD


def level(frames: Sequence[Frame]) -> float:
    """0 to 1 for the meter: the loudest of a few frames."""
    if not frames:
        return 0.0
    loudest = max(frame.db for frame in frames)
    return min(1.0, max(0.0, (loudest - _METER_LOW) / (_METER_HIGH - _METER_LOW)))
