"""The reader once for each of good, unplug, garbage, half frame, stall, on a pty at wire pace.

What follows from a fault is in the matrix (test_driver_faults.py); here real descriptors show that the
same bytes, errors and times happen on a real port.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.domain.device import (
    CARD_LEFT,
    CardDocument,
    CardProblem,
    CardRead,
    CardSeen,
    DeviceChanged,
    DeviceState,
)
from tests.devices.benches import PtyBench
from tests.devices.idcard.bench import ALL, WIRE

PERSON = CardDocument("resident", "测试甲", "330199194912310012", "男", "1949-12-31")


class ReaderOnPty(PtyBench[IdCardDriver]):
    def __init__(self, folder: Path) -> None:
        settings = IdCardSettings(poll_ms=50, find_timeout_ms=100, read_timeout_ms=500, card_left_probe=True)
        simulator = IdCardSimulator(SystemClock(), RfTimes(0, 0, 0))
        super().__init__("idcard", folder, simulator, partial(IdCardDriver, settings))

    def read(self) -> CardRead:
        message = self.seen.wait_for_type(CardRead)
        assert isinstance(message, CardRead)
        return message

    def lay_on_again(self) -> None:
        self.host.control("remove")
        self.host.control("present")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ReaderOnPty]:
    with ReaderOnPty(tmp_path) as made:
        yield made


def test_good(bench: ReaderOnPty) -> None:
    bench.host.control("present")
    bench.driver.start_reading(ALL)
    read = bench.read()
    assert read.document == PERSON
    assert read.elapsed_ms >= WIRE * 1000
    assert [type(m) for m in bench.seen.messages] == [DeviceChanged, DeviceChanged, CardSeen, CardRead]


def test_left_lying(bench: ReaderOnPty) -> None:
    bench.host.control("present", {"new_address": "海滨市测试路一号新址"})
    bench.driver.start_reading(ALL)
    bench.read()
    bench.seen.forget()
    bench.driver.watch_card(True)
    bench.seen.wait_for(lambda m: isinstance(m, DeviceChanged) and m.status.reason == CARD_LEFT)
    bench.host.control("remove")
    bench.seen.wait_for(lambda m: isinstance(m, DeviceChanged) and m.status.reason == "")
    assert [type(m) for m in bench.seen.messages] == [DeviceChanged, DeviceChanged], "nothing was read"


def test_unplug(bench: ReaderOnPty) -> None:
    bench.driver.start_reading(ALL)
    bench.host.control("unplug")
    bench.state(DeviceState.ABSENT)
    bench.seen.forget()
    bench.host.control("plug")
    bench.host.control("present")
    bench.state(DeviceState.READY)
    assert bench.read().document == PERSON


def test_garbage(bench: ReaderOnPty) -> None:
    bench.driver.start_reading(ALL)
    bench.host.control("present")
    bench.seen.wait_for_type(CardSeen)
    bench.host.control("garbage", {"bytes": "300"})
    bench.seen.wait_for(lambda m: isinstance(m, (CardRead, CardProblem)))
    if any(isinstance(m, CardProblem) for m in bench.seen.messages):  # the noise hit the answer
        bench.lay_on_again()
    assert bench.read().document == PERSON


def test_half_frame(bench: ReaderOnPty) -> None:
    bench.driver.start_reading(ALL)
    bench.host.control("half", {"bytes": "9"})  # the next find's answer
    bench.host.control("present")
    assert bench.read().document == PERSON


def test_stall(bench: ReaderOnPty) -> None:
    bench.driver.start_reading(ALL)
    bench.host.control("stall")
    bench.state(DeviceState.ABSENT)  # given up and being reset
    bench.host.control("resume")
    bench.host.control("present")
    assert bench.read().document == PERSON
