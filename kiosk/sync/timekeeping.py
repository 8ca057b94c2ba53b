"""Is this machine's clock right? The hub's signed time says so, each boot anew; the helper can set it.

Until somebody has vouched for the clock, certificates of the pinned authority are not judged by it
(docs/adr/0077): a terminal whose battery died must still deliver.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.log import OnChange
from kiosk.store.floor import Floor
from kiosk.store.moment import CLOSE_S, ConfirmedClock
from kiosk.wire.signing import SignedText

_log = logging.getLogger(__name__)
# Setting the clock is root's work; one attempt in this time is enough.
_STEP_EVERY_S: Final = 600.0


class Helper(Protocol):
    """The root helper, as far as the clock goes. It draws the nonce itself and checks the word itself."""

    def clock_nonce(self) -> str:
        """For one time signed by the hub; empty when nobody can set the clock. May raise KioskError."""
        ...

    def step_clock(self, word: SignedText) -> None:
        """Set the clock by the hub's word about that nonce. Raises KioskError when it was not set."""
        ...


class NoHelper:
    """Where there is none: nobody sets the clock."""

    def clock_nonce(self) -> str:
        return ""

    def step_clock(self, word: SignedText) -> None:
        raise KioskError("E-HLP-01", "there is no helper here")


class Timekeeper:
    """``ask_time(nonce)``: the hub's signed time and what it says, or None."""

    def __init__(
        self,
        floor: Floor,
        confirmed: ConfirmedClock,
        clock: Clock,
        helper: Helper,
        ask_time: Callable[[str], tuple[SignedText, datetime] | None],
    ) -> None:
        self._floor = floor
        self._confirmed = confirmed
        self._clock = clock
        self._helper = helper
        self._ask_time = ask_time
        self._step_at = clock.monotonic()
        self._news = OnChange(_log)

    def confirmed(self) -> bool:
        """Whether the clock can be believed. Raises KioskError."""
        return self._confirmed.confirmed()

    def heard(self, at: str, took_s: float) -> None:
        """The hub signed the time ``at`` (ISO 8601) within the last ``took_s`` seconds. Raises KioskError."""
        told = read_time(at)
        if told is None or not self._floor.possible(told):
            self._news.log(logging.WARNING, "clock.unreadable", "hub", "E-CLK-02")
            return
        if (self._floor.read() - told).total_seconds() > CLOSE_S:
            # It signed a later time before, or this program was not made yet: the hub's clock is wrong.
            self._news.log(logging.WARNING, "clock.hub_is_behind", "hub", "E-CLK-02", at=at)
            return
        self._raise_floor(told)
        if self._agrees(told, took_s):
            self._confirm()
        elif self._clock.monotonic() >= self._step_at:
            self._step_at = self._clock.monotonic() + _STEP_EVERY_S
            self._step()

    def _raise_floor(self, told: datetime) -> None:
        """A floor that cannot be written is lower than it could be, and no reason to hear nothing else."""
        try:
            self._floor.raise_to(told)
        except KioskError as error:
            self._news.log(logging.ERROR, "clock.floor", "floor", error.code, detail=error.detail)

    def _agrees(self, told: datetime, took_s: float) -> bool:
        return -CLOSE_S <= (self._clock.now() - told).total_seconds() <= CLOSE_S + took_s

    def _confirm(self) -> None:
        if not self._confirmed.confirmed():
            self._confirmed.confirm()
        self._news.log(logging.INFO, "clock.confirmed", "hub", "")

    def _step(self) -> None:
        self._news.log(logging.WARNING, "clock.wrong", "hub", "E-CLK-02", now=self._clock.now().isoformat())
        try:
            nonce = self._helper.clock_nonce()
            answer = self._ask_time(nonce) if nonce else None
            if answer is None:
                return
            word, told = answer
            # The helper judges its own nonce and its age; this is only how it looks from here.
            self._helper.step_clock(word)
            if self._agrees(told, CLOSE_S):
                self._confirm()
        except KioskError as error:
            self._news.log(logging.ERROR, "clock.not_set", "helper", error.code, detail=error.detail)


def read_time(text: str) -> datetime | None:
    """An aware time; None when it is none."""
    try:
        told = datetime.fromisoformat(text)
        return told.astimezone(UTC) if told.tzinfo is not None else None
    except (ValueError, OverflowError):  # in the year 9999, west of Greenwich
        return None
