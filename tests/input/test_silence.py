"""The handwriting library is kept from reporting its use: not even the file it begins with is made."""

import os
import subprocess
import sys
from pathlib import Path

LOAD = "from kiosk.input.handwriting import Recogniser; Recogniser.load()"
BARE = "import onnxruntime"


def left_behind(code: str, folder: Path) -> list[str]:
    # On a machine that calls itself CI the library holds its tongue by itself.
    told = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    environment = {name: value for name, value in told.items() if name != "CI"}
    subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "TMPDIR": str(folder), "HOME": str(folder)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return sorted(path.name for path in folder.rglob("*"))


def test_nothing_is_left_of_a_session(tmp_path: Path) -> None:
    assert left_behind(LOAD, tmp_path) == []


def test_the_library_alone_would_leave_something(tmp_path: Path) -> None:
    # So the test above would notice. When this one fails, the library has changed its ways.
    assert ".ses" in left_behind(BARE, tmp_path)
