"""A scanner under its supervisor in simulated time: real driver, simulated bytes."""

from functools import partial
from pathlib import Path

from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.profile import Profile, load_profile
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.domain.device import CodeLies, CodeScanned
from tests.devices.benches import TimedBench
from tests.support.clock import ManualClock

SLIP = "GL1.SS3-0147.7K3QX9M2TAHJ4N5P6Q7R8S9T0V"
FOREIGN = "https://weixin.example/q/示例"


class ScannerBench(TimedBench[ScannerDriver]):
    """What was handed on is in ``codes``."""

    def __init__(
        self,
        profile: str = "serial-trigger",
        device: Profile | None = None,
        settings: ScannerSettings | None = None,
    ) -> None:
        clock = ManualClock()
        self.settings = settings or ScannerSettings(profile=profile)
        self.simulator = ScannerSimulator(device or load_profile(profile), clock)
        super().__init__("scanner", clock, self.simulator, partial(ScannerDriver, self.settings))

    def scan_at(self, seconds: float, text: str, **args: str) -> None:
        self.at(seconds, "scan", text=text, **args)

    def start_at(self, seconds: float, fresh: bool = False) -> None:
        self.plan(seconds, lambda: self.driver.start_scanning(fresh))

    def stop_at(self, seconds: float) -> None:
        self.plan(seconds, self.driver.stop_scanning)

    @property
    def codes(self) -> list[str]:
        return [message.text for _, message in self.events if isinstance(message, CodeScanned)]

    @property
    def lies(self) -> list[tuple[float, bool]]:
        return [(at, message.lies) for at, message in self.events if isinstance(message, CodeLies)]

    @property
    def scanned_at(self) -> list[float]:
        return [at for at, message in self.events if isinstance(message, CodeScanned)]


def own_profile(folder: Path, base: str, **changes: object) -> tuple[str, Profile]:
    """A technician's own file made from a shipped one: its path, and what it says."""
    made = load_profile(base).model_copy(update=changes)
    path = folder / f"own-{len(list(folder.iterdir()))}.json"
    path.write_text(made.model_dump_json())
    return str(path), load_profile(str(path))
