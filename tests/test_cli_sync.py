"""`kiosk provision` and `kiosk sync --once` against a real hub: from a bundle to the desk."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from hub.clock import Clock
from hub.house import House, make_house, open_house
from hub.orders.desk import show_order
from hub.settings import HubSettings
from kiosk.cli import main
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import SealerSource, load_enrolled
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from tests.support.clock import ManualClock
from tests.support.county import submission
from tests.support.enrolling import invite
from tests.support.hub_server import HubServer
from tests.support.logs import logging_restored

# After the build's own time, or the terminal would find what this hub signs out of date.
NOW = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)


class Terminal:
    """A state directory, a real hub, and the commands between them."""

    def __init__(
        self, folder: Path, house: House, server: HubServer, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.state = folder / "terminal"
        self.house = house
        self.server = server
        self._folder = folder
        self._capsys = capsys
        self.err = ""

    def __call__(self, *argv: str, status: int = 0) -> dict[str, object]:
        self._capsys.readouterr()
        short = ["--set", "sync.connect_timeout_s=1.0", "--set", "sync.read_timeout_s=5.0"]
        assert main(["--set", f"state_dir={self.state}", *short, *argv, "--json"]) == status
        out, self.err = self._capsys.readouterr()
        said = json.loads(out) if out else {}
        assert isinstance(said, dict)
        return said

    def bundle(self, url: str = "") -> str:
        path = self._folder / "bundle.json"
        path.write_text(invite(self.house, url or self.server.url).model_dump_json())
        return str(path)

    def provision(self, bundle: str = "", status: int = 0) -> dict[str, object]:
        """With the staff PIN: the first enrolment sets it, every later one wants it."""
        pin = self._folder / "pin"
        pin.write_text("135790\n")
        return self("provision", "--bundle", bundle or self.bundle(), "--pin-file", str(pin), status=status)

    def submit(self) -> str:
        connection = open_database(store_path(self.state))
        space, numbers = Space(self.state, 1, 0), NumberBlocks(self.state)
        sealer = SealerSource(self.state)
        orders = OrderStore(connection, sealer, ManualClock(), space, bytes, numbers)
        order_id = orders.commit(submission(request="船东拖欠工资")).order_id
        orders.close()
        return order_id


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    settings, clock = HubSettings(data=tmp_path / "hub"), cast("Clock", ManualClock(NOW))
    make_house(settings, clock)
    house = open_house(settings, clock)
    server = HubServer(house)
    with logging_restored():
        yield Terminal(tmp_path, house, server, capsys)
    server.close()
    house.close()


def test_from_a_bundle_to_the_desk(terminal: Terminal) -> None:
    said = terminal("provision", "--bundle", terminal.bundle())
    assert (said["terminal_code"], said["hub_id"]) == ("SS3", terminal.house.hub_id)
    order_id = terminal.submit()
    report = terminal("sync", "--once")
    assert report == {
        "online": True,
        "delivered": 1,
        "delayed": 0,
        "parked": 0,
        "waiting": 0,
        "code": "",
        "clock_confirmed": report["clock_confirmed"],
        "incarnation": terminal.house.incarnation,
    }
    shown = show_order(terminal.house, "SS3-0001")
    assert (shown["order_id"], shown["fields"]) == (order_id, {"request": "船东拖欠工资"})


def test_another_hub_only_after_everything_is_delivered(terminal: Terminal) -> None:
    terminal.provision()
    first = load_enrolled(terminal.state)
    terminal.submit()
    terminal.provision(status=1)
    assert terminal.err.startswith("E-ENR-02 ")
    assert load_enrolled(terminal.state) == first
    terminal("sync", "--once")
    terminal.provision()
    second = load_enrolled(terminal.state)
    assert second is not None
    assert second.number_from == 1001
    # The former hub's receipt was checked while its key was still known here.
    rows = open_database(store_path(terminal.state)).execute("SELECT verified_at IS NOT NULL FROM outbox")
    assert rows.fetchall() == [(1,)]


def test_a_bundle_that_cannot_be_used_says_why(terminal: Terminal, tmp_path: Path) -> None:
    used = terminal.bundle()
    terminal("provision", "--bundle", used)
    (terminal.state / "identity" / "terminal.json").unlink()
    (terminal.state / "identity" / "device.key").unlink()
    (terminal.state / "identity" / "link.key").unlink()
    terminal("provision", "--bundle", used, status=1)
    assert terminal.err.startswith("E-ENR-01 ")
    terminal("provision", "--bundle", str(tmp_path / "missing"), status=2)
    assert terminal.err.startswith("E-CFG-02 没有 ")
    terminal("provision", "--bundle", terminal.bundle("http://127.0.0.1:9"), status=1)
    assert terminal.err.startswith("E-SYN-01 ")
    assert load_enrolled(terminal.state) is None


def test_a_hub_that_is_not_there(terminal: Terminal) -> None:
    terminal("provision", "--bundle", terminal.bundle())
    terminal.submit()
    terminal.server.close()
    report = terminal("sync", "--once", status=1)
    assert (report["online"], report["waiting"], report["code"]) == (False, 1, "E-SYN-01")
    assert terminal.err.startswith("E-SYN-01 ")


def test_a_person_reads_lines(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    root = ["--set", f"state_dir={terminal.state}"]
    assert main([*root, "provision", "--bundle", terminal.bundle()]) == 0
    assert "SS3" in capsys.readouterr().out
    assert main([*root, "sync", "--once"]) == 0
    assert "送到 0" in capsys.readouterr().out


def test_a_terminal_that_is_not_enrolled_waits_for_it(terminal: Terminal) -> None:
    report = terminal("sync", "--once", status=1)
    assert (report["online"], report["code"]) == (False, "E-STO-04")
