"""A visit under construction, from which the gallery takes its states."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.app_sums import Counter
from kiosk.content.parameters import read_book
from kiosk.domain import messages as m
from kiosk.domain import scenario_matter as matters
from kiosk.domain import update_matter as um
from kiosk.domain.asked import SearchReady
from kiosk.domain.device import READY, DeviceState, DeviceStatus
from kiosk.domain.library import Library
from kiosk.domain.state import AppState
from kiosk.domain.sums import SumsReady
from kiosk.domain.update import update

START: Final = 1000.0
LOCAL: Final = datetime(2026, 11, 21, 6, 5, tzinfo=UTC) + timedelta(hours=8)
SECRET: Final = "7K3QX9M2TAHJ4N5P6Q7R8S9T0V"  # noqa: S105 - of no order
NAME: Final = "王样例"
_STOPS_MOST: Final = 12
# GB 11643 by construction, of nobody: born 1900-01-01.
NUMBER: Final = "330922190001010010"
CHILD_NUMBER: Final = "330199201506010017"
LONG_TEXT: Final = "老板拖欠我三个月工资，一共一万二千元，打电话不接，工友都可以作证。"
ABSENT: Final = DeviceStatus(DeviceState.ABSENT, "unplugged", "E-IDC-01")
NO_PAPER: Final = DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")
NO_PRINTER: Final = DeviceStatus(DeviceState.ABSENT, "unplugged", "E-PRN-01")


class Walk:
    """A visit under construction."""

    def __init__(
        self,
        state: AppState,
        found: tuple[str, ...] = (),
        taps: tuple[str, ...] = (),
        more: tuple[str, ...] = (),
    ) -> None:
        self.state = state
        self.found = found
        self.taps = taps
        self.more = more

    def drawn(self, *found: str) -> "Walk":
        """The same with ink on the pad, and the candidates for it."""
        return Walk(self.state, found, self.taps)

    def others(self, *more: str) -> "Walk":
        """The same after 更多, which brought these."""
        return Walk(self.state, self.found, self.taps, more)

    def tapped(self, *taps: str) -> "Walk":
        """The same after touches that change only the screen."""
        return Walk(self.state, self.found, taps, self.more)

    def does(self, *messages: object) -> "Walk":
        """This walk after these messages; the one it is called on stays as it was."""
        state = self.state
        for message in messages:
            state, _ = update(state, message)
        return Walk(state)

    def with_(self, **changes: object) -> "Walk":
        return Walk(replace(self.state, **changes))  # type: ignore[arg-type]


def at_stop(walk: Walk, kind: str) -> Walk:
    """``walk``, which is in a bundle, with every stop passed by until one of this kind."""
    for _ in range(_STOPS_MOST):
        visit, library = walk.state.visit, walk.state.library
        assert visit is not None
        assert visit.matter is not None
        assert visit.matter.run is not None
        assert library is not None
        shown = matters.shown(library, visit.matter)
        if isinstance(shown, matters.AtStop) and shown.stop.kind == kind:
            return walk
        walk = walk.does(um.StopPassed(visit.matter.run.at, skipped=True))
    raise LookupError(f"no {kind} in this bundle")


def good(library: Library) -> Walk:
    """Everything works, somebody just touched the screen."""
    published = datetime.fromisoformat(library.info.published_at)
    state = AppState(
        library=library,
        now=START,
        local=published.replace(hour=14, minute=5),  # content of today, whenever it was built
        online=True,
        idcard=READY,
        printer=READY,
        evaluator=READY,
        scanner=READY,
        terminal_code="SS3",
        can_submit=True,
        handwriting=True,
        clock_trusted=True,
        pinyin=True,
    )
    cards = Counter(read_book(library), library.site.region).cards()
    return Walk(state).does(SumsReady(cards), SearchReady(ready=True), m.Wake("visit-1"))
