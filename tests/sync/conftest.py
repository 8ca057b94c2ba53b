"""A terminal's queue and a hub on a socket between which anything can go wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.house import House
from kiosk.clock import SystemClock
from kiosk.sync.http import Http
from tests.support.clock import ManualClock
from tests.support.county import County
from tests.support.direct import a_hub
from tests.support.enrolling import invite
from tests.support.faulty_hub import FaultyHub
from tests.support.quick_hashes import hash_quickly
from tests.support.terminal_side import TerminalSide

TIMEOUT_S = 1.0  # of real time, on a machine that is shared


class Line(TerminalSide):
    """One terminal (time stands still) and one hub (real sockets, real time, short patience)."""

    def __init__(self, folder: Path) -> None:
        self.faulty = FaultyHub(lambda url: County(hub_url=url))
        self.time = ManualClock()
        super().__init__(folder, self.faulty.county, self._connect, self.time)

    def _connect(self, check_time: bool) -> Http:
        url = self.faulty.county.hub_url
        return Http(url, "", TIMEOUT_S, TIMEOUT_S, SystemClock(), check_time=check_time)

    def close(self) -> None:
        self.faulty.close()
        super().close()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    line = Line(tmp_path)
    yield line
    line.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from a_hub(tmp_path / "hub")


@pytest.fixture
def bundle(house: House, tmp_path: Path) -> Callable[[], Path]:
    def write() -> Path:
        path = tmp_path / "bundle.json"
        path.write_text(invite(house).model_dump_json())
        return path

    return write
