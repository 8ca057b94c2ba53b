"""The doctor's rows about the programs: does the screen answer, does sync live, and should it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.control.client import ask
from kiosk.doorbell import SYNC_BELL, ring
from kiosk.errors import ERRORS, Finding, KioskError
from kiosk.store.identity import load_enrolled
from kiosk.store.lock import sync_lives

# There while systemd is what started this machine (sd_booted(3)).
SYSTEMD: Final = Path("/run/systemd/system")
# Where script/install puts it, and where an administrator's own would be.
UNITS: Final = tuple(
    Path(folder) / "kiosk-sync.service" for folder in ("/usr/lib/systemd/system", "/etc/systemd/system")
)
SERVED: Final = Path("/var/lib/kiosk")  # whose state the units keep


def examine_programs(config: Config, clock: Clock) -> Iterator[Finding]:
    screen = ask(config.run_path, "status")
    yield Finding("界面", ok=True, text=_screen(screen) if screen is not None else "没有运行")
    yield _sync(config)


def _screen(status: Mapping[str, object]) -> str:
    link = "连着中心" if status["online"] else "没有连上中心"
    return f"正在运行，在 {status['screen']} 屏，{link}，{status['waiting']} 单等着上传"


def _sync(config: Config) -> Finding:
    if _sync_runs(config):
        return Finding("同步", ok=True, text="正在运行")
    if not _is_served(config):
        return Finding("同步", ok=True, text="没有运行，这里也没有装成服务")
    if load_enrolled(config.state_path) is None:
        return Finding("同步", ok=True, text="没有运行，还没有注册")
    return Finding("同步", ok=False, text=ERRORS["E-SYN-08"].staff, code="E-SYN-08")


def _sync_runs(config: Config) -> bool:
    """Its bell is heard, or its lock is held: the kernel takes both away with the process.

    Raises KioskError E-STO-02 when this user may not look.
    """
    try:
        return ring(config.run_path / SYNC_BELL) or sync_lives(config.state_path)
    except OSError as error:
        raise KioskError("E-STO-02", f"sync.lock: {error.strerror}") from error


def _is_served(config: Config) -> bool:
    """Whether a unit is there to keep the sync of this very state running."""
    return config.state_path == SERVED and SYSTEMD.is_dir() and any(unit.exists() for unit in UNITS)
