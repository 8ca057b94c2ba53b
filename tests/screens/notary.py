"""Played on the pages of an office and a half-day. Each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.comfort import Language
from kiosk.domain.duty import UNKNOWN, Calendar, Duty, Span
from kiosk.domain.known_offices import with_offices
from kiosk.domain.library import FormField, Office
from kiosk.domain.library_english import with_english
from tests.screens.stage import Stage
from tests.screens.writing import enabled, text

OFFICE = FormField(
    *("hall", "office", "去哪家", "您去哪家公证处？"), required=True, help="近的在前面。", offices=("公证",)
)
SLOT = FormField("come", "slot", "哪天去", "您想哪天去？", required=True, office="hall")
DAY = Duty("times", (Span("workdays", 510, 690), Span("workdays", 810, 1020)))


def with_offices_of(stage: Stage, count: int, *, announced: bool = True) -> None:
    """A consultation whose first page asks for one of ``count`` notaries; the second knows no hours."""
    library = stage.state.library
    assert library is not None
    item = library.items[0]
    step = replace(item.steps[0], fields=(OFFICE, SLOT))
    halls = [
        Office(
            *(
                f"office/n{at}",
                f"第{at}公证处",
                "公证",
                "示例路",
                "0580-0000001",
                UNKNOWN if at == 1 else DAY,
            ),
            30.7 + at / 1000,
            122.4,
            name_en=f"Notary {at}",
        )
        for at in range(count)
    ]
    calendar = Calendar((2026, 2027)) if announced else Calendar()
    library = replace(
        library,
        items=(replace(item, steps=(step, *item.steps[1:])), *library.items[1:]),
        offices={one.id: one for one in halls},
        calendar=calendar,
    )
    state = replace(stage.state, library=with_english(with_offices(library)), clock_trusted=True)
    stage.reset(replace(state, visit=None))
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    stage.sent.clear()


def rows(stage: Stage) -> list[str]:
    found = (name for name in stage.ids_shown() if name.startswith("place.row."))
    return [name for name in found if not name.endswith(".say")]


def paged(stage: Stage) -> list[list[str]]:
    """The ids of the rows on each page, to the last."""
    seen = [rows(stage)]
    while "place.page.after" in stage.ids_shown() and enabled(stage, "place.page.after"):
        stage.tap("place.page.after")
        seen.append(rows(stage))
    return seen


def heard(stage: Stage, touch_id: str) -> str:
    """What is read of a row."""
    from kiosk.screens.transcript import parts_of
    from kiosk.screens.widgets.touch import find_uid

    row = find_uid(stage.frame.root, touch_id)
    assert row is not None
    return " ".join(getattr(part, "text", "") for part in parts_of(row))


def chosen(stage: Stage) -> dict[str, Any]:
    """An office, then a half-day; neither can be written."""
    with_offices_of(stage, 12)
    out: dict[str, Any] = {"shown": stage.shown, "ids": stage.ids_shown(), "pages": paged(stage)}
    stage.tap("place.done")
    out["wrong"] = stage.texts()
    stage.tap(rows(stage)[0])
    out["office"] = text(stage, "hall")
    stage.tap("place.done")
    out |= {"day": stage.texts(), "day_ids": stage.ids_shown(), "days": paged(stage)}
    out["heard"] = heard(stage, rows(stage)[0])
    any_day = ["place.any" in stage.ids_shown()]
    stage.tap(rows(stage)[0])
    out["slot"] = text(stage, "come")
    stage.tap("place.any")
    out |= {"any": text(stage, "come"), "any_shown": any_day}
    stage.tap("place.done")
    return {**out, "after": stage.shown}


def not_guessed(stage: Stage) -> dict[str, Any]:
    """Unknown hours; then a clock nobody vouches for any more, while the page is open."""
    with_offices_of(stage, 2)
    stage.dispatch(m.Answer("hall", "第1公证处"), m.NextPage())
    out: dict[str, Any] = {"hours": stage.texts(), "rows": rows(stage)}
    stage.dispatch(m.Back(), m.Answer("hall", "第0公证处"), m.NextPage())
    out["known"] = len(rows(stage))
    stage.reset(replace(stage.state, clock_trusted=False))
    out |= {"clock": stage.texts(), "clock_rows": rows(stage)}
    stage.tap("place.any")
    return {**out, "answer": text(stage, "come")}


def papers(stage: Stage, count: int) -> dict[str, Any]:
    """The check page names every paper whole, however many there are."""
    library = stage.state.library
    assert library is not None
    item = library.items[0]
    field = FormField("how", "yesno", "要吗", "要吗？")
    step = replace(item.steps[0], fields=(field,))
    whole = tuple(f"第{at}样纸，原件和复印件" for at in range(count))
    changed = replace(item, steps=(step,), materials=whole)
    stage.reset(
        replace(stage.state, library=replace(library, items=(changed, *library.items[1:])), visit=None)
    )
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("how", "yes"), m.NextPage())
    seen = [stage.shown, *stage.texts()]
    while "check.page.after" in stage.ids_shown() and enabled(stage, "check.page.after"):
        stage.tap("check.page.after")
        seen += stage.texts()
    said = "\n".join(seen)
    return {"shown": seen[0], "missing": [one for one in whole if one not in said]}


def in_english(stage: Stage) -> dict[str, Any]:
    """Offices and days are shown in English and answered as the county calls them."""
    with_offices_of(stage, 1)
    stage.dispatch(m.SetComfort("language", Language.EN))
    out: dict[str, Any] = {"office": stage.texts()}
    stage.tap("place.row.0")
    out["answer"] = text(stage, "hall")
    stage.tap("place.done")
    out["day"] = stage.texts()
    stage.tap("place.row.0")
    return {**out, "slot": text(stage, "come")}
