"""One round with the hub: ready rows by ``seq``, then the state of the link, stored."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.config import SyncSettings
from kiosk.domain.delivery import Delayed, Delivered, DeliveryQueue, Link, NotDelivered, Outcome, ReadyRow
from kiosk.errors import KioskError

_log = logging.getLogger(__name__)
_BATCH: Final = 100


class Hub(Protocol):
    """What a round needs of the hub's client."""

    def deliver(self, row: ReadyRow) -> Outcome: ...

    def health(self) -> NotDelivered | None: ...


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did. ``code`` is empty when the hub was reached to the end of it."""

    delivered: int = 0
    delayed: int = 0
    parked: int = 0
    code: str = ""
    detail: str = ""


class Uploader:
    """Sync's work on the queue. ``random`` gives 0 ≤ x < 1 for jitter.

    ``progress`` is called after each settled row and each change of the link: time to ring the UI and to
    show the watchdog that something moves. ``stop`` says whether to leave the round.
    """

    def __init__(
        self,
        queue: DeliveryQueue,
        hub: Hub,
        settings: SyncSettings,
        clock: Clock,
        random: Callable[[], float],
        progress: Callable[[], None] = lambda: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._queue = queue
        self._hub = hub
        self._settings = settings
        self._clock = clock
        self._boot_id = clock.boot_id()
        self._random = random
        self._progress = progress
        self._stop = stop

    def round(self) -> Round:
        """Send what is ready. A failure of transport, or an answer the hub did not sign, ends the round,
        charges no row and stores a longer wait. Never raises.
        """
        try:
            done = self._round()
        except KioskError as error:  # the store cannot be written: nothing is lost, the hub absorbs repeats
            done = Round(code=error.code, detail=error.detail)
        if self._stop():
            return done
        try:
            self._remember(done)
        except KioskError as error:
            _log.error("sync.link", extra={"code": error.code, "detail": error.detail})
        return done

    def _round(self) -> Round:
        self._queue.recover()
        done = Round()
        while ready := self._queue.due(_BATCH):
            for seq in ready:
                if self._stop():
                    return done
                row = self._queue.take(seq)
                outcome = self._hub.deliver(row)
                self._queue.settle(seq, outcome)
                if isinstance(outcome, NotDelivered):
                    return replace(done, code=outcome.code, detail=outcome.detail)
                done = _count(done, outcome)
                self._log_outcome(row, outcome)
                if row.envelope is not None and self._unheard():
                    self._remember(Round())  # a long queue must not look off-line until its end
                self._progress()
        if not (done.delivered or done.delayed or done.parked) and not self._stop():
            failed = self._hub.health()
            if failed is not None:
                return replace(done, code=failed.code, detail=failed.detail)
        return done

    def _unheard(self) -> bool:
        link = self._queue.link()
        return not link.fresh(self._boot_id, self._clock.monotonic(), self._settings.interval_s)

    def _log_outcome(self, row: ReadyRow, outcome: Outcome) -> None:
        if isinstance(outcome, Delivered):
            _log.info("sync.delivered", extra={"seq": row.seq})
            return
        code = "E-STO-03" if row.envelope is None else "E-SYN-02"
        reason = "" if isinstance(outcome, NotDelivered) else outcome.reason
        _log.error("sync.refused", extra={"code": code, "seq": row.seq, "reason": reason})

    def _remember(self, done: Round) -> None:
        before = self._queue.link()
        now = self._clock.now()
        online = not done.code
        failures = 0 if online else before.failures + 1
        news = online != before.online or done.code != before.code
        after = Link(
            online=online,
            changed_at=now if news or before.changed_at is None else before.changed_at,
            code=done.code,
            failures=failures,
            next_round_at=None if online else now + timedelta(seconds=self._backoff(failures)),
            seen_boot=self._boot_id if online else before.seen_boot,
            seen_monotonic=self._clock.monotonic() if online else before.seen_monotonic,
        )
        self._queue.save_link(after)
        if news:
            _log.info("sync.link", extra={"online": online, "code": done.code, "detail": done.detail})
        self._progress()

    def _backoff(self, failures: int) -> float:
        """Doubling from the first to the longest wait, each between half and the whole of it by chance."""
        doublings = min(failures - 1, 32)
        longest = min(self._settings.backoff_max_s, self._settings.backoff_first_s * 2.0**doublings)
        return longest * (0.5 + 0.5 * self._random())

    def pause(self) -> float:
        """Seconds until the next round: the stored wait after a failure, else when a delayed row or the
        interval is due. A stored time further off than any we store was made by a wrong clock.
        """
        link = self._queue.link()
        if link.next_round_at is not None:
            left = (link.next_round_at - self._clock.now()).total_seconds()
            return left if 0 < left <= self._settings.backoff_max_s else 0.0
        due = self._queue.next_due_in()
        interval = float(self._settings.interval_s)
        return interval if due is None else max(0.0, min(interval, due))

    def backing_off(self) -> bool:
        """Whether the last round failed and its wait is not over: a ring does not shorten it."""
        return self._queue.link().next_round_at is not None and self.pause() > 0


def _count(done: Round, outcome: Outcome) -> Round:
    if isinstance(outcome, Delivered):
        return replace(done, delivered=done.delivered + 1)
    if isinstance(outcome, Delayed):
        return replace(done, delayed=done.delayed + 1)
    return replace(done, parked=done.parked + 1)
