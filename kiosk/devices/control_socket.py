"""Steers simulators from other programs: one JSON line in, one JSON line out, over a Unix socket.

``{"device": "idcard", "verb": "present", "args": {"person": "resident"}}`` is answered with
``{"ok": true, "state": {…}}`` or ``{"ok": false, "error": "…"}``. Only the user who started it may connect.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kiosk.sockets import Bounds, LineServer

_LONGEST_LINE: Final = 65_536

Control = Callable[[str, str, Mapping[str, str]], Mapping[str, object]]


class ControlSocket(LineServer):
    """Listens from construction on; ``start`` serves on a thread of its own."""

    def __init__(self, path: Path, control: Control) -> None:
        super().__init__(
            path,
            lambda line, _peer: json.dumps(answer_line(line, control), ensure_ascii=False).encode(),
            mode=0o600,
            bounds=Bounds(_LONGEST_LINE),
            name="simulator-control",
        )


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
