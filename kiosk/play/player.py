"""Plays one step of a journey: does it, waits for what must follow, takes the picture, writes it down.

How the screen is looked at and touched is a subclass's: inside this process (``actor``), or from outside a
terminal that is running already (``far``).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image

from kiosk.clock import Clock, pause
from kiosk.display.connection import DisplayError
from kiosk.domain.flow import Screen
from kiosk.errors import KioskError
from kiosk.play.hands import Tapped
from kiosk.play.record import Record
from kiosk.play.remote import StepFailed
from kiosk.play.schema import NO_PICTURE, THE_SLIP, DeviceVerb, Expect, Step

Control = Callable[[DeviceVerb], Mapping[str, Any]]
_LOOK_S: Final = 0.05
_ASKED_LOOKS: Final = 100  # an evaluator that never asks is pressed all the same


@dataclass(frozen=True, slots=True)
class Sight:
    """Name and key of the screen shown, and the ids on it."""

    screen: str
    key: str
    uids: tuple[str, ...]


class Player(ABC):
    """``name`` of the journey stands in each step's entry."""

    def __init__(self, name: str, clock: Clock, record: Record) -> None:
        self._name = name
        self._clock = clock
        self._record = record

    def play(self, step: Step) -> str:
        """Why it did not happen, in one sentence; empty when it did. Recorded either way."""
        begun = self._clock.monotonic()
        entry: dict[str, object] = {"journey": self._name, "do": step.action, **_said(step)}
        failure = ""
        shot = "" if step.shot == NO_PICTURE else step.shot
        try:
            entry["screen_before"] = self.look().screen
            tapped = self.act(step)
            if tapped is not None:
                entry |= {"press_ms": tapped.press_ms, "frame_ms": tapped.frame_ms}
            if step.expect is not None:
                self.expect(step.expect)
            self.settle()
        except (StepFailed, DisplayError, KioskError) as error:
            failure = str(error)
            shot = "failed"
        entry["took_ms"] = round((self._clock.monotonic() - begun) * 1000, 1)
        entry |= self._after(shot, wanted=failure != "" or step.shot != NO_PICTURE)
        entry["result"] = failure or "ok"
        self._record.step(entry)
        return failure

    def steer(self, wanted: DeviceVerb, control: Control) -> None:
        """Tells a simulator through ``control``. StepFailed with its sentence when it refuses."""
        try:
            if (wanted.name, wanted.verb) == ("evaluator", "press"):
                self._await_question(control)
            control(wanted)
        except (ValueError, TimeoutError) as error:
            raise refused_by(wanted.name, error) from error

    def _await_question(self, control: Control) -> None:
        """A person presses when the evaluator speaks; the word to it may still be on the wire."""
        for _ in range(_ASKED_LOOKS):
            wanted = self.look().screen == Screen.RATE.value
            if not wanted or control(DeviceVerb(name="evaluator", verb="status"))["asking"]:
                return
            pause(self._clock, _LOOK_S)

    def _after(self, shot: str, *, wanted: bool) -> dict[str, object]:
        """Screen, key and picture; nothing when the terminal is gone."""
        try:
            seen = self.look()
            found: dict[str, object] = {
                "screen_after": seen.screen,
                "key_after": seen.key,
                "touchable": list(seen.uids),
            }
            if wanted and self._record.keeps_pictures:
                found["shot"] = self._record.picture(self.grab(), shot or seen.screen)
        except (StepFailed, DisplayError, KioskError):
            return {"screen_after": ""}
        return found

    @abstractmethod
    def look(self) -> Sight:
        """What is shown now. This and the others raise StepFailed, DisplayError, KioskError."""

    @abstractmethod
    def act(self, step: Step) -> Tapped | None:
        """Do it, if there is anything to be done."""

    @abstractmethod
    def expect(self, expected: Expect) -> None:
        """Return when all of it is true."""

    @abstractmethod
    def settle(self) -> None:
        """Return when what has changed is drawn."""

    @abstractmethod
    def grab(self) -> Image.Image:
        """The window as it stands on the display."""


def device_verb(step: Step) -> DeviceVerb | None:
    """What the step tells a simulator; None when it tells none."""
    if step.card is not None:
        if not step.card.person:
            return DeviceVerb(name="idcard", verb="remove")
        args = {"person": step.card.person, **step.card.fields}
        return DeviceVerb(name="idcard", verb="present", args=args)
    if step.press is not None:
        return DeviceVerb(name="evaluator", verb="press", args={"level": str(step.press)})
    if step.scan == THE_SLIP:
        return DeviceVerb(name="scanner", verb="slip")
    if step.scan is not None:
        return DeviceVerb(name="scanner", verb="scan", args={"text": step.scan})
    return step.device


def refused_by(name: str, why: object) -> StepFailed:
    return StepFailed(f"模拟设备 {name} 不接受：{why}")


def _said(step: Step) -> Mapping[str, object]:
    """The step as it was written."""
    written = step.model_dump(mode="json", exclude_defaults=True, exclude={"shot"})
    return {"wanted": written}
