"""An evaluator of any profile: its frames are made from the profile's own patterns.

Verbs (each answers with the state):

- ``press`` ``level=1..5`` [``times=N``: a worn key]. It speaks whether it was asked or not: what to make of
  that is the driver's business.
- ``timeout``: it gives up waiting now.
- ``alive`` ``state=on|off``: off = it answers no heartbeat.
"""

from collections.abc import Mapping
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.evaluator.profile import Profile, Result
from kiosk.devices.evaluator.protocol import Layout, command, layouts
from kiosk.devices.simulation import Reply

THINKING: Final = 0.02  # s
_TIMES_MOST: Final = 20


class EvaluatorSimulator:
    """Implements Simulator, Timed and Powered of :mod:`kiosk.devices.simulation`."""

    name = "evaluator"

    def __init__(self, profile: Profile, clock: Clock, address: int = 1, baud: int = 0) -> None:
        self.baud = baud or profile.serial.baud
        self.asking = False
        self.pressed: list[int] = []
        self._profile = profile
        self._clock = clock
        self._address = address
        self._layouts = layouts(profile)
        self._alive = True
        self._until: float | None = None
        self._heard = b""
        self._pending: list[Reply] = []
        heartbeat = profile.heartbeat.send if profile.heartbeat else None
        self._words = {
            name: command(template, profile, address)
            for name, template in (("start", profile.start), ("stop", profile.stop), ("beat", heartbeat))
            if template is not None
        }

    # ---- Simulator -----------------------------------------------------------------------------------

    def receive(self, data: bytes) -> list[Reply]:
        self._heard += data
        replies: list[Reply] = []
        while (found := self._next_word()) is not None:
            if found == "beat" and self._alive:
                replies.append(Reply(self._frame("alive"), THINKING))
            elif found == "start":
                self._begin()
            elif found == "stop":
                self._end()
        return replies

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb == "press":
            self._press(_number(args, "level", 1, 5), _number(args, "times", 1, _TIMES_MOST, default=1))
        elif verb == "timeout":
            self._give_up()
        elif verb == "alive":
            if args.get("state") not in ("on", "off"):
                raise ValueError("alive needs state=on|off")
            self._alive = args["state"] == "on"
        elif verb != "status":
            raise ValueError(f"an evaluator does not know {verb!r}; it knows press, timeout, alive, status")
        return {"asking": self.asking, "alive": self._alive, "pressed": list(self.pressed)}

    def unsolicited(self) -> list[Reply]:
        if self._until is not None and self._clock.monotonic() >= self._until:
            self._give_up()
        pending, self._pending = self._pending, []
        return pending

    def next_due(self) -> float | None:
        return self._until

    def power_off(self) -> None:
        self._end()
        self._heard = b""
        self._pending.clear()

    # ---- the device ----------------------------------------------------------------------------------

    def _next_word(self) -> str | None:
        """The first command heard, cut out of the stream; what cannot become one is dropped."""
        found = [(at, name) for name, word in self._words.items() if (at := self._heard.find(word)) >= 0]
        if not found:
            longest = max((len(word) for word in self._words.values()), default=1)
            self._heard = self._heard[-(longest - 1) :] if longest > 1 else b""
            return None
        at, name = min(found)
        self._heard = self._heard[at + len(self._words[name]) :]
        return name

    def _begin(self) -> None:
        self.asking = True
        self._until = self._clock.monotonic() + self._profile.timeout_s

    def _end(self) -> None:
        self.asking = False
        self._until = None

    def _press(self, level: int, times: int) -> None:
        frame = self._frame(level)
        self.pressed.append(level)
        self._pending += [Reply(frame) for _ in range(times)]
        self._end()

    def _give_up(self) -> None:
        self._end()
        if any(self._says(layout, "none") for layout in self._layouts):
            self._pending.append(Reply(self._frame("none")))

    def _frame(self, result: Result | str) -> bytes:
        for layout in self._layouts:
            if self._says(layout, result):
                return layout.make(result if result in layout.levels else None, self._address)
        raise ValueError(f"this model has nothing to say for {result!r}")

    def _says(self, layout: Layout, result: Result | str) -> bool:
        return result in layout.levels or layout.frame.result == result


def _number(args: Mapping[str, str], name: str, least: int, most: int, default: int | None = None) -> int:
    text = args.get(name, "" if default is None else str(default))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ValueError(f"{name} must be a whole number from {least} to {most}")
    return int(text)
