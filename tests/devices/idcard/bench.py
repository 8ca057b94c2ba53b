"""The real driver, supervisor and protocol against the simulator's bytes, in simulated time."""

from collections.abc import Mapping

from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.memory import MemoryHost
from kiosk.domain.device import CardProblem, CardRead, CardSeen, DeviceChanged, DeviceState, DeviceStatus
from tests.support.clock import ManualClock

RF = RfTimes(0.05, 0.05, 0.25)
WIRE = (30 + 15 + 19 + 1295) * 10 / 115200  # s, of one whole find, select, read
ALL = ("name", "number", "sex", "birth")


class CardBench:
    """``events`` is all the driver and its supervisor posted, each with the second it was posted at."""

    def __init__(self, settings: IdCardSettings | None = None, rf: RfTimes = RF, baud: int = 115200) -> None:
        self.clock = ManualClock()
        self.simulator = IdCardSimulator(self.clock, rf, baud=baud)
        self.host = MemoryHost(self.simulator, self.clock)
        self.events: list[tuple[float, object]] = []
        self.report = StatusReporter("idcard", self._post)
        self.driver = IdCardDriver(
            settings or IdCardSettings(), self.host.open, self.clock, self._post, self.report
        )
        self.supervisor = Supervisor(self.driver, self.report, self.clock, "E-IDC-01", "E-IDC-03")

    def _post(self, message: object) -> None:
        self.events.append((self.clock.elapsed, message))

    def control(self, verb: str, args: Mapping[str, str] | None = None) -> None:
        self.host.control(verb, args)

    def at(self, seconds: float, verb: str, args: Mapping[str, str] | None = None) -> None:
        self.clock.at(seconds, lambda: self.control(verb, args))

    def run(self, seconds: float) -> "CardBench":
        """Supervise until ``seconds`` of simulated time have passed; the supervisor ends with it."""
        self.clock.at(seconds, self.supervisor.stop)
        self.supervisor.supervise()
        assert self.host.closed == self.host.opened
        return self

    # ---- what happened ---------------------------------------------------------------------------

    @property
    def statuses(self) -> list[DeviceStatus]:
        return [message.status for _, message in self.events if isinstance(message, DeviceChanged)]

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
