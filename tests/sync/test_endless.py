"""Round after round: rung, left alone, rung without end; and a store that fails."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import pytest

from kiosk.errors import KioskError
from kiosk.sync.process import endless
from kiosk.sync.rounds import Rounds
from kiosk.systemd_notify import Notifier
from tests.support.clock import ManualClock


@dataclass
class Counted:
    """Rounds that take no time and want the next one in five minutes."""

    clock: ManualClock
    wait: float = 300.0
    least: float = 1.0
    began: list[float] = field(default_factory=list)
    looks: int = 0
    broken: bool = False

    def round(self) -> None:
        self.began.append(self.clock.elapsed)

    def pause(self) -> float:
        return self.wait

    def earliest(self) -> float:
        return max(0.0, self.least - (self.clock.elapsed - self.began[-1]))

    def look(self) -> None:
        self.looks += 1
        if self.broken:
            raise KioskError("E-STO-03")


class Bell(threading.Event):
    """``always``: somebody rings all the time."""

    always = False

    def is_set(self) -> bool:
        return self.always or super().is_set()


def run(rounds: Counted, seconds: float, wake: Bell, during: Callable[[], None] = lambda: None) -> None:
    stop = threading.Event()

    def end() -> None:
        stop.set()
        wake.set()

    rounds.clock.after(seconds, end)
    during()
    endless(cast("Rounds", rounds), rounds.clock, Notifier({}), wake, stop)


def test_left_alone_it_comes_when_it_is_due_and_looks_in_between() -> None:
    rounds = Counted(ManualClock())
    run(rounds, 1000, Bell())
    assert rounds.began == [0, 300, 600, 900]
    assert rounds.looks > 60


def test_a_ring_brings_the_next_round_forward_but_not_too_near() -> None:
    clock, wake = ManualClock(), Bell()
    rounds = Counted(clock)
    clock.at(0.3, wake.set)
    clock.at(100.0, wake.set)
    run(rounds, 200, wake)
    assert rounds.began == pytest.approx([0, 1, 100])


def test_a_bell_that_never_stops_heats_no_loop() -> None:
    clock, wake = ManualClock(), Bell()
    wake.always = True
    rounds = Counted(clock)
    run(rounds, 60, wake)
    assert 55 <= len(rounds.began) <= 61
    assert rounds.looks <= 3 * 61


def test_a_store_that_cannot_be_read_ends_it() -> None:
    rounds = Counted(ManualClock(), broken=True)
    with pytest.raises(KioskError):
        run(rounds, 1000, Bell())
    assert rounds.looks == 1
