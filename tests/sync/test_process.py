"""`kiosk sync` as a process: one at a time, woken by the bell, ended in less than two seconds."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.doorbell import SYNC_BELL, ring
from kiosk.store.db import open_database, store_path
from kiosk.store.link import read_link
from kiosk.store.lock import alone_as_sync
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from tests.support.clock import ManualClock
from tests.support.county import County, submission
from tests.support.faulty_hub import Fault, FaultyHub
from tests.support.wait import until

Start = Callable[..., "subprocess.Popen[str]"]


def test_the_lock_that_root_made_does_not_keep_the_service_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A technician's `sudo kiosk sync --once` before the service ever ran."""
    given: list[tuple[str, int, int]] = []

    def fchown(descriptor: int, uid: int, gid: int) -> None:
        given.append((Path(f"/proc/self/fd/{descriptor}").readlink().name, uid, gid))

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.fchown", fchown)
    before = os.umask(0o077)
    try:
        with alone_as_sync(tmp_path, ManualClock()) as only:
            assert only
    finally:
        os.umask(before)
    owner = tmp_path.stat()
    assert given == [("store", owner.st_uid, owner.st_gid), ("sync.lock", owner.st_uid, owner.st_gid)]


@pytest.fixture
def hub() -> Iterator[FaultyHub]:
    hub = FaultyHub(lambda url: County(hub_url=url))
    yield hub
    hub.close()


@pytest.fixture
def state(tmp_path: Path, hub: FaultyHub) -> Path:
    hub.county.install(tmp_path)
    return tmp_path


@pytest.fixture
def start(state: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, env: dict[str, str] | None = None) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "kiosk", "--set", f"state_dir={state}", "sync", *arguments]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def orders(state: Path, hub: FaultyHub) -> OrderStore:
    connection = open_database(store_path(state))
    space, numbers = Space(state, 1, 0), NumberBlocks(state)
    return OrderStore(connection, hub.county.sealer, SystemClock(), space, os.urandom, numbers)


def run_path(state: Path) -> Path:
    return Config(state_dir=state).run_path


def link_is(state: Path, online: bool) -> bool:
    with closing(open_database(store_path(state), check=False)) as connection:
        link = read_link(connection)
    return link.changed_at is not None and link.online == online


def manager(tmp_path: Path) -> tuple[socket.socket, dict[str, str]]:
    """A service manager's end of sd_notify."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.bind(str(tmp_path / "notify"))
    listening.settimeout(20)
    return listening, {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "3000000"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("fault", [Fault.NONE, Fault.STALLED], ids=lambda fault: fault.value)
def test_a_signal_ends_it_before_systemd_would(
    state: Path, hub: FaultyHub, start: Start, fault: Fault, number: int
) -> None:
    hub.default = fault
    process = start()
    assert until(lambda: hub.requests > 0)
    clock = SystemClock()
    begun = clock.monotonic()
    process.send_signal(number)
    assert process.wait(10) == 0
    assert clock.monotonic() - begun < 5


def test_an_order_leaves_when_the_bell_rings(state: Path, hub: FaultyHub, start: Start) -> None:
    start()
    assert until(lambda: link_is(state, online=True))
    store = orders(state, hub)
    committed = store.commit(submission())
    assert ring(run_path(state) / SYNC_BELL)
    assert until(lambda: committed.order_id in hub.taken)
    store.close()


def test_it_tells_the_manager_ready_and_alive(state: Path, start: Start, tmp_path: Path) -> None:
    listening, environment = manager(tmp_path)
    start(env=environment)
    said = [listening.recv(64) for _ in range(4)]
    assert said[0] == b"READY=1"
    assert set(said[1:]) == {b"WATCHDOG=1"}
    listening.close()


def test_there_is_one_sync_to_a_terminal(state: Path, hub: FaultyHub, start: Start) -> None:
    start()
    assert until(lambda: link_is(state, online=True))
    second = start("--once")
    assert second.wait(20) == 2
    assert second.stderr is not None
    assert second.stderr.read().startswith("E-CFG-02 ")


def test_an_enrolment_is_noticed_without_a_restart(
    tmp_path: Path, hub: FaultyHub, state: Path, start: Start
) -> None:
    (state / "identity" / "terminal.json").rename(state / "later.json")
    start()
    assert until(lambda: link_is(state, online=False))
    (state / "later.json").rename(state / "identity" / "terminal.json")
    ring(run_path(state) / SYNC_BELL)
    assert until(lambda: hub.requests > 0)


def test_a_killed_sync_leaves_nothing_stuck(state: Path, hub: FaultyHub, start: Start) -> None:
    store = orders(state, hub)
    ids = [store.commit(submission()).order_id for _ in range(3)]
    hub.default = Fault.STALLED
    process = start()
    assert until(lambda: hub.requests > 0)
    process.kill()
    process.wait()
    rows = store.connection.execute("SELECT seq FROM delivery WHERE state = 'sending'").fetchall()
    assert rows == [(1,)]
    hub.default = Fault.NONE
    start()
    assert until(lambda: list(hub.taken) == ids)
    store.close()


def test_once_reports_what_it_did(state: Path, hub: FaultyHub, start: Start) -> None:
    store = orders(state, hub)
    store.commit(submission())
    store.commit(submission())
    hub.next(Fault.NONE, Fault.PORTAL_200)
    report, _ = (process := start("--once", "--json")).communicate(timeout=20)
    assert (process.returncode, json.loads(report)) == (
        1,
        {
            "online": False,
            "delivered": 1,
            "delayed": 0,
            "parked": 0,
            "waiting": 1,
            "code": "E-SYN-03",
            "clock_confirmed": False,
            "incarnation": "",
        },
    )
    # Whatever wait is stored now: somebody asked for a round.
    report, _ = (process := start("--once", "--json")).communicate(timeout=20)
    assert process.returncode == 0
    said = json.loads(report)
    assert (said["delivered"], said["incarnation"]) == (1, "first")
    store.close()
