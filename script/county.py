"""A county on this machine: a hub, a terminal enrolled with it, and the terminal's ``kiosk sync``.

For the demonstration and for tests on real processes. Everything is a child of this process and ends with it.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from kiosk.config import CHECKOUT, Config
from kiosk.config_load import load
from kiosk.play.schema import HubStep

_COMMAND_S: Final = 60
_END_S: Final = 10
_GUARD: Final = ("setpriv", "--pdeathsig", "TERM")
# A demonstration does not wait a minute for the next look at the hub.
_QUICK: Final = ("sync.interval_s=5", "sync.backoff_first_s=0.5", "sync.backoff_max_s=10.0")

Order = Mapping[str, Any]


class CountyError(Exception):
    """Something of it did not work; the text has the program's own words."""


class County:
    """Below ``folder``: ``hub``, ``terminal`` (its state_dir), and what the programs complained of."""

    def __init__(self, folder: Path, settings: Sequence[str] = ()) -> None:
        self.folder = folder
        self.state = folder / "terminal"
        self.hub = folder / "hub"
        self.settings = (f"state_dir={self.state}", *_QUICK, *settings)
        self._port = 0
        # A guarded child ends with the thread that started it, so all are started by one that stays.
        self._starter = ThreadPoolExecutor(1, "county")
        self._hub: subprocess.Popen[str] | None = None
        self._sync: subprocess.Popen[str] | None = None

    @property
    def config(self) -> Config:
        """The terminal's."""
        return load(None, self.settings)

    def kiosk(self, *arguments: str) -> list[str]:
        """The command line that runs ``kiosk`` for this terminal."""
        given = [part for setting in self.settings for part in ("--set", setting)]
        return [sys.executable, "-m", "kiosk", *given, *arguments]

    # ---- life

    def found(self) -> None:
        """Hub and terminal are made and know each other; the hub serves. CountyError when they do not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._hub_says("init")
        self.hub_up()
        bundle = self.folder / "bundle.json"
        self._hub_says("enrol-bundle", "--url", f"http://127.0.0.1:{self._port}", "--out", str(bundle))
        self._run(self.kiosk("provision", "--bundle", str(bundle)))
        bundle.unlink()

    def hub_up(self) -> None:
        """Serves, on the port the terminal knows. Idempotent."""
        if self._hub is not None:
            return
        command = self._hub_command("serve", "--port", str(self._port))
        self._hub = self._start(command, "hub", stdout=subprocess.PIPE)
        assert self._hub.stdout is not None
        told = self._hub.stdout.readline()  # end of file when it died
        if not told:
            raise CountyError(f"the hub did not start: {self._words('hub')}")
        self._port = int(json.loads(told)["port"])

    def hub_down(self) -> None:
        """Idempotent."""
        process, self._hub = self._hub, None
        self._end(process)

    def steer(self, step: HubStep) -> None:
        """What a journey's ``hub:`` does."""
        if step == "up":
            self.hub_up()
        elif step == "down":
            self.hub_down()
        else:
            self.answer(self.newest_order(), step.reply, close=step.close)

    def sync_up(self) -> None:
        """``kiosk sync``, for ever. Idempotent."""
        if self._sync is None:
            self._sync = self._start(self.kiosk("sync"), "sync", stdout=subprocess.DEVNULL)

    def sync_down(self) -> None:
        process, self._sync = self._sync, None
        self._end(process)

    def close(self) -> None:
        """Idempotent and final; sync first, so that it does not complain of the hub."""
        self.sync_down()
        self.hub_down()
        self._starter.shutdown()

    # ---- what the hub has and does

    def newest_order(self) -> str:
        """The number of the order that came last. CountyError when none has."""
        orders = self.orders()
        if not orders:
            raise CountyError("no order has come to the hub")
        return str(max(orders, key=lambda order: int(order["seq"]))["order_no"])

    def answer(self, order: str, reply: str, *, close: bool = True) -> None:
        """As the county's staff do it at their desk."""
        self._hub_says("orders", "reply", order, "--text", reply, "--by", "示例经办人")
        if close:
            self._hub_says("orders", "close", order, "--by", "示例经办人")

    def orders(self) -> list[Order]:
        """Every order it accepted, not opened."""
        return list(self._hub_says("orders", "list"))

    def open_orders(self) -> list[Order]:
        """Every order as the hub opens it."""
        return [self._hub_says("orders", "show", order["order_id"]) for order in self.orders()]

    def sound(self, order: Order, number: int, path: Path) -> None:
        """The order's recording ``number``, from 1, into ``path``. CountyError when it is not all here."""
        self._hub_says("orders", "recording", order["order_id"], "--number", str(number), "--out", str(path))

    # ---- parts

    def _hub_command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "hub", "--data", str(self.hub), "--json", *arguments]

    def _hub_says(self, *arguments: str) -> Any:
        return json.loads(self._run(self._hub_command(*arguments)))

    def _run(self, command: Sequence[str]) -> str:
        done = subprocess.run(
            command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=_COMMAND_S
        )
        if done.returncode:
            raise CountyError(f"{' '.join(command[2:])}: {done.stderr.strip()}")
        return done.stdout

    def _start(self, command: Sequence[str], name: str, stdout: int) -> "subprocess.Popen[str]":
        with self._log(name).open("ab") as words:
            return self._starter.submit(
                subprocess.Popen,
                [*_GUARD, *command],
                cwd=CHECKOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=words,
                text=True,
                start_new_session=True,  # Ctrl-C is for the one in front; it ends these
            ).result()

    def _end(self, process: "subprocess.Popen[str] | None") -> None:
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.err"

    def _words(self, name: str) -> str:
        return self._log(name).read_text(encoding="utf-8", errors="replace").strip()
