"""What cannot be played from outside is refused when the journey is read; no answer is taken on trust."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.play.attach import Attached, prepare_attach
from kiosk.play.far import FarPlayer, read_shown
from kiosk.play.reader import JourneyError
from kiosk.play.record import Record
from kiosk.play.remote import StepFailed
from kiosk.play.schema import DeviceVerb, Step
from kiosk.play.xserver import XServer
from tests.support.clock import ManualClock
from tests.support.logs import logging_restored

GOOD: Mapping[str, Any] = {
    "screen": "home",
    "key": "",
    "still": True,
    "window": {"id": 7, "width": 100, "height": 50},
    "touchables": [
        {"id": "b", "rectangle": [10.0, 20.0, 30.0, 10.0], "enabled": True},
        {"id": "a", "rectangle": [0.0, 0.0, 1.0, 1.0], "enabled": False},
    ],
}


def written(folder: Path, steps: str) -> Path:
    path = folder / "j.yaml"
    path.write_text(f"name: j\nsteps:\n{steps}\n", encoding="utf-8")
    return path


def refused(path: Path, control: Path | None = None) -> str:
    with pytest.raises(JourneyError) as caught:
        prepare_attach([path], control)
    return "\n".join(caught.value.problems)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("write: 工", "write 做不了，接在运行中的界面上看不到文字"),
        ("hub: down", "hub 做不了"),
        ("later: 10", "later 做不了，运行中的界面的时钟不能拨"),
        ("keypad: next", "keypad 做不了"),
        ("reach: bar.end", "reach 做不了"),
        ("expect: {focus: bar.end}", "expect.focus 等不了"),
        ("expect: {text: 好}", "expect.text 等不了"),
        ("expect: {no_text: 好}", "expect.no_text 等不了"),
        ("expect: {identity: card}", "expect.identity 等不了"),
        ("expect: {unchanged: true}", "expect.unchanged 等不了"),
        ("expect: {heard: 好}", "expect.heard 等不了"),
        ("expect: {aloud: true}", "expect.aloud 等不了"),
        ("expect: {taken: 2}", "expect.taken 等不了"),
        ("expect: {can_record: true}", "expect.can_record 等不了"),
        ("seek: 好", "seek 做不了"),
        ("card: resident", "card 要有模拟设备，用 --control"),
        ("press: 5", "press 要有模拟设备"),
    ],
)
def test_what_only_the_terminal_itself_knows_is_refused_when_read(
    tmp_path: Path, step: str, words: str
) -> None:
    told = refused(written(tmp_path, f" - touch: a\n - {step}"))
    assert f"第 2 步：{words}" in told


def test_all_problems_come_together(tmp_path: Path) -> None:
    told = refused(written(tmp_path, " - write: 工\n   expect: {text: 工}\n - press: 5"))
    assert told.count("\n") == 2


def test_what_the_socket_tells_can_be_expected(tmp_path: Path) -> None:
    steps = """ - card: resident
   expect: {screen: identity, key: name, uid: a, no_uid: b, printing: sent, waiting: 0, online: true}
 - touch: a
   expect: {device: {printer: ready}, can_submit: true, handwriting: true}
 - key: F1
 - keys: "123"
"""
    (script,) = prepare_attach([written(tmp_path, steps)], tmp_path / "socket")
    assert len(script.journey.steps) == 4


def test_an_answer_of_the_screen_is_read(tmp_path: Path) -> None:
    shown = read_shown(GOOD)
    assert (shown.sight.screen, shown.sight.uids) == ("home", ("a", "b"))
    assert shown.spots["b"] == (25.0, 25.0)
    assert shown.enabled == {"b"}
    assert (shown.window, shown.size) == (7, (100, 50))


@given(
    st.sampled_from(sorted(GOOD)),
    st.none()
    | st.integers()
    | st.lists(st.integers(), min_size=1, max_size=3)
    | st.dictionaries(st.text(), st.none()),
)
def test_an_answer_of_another_kind_is_a_fault_with_a_code(part: str, value: object) -> None:
    try:
        read_shown({**GOOD, part: value})
    except KioskError as error:
        assert error.code == "E-APP-03"  # noqa: PT017 - most values of most parts are fine
    with pytest.raises(KioskError):
        read_shown({name: found for name, found in GOOD.items() if name != part})


def test_nobody_there_and_no_simulators_there(tmp_path: Path) -> None:
    far = Attached(tmp_path, tmp_path / "nothing", SystemClock())
    with pytest.raises(StepFailed, match="界面没有运行"):
        far.ask("screen")
    with pytest.raises(StepFailed, match="没有回答（FileNotFoundError）"):
        far.steer(DeviceVerb(name="idcard", verb="remove"))
    assert far.paper() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--attach", "--simulate"), "--attach 接在已有的界面上，不能再给 --simulate"),
        (("--attach", "--window", "800x600", "--here"), "不能再给 --window、--here"),
        (("--control", "s", "--out", "o"), "--control 只和 --attach 一起用"),
        ((), "要用 --out"),
    ],
)
def test_options_that_do_not_go_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    path = written(tmp_path, " - touch: a")
    with logging_restored():
        assert main(["--set", f"state_dir={tmp_path}", "play", str(path), *words]) == 2
    assert told in capsys.readouterr().err


def test_without_a_display_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    path = written(tmp_path, " - touch: a")
    with logging_restored():
        assert main(["--set", f"state_dir={tmp_path}", "play", str(path), "--attach"]) == 1
    assert "E-APP-02 --attach 要有 DISPLAY" in capsys.readouterr().err
    assert Config(state_dir=tmp_path).run_path.name == "run"


class Asked:
    """A terminal on ``screen`` whose evaluator asks from its ``from_look``-th look on."""

    def __init__(self, screen: str, from_look: int) -> None:
        self._screen = screen
        self._from = from_look
        self.looks = 0
        self.pressed: list[int] = []  # after how many looks

    def ask(self, verb: str) -> Mapping[str, Any]:
        assert verb == "screen"
        return {**GOOD, "screen": self._screen}

    def steer(self, wanted: DeviceVerb) -> Mapping[str, Any]:
        assert wanted.name == "evaluator"
        if wanted.verb == "press":
            self.pressed.append(self.looks)
            return {}
        self.looks += 1
        return {"asking": self.looks >= self._from}


@pytest.mark.parametrize(
    ("screen", "from_look", "looks"),
    [("rate", 1, 1), ("rate", 4, 4), ("rate", 10_000, 100), ("home", 10_000, 0)],
)
def test_the_evaluator_is_pressed_once_it_asks(screen: str, from_look: int, looks: int) -> None:
    far = Asked(screen, from_look)
    player = FarPlayer("j", far, cast("XServer", None), ManualClock(), Record(None))
    player.act(Step(press=5))
    assert far.pressed == [pytest.approx(looks, abs=1 if looks == 100 else 0)]
