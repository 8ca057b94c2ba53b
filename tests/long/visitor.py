"""The whole UI for the proof of its memory: visit after visit by somebody who taps whatever he finds.

Real are the window, every screen, the loop, the store, the recogniser, the devices (simulated by another
process, on serial ports). A tap is made on the Kivy thread, one a turn, and each is drawn; what would take a
person time (resting a finger, walking away, the pace of the screen) takes none: the visit's own clock is
moved. Two in five came to hand something in, the others look around. One line of JSON every few seconds; at a
mark the process is first left alone for a moment, as at night, then counted.
"""

import argparse
import ctypes
import gc
import json
import logging
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.settings import NUMBER, PAD, PHONE, RESIDENT, STROKES
from kiosk.clock import SystemClock
from kiosk.config_load import load
from kiosk.config_screen import windowed
from kiosk.domain import messages as m
from kiosk.domain.device import CardDocument, CardRead, CodeScanned
from kiosk.domain.flow import Screen
from kiosk.play.visit_clock import LaterClock
from kiosk.systemd_notify import Notifier
from kiosk.wire.ids import slip_secret

if TYPE_CHECKING:
    from kiosk.app import Terminal
    from kiosk.screens.widgets.pad import InkPad
    from kiosk.screens.widgets.touch import Touchable
    from kiosk.ui_loop import UiLoop

_REPORT_S: Final = 5.0
_WALKED_AWAY_S: Final = 700.0
_STEPS: Final = (3, 16)  # of one who looks around
_MOST_STEPS: Final = 60  # of one who wants something
_WANTS: Final = 0.4  # of all visits
# What leads on is found more often than what leads away.
_ON: Final = (".done", ".submit", ".next", "home.tile.do", "items.row", ".sentence", ".candidate", "choice.")
_OFF: Final = ("bar.", "timeout.end", "end.", ".clear", ".delete", ".undo", "check.edit", "items.people")


@dataclass
class Finger:
    """As much of a Kivy touch as a pad looks at."""

    x: float
    y: float
    uid: int = 1


class Errors(logging.Handler):
    """How often something was logged that ought not to have happened."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        self.messages[record.getMessage()] += 1


class Visitor:
    """``step`` once a turn, on the Kivy thread."""

    def __init__(
        self,
        terminal: "Terminal",
        loop: "UiLoop",
        visit_clock: LaterClock,
        seed: int,
        marks: frozenset[int],
        settle_s: float,
    ) -> None:
        self._terminal = terminal
        self._loop = loop
        self._clock = visit_clock
        self._chance = random.Random(seed)
        self._marks = marks
        self._settle_s = settle_s
        self.visits = 0
        self.seen: Counter[str] = Counter()
        self.submitted: set[str] = set()
        self._wants = False
        self._said_at = terminal.clock.monotonic()
        self._life = self._live()

    def step(self, _dt: float) -> None:
        now = self._terminal.clock.monotonic()
        if now - self._said_at > _REPORT_S:
            self._said_at = now
            say(what="on", visits=self.visits)
        next(self._life, None)

    # ---- one visit after the other

    def _live(self) -> Iterator[None]:
        while not self._ready():
            yield
        last = max(self._marks)
        while self.visits < last:
            yield from self._visit()
            self.visits += 1
            if self.visits in self._marks:
                yield from self._alone()
                say(what="mark", visits=self.visits, **self._counted())
        self._loop.stop()

    def _ready(self) -> bool:
        state = self._loop.runtime.state
        usable = all(
            device.usable for device in (state.idcard, state.printer, state.evaluator, state.scanner)
        )
        return usable and state.handwriting and state.can_submit and not self._loop.frame.prebuild()

    def _alone(self) -> Iterator[None]:
        until = self._terminal.clock.monotonic() + self._settle_s
        while self._terminal.clock.monotonic() < until:
            yield

    def _visit(self) -> Iterator[None]:
        self._terminal.services.wake()
        self._wants = self._chance.random() < _WANTS
        for _ in range(_MOST_STEPS if self._wants else self._chance.randint(*_STEPS)):
            yield
            if self._loop.runtime.state.visit is None:
                return
            self._note()
            self._do_something()
        if self._chance.random() < 0.2:
            for _ in range(2):  # the question whether he is still there, and no answer
                yield from self._much_later()
        if self._loop.runtime.state.visit is not None:
            self._terminal.services.end_visit(self._chance.random() < 0.7)
        for _ in range(3):
            yield
            if self._loop.runtime.state.visit is None:
                return
            yield from self._much_later()

    def _much_later(self) -> Iterator[None]:
        self._clock.later(_WALKED_AWAY_S)
        self._loop._tick()  # by itself only twice a second
        yield

    def _note(self) -> None:
        state, route = self._loop.runtime.state, self._loop.frame.route
        if route is not None:
            self.seen[route.screen.value] += 1
        if state.visit is not None and state.visit.submission is not None:
            self.submitted.add(state.visit.submission.committed.order_id)

    # ---- what he does

    def _do_something(self) -> None:
        shown = self._loop.frame.route
        screen = shown.screen if shown is not None else None
        if screen is Screen.IDENTITY and self._chance.random() < 0.4:
            self._terminal.queue.post(CardRead(CardDocument("resident", RESIDENT, NUMBER), elapsed_ms=400.0))
        elif screen is Screen.PROGRESS_ASK and self._chance.random() < 0.4:
            self._terminal.queue.post(self._slip())
        elif screen is Screen.PHONE and self._wants:
            self._dial()
        elif screen is Screen.SUBMITTED and self._wants:
            self._wants = False  # he has what he came for
        else:
            found = self._found()
            if found is not None and found.draws:
                self._draw(found)  # type: ignore[arg-type]
            elif found is not None:
                self._tap(found)

    def _slip(self) -> CodeScanned:
        code = f"GL1.SS3-{self._chance.randrange(10_000):04}.{slip_secret(self._chance.randbytes(16))}"
        return CodeScanned(code, self._terminal.new_id(), self._terminal.new_id())

    def _dial(self) -> None:
        """The whole number, one key a finger."""
        from kiosk.screens.widgets.touch import find_uid

        number = PHONE[:-4] + f"{self._chance.randrange(10_000):04}"
        for touch_id in ("phone.clear", *(f"phone.key.{digit}" for digit in number), "phone.done"):
            found = find_uid(self._loop.frame.root, touch_id)
            if found is not None and found.enabled:
                found.tap()

    def _found(self) -> "Touchable | None":
        from kiosk.screens.widgets.touch import touchables

        found = [one for one in touchables(self._loop.frame.root) if one.enabled and one.touch_id]
        if not found:
            return None
        return self._chance.choices(found, [self._weight(one.touch_id) for one in found])[0]

    def _weight(self, touch_id: str) -> float:
        if any(part in touch_id for part in _OFF):
            return 0.01 if self._wants else 0.3
        if any(part in touch_id for part in _ON):
            return 40.0 if self._wants else 3.0
        return 1.0

    def _tap(self, found: "Touchable") -> None:
        found.pressed = True
        self._terminal.services.send(m.Touched())
        found.pressed = False
        found.tap()

    def _draw(self, pad: "InkPad") -> None:
        for stroke in STROKES[: self._chance.randint(1, len(STROKES))]:
            points = [
                Finger(pad.x + x * pad.width / PAD[0], pad.top - y * pad.height / PAD[1]) for x, y in stroke
            ]
            pad.on_touch_down(points[0])
            for point in points[1:]:
                pad.on_touch_move(point)
            pad.on_touch_up(points[-1])

    # ---- what is counted

    def _counted(self) -> dict[str, Any]:
        from kivy.clock import Clock as KivyClock

        # First, and without help: what the program itself has given back by now.
        statm = Path("/proc/self/statm").read_text(encoding="ascii").split()
        lent = lent_mib()
        gc.collect()
        kinds = Counter(type(one).__qualname__ for one in gc.get_objects())
        return {
            "rss_mib": round(int(statm[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20), 2),
            "lent_mib": lent,
            "blocks": sys.getallocatedblocks(),
            "objects": kinds.total(),
            "kinds": dict(kinds.most_common(60)),
            "lines_mib": round(
                self._loop.frame.look.paint._line_bytes / (1 << 20), 2
            ),  # bounded, fills slowly
            "clock_events": len(KivyClock.get_events()),
            "threads": len(list(Path("/proc/self/task").iterdir())),
            "files": len(list(Path("/proc/self/fd").iterdir())),
            "orders": len(self.submitted),
            "seen": dict(self.seen),
        }


class _MallInfo(ctypes.Structure):
    """``struct mallinfo2`` of malloc.h, glibc 2.33."""

    _fields_ = (
        ("arena", ctypes.c_size_t),
        ("ordblks", ctypes.c_size_t),
        ("smblks", ctypes.c_size_t),
        ("hblks", ctypes.c_size_t),
        ("hblkhd", ctypes.c_size_t),
        ("usmblks", ctypes.c_size_t),
        ("fsmblks", ctypes.c_size_t),
        ("uordblks", ctypes.c_size_t),
        ("fordblks", ctypes.c_size_t),
        ("keepcost", ctypes.c_size_t),
    )


def lent_mib() -> float:
    """What the C library has lent out now: when that does not grow, growth is holes between what is used."""
    mallinfo2 = ctypes.CDLL(None).mallinfo2
    mallinfo2.restype = _MallInfo
    found = mallinfo2()
    return round((int(found.uordblks) + int(found.hblkhd)) / (1 << 20), 2)


def _unseen(*_args: object) -> None:
    """Nobody watches, so the next turn need not wait for a frame's time to pass."""


def say(**words: object) -> None:
    os.write(1, json.dumps(words, ensure_ascii=False).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--window", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--marks", required=True, help="visits after which to count, with commas")
    parser.add_argument("--settle", type=float, default=4.0, help="seconds alone before each count")
    parser.add_argument("--set", action="append", default=[])
    args = parser.parse_args()
    config = load(overrides=[f"state_dir={args.state}", *args.set])
    screen = windowed(config.screen, args.window)
    errors = Errors()
    logging.getLogger().addHandler(errors)

    from kiosk.screens.environment import Surface, prepare

    prepare(Surface(screen.width, screen.height, False, config.fonts_path))
    from kivy.clock import Clock as KivyClock

    from kiosk.app import Terminal
    from kiosk.ui_loop import put_up

    clock = SystemClock()
    terminal, visit_clock = Terminal(config, clock), LaterClock(clock)
    loop = put_up(terminal, screen, Notifier({}), visit_clock)
    marks = frozenset(int(mark) for mark in args.marks.split(","))
    visitor = Visitor(terminal, loop, visit_clock, args.seed, marks, args.settle)
    loop._pace.drawing = _unseen  # type: ignore[method-assign]
    KivyClock.schedule_interval(visitor.step, 0)
    loop.run()
    say(what="end", visits=visitor.visits, errors=dict(errors.messages))


if __name__ == "__main__":
    main()
