"""Played on the page where one speaks. Each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain.comfort import Reach
from kiosk.domain.recording import Cause, Verdict
from tests.screens.stage import ISO, Stage
from tests.support.states import speaking_state


def page(stage: Stage) -> None:
    """我不识字，听我说, from home."""
    stage.reset(speaking_state())
    stage.wake()
    stage.tap("home.speak")
    stage.sent.clear()


def take(stage: Stage, seconds: float = 23.0, verdict: Verdict = Verdict.GOOD) -> None:
    """Touch, speak, touch."""
    stage.tap("record.start")
    started = stage.sent[-1]
    assert isinstance(started, m.StartRecording)
    stage.dispatch(r.RecordingLevel(started.recording_id, seconds, 0.6))
    stage.tap("record.stop")
    stage.dispatch(r.RecordingEnded(started.recording_id, seconds, verdict, Cause.ASKED))
    stage.dispatch(r.RecordingKept(started.recording_id, round(seconds * 1000)))


def dressed_while_speaking(stage: Stage) -> dict[str, Any]:
    """A frame that never showed the page comes to it in the middle of a take: where its words stand."""
    from kiosk.screens.widgets.text import Text

    page(stage)
    stage.dispatch(m.StartRecording("a"), r.RecordingLevel("a", 18.2, 0.7))
    state = stage.state
    stage.reset(state)
    heights = {
        block.text: block.height
        for block in stage.frame.root.walk()
        if isinstance(block, Text) and block.text.startswith(("还能说", "正在听"))
    }
    return {"shown": stage.shown, "heights": heights}


def spoken_order(stage: Stage) -> dict[str, Any]:
    """From home to the check page without a written word."""
    page(stage)
    before = stage.texts()
    stage.tap("record.start")
    name = stage.state.visit.form.voice.recording_id  # type: ignore[union-attr]
    stage.dispatch(r.RecordingLevel(name, 18.2, 0.7))
    during = stage.texts()
    ids = stage.ids_shown()
    stage.tap("record.stop")
    stage.dispatch(r.RecordingEnded(name, 20.0, Verdict.GOOD, Cause.ASKED))
    keeping = stage.texts()
    stage.dispatch(r.RecordingKept(name, 20_000))
    kept = stage.texts()
    stage.tap("record.done")
    after = stage.shown
    stage.dispatch(m.RefuseConsent(ISO))
    return {
        "before": before,
        "during": during,
        "ids": ids,
        "keeping": keeping,
        "kept": kept,
        "after": after,
        "shown": stage.shown,
        "check": stage.texts(),
    }


def said_of(stage: Stage, verdict: str, cause: str) -> list[str]:
    page(stage)
    stage.tap("record.start")
    name = stage.state.visit.form.voice.recording_id  # type: ignore[union-attr]
    stage.dispatch(r.RecordingEnded(name, 20.0, Verdict(verdict), Cause(cause)))
    stage.dispatch(r.RecordingKept(name, 20_000))
    return stage.texts()


def heard_and_dropped(stage: Stage) -> dict[str, Any]:
    page(stage)
    for _ in range(3):
        take(stage)
    full = stage.texts()
    stage.tap("record.play.1")
    playing = stage.texts()
    stage.tap("record.play.1")
    quiet = stage.texts()
    stage.tap("record.drop.0")
    return {"full": full, "playing": playing, "quiet": quiet, "left": stage.texts(), "ids": stage.ids_shown()}


def faint(stage: Stage) -> dict[str, list[str]]:
    """A microphone that is covered from the beginning; one who draws breath, and one who has walked away."""
    page(stage)
    stage.tap("record.start")
    name = stage.state.visit.form.voice.recording_id  # type: ignore[union-attr]
    stage.dispatch(r.RecordingLevel(name, 2.1, 0.02))
    never = stage.texts()
    stage.dispatch(r.RecordingLevel(name, 3.0, 0.7), r.RecordingLevel(name, 6.0, 0.02))
    pause = stage.texts()
    stage.dispatch(r.RecordingLevel(name, 9.0, 0.02))
    return {"never": never, "pause": pause, "gone": stage.texts()}


def ways_to_it(stage: Stage) -> dict[str, Any]:
    """Where a microphone is ready, and where none is."""
    stage.reset(speaking_state())
    stage.wake()
    home = stage.ids_shown()
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    write = stage.ids_shown()
    stage.tap("write.speak")
    record = stage.shown
    stage.tap("record.write")
    back = stage.shown
    stage.dispatch(d.DeviceChanged("microphone", d.ABSENT))
    gone = stage.ids_shown()
    stage.dispatch(m.GoHome())
    return {
        "home": home,
        "write": write,
        "record": record,
        "back": back,
        "gone": gone,
        "home_without": stage.ids_shown(),
    }


def picture(stage: Stage, path: str, state: str) -> None:
    """For whoever looks at it."""
    page(stage)
    if state == "listening":
        stage.tap("record.start")
        name = stage.state.visit.form.voice.recording_id  # type: ignore[union-attr]
        stage.dispatch(r.RecordingLevel(name, 18.2, 0.7))
    elif state == "kept":
        take(stage)
        take(stage, 60.0)
        take(stage, 41.0)
    elif state == "write":
        stage.tap("record.write")
    elif state == "home":
        stage.dispatch(m.GoHome())
    elif state == "check":
        take(stage)
        stage.dispatch(m.NextPage(), m.RefuseConsent(ISO))
    stage.draw(3)
    stage.window.screenshot(name=path)


def other_ways_beside_it(stage: Stage, low_controls: bool) -> dict[str, list[str]]:
    """Where one may speak instead: each of the other ways to write, tapped in turn; what is offered then."""
    stage.reset(replace(speaking_state(), pinyin=True))
    stage.wake()
    if low_controls:
        stage.dispatch(m.SetComfort("reach", Reach.SEATED))
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    out: dict[str, list[str]] = {}
    for way in ("symbols", "hand", "pinyin", "symbols", "pinyin", "hand"):
        stage.tap(f"write.{way}")
        ways = ("write.hand", "write.pinyin", "write.symbols", "write.speak")
        out[way] = [stage.shown, *(name for name in stage.ids_shown() if name in ways)]
    return out
