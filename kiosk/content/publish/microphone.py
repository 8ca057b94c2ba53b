"""One take at the editor's machine, by ``arecord`` of alsa-utils."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.errors import KioskError

NO_MICROPHONE: Final = "E-SPK-02"
_LONGEST_S: Final = 60
_CLOSE_S: Final = 5.0


def take(path: Path, until: Callable[[], object], device: str = "default", program: str = "arecord") -> None:
    """Record into ``path`` (WAV, 48 kHz, mono) until ``until`` returns, a minute at most. E-SPK-02."""
    args = (program, "-q", "-D", device, "-t", "wav", "-f", "S16_LE", "-r", "48000", "-c", "1")
    try:
        process = subprocess.Popen(
            (*args, "-d", str(_LONGEST_S), str(path)), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        raise KioskError(NO_MICROPHONE, f"没有 {program}，装上 alsa-utils 再试") from None
    with process:
        try:
            until()
        finally:
            process.send_signal(signal.SIGINT)  # it writes the file's length before it ends
            try:
                process.wait(_CLOSE_S)
            except subprocess.TimeoutExpired:
                process.kill()
    if not path.exists():
        raise KioskError(NO_MICROPHONE, "话筒没接上，或被别的程序占着")
