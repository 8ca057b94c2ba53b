"""Plays one step of a journey: does it, waits for what must follow, takes the picture, writes it down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image

from kiosk.clock import Clock
from kiosk.devices.simulators import SimulatorBench
from kiosk.display.connection import DisplayError
from kiosk.play.expectation import Essence, essence, unmet
from kiosk.play.hands import Hands, Tapped
from kiosk.play.record import Record
from kiosk.play.remote import Remote, StepFailed
from kiosk.play.schema import NO_PICTURE, Card, DeviceVerb, Expect, Step
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
    hub: Callable[[bool], None] | None = None


class Actor:
    """``strokes``: how the characters of this journey are drawn; ``name`` stands in each step's entry."""

    def __init__(self, stage: Stage, name: str, strokes: Drawn) -> None:
        self._stage = stage
        self._remote = stage.remote
        self._name = name
        self._strokes = strokes

    def play(self, step: Step) -> str:
        """Why it did not happen, in one sentence; empty when it did. Recorded either way."""
        begun = self._stage.clock.monotonic()
        entry: dict[str, object] = {"journey": self._name, "do": step.action, **_said(step)}
        failure = ""
        shot = "" if step.shot == NO_PICTURE else step.shot
        try:
            before = self._remote.ask(self._look)
            entry["screen_before"] = before[0]
            tapped = self._act(step)
            if tapped is not None:
                entry |= {"press_ms": tapped.press_ms, "frame_ms": tapped.frame_ms}
            if step.expect is not None:
                self._expect(step.expect, before[2])
            self._remote.settle()
        except (StepFailed, DisplayError) as error:
            failure = str(error)
            shot = "failed"
        entry["took_ms"] = round((self._stage.clock.monotonic() - begun) * 1000, 1)
        entry |= self._after(shot, wanted=failure != "" or step.shot != NO_PICTURE)
        entry["result"] = failure or "ok"
        self._stage.record.step(entry)
        return failure

    def _look(self) -> tuple[str, str, Essence]:
        return (*self._remote.probe.screen(), essence(self._remote.runtime.state))

    def _after(self, shot: str, *, wanted: bool) -> dict[str, object]:
        """Screen, key and picture; nothing when the terminal is gone."""
        try:
            screen, key, _ = self._remote.ask(self._look)
            ids = self._remote.ask(self._remote.probe.uids)
            found: dict[str, object] = {"screen_after": screen, "key_after": key, "touchable": ids}
            if wanted:
                found["shot"] = self._stage.record.picture(self._grab(), shot or screen)
        except (StepFailed, DisplayError):
            return {"screen_after": ""}
        return found

    def _grab(self) -> Image.Image:
        """What stands on the display once the server has taken the last frame."""
        stage = self._stage
        self._remote.ask(lambda: stage.server.finish(stage.connection))
        return stage.server.grab(*stage.server.origin(stage.window), *stage.size)

    # ---- actions

    def _act(self, step: Step) -> Tapped | None:
        hands = self._stage.hands
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
            case _:
                self._world(step)
        return None

    def _world(self, step: Step) -> None:
        """What happens to the terminal rather than on its screen."""
        if step.card is not None:
            self._card(step.card)
        elif step.device is not None:
            self._device(step.device)
        elif step.press is not None:
            self._device(DeviceVerb(name="evaluator", verb="press", args={"level": str(step.press)}))
        elif step.hub is not None:
            assert self._stage.hub is not None  # refused before the play
            self._stage.hub(step.hub == "up")
        elif step.later is not None:
            self._later(step.later)

    def _card(self, card: Card) -> None:
        if card.person:
            args = {"person": card.person, **card.fields}
            self._device(DeviceVerb(name="idcard", verb="present", args=args))
        else:
            self._device(DeviceVerb(name="idcard", verb="remove"))

    def _device(self, wanted: DeviceVerb) -> None:
        assert self._stage.bench is not None  # refused before the play
        try:
            self._stage.bench.control(wanted.name, wanted.verb, wanted.args)
        except (ValueError, TimeoutError) as error:
            raise StepFailed(f"模拟设备 {wanted.name} 不接受：{error}") from error

    def _later(self, seconds: float) -> None:
        """Only the clock a visit is timed by moves on; wait until the visit has noticed."""
        due = self._stage.visit_clock.later(seconds)
        runtime = self._remote.runtime
        self._remote.until(
            lambda: True if runtime.state.now >= due else None, _TICK_S, lambda: "时钟没有往前走"
        )

    # ---- expectations

    def _expect(self, expected: Expect, before: Essence) -> None:
        remote = self._remote
        reason = [""]
        calm = [0]

        def check() -> bool | None:
            reason[0] = unmet(expected, remote.runtime.state, remote.probe, before)
            if not expected.unchanged:
                return None if reason[0] else True
            # What must stay as it is fails at once and holds only after a while.
            if reason[0]:
                raise StepFailed(reason[0])
            calm[0] += 1
            return True if calm[0] >= _UNCHANGED_FRAMES else None

        remote.until(check, expected.within, lambda: f"等了 {expected.within:g} 秒：{reason[0]}")


def _said(step: Step) -> Mapping[str, object]:
    """The step as it was written."""
    written = step.model_dump(mode="json", exclude_defaults=True, exclude={"shot"})
    return {"wanted": written}
