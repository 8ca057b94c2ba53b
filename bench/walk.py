"""A visit from the idle screen and back to it, as messages: which screens there are to change between.

Found by feeding messages to ``update``, so that it goes as a person could go, whatever library there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bench.settings import NUMBER, PHONE, REQUEST, RESIDENT, TERMINAL_CODE
from kiosk.domain import flow, forms
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import READY, CardDocument, CardRead, CodeScanned, DeviceChanged
from kiosk.domain.effects import Effect
from kiosk.domain.flow import Route, Screen
from kiosk.domain.library import Library
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.domain.recording import RecordingRoom
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.work_order import Committed

_SECRET: Final = "7K3QX9M2TAHJ4N5P6Q7R8S9T0V"  # of no order
_WHEN: Final = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
_UNHAPPY: Final = 1  # an evaluation that asks why
_MOST_PAGES: Final = 30  # a form has fewer; more is a circle
_SERVICES: Final = 2  # the first needs no card, the second does; others have the same pages
_DEVICES: Final = ("idcard", "printer", "evaluator", "scanner", "microphone")


@dataclass(frozen=True, slots=True)
class Change:
    """One exchange of the screen: ``before`` is done first, unmeasured, then ``message`` leads to ``to``."""

    before: tuple[object, ...]
    message: object
    to: Route

    @property
    def name(self) -> str:
        return self.to.screen.value


def facts(library: Library) -> tuple[object, ...]:
    """A terminal on which everything works."""
    devices = (DeviceChanged(name, READY) for name in _DEVICES)
    return (
        *devices,
        m.LinkChanged(online=True),
        m.Enrolment(can_submit=True, terminal_code=TERMINAL_CODE),
        m.HandwritingReady(ready=True),
        RecordingRoom(free=True),
        m.ReleaseChanged(library),
    )


def visit(library: Library, number: int = 0) -> tuple[Change, ...]:
    """One visit; ``number`` tells its order ids from another's. ValueError when the library leads nowhere."""
    walk = Walk(library)
    topic = library.topics[0].id
    guide = max(library.guides_of(topic), key=lambda one: len(str(one)))
    walk.change(m.Wake(f"visit-{number}"))
    for place in (s.Topics(), s.GuideList(topic), s.GuideView(guide.id), s.GuideView(guide.id, 1)):
        walk.change(m.Open(place))
    walk.change(m.GoHome())
    for sheet in (s.HelpPeople(), s.ComfortSheet()):
        walk.change(m.Open(sheet))
        walk.change(m.Back())
    walk.look(f"look-{number}")
    walk.change(m.GoHome())
    walk.change(m.Open(s.Items()))
    for item in library.items[:_SERVICES]:
        walk.apply(item.id, f"order-{number}-{item.id}")
    walk.change(m.GoRate())
    walk.change(m.Rate(_UNHAPPY))
    walk.change(m.SendRating())
    walk.change(m.EndVisit(quietly=True))
    return tuple(walk.changes)


def look(library: Library) -> tuple[Change, ...]:
    """From the idle screen to one guide and back, touching four things; what they are: ``looked_at``."""
    walk = Walk(library)
    topic, guide = looked_at(library)
    walk.change(m.Wake("look"))
    for place in (s.Topics(), s.GuideList(topic), s.GuideView(guide)):
        walk.change(m.Open(place))
    walk.change(m.EndVisit(quietly=True))
    return tuple(walk.changes)


def looked_at(library: Library) -> tuple[str, str]:
    """Ids of the first topic and of its first guide: both stand on the first page of their list."""
    topic = library.topics[0].id
    return topic, library.guides_of(topic)[0].id


class Walk:
    """A visit under way. Messages that change no screen wait and go before the next that does.

    ``wanted``: what the last message asked of the rooms behind, which nobody performs.
    """

    def __init__(self, library: Library) -> None:
        self.changes: list[Change] = []
        self.wanted: tuple[Effect, ...] = ()
        self._state = AppState(local=_WHEN)
        self._before: list[object] = []
        for fact in facts(library):
            self._state, _ = update(self._state, fact)

    def change(self, message: object) -> None:
        """``message`` must lead to another screen."""
        if not self.does(message):
            raise ValueError(f"{message} changes no screen")

    def look(self, look_id: str) -> None:
        """Type half a slip's number, then find the slip and hold it before the scanner; read the answer."""
        self.change(m.Open(s.AskProgress()))
        self.change(m.Open(s.TypeProgress()))
        self.does(m.TypeSlip("0147"))
        self.change(CodeScanned(f"GL1.SS3-0147.{_SECRET}", "", look_id))
        at = _WHEN.isoformat()
        told = Progress("order-0", f"{TERMINAL_CODE}-0147", (Entry("办理中", at, reply=REQUEST * 20),), at)
        self.does(m.ProgressThere(look_id, LookOutcome.FOUND, told))
        self.change(m.Open(s.ShowProgress(1)))

    def apply(self, item_id: str, order_id: str) -> None:
        """Fill the form of this item page by page and submit it."""
        self.change(m.OpenForm(item_id, order_id))
        self.fill()
        self.does(m.Submit())
        self.change(m.OrderSaved(Committed(order_id, "SS3-0147", 147, _SECRET), f"job-{order_id}"))

    def fill(self) -> None:
        """The open form, to the page where all of it is looked at."""
        for _ in range(_MOST_PAGES):
            if self._screen() is Screen.CHECK:
                break
            if flow.route(self._state) == Route(Screen.WRITE, forms.REQUEST):
                self.change(m.Speak())
                self.change(m.Speak(speak=False))
            for message in self._answers():
                self.does(message)

    def does(self, message: object) -> bool:
        """Whether ``message`` led to another screen."""
        was = flow.route(self._state)
        self._state, self.wanted = update(self._state, message)
        now = flow.route(self._state)
        if now == was:
            self._before.append(message)
            return False
        self.changes.append(Change(tuple(self._before), message, now))
        self._before.clear()
        return True

    def _screen(self) -> Screen:
        return flow.route(self._state).screen

    def _answers(self) -> Iterator[object]:
        current = flow.current_page(self._state)
        if current is None:
            raise ValueError("no form is open")
        form_field = current[2]
        if form_field is None:
            yield m.GiveConsent(at=_WHEN.isoformat())
            return
        if form_field.kind == "idcard":
            yield CardRead(CardDocument("resident", RESIDENT, NUMBER), elapsed_ms=400.0)
        else:
            by_kind = {"phone": PHONE, "name": RESIDENT, "number": "3", "money": "12000", "yesno": "no"}
            by_kind |= {"date": _WHEN.date().isoformat(), "identity": NUMBER}
            words = REQUEST[: form_field.max_length or None]
            first = form_field.choices[0].id if form_field.choices else words
            yield m.Answer(form_field.id, by_kind.get(form_field.kind, first))
        yield m.NextPage()
