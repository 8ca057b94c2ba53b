"""The books of a proof: what terminals tried and acknowledged, against what the hub has."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from hub.clock import SystemClock
from hub.database.schema import JOURNAL
from hub.house import open_house
from hub.orders.seals import open_evaluation, open_order
from hub.settings import HubSettings
from kiosk.wire.models import OrderBody

MUST_BE_ZERO: Final = ("lost", "doubled", "differing", "misnamed", "disordered", "gaps", "ratings_lost")


@dataclass
class Books:
    """What the journals of the terminals say. An order id is unique among all terminals."""

    tried: dict[str, dict[str, object]] = field(default_factory=dict)
    saved: dict[str, tuple[str, int]] = field(default_factory=dict)
    recovered: dict[str, str] = field(default_factory=dict)
    rated: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    contradictions: int = 0
    disordered: int = 0

    def read(self, path: Path) -> None:
        """The journal of one terminal, written in the order of submission."""
        newest = 0
        for text in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            if line["what"] == "try":
                self.tried[line["order_id"]] = {"item": line["item"], "fields": line["fields"]}
            elif line["what"] == "recovered":
                self.recovered[line["order_id"]] = line["order_no"]
            elif line["what"] == "failed":
                self.failed.append(line["why"])
            elif line["what"] == "rated":
                self.rated.add(line["order_id"])
            else:
                named = (line["order_no"], line["seq"])
                # The same order must be called the same however often it is submitted.
                if line["order_id"] in self.saved:
                    self.contradictions += self.saved[line["order_id"]] != named
                    continue
                self.saved[line["order_id"]] = named
                self.disordered += line["seq"] <= newest
                newest = line["seq"]


@dataclass(frozen=True)
class Received:
    """What the hub has: its orders opened, and of every envelope whose it is and its place.

    ``rated``: orders whose evaluation is there. ``misplaced``: how many are filed under another place than
    their own.
    """

    bodies: list[OrderBody]
    places: list[tuple[str, int]]
    rated: set[str]
    misplaced: int

    @property
    def gaps(self) -> int:
        """Places where a terminal's envelopes, sorted by ``seq``, do not count 1, 2, 3 …"""
        by_terminal: dict[str, list[int]] = {}
        for terminal_id, seq in self.places:
            by_terminal.setdefault(terminal_id, []).append(seq)
        return sum(
            seq != number for seqs in by_terminal.values() for number, seq in enumerate(sorted(seqs), start=1)
        )


def orders_at(hub: Path) -> int:
    """How many order envelopes the hub has; nothing is opened."""
    house = open_house(HubSettings(data=hub), SystemClock())
    with closing(house), house.engine.connect() as connection:
        query = select(func.count()).select_from(JOURNAL).where(JOURNAL.c.kind == "order")
        return int(connection.execute(query).scalar_one())


def incarnation_at(hub: Path) -> str:
    """The name of this life of the hub's database; another after a restore."""
    with closing(open_house(HubSettings(data=hub), SystemClock())) as house:
        return house.incarnation


def received(hub: Path) -> Received:
    house = open_house(HubSettings(data=hub), SystemClock())
    with closing(house), house.engine.connect() as connection:
        rows = connection.execute(JOURNAL.select().order_by(JOURNAL.c.hub_seq)).mappings().all()
        orders = [row for row in rows if row["kind"] == "order"]
        bodies = [open_order(row["envelope"], house.keys) for row in orders]
        evaluations = [open_evaluation(row["envelope"], house.keys) for row in rows if row["kind"] != "order"]
    misplaced = sum(
        (row["terminal_id"], row["seq"]) != (body.terminal_id, body.seq)
        for row, body in zip(orders, bodies, strict=True)
    )
    places = [(row["terminal_id"], int(row["seq"])) for row in rows]
    return Received(bodies, places, {body.order_id for body in evaluations}, misplaced)


def compare(journals: Iterable[Path], hub: Path) -> tuple[dict[str, int], Books]:
    """The counts that must be zero and those that say how much was tried."""
    books = Books()
    for journal in journals:
        books.read(journal)
    there = received(hub)
    bodies = there.bodies
    ids = Counter(body.order_id for body in bodies)
    numbers = Counter(body.order_no for body in bodies)
    return {
        "acknowledged": len(books.saved),
        "shown_after_a_crash": len(books.recovered),
        "at_hub": len(bodies),
        "unacknowledged_at_hub": len(set(ids) - set(books.saved)),
        "evaluations_at_hub": len(there.places) - len(bodies),
        "ratings_acknowledged": len(books.rated),
        "lost": len((set(books.saved) | set(books.recovered)) - set(ids)),
        "doubled": sum(n - 1 for n in ids.values()) + sum(n - 1 for n in numbers.values()),
        "differing": sum(
            books.tried.get(body.order_id) != {"item": body.item, "fields": body.fields} for body in bodies
        ),
        "misnamed": books.contradictions
        + sum(books.saved.get(b.order_id, (b.order_no, b.seq)) != (b.order_no, b.seq) for b in bodies)
        + sum(books.recovered.get(b.order_id, b.order_no) != b.order_no for b in bodies),
        "disordered": books.disordered + there.misplaced,
        "ratings_lost": len(books.rated - there.rated),
        "gaps": there.gaps,
    }, books
