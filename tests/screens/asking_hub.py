"""Played on a look-up that the hub does. Each function gets a fresh stage."""

from typing import Any

from kiosk.domain import asked as a
from kiosk.domain.online import AskHub, HubTold, OnlineRow, Told
from tests.screens.looking_up import begin, pages
from tests.screens.stage import Stage
from tests.screens.writing import enabled

ROWS = (OnlineRow("示例捕捞公司", ("状态：在业", "法定代表人：王示例")),)


def _asked(stage: Stage) -> AskHub:
    return [effect for effect in stage.rooms.effects if isinstance(effect, AskHub)][-1]


def lookup(stage: Stage, there: bool = True, **changes: Any) -> None:
    """To the page of a look-up; the hub says that it has it, or that it has none."""
    begin(stage, **{"online": True, **changes})
    stage.tap("lookups.row.online")
    if stage.state.online:
        known = frozenset({"company"} if there else set())
        stage.dispatch(HubTold(_asked(stage).look_id, Told.FOUND, known))
    stage.tap("online.lookup.company")


def way(stage: Stage, case: str) -> dict[str, Any]:
    """What the page offers."""
    cases: dict[str, dict[str, Any]] = {
        "here": {},
        "none": {"there": False},
        "no line": {"online": False},
        "no pen": {"handwriting": False, "pinyin": False},
    }
    lookup(stage, **cases[case])
    return {"ids": stage.ids_shown(), "texts": pages(stage, "lookup")}


def found(stage: Stage) -> dict[str, Any]:
    """Written, waited for, read; back to write another."""
    lookup(stage)
    stage.tap("lookup.here")
    empty = enabled(stage, "write.done")
    before = stage.texts()
    stage.dispatch(a.WriteSearch("捕捞公司"))
    stage.tap("write.done")
    asked, waiting = _asked(stage), stage.texts()
    stage.dispatch(HubTold(asked.look_id, Told.MORE, None, ROWS, "示例公示系统", "2026-11-01"))
    shown, texts = stage.shown, stage.texts()
    stage.tap("online_answer.other")
    return {
        "empty": empty,
        "before": before,
        "asked": (asked.connector, asked.text),
        "waiting": waiting,
        "shown": shown,
        "texts": texts,
        "back": stage.shown,
        "kept": stage.state.visit.asked.text if stage.state.visit else "",
    }


def ended(stage: Stage, how: str) -> dict[str, Any]:
    """How it ended, and whether it can be asked once more."""
    lookup(stage)
    stage.tap("lookup.here")
    stage.dispatch(a.WriteSearch("捕捞公司"))
    stage.tap("write.done")
    stage.dispatch(HubTold(_asked(stage).look_id, Told(how), source="示例公示系统"))
    texts, again = pages(stage, "online_answer"), "online_answer.again" in stage.ids_shown()
    if again:
        stage.tap("online_answer.again")
    return {"texts": texts, "again": again, "after": stage.texts()}
