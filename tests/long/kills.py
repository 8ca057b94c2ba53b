"""Kills the UI's store process, sync and hub at random instants over a bad network; then counts.

Every order that was acknowledged (已提交) must be at the hub exactly once, with the same content. Real
processes, real sockets, SIGKILL, 30 % of the requests faulted. The seed repeats the choices, not the
machine's timing.
"""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hub.clock import SystemClock as HubClock
from hub.house import open_house
from hub.opening import open_order
from hub.schema import JOURNAL
from hub.settings import HubSettings
from kiosk.clock import SystemClock
from kiosk.play.xserver import PrivateDisplay
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import count_waiting
from tests.long.proof import Proof
from tests.support.proxy import FaultProxy
from tests.support.wait import until

ROOT: Final = Path(__file__).resolve().parents[2]
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
_SYNC: Final = (
    "sync.backoff_first_s=0.1",
    "sync.backoff_max_s=10.0",
    "sync.connect_timeout_s=1.0",
    "sync.read_timeout_s=2.0",
    "sync.interval_s=5",
)


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
        settings = [f"state_dir={self.state}", "store.free_floor_mb=1", "store.ballast_mb=1", *_SYNC]
        given = [part for setting in settings for part in ("--set", setting)]
        return [sys.executable, "-m", "kiosk", *given, *arguments]

    def command(self, name: str) -> list[str]:
        if name == "hub":
            return [
                sys.executable,
                "-m",
                "hub",
                "serve",
                "--data",
                str(self.hub),
                "--port",
                str(self.hub_port),
            ]
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


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def make_world(folder: Path, seed: int) -> World:
    """A new hub and a terminal enrolled with it, through the proxy."""
    hub_port = _free_port()
    world = World(folder, seed, hub_port, FaultProxy(hub_port, 0.0, seed))
    hub = (sys.executable, "-m", "hub")
    world.run(*hub, "init", "--data", str(world.hub))
    bundle = str(folder / "bundle.json")
    url = f"http://127.0.0.1:{world.proxy.port}"
    world.run(*hub, "enrol-bundle", "--data", str(world.hub), "--url", url, "--out", bundle)
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


@dataclass
class Books:
    """What was tried and acknowledged at the terminal, and what the hub has."""

    tried: dict[str, dict[str, object]] = field(default_factory=dict)
    saved: dict[str, tuple[str, int]] = field(default_factory=dict)
    recovered: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    contradictions: int = 0

    def read(self, path: Path) -> None:
        for text in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            if line["what"] == "try":
                self.tried[line["order_id"]] = {"item": line["item"], "fields": line["fields"]}
            elif line["what"] == "recovered":
                self.recovered[line["order_id"]] = line["order_no"]
            elif line["what"] == "failed":
                self.failed.append(line["why"])
            else:
                named = (line["order_no"], line["seq"])
                # The same order must be called the same however often it is submitted.
                self.contradictions += self.saved.setdefault(line["order_id"], named) != named


def compare(world: World) -> tuple[dict[str, int], list[str]]:
    """The counts that must be zero and those that say how much was tried; and where visits were stuck."""
    books = Books()
    books.read(world.journal)
    house = open_house(HubSettings(data=world.hub), HubClock())
    with closing(house), house.engine.connect() as connection:
        rows = connection.execute(JOURNAL.select().order_by(JOURNAL.c.hub_seq)).mappings().all()
        bodies = [open_order(row["envelope"], house.keys) for row in rows if row["kind"] == "order"]
    ids = Counter(body.order_id for body in bodies)
    numbers = Counter(body.order_no for body in bodies)
    seqs = sorted(int(row["seq"]) for row in rows)
    return {
        "acknowledged": len(books.saved),
        "shown_after_a_crash": len(books.recovered),
        "at_hub": len(bodies),
        "unacknowledged_at_hub": len(set(ids) - set(books.saved)),
        "evaluations_at_hub": len(rows) - len(bodies),
        "lost": len((set(books.saved) | set(books.recovered)) - set(ids)),
        "doubled": sum(n - 1 for n in ids.values()) + sum(n - 1 for n in numbers.values()),
        "differing": sum(
            books.tried.get(body.order_id) != {"item": body.item, "fields": body.fields} for body in bodies
        ),
        "misnamed": books.contradictions
        + sum(books.saved.get(b.order_id, (b.order_no, b.seq)) != (b.order_no, b.seq) for b in bodies)
        + sum(books.recovered.get(b.order_id, b.order_no) != b.order_no for b in bodies),
        "gaps": sum(seq != number for number, seq in enumerate(seqs, start=1)),
        "still_waiting": world.waiting(),
        "visits_stuck": len(books.failed),
    }, books.failed


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
        finally:
            for name in list(world.running):
                world.kill(name)
            world.proxy.close()
        counts, stuck = compare(world)
        troubles = sum((world.folder / f"{name}.err").read_bytes().count(b"Traceback") for name in killed)
    must_be_zero = ("lost", "doubled", "differing", "misnamed", "gaps", "still_waiting", "visits_stuck")
    figures: dict[str, object] = {
        "killed": dict(killed),
        "requests": dict(world.proxy.counts),
        "exit_statuses": statuses,
        "tracebacks": troubles,
        "stuck": stuck,
        **counts,
    }
    passed = all(counts[name] == 0 for name in must_be_zero) and counts["acknowledged"] > 0
    return Proof(passed and troubles == 0 and not any(statuses), figures)
