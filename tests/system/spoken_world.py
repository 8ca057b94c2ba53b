"""A terminal whose microphone says known recordings, its sync, and a hub behind a line that can be cut: all
of them the programs as shipped.
"""

import json
import resource
import sqlite3
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import count_waiting
from kiosk.wire.envelope import read_header
from tests.long.programs import ROOT, free_port, hub, kiosk
from tests.support.outside import Outside, outside
from tests.support.proxy import FaultProxy
from tests.support.wait import until

SETTINGS: Final = ("devices.microphone.baud=4000000", "store.free_floor_mb=1", "speech.device=heard")
_ALSA: Final = 'pcm.heard {{ type file slave.pcm {{ type null }} file "{file}" format "raw" }}\n'
_SUBMIT: Final = """
  - touch: record.done
    expect: {screen: consent}
  - touch: consent.yes
    expect: {screen: write, key: name}
  - touch: write.done
    expect: {screen: phone, key: phone}
  - touch: phone.done
    expect: {screen: check}
  - touch: check.submit
    expect: {screen: submitted, within: 30}
"""
_A_LITTLE: Final = 32 * 1024


def run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


class Gate(FaultProxy):
    """Lets everything through but envelopes whose name ends as one of ``script``: what they meet, in order.

    ``held``: the hub has it, and its answer does not get back until the terminal has been killed.
    """

    def __init__(self, hub_port: int) -> None:
        super().__init__(hub_port, 0.0, 0)
        self.script: dict[str, list[str]] = {}
        self.holding = threading.Event()
        self.release = threading.Event()

    def _draw(self, head: bytes, body: bytes) -> str:
        if not head.startswith(b"POST /v1/intake "):
            return "forwarded"
        waiting = self.script.get(read_header(body)[1].oid.rpartition(":")[2], [])
        return waiting.pop(0) if waiting else "forwarded"

    def _answer(self, fault: str, request: bytes) -> bytes | None:
        if fault != "held":
            return super()._answer(fault, request)
        self._forward(request)
        self.holding.set()
        self.release.wait(30)
        return None


@dataclass
class Programs:
    """``running``: the hub and sync while they run."""

    folder: Path
    port: int
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    def enrol(self, state: Path, url: str) -> None:
        """A new hub that runs, and the terminal enrolled with it at ``url``."""
        bundle = str(self.folder / "bundle.json")
        data = ("--data", str(self.hub))
        run(hub("init", *data))
        run(hub("enrol-bundle", *data, "--url", url, "--out", bundle))
        self.start("hub")
        assert until(lambda: run(kiosk(state, "provision", "--bundle", bundle)).returncode == 0, 60, 0.2)

    def start(self, name: str) -> None:
        """``hub`` or ``sync``."""
        serve = hub("serve", "--data", str(self.hub), "--port", str(self.port))
        command = serve if name == "hub" else kiosk(self.folder / "terminal", "sync")
        with (self.folder / f"{name}.err").open("ab") as errors:
            self.running[name] = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        process.kill()
        process.wait()

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def hub_disk(self, *, full: bool) -> None:
        """Nothing as long as an envelope of sound can be written by the hub, or anything again."""
        pid = self.running["hub"].pid
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (_A_LITTLE if full else hard, hard))

    def desk(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return run(hub("--data", str(self.hub), "--json", "orders", *words))

    def envelopes(self) -> list[str]:
        """Names of all the hub made durable, in order."""
        with closing(sqlite3.connect(f"file:{self.hub / 'hub.sqlite3'}?mode=ro", uri=True)) as journal:
            return [str(row[0]) for row in journal.execute("SELECT oid FROM journal ORDER BY hub_seq")]


@dataclass
class SpokenWorld:
    folder: Path
    gate: Gate
    programs: Programs
    terminal: Outside

    @property
    def heard(self) -> Path:
        """What came out of the loudspeaker, 48 kHz."""
        return self.folder / "heard.raw"

    def order(self) -> dict[str, Any]:
        """The only one the county has; empty before it came."""
        rows = json.loads(self.programs.desk("list").stdout)
        assert len(rows) <= 1
        return dict(rows[0]) if rows else {}

    def waiting(self) -> int:
        with closing(open_database(store_path(self.terminal.state), check=False)) as connection:
            return count_waiting(connection)

    def submit(self) -> None:
        self.terminal.play(_SUBMIT)


@contextmanager
def spoken_world(folder: Path) -> Iterator[SpokenWorld]:
    """Enrolled, the hub running; sync is not."""
    port = free_port()
    alsa = folder / "asound.conf"
    alsa.write_text(_ALSA.format(file=folder / "heard.raw"), encoding="utf-8")
    with ExitStack() as stack:
        gate = Gate(port)
        stack.callback(gate.close)
        programs = Programs(folder, port)
        stack.callback(programs.stop)

        def enrol(state: Path) -> None:
            programs.enrol(state, f"http://127.0.0.1:{gate.port}")

        terminal = stack.enter_context(
            outside(folder, environ={"ALSA_CONFIG_PATH": str(alsa)}, settings=SETTINGS, enrol=enrol)
        )
        yield SpokenWorld(folder, gate, programs, terminal)
