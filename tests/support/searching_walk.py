"""Looking for something, with and without sense."""

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.search import Found
from kiosk.domain.state import AppState
from tests.support.library import CONSULTATION, WAGES
from tests.support.typing_walk import Choose

GUIDE = Found(WAGES, "guide", "labour", "老板拖欠工资，怎么办？", 9.0, "先要，再告。", ((0, 4),))
LEAVE = Found(CONSULTATION, "item", "", "留言问法律", 2.0, "不刷证，直接留言。")
TOPIC = Found("labour", "topic", "labour", "工资劳动", 0.0, "欠薪 辞退")
CALCULATOR = Found("overtime", "calculator", "", "加班费多少", 1.9, "")  # a kind that may have no screen


def box(written: str, state: AppState, choose: Choose) -> list[list[object]]:
    """On the page where the line is written."""
    generation = state.visit.asked.generation if state.visit is not None else 0
    found = answer(generation + 1, choose([True, False]))
    return [
        [a.WriteSearch(written), found, a.SearchNow()],
        [a.WriteSearch(written), a.SearchNow(), found],
        [a.WriteSearch(written), found, a.OpenFound("guide", WAGES, "order of search")],
        [m.Back()],
    ]


def results(order_id: str) -> list[list[object]]:
    """On the page with all that was found."""
    return [
        [a.OpenFound("guide", WAGES, order_id)],
        [a.OpenFound("item", CONSULTATION, order_id)],
        [a.OpenFound("topic", "labour", order_id)],
        [m.Open(s.SearchResults(1)), m.Back()],
        [m.Back()],
    ]


def answer(generation: int, sure: bool = True) -> a.Searched:
    return a.Searched(generation, (GUIDE, LEAVE, CALCULATOR), () if sure else (TOPIC,), sure)


def search_facts(choose: Choose) -> list[object]:
    return [a.SearchReady(choose([True, True, False])), answer(choose(range(6)), choose([True, False]))]


def search_touches(written: str, choose: Choose) -> list[object]:
    return [
        a.WriteSearch(choose([written, "", "长" * 61])),
        a.SearchNow(),
        a.OpenFound(
            choose(["guide", "item", "topic", "office"]), choose([WAGES, "no/such"]), "order of search"
        ),
    ]
