"""Keeps the X server: opens it to the UI alone, hangs the calm picture, asks whether it still lives.

One process beside the X server and as long as it: when either ends, the service manager ends the other and
starts both anew. The sign of life is a real answer of the X server: one that hangs is killed too.
"""

import contextlib
import logging
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from kiosk.display.authority import write_authority
from kiosk.display.connection import DisplayError
from kiosk.display.root import RootWindow
from kiosk.systemd_notify import Notifier

_LOG: Final = logging.getLogger(__name__)
_SIGNALS: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGCHLD})
_OURS: Final = frozenset({"NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC"})
_LOOK_S: Final = 10.0  # without a watchdog that says how often
_END_S: Final = 3.0

Draw = Callable[[int, int], Image.Image]


class Server:
    """An X server started by ``command``, which gets ``-auth`` and ``-displayfd`` added.

    Raises DisplayError when it does not come up. Call from the main thread, which must stay.
    """

    def __init__(self, command: Sequence[str], authority: Path, environ: Mapping[str, str]) -> None:
        try:
            write_authority(authority)
        except OSError as error:
            raise DisplayError(f"{authority}: {error.strerror}") from error
        read, write = os.pipe()
        try:
            self._process = subprocess.Popen(
                [*command, "-auth", str(authority), "-displayfd", str(write)],
                pass_fds=(write,),
                stdin=subprocess.DEVNULL,
                # It would speak to the service manager itself, out of turn.
                env={name: value for name, value in environ.items() if name not in _OURS},
            )
        except OSError as error:
            os.close(read)
            raise DisplayError(f"{command[0]} cannot be started: {error.strerror}") from error
        finally:
            os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()  # end of file when it died
        if not number:
            self.close()
            raise DisplayError(f"{command[0]} did not come up")
        self.name = f":{number}"

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """Idempotent."""
        self._process.terminate()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def keep(server: Server, draw: Draw, notifier: Notifier) -> bool:
    """Hang the picture and watch until SIGTERM (True) or until the X server ends (False).

    ``draw(width, height)`` makes the picture. XAUTHORITY must name the server's cookie. Raises DisplayError.
    """
    # Blocked and waited for: nothing can come between looking and waiting.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        with contextlib.closing(RootWindow(server.name)) as root:
            root.paint(draw(*root.size()))
            notifier.ready()
            _LOG.info(
                "display.ready", extra={"display": server.name, "size": "x".join(map(str, root.size()))}
            )
            pause = notifier.watchdog_s / 3 if notifier.watchdog_s else _LOOK_S
            while server.running:
                got = signal.sigtimedwait(_SIGNALS, pause)
                if got is not None and got.si_signo != signal.SIGCHLD:
                    notifier.stopping()
                    return True
                if got is None:
                    root.sync()
                    notifier.alive()
            _LOG.error("display.gone")  # before the connection is closed: without a server that ends us
            return False
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
