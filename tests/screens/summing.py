"""Played on the pages of 算一算. Each function gets a fresh stage; sums are reckoned as the room does it."""

from dataclasses import replace
from typing import Any

from kiosk.app_sums import Counter
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import PrintSlip
from kiosk.domain.sums import Reckon, SumsReady
from kiosk.domain.update_sums import OpenSum, ShowSum
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.figures import our_book


def _stage(stage: Stage, *messages: object) -> None:
    counter = Counter(our_book(), "示例县")
    stage.dispatch(SumsReady(counter.cards()))
    stage.rooms.perform = lambda effect: _perform(stage, counter, effect)  # type: ignore[method-assign]
    stage.wake()
    stage.dispatch(*messages)
    stage.sent.clear()


def _perform(stage: Stage, counter: Counter, effect: Any) -> None:
    stage.rooms.effects.append(effect)
    if isinstance(effect, Reckon):
        stage.queue.post(counter.answer(effect))


def _settle(stage: Stage) -> None:
    stage.runtime.drain()
    stage.draw()


def _type(stage: Stage, keys: str) -> None:
    for key in keys:
        stage.tap(f"sum_type.key.{'dot' if key == '.' else key}")
    _settle(stage)


def found_in_the_lists(stage: Stage) -> dict[str, Any]:
    """From the list of topics to a calculator, and which of them can be reached at all."""
    _stage(stage, ShowSum(s.Sums()))
    topics = [one for one in stage.ids_shown() if one.startswith("sums.topic.") and not one.endswith(".say")]
    reached: list[str] = []
    for topic in topics:
        stage.dispatch(ShowSum(s.Sums()))
        stage.tap(topic)
        while True:
            rows = [one for one in stage.ids_shown() if one.startswith("sums.row.")]
            reached += [one for one in rows if not one.endswith(".say")]
            if "sums.after" not in stage.ids_shown() or not enabled(stage, "sums.after"):
                break
            stage.tap("sums.after")
    stage.tap(reached[-1])
    return {"topics": topics, "reached": reached, "shown": stage.shown}


def court_fee(stage: Stage) -> dict[str, Any]:
    """One line typed, one chosen, and the result after each."""
    _stage(stage, OpenSum("court-property"))
    empty = stage.texts()
    stage.tap("sum.next")
    at = stage.shown
    _type(stage, "350000")
    screen: Any = stage.frame.current
    typed = [screen._shown_digits.text, screen._shown_digits.rest]
    stage.tap("sum_type.done")
    whole = stage.texts()
    stage.tap("sum.line.simplified")
    stage.tap("sum_choice.yes")
    _settle(stage)
    stage.tap("sum_choice.done")
    half = stage.texts()
    stage.tap("sum.how")
    steps = stage.texts()
    while enabled(stage, "sum.after"):
        stage.tap("sum.after")
        steps += stage.texts()
    return {
        "empty": empty,
        "at": at,
        "typed": typed,
        "whole": whole,
        "half": half,
        "steps": steps,
        "shown": stage.shown,
    }


def through_all_lines(stage: Stage) -> dict[str, Any]:
    """下一项 leads from one missing line to the next: two days, yuan, a choice."""
    _stage(stage, OpenSum("severance"))
    stage.tap("sum.next")
    keys: list[str] = []
    for text in ("20230301", "20250831", "8000"):
        keys.append(_line(stage))
        _type(stage, text)
        stage.tap("sum_type.done")
    keys.append(_line(stage))
    stage.tap("sum_choice.N")
    _settle(stage)
    stage.tap("sum_choice.done")
    return {"keys": keys, "texts": stage.texts(), "shown": stage.shown}


def _line(stage: Stage) -> str:
    place = stage.state.visit.place if stage.state.visit is not None else None
    return place.key if isinstance(place, s.SumEntry) else ""


def wrong_grade(stage: Stage) -> dict[str, Any]:
    """Out of its range: said there, said beside the line, gone with the next key; nothing is lost."""
    _stage(stage, OpenSum("work-injury"), ShowSum(s.SumEntry("work-injury", "grade")))
    hint = stage.texts()
    _type(stage, "11")
    stage.tap("sum_type.done")
    said, shown = stage.texts(), stage.shown
    stage.tap("bar.back")
    beside = stage.texts()
    stage.tap("sum.line.grade")
    stage.tap("sum_type.delete")
    _settle(stage)
    stage.tap("sum_type.done")
    return {"hint": hint, "said": said, "shown": shown, "beside": beside, "after": _line(stage)}


def refused(stage: Stage) -> dict[str, Any]:
    """No published figure of that year: beside its own line, with what to do."""
    _stage(stage, OpenSum("severance", (("start", "2020-03-01"), ("end", "2024-08-31"), ("kind", "N"))))
    stage.tap("sum.next")
    _type(stage, "8000")
    stage.tap("sum_type.done")
    _settle(stage)
    before = stage.texts()
    stage.tap("sum.next")
    return {"said": before, "at": _line(stage)}


def missing_line(stage: Stage) -> list[str]:
    _stage(stage, OpenSum("court-property"), ShowSum(s.SumEntry("court-property", "claim")))
    stage.tap("sum_type.done")
    return [stage.shown, *stage.texts()]


def printed(stage: Stage) -> dict[str, Any]:
    _stage(stage, OpenSum("court-property", (("claim", "350000"),)))
    _settle(stage)
    stage.tap("sum.print")
    jobs = [effect for effect in stage.rooms.effects if isinstance(effect, PrintSlip)]
    while_printing = enabled(stage, "sum.print")
    stage.dispatch(PrintReported(jobs[0].job_id, PrintOutcome.SENT))
    return {"jobs": len(jobs), "enabled": while_printing, "said": stage.texts()}


def asked(stage: Stage, can_submit: bool) -> list[str]:
    stage.reset(replace(stage.state, can_submit=can_submit))
    _stage(stage, OpenSum("court-property"))
    stage.tap("sum.ask")
    return [stage.shown, *sorted({type(message).__name__ for message in stage.sent})]


def every_page(stage: Stage, name: str) -> dict[str, Any]:
    """The ids of all lines over all pages, and the most there were on one."""
    _stage(stage, OpenSum(name))
    seen: list[str] = []
    most = 0
    while True:
        lines = [one for one in stage.ids_shown() if one.startswith("sum.line.")]
        seen += lines
        most = max(most, len(lines))
        if "sum.after" not in stage.ids_shown() or not enabled(stage, "sum.after"):
            return {"seen": seen, "most": most}
        stage.tap("sum.after")


def forgotten(stage: Stage) -> list[str]:
    """What was typed is in no widget once the visit is over."""
    _stage(stage, OpenSum("court-property"), ShowSum(s.SumEntry("court-property", "claim")))
    _type(stage, "350000")
    screen: Any = stage.frame.current
    stage.tap("bar.hide")
    return [str(screen._shown_digits.text), stage.shown]
