"""A scanner under its supervisor in simulated time: real driver, simulated bytes."""

from pathlib import Path

from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.profile import Profile, load_profile
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.memory import MemoryHost
from kiosk.domain.device import CodeLies, CodeScanned, DeviceChanged
from tests.support.clock import ManualClock

SLIP = "GL1.SS3-0147.7K3QX9M2TAHJ4N5P6Q7R8S9T0V"
FOREIGN = "https://weixin.example/q/示例"


class ScannerBench:
    """``at`` plans, ``run`` lets time pass; then look at ``codes`` and ``told``."""

    def __init__(
        self,
        profile: str = "serial-trigger",
        device: Profile | None = None,
        settings: ScannerSettings | None = None,
    ) -> None:
        self.settings = settings or ScannerSettings(profile=profile)
        self.clock = ManualClock()
        self.simulator = ScannerSimulator(device or load_profile(profile), self.clock)
        self.host = MemoryHost(self.simulator, self.clock)
        self.posted: list[tuple[float, object]] = []
        report = StatusReporter("scanner", self._post)
        self.driver = ScannerDriver(self.settings, self.host.open, self.clock, self._post, report)
        self.supervisor = Supervisor(self.driver, report, self.clock, "E-SCN-01", "E-SCN-02")

    def _post(self, message: object, /) -> None:
        self.posted.append((self.clock.elapsed, message))

    def at(self, seconds: float, verb: str, **args: str) -> None:
        def steer() -> None:
            self.host.control(verb, args)

        self.clock.at(seconds, steer)

    def scan_at(self, seconds: float, text: str, **args: str) -> None:
        self.at(seconds, "scan", text=text, **args)

    def start_at(self, seconds: float, fresh: bool = False) -> None:
        self.clock.at(seconds, lambda: self.driver.start_scanning(fresh))

    def stop_at(self, seconds: float) -> None:
        self.clock.at(seconds, self.driver.stop_scanning)

    def run(self, until: float) -> None:
        def stop() -> None:
            self.supervisor.stop()

        self.clock.at(until, stop)
        self.supervisor.supervise()

    @property
    def codes(self) -> list[str]:
        return [message.text for _, message in self.posted if isinstance(message, CodeScanned)]

    @property
    def lies(self) -> list[tuple[float, bool]]:
        return [(at, message.lies) for at, message in self.posted if isinstance(message, CodeLies)]

    @property
    def scanned_at(self) -> list[float]:
        return [at for at, message in self.posted if isinstance(message, CodeScanned)]

    @property
    def told(self) -> list[tuple[str, str]]:
        return [
            (message.status.state.value, message.status.reason)
            for _, message in self.posted
            if isinstance(message, DeviceChanged)
        ]


def own_profile(folder: Path, base: str, **changes: object) -> tuple[str, Profile]:
    """A technician's own file made from a shipped one: its path, and what it says."""
    made = load_profile(base).model_copy(update=changes)
    path = folder / f"own-{len(list(folder.iterdir()))}.json"
    path.write_text(made.model_dump_json())
    return str(path), load_profile(str(path))
