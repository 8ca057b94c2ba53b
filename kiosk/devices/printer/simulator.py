"""An ESC/POS printer at the end of its cable: takes jobs, answers DLE EOT, runs out of paper.

Like a real one it answers status at once, whatever else it is doing, and keeps what it could not print:
put in paper and the rest of the old job comes out first. Only pulling the plug empties its buffer.

Verbs (each answers with the state):

- ``paper`` ``state=out|near|ok`` [``lines=N``: it ends after N more printed lines]
- ``cover`` ``state=open|closed``; ``offline`` ``state=on|off``
- ``status`` ``state=on|off`` (off = never answers)
- ``cutter`` ``state=fail|ok|jam`` (jam = the next cut fails)
- ``jobs``: the printed jobs as hexadecimal, oldest first; ``clear`` forgets them
"""

from collections import deque
from collections.abc import Mapping
from typing import Final

from kiosk.devices.printer.tokens import Kind, Token, Tokenizer
from kiosk.devices.simulation import Reply

THINKING: Final = 0.001  # s before a status byte leaves
BUFFER: Final = 256 * 1024  # bytes not yet printed; more are lost, as without flow control
JOBS: Final = 50  # kept, oldest dropped

_FEEDS: Final = frozenset({"ESC d", "ESC J", "GS v"})
_VERBS: Final = {
    "paper": ("out", "near", "ok"),
    "cover": ("open", "closed"),
    "cutter": ("fail", "ok", "jam"),
    "offline": ("on", "off"),
    "status": ("on", "off"),
}


class PrinterSimulator:
    """Implements :class:`kiosk.devices.simulation.Simulator`.

    ``jobs``: the bytes that made each piece of paper cut off so far, without status questions.
    """

    name = "printer"

    def __init__(self, baud: int = 115200) -> None:
        self.baud = baud
        self.jobs: deque[bytes] = deque(maxlen=JOBS)
        self.lost = 0  # bytes that found the buffer full
        self._state = {"paper": "ok", "cover": "closed", "cutter": "ok", "offline": "off", "status": "on"}
        self._lines_left: int | None = None
        self._tail = b""  # the last two bytes heard: a question may come in pieces
        self._tokenizer = Tokenizer()
        self._waiting: deque[Token] = deque()
        self._held = 0
        self._printed = bytearray()
        self._pushes = 0  # GS a: which changes are pushed
        self._pushed: list[Reply] = []

    @property
    def printed(self) -> bytes:
        """What came out since the last cut."""
        return bytes(self._printed)

    # ---- Simulator -----------------------------------------------------------------------------------

    def receive(self, data: bytes) -> list[Reply]:
        replies = self._answers(data)
        for token in self._tokenizer.feed(data):
            if self._held + len(token.raw) > BUFFER:
                self.lost += len(token.raw)
            else:
                self._waiting.append(token)
                self._held += len(token.raw)
        self._print()
        return replies

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb == "jobs":
            return {"jobs": [job.hex() for job in self.jobs]}
        if verb == "clear":
            self.jobs.clear()
            return self._told()
        if verb not in _VERBS:
            raise ValueError(f"a printer does not know {verb!r}; it knows {', '.join(_VERBS)}, jobs, clear")
        state = args.get("state", "")
        if state not in _VERBS[verb]:
            raise ValueError(f"{verb} needs state={'|'.join(_VERBS[verb])}")
        self._state[verb] = state
        if verb == "paper":
            self._lines_left = _lines(args)
        self._push()
        self._print()
        return self._told()

    def unsolicited(self) -> list[Reply]:
        pushed, self._pushed = self._pushed, []
        return pushed

    def power_off(self) -> None:
        """Half a command, half a slip: gone. The paper in the slot stays where it is."""
        self._tail = b""
        self._tokenizer = Tokenizer()
        self._waiting.clear()
        self._held = 0
        self._pushes = 0
        self._pushed.clear()

    # ---- status --------------------------------------------------------------------------------------

    def _answers(self, data: bytes) -> list[Reply]:
        """Real-time questions are heard in every byte that passes, pictures included."""
        heard = self._tail + data
        self._tail = heard[-2:]
        if self._state["status"] == "off":
            return []
        questions = [heard[at + 2] for at in range(len(heard) - 2) if heard[at : at + 2] == b"\x10\x04"]
        return [Reply(bytes([self._status(number)]), THINKING) for number in questions if 1 <= number <= 4]

    @property
    def _stopped(self) -> bool:
        state = self._state
        return (
            state["paper"] == "out"
            or state["cover"] == "open"
            or state["cutter"] == "fail"
            or state["offline"] == "on"
        )

    def _status(self, number: int) -> int:
        state = self._state
        out = state["paper"] == "out"
        bits = {
            1: 0x08 * self._stopped,
            2: 0x04 * (state["cover"] == "open") | 0x20 * out | 0x40 * (state["cutter"] == "fail"),
            3: 0x08 * (state["cutter"] == "fail"),
            4: 0x60 * out | 0x0C * (out or state["paper"] == "near"),
        }
        return 0x12 | bits[number]

    def _push(self) -> None:
        """Automatic status back, when switched on: four bytes after a change."""
        if self._pushes & 0x0E:
            state = self._state
            first = 0x10 | 0x08 * self._stopped | 0x20 * (state["cover"] == "open")
            third = 0x0C * (state["paper"] == "out") | 0x03 * (state["paper"] != "ok")
            self._pushed.append(Reply(bytes([first, 0x08 * (state["cutter"] == "fail"), third, 0])))

    # ---- paper ---------------------------------------------------------------------------------------

    def _print(self) -> None:
        while self._waiting and not self._stopped:
            token = self._waiting[0]
            if token.name == "GS V" and self._state["cutter"] == "jam":
                self._state["cutter"] = "fail"
                self._push()
                return
            self._waiting.popleft()
            self._held -= len(token.raw)
            if not token.name.startswith("DLE"):
                self._printed += token.raw
            self._effect(token)

    def _effect(self, token: Token) -> None:
        if token.name == "GS V":
            self.jobs.append(bytes(self._printed))
            self._printed.clear()
        elif token.name == "GS a":
            self._pushes = token.body[0]
        elif (token.kind is Kind.CONTROL and token.raw == b"\n") or token.name in _FEEDS:
            self._feed()

    def _feed(self) -> None:
        if self._lines_left is not None:
            self._lines_left -= 1
            if self._lines_left <= 0:
                self._lines_left = None
                self._state["paper"] = "out"
                self._push()

    def _told(self) -> dict[str, object]:
        return {**self._state, "jobs": len(self.jobs), "unprinted": self._held}


def _lines(args: Mapping[str, str]) -> int | None:
    if "lines" not in args:
        return None
    if not args["lines"].isdecimal() or int(args["lines"]) < 1:
        raise ValueError("lines must be a whole number from 1")
    return int(args["lines"])
