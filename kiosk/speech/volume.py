"""How loud, in steps a person can hear; the usual one again after each visit (EN 301 549 5.1.3.13)."""

import threading
from typing import Final

# 5 dB apart, by the samples; the loudspeaker's own level is the technician's (kiosk helper, set-volume).
GAINS: Final = (0.1, 0.178, 0.316, 0.562, 1.0)
USUAL: Final = 3


class Volume:
    """``step`` counts from 1 to ``len(GAINS)``. Any thread."""

    def __init__(self, usual: int = USUAL) -> None:
        if not 1 <= usual <= len(GAINS):
            raise ValueError("no such step")
        self._usual = usual
        self._step = usual
        self._lock = threading.Lock()

    @property
    def step(self) -> int:
        with self._lock:
            return self._step

    @property
    def gain(self) -> float:
        return GAINS[self.step - 1]

    def set(self, step: int) -> None:
        """From the next sentence on. Raises ValueError."""
        if not 1 <= step <= len(GAINS):
            raise ValueError("no such step")
        with self._lock:
            self._step = step

    def reset(self) -> None:
        with self._lock:
            self._step = self._usual
