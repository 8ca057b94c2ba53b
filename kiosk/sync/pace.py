"""When the next round may begin: never in a hurry, never forgotten, whatever the wall clock says.

Within a process the kernel's own time counts, so that neither a clock that is set nor a disk that is full can
make a loop hot. Stored is the wall time, for the next process: one further ahead than any we store was
written by a wrong clock and does not count.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.config import SyncSettings
from kiosk.domain.delivery import DeliveryQueue, Link, LinkStore
from kiosk.sync.uploader import Round

_log = logging.getLogger(__name__)
_AT_LEAST_S: Final = 1.0
# Of what the hub may ask for ("come back in …").
_LONGEST_S: Final = 3600.0


class Pace:
    """``random`` gives 0 ≤ x < 1 for jitter. Raises KioskError when the store cannot be read."""

    def __init__(
        self,
        links: LinkStore,
        queue: DeliveryQueue,
        settings: SyncSettings,
        clock: Clock,
        random: Callable[[], float],
    ) -> None:
        self._links = links
        self._queue = queue
        self._settings = settings
        self._clock = clock
        self._random = random
        self._boot_id = clock.boot_id()
        link = links.link()
        self._failures = link.failures
        self._not_before = self._regular = clock.monotonic() + self._stored_wait(link)

    def _stored_wait(self, link: Link) -> float:
        if link.next_round_at is None:
            return 0.0
        left = (link.next_round_at - self._clock.now()).total_seconds()
        return left if 0 < left <= max(_LONGEST_S, self._settings.backoff_max_s) else 0.0

    def remember(self, done: Round) -> bool:
        """Store how the round went, and take the wait from it; whether that is news.

        The wait holds even when this raises KioskError.
        """
        failed = done.failed
        # A round that got something through before it broke off is not one more failure of a hub that is
        # away: over a line that drops every third request a queue would never be worked off.
        silent = 0 if done.delivered else self._failures
        self._failures = 0 if failed is None else silent + 1
        wait = self._wait_after(done)
        now, monotonic = self._clock.now(), self._clock.monotonic()
        self._not_before = monotonic + wait
        self._regular = monotonic + max(wait, self._interval() if failed is None else 0.0)
        before = self._links.link()
        after = replace(
            before,
            online=failed is None,
            code=done.code,
            failures=self._failures,
            next_round_at=None if failed is None else now + timedelta(seconds=wait),
            denial=self._denial(done, before),
        )
        news = (after.online, after.code, after.denial) != (before.online, before.code, before.denial)
        if news or before.changed_at is None:
            after = replace(after, changed_at=now)
        if failed is None:
            after = replace(after, seen_boot=self._boot_id, seen_monotonic=monotonic)
        self._links.save_link(after)
        if news:
            _log.info("sync.link", extra={"online": after.online, "code": done.code, "detail": done.detail})
        return news

    def heard(self) -> bool:
        """The hub proved itself in the middle of a round; whether that had to be stored."""
        link = self._links.link()
        if link.fresh(self._boot_id, self._clock.monotonic(), self._settings.interval_s):
            return False
        self.remember(Round())
        return True

    def _denial(self, done: Round, before: Link) -> str:
        """Lifted by the first round that is heard to its end, kept through all silence."""
        if done.failed is None:
            return ""
        return done.failed.denial or before.denial

    def _wait_after(self, done: Round) -> float:
        if done.failed is None:
            return _AT_LEAST_S
        return max(_AT_LEAST_S, self._backoff(), min(done.failed.delay_s, _LONGEST_S))

    def _backoff(self) -> float:
        """Doubling from the first to the longest wait, each between half and the whole of it by chance."""
        doublings = min(self._failures - 1, 32)
        longest = min(self._settings.backoff_max_s, self._settings.backoff_first_s * 2.0**doublings)
        return longest * (0.5 + 0.5 * self._random())

    def _interval(self) -> float:
        """A quarter more or less by chance: a county's terminals do not all call at once."""
        return self._settings.interval_s * (0.75 + 0.5 * self._random())

    def pause(self) -> float:
        """Seconds until the next round: the wait after a failure, else when a delayed row or the interval is
        due.
        """
        now = self._clock.monotonic()
        due = None if self._failures else self._queue.next_due_in()
        regular = self._regular if due is None else min(self._regular, now + due)
        return max(0.0, max(self._not_before, regular) - now)

    def earliest(self) -> float:
        """Seconds until a round may begin because somebody rang. A ring does not shorten a back-off."""
        return max(0.0, self._not_before - self._clock.monotonic())
