"""What the benches of all devices share: a real driver under its supervisor, and what they posted."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, Self, TypeVar

from kiosk.clock import Clock, SystemClock
from kiosk.devices.base import Device, Report
from kiosk.devices.registry import KINDS
from kiosk.devices.simulation import Simulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.base import OpenPort
from kiosk.devices.transport.memory import MemoryHost
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import serial_opener
from kiosk.domain.device import DeviceChanged, DeviceState, DeviceStatus
from kiosk.events import Post
from tests.support.clock import ManualClock
from tests.support.collect import Collector

Driver = TypeVar("Driver", bound=Device)
Made = Callable[[OpenPort, Clock, Post, Report], Driver]  # with settings of its own


class TimedBench(Generic[Driver]):
    """In simulated time, over memory: ``at`` plans, ``run`` lets time pass; then look at what was posted."""

    def __init__(self, name: str, clock: ManualClock, simulator: Simulator, driver: Made[Driver]) -> None:
        self.clock = clock
        self.host = MemoryHost(simulator, clock)
        self.events: list[tuple[float, object]] = []  # each with the second it was posted at
        self.report = StatusReporter(name, self.post)
        self.driver = driver(self.host.open, clock, self.post, self.report)
        kind = KINDS[name]
        self.supervisor = Supervisor(self.driver, self.report, clock, kind.absent_code, kind.fault_code)

    def post(self, message: object, /) -> None:
        self.events.append((self.clock.elapsed, message))

    def at(self, seconds: float, verb: str, **args: str) -> None:
        """Steer device or cable."""
        self.plan(seconds, lambda: self.host.control(verb, args))

    def plan(self, seconds: float, act: Callable[[], object]) -> None:
        def once() -> None:
            act()

        self.clock.at(seconds, once)

    def run(self, until: float) -> Self:
        """Supervise until ``until``; the supervisor ends with it. Every port that was opened is closed."""
        self.plan(until, self.supervisor.stop)
        self.supervisor.supervise()
        assert self.host.closed == self.host.opened
        return self

    @property
    def statuses(self) -> list[DeviceStatus]:
        return [message.status for _, message in self.events if isinstance(message, DeviceChanged)]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Statuses as (state, reason)."""
        return [(status.state.value, status.reason) for status in self.statuses]


class PtyBench(Generic[Driver]):
    """On a pty at wire pace, in real time; made when the device is ready."""

    def __init__(self, name: str, folder: Path, simulator: Simulator, driver: Made[Driver]) -> None:
        self.clock = SystemClock()
        self.host = PtyHost(simulator, folder / name, self.clock)
        self.host.start()
        self.seen = Collector()
        report = StatusReporter(name, self.seen.post)
        self.driver = driver(serial_opener(str(self.host.path)), self.clock, self.seen.post, report)
        kind = KINDS[name]
        self.supervisor = Supervisor(self.driver, report, self.clock, kind.absent_code, kind.fault_code)
        self.supervisor.start()
        self.state(DeviceState.READY)

    def state(self, state: DeviceState) -> None:
        self.seen.wait_for(lambda m: isinstance(m, DeviceChanged) and m.status.state is state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_of: object) -> None:
        assert self.supervisor.stop(wait=10)
        self.host.stop()
