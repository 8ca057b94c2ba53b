"""``kiosk play --attach``: a journey on a terminal that runs already, an installed one for example."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.clock import Clock, SystemClock, pause
from kiosk.config import Config
from kiosk.control.client import ask
from kiosk.display.connection import DisplayError
from kiosk.errors import KioskError
from kiosk.play.far import FarPlayer
from kiosk.play.reader import JourneyError
from kiosk.play.record import Record
from kiosk.play.remote import StepFailed
from kiosk.play.schema import DeviceVerb, Expect, Step
from kiosk.play.session import Outcome, Script, perform, read_scripts, steps_of
from kiosk.play.xserver import XServer
from kiosk.sockets import ask_line

_STEER_S: Final = 20.0
_AWAY_S: Final = 20.0  # a screen that is being replaced is away for about a second
_LOOK_S: Final = 0.1
_LONGEST: Final = 4 * 1024 * 1024  # the printer tells all its paper at once
_UNSEEN: Final = "接在运行中的界面上看不到文字"
_NOT_FROM_HERE: Final = {
    "write": f"{_UNSEEN}，认不出手写的候选字",
    "hub": "中心不归这里开关",
    "later": "运行中的界面的时钟不能拨",
    "keypad": f"{_UNSEEN}，不知道按键听到没有",
    "reach": f"{_UNSEEN}，不知道框在哪里",
    "seek": "接在运行中的界面上听不到念了什么",
}
_WORDS: Final = ("text", "no_text", "identity", "unchanged", "focus", "heard", "aloud", "taken", "can_record")


def prepare_attach(paths: Sequence[Path], control: Path | None) -> list[Script]:
    """Reads every journey and refuses what cannot be done or seen from outside. Raises JourneyError."""
    scripts, problems = read_scripts(paths)
    for script in scripts:
        for number, step in enumerate(script.journey.steps, start=1):
            where = f"{script.path} 第 {number} 步"
            problems += [f"{where}：{problem}" for problem in _unplayable(step, control)]
    if problems:
        raise JourneyError(problems)
    return scripts


def _unplayable(step: Step, control: Path | None) -> Iterator[str]:
    if step.action in _NOT_FROM_HERE:
        yield f"{step.action} 做不了，{_NOT_FROM_HERE[step.action]}"
    if step.simulated and control is None:
        yield f"{step.action} 要有模拟设备，用 --control 指出 kiosk simulate 的套接字"
    asked = step.expect or Expect()
    for name in _WORDS:
        if getattr(asked, name) not in (None, (), False):
            yield f"expect.{name} 等不了，{_UNSEEN}和填的内容"


class Attached:
    """Implements :class:`kiosk.play.far.Far` over the two sockets."""

    def __init__(self, run_path: Path, control: Path | None, clock: Clock) -> None:
        self._run_path = run_path
        self._control = control
        self._clock = clock
        self._met = False

    def ask(self, verb: str) -> Mapping[str, Any]:
        """A screen that was there is waited for: after a visit its process is replaced (ADR 0095)."""
        end = self._clock.monotonic() + (_AWAY_S if self._met else 0.0)
        while True:
            last = self._clock.monotonic() >= end
            try:
                answer = ask(self._run_path, verb)
            except KioskError:
                if last:
                    raise
                answer = None
            if answer is not None:
                self._met = True
                return answer
            if last:
                raise StepFailed("界面没有运行")
            pause(self._clock, _LOOK_S)

    def steer(self, wanted: DeviceVerb) -> Mapping[str, Any]:
        """Raises ValueError with the simulator's sentence."""
        assert self._control is not None  # refused before the play
        line = json.dumps({"device": wanted.name, "verb": wanted.verb, "args": wanted.args}).encode()
        try:
            answer = json.loads(ask_line(self._control, line, within=_STEER_S, longest=_LONGEST))
        except OSError as error:
            raise StepFailed(
                f"模拟设备的套接字 {self._control} 没有回答（{type(error).__name__}）"
            ) from error
        if not answer.get("ok"):
            raise ValueError(answer.get("error"))
        return dict(answer["state"])

    def paper(self) -> list[bytes]:
        """What the simulated printer has cut off; nothing without one."""
        if self._control is None:
            return []
        try:
            jobs = self.steer(DeviceVerb(name="printer", verb="jobs"))["jobs"]
        except (StepFailed, ValueError):
            return []
        return [bytes.fromhex(job) for job in jobs]


def attach(config: Config, scripts: Sequence[Script], out: Path | None, control: Path | None) -> Outcome:
    """Plays on the display that DISPLAY and XAUTHORITY name. Raises DisplayError."""
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise DisplayError("--attach 要有 DISPLAY，界面在另一个用户下还要有 XAUTHORITY")
    clock = SystemClock()
    begun = clock.monotonic()
    far = Attached(config.run_path, control, clock)
    record = Record(out, steps_of(scripts))
    server = XServer(name)
    failure = ""
    earlier = len(far.paper())
    try:
        for script in scripts:
            perform(script, FarPlayer(script.journey.name, far, server, clock, record))
    except (StepFailed, DisplayError, KioskError) as error:
        failure = str(error)
    finally:
        server.close()
    papers = record.paper(far.paper()[earlier:], b"", config.fonts_path, config.devices.printer.width_dots)
    record.close(
        {
            "result": "failed" if failure else "ok",
            "failure": failure,
            "journeys": [script.journey.name for script in scripts],
            "attached": True,
            "simulated": control is not None,
            "took_ms": round((clock.monotonic() - begun) * 1000, 1),
            "papers": papers,
        }
    )
    return Outcome(failure, len(record.steps), papers)
