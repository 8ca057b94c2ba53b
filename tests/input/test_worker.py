"""The recogniser's thread: only the newest drawing counts, nothing is kept, nothing kills it."""

import threading
from collections.abc import Iterator

import pytest

from kiosk.domain.messages import CandidatesReady
from kiosk.domain.writing import ANYTHING, WritingContext, WritingMode
from kiosk.errors import KioskError
from kiosk.input.ink import Point, Strokes
from kiosk.input.worker import HandwritingWorker

PAD = (300.0, 300.0)
BOUND = 30.0  # of a wait that only ends early


class Reader:
    """Answers how many strokes there were, when it is let."""

    def __init__(self) -> None:
        self.started = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.seen: list[int] = []
        self.contexts: list[WritingContext] = []

    def candidates(
        self, strokes: Strokes, pad: Point, limit: int, context: WritingContext
    ) -> tuple[str, ...]:
        self.seen.append(len(strokes))
        self.contexts.append(context)
        self.started.release()
        assert self.go_on.acquire(timeout=BOUND)
        if not strokes:
            raise RuntimeError("the model failed")
        return (f"{len(strokes)}/{limit}",)


class Mailbox:
    """What was posted, and a way to wait for the next."""

    def __init__(self) -> None:
        self.messages: list[object] = []
        self._arrived = threading.Semaphore(0)

    def __call__(self, message: object, /) -> None:
        self.messages.append(message)
        self._arrived.release()

    def next(self) -> object:
        assert self._arrived.acquire(timeout=BOUND)
        return self.messages[-1]


def drawing(strokes: int) -> list[list[Point]]:
    return [[(0.0, 0.0), (10.0, 10.0)]] * strokes


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def worker(reader: Reader, mailbox: Mailbox) -> Iterator[HandwritingWorker]:
    worker = HandwritingWorker(lambda: reader, mailbox, limit=5, limit_more=9)
    worker.start()
    yield worker
    for _ in range(10):
        reader.go_on.release()
    worker.stop()


def test_a_drawing_is_answered_with_its_generation(
    worker: HandwritingWorker, reader: Reader, mailbox: Mailbox
) -> None:
    worker.submit(7, drawing(3), PAD, ANYTHING)
    reader.go_on.release()
    assert mailbox.next() == CandidatesReady(7, ("3/5",))


def test_the_place_is_handed_on_and_more_means_a_longer_answer(
    worker: HandwritingWorker, reader: Reader, mailbox: Mailbox
) -> None:
    context = WritingContext("王", WritingMode.NAME, more=True)
    worker.submit(7, drawing(3), PAD, context)
    reader.go_on.release()
    assert mailbox.next() == CandidatesReady(7, ("3/9",))
    assert reader.contexts == [context]


def test_what_waited_behind_a_newer_drawing_is_never_read(
    worker: HandwritingWorker, reader: Reader, mailbox: Mailbox
) -> None:
    worker.submit(1, drawing(1), PAD, ANYTHING)
    assert reader.started.acquire(timeout=BOUND)
    worker.submit(2, drawing(2), PAD, ANYTHING)
    worker.submit(3, drawing(3), PAD, ANYTHING)
    reader.go_on.release()
    reader.go_on.release()
    assert mailbox.next() == CandidatesReady(3, ("3/5",))
    assert mailbox.messages == [CandidatesReady(3, ("3/5",))]
    assert reader.seen == [1, 3]


def test_after_forget_nothing_of_the_visit_is_posted(
    worker: HandwritingWorker, reader: Reader, mailbox: Mailbox
) -> None:
    worker.submit(1, drawing(1), PAD, ANYTHING)
    assert reader.started.acquire(timeout=BOUND)
    worker.submit(2, drawing(2), PAD, ANYTHING)
    worker.forget()
    reader.go_on.release()
    worker.submit(3, drawing(3), PAD, ANYTHING)
    reader.go_on.release()
    assert mailbox.next() == CandidatesReady(3, ("3/5",))
    assert len(mailbox.messages) == 1


def test_a_failing_model_answers_nothing_and_goes_on(
    worker: HandwritingWorker, reader: Reader, mailbox: Mailbox
) -> None:
    worker.submit(1, drawing(0), PAD, ANYTHING)
    reader.go_on.release()
    assert mailbox.next() == CandidatesReady(1, ())
    worker.submit(2, drawing(2), PAD, ANYTHING)
    reader.go_on.release()
    assert mailbox.next() == CandidatesReady(2, ("2/5",))


def test_a_missing_model_is_told_and_submitting_goes_on_without_effect(mailbox: Mailbox) -> None:
    told: list[KioskError | None] = []
    done = threading.Event()

    def missing() -> Reader:
        raise KioskError("E-INP-01", "gone")

    def ready(fault: KioskError | None) -> None:
        told.append(fault)
        done.set()

    worker = HandwritingWorker(missing, mailbox, ready)
    worker.submit(1, drawing(1), PAD, ANYTHING)
    worker.start()
    assert done.wait(BOUND)
    worker.submit(2, drawing(2), PAD, ANYTHING)
    worker.stop()
    assert [fault.code if fault else None for fault in told] == ["E-INP-01"]
    assert mailbox.messages == []


def test_ready_is_told_once_the_model_is_loaded(reader: Reader, mailbox: Mailbox) -> None:
    told: list[KioskError | None] = []
    done = threading.Event()

    def ready(fault: KioskError | None) -> None:
        told.append(fault)
        done.set()

    worker = HandwritingWorker(lambda: reader, mailbox, ready)
    worker.start()
    assert done.wait(BOUND)
    worker.stop()
    worker.stop()
    assert told == [None]


def test_stop_drops_what_waits(reader: Reader, mailbox: Mailbox) -> None:
    worker = HandwritingWorker(lambda: reader, mailbox)
    worker.submit(1, drawing(1), PAD, ANYTHING)
    worker.stop()
    worker.start()
    worker.stop()
    assert mailbox.messages == []
    assert reader.seen == []
