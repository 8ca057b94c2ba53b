"""An evaluator under its supervisor in simulated time: real driver, simulated bytes."""

from kiosk.devices.evaluator.driver import EvaluatorDriver
from kiosk.devices.evaluator.profile import Profile, load_profile
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.evaluator.simulator import EvaluatorSimulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.memory import MemoryHost
from kiosk.domain.device import DeviceChanged, EvaluatorPressed
from tests.support.clock import ManualClock


class EvaluatorBench:
    """``at`` plans, ``run`` lets time pass; then look at ``levels`` and ``told``."""

    def __init__(
        self,
        profile: str = "synthetic-framed",
        device: Profile | None = None,
        settings: EvaluatorSettings | None = None,
    ) -> None:
        self.settings = settings or EvaluatorSettings(profile=profile)
        self.clock = ManualClock()
        self.simulator = EvaluatorSimulator(device or load_profile(profile), self.clock)
        self.host = MemoryHost(self.simulator, self.clock)
        self.posted: list[tuple[float, object]] = []
        report = StatusReporter("evaluator", self._post)
        self.driver = EvaluatorDriver(self.settings, self.host.open, self.clock, self._post, report)
        self.supervisor = Supervisor(self.driver, report, self.clock, "E-EVA-01", "E-EVA-02")

    def _post(self, message: object, /) -> None:
        self.posted.append((self.clock.elapsed, message))

    def at(self, seconds: float, verb: str, **args: str) -> None:
        def steer() -> None:
            self.host.control(verb, args)

        self.clock.at(seconds, steer)

    def ask_at(self, seconds: float, timeout_s: float = 20.0) -> None:
        self.clock.at(seconds, lambda: self.driver.ask(timeout_s))

    def cancel_at(self, seconds: float) -> None:
        self.clock.at(seconds, self.driver.cancel)

    def run(self, until: float) -> None:
        def stop() -> None:
            self.supervisor.stop()

        self.clock.at(until, stop)
        self.supervisor.supervise()

    @property
    def levels(self) -> list[int | None]:
        return [message.level for _, message in self.posted if isinstance(message, EvaluatorPressed)]

    @property
    def told(self) -> list[tuple[str, str]]:
        return [
            (message.status.state.value, message.status.reason)
            for _, message in self.posted
            if isinstance(message, DeviceChanged)
        ]
