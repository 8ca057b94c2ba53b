"""A printer under its supervisor in simulated time: real driver, simulated bytes."""

from kiosk.clock import Clock
from kiosk.devices.base import Report
from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.devices.transport.base import OpenPort
from kiosk.domain.device import PrintReported
from kiosk.events import Post
from kiosk.words.slips import AnySlip
from tests.devices.benches import TimedBench
from tests.devices.printer.samples import fonts, glyphs, slip
from tests.support.clock import ManualClock

QUESTIONS = 12  # bytes of one round of DLE EOT 1 to 4


class PrinterBench(TimedBench[PrinterDriver]):
    """What became of jobs is in ``reports``, and on the paper."""

    def __init__(self, settings: PrinterSettings | None = None) -> None:
        self.settings = settings or PrinterSettings()
        self.simulator = PrinterSimulator(self.settings.baud)
        super().__init__("printer", ManualClock(), self.simulator, self.another)

    def another(self, open_port: OpenPort, clock: Clock, post: Post, report: Report) -> PrinterDriver:
        return PrinterDriver(self.settings, open_port, fonts(), clock, post, report)

    def print_at(self, seconds: float, job_id: str, made: AnySlip | None = None) -> None:
        self.plan(seconds, lambda: self.driver.print_job(job_id, made or slip()))

    def data(self, made: AnySlip | None = None) -> bytes:
        """What this printer should get for a slip."""
        paper = self.settings.paper
        return render(compose(made or slip(), paper), paper, glyphs()).data

    @property
    def reports(self) -> list[PrintReported]:
        return [message for _, message in self.events if isinstance(message, PrintReported)]
