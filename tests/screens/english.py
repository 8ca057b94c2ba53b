"""Played in English (``tests.screens.stage``): each function gets a fresh stage."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from kiosk.devices.printer.encode import Line
from kiosk.devices.printer.layout import compose
from kiosk.devices.printer.paper import Paper
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Language
from kiosk.domain.effects import PrintSlip, SaveOrder
from kiosk.domain.flow import route
from kiosk.domain.library import Library, ReleaseInfo
from kiosk.domain.library_english import with_english
from kiosk.domain.slip import GuidePaper
from kiosk.words.slips import say
from tests.screens.stage import Stage
from tests.support.states import saved
from tests.support.whole_library import checked

_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]")
# The word an office uses, the office's and the law's own name, behind their English.
_OFFICE_WORD = re.compile(r" \([\u3000-\u303f\u3400-\u9fff\uff01-\uff60]+\)")


@cache
def sample_library() -> Library:
    """What of ``library/`` is written in English, as a terminal shows it. Nobody changes it."""
    draft = checked()
    assert draft.site is not None
    whole = Library(
        info=ReleaseInfo(1, "1", "2026-11-20T00:00:00+08:00", len(draft.guides)),
        topics=tuple(row.value.build() for row in draft.topics),
        items=tuple(row.value.build(draft.law_names) for row in draft.items if row.value.title_en),
        site=draft.site.value.build(),
        notices=tuple(row.value.build() for row in draft.notices),
        guides={row.value.id: row.value.build(draft.law_names) for row in draft.guides if row.value.title_en},
        offices={row.value.id: row.value.build() for row in draft.offices},
    )
    return with_english(whole)


def chinese(stage: Stage) -> list[str]:
    """What stands on the screen in Chinese, but for the way back to it."""
    return [text for text in stage.texts() if _CHINESE.search(text) and text != "中文"]


def journey(stage: Stage) -> dict[str, Any]:
    """From idle to idle in English by touches alone: a question asked with a ready sentence, and rated."""
    stage.reset(replace(stage.state, library=sample_library()))
    seen: dict[str, list[str]] = {}
    screens: list[str] = []

    def look() -> None:
        screens.append(stage.shown)
        for text in chinese(stage):
            seen.setdefault(stage.shown, []).append(text)

    def touch(*ids: str) -> None:
        for touch_id in ids:
            stage.tap(touch_id)
        look()

    stage.tap("idle.language")
    stage.clock.advance(1.0)
    look()
    touch("home.tile.do")
    touch("items.row.consultation")
    stage.tap("write.done")
    missing = [text for text in stage.texts() if text.startswith("Nothing yet")]
    touch("write.sentence.0")
    touch("write.done")
    while "consent.page.after" in stage.ids_shown() and _can_turn(stage):
        touch("consent.page.after")
    touch("consent.yes")
    touch("write.done")
    touch(*(f"phone.key.{digit}" for digit in "05800000001"))
    touch("phone.done")
    touch("choice.sms", "choice.done")
    touch("check.submit")
    order = next(one.submission.order_id for one in stage.rooms.effects if isinstance(one, SaveOrder))
    stage.dispatch(saved(order))
    look()
    paper = next(one for one in stage.rooms.effects if isinstance(one, PrintSlip)).slip
    slip = say(paper, stage.tongues.of(Language.EN))
    touch("submitted.rate")
    touch("rate.1")
    touch("reasons.slow", "reasons.send")
    stage.tap("end.done")
    return {
        "screens": screens,
        "chinese": seen,
        "missing": missing,
        "slip": repr(slip),
        "after": stage.shown,
        "idle": chinese(stage),
    }


def _can_turn(stage: Stage) -> bool:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, "consent.page.after")
    return found is not None and found.enabled


def guides(stage: Stage) -> dict[str, Any]:
    """Every guide from its first page to its last: what is Chinese on them, and faults of any page."""
    from kiosk.config import Config
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    faces = ui_fonts(Config().fonts_path)
    library = sample_library()
    stage.reset(replace(stage.state, library=library))
    stage.tap("idle.language")
    stage.clock.advance(1.0)
    read, pages, said, faults = [], 0, set[str](), list[str]()
    for guide_id in library.guides:
        texts: list[str] = []
        counts = False  # whether a page says that the Chinese text counts
        for page in range(99):
            stage.dispatch(m.Open(s.GuideView(guide_id, page)))
            shown = stage.texts()
            if page and shown == texts:
                break
            texts, pages = shown, pages + 1
            counts = counts or any("The Chinese text counts" in text for text in texts)
            said.update(_OFFICE_WORD.sub("", text) for text in chinese(stage))
            faults += [f"{guide_id} {page}: {fault}" for fault in problems(stage.frame, faces)]
        read += [guide_id] if counts else []
    return {
        "read": read,
        "all": list(library.guides),
        "pages": pages,
        "chinese": sorted(filter(_CHINESE.search, said)),
        "faults": faults,
    }


def printed_guide(stage: Stage) -> str:
    """A guide's slip, asked for in English."""
    stage.reset(replace(stage.state, library=sample_library()))
    stage.tap("idle.language")
    stage.clock.advance(1.0)
    for touch_id in ("home.tile.ask", "topics.tile.labour", "guides.row.labour/unpaid-wages", "guide.print"):
        stage.tap(touch_id)
    paper = next(one for one in stage.rooms.effects if isinstance(one, PrintSlip)).slip
    assert isinstance(paper, GuidePaper)
    assert paper.language is Language.EN
    printed = compose(say(paper, stage.tongues.of(paper.language)), Paper())
    return "\n".join("".join(span.text for span in part.spans) for part in printed if isinstance(part, Line))


def back_and_forth(stage: Stage) -> dict[str, Any]:
    """English and back on home, with a draft begun between: nothing written is lost."""
    stage.reset(replace(stage.state, library=sample_library()))
    stage.wake()
    first = stage.texts()
    stage.tap("home.language")
    english = stage.texts()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "My pay"), m.GoHome())
    stage.tap("home.language")
    again = stage.texts()
    stage.tap("home.resume")
    return {
        "first": first,
        "english": english,
        "again": again,
        "shown": stage.shown,
        "request": _request(stage),
        "title": stage.texts(),
    }


def _request(stage: Stage) -> str:
    """What the open draft asks; empty without one."""
    form = stage.state.visit.form if stage.state.visit is not None else None
    return form.draft.answer("request") if form is not None else ""


def elsewhere_wakes_in_chinese(stage: Stage) -> list[str]:
    """Any touch but on the button opens home as always, and presses nothing."""
    said = []
    for touch_id in ("idle.start", "idle.language"):
        stage.dispatch(m.EndVisit(quietly=True))
        stage.clock.advance(5.0)
        stage.tap(touch_id)
        said.append(f"{route(stage.state).screen.value} {stage.frame.look.texts.language.value}")
    return said


def without_english(stage: Stage) -> dict[str, list[str]]:
    """What is not there in English is shown in Chinese, with a line that says so."""
    stage.tap("idle.language")
    stage.clock.advance(1.0)
    found = {}
    for touch_id in ("home.tile.ask", "topics.tile.labour", "guides.row.labour/unpaid-wages"):
        stage.tap(touch_id)
        found[stage.shown] = stage.texts()
    return found


def typed(stage: Stage) -> dict[str, Any]:
    """A question typed letter by letter."""
    stage.reset(replace(stage.state, library=sample_library()))
    stage.tap("idle.language")
    stage.clock.advance(1.0)
    for touch_id in ("home.tile.do", "items.row.consultation"):
        stage.tap(touch_id)
    for name in ("i", "space", "w", "o", "n", "apostrophe", "t", "dot", "space", "o", "k", "latin-question"):
        stage.tap(f"write.key.{name}")
    ids = stage.ids_shown()
    stage.tap("write.hand")
    return {
        "request": _request(stage),
        "keys": "write.pad" not in ids,
        "pad": "write.pad" in stage.ids_shown(),
    }


def digits(stage: Stage) -> dict[str, Any]:
    """On a low panel digits take the place of the first row of letters and give it back."""
    stage.reset(replace(stage.state, library=sample_library()))
    stage.tap("idle.language")
    stage.clock.advance(1.0)
    for touch_id in ("home.tile.do", "items.row.consultation"):
        stage.tap(touch_id)
    before = set(stage.ids_shown())
    for touch_id in ("key.w", "digits", "key.1", "key.2", "key.latin-comma", "key.space", "digits", "key.q"):
        stage.tap(f"write.{touch_id}")
    return {"request": _request(stage), "same": set(stage.ids_shown()) == before}
