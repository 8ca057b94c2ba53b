"""Running other programs, each within a time, and saying which one failed and with what words."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_TOLD: Final = 2_000  # characters of what a failed program said


class StepError(Exception):
    """Something that had to happen did not; the text says what."""


def run(
    command: Sequence[str | Path],
    *,
    within: float,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    given: bytes = b"",
    check: bool = True,
) -> subprocess.CompletedProcess[bytes]:
    """``env`` is added to our own. StepError on failure (with ``check``) and after ``within`` seconds."""
    line = " ".join(str(word) for word in command)
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            input=given,
            capture_output=True,
            timeout=within,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StepError(f"{line}: not done within {within:g} s") from error
    except OSError as error:
        raise StepError(f"{line}: {error.strerror}") from error
    if check and done.returncode != 0:
        raise StepError(f"{line}: exit {done.returncode}: {said(done)}")
    return done


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8", "replace")


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The end of what a program said."""
    whole = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
    return whole[-_TOLD:]
