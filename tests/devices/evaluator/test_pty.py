"""The evaluator once for each of good, unplug, garbage, half frame, stall, on a pty at wire pace.

What follows from a fault is in the matrix (test_driver.py); here real descriptors show that the same
bytes, errors and times happen on a real port.
"""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import Clock, SystemClock
from kiosk.devices.evaluator.driver import EvaluatorDriver
from kiosk.devices.evaluator.profile import Heartbeat, Profile, load_profile
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.evaluator.simulator import EvaluatorSimulator
from kiosk.devices.simulation import Reply
from kiosk.domain.device import DeviceState, EvaluatorPressed
from tests.devices.benches import PtyBench


class WatchedSimulator(EvaluatorSimulator):
    """Tells when the question has reached the device."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        super().__init__(profile, clock)
        self.asked = threading.Event()

    def receive(self, data: bytes) -> list[Reply]:
        replies = super().receive(data)
        if self.asking:
            self.asked.set()
        return replies


class EvaluatorOnPty(PtyBench[EvaluatorDriver]):
    def __init__(self, folder: Path) -> None:
        # The shipped table, with a heartbeat quick enough for a test.
        path = folder / "own.json"
        table = load_profile("synthetic-framed")
        quick = Heartbeat(send=table.heartbeat.send if table.heartbeat else "", every_s=0.5, misses=2)
        path.write_text(table.model_copy(update={"heartbeat": quick}).model_dump_json(by_alias=True))
        self.simulator = WatchedSimulator(load_profile(str(path)), SystemClock())
        settings = EvaluatorSettings(profile=str(path))
        super().__init__("evaluator", folder, self.simulator, partial(EvaluatorDriver, settings))

    def ask(self) -> None:
        self.driver.ask(60.0)
        self.is_asked()

    def is_asked(self) -> None:
        assert self.simulator.asked.wait(60.0)
        self.simulator.asked.clear()

    def press(self, level: int) -> None:
        self.host.control("press", {"level": str(level)})

    def answer(self) -> object:
        return self.seen.wait_for_type(EvaluatorPressed)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[EvaluatorOnPty]:
    with EvaluatorOnPty(tmp_path) as made:
        yield made


def test_good(bench: EvaluatorOnPty) -> None:
    bench.ask()
    bench.press(5)
    assert bench.answer() == EvaluatorPressed(5)


def test_unplug(bench: EvaluatorOnPty) -> None:
    bench.ask()
    bench.host.control("unplug")
    bench.state(DeviceState.ABSENT)
    bench.host.control("plug")
    bench.is_asked()  # the question outlives the plug
    bench.press(4)
    assert bench.answer() == EvaluatorPressed(4)


def test_garbage(bench: EvaluatorOnPty) -> None:
    bench.ask()
    bench.host.control("garbage", {"bytes": "300"})
    bench.press(3)
    assert bench.answer() == EvaluatorPressed(3)


def test_half_frame(bench: EvaluatorOnPty) -> None:
    bench.ask()
    bench.host.control("half", {"bytes": "4"})
    bench.press(1)  # or a heartbeat's answer is cut: then this one counts
    bench.driver.ask(60.0)
    bench.is_asked()
    bench.press(2)
    assert bench.answer() in (EvaluatorPressed(1), EvaluatorPressed(2))


def test_stall(bench: EvaluatorOnPty) -> None:
    bench.host.control("stall")
    bench.state(DeviceState.DEGRADED)
    bench.seen.forget()
    bench.host.control("resume")
    bench.state(DeviceState.READY)
    bench.ask()
    bench.press(2)
    assert bench.answer() == EvaluatorPressed(2)
