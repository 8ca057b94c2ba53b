"""Visits by keys and ear: played, and compared with the transcript that is kept of each.

    .venv/bin/python -m tests.system.by_ear

writes the transcripts anew. What has changed in them is to be read as somebody who does not see would hear
it, before it is committed.
"""

import difflib
import re
import tempfile
from pathlib import Path
from typing import Final

from tests.system.playing import JOURNEYS, Played, Terminal

_KEYPAD: Final = ("--set", "devices.keypad.enabled=true")
_MICROPHONE: Final = ("--set", "devices.microphone.enabled=true")
# Journey to what it needs of the terminal.
BY_EAR: Final = {"by-ear": (*_KEYPAD, *_MICROPHONE), "by-ear-sentences": _KEYPAD}
# What is not the same each time: how long somebody spoke.
_PLACEHOLDERS: Final = (
    (re.compile(r"(第.段，)[^，\n]+秒"), r"\1〔几〕秒"),
    (re.compile(r"(录了[^\n]*?共)[^，\n]+秒"), r"\1〔几〕秒"),
)


def expected(name: str) -> Path:
    return JOURNEYS / f"{name}.spoken.txt"


def play(terminal: Terminal, name: str) -> Played:
    return terminal.play(JOURNEYS / f"{name}.yaml", options=BY_EAR[name])


def spoken(played: Played) -> str:
    """All that was heard, with what is never the same under its name."""
    text = (played.out / "spoken.txt").read_text(encoding="utf-8")
    for pattern, name in _PLACEHOLDERS:
        text = pattern.sub(name, text)
    return text


def differences(name: str, heard: str) -> list[str]:
    """Lines that are not as they are kept."""
    kept = expected(name).read_text(encoding="utf-8").splitlines()
    return list(difflib.unified_diff(kept, heard.splitlines(), "kept", "heard", lineterm="", n=1))


def main() -> None:
    for name in BY_EAR:
        with tempfile.TemporaryDirectory() as folder:
            terminal = Terminal(Path(folder))
            terminal.enrol()
            played = play(terminal, name)
            if played.status != 0:
                raise SystemExit(played.stderr)
            expected(name).write_text(spoken(played), encoding="utf-8")


if __name__ == "__main__":
    main()
