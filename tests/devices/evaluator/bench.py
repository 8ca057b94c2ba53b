"""An evaluator under its supervisor in simulated time: real driver, simulated bytes."""

from functools import partial

from kiosk.devices.evaluator.driver import EvaluatorDriver
from kiosk.devices.evaluator.profile import Profile, load_profile
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.evaluator.simulator import EvaluatorSimulator
from kiosk.domain.device import EvaluatorPressed
from tests.devices.benches import TimedBench
from tests.support.clock import ManualClock


class EvaluatorBench(TimedBench[EvaluatorDriver]):
    """What was pressed is in ``levels``."""

    def __init__(
        self,
        profile: str = "synthetic-framed",
        device: Profile | None = None,
        settings: EvaluatorSettings | None = None,
    ) -> None:
        clock = ManualClock()
        self.settings = settings or EvaluatorSettings(profile=profile)
        self.simulator = EvaluatorSimulator(device or load_profile(profile), clock)
        super().__init__("evaluator", clock, self.simulator, partial(EvaluatorDriver, self.settings))

    def ask_at(self, seconds: float, timeout_s: float = 20.0) -> None:
        self.plan(seconds, lambda: self.driver.ask(timeout_s))

    def cancel_at(self, seconds: float) -> None:
        self.plan(seconds, self.driver.stop_asking)

    @property
    def levels(self) -> list[int | None]:
        return [message.level for _, message in self.events if isinstance(message, EvaluatorPressed)]
