"""Played on a window: what is heard of what is shown."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.speech import OrderNumber, Part, Personal, SpeechEnded, SpeechStarted, Tone, Urgency
from kiosk.domain.spoken import FallSilent, SayAloud, SetVolume
from tests.screens.stage import Stage
from tests.support.states import card, ready_state, saved, speaking_state


def _audible(stage: Stage, **changes: Any) -> None:
    stage.reset(replace(ready_state(), speech=True, **changes))


def _passed(stage: Stage) -> list[dict[str, Any]]:
    """What is said of what has changed since: one frame passes."""
    before = len(stage.rooms.effects)
    stage.frame.follow()
    return _said(stage, before)


def _said(stage: Stage, since: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "said": [_text(part) for part in effect.utterance.parts],
            "warning": effect.utterance.urgency is Urgency.WARNING,
            "after": effect.utterance.after,
        }
        for effect in stage.rooms.effects[since:]
        if isinstance(effect, SayAloud)
    ]


def _text(part: Part) -> str:
    match part:
        case Personal(text, instead):
            return f"<{text}|{instead}>"
        case OrderNumber(text):
            return f"{text}×2"
        case Tone():
            return "（滴）"
        case _:
            return part.text


def _voice(stage: Stage) -> None:
    stage.wake()
    stage.dispatch(m.SetComfort("voice", True))
    stage.frame.follow()


# ---- pages


def by_itself(stage: Stage) -> dict[str, Any]:
    """Page after page in voice mode, and nothing of a page that is left at once."""
    _audible(stage)
    stage.wake()
    silent = _passed(stage)
    stage.dispatch(m.SetComfort("voice", True))
    home = _passed(stage)
    still = [_passed(stage), _passed(stage)]
    stage.tick(1.0)
    still.append(_passed(stage))
    stage.dispatch(m.Open(s.Topics()), m.Open(s.GuideList("labour")))
    return {"silent": silent, "home": home, "still": still, "topic": _passed(stage)}


def asked_for(stage: Stage) -> dict[str, Any]:
    """朗读 reads all that stands there, and stops it when it is touched again."""
    _audible(stage)
    stage.wake()
    stage.tap("bar.speak")
    read = _said(stage)
    stage.dispatch(SpeechStarted(1, "您遇到了什么事？"))
    texts = stage.texts()
    stage.tap("bar.speak")
    hushed = stage.rooms.effects[-1] == FallSilent()
    stage.dispatch(SpeechEnded(1, finished=False))
    return {"read": read, "while": texts, "hushed": hushed, "then": stage.texts()}


def a_row(stage: Stage) -> list[dict[str, Any]]:
    """The speakers beside a row and in an answer read just these."""
    _audible(stage)
    stage.wake()
    stage.dispatch(m.Open(s.GuideList("labour")))
    row = next(i for i in stage.ids_shown() if i.startswith("guides.row.") and i.endswith(".say"))
    stage.tap(row)
    stage.tap(row.removesuffix(".say"))
    stage.tap("guide.answer.say")
    return _said(stage)


def silent_terminal(stage: Stage) -> list[str]:
    """Without a speaker nothing offers to read."""
    from kiosk.screens.looks import Looks
    from kiosk.screens.manager import Frame
    from kiosk.screens.registry import SCREENS

    looks = Looks(*stage._panel, stage.clock.monotonic, stage.tongues)
    stage.window.remove_widget(stage.frame)
    stage.frame = Frame(stage.services, looks, SCREENS, stage.errors.append)
    stage.window.add_widget(stage.frame)
    stage.runtime.on_change(stage.frame.show)
    stage.frame.show(stage.state)
    ids: list[str] = []
    stage.wake()
    for place in (s.Home(), s.GuideList("labour"), s.Items(), s.ComfortSheet()):
        stage.dispatch(m.Open(place))
        ids += stage.ids_shown()
    return ids


# ---- what changes


def news(stage: Stage) -> dict[str, Any]:
    """Of a page that stays only what is new is said: an answer to a touch at once, else after the rest."""
    _audible(stage)
    _voice(stage)
    stage.dispatch(m.OpenForm("legal-aid", "order-1"))
    page = _passed(stage)
    stage.tap("choice.wages")
    chosen = _passed(stage)
    stage.dispatch(m.NextPage(), m.Answer("request", "老板不给钱"))
    _passed(stage)
    stage.dispatch(m.Touched(), m.Answer("request", "老板不给钱，我"))
    stage.clock.advance(1.0)
    written = _passed(stage)
    stage.dispatch(m.Answer("request", "老板总不给钱，我"))
    inside = _passed(stage)
    stage.dispatch(m.Answer("request", ""))
    _passed(stage)
    stage.tap("write.done")
    return {"page": page, "chosen": chosen, "written": [*written, *inside], "problem": _passed(stage)}


def number_typed(stage: Stage) -> list[Any]:
    """Digits on a loudspeaker: how many there are, never which."""
    _audible(stage)
    _voice(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.GiveConsent("2026-11-21T14:05:00+08:00"), m.NextPage())
    out: list[Any] = [stage.shown, *_passed(stage)]
    for digit in "138":
        stage.tap(f"phone.key.{digit}")
        out += _passed(stage)
    return out


def recording(stage: Stage) -> dict[str, Any]:
    """Nothing is said while somebody speaks; what became of it is."""
    from kiosk.domain.recording import Cause, RecordingEnded, Verdict

    stage.reset(replace(speaking_state(), speech=True))
    _voice(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1", speak=True))
    before = _passed(stage)
    stage.dispatch(m.StartRecording("take-1"))
    silent = FallSilent() in stage.rooms.effects
    during = _passed(stage)
    stage.tick(0.5)
    during += _passed(stage)
    stage.dispatch(RecordingEnded("take-1", 0.4, Verdict.SHORT, Cause.ASKED))
    return {"before": before, "silent": silent, "during": during, "after": _passed(stage)}


# ---- to everybody


def countdown(stage: Stage) -> list[dict[str, Any]]:
    """The question is read to everybody, and the seconds now and then; the answer ends it."""
    _audible(stage)
    stage.wake()
    stage.frame.follow()
    stage.tick(121.0)
    out = _passed(stage)
    for _ in range(44):
        stage.tick(1.0)
        out += _passed(stage)
    return out


def farewell(stage: Stage) -> list[dict[str, Any]]:
    """What must not stay behind is said to everybody."""
    _audible(stage)
    stage.wake()
    stage.dispatch(m.OpenForm("legal-aid", "order-1"), m.Answer("matter", "wages"), m.NextPage())
    stage.dispatch(m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.GiveConsent("2026-11-21T14:05:00+08:00"), card())
    stage.frame.follow()
    stage.dispatch(m.EndVisit())
    out = _passed(stage)
    stage.tick(1.0)
    return out + _passed(stage)


def submitted(stage: Stage) -> dict[str, Any]:
    """The number slowly and twice; the code that opens the order not at all."""
    _audible(stage)
    _voice(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.GiveConsent("2026-11-21T14:05:00+08:00"), m.NextPage(), m.NextPage(), m.Submit())
    stage.frame.follow()
    stage.dispatch(saved("order-1"))
    return {"shown": stage.shown, "said": _passed(stage)}


def volume(stage: Stage) -> dict[str, Any]:
    """Heard at once, with as many steps as there are; the visit's end undoes it."""
    _audible(stage)
    stage.wake()
    stage.dispatch(m.Open(s.ComfortSheet()))
    for _ in range(3):
        stage.tap("comfort.louder")
    steps = [effect.step for effect in stage.rooms.effects if isinstance(effect, SetVolume)]
    said = _said(stage)
    stage.tap("comfort.usual")
    usual = stage.state.comfort_now.volume
    stage.tap("comfort.voice")
    return {"steps": steps, "said": said, "usual": usual, "voice": stage.state.comfort_now.voice}


def written_down(stage: Stage) -> str:
    """A screen's transcript as it stands in a file of what is expected."""
    from kiosk.screens.transcript import transcript, written

    _audible(stage)
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    assert stage.frame.current is not None
    return written(transcript(stage.frame.current))


def forgotten(stage: Stage) -> bool:
    """After the visit nothing of what was read is left in the reader."""
    _audible(stage)
    _voice(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"))
    stage.frame.follow()
    kept = "老板不给钱" in repr(stage.frame.reader._read.content) or bool(stage.frame.reader._read.content)
    stage.dispatch(m.EndVisit(quietly=True))
    return kept and not stage.frame.reader._read.content


# ---- all of it


def every_state(stage: Stage) -> dict[str, Any]:
    """Of every state of the gallery: what cannot be heard, what is heard and not seen, what must not be."""
    from kiosk.config import Config
    from kiosk.content.library import load
    from kiosk.domain.speech import Public, Utterance
    from kiosk.screens.transcript import named, transcript
    from kiosk.screens.widgets.photo import Photo
    from kiosk.screens.widgets.text import Text
    from kiosk.screens.widgets.touch import touchables
    from kiosk.speech.plan import aloud
    from script.gallery_render import forget, pose
    from script.gallery_states import shots
    from script.gallery_walk import LONG_TEXT, NAME, NUMBER, SECRET
    from tests.support.where import public_called

    own = (LONG_TEXT, NAME, NUMBER, SECRET[:10], "13000000000", "13800000000")
    nameless: list[str] = []
    unseen: list[str] = []
    told: list[str] = []
    beyond: list[str] = []
    count = 0
    library = load(Config().factory_content_path)
    # The sample adviser, whose name anybody may hear, is called like the sample resident.
    library = public_called(replace(library, site=replace(library.site, adviser="李样例")), NAME, "钱样例")
    for shot in shots(library):
        pose(stage.frame, shot, stage.sent)
        stage.draw()
        current = stage.frame.current
        assert current is not None
        count += 1
        texts = [w for w in stage.frame.root.walk() if isinstance(w, Text)]
        seen = " ".join(f"{w.text} {w.aloud}".replace("\n", "") for w in texts)  # or in short: 1／5 页
        photos = [w for w in stage.frame.root.walk() if isinstance(w, Photo)]
        seen += "".join(
            part.text for one in photos for part in one.spoken() if isinstance(part, Public)
        )  # seen as a picture
        for touchable in touchables(stage.frame.root):
            name = named(touchable)
            if not aloud(Utterance(name)):
                nameless.append(f"{shot.name} {touchable.touch_id}")
        whole = transcript(current)
        names = [action.name for action in whole.actions if action.listed]
        nameless += [f"{shot.name} {name}" for name in set(names) if names.count(name) > 1]
        beyond += [f"{shot.name} {name}" for name in _beyond_keys(stage)]
        parts = whole.parts()
        steady = (part for said in whole.content if not said.lively for part in said.parts)
        for part in (*whole.heading, *steady):
            unseen += (
                [f"{shot.name} {part.text}"] if isinstance(part, Public) and part.text not in seen else []
            )
        heard = "".join(part.text for part in parts if not isinstance(part, Personal | Tone))
        told += [f"{shot.name} {word}" for word in own if word in heard]
        aloud_words = "".join(aloud(Utterance(parts[:200])))
        told += [
            f"{shot.name} aloud" for word in ("王示例", "工资没发，我", "幺三零零零") if word in aloud_words
        ]
        if shot.found or shot.taps:
            forget(stage.frame)
    return {"count": count, "nameless": nameless, "unseen": unseen, "told": told, "beyond": beyond}


def _beyond_keys(stage: Stage) -> list[str]:
    """What a finger can press and the four keys cannot. Of what only reads, to who is read to: where coming
    to what it reads does not say it.
    """
    from kiosk.screens.focus import focusables
    from kiosk.screens.transcript import named
    from kiosk.screens.widgets.listen import ListenButton
    from kiosk.screens.widgets.touch import touchables

    root = stage.frame.root
    live = [one for one in touchables(root) if one.touch_id and one.enabled and not one.draws]
    by_keys = {one.touch_id for one in focusables(root)}
    out = [one.touch_id for one in live if one.touch_id not in by_keys]
    by_ear = list(focusables(root, heard=True))
    for one in live:
        if one not in by_ear and isinstance(one, ListenButton):
            read = one.of
            out += [one.touch_id] if read not in by_ear or not named(read) else []
        elif one not in by_ear and one.touch_id != "bar.speak":
            out.append(one.touch_id)
    return out


def long_answer(stage: Stage) -> list[Any]:
    """An answer in several paragraphs, read on a loudspeaker."""
    from kiosk.screens.transcript import transcript
    from kiosk.screens.widgets.block import Column
    from kiosk.screens.widgets.text import Text

    words = [Text(text, private=True) for text in ("第一段", "第二段", "第三段")]
    page = Column(Text("答复", "title"), *words, Text("看好了"), look_given=stage.frame.look)
    return [_text(part) for part in transcript(page).parts()]


def keys_come_by(stage: Stage) -> list[dict[str, Any]]:
    """What is heard where the keys stand, and the page once more; touched or not, dimmed or not."""
    from kiosk.screens.widgets.touch import find_uid

    _audible(stage)
    stage.wake()
    stage.frame.follow()
    for touch_id in ("home.tile.ask", "bar.back", "bar.speak"):
        found = find_uid(stage.frame.root, touch_id)
        assert found is not None
        stage.frame.reader.at(found)
    stage.frame.reader.again()
    stage.dispatch(m.EndVisit(quietly=True))
    stage.frame.follow()
    stage.frame.reader.again()
    return _said(stage)


def keys_on_answers(stage: Stage) -> list[list[str]]:
    """Names of what was chosen, of buttons of one name, of a candidate."""
    from kiosk.screens.transcript import named
    from kiosk.screens.widgets.candidates import Candidates
    from kiosk.screens.widgets.touch import find_uid, touchables

    def name(touch_id: str) -> list[str]:
        found = find_uid(stage.frame.root, touch_id)
        assert found is not None, stage.ids_shown()
        return [_text(part) for part in named(found)]

    _audible(stage)
    stage.wake()
    stage.dispatch(m.OpenForm("legal-aid", "order-1"), m.Answer("matter", "wages"))
    out = [name("choice.wages")]
    offered = Candidates(lambda _: None, look_given=stage.frame.look)
    offered.place(0, 0, 900, 120)
    offered.offer(("工", "土"))
    out += [[_text(part) for part in named(key)] for key in touchables(offered)]
    stage.dispatch(m.EndVisit(quietly=True))
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-2"), m.Answer("request", "老板不给钱"), m.NextPage())
    stage.dispatch(m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    edit = next(i for i in stage.ids_shown() if i.startswith("check.edit."))
    out.append(name(edit))
    return out
