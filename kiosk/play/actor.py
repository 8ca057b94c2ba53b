"""Plays a step on the terminal of this very process, which ``kiosk play`` has started itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image

from kiosk.clock import Clock
from kiosk.devices.simulators import SimulatorBench
from kiosk.play.expectation import Essence, essence, unmet
from kiosk.play.hands import Hands, Tapped
from kiosk.play.pad import KeypadHand, SaidSoFar
from kiosk.play.player import Player, Sight, device_verb, refused_by
from kiosk.play.record import Record
from kiosk.play.remote import Remote, StepFailed
from kiosk.play.schema import DeviceVerb, Expect, HubStep, Step
from kiosk.play.strokes import Drawn
from kiosk.play.visit_clock import LaterClock
from kiosk.play.xserver import XServer

_UNCHANGED_FRAMES: Final = 12  # as long as something must stay as it is before it is believed to
_TICK_S: Final = 10.0


@dataclass(frozen=True)
class Stage:
    """Everything a step may act on. ``bench`` and ``hub`` are None where there are none to steer."""

    remote: Remote
    hands: Hands
    server: XServer
    window: int
    connection: int  # address of the display connection the window is drawn with
    clock: Clock
    visit_clock: LaterClock
    record: Record
    size: tuple[int, int]
    key_name: Callable[[str], str]
    bench: SimulatorBench | None = None
    hub: Callable[[HubStep], None] | None = None
    said: SaidSoFar = tuple  # nothing, of a terminal that says nothing


class Actor(Player):
    """``strokes``: how the characters of this journey are drawn."""

    def __init__(self, stage: Stage, name: str, strokes: Drawn) -> None:
        super().__init__(name, stage.clock, stage.record)
        self._stage = stage
        self._remote = stage.remote
        self._strokes = strokes
        self._before: Essence | None = None
        self._told = 0  # how much had been said before this step
        self._keypad: KeypadHand | None = None

    def look(self) -> Sight:
        remote = self._remote
        return remote.ask(lambda: Sight(*remote.probe.screen(), tuple(remote.probe.uids())))

    def settle(self) -> None:
        self._remote.settle()

    def grab(self) -> Image.Image:
        """What stands on the display once the server has taken the last frame."""
        stage = self._stage
        self._remote.ask(lambda: stage.server.finish(stage.connection))
        return stage.server.grab(*stage.server.origin(stage.window), *stage.size)

    # ---- actions

    def act(self, step: Step) -> Tapped | None:
        hands = self._stage.hands
        self._before, self._told = self._remote.ask(
            lambda: (essence(self._remote.runtime.state), len(self._stage.said()))
        )
        match step.action:
            case "touch":
                return hands.tap(step.touch or "")
            case "touch_at":
                assert step.touch_at is not None
                return hands.tap_at(*step.touch_at)
            case "write":
                assert step.write is not None
                hands.write(step.write, self._strokes)
            case "keys":
                hands.keys(step.keys or "", self._stage.key_name)
            case "key":
                hands.key(step.key or "")
            case "click":
                assert step.click is not None
                hands.click(step.click)
            case "keypad" | "reach" | "seek":
                self._by_keys(step)
            case _:
                self._world(step)
        return None

    def _by_keys(self, step: Step) -> None:
        if self._keypad is None:
            stage = self._stage
            assert stage.bench is not None  # refused before the play
            self._keypad = KeypadHand(self._remote, stage.bench, stage.clock, stage.said)
        try:
            self._keypad.press(step.keypad or ())
            if step.reach is not None:
                self._keypad.reach(step.reach)
            if step.seek is not None:
                self._keypad.seek(step.seek)
        except (ValueError, TimeoutError) as error:
            raise refused_by("keypad", error) from error

    def _world(self, step: Step) -> None:
        """What happens to the terminal rather than on its screen."""
        if (wanted := device_verb(step)) is not None:
            self._device(wanted)
        elif step.hub is not None:
            assert self._stage.hub is not None  # refused before the play
            self._stage.hub(step.hub)
        elif step.later is not None:
            self._later(step.later)

    def _device(self, wanted: DeviceVerb) -> None:
        assert self._stage.bench is not None  # refused before the play
        bench = self._stage.bench
        self.steer(wanted, lambda verb: bench.control(verb.name, verb.verb, verb.args))

    def _later(self, seconds: float) -> None:
        """Only the clock a visit is timed by moves on; wait until the visit has noticed."""
        due = self._stage.visit_clock.later(seconds)
        runtime = self._remote.runtime
        self._remote.until(
            lambda: True if runtime.state.now >= due else None, _TICK_S, lambda: "时钟没有往前走"
        )

    # ---- expectations

    def expect(self, expected: Expect) -> None:
        remote = self._remote
        before = self._before
        assert before is not None  # ``act`` came first
        reason = [""]
        calm = [0]

        def check() -> bool | None:
            said = self._stage.said()[self._told :]
            reason[0] = unmet(expected, remote.runtime.state, remote.probe, before, said)
            if not expected.unchanged:
                return None if reason[0] else True
            # What must stay as it is fails at once and holds only after a while.
            if reason[0]:
                raise StepFailed(reason[0])
            calm[0] += 1
            return True if calm[0] >= _UNCHANGED_FRAMES else None

        remote.until(check, expected.within, lambda: f"等了 {expected.within:g} 秒：{reason[0]}")
