"""Played on clips, the idle page with something on it, and hard words (``tests.screens.stage``)."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Language
from kiosk.domain.library_learning import Term
from kiosk.domain.media_play import (
    ClipBroken,
    ClipEnded,
    ClipMoment,
    ClipUnheard,
    Play,
    Shot,
    Show,
    ShowClip,
)
from kiosk.domain.state import AppState
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.learning import LESSON
from tests.support.library import WAGES

RED, BLUE = b"\xff\x00\x00\xff", b"\x00\x00\xff\xff"


def to_lesson(stage: Stage) -> None:
    stage.wake()
    stage.dispatch(m.Open(s.LessonView(LESSON)))


def find(stage: Stage, name: str, touch_id: str) -> None:
    """On low panels it stands on a page of its own."""
    while touch_id not in stage.ids_shown() and enabled(stage, f"{name}.after"):
        stage.tap(f"{name}.after")


def begin(stage: Stage) -> str:
    """On the page of the lesson's clip, which is being read; its run."""
    to_lesson(stage)
    find(stage, "lesson", "lesson.clip")
    stage.tap("lesson.clip")
    return run(stage)


def run(stage: Stage) -> str:
    play = stage.state.visit.play if stage.state.visit is not None else None
    return play.run if play is not None else ""


def shot(colour: bytes = RED) -> Shot:
    return Shot(4, 2, colour * 8)


def told(stage: Stage) -> list[str]:
    """What the room that plays was asked, in order."""
    wishes = [effect.wish for effect in stage.rooms.effects if isinstance(effect, ShowClip)]
    return ["-" if one is None else "paused" if one.paused else one.media.id for one in wishes]


def film(stage: Stage) -> Any:
    from kiosk.screens.widgets.film import Film

    found = [block for block in stage.frame.root.walk() if isinstance(block, Film)]
    return found[0] if found else None


def colour(stage: Stage) -> list[int]:
    """Of the middle of the film, as the window shows it."""
    stage.draw(2)
    shown = film(stage)
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

    pixel = glReadPixels(round(shown.center_x), round(shown.center_y), 1, 1, GL_RGBA, GL_UNSIGNED_BYTE)
    return list(pixel[:3])


# ---- a clip


def clip(stage: Stage) -> dict[str, Any]:
    """Watched, stopped, gone on with, to its end, and once more."""
    number = begin(stage)
    getting = stage.texts()
    stage.dispatch(ClipMoment(number, 1000, shot()))
    playing, first = stage.texts(), colour(stage)
    blocks = [id(block) for block in stage.frame.root.walk()]
    stage.dispatch(ClipMoment(number, 3500, shot(BLUE)))
    still = blocks == [id(block) for block in stage.frame.root.walk()]
    later, second = stage.texts(), colour(stage)
    stage.tap("clip.pause")
    paused = stage.texts()
    stage.tap("clip.play")
    stage.dispatch(ClipEnded(number))
    ended = stage.texts()
    stage.tap("clip.play")
    again = run(stage)
    stage.tap("bar.back")
    return {
        "getting": getting,
        "playing": playing,
        "later": later,
        "colours": [first, second],
        "still": still,
        "paused": paused,
        "ended": ended,
        "again": again not in ("", number),
        "back": stage.shown,
        "told": told(stage),
    }


def hidden(stage: Stage) -> dict[str, Any]:
    """马上收起 while it plays."""
    stage.dispatch(ClipMoment(begin(stage), 1000, shot()))
    stage.tap("bar.hide")
    return {"shown": stage.shown, "told": told(stage)[-1], "kept": film(stage) is not None}


def louder(stage: Stage) -> dict[str, Any]:
    """The sheet where one makes it louder lies over it, and it goes on."""
    stage.dispatch(_with_sound(stage))
    number = begin(stage)
    stage.dispatch(ClipMoment(number, 1000, shot()))
    stage.tap("clip.volume")
    sheet = stage.shown
    stage.dispatch(ClipMoment(number, 2000, shot()))
    stage.tap("bar.back")
    return {"sheet": sheet, "back": stage.shown, "run": run(stage) == number, "told": told(stage)}


def _with_sound(stage: Stage) -> m.ReleaseChanged:
    from kiosk.domain.library_learning import Media, MediaFile

    library = stage.state.library
    assert library is not None
    stage.runtime.state = replace(stage.state, speech=True)
    known = dict(library.every(Media))
    known["boat"] = replace(known["boat"], sound=MediaFile("opus", 3, "1" * 64, ("1" * 64,)))
    return m.ReleaseChanged(replace(library, more={**library.more, Media: known}))


def faults(stage: Stage) -> dict[str, Any]:
    """Neither a silent loudspeaker nor a broken file is more than a sentence."""
    stage.dispatch(_with_sound(stage))
    number = begin(stage)
    stage.dispatch(ClipMoment(number, 1000, shot()), ClipUnheard(number))
    unheard = stage.texts()
    stage.dispatch(ClipBroken(number))
    broken, ids = stage.texts(), stage.ids_shown()
    stage.tap("bar.back")
    return {"unheard": unheard, "broken": broken, "ids": ids, "back": stage.shown}


def by_keys(stage: Stage) -> list[str]:
    stage.wake()
    stage.dispatch(m.SetComfort("keys", value=True), m.Open(s.LessonView(LESSON)))
    stage.go("lesson.clip", "clip.pause", "clip.play")
    return [stage.shown, *told(stage)]


def read_to(stage: Stage) -> list[str]:
    """Captions of a clip that nobody can hear, for who is read to."""
    from kiosk.domain.speech import Public

    stage.runtime.state = replace(stage.state, speech=True)
    stage.wake()
    stage.dispatch(m.SetComfort("voice", value=True), m.Open(s.LessonView(LESSON)))
    find(stage, "lesson", "lesson.clip")
    stage.tap("lesson.clip")
    for ms in (500, 1000, 3500):
        stage.dispatch(ClipMoment(run(stage), ms, shot()))
        stage.frame.follow()
    return [part.text for parts in stage.heard for part in parts if isinstance(part, Public)]


# ---- while nobody is there


def idle(stage: Stage) -> dict[str, Any]:
    """With a clip on it; any touch begins the visit, whatever is being decoded."""
    plain = stage.texts()
    library = stage.state.library
    assert library is not None
    media = library.every(_media())["boat"]
    show = Show(1, Play("idle-1", media, since=stage.state.now))
    stage.runtime.state = replace(_marked(stage), show=show)
    stage.dispatch(ClipMoment("idle-1", 1000, shot()))
    shown, ids, first = stage.texts(), stage.ids_shown(), colour(stage)
    blocks = [id(block) for block in stage.frame.root.walk()]
    stage.dispatch(ClipMoment("idle-1", 1100, shot(BLUE)))
    still, second = blocks == [id(block) for block in stage.frame.root.walk()], colour(stage)
    stage.clock.advance(1.0)
    stage.touch(3.0, 3.0)
    home, after = stage.shown, told(stage)
    stage.dispatch(m.EndVisit(quietly=True))
    return {
        "shown": shown,
        "ids": ids,
        "colours": [first, second],
        "still": still,
        "home": home,
        "told": after,
        "as before": stage.texts() == plain,
    }


def _media() -> Any:
    from kiosk.domain.library_learning import Media

    return Media


def _marked(stage: Stage) -> AppState:
    """The play list is on, by day, and the video is marked for it."""
    from kiosk.domain.library_learning import Media

    library = stage.state.library
    assert library is not None
    known = {name: replace(one, idle=one.kind == "video") for name, one in library.every(Media).items()}
    shown = replace(library, more={**library.more, Media: known})
    return replace(stage.state, library=shown, still_s=20.0, clock_judged=True, clock_trusted=True)


# ---- hard words


def terms(stage: Stage, language: str = "zh") -> dict[str, Any]:
    """From a lesson to its hard words, to one of them, to the law it cites, and all the way back."""
    stage.wake()
    stage.dispatch(m.SetComfort("language", Language(language)), m.Open(s.LessonView(LESSON)))
    find(stage, "lesson", "lesson.terms")
    stage.tap("lesson.terms")
    listed, rows = stage.texts(), [i for i in stage.ids_shown() if i.startswith("terms.row.")]
    stage.tap("terms.row.relation")
    said = stage.texts()
    find(stage, "term", "term.laws")
    said += stage.texts()
    stage.tap("term.laws")
    law = stage.shown
    for _ in range(3):
        stage.tap("bar.back")
    return {
        "listed": listed,
        "rows": [row for row in rows if not row.endswith(".say")],
        "said": said,
        "law": law,
        "back": stage.shown,
    }


def one_term(stage: Stage) -> dict[str, Any]:
    """A guide with one hard word leads straight to it; one without offers nothing."""
    library = stage.state.library
    assert library is not None
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    before = stage.ids_shown()
    guide = library.guides[WAGES]
    word = Term("pay", guide.answer[0][:2], "干活该得的钱。")
    shown = replace(library, more={**library.more, Term: {"pay": word}})
    stage.runtime.state = replace(stage.state, library=shown)
    stage.dispatch(m.Back(), m.Open(s.GuideView(WAGES)))
    find(stage, "guide", "guide.terms")
    stage.tap("guide.terms")
    return {"without": "guide.terms" in before, "shown": stage.shown, "said": stage.texts()}


def terms_by_keys(stage: Stage) -> list[str]:
    stage.wake()
    stage.dispatch(m.SetComfort("keys", value=True), m.Open(s.LessonView(LESSON)))
    stage.go("lesson.terms", "terms.row.written")
    return [stage.shown, *stage.texts()]


def sum_terms(stage: Stage) -> dict[str, Any]:
    """On a calculator's card."""
    from kiosk.domain.update_sums import OpenSum

    library = stage.state.library
    assert library is not None
    card = stage.state.sums[0]
    term = Term("it", card.title[-2:], "样例里的词。")
    shown = replace(library, more={**library.more, Term: {"it": term}})
    stage.runtime.state = replace(stage.state, library=shown)
    stage.wake()
    stage.dispatch(OpenSum(card.name))
    stage.tap("sum.terms")
    term_shown = stage.shown
    stage.tap("bar.back")
    return {"term": term_shown, "back": stage.shown}
