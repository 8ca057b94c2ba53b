"""What is played on a window (``tests.screens.stage``): each function gets a fresh stage and answers JSON."""

import gc
import weakref
from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.state import RecoveredOrder
from tests.screens.stage import Stage
from tests.support.library import WAGES
from tests.support.states import bare_state

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
    shown = []
    for _ in range(2):
        finger = stage.finger(x, y)
        finger.touch_down()
        finger.touch_up()
        stage.draw()
        shown.append(stage.shown)
        stage.clock.advance(seconds)
    return shown


def redrawn_between_down_and_up(stage: Stage) -> str:
    """The printer runs out of paper while the finger is down: the tap still counts."""
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    finger = stage.finger(*stage.place("guide.ask"))
    finger.touch_down()
    stage.runtime.dispatch(m.LinkChanged(online=False))
    stage.runtime.dispatch(_no_paper())
    stage.draw()
    finger.touch_up()
    return stage.shown


def _no_paper() -> object:
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


# ---- screens


def walk_to_a_guide(stage: Stage) -> list[str]:
    """Home, a field, a guide, and all the way back."""
    stage.wake()
    seen = [stage.shown]
    for touch_id in ("home.tile.ask", "topics.tile.labour", f"guides.row.{WAGES}"):
        stage.tap(touch_id)
        seen.append(stage.shown)
    while stage.shown != "home":
        stage.tap("bar.back")
        seen.append(stage.shown)
    return seen


def turn_pages(stage: Stage) -> list[list[str]]:
    """Every text of each page of a guide."""
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    pages = [stage.texts()]
    while _enabled(stage, "guide.after"):
        stage.tap("guide.after")
        pages.append(stage.texts())
    return pages


def _enabled(stage: Stage, touch_id: str) -> bool:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, touch_id)
    return found is not None and found.enabled


def bar(stage: Stage, place: str) -> dict[str, bool]:
    """Which of the bottom bar's five may be tapped."""
    stage.wake()
    stage.dispatch(m.Open(getattr(s, place)()))
    names = ("back", "home", "help", "hide", "end")
    return {name: _enabled(stage, f"bar.{name}") for name in names}


def bar_places(stage: Stage) -> list[dict[str, list[float]]]:
    """Where the bar's five lie on several screens: always the same."""
    stage.wake()
    out = []
    for place in (s.Home(), s.Topics(), s.GuideView(WAGES), s.Items(), s.HelpPeople()):
        stage.dispatch(m.Open(place))
        out.append(
            {name: list(stage.place(f"bar.{name}")) for name in ("back", "home", "help", "hide", "end")}
        )
    return out


def home_offers(stage: Stage, can_submit: bool, bare: bool = False) -> list[str]:
    state = replace(bare_state() if bare else stage.state, can_submit=can_submit, visit=None)
    stage.reset(state)
    stage.wake()
    return stage.ids_shown()


def guide_printing(stage: Stage, report: str) -> dict[str, Any]:
    """What a guide says of its paper after 打印 was tapped and the printer ``report``-ed."""
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    stage.tap("guide.print")
    during = stage.texts()
    asked = [effect for effect in stage.rooms.effects if type(effect).__name__ == "PrintSlip"]
    job = getattr(asked[0], "job_id", "")
    outcome = {
        "sent": PrintOutcome.SENT,
        "uncertain": PrintOutcome.UNCERTAIN,
        "refused": PrintOutcome.REFUSED,
    }
    code = {"sent": "", "uncertain": "E-PRN-06", "refused": "E-PRN-02"}[report]
    stage.dispatch(PrintReported(job, outcome[report], code))
    return {"jobs": len(asked), "during": during, "after": stage.texts()}


def no_paper(stage: Stage) -> dict[str, Any]:
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)), _no_paper())
    return {"ids": stage.ids_shown(), "texts": stage.texts()}


def time_out(stage: Stage) -> dict[str, Any]:
    """Nobody touches; the question counts down; 继续使用 comes back to the same place."""
    stage.wake()
    stage.tap("home.tile.ask")
    stage.tick(121.0)
    asked, first = stage.shown, stage.texts()
    stage.tick(10.0)
    later = stage.texts()
    stage.tap("timeout.keep", wait=0.5)
    kept = stage.shown
    stage.tick(130.0)
    stage.tick(46.0)
    return {"asked": asked, "first": first, "later": later, "kept": kept, "end": stage.shown}


def question_ends(stage: Stage) -> str:
    stage.wake()
    stage.tick(130.0)
    stage.tap("timeout.end", wait=0.5)
    return stage.shown


def recovered(stage: Stage) -> dict[str, Any]:
    order = RecoveredOrder("SS3-0147", "order-1", stage.clock.monotonic() + 120)
    stage.reset(replace(stage.state, recovered=order))
    shown, texts = stage.shown, stage.texts()
    stage.tap("recovered.start")
    return {"shown": shown, "texts": texts, "after": stage.shown}


def fault(stage: Stage, code: str) -> dict[str, Any]:
    stage.wake()
    stage.dispatch(m.Fatal(code))
    shown, texts = stage.shown, stage.texts()
    stage.dispatch(m.Fatal(""))
    return {"shown": shown, "texts": texts, "over": stage.shown}


def hiccup(stage: Stage) -> dict[str, Any]:
    """A plain sentence stands in the strip until the next touch."""
    stage.wake()
    stage.dispatch(m.Open(s.Topics()), m.Hiccup("E-APP-01"))
    shown, texts = stage.shown, stage.texts()
    stage.tap("home.tile.ask")
    return {"shown": shown, "texts": texts, "after": stage.texts()}


def strip(stage: Stage, online: bool) -> list[str]:
    stage.wake()
    stage.dispatch(m.LinkChanged(online))
    return stage.texts()


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


def every_guide_fits(stage: Stage) -> dict[str, list[str]]:
    """Faults of every page of every field and guide the software comes with; pages are counted by turning."""
    from kiosk.config import Config
    from kiosk.content.library import load
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    faces = ui_fonts(Config().fonts_path)
    library = load(Config().factory_content_path)
    stage.reset(replace(stage.state, library=library, visit=None))
    stage.wake()
    places: list[s.GuideList | s.GuideView] = [s.GuideList(topic.id) for topic in library.topics]
    places += [s.GuideView(guide_id) for guide_id in library.guides]
    found: dict[str, list[str]] = {}
    for place in places:
        stage.runtime.dispatch(m.Open(place))
        for page in range(60):
            found[f"{place}#{page}"] = list(problems(stage.frame, faces))
            name = "guide.after" if isinstance(place, s.GuideView) else "guides.after"
            if not _enabled(stage, name):
                break
            stage.runtime.dispatch(m.Open(replace(place, page=page + 1)))
    return found


def fits(stage: Stage) -> dict[str, list[str]]:
    """Faults of the screens of information with the small library."""
    from kiosk.config import Config
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    faces = ui_fonts(Config().fonts_path)
    found = {}
    stage.wake()
    for place in (s.Home(), s.Topics(), s.GuideList("labour"), s.GuideView(WAGES), s.Items(), s.HelpPeople()):
        stage.dispatch(m.Open(place))
        found[stage.shown] = list(problems(stage.frame, faces))
    return found
