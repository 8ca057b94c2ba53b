"""The other pages there are: looking for something, reckoning, where to go, a scenario, learning, a paper.

Measured beside the visit (``bench.walk``), not in it, so that its figures stay comparable.
"""

from typing import Final

from bench.walk import Change, Walk
from kiosk.app_papers import WIDTH, paper_of
from kiosk.app_sums import Counter
from kiosk.content.parameters import read_book
from kiosk.domain import asked as a
from kiosk.domain import learn_find, where
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as matter
from kiosk.domain import update_paper as papers
from kiosk.domain import visit_papers as p
from kiosk.domain import visit_where as w
from kiosk.domain.effects import Search
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Lesson, Quiz, SelfCheck
from kiosk.domain.library_places import Register
from kiosk.domain.library_services import DocumentTemplate, Scenario
from kiosk.domain.paper_shown import Drawn, DrawPaper, PaperDrawn, SheetPage, SheetPart
from kiosk.domain.search import Found
from kiosk.domain.sums import Reckon, SumsReady
from kiosk.domain.update_sums import AnswerSum, OpenSum, ShowSum

_SUM: Final = "severance"
_LINES: Final = (
    *(("start", "2020-03-01"), ("end", "2024-08-31"), ("wage", "8000"), ("kind", "N")),
    *(("local_average", "8000"), ("minimum_wage", "2000")),
)
_SHEET: Final = SheetPage(WIDTH, round(WIDTH * 297 / 210), bytes([255]) * (WIDTH * round(WIDTH * 297 / 210)))


def engines(library: Library, number: int = 0) -> tuple[Change, ...]:
    """One visit to each of them, as far as ``library`` has something there."""
    walk = Walk(library)
    rooms = _Rooms(walk, Counter(read_book(library), library.site.region), library)
    walk.does(a.SearchReady(ready=True))
    walk.does(SumsReady(rooms.counter.cards()))
    walk.change(m.Wake(f"engines-{number}"))
    for part in (_search, _sum, _places, _scenario, _learning, _paper):
        part(walk, rooms, library)
        walk.change(m.GoHome())
    walk.change(m.EndVisit(quietly=True))
    return tuple(walk.changes)


class _Rooms:
    """What the rooms behind would answer. Pages of a paper are white: a picture is a picture."""

    def __init__(self, walk: Walk, counter: Counter, library: Library) -> None:
        self.counter = counter
        self._walk = walk
        self._library = library

    def answer(self) -> None:
        """To what the last message asked."""
        for effect in self._walk.wanted:
            match effect:
                case Search():
                    self._walk.does(a.Searched(effect.generation, self._found(), sure=True))
                case Reckon():
                    self._walk.does(self.counter.answer(effect))
                case DrawPaper():
                    paper = paper_of(effect.written)
                    parts = tuple(SheetPart(one.kind, one.text, one.rows) for one in paper.parts)
                    drawn = Drawn((_SHEET,), parts, paper.advice)
                    self._walk.does(PaperDrawn(effect.visit_id, effect.asked, drawn))

    def _found(self) -> tuple[Found, ...]:
        return tuple(
            Found(one.id, "guide", one.topic, one.title, 9.0 - at / 10, one.answer[0], ((0, 2),), ((0, 2),))
            for at, one in enumerate(self._library.guides.values())
        )[:12]


def _search(walk: Walk, rooms: _Rooms, _library: Library) -> None:
    walk.change(m.Open(s.SearchBox()))
    walk.does(a.WriteSearch("老板不发工资"))
    rooms.answer()
    walk.change(a.SearchNow())


def _sum(walk: Walk, rooms: _Rooms, _library: Library) -> None:
    walk.change(m.Open(s.Sums()))
    walk.change(OpenSum(_SUM))
    for key, text in _LINES:
        walk.change(ShowSum(s.SumEntry(_SUM, key)))
        walk.does(AnswerSum(_SUM, key, text))
        rooms.answer()
        walk.change(m.Back())
    walk.change(ShowSum(s.SumView(_SUM, 1)))


def _places(walk: Walk, _rooms: _Rooms, library: Library) -> None:
    for place in (w.LookUps(), w.Offices(), w.OfficeView(where.offices(library)[0].office.id)):
        walk.change(m.Open(place))
    for wide in (False, True):
        walk.change(m.Open(w.MapView(wide=wide)))
    for register in list(library.every(Register))[:1]:
        for listed in (w.Registers(), w.RegisterView(register), w.ListedView(register, 0)):
            walk.change(m.Open(listed))
    walk.change(m.Open(w.Schedule()))


def _scenario(walk: Walk, _rooms: _Rooms, library: Library) -> None:
    walk.change(m.Open(s.Scenarios()))
    for one in list(library.every(Scenario))[:1]:
        walk.change(matter.OpenMatter("scenario", one))


def _learning(walk: Walk, _rooms: _Rooms, library: Library) -> None:
    walk.change(m.Open(s.Learn()))
    for part in learn_find.parts(library)[:1]:
        walk.change(m.Open(s.Learn(part)))
    first = (
        (Lesson, s.LessonView),
        (Quiz, s.QuizView),
        (SelfCheck, s.SelfCheckView),
    )
    for kind, view in first:
        for one in list(library.every(kind))[:1]:
            walk.change(m.Open(view(one)))


def _paper(walk: Walk, rooms: _Rooms, library: Library) -> None:
    """Filled in from end to end, then looked at as a picture and in words."""
    walk.change(m.Open(p.Papers()))
    for one in list(library.every(DocumentTemplate))[:1]:
        walk.change(m.Open(p.PaperAbout(one)))
        walk.change(papers.FillPaper(one))
        walk.fill()
        walk.change(papers.SeePaper())
        rooms.answer()
        walk.change(papers.TurnPaper(0, "words"))
        walk.change(papers.TurnPaper(0, "picture"))
