"""`kiosk sync` as a process whose clock is decades off, against a hub with TLS and a pinned authority."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.store.db import open_database, store_path
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.receipts import Receipts
from kiosk.store.space import Space
from tests.support.county import County, submission
from tests.support.tls import Authority, make_authority, renew
from tests.support.tls_hub import TlsHub
from tests.support.wait import until

# As an argument of faketime; the kernel's own time runs on as it is.
CLOCKS = {
    "1970": "@1970-01-02 00:00:00",
    "2020": "@2020-01-01 00:00:00",
    "two years ahead": "+2y",
    "ten years ahead": "+10y",
}


def at(clock: str) -> list[str]:
    return ["faketime", "--exclude-monotonic", "-f", CLOCKS[clock]] if clock else []


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def hub(authority: Authority) -> Iterator[TlsHub]:
    hub = TlsHub(authority, lambda url, ca: County(hub_url=url, ca_pem=ca))
    yield hub
    hub.close()


class Terminal:
    """Its state on disk, and the process that speaks to the hub at whatever time ``clock`` names."""

    def __init__(self, state: Path, county: County) -> None:
        self.state = state
        self.county = county
        county.install(state)

    def command(self, clock: str, *arguments: str) -> list[str]:
        program = [sys.executable, "-m", "kiosk", "--set", f"state_dir={self.state}"]
        short = ["--set", "sync.connect_timeout_s=5.0", "--set", "sync.interval_s=5"]
        return [*at(clock), *program, *short, "sync", *arguments]

    def once(self, clock: str = "") -> dict[str, object]:
        done = subprocess.run(
            self.command(clock, "--once", "--json"), capture_output=True, text=True, timeout=60
        )
        said = json.loads(done.stdout)
        assert isinstance(said, dict)
        assert done.returncode == (0 if said["online"] else 1), done.stderr
        return said

    def submit(self) -> str:
        with closing(self._orders()) as orders:
            return orders.commit(submission()).order_id

    def _orders(self) -> OrderStore:
        connection = open_database(store_path(self.state), check=False)
        space, numbers = Space(self.state, 1, 0), NumberBlocks(self.state)
        return OrderStore(connection, self.county.sealer, SystemClock(), space, os.urandom, numbers)

    def proved(self) -> list[str]:
        with closing(open_database(store_path(self.state), check=False)) as connection:
            receipts = Receipts(connection, SystemClock(), Space(self.state, 1, 0))
            return receipts.verify(self.county.keys, self.county.hub_id)


@pytest.fixture
def terminal(tmp_path: Path, hub: TlsHub) -> Terminal:
    return Terminal(tmp_path / "state", hub.county)


@pytest.mark.parametrize("clock", CLOCKS)
def test_whatever_the_clock_says_the_order_is_delivered(terminal: Terminal, hub: TlsHub, clock: str) -> None:
    order_id = terminal.submit()
    said = terminal.once(clock)
    assert (said["delivered"], said["waiting"], said["code"]) == (1, 0, "")
    assert said["clock_confirmed"] is False  # the hub says another time, and nobody can set the clock here
    assert list(hub.hub.taken) == [order_id]
    assert terminal.proved() == [order_id]
    assert hub.hub.exchanges[-1].clock_confirmed is False


@pytest.mark.parametrize("clock", [*CLOCKS, ""])
def test_another_authority_is_refused_whatever_the_clock_says(
    terminal: Terminal, hub: TlsHub, authority: Authority, tmp_path: Path, clock: str
) -> None:
    order_id = terminal.submit()
    hub.show(make_authority(tmp_path / "stranger"))
    said = terminal.once(clock)
    assert (said["delivered"], said["waiting"], said["code"]) == (0, 1, "E-SYN-01")
    assert hub.hub.requests == []
    if not clock:
        hub.show(authority)
        assert terminal.once()["delivered"] == 1
        assert list(hub.hub.taken) == [order_id]


def test_certificates_are_judged_by_the_clock_once_the_hub_confirmed_it(
    terminal: Terminal, hub: TlsHub, authority: Authority, tmp_path: Path
) -> None:
    assert terminal.once()["clock_confirmed"] is True
    hub.show(renew(authority, tmp_path / "old", before=["faketime", "-f", "-3y"]))
    terminal.submit()
    said = terminal.once()
    assert (said["delivered"], said["code"]) == (0, "E-SYN-01")  # it ran out three years ago
    hub.show(authority)
    assert terminal.once()["delivered"] == 1


def test_until_then_a_certificate_that_seems_to_have_run_out_is_good_enough(
    terminal: Terminal, hub: TlsHub, authority: Authority, tmp_path: Path
) -> None:
    hub.show(renew(authority, tmp_path / "old", before=["faketime", "-f", "-3y"]))
    terminal.submit()
    assert terminal.once()["delivered"] == 1


@pytest.mark.parametrize("clock", ["1970", "ten years ahead"])
def test_what_a_wrong_clock_stored_strands_nothing(terminal: Terminal, hub: TlsHub, clock: str) -> None:
    """A sync that failed with a wrong clock stores when to come back; the next one has a right clock."""
    hub.hub.revoked = True  # the hub answers, and takes nothing
    order_id = terminal.submit()
    assert terminal.once(clock)["delivered"] == 0
    hub.hub.revoked = False
    process = subprocess.Popen(terminal.command(""), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert until(lambda: order_id in hub.hub.taken)
    finally:
        process.terminate()
        process.wait(10)


def test_an_endless_sync_with_a_wrong_clock_goes_on_delivering(terminal: Terminal, hub: TlsHub) -> None:
    process = subprocess.Popen(
        terminal.command("ten years ahead"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert until(lambda: "/v1/exchange" in hub.hub.requests)
        order_id = terminal.submit()
        assert until(lambda: order_id in hub.hub.taken)
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # faketime waits for its child and tells it nothing
        process.wait(10)
