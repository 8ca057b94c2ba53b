"""Where a random walk tries to go: places that may be opened, and some that nobody opens by a touch."""

from typing import Final

from kiosk.domain import state as s
from tests.support.library import CREW, WAGES

PLACES: Final[tuple[object, ...]] = (
    s.Home(),
    s.Topics(),
    s.Topics(1),
    s.GuideList("labour"),
    s.GuideView(WAGES),
    s.GuideView(CREW, 2),
    s.Items(),
    s.HelpPeople(),
    s.SearchBox(),
    s.SearchResults(1),
    s.AskProgress(),
    s.TypeProgress(),
    s.TypeProgress(s.TypedPart.PREFIX),
    s.TypeProgress(s.TypedPart.CODE),
    s.ShowProgress(),
)
FORBIDDEN: Final[tuple[object, ...]] = (
    s.Form(),
    s.Submitted(),
    s.Rating(),
    s.Farewell(),
    s.Refused(),
    s.GuideView("no/such"),
    s.GuideList("no such"),
    "home",
    None,
)
