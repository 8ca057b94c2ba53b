"""Kills the UI's store process, sync and hub at random instants over a bad network; then counts.

Every order that was acknowledged (已提交) must be at the hub exactly once, with the same content. Real
processes, real sockets, SIGKILL, 30 % of the requests faulted. The seed repeats the choices, not the
machine's timing.
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
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import SystemClock
from kiosk.play.xserver import PrivateDisplay
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import count_waiting
from tests.long.books import MUST_BE_ZERO, compare
from tests.long.programs import NO_QUOTA, ROOT, free_port, hub, kiosk
from tests.long.proof import Proof
from tests.support.proxy import FaultProxy
from tests.support.wait import until

FAULT_RATE: Final = 0.3
_LONGEST_LIFE_S: Final = 6.0
_STARTING_S: Final = 0.6
_A_MOMENT_S: Final = 0.03
_AN_ORDER: Final = 500  # bytes of journal, about
_DRAIN_S: Final = 600.0
# Both halves of a proof kill the same sync and hub; the UI is first its store thread alone, which starts at
# once and submits fast, then the whole of it behind a real window with a resident's touches.
UIS: Final = ("submitter", "resident")
_WINDOW_STARTING_S: Final = 3.0
_A_VISIT_S: Final = 12.0
_WINDOW: Final = (1080, 1920)


@dataclass
class World:
    """One terminal and one hub in ``folder``. ``running`` holds the processes to be killed, by name."""

    folder: Path
    seed: int
    hub_port: int
    proxy: FaultProxy
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    starts: int = 0
    display: str = ""  # of the resident's window
    ended_alone: int = 0  # were dead already when they were to be killed

    @property
    def state(self) -> Path:
        return self.folder / "terminal"

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    @property
    def journal(self) -> Path:
        return self.folder / "acknowledged.jsonl"

    def kiosk(self, *arguments: str) -> list[str]:
        return kiosk(self.state, *arguments)

    def command(self, name: str) -> list[str]:
        if name == "hub":
            return hub("serve", "--data", str(self.hub), "--port", str(self.hub_port), *NO_QUOTA)
        if name == "sync":
            return self.kiosk("sync")
        self.starts += 1
        module = [sys.executable, "-m", f"tests.long.{name}", "--state", str(self.state)]
        return [*module, "--journal", str(self.journal), "--seed", str(self.seed * 1000 + self.starts)]

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.err").open("ab") as errors:
            self.running[name] = subprocess.Popen(
                self.command(name), cwd=ROOT, env=self.environment(), stdout=subprocess.DEVNULL, stderr=errors
            )

    def environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display, "LIBGL_ALWAYS_SOFTWARE": "1"}

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        self.ended_alone += process.poll() is not None
        process.kill()
        process.wait()

    def stop(self, name: str) -> int:
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(30)

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)

    def waiting(self) -> int:
        with closing(open_database(store_path(self.state), check=False)) as connection:
            return count_waiting(connection)


def make_world(folder: Path, seed: int) -> World:
    """A new hub and a terminal enrolled with it, through the proxy."""
    hub_port = free_port()
    world = World(folder, seed, hub_port, FaultProxy(hub_port, 0.0, seed))
    world.run(*hub("init", "--data", str(world.hub)))
    bundle = str(folder / "bundle.json")
    url = f"http://127.0.0.1:{world.proxy.port}"
    world.run(*hub("enrol-bundle", "--data", str(world.hub), "--url", url, "--out", bundle))
    world.start("hub")
    for _ in range(40):
        with contextlib.suppress(subprocess.CalledProcessError):
            world.run(*world.kiosk("provision", "--bundle", bundle))
            break
    world.journal.touch()  # even if nobody lives long enough to write in it
    world.proxy.rate = FAULT_RATE
    return world


def storm(world: World, ui: str, count: int, chance: random.Random) -> Counter[str]:
    """Kill ``count`` times, each time somebody else, some in the middle of starting."""
    killed: Counter[str] = Counter()
    world.start(ui)
    names = (ui, "sync", "hub")
    victims: list[str] = []
    for _ in range(count):
        if not victims:
            victims = chance.sample(names, len(names))  # each as often as the others
        name = victims.pop()
        let_live(world, name, chance)
        world.kill(name)
        killed[name] += 1
        world.start(name)
    return killed


def let_live(world: World, name: str, chance: random.Random) -> None:
    """Wait for the instant to kill ``name``: a quarter of the times while somebody is still starting, else in
    the middle of work, counted in work done, so that a slow machine is not only ever shown beginnings.
    """
    clock, never = SystemClock(), threading.Event()
    if chance.random() < 0.25:
        starting = _WINDOW_STARTING_S if name == "resident" else _STARTING_S
        clock.wait(never, chance.random() * starting)
        return
    if name == "resident":
        grown = world.journal.stat().st_size + chance.randrange(_AN_ORDER)
        until(lambda: world.journal.stat().st_size > grown, _A_VISIT_S)
    elif name == "submitter":
        grown = world.journal.stat().st_size + chance.randrange(8 * _AN_ORDER)
        until(lambda: world.journal.stat().st_size >= grown, _LONGEST_LIFE_S)
    else:
        served = world.proxy.counts["forwarded"] + chance.randrange(1, 12)
        until(lambda: world.proxy.counts["forwarded"] >= served, _LONGEST_LIFE_S)
    clock.wait(never, chance.random() * _A_MOMENT_S)


def calm(world: World, ui: str) -> int:
    """Nobody kills ``ui`` any more: it works on a little, then is asked to stop. Its exit status."""
    written = world.journal.stat().st_size
    # It has started, can hear, and has something to show even on a machine that is slow today.
    orders = 1 if ui == "resident" else 8
    until(lambda: world.journal.stat().st_size > written + orders * _AN_ORDER)
    return world.stop(ui)


def drain(world: World) -> list[int]:
    """No new orders; let everything that is queued arrive, over a network that stays bad to the end.

    The exit statuses of sync and hub, asked to stop: zero, both.
    """
    until(lambda: world.waiting() == 0, _DRAIN_S)
    return [world.stop("sync"), world.stop("hub")]


def run(count: int, seed: int) -> Proof:
    """``count`` kills, half of them with either UI.

    Passed when nothing was lost, doubled, changed, renamed or left behind.
    """
    chance = random.Random(seed)
    killed: Counter[str] = Counter()
    statuses: list[int] = []
    screen = PrivateDisplay(*_WINDOW)
    with closing(screen), tempfile.TemporaryDirectory(prefix="kills-") as folder:
        world = make_world(Path(folder), seed)
        world.display = screen.name
        try:
            world.start("sync")
            for ui, share in zip(UIS, (count - count // 2, count // 2), strict=True):
                killed += storm(world, ui, share, chance)
                statuses.append(calm(world, ui))
            statuses += drain(world)
            ended_alone = world.ended_alone
        finally:
            for name in list(world.running):
                world.kill(name)
            world.proxy.close()
        counts, books = compare([world.journal], world.hub)
        counts |= {"still_waiting": world.waiting(), "visits_stuck": len(books.failed)}
        counts["ended_alone"] = ended_alone
        troubles = sum((world.folder / f"{name}.err").read_bytes().count(b"Traceback") for name in killed)
    must_be_zero = (*MUST_BE_ZERO, "still_waiting", "visits_stuck", "ended_alone")
    figures: dict[str, object] = {
        "killed": dict(killed),
        "requests": dict(world.proxy.counts),
        "exit_statuses": statuses,
        "tracebacks": troubles,
        "stuck": books.failed,
        **counts,
    }
    passed = all(counts[name] == 0 for name in must_be_zero) and counts["acknowledged"] > 0
    return Proof(passed and troubles == 0 and not any(statuses), figures)
