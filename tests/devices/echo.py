"""The smallest simulator: answers every complete 4-byte message with it, reversed, twice over."""

from collections.abc import Mapping

from kiosk.devices.simulation import Reply


class EchoSimulator:
    """``delay`` seconds of thinking; verb ``say`` makes it speak by itself; ``baud`` as given."""

    def __init__(self, baud: int = 9600, delay: float = 0.0, times: int = 2) -> None:
        self.name = "echo"
        self.baud = baud
        self.delay = delay
        self.times = times
        self.heard = bytearray()
        self.powered_off = 0
        self._pending: list[Reply] = []

    def receive(self, data: bytes) -> list[Reply]:
        self.heard += data
        replies = []
        while len(self.heard) >= 4:
            message = bytes(self.heard[:4])
            del self.heard[:4]
            replies.append(Reply(message[::-1] * self.times, self.delay))
        return replies

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb != "say":
            raise ValueError(f"echo does not know {verb!r}")
        self._pending.append(Reply(args["text"].encode()))
        return {"said": args["text"]}

    def unsolicited(self) -> list[Reply]:
        pending, self._pending = self._pending, []
        return pending

    def power_off(self) -> None:
        self.heard.clear()
        self.powered_off += 1
