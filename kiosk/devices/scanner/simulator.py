"""A scanner of any profile, and codes to hold before it.

Verbs (each answers with the state):

- ``scan`` ``text=…`` [``encoding=utf-8|gb18030``, ``hold_s=SECONDS``, ``times=N``]: a code is held before the
  window for so long (3 s), and read when the scanner looks; ``times``: it stutters, and sends each reading
  that often.
- ``scan`` ``hex=…`` in place of ``text``: what the code holds, byte for byte.
- ``take``: the code is taken away.
- ``noread``: it gives up looking now, and says so if its model does.
- ``suffix`` ``end=CR|LF|CRLF|TAB|none``: somebody set it to another end.
- ``alive`` ``state=on|off``: off = it takes commands and neither answers nor looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.scanner.profile import Profile
from kiosk.devices.simulation import Reply

THINKING: Final = 0.02  # s before an answer leaves
DECODING: Final = 0.15  # s from seeing a code to sending it
REREADING: Final = 0.8  # s until a model that always looks reads the same code again
HOLD_S: Final = 3.0
_HOLD_MOST: Final = 600.0
_TIMES_MOST: Final = 20
_BYTES_MOST: Final = 8192
_ENDS: Final = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t", "none": b""}
_VERBS: Final = ("scan", "take", "noread", "suffix", "alive")


@dataclass(frozen=True, slots=True)
class _Held:
    """What lies before the window. ``until``: Clock.monotonic."""

    data: bytes = field(repr=False)
    until: float
    times: int


class ScannerSimulator:
    """Implements Simulator, Timed and Powered of :mod:`kiosk.devices.simulation`. ``reads``: so far."""

    name = "scanner"

    def __init__(self, profile: Profile, clock: Clock, baud: int = 0) -> None:
        self.baud = baud or profile.serial.baud
        self.reads = 0
        self._profile = profile
        self._clock = clock
        self._end = _ENDS.get(profile.suffix, b"\r")
        self._alive = True
        self._looking = profile.on is None
        self._heard = b""
        self._held: _Held | None = None
        self._ready_at = 0.0  # when the next reading can be sent
        self._gives_up_at: float | None = None
        self._pending: list[Reply] = []
        commands = {"on": profile.on, "off": profile.off}
        commands |= {f"setup {number}": command for number, command in enumerate(profile.setup)}
        self._words = {name: command for name, command in commands.items() if command is not None}

    # ---- Simulator -----------------------------------------------------------------------------------

    def receive(self, data: bytes) -> list[Reply]:
        self._heard += data
        replies: list[Reply] = []
        while (word := self._next_word()) is not None:
            if not self._alive:
                continue
            if word in ("on", "off"):
                self._switch(word == "on")
            answer = self._words[word].answer
            if answer is not None:
                replies.append(Reply(bytes.fromhex(answer), THINKING))
        return replies

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb == "scan":
            self._hold(args)
        elif verb == "take":
            self._held = None
        elif verb == "noread":
            self._give_up()
        elif verb == "suffix":
            self._end = _ENDS[_one_of(args, "end", tuple(_ENDS))]
        elif verb == "alive":
            self._alive = _one_of(args, "state", ("on", "off")) == "on"
            self._looking = self._alive and self._profile.on is None
        else:
            raise ValueError(f"a scanner does not know {verb!r}; it knows {', '.join(_VERBS)}")
        return {
            "looking": self._looking,
            "held": self._held is not None,
            "alive": self._alive,
            "reads": self.reads,
        }

    def unsolicited(self) -> list[Reply]:
        now = self._clock.monotonic()
        if self._held is not None and now >= self._held.until:
            self._held = None
        if self._held is not None and self._looking and now >= self._ready_at:
            self._read(self._held, now)
        if self._gives_up_at is not None and now >= self._gives_up_at:
            self._give_up()
        pending, self._pending = self._pending, []
        return pending

    def next_due(self) -> float | None:
        moments = [self._gives_up_at] if self._gives_up_at is not None else []
        if self._held is not None:
            moments.append(self._held.until)
            if self._looking:
                moments.append(self._ready_at)
        return min(moments, default=None)

    def power_off(self) -> None:
        self._heard = b""
        self._pending.clear()
        self._switch(False)

    # ---- the device ----------------------------------------------------------------------------------

    def _next_word(self) -> str | None:
        """The first command heard, cut out of the stream; what cannot become one is dropped."""
        words = {name: command.data for name, command in self._words.items()}
        found = [(at, name) for name, word in words.items() if (at := self._heard.find(word)) >= 0]
        if not found:
            longest = max((len(word) for word in words.values()), default=1)
            self._heard = self._heard[-(longest - 1) :] if longest > 1 else b""
            return None
        at, name = min(found)
        self._heard = self._heard[at + len(words[name]) :]
        return name

    def _switch(self, on: bool) -> None:
        """``off`` does not darken a model without a trigger."""
        self._looking = on or self._profile.on is None
        now = self._clock.monotonic()
        self._ready_at = now + DECODING
        gives_up = self._profile.gives_up_s
        self._gives_up_at = now + gives_up if on and gives_up is not None else None

    def _hold(self, args: Mapping[str, str]) -> None:
        seconds = _seconds(args)
        now = self._clock.monotonic()
        self._held = _Held(_payload(args), now + seconds, _times(args))
        self._ready_at = max(self._ready_at, now + DECODING)

    def _read(self, held: _Held, now: float) -> None:
        """In trigger mode a model looks until it has read one."""
        self.reads += 1
        aim = b"]Q1" if self._profile.aim_prefix else b""
        self._pending += [Reply(aim + held.data + self._end) for _ in range(held.times)]
        self._ready_at = now + REREADING
        if self._profile.on is not None:
            self._looking, self._gives_up_at = False, None

    def _give_up(self) -> None:
        if self._profile.on is not None:
            self._looking, self._gives_up_at = False, None
        if self._profile.no_read and self._alive:
            self._pending.append(Reply(self._profile.no_read[0].encode() + self._end))


def _payload(args: Mapping[str, str]) -> bytes:
    if ("text" in args) == ("hex" in args):
        raise ValueError("scan needs either text or hex")
    try:
        encoding = _one_of(args, "encoding", ("utf-8", "gb18030"), "utf-8")
        data = bytes.fromhex(args["hex"]) if "hex" in args else args["text"].encode(encoding)
    except UnicodeEncodeError:
        raise ValueError("this text cannot be written in that encoding") from None
    except ValueError as error:
        if "hex" not in args:
            raise
        raise ValueError("hex must be pairs of hexadecimal digits") from error
    if not 0 < len(data) <= _BYTES_MOST:
        raise ValueError(f"a code holds 1 to {_BYTES_MOST} bytes")
    return data


def _one_of(args: Mapping[str, str], name: str, choices: tuple[str, ...], default: str = "") -> str:
    value = args.get(name, default)
    if value not in choices:
        raise ValueError(f"{name} must be {'|'.join(choices)}")
    return value


def _seconds(args: Mapping[str, str]) -> float:
    try:
        value = float(args.get("hold_s", HOLD_S))
    except ValueError:
        value = -1.0
    if not 0 < value <= _HOLD_MOST:
        raise ValueError(f"hold_s must be a number of seconds up to {_HOLD_MOST:.0f}")
    return value


def _times(args: Mapping[str, str]) -> int:
    text = args.get("times", "1")
    if not text.isdecimal() or not 1 <= int(text) <= _TIMES_MOST:
        raise ValueError(f"times must be a whole number from 1 to {_TIMES_MOST}")
    return int(text)
