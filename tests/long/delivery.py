"""A county's fleet over a bad network: terminals submit while everything is killed and the hub is restored.

Twenty terminals, 30 % of the requests faulted, 300 SIGKILLs of terminals, syncs and the hub in turn, and one
restore of the hub from a backup that is a third of the run old. Every order that a terminal acknowledged must
be at the hub exactly once, with the same content, and each terminal's envelopes in the order of submission.
Real processes, real sockets. The seed repeats the choices, not the machine's timing.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import SystemClock
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import count_waiting
from kiosk.store.hub_state import read_hub_state
from tests.long.books import MUST_BE_ZERO, compare, incarnation_at, orders_at
from tests.long.programs import NO_QUOTA, ROOT, free_port, hub, kiosk
from tests.long.proof import Proof
from tests.long.submitter import saved_before
from tests.support.proxy import FaultProxy
from tests.support.wait import until

ORDERS_PER_TERMINAL: Final = 1000
KILLS_PER_ORDER: Final = 300 / 20_000
FAULT_RATE: Final = 0.3
HUB: Final = "hub"
_KILL_PATIENCE_S: Final = 20.0
_A_MOMENT_S: Final = 0.03
_SUBMIT_S: Final = 3600.0
_DRAIN_S: Final = 1800.0


@dataclass(frozen=True, slots=True)
class Terminal:
    """One terminal's places. Its two processes are named ``terminal-3`` and ``sync-3``."""

    name: str
    folder: Path

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def journal(self) -> Path:
        return self.folder / "acknowledged.jsonl"

    def waiting(self) -> int:
        with closing(open_database(store_path(self.state), check=False)) as connection:
            return count_waiting(connection)

    def settled(self, incarnation: str) -> bool:
        """Whether it has heard of this life of the hub and has nothing waiting.

        Before it has heard, what a restore took is not waiting: it lies there with a receipt.
        """
        with closing(open_database(store_path(self.state), check=False)) as connection:
            return read_hub_state(connection).incarnation == incarnation and not count_waiting(connection)


@dataclass
class Fleet:
    """``running``: the processes to be killed, by name; ``starts`` counts them, for seeds of their own."""

    folder: Path
    seed: int
    orders_each: int
    hub_port: int
    proxy: FaultProxy
    terminals: dict[str, Terminal]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    starts: int = 0
    read_to: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    ended_alone: int = 0  # were dead already when they were to be killed

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    @property
    def orders(self) -> int:
        return self.orders_each * len(self.terminals)

    def command(self, name: str) -> list[str]:
        if name == HUB:
            return hub("serve", "--data", str(self.hub), "--port", str(self.hub_port), *NO_QUOTA)
        role, _, number = name.partition("-")
        terminal = self.terminals[number]
        if role == "sync":
            return kiosk(terminal.state, "sync")
        self.starts += 1
        submitter = [sys.executable, "-m", "tests.long.submitter", "--state", str(terminal.state)]
        submitter += ["--journal", str(terminal.journal), "--orders", str(self.orders_each)]
        return [*submitter, "--seed", str(self.seed * 100_000 + self.starts)]

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.err").open("ab") as errors:
            self.running[name] = subprocess.Popen(
                self.command(name), cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=errors
            )

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        self.ended_alone += process.poll() is not None
        process.kill()
        process.wait()

    def stop(self, *names: str) -> list[int]:
        """Ask all to stop, then wait for each; their exit statuses."""
        processes = [self.running.pop(name) for name in names]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        return [process.wait(60) for process in processes]

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)

    def names(self, role: str) -> list[str]:
        return [f"{role}-{number}" for number in self.terminals]

    def submitted(self) -> int:
        """Orders acknowledged so far; those submitted twice count twice. Reads only what is new."""
        for terminal in self.terminals.values():
            with terminal.journal.open("rb") as journal:
                journal.seek(self.read_to[terminal.name])
                new = journal.read()
            self.read_to[terminal.name] += len(new)
            self.seen += new.count(b'"what": "saved"')
        return self.seen

    def waiting(self) -> int:
        return sum(terminal.waiting() for terminal in self.terminals.values())


@contextlib.contextmanager
def fleet(terminals: int, orders_each: int, seed: int) -> Iterator[Fleet]:
    """A new hub and ``terminals`` enrolled with it; the network is still good."""
    with tempfile.TemporaryDirectory(prefix="delivery-") as name:
        folder, hub_port = Path(name), free_port()
        proxy = FaultProxy(hub_port, 0.0, seed)
        made = {str(n): Terminal(str(n), folder / f"terminal-{n}") for n in range(1, terminals + 1)}
        county = Fleet(folder, seed, orders_each, hub_port, proxy, made)
        try:
            county.run(*hub("init", "--data", str(county.hub)))
            county.start(HUB)
            for terminal in made.values():
                _enrol(county, terminal)
            yield county
        finally:
            for running in list(county.running):
                county.kill(running)
            proxy.close()


def _enrol(county: Fleet, terminal: Terminal) -> None:
    terminal.folder.mkdir()
    terminal.journal.touch()
    bundle = str(terminal.folder / "bundle.json")
    url = f"http://127.0.0.1:{county.proxy.port}"
    county.run(*hub("enrol-bundle", "--data", str(county.hub), "--url", url, "--out", bundle))
    provision = kiosk(terminal.state, "provision", "--bundle", bundle)

    def enrolled() -> bool:
        with contextlib.suppress(subprocess.CalledProcessError):
            county.run(*provision)
            return True
        return False  # the hub is still starting

    if not until(enrolled, 60):
        raise RuntimeError(f"terminal {terminal.name} could not be enrolled")


@dataclass
class Storm:
    """Who was killed how often, and how old the backup was that the hub was put back to."""

    killed: Counter[str] = field(default_factory=Counter)
    at_hub_when_backed_up: int = 0
    at_hub_when_restored: int = 0


def storm(county: Fleet, kills: int, chance: random.Random) -> Storm:
    """``kills`` spread over all the orders, each a third terminals, syncs and the hub; a backup after a third
    of them, and the hub put back to it after two thirds.
    """
    done = Storm()
    turns = [role for _ in range(-(-kills // 3)) for role in chance.sample(("terminal", "sync", HUB), 3)]
    for number, role in enumerate(turns[:kills]):
        if number == kills // 3:
            done.at_hub_when_backed_up = back_up(county)
        if number == 2 * kills // 3:
            # Something must be there to be lost, also in a small run.
            until(lambda: orders_at(county.hub) > done.at_hub_when_backed_up, _KILL_PATIENCE_S)
            done.at_hub_when_restored = restore(county)
        # In the middle of the work, wherever that is: the last orders see kills as the first do.
        due = county.orders * number // kills
        until(lambda due=due: county.submitted() >= due, _KILL_PATIENCE_S, 0.05)  # type: ignore[misc]
        SystemClock().wait(threading.Event(), chance.random() * _A_MOMENT_S)
        name = HUB if role == HUB else chance.choice(county.names(role))
        county.kill(name)
        county.start(name)
        done.killed[role] += 1
    return done


def _backup(county: Fleet) -> str:
    return str(county.folder / "backup")


def back_up(county: Fleet) -> int:
    """While the hub serves. How many orders it had."""
    county.run(*hub("backup", "--data", str(county.hub), "--out", _backup(county)))
    return orders_at(county.hub)


def restore(county: Fleet) -> int:
    """The hub loses its disk; staff put the backup back. How many orders it had, before."""
    county.kill(HUB)
    had = orders_at(county.hub)
    county.run(*hub("restore", "--data", str(county.hub), "--from", _backup(county)))
    county.start(HUB)
    return had


def drain(county: Fleet) -> list[int]:
    """Let all terminals finish, everything arrive, all end when asked; the exit statuses of all."""
    journals = [terminal.journal for terminal in county.terminals.values()]
    until(lambda: all(saved_before(journal) >= county.orders_each for journal in journals), _SUBMIT_S, 1.0)
    statuses = county.stop(*county.names("terminal"))
    # Not until as many orders are there as were asked for: a kill may have left one more at the hub than was
    # acknowledged, and of an evaluation that number says nothing.
    life = incarnation_at(county.hub)
    until(lambda: all(t.settled(life) for t in county.terminals.values()), _DRAIN_S, 1.0)
    return statuses + county.stop(*county.names("sync")) + county.stop(HUB)


def run(count: int, seed: int) -> Proof:
    """``count`` orders from as many terminals as there are thousands (two at least).

    Passed when nothing was lost, doubled, changed, renamed, out of order or left behind.
    """
    chance = random.Random(seed)
    terminals = max(2, count // ORDERS_PER_TERMINAL)
    kills = max(6, round(count * KILLS_PER_ORDER))
    with fleet(terminals, -(-count // terminals), seed) as county:
        county.proxy.rate = FAULT_RATE
        for role in ("terminal", "sync"):
            for name in county.names(role):
                county.start(name)
        done = storm(county, kills, chance)
        statuses = drain(county)
        counts, books = compare([t.journal for t in county.terminals.values()], county.hub)
        counts["still_waiting"] = county.waiting()
        counts["ended_alone"] = county.ended_alone
        troubles = sum(path.read_bytes().count(b"Traceback") for path in county.folder.glob("*.err"))
    figures: dict[str, object] = {
        "terminals": terminals,
        "killed": dict(done.killed),
        "requests": dict(county.proxy.counts),
        "at_hub_when_backed_up": done.at_hub_when_backed_up,
        "at_hub_when_restored": done.at_hub_when_restored,
        "exit_statuses": dict(Counter(statuses)),
        "tracebacks": troubles,
        "failed": books.failed,
        **counts,
    }
    whole = counts["acknowledged"] >= count and all(
        counts[n] == 0 for n in (*MUST_BE_ZERO, "still_waiting", "ended_alone")
    )
    whole &= counts["ratings_acknowledged"] > 0  # or none lost would say nothing
    went_back = done.at_hub_when_restored > done.at_hub_when_backed_up
    # The last one killed may still be starting when it is asked to stop: then the signal itself ends it.
    ended = set(statuses) <= {0, -signal.SIGTERM} and statuses.count(-signal.SIGTERM) <= 1
    faulted = any(n for what, n in county.proxy.counts.items() if not what.startswith("forwarded"))
    return Proof(whole and went_back and troubles == 0 and ended and faulted, figures)
