"""How fast orders may follow each other at one terminal. Pure.

Somebody who submits for fun must not fill a county's desk; whoever comes after him must not pay for it. So
nothing is ever closed for an hour: after many orders in an hour the next one only has to be as far from the
last as an honest person needs anyway to read, write and check. Ratings need none: each belongs to one order
and is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HOUR_S: Final = 3600.0
FREE: Final = 6  # orders within the hour that follow each other as they like
GAP_S: Final = 120.0  # between two orders from then on: also the longest anybody ever waits


@dataclass(frozen=True, slots=True)
class RecentOrders:
    """At start: how many seconds ago each order of the last hour became durable here."""

    ages: tuple[float, ...]


def wait_s(submitted: Sequence[float], now: float) -> float:
    """Seconds until the next order may be submitted; 0: now. At most ``GAP_S``, whatever happened before.

    ``submitted``: when orders of this terminal became durable, by the clock of ``now``. Moments after ``now``
    (a clock that was set) count as now.
    """
    recent = [min(at, now) for at in submitted if now - at < HOUR_S]
    if len(recent) < FREE:
        return 0.0
    return max(0.0, GAP_S - (now - max(recent)))


def kept(submitted: Sequence[float], now: float) -> tuple[float, ...]:
    """Those that still count, and no more of them than matter."""
    return tuple(sorted(min(at, now) for at in submitted if now - at < HOUR_S)[-FREE:])
