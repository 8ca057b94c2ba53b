"""A simulator behind a serial line: every byte takes its time, and the cable can fail at any byte.

Pure discrete events: whoever owns time (a manual clock in tests, a pty's thread) says what time it is
and is told when to come back. Arrival times are computed from the line's own schedule and never from
"now plus a while", so a late caller does not slow the line down.

Cable verbs (``HOST_VERBS``): ``unplug``, ``plug``, ``garbage`` (``hex``, or ``bytes`` and ``seed``),
``half`` (the next reply ends after ``bytes`` bytes), ``cut`` (what is on its way to the host is lost now),
``stall`` (the device takes bytes and says nothing), ``resume``.
"""

import heapq
import itertools
import random
from collections.abc import Mapping
from typing import Final, Literal

from kiosk.devices.simulation import HOST_VERBS, Powered, Reply, Simulator, Timed

BITS_PER_BYTE: Final = 10  # start, eight data, stop
CHUNK: Final = 64  # bytes delivered together: a USB adapter's packet, and small against any reply
_EPSILON: Final = 1e-9  # below a nanosecond two floats are the same moment

Direction = Literal["in", "out"]
Args = Mapping[str, str]


def wire_seconds(count: int, baud: int) -> float:
    """Time ``count`` bytes need on the wire."""
    return count * BITS_PER_BYTE / baud


class SimulatedLine:
    """``host_baud`` is the speed the host's end is set to; None = whatever the device uses.

    ``written`` and ``delivered`` count bytes that reached the device and the host since construction.
    """

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        # Asked for every byte: a runtime protocol check there costs more than all the rest.
        self._timed = simulator if isinstance(simulator, Timed) else None
        self.host_baud: int | None = None
        self.plugged = True
        self.stalled = False
        self.generation = 0  # one more with every unplug: a handle opened before it is dead
        self.written = 0
        self.delivered = 0
        self._order = itertools.count()
        self._events: list[tuple[float, int, Direction, bytes]] = []
        self._in_free = 0.0
        self._out_free = 0.0
        self._queued_in = 0
        self._half: int | None = None
        # One more whenever what is under way in that direction gets lost.
        self._epochs: dict[Direction, int] = {"in": 0, "out": 0}
        self._triggers: dict[Direction, list[tuple[int, int, str, Args]]] = {"in": [], "out": []}

    # ---- the host's side -------------------------------------------------------------------------

    @property
    def backlog(self) -> int:
        """Bytes the host wrote that have not reached the device."""
        return self._queued_in

    def host_wrote(self, now: float, data: bytes) -> None:
        """The host put ``data`` on the line at ``now``."""
        if not self.plugged:
            return
        self._in_free = self._queue(max(now, self._in_free), "in", data)
        self._queued_in += len(data)

    def next_due(self) -> float | None:
        """When ``run`` has something to do; None = nothing until the host writes or steers."""
        moments = [self._events[0][0]] if self._events else []
        if self.plugged and not self.stalled and self._timed is not None:
            own = self._timed.next_due()
            moments += [own] if own is not None else []
        return min(moments, default=None)

    def run(self, now: float) -> bytes:
        """Let everything due by ``now`` happen; the bytes that reached the host."""
        arrived = bytearray()
        while True:
            self._ask_unsolicited(now)
            if not self._events or self._events[0][0] > now + _EPSILON:
                return bytes(arrived) if self.plugged else b""
            at, _, direction, data = heapq.heappop(self._events)
            self._pass(at, direction, data, arrived)

    def at_byte(self, direction: Direction, count: int, verb: str, args: Args | None = None) -> None:
        """Apply ``verb`` right after the ``count``-th byte reached the device ("in") or the host ("out")."""
        triggers = self._triggers[direction]
        triggers.append((count, next(self._order), verb, args or {}))
        triggers.sort(key=lambda row: row[:2])

    # ---- steering --------------------------------------------------------------------------------

    def control(self, now: float, verb: str, args: Args) -> Mapping[str, object]:
        """A cable verb, or one of the simulator's. ValueError says in one sentence what was wrong."""
        if verb in HOST_VERBS:
            self._cable(now, verb, args)
            return {"plugged": self.plugged, "stalled": self.stalled}
        state = self.simulator.control(verb, args)
        self._ask_unsolicited(now)
        return state

    def _cable(self, now: float, verb: str, args: Args) -> None:
        if verb == "unplug":
            self._unplug()
        elif verb == "plug":
            self.plugged = True
        elif verb == "garbage":
            self._inject(now, _noise(args))
        elif verb == "half":
            self._half = _count(args)
        elif verb == "cut":
            self._lose("out")
        elif verb == "stall":
            self.stalled = True
            self._lose("out")
        else:
            self.stalled = False

    def _unplug(self) -> None:
        if not self.plugged:
            return
        self.plugged = False
        self.generation += 1
        self._lose("in")
        self._lose("out")
        self._in_free = self._out_free = 0.0
        self._half = None
        if isinstance(self.simulator, Powered):
            self.simulator.power_off()

    def _inject(self, now: float, noise: bytes) -> None:
        """Noise does not wait for its turn: it lands between the bytes of a frame under way."""
        for offset in range(0, len(noise), CHUNK):
            part = noise[offset : offset + CHUNK]
            self._push(now + wire_seconds(offset, self.simulator.baud), "out", part)

    def _lose(self, direction: Direction) -> None:
        self._events = [event for event in self._events if event[2] != direction]
        heapq.heapify(self._events)
        if direction == "in":
            self._queued_in = 0
        self._epochs[direction] += 1

    # ---- what happens to a byte ------------------------------------------------------------------

    def _queue(self, start: float, direction: Direction, data: bytes) -> float:
        """Each chunk is due when its last byte has passed; returns when the line is free again."""
        baud = self.simulator.baud
        size = 1 if self._triggers[direction] else CHUNK  # a fault at a byte happens at that byte's time
        for offset in range(0, len(data), size):
            part = data[offset : offset + size]
            self._push(start + wire_seconds(offset + len(part), baud), direction, part)
        return start + wire_seconds(len(data), baud)

    def _push(self, at: float, direction: Direction, data: bytes) -> None:
        heapq.heappush(self._events, (at, next(self._order), direction, data))

    def _pass(self, at: float, direction: Direction, data: bytes, arrived: bytearray) -> None:
        """Hand over one chunk up to the next byte where a fault is due; the rest is queued anew."""
        epoch = self._epochs[direction]
        self._fire(at, direction)
        if epoch != self._epochs[direction]:
            return
        size = min(len(data), self._until_trigger(direction))
        part, rest = data[:size], data[size:]
        if direction == "in":
            self._queued_in -= size
            self.written += size
            self._reach_device(at, part)
        else:
            self.delivered += size
            arrived += self._as_heard(part)
        self._fire(at, direction)
        if rest and epoch == self._epochs[direction]:
            self._push(at, direction, rest)

    def _passed(self, direction: Direction) -> int:
        return self.written if direction == "in" else self.delivered

    def _until_trigger(self, direction: Direction) -> int:
        triggers = self._triggers[direction]
        return triggers[0][0] - self._passed(direction) if triggers else CHUNK

    def _fire(self, at: float, direction: Direction) -> None:
        triggers = self._triggers[direction]
        while triggers and triggers[0][0] <= self._passed(direction):
            _, _, verb, args = triggers.pop(0)
            self.control(at, verb, args)

    def _reach_device(self, at: float, data: bytes) -> None:
        if not self.stalled:
            self._send(at, self.simulator.receive(self._as_heard(data)))

    def _ask_unsolicited(self, now: float) -> None:
        if self.plugged and not self.stalled:
            self._send(now, self.simulator.unsolicited())

    def _send(self, at: float, replies: list[Reply]) -> None:
        for reply in replies:
            data = reply.data
            if self._half is not None and data:
                data, self._half = data[: self._half], None
            self._out_free = self._queue(max(at + reply.delay, self._out_free), "out", data)

    def _as_heard(self, data: bytes) -> bytes:
        """With different speeds at the two ends nothing readable arrives."""
        if self.host_baud is None or self.host_baud == self.simulator.baud:
            return data
        return bytes((value * 167 + 13) & 0xFF | 0x40 for value in data)


def _count(args: Args) -> int:
    try:
        count = int(args.get("bytes", "16"))
    except ValueError:
        raise ValueError("'bytes' must be a whole number") from None
    if not 0 <= count <= 65536:
        raise ValueError("'bytes' must be between 0 and 65536")
    return count


def _noise(args: Args) -> bytes:
    if "hex" in args:
        try:
            return bytes.fromhex(args["hex"])
        except ValueError:
            raise ValueError("'hex' must be pairs of hexadecimal digits") from None
    try:
        seed = int(args.get("seed", "1"))
    except ValueError:
        raise ValueError("'seed' must be a whole number") from None
    return random.Random(seed).randbytes(_count(args))
