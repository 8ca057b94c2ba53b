"""A terminal, its true hub, and somebody between them who does as he likes. Simulated time: a day is short.

The order is safe when, whatever he did, it is still here, nobody was told that it was delivered, and the true
hub has it exactly once as soon as it is let through.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.sync.http import Unreachable
from kiosk.sync.process import endless
from kiosk.systemd_notify import Notifier
from kiosk.wire.exchange import EXCHANGE_PATH
from tests.support.clock import ManualClock
from tests.support.county import County
from tests.support.memory_hub import MemoryHub
from tests.support.quick_hashes import hash_quickly
from tests.support.terminal_side import TerminalSide

Reply = tuple[int, bytes]
INTAKE = "/v1/intake"
__all__ = ["EXCHANGE_PATH", "INTAKE", "Asked", "Field", "Reply", "Unreachable"]


@dataclass(frozen=True)
class Asked:
    """A request on its way. ``forward`` brings it, or what was made of it, to the true hub."""

    method: str
    path: str
    fields: Mapping[str, str]
    body: bytes
    hub: MemoryHub

    def forward(self, body: bytes | None = None, fields: Mapping[str, str] | None = None) -> Reply:
        sent = self.body if body is None else body
        return self.hub.handle(self.method, self.path, self.fields if fields is None else fields, sent)

    @property
    def counter(self) -> int:
        return int(self.fields["Gongfa-Counter"])


Meddler = Callable[[Asked], Reply]


class Between:
    """Stands where the terminal's connection stands."""

    def __init__(self, field: "Field") -> None:
        self._field = field

    def post(self, path: str, body: bytes, fields: Mapping[str, str]) -> Reply:
        return self._field.carry(Asked("POST", path, dict(fields), body, self._field.true))

    def get(self, path: str) -> Reply:
        return self._field.carry(Asked("GET", path, {}, b"", self._field.true))

    def close(self) -> None:
        """Nothing is open."""

    def interrupt(self) -> None:
        """Nothing waits."""


class Field(TerminalSide):
    """``meddle`` is asked about every request; None lets all through. ``seen``: what passed, in order."""

    def __init__(self, folder: Path) -> None:
        self.time = ManualClock()
        county = County()
        self.true = MemoryHub(county, self.time.now)
        self.meddle: Meddler | None = None
        self.seen: list[Asked] = []
        super().__init__(folder, county, lambda _check_time: Between(self), self.time)

    def carry(self, asked: Asked) -> Reply:
        self.seen.append(asked)
        return self.meddle(asked) if self.meddle is not None else asked.forward()

    def pass_time(self, seconds: float) -> None:
        """The endless sync, for so long."""
        stop, wake = threading.Event(), threading.Event()

        def end() -> None:
            stop.set()
            wake.set()

        self.time.after(seconds, end)
        rounds = self.rounds(self.hub(), stop=stop.is_set)
        endless(rounds, self.time, Notifier({}), wake, stop)

    # ---- what must hold ----------------------------------------------------------------------------

    def kept_back(self, ids: list[str]) -> bool:
        """Still here, not called delivered by anybody, and charged with nothing."""
        states = set(self.states())
        return states == {"queued"} and self.proved() == [] and self.queue.waiting() == len(ids)

    def safe(self, ids: list[str]) -> bool:
        """Now everything is let through: each order arrives once, in order, and is known to have arrived."""
        self.meddle = None
        before = [oid for oid in self.true.taken if oid not in ids]
        self.pass_time(2 * 3600.0)
        arrived = [oid for oid in self.true.taken if oid not in before]
        return arrived == ids and self.queue.waiting() == 0 and set(self.states()) == {"accepted"}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    field = Field(tmp_path)
    yield field
    field.close()
