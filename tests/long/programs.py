"""The programs of the proofs that kill them: as shipped, with short waits."""

import socket
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_SETTINGS: Final = (
    "store.free_floor_mb=1",
    "store.ballast_mb=1",
    "sync.backoff_first_s=0.1",
    "sync.backoff_max_s=10.0",
    "sync.connect_timeout_s=1.0",
    "sync.read_timeout_s=2.0",
    "sync.interval_s=5",
)

# A proof sends in minutes what a terminal may send in weeks.
NO_QUOTA: Final = ("--quota-orders", "1000000", "--quota-mb", "1000000")


def kiosk(state: Path, *arguments: str) -> list[str]:
    given = [part for setting in (f"state_dir={state}", *_SETTINGS) for part in ("--set", setting)]
    return [sys.executable, "-m", "kiosk", *given, *arguments]


def hub(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "hub", *arguments]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
