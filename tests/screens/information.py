"""Played on the screens of information (``tests.screens.stage``): each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Size
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.library_learning import Wording
from kiosk.domain.state import RecoveredOrder
from tests.screens.scenarios import no_more_paper
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.library import WAGES
from tests.support.states import bare_state


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


def many_items(stage: Stage) -> dict[str, Any]:
    """More services than a page holds: every one is reached by 下一页, and 返回 leaves the list."""
    library = stage.state.library
    assert library is not None
    first = library.items[0]
    items = tuple(replace(first, id=f"one-{number}", title=f"第 {number} 样事") for number in range(11))
    stage.reset(replace(stage.state, library=replace(library, items=items), visit=None))
    stage.wake()
    stage.dispatch(m.Open(s.Items()))
    seen: list[list[str]] = []
    while len(seen) < 12:
        seen.append([one for one in stage.ids_shown() if one.startswith("items.row.") and one[-4:] != ".say"])
        if not enabled(stage, "items.after"):
            break
        stage.tap("items.after")
    stage.tap("bar.back")
    return {
        "pages": [len(page) for page in seen],
        "rows": sorted(one for page in seen for one in page),
        "left": stage.shown,
    }


def in_the_countys_words(stage: Stage) -> dict[str, list[str]]:
    """Home before a release with wording of its own, in the visit in which it comes, and in the next."""
    library = stage.state.library
    assert library is not None
    stage.wake()
    before = stage.texts()
    own = {"main.home_title": Wording("main.home_title", "您碰着啥事体？")}
    stage.dispatch(m.ReleaseChanged(replace(library, more={**library.more, Wording: own})))
    during = stage.texts()
    stage.dispatch(m.EndVisit(quietly=True))
    stage.wake()
    return {"before": before, "during": during, "after": stage.texts()}


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


def free(stage: Stage) -> list[list[str]]:
    """What idle and home say, in usual and in large print."""
    seen = [stage.texts()]
    stage.wake()
    seen.append(stage.texts())
    stage.dispatch(m.SetComfort("size", Size.ELDER))
    return [*seen, stage.texts()]


def items_without(stage: Stage) -> dict[str, Any]:
    """办事情 with the reader gone, no paper and no network; then with everything back."""
    from kiosk.domain.device import READY, DeviceChanged, DeviceState, DeviceStatus

    stage.wake()
    gone = DeviceStatus(DeviceState.ABSENT, "unplugged", "E-IDC-01")
    stage.dispatch(
        m.Open(s.Items()), DeviceChanged("idcard", gone), no_more_paper(), m.LinkChanged(online=False)
    )
    without = stage.texts()
    stage.dispatch(
        DeviceChanged("idcard", READY), DeviceChanged("printer", READY), m.LinkChanged(online=True)
    )
    return {"without": without, "ids": stage.ids_shown(), "with": stage.texts()}


def no_paper(stage: Stage) -> dict[str, Any]:
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)), no_more_paper())
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


def strip(stage: Stage, online: bool, can_submit: bool = True) -> list[str]:
    stage.wake()
    stage.dispatch(m.LinkChanged(online), m.Enrolment(can_submit, "", "SS3" if can_submit else ""))
    return stage.texts()


def every_guide_fits(stage: Stage) -> dict[str, list[str]]:
    """Faults of every page of every field, and of the longest guide of each; pages are counted by turning.

    Every page of every guide is drawn by ``script/test --long pages``.
    """
    from kiosk.config import Config
    from kiosk.content.library import load
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    faces = ui_fonts(Config().fonts_path)
    library = load(Config().factory_content_path)
    stage.reset(replace(stage.state, library=library, visit=None))
    stage.wake()
    places: list[s.GuideList | s.GuideView] = [s.GuideList(topic.id) for topic in library.topics]
    longest = (max(library.guides_of(topic.id), key=lambda one: len(str(one))) for topic in library.topics)
    places += [s.GuideView(guide.id) for guide in longest]
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
