"""What somebody walking at random does inside a scenario or a bundle."""

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import scenario_matter as matters
from kiosk.domain import update_matter as um
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from tests.support.library import LEGAL_AID, WAGES
from tests.support.matters import OPEN_BUNDLE, OPEN_SCENARIO

Choose = Callable[[Sequence[Any]], Any]
Ways = dict[Screen, list[list[object]]]


def matter_ways(state: AppState, choose: Choose, new: Callable[[str], str]) -> Ways:
    """Short runs of messages, by the screen they make sense on."""
    question, telling, stop = _at(state)
    form = um.OpenWay("item", LEGAL_AID, new("order"))
    return {
        Screen.SCENARIOS: [[OPEN_SCENARIO], [OPEN_BUNDLE], [OPEN_BUNDLE], [m.Back()]],
        Screen.QUESTION: [
            [um.AnswerQuestion(question, choose((0, 1)))],
            [um.AnswerQuestion(question, 0)],
            [um.NotSure(question, telling)],
            [m.Back()],
        ],
        Screen.OUTCOME: [
            [um.GoOn()],
            [um.GoOn()],
            [form],
            [um.OpenWay("guide", WAGES, new("order"))],
            [um.PrintPath(new("job"))],
            [um.PathBack(choose((0, 1)))],
        ],
        Screen.STOP: [
            [um.StopPassed(stop, skipped=choose((True, False)))],
            [um.StopPassed(stop, skipped=True)],
            [um.StopAgain(choose(range(5)))],
            [form],
        ],
        Screen.BUNDLE_END: [[um.PrintPath(new("job"))], [m.Back()], [m.GoHome()]],
    }


def _at(state: AppState) -> tuple[str, bool, int]:
    matter = state.visit.matter if state.visit is not None else None
    shown = matters.shown(state.library, matter) if matter is not None and state.library is not None else None
    stop = matter.run.at if matter is not None and matter.run is not None else 0
    if isinstance(shown, matters.Asking):
        return shown.question.id, shown.telling, stop
    return "where", False, stop


def matter_touches(choose: Choose, new: Callable[[str], str]) -> list[object]:
    """Touches that may come late, on whatever page."""
    number = choose(range(-1, 6))
    return [
        choose((OPEN_SCENARIO, OPEN_BUNDLE)),
        um.AnswerQuestion(choose(("where", "note", "nothing")), number),
        um.NotSure(choose(("where", "note")), choose((True, False))),
        um.PathBack(number),
        um.GoOn(),
        um.StopPassed(number, choose((True, False))),
        um.StopAgain(number),
        um.OpenWay(choose(("guide", "item", "calculator")), choose((WAGES, LEGAL_AID)), new("order")),
        um.ShowSheet(),
        um.TurnMatter(number),
        um.PrintPath(new("job")),
    ]
