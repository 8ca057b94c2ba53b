"""The terminal on the machine under test: installed by its own script, its units unmodified."""

import io
import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image

from kiosk.clock import Clock, pause
from script.appliance.machine import Machine
from script.appliance.shell import StepError, run, said, text
from script.appliance.tree import TEST_ONLY, WHEELS

DATA: Final = Path(__file__).resolve().parent / "data"
CHECKOUT: Final = "/opt/terminal"
KIOSK: Final = "/usr/bin/kiosk"  # as root types it; becomes the UI's user by itself
PYTHON: Final = "/usr/lib/kiosk/bin/python"
CONFIG: Final = "/etc/kiosk/kiosk.toml"
UNITS: Final = ("kiosk-display", "kiosk-ui", "kiosk-sync", "kiosk-helper")
DEVICES: Final = ("idcard", "printer", "evaluator", "scanner")
COOKIE: Final = "/run/kiosk-display/authority"
SIMULATORS: Final = "/run/kiosk-simulators/control"
UI_USER: Final = "kiosk-ui"
SYNC_USER: Final = "kiosk-sync"
_GROUPS: Final = {UI_USER: "kiosk", SYNC_USER: "kiosk", "nobody": "nogroup"}
WIDTH, HEIGHT = 1080, 1920
_LOOK_S: Final = 0.15
_PLAY: Final = "/run/kiosk-play"
_SCREEN: Final = {
    "DISPLAY": ":0",
    "XAUTHORITY": COOKIE,
    "PYTHONDONTWRITEBYTECODE": "1",
}
_GRAB: Final = """
import sys
from kiosk.display.connection import Connection
x = Connection(":0")
x.grab(0, 0, *x.size()).save(sys.stdout.buffer, "PNG", compress_level=1)
"""
_PICTURE: Final = """
import sys
from pathlib import Path
from kiosk.config_load import load
from kiosk.display.picture import draw
config = load(Path(sys.argv[1]))
size = int(sys.argv[2]), int(sys.argv[3])
draw(*size, config.screen, config.fonts_path).save(sys.stdout.buffer, "PNG", compress_level=1)
"""


def configuration() -> str:
    """The terminal's own file, and behind it where the simulated devices are."""
    ports = "".join(f'\n[devices.{name}]\nport = "{SIMULATORS}.ports/{name}"\n' for name in DEVICES)
    # As a county would set it; the shipped default looks once a minute.
    return f"{ports}\n[sync]\ninterval_s = 5\nbackoff_max_s = 10.0\n"


class Terminal:
    """``pictures``: where screenshots go, named by what they show."""

    def __init__(self, machine: Machine, checkout: Path, pictures: Path, clock: Clock) -> None:
        self.machine = machine
        self._checkout = checkout
        self._pictures = pictures
        self._clock = clock

    # ---- making one

    def carry_in(self) -> None:
        """The checkout as it is, without what git ignores."""
        files = run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=self._checkout, within=30
        ).stdout
        there = b"\0".join(
            name for name in files.split(b"\0") if name and (self._checkout / name.decode()).exists()
        )
        packed = run(["tar", "c", "--null", "-T", "-"], cwd=self._checkout, given=there, within=60).stdout
        self.machine.inside(["mkdir", "-p", CHECKOUT], within=10)
        self.machine.inside(["tar", "x", "--no-same-owner", "-C", CHECKOUT], given=packed, within=60)

    def configured(self) -> bool:
        """Whether the configuration is still what ``prepare`` wrote."""
        there = text(self.machine.inside(["cat", CONFIG], within=10))
        return there.endswith(configuration())

    def prepare(self) -> None:
        """Test only, all of it below /etc: a display without a panel, simulated devices, their ports."""
        self.machine.inside(["mkdir", "-p", "/var/log/journal"], within=10)  # to be read after a reboot
        own = (self._checkout / "config" / "kiosk.terminal.toml").read_text(encoding="utf-8")
        self.write(CONFIG, own + configuration())
        for name, folder in (
            ("90-no-panel.conf", "/etc/X11/xorg.conf.d"),
            ("kiosk-simulators.service", "/etc/systemd/system"),
        ):
            self.write(f"{folder}/{name}", (DATA / name).read_text(encoding="utf-8"))

    def install(self) -> str:
        """Runs script/install; what it said."""
        sources = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": f"/{WHEELS}"}
        done = self.machine.inside([f"{CHECKOUT}/script/install"], within=600, env=sources)
        return done.stderr.decode("utf-8", "replace")

    def add_test_parts(self) -> None:
        """The driver of the display without a panel, and the simulators."""
        self.machine.inside(
            ["apt-get", "install", "-qy", *TEST_ONLY], within=120, env={"DEBIAN_FRONTEND": "noninteractive"}
        )
        self.machine.inside(["systemctl", "daemon-reload"], within=30)
        self.machine.inside(["systemctl", "enable", "-q", "--now", "kiosk-simulators"], within=30)

    def write(self, path: str, content: str) -> None:
        script = f"mkdir -p {shlex.quote(str(Path(path).parent))} && cat > {shlex.quote(path)}"
        self.machine.inside(["sh", "-c", script], within=10, given=content.encode())

    # ---- as one of its users

    def as_user(
        self,
        user: str,
        command: Sequence[str],
        *,
        within: float,
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        check: bool = True,
    ) -> bytes:
        """What it printed."""
        setpriv = ["setpriv", f"--reuid={user}", "--regid=kiosk", "--init-groups"]
        done = self.machine.inside([*setpriv, *command], within=within, given=given, env=env, check=check)
        return done.stdout

    def may(self, user: str, test: str) -> bool:
        """Whether this user's shell says yes."""
        group = _GROUPS.get(user, user)
        setpriv = ["setpriv", f"--reuid={user}", f"--regid={group}", "--init-groups"]
        return self.machine.inside([*setpriv, "sh", "-c", test], within=10, check=False).returncode == 0

    def kiosk(self, *arguments: str, given: bytes = b"", within: float = 60) -> Any:
        """``kiosk … --json``; what it answered."""
        done = self.machine.inside([KIOSK, *arguments, "--json"], within=within, given=given)
        return json.loads(done.stdout or b"null")

    def kiosk_findings(self) -> list[dict[str, Any]]:
        """The rows of ``kiosk doctor``, good and bad."""
        found = json.loads(self.machine.inside([KIOSK, "doctor", "--json"], within=90, check=False).stdout)
        rows: list[dict[str, Any]] = found["findings"]
        return rows

    def play(self, name: str) -> None:
        """Plays data/NAME.yaml on the screen that is there, its pictures into ours. Raises StepError."""
        target = f"{_PLAY}/{name}"
        self.machine.inside(["install", "-d", "-m", "700", "-o", UI_USER, _PLAY], within=10)
        self.machine.inside(["rm", "-rf", target], within=10)
        script = (DATA / f"{name}.yaml").read_bytes()
        self.machine.inside(["sh", "-c", f"cat > {target}.yaml"], within=10, given=script)
        command = [KIOSK, "play", f"{target}.yaml", "--attach", "--control", SIMULATORS, "--out", target]
        try:
            self.machine.inside(command, within=180, env=_SCREEN)
        finally:
            packed = self.machine.inside(
                ["sh", "-c", f"cd {target} && tar c *.png"], within=20, check=False
            ).stdout
            folder = self._pictures / name
            folder.mkdir(parents=True, exist_ok=True)
            run(["tar", "x", "-C", folder], given=packed, within=20, check=False)

    # ---- its screen

    def grab(self) -> Image.Image:
        """What is on the display. Raises StepError when there is none."""
        data = self.as_user(UI_USER, [PYTHON, "-c", _GRAB], within=20, env=_SCREEN)
        return Image.open(io.BytesIO(data)).convert("RGB")

    def opens(self, user: str, authority: str) -> bool:
        """Whether this user comes in at the display with this cookie file."""
        code = "from kiosk.display.connection import Connection; Connection(':0')"
        setpriv = ["setpriv", f"--reuid={user}", f"--regid={_GROUPS.get(user, user)}", "--init-groups"]
        command = [*setpriv, PYTHON, "-B", "-c", code]
        done = self.machine.inside(command, within=20, env={"XAUTHORITY": authority}, check=False)
        if done.returncode != 0 and b"no display" not in done.stderr:
            raise StepError(f"{user} could not try the display: {said(done)}")
        return done.returncode == 0

    def calm_picture(self) -> Image.Image:
        """The shipped picture, drawn by the shipped program."""
        command = [PYTHON, "-B", "-c", _PICTURE, CONFIG, str(WIDTH), str(HEIGHT)]
        return Image.open(io.BytesIO(self.machine.inside(command, within=30).stdout)).convert("RGB")

    def keep(self, picture: Image.Image, name: str) -> None:
        self._pictures.mkdir(parents=True, exist_ok=True)
        picture.save(self._pictures / f"{name}.png")

    # ---- its units

    def shows(self, unit: str, *names: str) -> dict[str, str]:
        """Properties of a unit as systemd has them now."""
        asked = [part for name in names for part in ("-p", name)]
        done = self.machine.inside(["systemctl", "show", unit, *asked], within=20)
        return dict(line.partition("=")[::2] for line in text(done).splitlines() if "=" in line)

    def main_pid(self, unit: str) -> int:
        """As numbered inside; 0 while it does not run."""
        return int(self.shows(unit, "MainPID")["MainPID"])

    def active(self, unit: str) -> bool:
        return self.shows(unit, "ActiveState")["ActiveState"] == "active"

    def signal(self, pid: int, name: str) -> None:
        self.machine.inside(["sh", "-c", f"kill -s {name} {pid}"], within=10)

    def reached(self, pid: int, address: str, port: int) -> str:
        """A connection tried from the network namespace of this process: "" when it stands, else why not."""
        code = (
            "import socket, sys\n"
            "try:\n    socket.create_connection((sys.argv[1], int(sys.argv[2])), 5).close()\n"
            "except OSError as error:\n    print(type(error).__name__, error.strerror or error)\n"
        )
        command = ["nsenter", "-t", str(pid), "-n", PYTHON, "-B", "-c", code, address, str(port)]
        return text(self.machine.inside(command, within=20)).strip()

    def exposure(self, unit: str) -> float:
        """systemd's own measure of the loaded unit: 0 closed, 10 open."""
        done = self.machine.inside(
            ["systemd-analyze", "--no-pager", "security", f"{unit}.service"], within=30
        )
        return read_exposure(text(done))

    def until(self, what: Callable[[], bool], within: float, failing: str) -> float:
        """Seconds until ``what`` held; a StepError inside it counts as not yet."""
        begun = self._clock.monotonic()
        while True:
            try:
                if what():
                    return self._clock.monotonic() - begun
            except StepError:
                pass
            if self._clock.monotonic() - begun > within:
                raise StepError(f"{failing}, not within {within:g} s")
            pause(self._clock, _LOOK_S)


def read_exposure(said: str) -> float:
    """The figure in the last line of ``systemd-analyze security UNIT``. Raises StepError."""
    for line in reversed(said.splitlines()):
        head, colon, tail = line.partition(": ")
        if colon and "Overall exposure level" in head:
            return float(tail.split()[0])
    raise StepError("systemd-analyze told no exposure")
