"""Looking up where, who and when, on a random walk: what one would touch next on each screen."""

from dataclasses import replace
from typing import Final

from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.asked import SearchNow, WriteSearch
from kiosk.domain.device import CodeScanned
from kiosk.domain.flow import Screen
from kiosk.domain.online import HubTold, LookOnline, OnlineRow, Told
from kiosk.domain.update_counts import AnswerSurvey
from tests.support.learning import SURVEY
from tests.support.library import CONSULTATION

PLACES: Final[tuple[w.WherePlace, ...]] = (
    w.LookUps(),
    w.Offices(),
    w.Offices(("far",), 2),
    w.OfficeView("far"),
    w.MapView(),
    w.MapView(wide=True),
    w.Registers(),
    w.RegisterView("long-list"),
    w.ListedView("county-list", 1),
    w.FindByName(),
    w.FindByNumber(),
    w.FindByCode(),
    w.Schedule(),
    w.ComesView("weekly"),
    w.Boards(),
    w.BoardView("board", 1),
    w.DutyToday(),
    w.Online(),
    w.PlatformView("portal"),
    w.LookupView("company"),
    w.AskOnline("company"),
    w.EmergencyNumbers(),
    w.Surveys(),
    w.SurveyView(SURVEY),
    w.WhatIsCounted(),
)
FORBIDDEN: Final[tuple[w.WherePlace, ...]] = (
    w.OfficeView("nowhere"),
    w.ListedView("county-list", 99),
    w.BoardView("nowhere"),
    w.SurveyView("nowhere"),
    w.SurveyView(SURVEY, 5),
)
_TOLD: Final = HubTold("look-1", Told.MORE, None, (OnlineRow("示例公司", ("在业",)),), "样例", "2026-11-01")
_NEXT: Final[dict[Screen, tuple[w.WherePlace, ...]]] = {
    Screen.LOOKUPS: PLACES,
    Screen.OFFICES: (w.OfficeView("far"), w.MapView()),
    Screen.OFFICE: (w.OfficeView("far", 1), w.MapView()),
    Screen.MAP: (w.MapView(wide=True), w.Offices(("far",))),
    Screen.REGISTERS: (w.RegisterView("long-list"), w.FindByName(), w.FindByNumber(), w.FindByCode()),
    Screen.FIND_NUMBER: (w.FindByNumber(letters=True),),
    Screen.FIND_CODE: (w.FindByNumber(),),
    Screen.FOUND_LISTED: (w.FoundListed(1), w.ListedView("county-list", 1)),
    Screen.REGISTER: (w.RegisterView("long-list", "公证处"), w.ListedView("long-list", 3)),
    Screen.LISTED: (w.ListedView("county-list", 1, 1),),
    Screen.SCHEDULE: (w.ComesView("weekly"),),
    Screen.COMES: (w.ComesView("weekly", 1),),
    Screen.BOARDS: (w.BoardView("board"),),
    Screen.BOARD: (w.BoardView("board", 1),),
    Screen.DUTY: (w.DutyToday(1),),
    Screen.ONLINE: (w.PlatformView("portal"), w.LookupView("company")),
    Screen.PLATFORM: (w.PlatformView("portal", 1),),
    Screen.LOOKUP: (w.OfficeView("legal-aid-office"), w.AskOnline("company")),
    Screen.ONLINE_ANSWER: (w.OnlineAnswer("company", 1),),
    Screen.EMERGENCY: (w.EmergencyNumbers(1),),
    Screen.SURVEYS: (w.SurveyView(SURVEY), w.WhatIsCounted()),
    Screen.SURVEY: tuple(w.SurveyView(SURVEY, number) for number in (1, 2, 4)),
    Screen.COUNTED: (w.WhatIsCounted(1),),
}


def asking(written: str) -> list[list[object]]:
    """What the hub looks up is written; it answers, does not, or the wait is left."""
    ask = [WriteSearch(written), LookOnline("look-1")]
    return [[*ask, _TOLD], [*ask, replace(_TOLD, told=Told.OFFLINE, rows=())], ask, [m.Back()]]


def ways(order: str) -> dict[Screen, list[list[object]]]:
    """``order``: the id of one that may be begun by booking."""
    found: dict[Screen, list[list[object]]] = {}
    for screen, places in _NEXT.items():
        opened: list[list[object]] = [[m.Open(place)] for place in places]
        found[screen] = [*opened, [m.Back()]]
    found[Screen.SURVEY] += [[AnswerSurvey(value)] for value in ("1", "2", "yes")]
    for screen in (Screen.FIND_NUMBER, Screen.FIND_CODE):
        found[screen] += [
            [WriteSearch("1330"), SearchNow()],
            [CodeScanned("13309000000000001", "v", "l"), SearchNow()],
        ]
    found[Screen.ONLINE_ANSWER] += [[LookOnline("look-2")], [_TOLD]]
    found[Screen.COMES].append([m.OpenForm(CONSULTATION, order, "我想约")])
    return found
