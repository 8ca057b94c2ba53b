"""The real driver, supervisor and protocol against the simulator's bytes, in simulated time."""

from collections.abc import Mapping
from functools import partial

from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.domain.device import CardProblem, CardRead, CardSeen, DeviceState
from tests.devices.benches import TimedBench
from tests.support.clock import ManualClock

RF = RfTimes(0.05, 0.05, 0.25)
WIRE = (30 + 15 + 19 + 1295) * 10 / 115200  # s, of one whole find, select, read
ALL = ("name", "number", "sex", "birth")


class CardBench(TimedBench[IdCardDriver]):
    """What was read is in ``cards``, ``reads`` and ``problems``."""

    def __init__(self, settings: IdCardSettings | None = None, rf: RfTimes = RF, baud: int = 115200) -> None:
        clock = ManualClock()
        self.simulator = IdCardSimulator(clock, rf, baud=baud)
        driver = partial(IdCardDriver, settings or IdCardSettings())
        super().__init__("idcard", clock, self.simulator, driver)

    def control(self, verb: str, args: Mapping[str, str] | None = None) -> None:
        self.host.control(verb, args)

    @property
    def states(self) -> list[DeviceState]:
        return [status.state for status in self.statuses]

    @property
    def cards(self) -> list[object]:
        """CardSeen, CardRead and CardProblem in order."""
        return [m for _, m in self.events if isinstance(m, (CardSeen, CardRead, CardProblem))]

    @property
    def reads(self) -> list[CardRead]:
        return [message for _, message in self.events if isinstance(message, CardRead)]

    @property
    def problems(self) -> list[str]:
        return [message.code for _, message in self.events if isinstance(message, CardProblem)]
