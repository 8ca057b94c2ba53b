"""How many orders within an hour look like one hand's. Pure.

Nobody is ever refused, or made to wait, for what was submitted before him, by himself or by others: the next
honest person cannot be told from the last vandal. What looks like a flood is taken in like everything else,
and marked: it is sent behind all that is not (kiosk/store/delivery.py), may take only a part of the day the
hub gives this terminal (hub/uplink/quota.py), and staff see why (hub/orders). Ratings need no bound of their
own: each belongs to one order, is one, and goes with the mark of its order.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.domain.forms import CARD_FIELDS
from kiosk.domain.work_order import Submission

HOUR_S: Final = 3600.0
# Of one person, in one visit, or word for word the same: more than ten colleagues with one matter.
ALIKE: Final = 12
# Of whoever: one each half minute, faster than any queue reads what it agrees to.
MOST: Final = 120
# So coarse that a trace names nobody: ten million telephone numbers share each.
BUCKETS: Final = 1024


class Flood(StrEnum):
    """Why an order is marked; ``NONE``: it is not. Travels inside the seal."""

    NONE = ""
    PERSON = "person"  # many with this card or telephone number
    VISIT = "visit"  # many in this visit
    WORDS = "words"  # many that say the same and name nobody
    TERMINAL = "terminal"  # many that have nothing in common


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of an order for an hour, as buckets (below ``BUCKETS``); None: it says nothing."""

    person: int | None
    visit: int | None
    words: int | None
    marked: bool = False


def trace(visit_id: str, submission: Submission) -> Trace:
    """``visit_id``: empty outside a visit. What was spoken is never the same twice.

    Whoever fills in for others, by their names, is as many people as he helps.
    """
    fields = submission.fields
    person = fields.get(CARD_FIELDS["number"]) or fields.get("phone") or ""
    helped = fields.get("represented_name", "")
    said = json.dumps([submission.item_id, sorted(fields.items())], ensure_ascii=False)
    alone = not person and not submission.recordings and not submission.pages
    return Trace(
        person=_bucket(f"{person} {helped}") if person else None,
        visit=_bucket(visit_id) if visit_id and not helped else None,
        words=_bucket(said) if alone else None,
    )


def flood(hour: Sequence[Trace], new: Trace) -> Flood:
    """Whether ``new`` is to be marked. ``hour``: of the orders of the last hour, marked ones among them.

    Marked ones do not count for the terminal as a whole: who comes after a vandal is not marked for him.
    """
    alike: tuple[tuple[Flood, Callable[[Trace], int | None]], ...] = (
        (Flood.PERSON, lambda one: one.person),
        (Flood.VISIT, lambda one: one.visit),
        (Flood.WORDS, lambda one: one.words),
    )
    for why, part in alike:
        if part(new) is not None and sum(part(one) == part(new) for one in hour) >= ALIKE:
            return why
    return Flood.TERMINAL if sum(not one.marked for one in hour) >= MOST else Flood.NONE


def _bucket(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % BUCKETS
