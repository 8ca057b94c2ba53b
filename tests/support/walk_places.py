"""Where a random walk may ask to go, and where nobody may."""

from typing import Final

from kiosk.domain import state as s
from tests.support import learning, looking_walk, paper_walk
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
    s.Scenarios(),
    s.Scenarios("labour", 1),
    *learning.PLACES,
    *looking_walk.PLACES,
    *paper_walk.PLACES,
)
FORBIDDEN: Final[tuple[object, ...]] = (
    s.Form(),
    s.Submitted(),
    s.Rating(),
    s.Farewell(),
    s.Refused(),
    s.GuideView("no/such"),
    s.GuideList("no such"),
    s.Scenarios("no such"),
    s.MatterView(),
    "home",
    None,
    *learning.FORBIDDEN,
    *looking_walk.FORBIDDEN,
    *paper_walk.FORBIDDEN,
)
