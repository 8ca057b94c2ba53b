"""What is played on a window (``tests.screens.stage``): each function gets a fresh stage and answers JSON."""

import gc
import weakref
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from tests.screens.stage import Stage
from tests.support.library import WAGES

# ---- touches


def wake_touch(stage: Stage, x: float, y: float) -> dict[str, Any]:
    """A finger lands on the idle screen at a share of its width and height, and leaves."""
    finger = stage.finger(x * stage.theme.width, y * stage.theme.height)
    finger.touch_down()
    after_down = stage.shown
    stage.draw()
    finger.touch_up()
    return {"down": after_down, "up": stage.shown, "sent": [type(sent).__name__ for sent in stage.sent]}


def second_touch_after_wake(stage: Stage, seconds: float) -> str:
    """A trembling hand: the same finger again so soon after it woke the screen."""
    stage.tap("idle.start")
    stage.tap("home.tile.ask", wait=seconds)
    return stage.shown


def rested(stage: Stage, seconds: float) -> dict[str, list[bool]]:
    """Whether a finger would be believed on the woken screen, and on and beside what was just tapped: at once
    and ``seconds`` later."""
    tile = _tile(stage, 0.0)
    woken = [stage.frame.rested(*tile)]
    _frames(stage, seconds)
    woken.append(stage.frame.rested(*tile))
    _frames(stage, 1.0)
    stage.tap("home.tile.do", wait=0.0)
    there, elsewhere = [stage.frame.rested(*tile)], [stage.frame.rested(10, 10)]
    _frames(stage, seconds)
    return {"woken": woken, "there": [*there, stage.frame.rested(*tile)], "elsewhere": elsewhere}


def rested_in_a_frozen_frame(stage: Stage, seconds: float) -> list[bool]:
    """The same while a page is being drawn, when it has been, and after a second in which frames passed."""
    tile = _tile(stage, 1.0)
    stage.tap("home.tile.do", wait=0.0)
    stage.clock.advance(seconds)
    seen = [stage.frame.rested(*tile)]
    stage.frame.passed()
    seen.append(stage.frame.rested(*tile))
    _frames(stage, 1.0)
    return [*seen, stage.frame.rested(*tile)]


def _tile(stage: Stage, seconds: float) -> tuple[float, float]:
    """The place of one of home's tiles, ``seconds`` after the screen was woken."""
    stage.frame.passed()
    stage.tap("idle.start", wait=0.0)
    _frames(stage, seconds)
    return stage.place("home.tile.do")


def _frames(stage: Stage, seconds: float) -> None:
    """Time passes in frames that take as long as they may."""
    for _ in range(round(seconds / 0.1)):
        stage.clock.advance(0.1)
        stage.frame.passed()


def drummed_awake(stage: Stage, seconds: float) -> list[str]:
    """Somebody drums on the sleeping screen, twenty times at one place, and then chooses."""
    x, y = stage.theme.width * 0.3, stage.theme.height * 0.78  # where 问法律 comes to lie
    shown = [stage.shown for _ in stage.drum(x, y, *[seconds] * 20)]
    stage.tap("home.tile.do")
    return [*sorted(set(shown)), stage.shown]


def drummed_to_the_end(stage: Stage, seconds: float) -> list[str]:
    """结束 tapped twenty times; then somebody comes and touches the same place."""
    stage.wake()
    rests = [*[seconds] * 20, 1.0, 1.0]
    shown = [stage.shown for _ in stage.drum(*stage.place("bar.end"), *rests)]
    return [*sorted(set(shown[:20])), *shown[21:]]


def touches_of_a_frozen_frame(stage: Stage, seconds: float) -> list[str]:
    """Home takes so long to be drawn: what a drumming finger did meanwhile comes with the next frame."""
    stage.tap("idle.start")
    stage.clock.advance(seconds)
    stage.frame.passed()
    stage.tap("home.tile.do", wait=0.0)
    shown = [stage.shown]
    _frames(stage, 1.0)
    stage.tap("home.tile.do", wait=0.0)
    return [*shown, stage.shown]


def press_and_move_away(stage: Stage) -> dict[str, Any]:
    stage.wake()
    x, y = stage.place("home.tile.ask")
    finger = stage.finger(x, y)
    finger.touch_down()
    pressed = _pressed(stage)
    finger.touch_move(x, 5)
    moved = _pressed(stage)
    finger.touch_up()
    return {"pressed": pressed, "moved": moved, "shown": stage.shown}


def _pressed(stage: Stage) -> list[str]:
    from kiosk.screens.widgets.touch import touchables

    return [found.touch_id for found in touchables(stage.frame.root) if found.pressed]


def same_target_twice(stage: Stage, seconds: float) -> int:
    """Taps one target twice; how many taps counted."""
    stage.wake()
    stage.tap("home.tile.ask")
    stage.tap("topics.tile.labour")
    stage.tap("bar.back")
    stage.tap("bar.back", wait=seconds)
    return sum(isinstance(sent, m.Back) for sent in stage.sent)


def what_comes_under_the_finger(stage: Stage, seconds: float) -> list[str]:
    """A second tap on the same spot, where the next screen has another target."""
    stage.wake()
    x, y = stage.place("home.tile.ask")
    x /= 2  # in the left half: there the next screen has a tile
    return [stage.shown for _ in stage.drum(x, y, seconds, seconds)]


def redrawn_between_down_and_up(stage: Stage) -> str:
    """The printer runs out of paper while the finger is down: the tap still counts."""
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    finger = stage.finger(*stage.place("guide.ask"))
    finger.touch_down()
    stage.runtime.dispatch(m.LinkChanged(online=False))
    stage.runtime.dispatch(no_more_paper())
    stage.draw()
    finger.touch_up()
    return stage.shown


def no_more_paper() -> object:
    from kiosk.domain.device import DeviceChanged, DeviceState, DeviceStatus

    return DeviceChanged("printer", DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02"))


def other_buttons(stage: Stage, button: str) -> dict[str, Any]:
    stage.wake()
    before = len(stage.sent)
    finger = stage.finger(*stage.place("home.tile.ask"), button=button)
    finger.touch_down()
    finger.touch_up()
    return {"shown": stage.shown, "sent": len(stage.sent) - before}


def second_finger(stage: Stage) -> dict[str, Any]:
    """One finger rests on the paper, another taps; then both leave and one taps again."""
    stage.wake()
    resting = stage.finger(10, stage.theme.height / 2)
    resting.touch_down()
    other = stage.finger(*stage.place("home.tile.ask"))
    other.touch_down()
    other.touch_up()
    during = stage.shown
    resting.touch_up()
    stage.tap("home.tile.ask")
    return {"during": during, "after": stage.shown}


def lost_finger(stage: Stage) -> str:
    """A touch whose end never came does not lock the screen."""
    stage.wake()
    lost = stage.finger(10, stage.theme.height / 2)
    lost.touch_down()
    stage.loop.me_list.remove(lost)
    stage.tap("home.tile.ask")
    return stage.shown


def keys(stage: Stage) -> dict[str, Any]:
    """Escape, F1, Alt-F4, a letter and the close request, as the window is told of them."""
    stage.wake()
    window = stage.window
    for key, modifiers in ((27, []), (282, []), (285, ["alt"]), (97, ["ctrl"])):
        window.dispatch("on_key_down", key, 0, None, modifiers)
        window.dispatch("on_keyboard", key, 0, None, modifiers)
        window.dispatch("on_key_up", key, 0)
    refused = window.dispatch("on_request_close")
    stage.draw()
    return {"refused": bool(refused), "shown": stage.shown, "running": stage.loop.status, "children": 1}


# ---- the frame


def failing_screen(stage: Stage) -> dict[str, Any]:
    """A screen that raises is told of, and the next one is shown as if nothing had been."""
    from kiosk.domain.flow import Screen
    from kiosk.screens.topics import TopicsScreen

    def broken(_self: object, _state: object) -> object:
        raise ValueError("no such topic")

    kept = TopicsScreen.build
    TopicsScreen.build = broken  # type: ignore[method-assign, assignment]
    try:
        stage.wake()
        stage.tap("home.tile.ask")
        told = [repr(error) for error in stage.errors]
    finally:
        TopicsScreen.build = kept  # type: ignore[method-assign]
    stage.dispatch(m.Hiccup("E-APP-01"))
    after = stage.shown
    stage.tap("home.tile.ask")
    return {"told": told, "after": after, "again": stage.shown, "screen": Screen.TOPICS.value}


def shown_again(stage: Stage) -> dict[str, Any]:
    """A state that shows the same builds nothing anew."""
    stage.wake()
    stage.tap("home.tile.ask")
    screen = stage.frame.current
    assert screen is not None
    before = list(screen.children)
    stage.tick(0.5)
    same = before == list(screen.children)
    stage.tap("bar.home")
    stage.tap("home.tile.ask")
    return {"same": same, "one": stage.frame.current is screen}


def prebuild(stage: Stage) -> dict[str, Any]:
    from kiosk.screens.registry import SCREENS

    calls = 0
    while stage.frame.prebuild():
        calls += 1
    return {"calls": calls, "screens": len(SCREENS)}


def wiped_at_the_end(stage: Stage, text: str) -> dict[str, Any]:
    """Whatever was shown in a visit: no widget of it lives on, and no drawn line of what is private."""
    from kiosk.screens.widgets.text import Text

    stage.wake()
    assert stage.frame.current is not None
    stage.frame.current.swap(Text(text, "body", private=True), Text("公开的话", "body"))
    stage.frame.current.again()
    stage.draw()
    widgets = [weakref.ref(child) for child in stage.frame.current.children]
    stage.tap("bar.hide")
    stage.draw()
    gc.collect()
    kept = [key[0] for key in stage.painter._lines] + [key[0] for key in stage.painter._wraps]
    return {
        "shown": stage.shown,
        "alive": sum(widget() is not None for widget in widgets),
        "kept": [line for line in kept if text[:4] in line],
        "public": [line for line in kept if "公开的话" in line],
        "texts": stage.texts(),
    }


def freed_by_count(stage: Stage) -> dict[str, int]:
    """Blocks of screens that were left, the garbage collector off: how many there were, how many live."""
    gc.collect()
    gc.disable()
    try:
        stage.wake()
        blocks: list[weakref.ref[Any]] = []
        places = (s.Topics(), s.GuideList("labour"), s.GuideView(WAGES), s.Items(), s.HelpPeople(), s.Home())
        for place in places:
            stage.dispatch(m.Open(place))
            assert stage.frame.current is not None
            blocks += [weakref.ref(block) for child in stage.frame.current.children for block in child.walk()]
        stage.tap("bar.hide")
        return {"made": len(blocks), "alive": sum(block() is not None for block in blocks)}
    finally:
        gc.enable()


def wipe_painter(stage: Stage) -> dict[str, int]:
    stage.wake()
    before = len(stage.painter._lines)
    stage.painter.wipe()
    return {"before": before, "after": len(stage.painter._lines) + len(stage.painter._wraps)}


def many_lines(stage: Stage, count: int) -> dict[str, int]:
    """The store of drawn lines does not grow without end."""
    for number in range(count):
        stage.painter.line(f"第 {number} 行，很长很长很长很长很长很长的一行字", "display")
    return {"bytes": stage.painter._line_bytes, "lines": len(stage.painter._lines)}


def capture(stage: Stage) -> dict[str, Any]:
    from kiosk.screens.window import capture as pixels

    stage.wake()
    stage.draw()
    image = pixels(stage.window)
    corner = image.getpixel((2, image.height // 2))
    return {"size": list(image.size), "corner": list(corner) if isinstance(corner, tuple) else []}


def pictures_after_others(stage: Stage) -> dict[str, Any]:
    """The same two screens photographed twice, each after the other."""
    from kiosk.screens.window import capture as pixels

    seen: dict[str, list[bytes]] = {"home": [], "topics": []}
    stage.wake()
    for _ in range(2):
        stage.draw()
        seen["home"].append(pixels(stage.window).tobytes())
        stage.services.open(s.Topics())
        stage.draw()
        seen["topics"].append(pixels(stage.window).tobytes())
        stage.services.back()
    return {
        "alike": all(first == again for first, again in seen.values()),
        "differ": seen["home"][0] != seen["topics"][0],
    }
