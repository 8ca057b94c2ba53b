"""Inside a window's process: does what the parent asks, line by line, and times it to the flip.

One line of JSON asks, one answers. The change is made inside a frame, as a touch would make it, so no wait
for the next frame is in the time; the end is the return of the buffer swap, so all drawing is in it.
"""

import json
import os
import select
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, Final

Words = Mapping[str, Any]
QUIET_FRAMES: Final = 3  # without a flip: all that a change draws is drawn
_PATIENCE: Final = 120  # frames until a change that draws nothing is given up
_STDIN: Final = 0


class Flips:
    """Counts the window's buffer swaps and remembers when the last one was done.

    Kivy's ``on_flip`` is told before the swap; what is measured here is its return.
    """

    def __init__(self, window: Any) -> None:
        self.count = 0
        self.last = 0.0
        self._swap = window.flip
        window.flip = self._flip

    def _flip(self) -> None:
        self._swap()
        self.count += 1
        self.last = perf_counter()


class Stage:
    """``prepare(asked)`` goes first and settles unmeasured, then ``change(asked)`` is timed.

    ``after`` gives what else is answered once the change has settled. Call ``frame`` once a frame; ``end`` is
    called when the parent has closed the line.
    """

    def __init__(
        self,
        flips: Flips,
        prepare: Callable[[Words], None],
        change: Callable[[Words], None],
        after: Callable[[Words], Words],
        end: Callable[[], None],
    ) -> None:
        self._flips = flips
        self._prepare = prepare
        self._change = change
        self._after = after
        self._end = end
        self._line = b""
        self._asked: Words | None = None
        self._began: float | None = None  # None: still settling what was prepared
        self._first: float | None = None
        self._flips_seen = 0
        self._late = 0
        self._quiet = 0
        self._frames = 0

    def say(self, words: Words) -> None:
        os.write(1, json.dumps(words, ensure_ascii=False).encode() + b"\n")

    def frame(self, _dt: float = 0.0) -> None:
        if self._asked is None:
            self._listen()
        elif self._settled():
            if self._began is None:
                self._measure()
            else:
                self._answer()

    def _listen(self) -> None:
        while select.select([_STDIN], [], [], 0)[0]:
            piece = os.read(_STDIN, 65536)
            if not piece:
                self._end()
                return
            self._line += piece
            if self._line.endswith(b"\n"):
                asked, self._line = json.loads(self._line), b""
                self._asked, self._began = asked, None
                self._reset()
                self._prepare(asked)
                return

    def _reset(self) -> None:
        self._first = None
        self._flips_seen = self._flips.count
        self._late = self._quiet = self._frames = 0

    def _settled(self) -> bool:
        """Whether what was done is drawn, for as many frames as could still bring more."""
        self._frames += 1
        if self._flips.count == self._flips_seen:
            self._quiet += 1
        else:
            if self._first is None:
                self._first = self._flips.last
            else:
                self._late += 1
            self._flips_seen = self._flips.count
            self._quiet = 0
        drawn = self._began is None or self._first is not None
        return (drawn and self._quiet >= QUIET_FRAMES) or self._frames > _PATIENCE

    def _measure(self) -> None:
        assert self._asked is not None
        self._reset()
        self._began = perf_counter()
        self._change(self._asked)

    def _answer(self) -> None:
        assert self._asked is not None
        assert self._began is not None
        took = None if self._first is None else (self._first - self._began) * 1000
        asked, self._asked = self._asked, None
        self.say({"ms": took, "late_frames": self._late, **self._after(asked)})
