"""The UI's half of the kills proof: the real store thread, driven as by a screen, in a process to kill.

Writes two lines an order to the journal: ``try`` before the store is asked, ``saved`` only once OrderSaved
came, which is when a screen says 已提交. Lines are single appends, so a kill leaves whole lines.
``--orders N``: once N orders are in the journal it submits no more, and goes on looking after the queue.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.config_load import load
from kiosk.domain import messages as m
from kiosk.domain.work_order import Rating, Submission
from kiosk.store.worker import StoreWorker
from kiosk.wire.ids import uuid7

_MOST_WAITING = 100
_WORDS = ("工资", "欠薪", "船东", "码头", "三个月", "怎么办", "离婚", "房租", "押金", "工伤", "𠮷", "\n")


class Journal:
    """Append-only lines of JSON."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, **line: object) -> None:
        os.write(self._file, (json.dumps(line, ensure_ascii=False) + "\n").encode())


def make_order(chance: random.Random) -> Submission:
    text = "".join(chance.choices(_WORDS, k=chance.choice((1, 5, 50, 900))))
    return Submission(
        order_id=uuid7(SystemClock().now(), os.urandom),
        item_id=chance.choice(("consultation", "legal-aid")),
        fields={"request": text, "phone": f"139{chance.randrange(10**8):08d}"},
        site="码头",
        content_release=chance.randrange(100),
    )


def submit_until(
    stop: threading.Event, config: Config, journal: Journal, chance: random.Random, left: int
) -> None:
    """Submit ``left`` orders, then look after the queue until ``stop``."""
    inbox: SimpleQueue[object] = SimpleQueue()
    clock = SystemClock()
    worker = StoreWorker(config, clock, inbox.put)
    worker.start()
    last: Submission | None = None
    pace = Pace(journal)
    while not stop.is_set() and left > 0:
        pace.hold(inbox, stop)
        # Sometimes the same order twice: a second tap, or one after the slip was printed.
        order = last if last is not None and chance.random() < 0.1 else make_order(chance)
        if order is not last:
            worker.begin_visit(f"visit-{order.order_id}")
            journal.write(what="try", order_id=order.order_id, item=order.item_id, fields=order.fields)
        worker.commit(order, "job")
        answer = pace.answer(inbox)
        if isinstance(answer, m.OrderSaved):
            committed = answer.committed
            journal.write(
                what="saved", order_id=committed.order_id, order_no=committed.order_no, seq=committed.seq
            )
            if chance.random() < 0.3:
                rating = Rating(f"{order.order_id}:rating", order.order_id, 5, (), "1", "screen")
                worker.rate(rating)
            if chance.random() < 0.5:
                worker.end_visit(f"visit-{order.order_id}")
            left -= order is not last
            last = order
        clock.wait(stop, chance.random() * 0.06)
    stop.wait()
    worker.stop()


class Pace:
    """No faster than sync can follow over a bad network: a queue of thousands proves nothing more."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting = 0

    def hold(self, inbox: "SimpleQueue[object]", stop: threading.Event) -> None:
        """Wait while too many orders wait."""
        while self._waiting > _MOST_WAITING and not stop.is_set():
            with contextlib.suppress(Empty):
                self._note(inbox.get(timeout=1))

    def answer(self, inbox: "SimpleQueue[object]") -> object:
        """The store's answer to the order it was just given."""
        while True:
            message = inbox.get(timeout=60)
            self._note(message)
            if isinstance(message, (m.OrderSaved, m.OrderNotSaved)):
                return message

    def _note(self, message: object) -> None:
        if isinstance(message, m.LinkChanged):
            self._waiting = message.waiting
        elif isinstance(message, m.RatingSaved):
            self._journal.write(what="rated", order_id=message.order_id)


def saved_before(journal: Path) -> int:
    """Orders that earlier lives of this process saw durable."""
    lines = map(json.loads, journal.read_text(encoding="utf-8").splitlines() if journal.exists() else ())
    return len({line["order_id"] for line in lines if line["what"] == "saved"})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--orders", type=int, default=sys.maxsize)
    args = parser.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    stop = threading.Event()
    config = load(overrides=[f"state_dir={args.state}", "store.free_floor_mb=1", "store.ballast_mb=1"])
    left = args.orders - saved_before(args.journal)
    work = threading.Thread(
        target=submit_until,
        args=(stop, config, Journal(args.journal), random.Random(args.seed), left),
        daemon=True,
    )
    work.start()
    signal.sigwait({signal.SIGTERM})
    stop.set()
    work.join(10)


if __name__ == "__main__":
    main()
