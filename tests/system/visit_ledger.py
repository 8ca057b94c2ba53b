"""What is on the terminal's disk, read as a stranger with the hub's key would: a connection of its own."""

import sqlite3
from contextlib import closing
from typing import Any

from kiosk.domain.work_order import Rating
from kiosk.store.db import store_path
from kiosk.wire.envelope import check, open_body, read_header
from kiosk.wire.models import EvaluationBody, OrderBody
from tests.system.visit_bench import VisitBench


class Ledger:
    def __init__(self, bench: VisitBench) -> None:
        self._path = store_path(bench.folder)
        self._county = bench.county

    def _rows(self, query: str, *parameters: str) -> list[tuple[Any]]:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as connection:
            return connection.execute(query, parameters).fetchall()

    def _body(self, envelope: bytes) -> str:
        parsed, header = read_header(envelope)
        return open_body(check(parsed, header, bytes(self._county.device.verify_key)), self._county.seal)

    def stored(self, order_id: str) -> bool:
        return bool(self._rows("SELECT oid FROM outbox WHERE oid = ?", order_id))

    def orders(self, order_id: str) -> list[OrderBody]:
        """Every order stored under this id, outbox and number both."""
        rows = self._rows(
            "SELECT o.envelope FROM outbox o JOIN work_order w ON w.seq = o.seq AND w.order_id = o.oid"
            " WHERE o.oid = ?",
            order_id,
        )
        return [OrderBody.model_validate_json(self._body(row[0])) for row in rows]

    def all_orders(self) -> list[OrderBody]:
        rows = self._rows("SELECT envelope FROM outbox WHERE kind = 'order' ORDER BY seq")
        return [OrderBody.model_validate_json(self._body(row[0])) for row in rows]

    def ratings(self) -> list[Rating]:
        rows = self._rows("SELECT envelope FROM outbox WHERE kind = 'evaluation' ORDER BY seq")
        bodies = [EvaluationBody.model_validate_json(self._body(row[0])) for row in rows]
        return [
            Rating(
                body.rating_id, body.order_id, body.level, tuple(body.reasons), body.reasons_version, body.via
            )
            for body in bodies
        ]

    def envelopes(self) -> set[str]:
        return {str(row[0]) for row in self._rows("SELECT oid FROM outbox")}
