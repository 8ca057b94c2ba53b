"""A printer under its supervisor in simulated time: real driver, simulated bytes."""

from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.memory import MemoryHost
from kiosk.domain.device import DeviceChanged, DeviceStatus, PrintReported
from kiosk.domain.slip import AnySlip
from tests.devices.printer.samples import fonts, glyphs, slip
from tests.support.clock import ManualClock

QUESTIONS = 12  # bytes of one round of DLE EOT 1 to 4


class PrinterBench:
    """``at`` plans, ``run`` lets time pass; then look at ``reports``, ``statuses`` and the paper."""

    def __init__(self, settings: PrinterSettings | None = None) -> None:
        self.settings = settings or PrinterSettings()
        self.clock = ManualClock()
        self.simulator = PrinterSimulator(self.settings.baud)
        self.host = MemoryHost(self.simulator, self.clock)
        self.posted: list[object] = []
        self.report = StatusReporter("printer", self.posted.append)
        self.driver = PrinterDriver(
            self.settings, self.host.open, fonts(), self.clock, self.posted.append, self.report
        )
        self.supervisor = Supervisor(self.driver, self.report, self.clock, "E-PRN-01", "E-PRN-04")

    def at(self, seconds: float, verb: str, **args: str) -> None:
        """Steer printer or cable."""

        def steer() -> None:
            self.host.control(verb, args)

        self.clock.at(seconds, steer)

    def print_at(self, seconds: float, job_id: str, made: AnySlip | None = None) -> None:
        self.clock.at(seconds, lambda: self.driver.print_job(job_id, made or slip()))

    def run(self, until: float) -> None:
        def stop() -> None:
            self.supervisor.stop()

        self.clock.at(until, stop)
        self.supervisor.supervise()

    def data(self, made: AnySlip | None = None) -> bytes:
        """What this printer should get for a slip."""
        paper = self.settings.paper
        return render(compose(made or slip(), paper), paper, glyphs()).data

    @property
    def reports(self) -> list[PrintReported]:
        return [message for message in self.posted if isinstance(message, PrintReported)]

    @property
    def statuses(self) -> list[DeviceStatus]:
        return [message.status for message in self.posted if isinstance(message, DeviceChanged)]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Statuses as (state, reason)."""
        return [(status.state.value, status.reason) for status in self.statuses]
