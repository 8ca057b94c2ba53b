"""Played on a window by keys, with a speaker: what somebody who sees nothing is told, and when."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import CARD_LEFT, READY, DeviceChanged, DeviceState, DeviceStatus
from kiosk.domain.recording import Cause, RecordingEnded, RecordingKept, Verdict
from kiosk.domain.speech import (
    Personal,
    PhoneNumber,
    SpeechEnded,
    SpeechStarted,
    SpeechWorks,
    Urgency,
    Utterance,
)
from kiosk.domain.spoken import SayAloud
from kiosk.domain.state import AppState
from tests.screens.stage import Stage
from tests.support.library import WAGES
from tests.support.states import ready_state, saved, speaking_state


def begin(stage: Stage, state: AppState | None = None) -> None:
    """Woken by a key, and read to."""
    stage.reset(replace(state or ready_state(), speech=True, keypad=READY))
    stage.key("next")
    told(stage)


def said(stage: Stage) -> list[Utterance]:
    """What was asked to be said since the last time, with what a frame adds to it."""
    stage.frame.follow()
    found = [one.utterance for one in stage.rooms.effects if isinstance(one, SayAloud)]
    stage.rooms.effects.clear()
    return found


def told(stage: Stage) -> list[list[str]]:
    """The same as a room hears it."""
    from kiosk.speech.plan import aloud

    return [list(aloud(one)) for one in said(stage)]


def welcome(stage: Stage) -> dict[str, Any]:
    """The first page of somebody who came by keys, of somebody who came by finger, and asked for again."""
    stage.reset(replace(ready_state(), speech=True, keypad=READY))
    stage.key("press")
    keys = told(stage)
    stage.key("repeat")
    again = told(stage)
    stage.key("repeat")
    how = told(stage)
    stage.key("repeat")
    page = told(stage)
    stage.dispatch(m.EndVisit(quietly=True))
    stage.wake()
    stage.dispatch(m.SetComfort("voice", True))
    return {"keys": keys, "again": again, "how": how, "page": page, "finger": told(stage)}


def recording(stage: Stage) -> list[Any]:
    """The same key begins, ends and goes on; keys that nobody could be told about do nothing meanwhile."""
    begin(stage, speaking_state())
    stage.dispatch(m.OpenForm("consultation", "order-1", speak=True))
    page = told(stage)[0][-3:]
    out: list[Any] = [page, stage.frame.focus.at]
    stage.key("press")
    take = stage.state.visit.form.voice.recording_id if stage.state.visit and stage.state.visit.form else ""
    out += [told(stage), stage.frame.focus.at]
    stage.key("next", "previous", "repeat", "next")
    out += [told(stage), stage.frame.focus.at]
    stage.key("press")
    stage.dispatch(RecordingEnded(take, 3.0, Verdict.GOOD, Cause.ASKED))
    out += [stage.frame.focus.at, stage.frame.focus.awaits]
    stage.key("press")
    out += [stage.shown, told(stage)]
    stage.dispatch(RecordingKept(take, 3000))
    out += [told(stage), stage.frame.focus.at]
    stage.go("record.play.0")
    told(stage)
    stage.key("next")
    return [*out, told(stage), stage.frame.focus.at]


def submitting(stage: Stage) -> list[Any]:
    """提交 pressed again and again while the store works presses nothing else."""
    begin(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    stage.reach("check.submit")
    told(stage)
    stage.key("press")
    out: list[Any] = [told(stage), stage.frame.focus.at]
    stage.key("press")
    out += [told(stage), stage.frame.focus.at, stage.shown]
    stage.key("next")
    out.append(stage.frame.focus.at)
    stage.dispatch(saved("order-1"))
    return [*out, told(stage)[-1][:2], stage.frame.focus.at]


def switches(stage: Stage) -> dict[str, Any]:
    """What is switched says how it is now; a curtain says that it is there, and that it has gone."""
    begin(stage)
    stage.dispatch(m.Open(s.ComfortSheet()), SpeechWorks(True))
    told(stage)
    stage.go("comfort.size")
    out: dict[str, Any] = {"size": told(stage)[-1]}
    stage.reach("comfort.curtain")
    told(stage)
    stage.key("press")
    out["covered"] = told(stage)
    stage.key("louder")
    out["louder"] = told(stage)
    stage.go("comfort.done")
    told(stage)
    stage.key("softer")
    out["elsewhere"] = told(stage)
    stage.dispatch(SpeechWorks(False))
    out["lifted"] = told(stage)
    return out


def answers(stage: Stage) -> list[list[list[str]]]:
    """Chosen, and taken back: which, nobody in the room hears."""
    begin(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    stage.reach("write.sentence.0")
    told(stage)
    out = []
    for _ in range(2):
        stage.key("press")
        out.append(told(stage))
    return out


def others(stage: Stage) -> list[list[str]]:
    """换一批: what has come in their place."""
    from kiosk.config import Config
    from kiosk.content.library import load

    begin(stage, replace(ready_state(), library=load(Config().factory_content_path)))
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    stage.reach("write.more")
    told(stage)
    before = set(stage.texts())
    stage.key("press")
    (said_now,) = told(stage)
    new = [text for text in stage.texts() if text not in before]
    return [said_now, new]


def asked(stage: Stage) -> dict[str, Any]:
    """您还在吗: one press goes on, and a key is answered though the question is still being read."""
    begin(stage)
    stage.tick(301.0)
    question = said(stage)
    stage.key("next")
    (end,) = said(stage)
    stage.key("previous")
    stage.frame.follow()
    stage.key("press")
    from kiosk.speech.plan import aloud

    return {
        "question": list(aloud(question[0])),
        "warnings": [one.urgency is Urgency.WARNING and not one.after for one in (*question, end)],
        "end": list(aloud(end)),
        "shown": stage.shown,
    }


def left_lying(stage: Stage, card: bool, printed: bool) -> dict[str, Any]:
    """Nobody asked to be read to, and walks off: what the room hears, and what stands there."""
    stage.reset(replace(ready_state(), speech=True))
    stage.wake()
    if printed:
        stage.tap("home.tile.ask")
        stage.dispatch(m.Open(s.GuideView(WAGES)))
        stage.tap("guide.print")
    visit = stage.state.visit
    assert visit is not None
    stage.runtime.state = replace(stage.state, visit=replace(visit, card_used=card))
    told(stage)
    stage.tick(121.0)
    heard = [line for lines in told(stage) for line in lines]
    question = stage.texts()
    stage.tap("timeout.end", wait=0.5)
    return {"heard": heard, "question": question, "shown": stage.shown, "end": stage.texts()}


def farewell_to_a_card(stage: Stage, voice: bool = False) -> None:
    """At the end of a visit in which a card was read; what is said with the page was taken note of."""
    state = ready_state()
    stage.reset(replace(state, speech=True, comfort=replace(state.comfort, voice=voice)))
    stage.wake()
    visit = stage.state.visit
    assert visit is not None
    stage.runtime.state = replace(stage.state, visit=replace(visit, card_used=True))
    stage.tap("bar.end")
    told(stage)


LIES = DeviceChanged("idcard", DeviceStatus(DeviceState.READY, CARD_LEFT))


def card_lying(stage: Stage, voice: bool) -> dict[str, Any]:
    """The card that was read lies there at the end, and is lifted when the page's time is over."""
    from kiosk.config import Config
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    farewell_to_a_card(stage, voice)
    seen: dict[str, Any] = {"before": stage.texts()}
    stage.dispatch(LIES)
    seen["heard"], seen["lying"] = told(stage), stage.texts()
    seen["faults"] = list(problems(stage.frame, ui_fonts(Config().fonts_path)))
    stage.tick(40.0)
    seen["later"], seen["again"] = [stage.shown, *stage.texts()], told(stage)
    stage.dispatch(DeviceChanged("idcard", READY))
    seen["lifted"], seen["thanked"] = stage.texts(), told(stage)
    stage.tick(0.5)
    seen["gone"] = stage.shown
    return seen


def card_in_the_way(stage: Stage) -> list[str]:
    """It lies there, and whoever comes next touches 结束, or goes on."""
    shown = []
    for touch in ("end.done", "end.more"):
        farewell_to_a_card(stage)
        stage.dispatch(LIES)
        shown.append(stage.shown)
        stage.tap(touch, wait=0.5)
        shown.append(stage.shown)
    return shown


def card_at_the_question(stage: Stage) -> dict[str, Any]:
    """您还在吗, and the card lies there; then it does not."""
    stage.reset(replace(ready_state(), speech=True))
    stage.wake()
    visit = stage.state.visit
    assert visit is not None
    stage.runtime.state = replace(stage.state, visit=replace(visit, card_used=True))
    stage.tick(121.0)
    told(stage)
    stage.dispatch(LIES)
    lying = {"heard": told(stage), "shown": stage.shown, "texts": stage.texts()}
    stage.dispatch(DeviceChanged("idcard", READY))
    return {**lying, "lifted": stage.texts()}


def heard_out(stage: Stage) -> list[list[str]]:
    """The countdown of the farewell, and after it while something is still being said."""
    stage.reset(replace(ready_state(), speech=True))
    stage.wake()
    visit = stage.state.visit
    assert visit is not None
    stage.runtime.state = replace(stage.state, visit=replace(visit, card_used=True))
    stage.tap("bar.end")
    stage.dispatch(SpeechStarted(1, "请拿好身份证"))
    first = stage.texts()
    stage.tick(20.0)
    later, shown = stage.texts(), stage.shown
    stage.dispatch(SpeechEnded(1, finished=True))
    stage.tick(0.5)
    return [first, later, [shown, stage.shown]]


def digits(stage: Stage, keys: str) -> dict[str, Any]:
    """Typed on the keypad: what the room hears, what a headphone hears, what the next press would press."""
    from kiosk.speech.plan import lines

    begin(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.GiveConsent("2026-11-21T14:05:00+08:00"), m.NextPage())
    shown = stage.shown
    page = told(stage)[-1]
    heard: dict[str, list[str]] = {"room": [], "headphone": []}
    for key in keys:
        stage.key("delete" if key == "<" else key)
        for one in said(stage):
            for part in one.parts:
                for ear, private in (("room", False), ("headphone", True)):
                    heard[ear] += [line.sentence.spoken for line in lines(part, private=private)]
                assert not isinstance(part, Personal) or not part.instead
    return {"shown": shown, "page": page, **heard, "at": stage.frame.focus.at}


def leafing(stage: Stage) -> list[Any]:
    """A guide of several pages by one key, to its end."""
    from kiosk.config import Config
    from kiosk.content.library import load

    library = load(Config().factory_content_path)
    longest = max(library.guides.values(), key=lambda guide: len(guide.steps))
    begin(stage, replace(ready_state(), library=library))
    stage.dispatch(m.Open(s.GuideView(longest.id)))
    stage.reach("guide.after")
    told(stage)
    out: list[Any] = []
    for _ in range(2):
        stage.key("press")
        out.append([stage.frame.focus.at, told(stage)[-1][-2:]])
    return out


def numbers(stage: Stage) -> list[list[str]]:
    """What can be dialled, and what of the page is said as a telephone number."""
    begin(stage)
    stage.dispatch(m.Open(s.HelpPeople()))
    (page,) = said(stage)
    library = stage.state.library
    assert library is not None
    shown = [line.number for line in library.site.hotlines]
    return [shown, [part.text for part in page.parts if isinstance(part, PhoneNumber)]]


def letters(stage: Stage) -> dict[str, list[str]]:
    """Keys of the pinyin pad, and what is being composed."""
    from kiosk.screens.transcript import named
    from kiosk.screens.widgets.touch import find_uid
    from kiosk.speech.plan import aloud, lines
    from script.gallery_states import shots
    from tests.support.library import small_library

    shot = next(one for one in shots(small_library()) if one.name == "write-pinyin-syllable")
    stage.frame.show(shot.state)
    out: dict[str, list[str]] = {}
    for name in ("q", "v", "comma", "erase", "part"):
        found = find_uid(stage.frame.root, f"write.pinyin.{name}")
        assert found is not None, stage.ids_shown()
        out[name] = list(aloud(Utterance(named(found))))
    from kiosk.screens.widgets.entry import WrittenText

    (box,) = (one for one in stage.frame.root.walk() if isinstance(one, WrittenText))
    out["room"] = [line.sentence.spoken for part in box.spoken() for line in lines(part, private=False)]
    out["headphone"] = [line.sentence.spoken for part in box.spoken() for line in lines(part, private=True)]
    return out
