"""Played on the pages of the search: the box, the line that is written, what was found."""

from dataclasses import replace
from typing import Any

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Language
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.effects import Search
from kiosk.domain.search import Found
from tests.screens.stage import Stage
from tests.screens.writing import draw, enabled
from tests.support.library import CREW, DISMISSED, WAGES
from tests.support.searching_walk import GUIDE, LEAVE, TOPIC

MORE = (
    Found(DISMISSED, "guide", "labour", "被辞退了，怎么办？", 5.0, "先要证明。", ((1, 3),), ((0, 1),)),
    Found(CREW, "guide", "fishery", "船上的工钱", 4.0, "", ((3, 5),)),
)


def at_home(stage: Stage, **changes: Any) -> None:
    works: dict[str, Any] = {"search": True, "pinyin": True, **changes}
    stage.reset(replace(stage.state, visit=None, **works))
    stage.wake()
    stage.sent.clear()


def wanted(stage: Stage) -> Search:
    """What the index is asked now."""
    return [effect for effect in stage.rooms.effects if isinstance(effect, Search)][-1]


def says(stage: Stage, *found: Found, near: tuple[Found, ...] = ()) -> None:
    """The index's answer to what is written."""
    stage.dispatch(a.Searched(wanted(stage).generation, found, near, sure=not near))


def rows(stage: Stage, begin: str) -> list[str]:
    """Ids of what can be touched, from the top."""
    from kiosk.screens.widgets.touch import touchables

    shown = [one for one in touchables(stage.frame.root) if one.touch_id.startswith(begin)]
    shown = [one for one in shown if not one.touch_id.endswith(".say")]
    return [one.touch_id for one in sorted(shown, key=lambda one: -one.top)]


def spelled(stage: Stage, letters: str, *found: str) -> None:
    for letter in letters:
        stage.tap(f"write.pinyin.{letter}")
    visit = stage.state.visit
    assert visit is not None
    generation = visit.pinyin.composition.generation
    stage.dispatch(PinyinRead(generation, tuple(Candidate(text, len(letters)) for text in found)))


def boxes(stage: Stage) -> dict[str, list[str]]:
    """What the first page offers, by what works."""
    out = {}
    for name, changes in {
        "both": {},
        "hand": {"pinyin": False},
        "neither": {"pinyin": False, "handwriting": False},
        "no index": {"search": False},
    }.items():
        at_home(stage, **changes)
        out[name] = [one for one in stage.ids_shown() if one.startswith("home.search")]
    return out


def journey(stage: Stage) -> dict[str, Any]:
    """Written in pinyin, live results, all of them, one opened, and back to what was written."""
    at_home(stage)
    stage.tap("home.search.pinyin" if "home.search.pinyin" in stage.ids_shown() else "home.search")
    if "write.pinyin" in stage.ids_shown():
        stage.tap("write.pinyin")
    out: dict[str, Any] = {
        "shown": stage.shown,
        "empty": enabled(stage, "write.done"),
        "begin": stage.texts(),
    }
    spelled(stage, "gongzi", "工资", "公子")
    out["asked letters"] = wanted(stage).text
    says(stage, GUIDE, *MORE)
    out["live"] = rows(stage, "write.found.")
    stage.tap("write.candidate.0")
    out["asked word"] = wanted(stage).text
    says(stage, GUIDE, LEAVE)
    out["live then"] = rows(stage, "write.found.")
    stage.tap("write.done")
    out["results"], out["rows"] = stage.shown, rows(stage, "search.row.")
    out["said"] = stage.texts()
    stage.tap(f"search.row.guide.{WAGES}")
    out["opened"] = stage.shown
    stage.tap("bar.back")
    out["rows again"] = rows(stage, "search.row.")
    stage.tap("bar.back")
    visit = stage.state.visit
    assert visit is not None
    out["text again"], out["live again"] = visit.asked.text, rows(stage, "write.found.")
    return out


def opened_live(stage: Stage) -> list[str]:
    """A result is touched while it is written; home has nothing of it."""
    at_home(stage)
    stage.tap("home.search")
    stage.dispatch(a.WriteSearch("工资"))
    says(stage, GUIDE)
    stage.tap(f"write.found.guide.{WAGES}")
    out = [stage.shown]
    stage.tap("bar.home")
    stage.tap("home.search")
    visit = stage.state.visit
    assert visit is not None
    return [*out, visit.asked.text, *rows(stage, "write.found.")]


def by_hand(stage: Stage) -> dict[str, Any]:
    """Ink that is no text yet becomes it first, in sight."""
    at_home(stage, pinyin=False)
    stage.tap("home.search")
    draw(stage)
    visit = stage.state.visit
    assert visit is not None
    assert visit.ink.asked is not None
    stage.dispatch(m.CandidatesReady(visit.ink.asked, ("工", "土")))
    stage.tap("write.done")
    first = (stage.shown, wanted(stage).text)
    stage.tap("write.done")
    return {"first": first, "then": stage.shown}


def unsure(stage: Stage, **changes: Any) -> dict[str, Any]:
    """Nothing fits well."""
    at_home(stage, **changes)
    stage.tap("home.search")
    stage.dispatch(a.WriteSearch("签证"))
    says(stage, MORE[1], near=(TOPIC,))
    stage.tap("write.done")
    out: dict[str, Any] = {"rows": rows(stage, "search."), "said": stage.texts()}
    if "search.leave" in stage.ids_shown():
        stage.tap("search.leave")
        visit = stage.state.visit
        assert visit is not None
        assert visit.form is not None
        out["leave"] = (stage.shown, visit.form.draft.answer("request"))
        stage.tap("bar.back")
    stage.tap("search.people")
    out["people"] = stage.shown
    return out


def broken(stage: Stage) -> dict[str, Any]:
    """It stops working under the hand."""
    at_home(stage)
    stage.tap("home.search")
    stage.dispatch(a.WriteSearch("工资"), a.SearchReady(ready=False), a.Searched(1))
    said = stage.texts()
    stage.tap("write.done")
    out = {"said": said, "rows": rows(stage, "search."), "then": stage.texts()}
    stage.tap("search.topics")
    return {**out, "after": stage.shown}


def forgotten(stage: Stage) -> list[str]:
    """Lines the painter still has after the visit that have something of what was written."""
    at_home(stage)
    stage.tap("home.search")
    stage.dispatch(a.WriteSearch("很私的事"))
    says(stage, GUIDE)
    stage.tap("write.done")
    shown = stage.texts()
    stage.tap("bar.hide")
    kept = [key[0] for key in stage.painter._lines]
    return [str(any("很私" in text for text in shown)), *(line for line in kept if "很私" in line)]


def in_english(stage: Stage) -> dict[str, Any]:
    at_home(stage)
    stage.dispatch(m.SetComfort("language", Language.EN), m.Open(s.SearchBox()))
    stage.dispatch(a.WriteSearch("gongzi"))
    says(stage, GUIDE)
    live = rows(stage, "write.found.")
    stage.tap("write.done")
    return {"live": live, "said": stage.texts(), "rows": rows(stage, "search.row.")}


def marks_drawn(stage: Stage) -> dict[str, Any]:
    """How many lines are under the words of the first result, and where, against its text."""
    from kivy.graphics import Rectangle

    from kiosk.screens.widgets.marked import Marked

    at_home(stage)
    stage.tap("home.search")
    stage.dispatch(a.WriteSearch("老板工资"))
    says(stage, replace(GUIDE, marks=((0, 2), (4, 6))))
    stage.tap("write.done")

    def titles(node: Any) -> list[Any]:
        own = [node] if isinstance(node, Marked) and node.marks and node.role == "row" else []
        return own + [found for child in node.children for found in titles(child)]

    title = titles(stage.frame.root)[0]
    lines = [one for one in title._lines_under.children if isinstance(one, Rectangle)]
    inside = all(title.x - 1 <= one.pos[0] and one.pos[0] + one.size[0] <= title.right + 1 for one in lines)
    below = all(title.y - 4 <= one.pos[1] < title.top for one in lines)
    return {"lines": len(lines), "inside": inside, "below": below}
