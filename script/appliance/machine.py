"""The booted machine: systemd-nspawn over a throw-away layer of the tree, and a network of two of our own.

Works in a mount namespace of our own (script/test-appliance opens it): what is mounted here is seen by
nobody else and gone with us.
"""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.clock import Clock, pause
from script.appliance.shell import StepError, run

# A network of two, in namespaces made here; it leads nowhere else.
HUB_ADDRESS: Final = "10.203.0.1"
TERMINAL_ADDRESS: Final = "10.203.0.2"
_BITS: Final = 30
_CGROUP: Final = Path("/sys/fs/cgroup")
_INSIDE: Final = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/"}
_LOOK_S: Final = 0.1
_GUARD: Final = ("setpriv", "--pdeathsig", "TERM")  # switched off when we are killed
_REBOOT: Final = 133  # how systemd-nspawn says that its machine asked to be started again


def only_cgroup2() -> None:
    """This namespace sees one unified hierarchy, as a terminal does, whatever the machine's own is."""
    kind = run(["stat", "-f", "-c", "%T", _CGROUP], within=10).stdout.decode().strip()
    if kind == "cgroup2fs":
        return
    run(["umount", "-R", _CGROUP], within=10)
    run(["mount", "-t", "cgroup2", "cgroup2", _CGROUP], within=10)


def clear_leftovers(cache: Path) -> None:
    """What a run that was killed has left: folders are named by the process that made them."""
    for folder in cache.glob("kt[0-9]*"):
        if not Path(f"/proc/{folder.name[2:]}").exists():
            for end in ("hub", "term"):
                run(["ip", "netns", "delete", f"{folder.name}-{end}"], within=10, check=False)
            shutil.rmtree(folder, ignore_errors=True)


class Network:
    """Two network namespaces joined by one pair of ends: ``hub`` and ``terminal``."""

    def __init__(self, name: str) -> None:
        self.hub = Path(f"/run/netns/{name}-hub")
        self.terminal = Path(f"/run/netns/{name}-term")
        for space in (self.hub, self.terminal):
            run(["ip", "netns", "add", space.name], within=10)
        ends = {self.hub: ("hub0", HUB_ADDRESS), self.terminal: ("host0", TERMINAL_ADDRESS)}
        run(
            [
                *("ip", "-n", self.hub.name, "link", "add", "hub0", "type", "veth"),
                *("peer", "name", "host0", "netns", self.terminal.name),
            ],
            within=10,
        )
        for space, (end, address) in ends.items():
            ip = ["ip", "-n", space.name]
            run([*ip, "address", "add", f"{address}/{_BITS}", "dev", end], within=10)
            run([*ip, "link", "set", "lo", "up"], within=10)
            run([*ip, "link", "set", end, "up"], within=10)

    def close(self) -> None:
        for space in (self.hub, self.terminal):
            run(["ip", "netns", "delete", space.name], within=10, check=False)


class Machine:
    """One machine, made from ``tree`` in ``folder``; nothing of what happens on it reaches ``tree``."""

    def __init__(self, tree: Path, folder: Path, network: Network, clock: Clock) -> None:
        self.root = folder / "root"
        self._clock = clock
        self._network = network
        self._name = folder.name
        self._log = (folder / "console.log").open("wb")
        self._group = _CGROUP / folder.name
        self._nspawn: subprocess.Popen[bytes] | None = None
        for name in ("upper", "work", "root"):
            (folder / name).mkdir()
        layers = f"lowerdir={tree},upperdir={folder / 'upper'},workdir={folder / 'work'}"
        run(["mount", "-t", "overlay", "overlay", "-o", layers, self.root], within=10)

    # ---- switching on and off

    def boot(self) -> None:
        """Returns when nothing is left to be started. Raises StepError."""
        self._group.mkdir(exist_ok=True)
        command = [
            *("systemd-nspawn", "--quiet", "--boot", "--register=no", "--keep-unit", "--link-journal=no"),
            *(f"--directory={self.root}", f"--machine={self._name}", "--console=pipe", "--resolv-conf=off"),
            f"--network-namespace-path={self._network.terminal}",
        ]
        self._nspawn = subprocess.Popen(
            [
                *_GUARD,
                "bash",
                "-c",
                'echo $$ >"$1/cgroup.procs"; shift; exec "$@"',
                "-",
                str(self._group),
                *command,
            ],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            start_new_session=True,
        )
        self.wait_until_up(90)

    def wait_until_up(self, within: float) -> None:
        """Until systemd inside says that it has started what it was to start, well or badly."""
        state = ""
        end = self._clock.monotonic() + within
        while self._clock.monotonic() < end:
            with contextlib.suppress(StepError):
                state = self.inside(
                    ["systemctl", "is-system-running"], within=10, check=False
                ).stdout.decode()
            if state.strip() in ("running", "degraded"):
                return
            pause(self._clock, _LOOK_S)
        raise StepError(f"the machine is not up after {within:g} s: {state.strip() or 'no answer'}")

    def rebooted(self, within: float) -> None:
        """Returns when it has gone down by itself, asking for a reboot, and come up again."""
        assert self._nspawn is not None
        try:
            status = self._nspawn.wait(within)
        except subprocess.TimeoutExpired:
            raise StepError(f"the machine did not go down within {within:g} s") from None
        if status != _REBOOT:
            raise StepError(f"the machine went down with status {status} and asked for no reboot")
        self.boot()

    def cut(self) -> None:
        """Every process ends at once, as when the power goes."""
        assert self._nspawn is not None
        (self._group / "cgroup.kill").write_text("1")
        self._nspawn.wait(20)

    def close(self) -> None:
        """Off, whatever it is doing, and its files gone. Idempotent."""
        if self._nspawn is not None:
            leader = self.leader()
            if leader is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(leader, signal.SIGRTMIN + 4)  # systemd: power off
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._nspawn.wait(20)
            kill = self._group / "cgroup.kill"
            if kill.exists():
                kill.write_text("1")
            self._nspawn.wait(20)
            self._nspawn = None
        self._log.close()
        run(["umount", "-l", self.root], within=10, check=False)
        for group in sorted(self._group.rglob("*"), key=lambda path: -len(path.parts)):
            if group.is_dir():
                with contextlib.suppress(OSError):
                    group.rmdir()
        with contextlib.suppress(OSError):
            self._group.rmdir()

    # ---- what is done on it

    def leader(self) -> int | None:
        """The process that is number 1 inside, as it is numbered outside; None while there is none."""
        assert self._nspawn is not None
        children = Path(f"/proc/{self._nspawn.pid}/task/{self._nspawn.pid}/children")
        with contextlib.suppress(OSError):
            for child in children.read_text().split():
                if Path(f"/proc/{child}/exe").resolve().name == "systemd":
                    return int(child)
        return None

    def inside(
        self,
        command: Sequence[str | Path],
        *,
        within: float,
        env: Mapping[str, str] | None = None,
        given: bytes = b"",
        check: bool = True,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run as root on the machine. Raises StepError as ``shell.run`` does."""
        return run([*self._enter(env), *command], within=within, given=given, check=check)

    def start_inside(
        self, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """The same for something that goes on meanwhile; its stdout is a pipe."""
        return subprocess.Popen(
            [*self._enter(env), *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _enter(self, env: Mapping[str, str] | None) -> list[str]:
        leader = self.leader()
        if leader is None:
            raise StepError("the machine is off")
        settings = [f"{name}={value}" for name, value in {**_INSIDE, **(env or {})}.items()]
        return [
            "nsenter",
            "-t",
            str(leader),
            "-m",
            "-u",
            "-i",
            "-n",
            "-p",
            "-C",
            "-r",
            "-w",
            "env",
            "-i",
            *settings,
        ]
