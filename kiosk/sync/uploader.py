"""Working through the queue as it is ready: each row is ended only by the hub's word about it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from kiosk.domain.delivery import Delayed, Delivered, DeliveryQueue, NotDelivered, Outcome, ReadyRow
from kiosk.wire.models import QUOTA

_log = logging.getLogger(__name__)
_BATCH: Final = 100


class Intake(Protocol):
    """The hub, as far as envelopes go."""

    def deliver(self, row: ReadyRow) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did. ``failed``: what ended it early; None when the hub was reached to the end of it."""

    delivered: int = 0
    delayed: int = 0
    parked: int = 0
    failed: NotDelivered | None = None

    @property
    def code(self) -> str:
        return self.failed.code if self.failed is not None else ""

    @property
    def detail(self) -> str:
        return self.failed.detail if self.failed is not None else ""


class Uploader:
    """``progress`` is called after each settled row, with whether the hub was heard. ``stop`` says whether to
    leave the queue alone from now on.
    """

    def __init__(
        self,
        queue: DeliveryQueue,
        hub: Intake,
        progress: Callable[[bool], None],
        stop: Callable[[], bool],
    ) -> None:
        self._queue = queue
        self._hub = hub
        self._progress = progress
        self._stop = stop

    def upload(self) -> Round:
        """Send what is ready. A failure of transport, or an answer the hub did not sign, ends it and charges
        no row. A day that is full ends it too: after years without a network thousands wait, and each would
        go up only to be told the same. Raises KioskError when the store cannot be written: nothing is lost,
        the hub absorbs repeats.
        """
        done = Round()
        while ready := self._queue.due(_BATCH):
            for seq in ready:
                if self._stop():
                    return done
                row = self._queue.take(seq)
                outcome = self._hub.deliver(row)
                self._queue.settle(seq, outcome)
                if isinstance(outcome, NotDelivered):
                    return replace(done, failed=outcome)
                done = _count(done, outcome)
                _log_outcome(row, outcome)
                self._progress(row.envelope is not None)
                if isinstance(outcome, Delayed) and outcome.reason == QUOTA:
                    return done
        return done


def _log_outcome(row: ReadyRow, outcome: Outcome) -> None:
    if isinstance(outcome, Delivered):
        _log.info("sync.delivered", extra={"seq": row.seq})
        return
    code = "E-STO-03" if row.envelope is None else "E-SYN-02"
    reason = "" if isinstance(outcome, NotDelivered) else outcome.reason
    _log.error("sync.refused", extra={"code": code, "seq": row.seq, "reason": reason})


def _count(done: Round, outcome: Outcome) -> Round:
    if isinstance(outcome, Delivered):
        return replace(done, delivered=done.delivered + 1)
    if isinstance(outcome, Delayed):
        return replace(done, delayed=done.delayed + 1)
    return replace(done, parked=done.parked + 1)
