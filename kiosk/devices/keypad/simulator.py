"""A keypad seen from its plug: key events as the kernel gives them.

Verbs: ``press`` with ``key`` (a name of ``domain.focus.Key``) or ``code`` (the kernel's number), ``times``
(1), ``every_s`` (0) and ``after_s`` (0); ``hold`` with ``key`` or ``code`` and ``repeats``: one press that
the kernel repeats; ``lose``: the kernel's buffer ran over. The cable's verbs are the line's.
"""

from collections.abc import Mapping
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.keypad.protocol import KEYS, dropped, encode
from kiosk.devices.simulation import Reply
from kiosk.domain.focus import Key

UP: Final = 0
DOWN: Final = 1
REPEATED: Final = 2
MOST: Final = 500
LONGEST_S: Final = 60.0
_PRESSED_S: Final = 0.06  # how long a finger stays on a key


class KeypadSimulator:
    """Implements :class:`Simulator`, :class:`Timed` and :class:`Powered`."""

    name = "keypad"

    def __init__(self, clock: Clock, baud: int) -> None:
        self.baud = baud
        self._clock = clock
        self._due: list[tuple[float, bytes]] = []

    def receive(self, data: bytes) -> list[Reply]:
        """Nobody writes to it."""
        return []

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        now = self._clock.monotonic()
        if verb == "press":
            code, times = _code(args), _count(args, "times", 1)
            every, after = _seconds(args, "every_s"), _seconds(args, "after_s")
            for index in range(times):
                at = now + after + index * every
                self._say(at, encode(code, DOWN, at))
                self._say(at + min(_PRESSED_S, every), encode(code, UP, at))
            return {"code": code, "times": times}
        if verb == "hold":
            code, repeats = _code(args), _count(args, "repeats", 20)
            strokes = encode(code, DOWN, now) + encode(code, REPEATED, now) * repeats + encode(code, UP, now)
            self._say(now, strokes)
            return {"code": code, "repeats": repeats}
        if verb == "lose":
            self._say(now, dropped())
            return {}
        raise ValueError(f"a keypad knows no {verb!r}; there are press, hold, lose")

    def _say(self, at: float, data: bytes) -> None:
        self._due.append((at, data))
        self._due.sort(key=lambda one: one[0])

    def unsolicited(self) -> list[Reply]:
        now = self._clock.monotonic()
        ripe = [data for at, data in self._due if at <= now]
        self._due = [(at, data) for at, data in self._due if at > now]
        return [Reply(data) for data in ripe]

    def next_due(self) -> float | None:
        return self._due[0][0] if self._due else None

    def power_off(self) -> None:
        """What was not yet told is never told."""
        self._due.clear()


def _code(args: Mapping[str, str]) -> int:
    """Of the numeric keypad where a key has several."""
    if "code" in args:
        try:
            return int(args["code"])
        except ValueError:
            raise ValueError(f"{args['code']!r} is no number of a key") from None
    name = args.get("key", Key.PRESS.value)
    codes = [code for code, key in KEYS.items() if key.value == name]
    if not codes:
        known = ", ".join(key.value for key in Key)
        raise ValueError(f"no key {name!r}; there are {known}")
    return codes[-1]


def _seconds(args: Mapping[str, str], name: str) -> float:
    try:
        wanted = float(args.get(name, "0"))
    except ValueError:
        raise ValueError(f"{args[name]!r} is no number of seconds") from None
    if not 0 <= wanted <= LONGEST_S:
        raise ValueError(f"{name} is 0 to {LONGEST_S:g} seconds")
    return wanted


def _count(args: Mapping[str, str], name: str, usual: int) -> int:
    try:
        wanted = int(args.get(name, str(usual)))
    except ValueError:
        raise ValueError(f"{args[name]!r} is no number") from None
    if not 1 <= wanted <= MOST:
        raise ValueError(f"{name} is 1 to {MOST}")
    return wanted
