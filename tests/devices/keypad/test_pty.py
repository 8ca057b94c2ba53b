"""The keypad on a pty, in real time: good, unplugged, noise, a silent line."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.keypad.driver import KeypadDriver
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.keypad.simulator import KeypadSimulator
from kiosk.domain.device import DeviceState
from kiosk.domain.focus import Key, KeyPressed
from tests.devices.benches import PtyBench


class KeypadOnPty(PtyBench[KeypadDriver]):
    def __init__(self, folder: Path) -> None:
        settings = KeypadSettings(enabled=True)
        simulator = KeypadSimulator(SystemClock(), settings.baud)
        super().__init__("keypad", folder, simulator, partial(KeypadDriver, settings))

    def press(self, key: Key) -> None:
        self.host.control("press", {"key": key.value, "after_s": "0.1"})  # of a finger, not of a program
        self.seen.wait_for(lambda message: message == KeyPressed(key))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[KeypadOnPty]:
    with KeypadOnPty(tmp_path) as made:
        yield made


def test_good(bench: KeypadOnPty) -> None:
    bench.press(Key.NEXT)
    bench.press(Key.PRESS)


def test_unplug(bench: KeypadOnPty) -> None:
    bench.press(Key.NEXT)
    bench.host.control("unplug")
    bench.state(DeviceState.ABSENT)
    bench.host.control("plug")
    bench.supervisor.retry_now()
    bench.state(DeviceState.READY)
    bench.press(Key.PREVIOUS)


def test_noise_and_silence(bench: KeypadOnPty) -> None:
    bench.host.control("garbage", {"hex": "00" * 13})
    bench.host.control("stall")
    bench.host.control("press", {"key": "repeat"})
    bench.host.control("resume")
    bench.press(Key.DELETE)
