"""The doing side of the program over the real rooms, and who stands in for it until they are built."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import (
    AskEvaluation,
    BeginVisit,
    CloseVisit,
    Effect,
    LookUp,
    PrintSlip,
    Recognise,
    RecordPrint,
    SaveOrder,
    SaveRating,
)
from kiosk.events import EventQueue
from kiosk.runtime import Rooms

if TYPE_CHECKING:
    from kiosk.devices.evaluator.driver import EvaluatorDriver
    from kiosk.devices.idcard.driver import IdCardDriver
    from kiosk.devices.printer.driver import PrinterDriver
    from kiosk.devices.registry import Supervised
    from kiosk.devices.scanner.driver import ScannerDriver
    from kiosk.input.worker import HandwritingWorker
    from kiosk.mail.mailbox import Mailbox
    from kiosk.store.worker import StoreWorker

EVALUATION_S: Final = 30.0


@dataclass(frozen=True)
class Devices:
    """The drivers as commands reach them, and the supervisors that keep them alive. None = not enabled."""

    idcard: "IdCardDriver | None"
    printer: "PrinterDriver | None"
    evaluator: "EvaluatorDriver | None"
    scanner: "ScannerDriver | None"
    supervised: "tuple[Supervised, ...]"


class LiveRooms:
    """Implements :class:`kiosk.runtime.Rooms` over the real rooms: every call only hands something over."""

    def __init__(
        self,
        devices: Devices,
        store: "StoreWorker",
        handwriting: "HandwritingWorker",
        queue: EventQueue,
        new_id: Callable[[], str],
        mailbox: "Mailbox",
        online: Callable[[], bool],
    ) -> None:
        self._devices = devices
        self._store = store
        self._handwriting = handwriting
        self._queue = queue
        self._new_id = new_id
        self._mailbox = mailbox
        self._online = online

    def perform(self, effect: Effect) -> None:
        match effect:
            case BeginVisit(visit_id):
                self._store.begin_visit(visit_id)
            case CloseVisit(visit_id):
                self._close(visit_id)
            case SaveOrder(submission):
                self._store.commit(submission, print_job_id=self._new_id())
            case SaveRating(rating):
                self._store.rate(rating)
            case PrintSlip():
                self._print(effect)
            case RecordPrint(job_id, order_id, template, print_state):
                self._store.print_state(job_id, order_id, template, print_state)
            case AskEvaluation():
                self.ask_evaluation(True)
            case Recognise(generation, strokes, pad, context):
                self._handwriting.submit(generation, strokes, pad, context)
            case LookUp():
                self._store.look_up(effect.look_id, effect.order_no, effect.secret)
                self._mailbox.look_up(effect, online=self._online())

    def _close(self, visit_id: str) -> None:
        """Wipe first: what was typed and printed is gone even if the store cannot write any more."""
        self._handwriting.forget()
        self._mailbox.forget()
        if self._devices.printer is not None:
            self._devices.printer.forget()
        self._store.end_visit(visit_id)

    def _print(self, effect: PrintSlip) -> None:
        printer = self._devices.printer
        if printer is None:
            self._queue.post(PrintReported(effect.job_id, PrintOutcome.REFUSED, "E-PRN-01"))
            return
        printer.print_job(effect.job_id, effect.slip)

    def read_card(self, wanted: tuple[str, ...]) -> None:
        reader = self._devices.idcard
        if reader is None:
            return
        if wanted:
            reader.start_reading(wanted)
        else:
            reader.stop_reading()

    def ask_evaluation(self, wanted: bool) -> None:
        evaluator = self._devices.evaluator
        if evaluator is None:
            return
        if wanted:
            evaluator.ask(EVALUATION_S)
        else:
            evaluator.cancel()

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        scanner = self._devices.scanner
        if scanner is None:
            return
        if wanted:
            scanner.start_scanning(fresh)
        else:
            scanner.stop_scanning()


class LateRooms:
    """Stands in for rooms that are not built yet, and hands them what was asked for meanwhile."""

    def __init__(self) -> None:
        self._rooms: Rooms | None = None
        self._effects: list[Effect] = []
        self._card: tuple[str, ...] = ()
        self._evaluation = False
        self._scanning = False

    def open(self, rooms: Rooms) -> None:
        self._rooms = rooms
        for effect in self._effects:
            rooms.perform(effect)
        self._effects.clear()
        if self._card:
            rooms.read_card(self._card)
        if self._evaluation:
            rooms.ask_evaluation(True)
        if self._scanning:
            rooms.scan(True)

    def perform(self, effect: Effect) -> None:
        if self._rooms is None:
            self._effects.append(effect)
        else:
            self._rooms.perform(effect)

    def read_card(self, wanted: tuple[str, ...]) -> None:
        self._card = wanted
        if self._rooms is not None:
            self._rooms.read_card(wanted)

    def ask_evaluation(self, wanted: bool) -> None:
        self._evaluation = wanted
        if self._rooms is not None:
            self._rooms.ask_evaluation(wanted)

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        self._scanning = wanted
        if self._rooms is not None:
            self._rooms.scan(wanted, fresh)
