"""Terminals of which one part lies, forgets, keeps or clings. Each breaks one promise and no other."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from kiosk.clock import pause
from kiosk.devices.evaluator.driver import EvaluatorDriver
from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.reader import Reading
from kiosk.devices.printer.driver import PrinterDriver, _Work
from kiosk.devices.printer.layout import Job
from kiosk.devices.supervisor import Supervisor
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.counts import Cell
from kiosk.domain.delivery import Delivered
from kiosk.domain.device import CardRead, EvaluatorPressed, PrintOutcome
from kiosk.domain.work_order import Attached, Committed, Rating, Submission
from kiosk.store.orders import OrderStore
from kiosk.store.worker import StoreWorker
from kiosk.sync.uploader import Round, Uploader
from kiosk.words.slips import AnySlip, Slip
from tests.system.visit_bench import VisitBench
from tests.system.visit_notes import WatchedRuntime

Answer = tuple[PrintOutcome, str]

# ---- the printer -----------------------------------------------------------------------------------


class SaysSent(PrinterDriver):
    def _attempt(self, work: _Work, stop: threading.Event) -> Answer:
        return PrintOutcome.SENT, ""


class PrintsHalf(PrinterDriver):
    def _send(self, work: _Work, job: Job, stop: threading.Event) -> bool:
        return super()._send(work, replace(job, data=job.data[: len(job.data) // 2] + b"\x1dV\x01"), stop)


class PrintsAnothers(PrinterDriver):
    """A slip that opens somebody else's order."""

    def print_job(self, job_id: str, slip: AnySlip) -> None:
        other = replace(slip, qr="GL1.SS3-0001." + "A" * 26) if isinstance(slip, Slip) else slip
        super().print_job(job_id, other)


class BelievesInPaper(PrinterDriver):
    """Whatever the status is afterwards."""

    def _attempt(self, work: _Work, stop: threading.Event) -> Answer:
        super()._attempt(work, stop)
        return PrintOutcome.SENT, ""


class SaysRefused(PrinterDriver):
    def _attempt(self, work: _Work, stop: threading.Event) -> Answer:
        super()._attempt(work, stop)
        return PrintOutcome.REFUSED, "E-PRN-02"


class MistakesCauses(PrinterDriver):
    """Whatever is wrong, it says that there is no paper."""

    def _tell(self, job_id: str, answer: Answer) -> None:
        refused = answer[0] is PrintOutcome.REFUSED
        super()._tell(job_id, (PrintOutcome.REFUSED, "E-PRN-02") if refused else answer)


class SaysNothing(PrinterDriver):
    def _tell(self, job_id: str, answer: Answer) -> None:
        """Nobody hears what became of the slip."""


class KeepsSlips(PrinterDriver):
    def print_job(self, job_id: str, slip: AnySlip) -> None:
        self.kept = [*getattr(self, "kept", []), slip]
        super().print_job(job_id, slip)


class HoldsSlips(PrinterDriver):
    """In a local of its endless loop."""

    def run(self, stop: threading.Event) -> None:
        works: list[AnySlip] = []
        serve = self._attempt

        def remember(work: _Work, stop: threading.Event) -> Answer:
            works.append(work.payload)
            return serve(work, stop)

        self._attempt = remember  # type: ignore[method-assign]
        try:
            super().run(stop)
        finally:
            del self._attempt


class Clings(PrinterDriver):
    """Does not end when the terminal does."""

    def close(self) -> None:
        super().close()
        pause(self._clock, 60.0)


class Crashes(PrinterDriver):
    def _next(self) -> _Work | None:
        if self._queue:
            raise ZeroDivisionError
        return super()._next()


# ---- the reader and the keys -------------------------------------------------------------------------


class MixesPeople(IdCardDriver):
    def _hand_on(self, reading: Reading, wanted: tuple[str, ...], request: int) -> None:
        document = replace(reading.document, number="330199198706050027")
        super()._hand_on(replace(reading, document=document), wanted, request)


class ReadsHalf(IdCardDriver):
    """Hands on a name of which the end is missing."""

    def _hand_on(self, reading: Reading, wanted: tuple[str, ...], request: int) -> None:
        document = replace(reading.document, name=reading.document.name[:-1])
        super()._hand_on(replace(reading, document=document), wanted, request)


class RemembersCards(IdCardDriver):
    """Hands on the last one at once, whoever stands there."""

    last: CardRead | None = None

    def start_reading(self, wanted: tuple[str, ...]) -> None:
        super().start_reading(wanted)
        if self.last is not None:
            self._post(self.last)

    def _hand_on(self, reading: Reading, wanted: tuple[str, ...], request: int) -> None:
        self.last = CardRead(reading.document.passing(wanted), 1.0)
        super()._hand_on(reading, wanted, request)


class PressesItself(EvaluatorDriver):
    def ask(self, timeout_s: float) -> None:
        super().ask(timeout_s)
        self._post(EvaluatorPressed(5))


class AnswersLater(EvaluatorDriver):
    """Counts a key that was pressed when nobody asked."""

    early: int | None = None

    def _answered(self) -> bool:
        asked = super()._answered()
        self.early = None if asked else 1
        return asked

    def ask(self, timeout_s: float) -> None:
        super().ask(timeout_s)
        if self.early is not None:
            self._post(EvaluatorPressed(self.early))


# ---- the store and sync ------------------------------------------------------------------------------


class SaysStored(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        self._post(m.OrderSaved(Committed(submission.order_id, "SS3-0009", 9, "A" * 26), print_job_id))


class StoresAnother(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        super().commit(replace(submission, fields={**submission.fields, "request": "别的事"}), print_job_id)


class StoresTwice(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        twin = replace(submission, order_id=submission.order_id[:-1] + "0")
        self._ask(lambda orders: _no_answer(orders.commit(twin)))
        super().commit(submission, print_job_id, attached)


class SaysNotStored(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        def want(orders: OrderStore) -> None:
            orders.commit(submission)
            self._post(m.OrderNotSaved(submission.order_id, "E-STO-02"))

        self._ask(want)


class MistakesFaults(StoreWorker):
    """Whatever is wrong, it says that nobody enrolled the terminal."""

    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        post = self._post

        def mistaken(message: object, /) -> None:
            wrong = isinstance(message, m.OrderNotSaved)
            post(m.OrderNotSaved(submission.order_id, "E-STO-04") if wrong else message)

        self._post = mistaken
        super().commit(submission, print_job_id, attached)


class NeverAnswers(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        """Nothing comes of it."""


class LosesRatings(StoreWorker):
    def rate(self, rating: Rating) -> None:
        """Nothing comes of it."""


class RatesBetter(StoreWorker):
    def rate(self, rating: Rating) -> None:
        super().rate(replace(rating, level=rating.level - 1))


class SaysDelivered(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        super().commit(submission, print_job_id, attached)
        self._ask(lambda _: self._post(m.OrderDelivered(submission.order_id)))


class KeepsSecrets(StoreWorker):
    def end_visit(self, visit_id: str, counted: frozenset[Cell] = frozenset()) -> None:
        """The visit goes on for the store."""


class WritesPlain(StoreWorker):
    def commit(self, submission: Submission, print_job_id: str, attached: Sequence[Attached] = ()) -> None:
        (self._path.parent / "last.txt").write_text(submission.fields["request"], encoding="utf-8")
        super().commit(submission, print_job_id, attached)


class ForgetsRows(Uploader):
    """Calls a row delivered that it never sent; without the hub's word, as the UI's own check needs one."""

    def upload(self) -> Round:
        for seq in self._queue.due(100):
            self._queue.take(seq)
            self._queue.settle(seq, Delivered("{}"))
        return super().upload()


class GivesUp(Supervisor):
    """Tries once."""

    def supervise(self) -> None:
        self._attempt()


def _no_answer(_: object) -> None:
    return None


# ---- the screen ----------------------------------------------------------------------------------------


class HidesRefusals(WatchedRuntime):
    def _apply(self, message: object) -> None:
        super()._apply(replace(message, code="") if isinstance(message, m.OrderNotSaved) else message)


class BringsBack(WatchedRuntime):
    """The next visit begins where the last one was."""

    last: s.FormProgress | None = None

    def _apply(self, message: object) -> None:
        form = self.state.visit.form if self.state.visit is not None else None
        self.last = form if form is not None and not form.saving else self.last
        super()._apply(message)

    def dispatch(self, message: object) -> None:
        super().dispatch(message)
        if isinstance(message, m.Wake) and self.last is not None and self.state.visit is not None:
            self.state = replace(self.state, visit=replace(self.state.visit, form=self.last))


class RatesByItself(WatchedRuntime):
    """A level is there before anybody touched a face."""

    def _apply(self, message: object) -> None:
        super()._apply(message)
        visit = self.state.visit
        if isinstance(message, m.GoRate) and visit is not None and visit.rating is not None:
            self.state = replace(self.state, visit=replace(visit, rating=replace(visit.rating, level=3)))


def liar(**parts: type) -> type[VisitBench]:
    """A terminal with these parts (``printer_type=…``) in place of the honest ones."""
    return type("Liar", (VisitBench,), parts)
