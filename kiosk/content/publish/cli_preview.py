"""``kiosk-library preview``: hands over to a process of its own, for publishing loads no screen."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any, Final

NAME: Final = "preview"
_PROGRAM: Final = "kiosk.preview"


def register(actions: Any) -> None:
    """Adds ``preview`` to ``kiosk-library``; its options are read where it runs."""
    actions.add_parser(NAME, add_help=False, help="在真的终端界面上看草稿")


def preview(arguments: Sequence[str]) -> int:
    """Until it ends; Ctrl-C reaches both."""
    child = subprocess.Popen([sys.executable, "-m", _PROGRAM, *arguments])
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # it was told as well, and clears away
