"""Played on a window by the keypad's keys alone: where the focus goes, what it looks like, what keys do."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import ABSENT, READY, DeviceChanged
from tests.screens.stage import Stage
from tests.support.states import ready_state, saved, speaking_state


def begin(stage: Stage) -> None:
    """At home, with the keypad there, woken by it."""
    stage.dispatch(DeviceChanged("keypad", READY))
    stage.key("next")
    stage.sent.clear()


def kinds(stage: Stage) -> list[str]:
    return [type(message).__name__ for message in stage.sent]


def order(stage: Stage) -> list[str]:
    from kiosk.screens.focus import focusables

    return [one.touch_id for one in focusables(stage.frame.root)]


# ---- waking, seeing, pressing


def woken(stage: Stage) -> dict[str, Any]:
    """By each of the keys: it presses nothing, and the page speaks from then on."""
    out: dict[str, Any] = {}
    for name in ("next", "press", "repeat", "5"):
        stage.dispatch(m.EndVisit(quietly=True))
        stage.sent.clear()
        stage.key(name)
        comfort = stage.state.comfort_now
        out[name] = [stage.shown, kinds(stage), comfort.keys, comfort.voice, stage.frame.focus.at]
    return out


def first_key_after_a_finger(stage: Stage, name: str) -> dict[str, Any]:
    """A finger was at it: the first key shows where the focus is, and presses nothing."""
    stage.wake()
    stage.dispatch(DeviceChanged("keypad", READY))
    before = stage.frame.focus.at
    stage.sent.clear()
    stage.key(name)
    return {"before": before, "at": stage.frame.focus.at, "shown": stage.shown, "sent": kinds(stage)}


def finger_again(stage: Stage) -> list[str]:
    """The ring goes with the first touch, and is where it was with the next key."""
    begin(stage)
    stage.key("next", "next")
    out = [stage.frame.focus.at]
    finger = stage.finger(3, 3)
    finger.touch_down()
    finger.touch_up()
    stage.draw()
    out.append(stage.frame.focus.at)
    stage.key("next")
    return [*out, stage.frame.focus.at]


def round_trip(stage: Stage) -> dict[str, Any]:
    """Forward through everything and back again; whether each was named on the way."""
    from kiosk.domain.speech import Public
    from kiosk.screens.focus import focusables
    from kiosk.screens.transcript import named

    begin(stage)
    in_order = order(stage)
    told = [named(one) for one in focusables(stage.frame.root)]
    first = in_order.index(stage.frame.focus.at)
    names = in_order[first:] + in_order[:first]
    top = (Public(stage.frame.look.texts.speech.top), *told[0])
    told = [*told[first:], *([top, *told[1:first]] if first else [])]
    there = [stage.frame.focus.at]
    for _ in names[1:]:
        stage.key("next")
        there.append(stage.frame.focus.at)
    stage.key("next")
    around = stage.frame.focus.at
    stage.key("previous")
    return {
        "last": in_order[-1],
        "order": names,
        "there": there,
        "around": around,
        "back": stage.frame.focus.at,
        "heard": stage.heard[: len(names) - 1] == told[1:],
    }


def returns(stage: Stage) -> list[list[str]]:
    """Page and focus: into a list and out again, over the sheet, through the time-out question."""
    begin(stage)
    out: list[list[str]] = []

    def note() -> None:
        out.append([stage.shown, stage.frame.focus.at])

    stage.reach("home.tile.do")
    stage.key("press")
    note()
    stage.reach("items.row.legal-aid")
    stage.go("bar.comfort")
    note()
    stage.go("comfort.done")
    note()
    stage.reach("items.row.legal-aid")
    stage.tick(400.0)
    note()
    stage.key("press")
    note()
    stage.go("bar.back")
    note()
    return out


def rebuilt(stage: Stage) -> list[str]:
    """The page is built anew under the focus: it stays; what it stood on goes: it is on what followed."""
    begin(stage)
    stage.reach("home.progress")
    out = [stage.frame.focus.at]
    stage.dispatch(DeviceChanged("scanner", ABSENT))
    out.append(stage.frame.focus.at)
    stage.dispatch(m.Enrolment(can_submit=True, terminal_code=""))
    out += [stage.frame.focus.at, str("home.progress" in order(stage))]
    return out


def next_visit(stage: Stage) -> list[str]:
    """Nothing of where somebody was is left for the next one."""
    begin(stage)
    stage.go("home.tile.people")
    stage.key("next", "next")
    stage.dispatch(m.EndVisit(quietly=True))
    out = [stage.frame.focus.at]
    begin(stage)
    return [*out, stage.frame.focus.at]


def not_in_a_visit(stage: Stage) -> list[Any]:
    """Keys on the pages without a visit that do not wake: nothing is there to be pressed."""
    stage.dispatch(DeviceChanged("keypad", READY), m.Fatal("E-STO-03"))
    stage.sent.clear()
    stage.key("next", "press", "5", "repeat", "louder")
    return [stage.shown, sorted(set(kinds(stage))), stage.frame.focus.at]


def louder(stage: Stage) -> list[int]:
    begin(stage)
    out = [stage.state.comfort_now.volume]
    for name in ("louder", "louder", "louder", "softer"):
        stage.key(name)
        out.append(stage.state.comfort_now.volume)
    return out


def failing_key(stage: Stage) -> list[Any]:
    """A key whose tap breaks: a plain sentence on the home page, and the keys after it work."""
    from kiosk.domain.focus import Key, KeyPressed
    from kiosk.screens.widgets.touch import find_uid

    begin(stage)
    stage.go("home.tile.people")
    found = find_uid(stage.frame.root, stage.frame.focus.at)
    assert found is not None

    def broken() -> None:
        raise ValueError("broken")

    found.on_tap = broken
    stage.queue.post(KeyPressed(Key.PRESS))
    stage.queue.post(DeviceChanged("scanner", ABSENT))
    stage.runtime.drain()
    stage.draw()
    visit = stage.state.visit
    assert visit is not None
    out = [stage.shown, visit.toast, stage.state.scanner.usable]
    stage.go("home.tile.do")
    return [*out, stage.shown]


# ---- what must stay dead


def window_keys(stage: Stage) -> dict[str, Any]:
    """Every key of a keyboard, told to the window itself: nobody is told, nothing moves."""
    begin(stage)
    at, shown = stage.frame.focus.at, stage.shown
    stage.sent.clear()
    took = set()
    for code in (*range(8, 128), *range(256, 320), 1073741912, 1073741913):
        took.add(bool(stage.window.dispatch("on_key_down", code, code, chr(code % 1000), [])))
        stage.window.dispatch("on_keyboard", code, code, chr(code % 1000), [])
        stage.window.dispatch("on_key_up", code, code)
    stage.window.dispatch("on_textinput", "王样例")
    stage.draw()
    return {
        "took": sorted(took),
        "same": (at, shown) == (stage.frame.focus.at, stage.shown),
        "sent": kinds(stage),
    }


# ---- numbers


def typed(stage: Stage, keys: str) -> dict[str, Any]:
    """Digits of the numeric pad into a telephone number, and on another page; DELETE takes one back."""
    from tests.screens.filling import phone_page

    phone_page(stage)
    stage.dispatch(DeviceChanged("keypad", READY))
    stage.key(*keys)
    draft = stage.state.visit.form.draft if stage.state.visit and stage.state.visit.form else None
    assert draft is not None
    out = {"phone": draft.answer("phone"), "at": stage.frame.focus.at}
    stage.key("delete")
    form = stage.state.visit.form if stage.state.visit is not None else None
    assert form is not None
    out["less"] = form.draft.answer("phone")
    stage.dispatch(m.GoHome())
    stage.sent.clear()
    stage.key("1", "2", ".", "delete")
    return {**out, "elsewhere": [stage.shown, sorted(set(kinds(stage)))]}


# ---- all the way


def whole_visit(stage: Stage, contrast: bool = False) -> dict[str, Any]:
    """From the sleeping terminal to a durable order and out again, without a finger."""
    begin(stage)
    if contrast:
        stage.go("bar.comfort", "comfort.contrast", "comfort.done")
    path = [stage.shown]

    def note() -> None:
        if path[-1] != stage.shown:
            path.append(stage.shown)

    for touch_id in ("home.tile.do", "items.row.consultation", "write.sentence.0", "write.sentence.1"):
        stage.go(touch_id)
        note()
    stage.go("write.done")
    note()
    while stage.shown != "check":
        if stage.shown == "consent":
            stage.go("consent.yes")
        elif stage.shown == "write":
            stage.go("write.done")
        elif stage.shown == "choice":
            stage.go("choice.none", "choice.done")
        else:
            stage.key(*"05800000001")
            stage.go("phone.done")
        note()
    stage.go("check.submit")
    asked = [message for message in stage.sent if isinstance(message, m.Submit)]
    stage.dispatch(saved("id-1"))
    note()
    stage.go("submitted.rate")
    note()
    stage.go("rate.5")
    note()
    stage.go("reasons.send" if stage.shown == "reasons" else "bar.end")
    note()
    draft = stage.rooms.effects
    return {
        "path": path,
        "asked": len(asked),
        "rooms": [type(effect).__name__ for effect in draft],
        "fingers": sum(isinstance(message, m.Wake) for message in stage.sent),
    }


def spoken_instead(stage: Stage) -> dict[str, Any]:
    """Who cannot write without seeing says it: the way there is the first thing on the page."""
    stage.reset(speaking_state())
    begin(stage)
    stage.go("home.tile.do", "items.row.consultation")
    names = order(stage)
    stage.go("write.speak")
    at = [stage.shown, stage.frame.focus.at]
    stage.key("press")
    return {
        "before": next(one for one in names if one.startswith("write.")),
        "at": at,
        "sent": kinds(stage)[-1],
    }


# ---- the curtain


def curtain(stage: Stage) -> dict[str, Any]:
    """Covered: seen is nothing of the page, touched is nothing but what lifts it, keys go on. Offered to who
    has keys, is read to, and has heard something.
    """
    from kiosk.domain.speech import SpeechWorks
    from kiosk.screens.widgets.touch import visible_uids
    from kiosk.screens.window import capture

    stage.reset(replace(ready_state(), speech=True))
    stage.wake()
    stage.dispatch(m.Open(s.ComfortSheet()))
    offered = ["comfort.curtain" in visible_uids(stage.frame.root)]
    for message in (DeviceChanged("keypad", READY), m.SetComfort("voice", True), SpeechWorks(True)):
        stage.dispatch(message)
        offered.append("comfort.curtain" in visible_uids(stage.frame.root))
    stage.key("next")
    stage.go("comfort.curtain")
    bare = capture().tobytes()
    stage.sent.clear()
    home = stage.theme.width // 2, stage.theme.height // 2
    for x, y in (home, (30, 30), (home[0], stage.theme.height - 30)):
        stage.clock.advance(1.0)
        finger = stage.finger(x, y)
        finger.touch_down()
        finger.touch_up()
    stage.draw()
    touched = kinds(stage)
    stage.go("comfort.done", "home.tile.do")
    same = capture().tobytes() == bare
    seen = {"offered": offered, "touched": touched, "page": stage.shown, "still the same picture": same}
    stage.tap("curtain.lift")
    lifted = not stage.state.comfort_now.curtain
    seen["lifted"] = lifted and "curtain.lift" not in visible_uids(stage.frame.root)
    for why, lost, back in (
        ("pulled out", DeviceChanged("keypad", ABSENT), DeviceChanged("keypad", READY)),
        ("unheard", SpeechWorks(False), SpeechWorks(True)),
    ):
        stage.dispatch(m.SetComfort("curtain", True))
        covered = "curtain.lift" in visible_uids(stage.frame.root)
        stage.dispatch(lost)
        seen[why] = covered and "curtain.lift" not in visible_uids(stage.frame.root)
        stage.dispatch(back)
        seen[why] = seen[why] and "curtain.lift" not in visible_uids(stage.frame.root)
    return seen


def dialog(stage: Stage) -> dict[str, Any]:
    """Something that lies over the page and asks: the page below it is out of the keys' reach."""
    from kiosk.screens.widgets.block import Column
    from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton

    begin(stage)
    yes, no = PrimaryButton("好", touch_id="dialog.yes"), SecondaryButton("不", touch_id="dialog.no")
    asks = Column(yes, no)
    asks.traps = True
    stage.frame.root.add_widget(asks)
    stage.frame.arrange()
    asks.place(100, 100, 400, 400)
    stage.key("next")
    within = [stage.frame.focus.at]
    stage.key("next")
    return {"within": sorted({*order(stage), *within}, reverse=True), "around": stage.frame.focus.at}
