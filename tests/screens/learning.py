"""Played on the pages of 学法律 (``tests.screens.stage``): each function gets a fresh stage."""

from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_learn as learn
from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Reach
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import PrintSlip
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures, ReadArticle, ReadPictures
from kiosk.domain.slip import SheetPaper
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.learning import CASE, CHECK, FOUND, LESSON, PICTURE, QUIZ
from tests.support.library import WAGES


def to_learn(stage: Stage, *touch_ids: str) -> None:
    stage.wake()
    stage.dispatch(m.Open(s.Learn()))
    for touch_id in touch_ids:
        stage.tap(touch_id)


def all_pages(stage: Stage, name: str) -> list[str]:
    """Every text of this page and those after it."""
    said = stage.texts()
    while f"{name}.after" in stage.ids_shown() and enabled(stage, f"{name}.after"):
        stage.tap(f"{name}.after")
        said += stage.texts()
    return said


def asked(stage: Stage) -> list[str]:
    """What was asked of the shelf."""
    kinds = (ReadArticle, ReadPictures)
    return [type(effect).__name__ for effect in stage.rooms.effects if isinstance(effect, kinds)]


def sheets(stage: Stage) -> list[SheetPaper]:
    effects = [effect for effect in stage.rooms.effects if isinstance(effect, PrintSlip)]
    return [effect.slip for effect in effects if isinstance(effect.slip, SheetPaper)]


def lists(stage: Stage) -> dict[str, Any]:
    to_learn(stage)
    parts = [i for i in stage.ids_shown() if not i.startswith("bar.") and not i.endswith(".say")]
    rows = {}
    for part in (part for part in s.LearnPart if f"learn.part.{part.value}" in parts):
        stage.tap(f"learn.part.{part.value}")
        rows[part.value] = [i for i in stage.ids_shown() if i.startswith("learn.row.") and ".say" not in i]
        stage.tap("bar.back")
    return {"parts": parts, "rows": rows, "after": stage.shown}


def lesson(stage: Stage) -> dict[str, Any]:
    """All it says, then on to what it leads to, and back."""
    to_learn(stage, "learn.part.read", f"learn.row.{LESSON}")
    stage.dispatch(learn.PicturesRead(Pictures(LESSON, (Picture(PICTURE, 2, 2, b"\xff\x00\x00\xff" * 4),))))
    from kiosk.screens.widgets.photo import Photo

    _find_photo(stage)
    aloud = [
        str(part) for block in stage.frame.root.walk() if isinstance(block, Photo) for part in block.spoken()
    ]
    while enabled(stage, "lesson.before"):
        stage.tap("lesson.before")
    said = all_pages(stage, "lesson")
    stage.tap("lesson.print")
    stage.dispatch(PrintReported(_job(stage), PrintOutcome.SENT))
    told = stage.texts()
    stage.tap("lesson.onward")
    ways = [i for i in stage.ids_shown() if i.startswith("ways_on.") and not i.endswith(".say")]
    stage.tap(f"ways_on.guide.{WAGES}")
    guide = stage.shown
    stage.tap("bar.back")
    stage.tap("bar.back")
    return {
        "said": said,
        "aloud": aloud,
        "asked": asked(stage),
        "paper": [paper.heading for paper in sheets(stage)],
        "told": told,
        "ways": ways,
        "guide": guide,
        "back": stage.shown,
    }


def _job(stage: Stage) -> str:
    printing = stage.state.visit.guide_print if stage.state.visit is not None else None
    return printing.job_id if printing is not None else ""


def pictures(stage: Stage, there: bool) -> dict[str, Any]:
    """A picture's place is kept: nothing moves when it comes."""
    to_learn(stage, "learn.part.read", f"learn.row.{LESSON}")
    _find_photo(stage)
    before = _photo(stage)
    pixels = b"\xff\x00\x00\xff" * 4 if there else b""
    stage.dispatch(learn.PicturesRead(Pictures(LESSON, (Picture(PICTURE, 2, 2, pixels),))))
    return {"before": before, "after": _photo(stage), "said": stage.texts()}


def _find_photo(stage: Stage) -> None:
    while not _photo(stage):
        stage.tap("lesson.after")


def _photo(stage: Stage) -> list[float]:
    from kiosk.screens.widgets.photo import Photo

    found = [block for block in stage.frame.root.walk() if isinstance(block, Photo)]
    return [found[0].width, found[0].height] if found else []


def quiz(stage: Stage) -> dict[str, Any]:
    """The first answer wrong, the second right, then from the beginning."""
    to_learn(stage, "learn.part.quizzes", f"learn.row.{QUIZ}")
    first = stage.texts()
    stage.tap("quiz.choice.1")
    wrong, ids = stage.texts(), stage.ids_shown()
    stage.tap("quiz.laws")
    law = stage.shown
    stage.tap("bar.back")
    stage.tap("quiz.next")
    stage.tap("quiz.choice.1")
    right = stage.texts()
    stage.tap("quiz.next")
    end = stage.texts()
    stage.tap("quiz.again")
    again = stage.texts()
    stage.tap("bar.back")
    return {
        "first": first,
        "wrong": wrong,
        "answered": [i for i in ids if i.startswith("quiz.choice")],
        "law": law,
        "right": right,
        "end": end,
        "again": again,
        "back": stage.shown,
    }


def self_check(stage: Stage) -> dict[str, Any]:
    """Answered, changed, printed, and left: the farewell says to take it along."""
    to_learn(stage, "learn.part.checks", f"learn.row.{CHECK}")
    first = stage.texts()
    stage.tap("self_check.no")
    stage.tap("self_check.no")
    one = all_pages(stage, "self_check")
    stage.tap("bar.back")
    chosen = _chosen(stage)
    stage.tap("self_check.yes")
    both = all_pages(stage, "self_check")
    stage.tap("self_check.print")
    stage.dispatch(PrintReported(_job(stage), PrintOutcome.SENT))
    stage.tap("bar.end")
    return {
        "first": first,
        "one": one,
        "chosen": chosen,
        "both": both,
        "paper": [list(paper.items) for paper in sheets(stage)],
        "end": stage.texts(),
        "kept": [key[0] for key in stage.painter._lines if "两倍" in key[0]],
    }


def _chosen(stage: Stage) -> dict[str, bool]:
    from kiosk.screens.widgets.touch import find_uid

    found: dict[str, Any] = {name: find_uid(stage.frame.root, f"self_check.{name}") for name in ("yes", "no")}
    return {name: option.chosen for name, option in found.items()}


def trembling(stage: Stage) -> str:
    """A second touch at once is none: the next question stays unanswered."""
    to_learn(stage, "learn.part.checks", f"learn.row.{CHECK}")
    stage.tap("self_check.no")
    stage.tap("self_check.no", wait=0.6)
    return stage.frame.route.key if stage.frame.route is not None else ""


def unheard(stage: Stage) -> list[str]:
    """What a self-check found is nobody else's business: the loudspeaker does not say it."""
    from kiosk.domain.speech import Public

    to_learn(stage, "learn.part.checks", f"learn.row.{CHECK}", "self_check.no")
    stage.tap("self_check.yes")
    stage.tap("bar.speak")
    return [part.text for parts in stage.heard for part in parts if isinstance(part, Public)]


def guide_laws(stage: Stage, seated: bool = False) -> dict[str, Any]:
    """From a guide to the article it cites, and its own words when they come."""
    stage.wake()
    if seated:
        stage.dispatch(m.SetComfort("reach", Reach.SEATED))
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    while "guide.laws" not in stage.ids_shown():
        stage.tap("guide.after")
    stage.tap("guide.laws")
    listed = stage.shown
    stage.tap("laws.row.0")
    said = stage.texts()
    look = ArticleLook(
        "劳动争议调解仲裁法", ArticleNo(27), ArticleOutcome.FOUND, "2007-12-29", "", "第二十七条　样例。"
    )
    stage.dispatch(learn.ArticleRead(look))
    words = all_pages(stage, "law")
    stage.tap("law.print")
    return {
        "listed": listed,
        "said": said,
        "words": words,
        "asked": asked(stage),
        "paper": [list(paper.items) for paper in sheets(stage)],
    }


def no_words(stage: Stage, outcome: str) -> list[str]:
    stage.wake()
    stage.dispatch(m.Open(s.LawLine(FOUND.law, FOUND.article)))
    look = ArticleLook(FOUND.law, FOUND.article, ArticleOutcome(outcome))
    stage.dispatch(learn.ArticleRead(look))
    return all_pages(stage, "law")


def by_keys(stage: Stage) -> list[str]:
    """A quiz without a touch."""
    stage.wake()
    stage.dispatch(m.SetComfort("keys", value=True), m.Open(s.Learn()))
    stage.go(
        "learn.part.quizzes", f"learn.row.{QUIZ}", "quiz.choice.2", "quiz.next", "quiz.choice.1", "quiz.next"
    )
    return stage.texts()


def gone(stage: Stage) -> list[list[str]]:
    """A release without what is open: nothing breaks."""
    from dataclasses import replace

    out = []
    library = stage.state.library
    assert library is not None
    for place in (s.LessonView(CASE), s.QuizView(QUIZ), s.SelfCheckView(CHECK), s.Learn()):
        stage.reset(replace(stage.state, library=library, visit=None))
        stage.wake()
        stage.dispatch(m.Open(place))
        stage.runtime.state = replace(stage.state, library=replace(library, more={}))
        stage.dispatch(m.Touched())
        out.append(stage.texts())
    return out
