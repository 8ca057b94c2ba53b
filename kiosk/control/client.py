"""A command's end: asks the running screen, or finds that none runs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.control.protocol import LONGEST_ANSWER, SOCKET, read_answer, write_question
from kiosk.errors import ERRORS, KioskError
from kiosk.sockets import ask_line

ANSWER_S: Final = 15.0
_UNANSWERED: Final = "E-APP-03"
_USAGE: Final = "E-CFG-02"


def ask(
    run_path: Path, verb: str, args: Mapping[str, str] | None = None, within: float = ANSWER_S
) -> dict[str, object] | None:
    """What the screen answers; None when no screen runs with this configuration.

    Raises KioskError: E-APP-03 when one runs and does not answer or does not let this user ask, else the
    code of its refusal.
    """
    try:
        line = ask_line(
            run_path / SOCKET, write_question(verb, args or {}), within=within, longest=LONGEST_ANSWER
        )
        answer = read_answer(line)
    except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise KioskError(_UNANSWERED, "这个用户不能问界面，用 root 或界面自己的用户") from error
    except (OSError, ValueError) as error:
        raise KioskError(_UNANSWERED) from error
    if answer.ok:
        return dict(answer.answer)
    raise KioskError(answer.code if answer.code in ERRORS else _UNANSWERED, answer.error)
