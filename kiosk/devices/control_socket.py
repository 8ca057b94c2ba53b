"""Steers simulators from other programs: one JSON line in, one JSON line out, over a Unix socket.

``{"device": "idcard", "verb": "present", "args": {"person": "resident"}}`` is answered with
``{"ok": true, "state": {…}}`` or ``{"ok": false, "error": "…"}``. Only the user who started it may connect.
"""

import json
import socketserver
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

_LONGEST_LINE: Final = 65_536
_POLL: Final = 0.1  # s between looks whether to stop

Control = Callable[[str, str, Mapping[str, str]], Mapping[str, object]]


class ControlSocket(socketserver.ThreadingUnixStreamServer):
    """Listens from construction on; ``start`` serves on a thread of its own."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, path: Path, control: Control) -> None:
        self.control = control
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # of a program that died
        super().__init__(str(path), _Talk, bind_and_activate=False)
        self.server_bind()
        path.chmod(0o600)
        self.server_activate()  # only now can anybody connect
        self._path = path
        self._thread = threading.Thread(
            target=self.serve_forever, args=(_POLL,), name="simulator-control", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._path.unlink(missing_ok=True)


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, ControlSocket)
        while line := self.rfile.readline(_LONGEST_LINE):
            answer = answer_line(line, self.server.control)
            try:
                self.wfile.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
            except OSError:
                return  # gone without waiting for the answer


def answer_line(line: bytes, control: Control) -> dict[str, object]:
    """What one line is answered; never raises."""
    try:
        command = json.loads(line)
        if not isinstance(command, dict):
            raise ValueError("a command is a JSON object")
        unknown = command.keys() - {"device", "verb", "args"}
        device, verb, args = command.get("device"), command.get("verb"), command.get("args", {})
        if unknown or not isinstance(device, str) or not isinstance(verb, str) or not isinstance(args, dict):
            raise ValueError('a command is {"device": name, "verb": verb, "args": {name: text}}')
        state = control(device, verb, {str(name): _text(value) for name, value in args.items()})
    except (ValueError, TimeoutError, RecursionError) as error:
        return {"ok": False, "error": str(error) or type(error).__name__}
    return {"ok": True, "state": dict(state)}


def _text(value: object) -> str:
    """Verbs take text; numbers and booleans are written as JSON writes them."""
    return value if isinstance(value, str) else json.dumps(value)
