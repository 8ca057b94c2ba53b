"""How the other programs ask the helper. Short: everything that counts is checked at the other end."""

from pathlib import Path
from typing import Final

from kiosk.errors import KioskError
from kiosk.helper import protocol as p
from kiosk.sockets import ask_line
from kiosk.wire.signing import SignedText

SOCKET: Final = Path("/run/kiosk-helper.sock")
_WITHIN_S: Final = 60.0  # a verb may run a program twice


class HelperClient:
    """``path``: where the helper's door is; on a terminal always the same place."""

    def __init__(self, path: Path = SOCKET, within_s: float = _WITHIN_S) -> None:
        self._path = path
        self._within_s = within_s

    def ask(self, question: p.Question) -> p.Answer:
        """Raises KioskError E-HLP-01 (nobody answers) or E-HLP-02 (not done; the detail says why)."""
        line = p.write_question(question)
        try:
            answer = p.read_answer(ask_line(self._path, line, within=self._within_s, longest=p.LONGEST))
        except (OSError, p.BadQuestion) as error:
            raise KioskError("E-HLP-01", f"{self._path}: {error}") from error
        if not answer.ok:
            raise KioskError("E-HLP-02", f"{question.verb}: {answer.reason} {answer.detail}".rstrip())
        return answer

    def clock_nonce(self) -> str:
        """To be sworn to by the hub within a minute. Raises KioskError."""
        return self.ask(p.ClockNonce()).nonce

    def step_clock(self, word: SignedText) -> None:
        """Sets the clock by the hub's word about a nonce of ``clock_nonce``. Raises KioskError."""
        self.ask(p.StepClock(word=word.model_dump_json()))
