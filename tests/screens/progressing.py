"""Played on the screens of progress (``tests.screens.stage``): each function gets a fresh stage."""

import gc
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Size
from kiosk.domain.device import (
    ABSENT,
    READY,
    CodeLies,
    CodeScanned,
    DeviceChanged,
    DeviceState,
    DeviceStatus,
    PrintOutcome,
    PrintReported,
)
from kiosk.domain.effects import LookUp
from kiosk.domain.flow import Screen, route
from kiosk.domain.paper import PaperSize
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.glyphs import UiFont, ui_fonts
from tests.flows.steps import CLOSED, SLIP
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.states import SECRET

SCREENS = (Screen.PROGRESS_ASK, Screen.PROGRESS_TYPE, Screen.PROGRESS)


def fits(stage: Stage) -> dict[str, list[str]]:
    """Faults of every state of these screens that the gallery shows."""
    from script.gallery_check import problems
    from script.gallery_states import shots

    library = stage.state.library
    assert library is not None
    found = {}
    for shot in shots(library):
        if route(shot.state).screen in SCREENS:
            stage.frame.show(shot.state)
            found[f"{shot.name} ({stage.shown})"] = list(problems(stage.frame, _faces()))
    return found


def asked_at(stage: Stage) -> dict[str, list[str]]:
    """What is said and offered at home, on idle and in need of help, with a scanner and without."""
    found = {}
    for name, scanner in (("with", stage.state.scanner), ("without", ABSENT)):
        stage.reset(replace(stage.state, scanner=scanner, visit=None))
        found[f"idle {name}"] = stage.texts()
        stage.dispatch(CodeLies(True))
        found[f"idle lies {name}"] = stage.texts()
        stage.dispatch(CodeLies(False))
        stage.wake()
        found[f"home {name}"] = stage.texts()
        stage.dispatch(CodeLies(True))
        found[f"home lies {name}"] = stage.texts()
        stage.tap("home.progress")
        found[f"ask lies {name}"] = [stage.shown, *stage.texts()]
        stage.dispatch(CodeLies(False))
        found[f"ask {name}"] = [stage.shown, *stage.texts()]
        stage.tap("bar.help")
        stage.tap("help.progress")
        found[f"help {name}"] = [stage.shown]
        stage.tap("bar.hide")
    stage.reset(replace(stage.state, terminal_code="", visit=None))
    found["idle nobody enrolled"] = stage.texts()
    stage.wake()
    found["home nobody enrolled"] = stage.ids_shown()
    return found


def type_it(stage: Stage, other: bool) -> dict[str, Any]:
    """By touches alone; ``other``: a slip of another terminal. What was asked for, and what stood there."""
    stage.wake()
    stage.tap("home.progress")
    stage.tap("progress_ask.type")
    seen = []
    if other:
        stage.tap("progress_type.prefix")
        _keys(stage, "ZSX")
        seen.append(_digits(stage))
        stage.tap("progress_type.done")
    _keys(stage, "1479")
    stage.tap("progress_type.delete")
    seen.append(_digits(stage))
    stage.tap("progress_type.done")
    _keys(stage, "9")
    stage.tap("progress_type.clear")
    _keys(stage, "7KOQX")
    stage.tap("progress_type.done")
    wrong = stage.texts()
    _keys(stage, "IL2TAZZ")
    seen.append(_digits(stage))
    stage.tap("progress_type.done")
    asked = next(effect for effect in stage.rooms.effects if isinstance(effect, LookUp))
    unknown = m.ProgressThere(asked.look_id, LookOutcome.UNKNOWN)
    waiting = stage.texts()
    stage.dispatch(unknown)
    told = stage.texts()
    stage.tap("progress.retype")
    full = stage.texts()
    _keys(stage, "8")
    return {
        "full": full,
        "seen": seen,
        "wrong": wrong,
        "asked": [asked.order_no, asked.secret, asked.typed],
        "waiting": waiting,
        "told": told,
        "again": [stage.shown, _digits(stage)],
    }


def _keys(stage: Stage, text: str) -> None:
    for char in text:
        name = {"X": "x"}.get(char, char)
        stage.tap(f"progress_type.key.{name}")


def _digits(stage: Stage) -> str:
    from kiosk.screens.widgets.entry import DigitsText

    return next(w.text for w in stage.frame.root.walk() if isinstance(w, DigitsText))


def foreign(stage: Stage, text: str) -> dict[str, Any]:
    """A code of something else, at home and where a slip is asked for."""
    stage.wake()
    stage.dispatch(CodeScanned(text, "visit-2", "look-1"))
    home = [stage.shown, *stage.texts()]
    stage.tap("home.progress")
    cleared = stage.texts()
    stage.dispatch(CodeScanned(text, "visit-2", "look-2"))
    return {"home": home, "cleared": cleared, "ask": [stage.shown, *stage.texts()]}


def scan(
    stage: Stage, here: bool, outcome: str, online: bool, stopped: str = "", uploaded: bool = True
) -> list[list[str]]:
    """Texts after the slip was seen, after the store's answer, after the hub's. ``stopped``: by this code."""
    stage.dispatch(m.LinkChanged(online))
    if stopped:
        stage.dispatch(m.Enrolment(can_submit=False, code=stopped, terminal_code="SS3"))
    stage.dispatch(CodeScanned(SLIP, "visit-1", "look-1"))
    seen = [stage.texts()]
    kept = replace(CLOSED, entries=CLOSED.entries[:1], here=True, uploaded=True) if here else None
    if kept is not None and not uploaded:
        kept = replace(kept, entries=(), as_of="", uploaded=False)
    stage.dispatch(m.ProgressHere("look-1", kept))
    seen.append(stage.texts())
    result = LookOutcome(outcome)
    fresh = CLOSED if result is LookOutcome.FOUND else None
    stage.dispatch(m.ProgressThere("look-1", result, fresh))
    seen.append([*stage.texts(), *stage.ids_shown()])
    return seen


def read_through(stage: Stage, reply: str, closely: bool = False, columns: int = 48) -> dict[str, Any]:
    """Every page of a long answer, turned by the one large button; ``closely``: and what is wrong on each.

    ``columns``: of the printer's paper.
    """
    stage.reset(replace(stage.state, paper=PaperSize(columns)))
    long = Progress("order-1", "SS3-0147", (*CLOSED.entries[:1], _answer(reply), *CLOSED.entries[2:]))
    stage.dispatch(CodeScanned(SLIP, "visit-1", "look-1"), m.ProgressThere("look-1", LookOutcome.FOUND, long))
    from script.gallery_check import problems

    pages = [stage.texts()]
    offered = [stage.ids_shown()]
    faults = list(problems(stage.frame, _faces())) if closely else []
    while "progress.next" in stage.ids_shown():
        stage.tap("progress.next")
        pages.append(stage.texts())
        offered.append(stage.ids_shown())
        faults += problems(stage.frame, _faces()) if closely else []
    return {
        "pages": pages,
        "rate": ["progress.rate" in ids for ids in offered],
        "count": len(pages),
        "faults": faults,
    }


def steps_with_why(stage: Stage, why: str) -> list[dict[str, Any]]:
    """Every page of many steps that each say why: its texts, and what is wrong on it."""
    states = ("待受理", "已受理", "派单", "已承接", "办理中", "延期", "办理中", "延期", "办理中")
    entries = tuple(
        Entry(state, f"2026-11-{10 + day}T15:10:00+08:00", note=f"{why}第{day}次。")
        for day, state in enumerate(states)
    )
    many = Progress("order-1", "SS3-0147", entries)
    stage.dispatch(CodeScanned(SLIP, "visit-1", "look-1"), m.ProgressThere("look-1", LookOutcome.FOUND, many))
    pages = [{"told": stage.texts(), "faults": _faults(stage)}]
    while enabled(stage, "progress.after"):
        stage.tap("progress.after")
        pages.append({"told": stage.texts(), "faults": _faults(stage)})
    return pages


def sent_back(stage: Stage, why: str) -> list[list[str]]:
    """Every page of an order sent back for ``why``, in large text."""
    entry = Entry("退回补正", "2026-11-22T09:00:00+08:00", note=why)
    back = Progress("order-1", "SS3-0147", (Entry("待受理", "2026-11-20T15:10:00+08:00"), entry))
    stage.dispatch(CodeScanned(SLIP, "visit-1", "look-1"), m.ProgressThere("look-1", LookOutcome.FOUND, back))
    stage.dispatch(m.SetComfort("size", Size.ELDER))
    pages = [stage.texts()]
    while enabled(stage, "progress.after"):
        stage.tap("progress.after")
        pages.append(stage.texts())
    return pages


def _answer(reply: str) -> Entry:
    return Entry("办理中", "2026-11-20T15:10:00+08:00", reply=reply)


def print_it(stage: Stage, report: str) -> dict[str, Any]:
    stage.dispatch(
        CodeScanned(SLIP, "visit-1", "look-1"), m.ProgressThere("look-1", LookOutcome.FOUND, CLOSED)
    )
    stage.tap("progress.print")
    sending = stage.texts()
    job = next(sent.job_id for sent in stage.sent if isinstance(sent, m.PrintReply))
    stage.dispatch(PrintReported(job, PrintOutcome(report), "" if report == "sent" else "E-PRN-02"))
    return {"sending": sending, "told": stage.texts()}


# Taller than any that the terminal has today: what is said may grow, and so may letters.
TALL = "打印机没纸了，工作人员已经知道，换纸要等一会儿，您可以先用手机把答复一页一页拍下来带走。" * 2


def printer_troubled(stage: Stage, guide: bool) -> dict[str, list[str]]:
    """What is wrong on any page once a printer, fine when they were laid out, says why it prints nothing.

    ``tall``: the same with a reason of many lines.
    """
    if guide:
        assert stage.state.library is not None
        longest = max(stage.state.library.guides.values(), key=lambda guide: len(str(guide)))
        places: list[s.Place] = [s.GuideView(longest.id, page) for page in range(4)]
        stage.wake()
    else:
        places = [s.ShowProgress(page) for page in range(4)]
        long = Progress("order-1", "SS3-0147", (*CLOSED.entries[:1], _answer("先去投诉，带上记录。" * 60)))
        found = m.ProgressThere("look-1", LookOutcome.FOUND, long)
        stage.dispatch(CodeScanned(SLIP, "visit-1", "look-1"), found)
    stage.dispatch(m.Open(places[0]))
    faults = {"ready": _faults(stage)}
    for code in ("E-PRN-01", "E-PRN-02", "E-PRN-03", "E-PRN-04", "E-PRN-05"):
        stage.dispatch(DeviceChanged("printer", DeviceStatus(DeviceState.DEGRADED, "", code)))
        faults[code] = _faults_of(stage, places)
    stage.dispatch(DeviceChanged("printer", READY), m.Open(places[0]))
    room = "guide" if guide else "progress"
    with patch(f"kiosk.screens.{room}.print_words", return_value=TALL):
        stage.dispatch(DeviceChanged("printer", DeviceStatus(DeviceState.DEGRADED, "", "E-PRN-02")))
        faults["tall"] = _faults_of(stage, places)
    return faults


def _faults_of(stage: Stage, places: list[s.Place]) -> list[str]:
    found = []
    for place in places:
        stage.dispatch(m.Open(place))
        found += _faults(stage)
    return found


def _faults(stage: Stage) -> list[str]:
    from script.gallery_check import problems

    return list(problems(stage.frame, _faces()))


@cache
def _faces() -> tuple[UiFont, ...]:
    return ui_fonts(Config().fonts_path)


def wiped(stage: Stage, how: str) -> dict[str, Any]:
    """What of an answer and a typed line is left in the painter and in the widgets when nobody is there."""
    stage.wake()
    stage.dispatch(m.Open(s.TypeProgress(s.TypedPart.CODE)), m.TypeSlip(SECRET[:10]))
    stage.dispatch(
        CodeScanned(SLIP, "visit-1", "look-1"), m.ProgressThere("look-1", LookOutcome.FOUND, CLOSED)
    )
    shown = stage.texts()
    if how == "hide":
        stage.tap("bar.hide")
    elif how == "home":
        stage.tap("bar.home")
    else:
        stage.tick(121.0)
        stage.tick(46.0)
    stage.draw()
    gc.collect()
    from kiosk.screens.widgets.entry import DigitsText
    from kiosk.screens.widgets.text import Text

    kept = [key[0] for key in stage.painter._lines] + [key[0] for key in stage.painter._wraps]
    alive = [w.text for w in gc.get_objects() if issubclass(type(w), Text | DigitsText)]
    return {"screen": stage.shown, "shown": shown, "kept": kept, "alive": alive}
