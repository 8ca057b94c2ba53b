"""Several endless loops on one simulated clock, of which exactly one runs at any moment.

Drivers, store and sync are written as loops that wait on a :class:`kiosk.clock.Clock`. To run three drivers,
the store and sync together, unchanged and in simulated time, each gets a *strand*: a stack of its own that is
only ever left inside ``clock.wait``. Who goes on next is decided by simulated time alone (then by the order
strands were made in), never by the scheduler: the same visit twice gives the same events at the same
nanosecond. Python threads serve as the stacks; a lock each hands the one turn from strand to strand.

The strand that made the clock is the test itself. What goes wrong on another strand, or in a callback, is
raised there at its next wait.
"""

import heapq
import math
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType

from tests.support.clock import ManualClock

TURN_S = 60.0  # real seconds after which a strand that never waits is a fault of the test, not a hang


class Ended(BaseException):
    """Thrown out of a strand's wait when the world ends. No ``except Exception`` may stop it."""


@dataclass(eq=False)
class Strand:
    """``event`` and ``until`` are what it waits for; ``until`` is elapsed simulated seconds."""

    name: str
    body: Callable[[], object]
    until: float
    event: threading.Event | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None
    done: bool = False

    def ready(self) -> bool:
        return self.event is not None and self.event.is_set()


class StrandClock(ManualClock):
    """``strand`` adds a loop; ``end`` stops all that are left. For the thread that made it."""

    def __init__(self) -> None:
        super().__init__()
        self._main = Strand("main", lambda: None, 0.0, thread=threading.current_thread())
        self._main.turn.acquire()
        self._strands = [self._main]
        self._running = self._main
        self._in_callback = False
        self._ending = False
        self._error: BaseException | None = None

    # ---- for tests -------------------------------------------------------------------------------

    def strand(self, name: str, body: Callable[[], object]) -> Strand:
        """Run ``body`` from the next wait on."""
        strand = Strand(name, body, self._elapsed)
        strand.turn.acquire()
        self._strands.append(strand)
        return strand

    def end(self) -> list[str]:
        """End every strand at the place where it waits; the names of those that were not done."""
        left = [strand for strand in self._strands[1:] if not strand.done]
        self._ending = True
        for strand in left:
            if strand.thread is not None:
                self._hand_to(strand)
                self._take_turn(self._main)
        return [strand.name for strand in left]

    def frames(self) -> Iterator[FrameType]:
        """Where each strand but the test's own stands now, innermost first."""
        stacks = sys._current_frames()
        for strand in self._strands[1:]:
            frame = stacks.get(strand.thread.ident or 0) if strand.thread and not strand.done else None
            while frame is not None:
                yield frame
                frame = frame.f_back

    # ---- Clock -----------------------------------------------------------------------------------

    def wait(self, event: threading.Event, timeout: float) -> bool:
        if self._in_callback:
            raise AssertionError("a callback of the clock must not wait")
        if self._ending and self._running is not self._main:
            raise Ended
        if event.is_set():
            return True
        me = self._running
        me.event = event
        me.until = self._elapsed + max(0.0, timeout)
        if timeout > 0 and self._origin + me.until == self.monotonic():
            # Shorter than a float can show: time still has to move, or a loop that waits it out never ends.
            me.until = math.nextafter(self._origin + me.until, math.inf) - self._origin
        self._go_on(me)
        me.event = None
        if me is not self._main:
            if self._ending:
                raise Ended
        elif self._error is not None:
            error, self._error = self._error, None
            raise error
        return event.is_set()

    # ---- whose turn it is ------------------------------------------------------------------------

    def _go_on(self, me: Strand) -> None:
        """Give the turn to whoever is next, and come back when it is ``me`` again."""
        strand = self._main if self._error is not None else self._next()
        if strand is not me:
            self._hand_to(strand)
            self._take_turn(me)

    def _next(self) -> Strand:
        """The first whose event is set; else whoever is due first, with all callbacks due before him."""
        while True:
            waiting = [strand for strand in self._strands if not strand.done]
            woken = next((strand for strand in waiting if strand.ready()), None)
            if woken is not None:
                return woken
            first = min(waiting, key=lambda strand: strand.until)
            if not self._due or self._due[0][0] > first.until:
                self._elapsed = max(self._elapsed, first.until)
                return first
            if not self._call_back():
                return self._main

    def _call_back(self) -> bool:
        """Run the next callback; False when it failed."""
        at, _, callback = heapq.heappop(self._due)
        self._elapsed = max(self._elapsed, at)
        self._in_callback = True
        try:
            callback()
        except BaseException as error:
            self._error = error
        finally:
            self._in_callback = False
        return self._error is None

    def _hand_to(self, strand: Strand) -> None:
        self._running = strand
        if strand.thread is None:
            strand.thread = threading.Thread(target=self._live, args=(strand,), name=strand.name, daemon=True)
            strand.thread.start()
        else:
            strand.turn.release()

    def _take_turn(self, me: Strand) -> None:
        if not me.turn.acquire(timeout=TURN_S):
            raise AssertionError(f"{self._running.name} never waits: it has the turn for {TURN_S} s")

    def _live(self, strand: Strand) -> None:
        try:
            if not self._ending:
                strand.body()
        except Ended:
            pass
        except BaseException as error:
            self._error = self._error or error
        strand.done = True
        self._hand_to(self._main if self._ending or self._error is not None else self._next())
