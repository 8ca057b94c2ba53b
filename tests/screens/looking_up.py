"""Played on 查一查 and what hangs on it. Each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.library import Library
from kiosk.domain.map_picture import MapPicture, MapRead
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.where import county_library


def begin(stage: Stage, library: Library | None = None, **changes: Any) -> None:
    """查一查, Saturday afternoon, the clock vouched for."""
    library = library or county_library()
    stage.reset(replace(stage.state, library=library, clock_trusted=True, visit=None, **changes))
    stage.wake()
    stage.dispatch(m.Open(w.LookUps()))
    stage.sent.clear()


def pages(stage: Stage, name: str) -> list[str]:
    """Every text of every page from here on."""
    found = stage.texts()
    while f"{name}.after" in stage.ids_shown() and enabled(stage, f"{name}.after"):
        stage.tap(f"{name}.after")
        found += stage.texts()
    return found


def rows(stage: Stage, name: str) -> list[str]:
    """Ids of the rows of every page, as they stand."""
    found: list[str] = []
    while True:
        found += [one for one in _in_order(stage) if one.startswith(f"{name}.row.")]
        if f"{name}.after" not in stage.ids_shown() or not enabled(stage, f"{name}.after"):
            return found
        stage.tap(f"{name}.after")


def _in_order(stage: Stage) -> list[str]:
    from kiosk.screens.widgets.reading_order import reading_order
    from kiosk.screens.widgets.touch import Touchable

    assert stage.frame.current is not None
    order = reading_order(stage.frame.current)
    return [one.touch_id for one in order if isinstance(one, Touchable) and not one.touch_id.endswith(".say")]


def menu(stage: Stage, bare: bool) -> list[str]:
    library = county_library()
    begin(stage, replace(library, more={}, offices={}) if bare else library)
    return rows(stage, "lookups")


def offices(stage: Stage) -> dict[str, Any]:
    """From the menu to the list, to the office over the water, and back."""
    begin(stage)
    stage.tap("lookups.row.offices")
    listed = stage.texts()
    found = rows(stage, "offices")
    stage.tap(found[-1])
    shown = stage.shown
    texts = pages(stage, "office")
    stage.tap("bar.back")
    return {"rows": found, "listed": listed, "shown": shown, "texts": texts, "back": stage.shown}


def door(stage: Stage, trusted: bool, workday: bool) -> list[str]:
    """What an office page says of its door."""
    local = stage.state.local
    begin(stage, local=local.replace(day=23, hour=10) if workday else local)
    stage.reset(replace(stage.state, clock_trusted=trusted, visit=None))
    stage.wake()
    stage.dispatch(m.Open(w.OfficeView("labour-inspection")))
    return stage.texts()


def codes(stage: Stage, place: str, known: str) -> list[str]:
    """What the codes on every page of it say."""
    from kiosk.screens.widgets.picture import QrImage

    begin(stage)
    kinds = {"office": w.OfficeView, "platform": w.PlatformView, "lookup": w.LookupView}
    stage.dispatch(m.Open(kinds[place](known)))
    found: list[str] = []
    while True:
        found += [one.value for one in stage.frame.root.walk() if isinstance(one, QrImage)]
        if f"{place}.after" not in stage.ids_shown() or not enabled(stage, f"{place}.after"):
            return found
        stage.tap(f"{place}.after")


def map_touched(stage: Stage) -> dict[str, Any]:
    """A mark of several, one of the other island, and the way to the list."""
    begin(stage)
    stage.tap("lookups.row.map")
    near = [one for one in stage.ids_shown() if one.startswith("map.mark.")]
    stage.tap(near[0])
    several = (stage.shown, rows(stage, "offices"))
    stage.tap("bar.back")
    stage.tap("map.other")
    wide = [one for one in stage.ids_shown() if one.startswith("map.mark.")]
    texts = stage.texts()
    stage.tap("map.mark.far")
    island = (stage.shown, stage.texts())
    stage.tap("bar.back")
    stage.tap("map.list")
    return {
        "near": near,
        "several": several,
        "wide": wide,
        "texts": texts,
        "island": island,
        "list": stage.shown,
    }


def map_pictured(stage: Stage) -> dict[str, Any]:
    """Pictures come while the map is shown; marks lead where they led. The other width has none."""
    begin(stage)
    stage.tap("lookups.row.map")
    before = stage.texts()
    picture = MapPicture(
        False, 30.6, 122.3, 30.8, 122.5, 2, 2, b"\x10\x80\x80\xff" * 4, "样例审图号", "样例单位"
    )
    stage.dispatch(MapRead(picture))
    pictured = stage.texts()
    marks = [one for one in stage.ids_shown() if one.startswith("map.mark.")]
    stage.tap("map.other")
    return {"before": before, "pictured": pictured, "marks": marks, "wide": stage.texts()}


def lists(stage: Stage) -> dict[str, Any]:
    """A short list shows its rows, a long one its kinds; one person of it."""
    begin(stage)
    stage.tap("lookups.row.registers")
    texts = stage.texts()
    while "registers.row.county-list" not in stage.ids_shown():
        stage.tap("registers.after")
        texts += stage.texts()
    stage.tap("registers.row.county-list")
    short = rows(stage, "register")
    stage.tap("register.row.1")
    shown, person = stage.shown, pages(stage, "listed")
    stage.dispatch(m.Open(w.RegisterView("long-list")))
    kinds = [one for one in _in_order(stage) if one.startswith("register.kind.")]
    stage.tap("register.kind.1")
    return {
        "texts": texts,
        "short": short,
        "shown": shown,
        "person": person,
        "kinds": kinds,
        "of_kind": rows(stage, "register"),
    }


def booked(stage: Stage) -> dict[str, Any]:
    """Who comes, and a day of it booked with the item's own form."""
    begin(stage)
    stage.tap("lookups.row.schedule")
    found, texts = rows(stage, "schedule"), stage.texts()
    stage.tap("schedule.row.weekly.20261125")
    shown = stage.shown
    stage.tap("comes.book.0")
    form = stage.state.visit.form if stage.state.visit is not None else None
    return {
        "rows": found,
        "texts": texts,
        "shown": shown,
        "after": stage.shown,
        "item": form.draft.item_id if form is not None else "",
        "request": form.draft.answer("request") if form is not None else "",
    }


def unsure_schedule(stage: Stage) -> list[str]:
    """Without a clock nobody is said to come today."""
    begin(stage)
    stage.reset(replace(stage.state, clock_trusted=False, visit=None))
    stage.wake()
    stage.dispatch(m.Open(w.Schedule()))
    return pages(stage, "schedule")


def board(stage: Stage, day: int) -> list[str]:
    begin(stage, local=stage.state.local.replace(day=day))
    stage.tap("lookups.row.board")
    return pages(stage, "board")


def duty(stage: Stage, day: int) -> list[str]:
    begin(stage, local=stage.state.local.replace(day=day, hour=10))
    stage.tap("lookups.row.duty")
    return stage.texts()


def online(stage: Stage) -> dict[str, Any]:
    begin(stage)
    stage.tap("lookups.row.online")
    listed = stage.texts()
    stage.tap("online.lookup.company")
    lookup = pages(stage, "lookup")
    stage.tap("lookup.office")
    return {"listed": listed, "lookup": lookup, "office": stage.shown}


def emergency(stage: Stage) -> dict[str, Any]:
    """From the menu, and from 求助."""
    begin(stage)
    stage.tap("bar.help")
    stage.tap("help.emergency")
    shown = stage.shown
    return {"shown": shown, "texts": pages(stage, "emergency")}


def by_ear(stage: Stage) -> list[str]:
    """The map as it is heard."""
    from kiosk.screens.transcript import transcript, written

    begin(stage)
    stage.dispatch(m.Open(w.MapView()))
    assert stage.frame.current is not None
    return written(transcript(stage.frame.current)).splitlines()
