"""Played on looking somebody up in the lists. Each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.device import ABSENT, READY, CodeScanned
from kiosk.domain.effects import FindListed
from kiosk.domain.library_places import Register
from kiosk.domain.places_names import look
from tests.screens.looking_up import begin, rows
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.where import LAWYER, LIST, county_library


def lists(stage: Stage, **changes: Any) -> None:
    """The lists, the county's own with an official address."""
    library = county_library()
    named = {key: replace(one, lookup="company") for key, one in library.every(Register).items()}
    people = (replace(LAWYER, sound="wang shi li"),)
    named[LIST.id] = replace(named[LIST.id], people=people)
    begin(stage, replace(library, more={**library.more, Register: named}), scanner=READY, **changes)
    stage.tap("lookups.row.registers")


def answered(stage: Stage) -> None:
    """As the room of lists would."""
    wanted = [effect for effect in stage.rooms.effects if isinstance(effect, FindListed)][-1]
    stage.dispatch(a.Searched(wanted.generation, look(wanted.registers, wanted.text), sure=True))


def ways(stage: Stage) -> dict[str, list[str]]:
    out = {}
    for name, changes in {
        "all": {},
        "no scanner": {"scanner": ABSENT},
        "no pen": {"handwriting": False, "pinyin": False},
    }.items():
        lists(stage)
        stage.reset(replace(stage.state, visit=None, **changes))  # type: ignore[arg-type]
        stage.wake()
        stage.dispatch(m.Open(w.Registers()))
        out[name] = [
            one for one in stage.ids_shown() if one.startswith("registers.find") and not one.endswith(".say")
        ]
    return out


def by_name(stage: Stage) -> dict[str, Any]:
    """Letters find while they are typed; the row opens who it is."""
    lists(stage, pinyin=True)
    stage.tap("registers.find.name")
    shown = stage.shown
    stage.tap("write.pinyin")
    for letter in "wang":
        stage.tap(f"write.pinyin.{letter}")
    answered(stage)
    live = [one for one in stage.ids_shown() if one.startswith("write.found")]
    stage.tap("write.done")
    found, texts = stage.shown, stage.texts()
    listed = rows(stage, "found_listed")
    stage.tap(listed[0])
    return {
        "shown": shown,
        "live": live,
        "found": found,
        "texts": texts,
        "rows": listed,
        "who": stage.texts(),
    }


def by_number(stage: Stage) -> dict[str, Any]:
    lists(stage)
    stage.tap("registers.find.number")
    empty = (stage.texts(), enabled(stage, "find_number.done"))
    for key in "13309":
        stage.tap(f"find_number.key.{key}")
    answered(stage)
    some = stage.texts()
    stage.tap("find_number.letters")
    letters = [one for one in stage.ids_shown() if one.startswith("find_number.key")]
    stage.tap("find_number.key.Z")
    answered(stage)
    none = stage.texts()
    stage.tap("find_number.done")
    return {
        "empty": empty,
        "some": some,
        "letters": letters,
        "none": none,
        "nobody": stage.texts(),
        **_codes(stage),
    }


def _codes(stage: Stage) -> dict[str, Any]:
    from kiosk.screens.widgets.picture import QrImage

    found = [one.value for one in stage.frame.root.walk() if isinstance(one, QrImage)]
    ids = stage.ids_shown()
    stage.tap("found_listed.again")
    return {"codes": found, "ids": ids, "back": stage.shown}


def by_code(stage: Stage) -> dict[str, Any]:
    lists(stage)
    stage.tap("registers.find.code")
    waiting = stage.texts()
    stage.dispatch(CodeScanned("https://evil.com/", "v", "l"))
    foreign = stage.texts()
    stage.dispatch(CodeScanned(LAWYER.licence, "v", "l"))
    answered(stage)
    read, asks = stage.shown, stage.texts()
    stage.tap("find_code.again")
    again = stage.texts()
    stage.dispatch(CodeScanned(LAWYER.licence, "v", "l"))
    answered(stage)
    stage.tap("find_code.use")
    return {
        "waiting": waiting,
        "foreign": foreign,
        "read": read,
        "asks": asks,
        "again": again,
        "found": stage.shown,
        "rows": rows(stage, "found_listed"),
    }
