"""The states of 算一算: the lists, a calculator from its first line to its steps, and what it refuses."""

from collections.abc import Iterator

from kiosk.app_sums import Counter
from kiosk.content.parameters import read_book
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import Effect
from kiosk.domain.library import Library
from kiosk.domain.sums import YES, Reckon, SumsReady
from kiosk.domain.update import update
from kiosk.domain.update_sums import AnswerSum, LineDone, OpenSum, PrintSum, ShowSum
from script.gallery_walk import NO_PRINTER, Walk

WAGES = (("start", "2020-03-01"), ("end", "2024-08-31"), ("wage", "8000"), ("kind", "N"))
FIGURES = (("local_average", "8000"), ("minimum_wage", "2000"))
INJURY = (
    ("medical", "25000"),
    ("disability", "220000"),
    ("property", "3500"),
    ("fault_share", "70"),
    ("compulsory_insurance", YES),
)


class _Sums:
    """Walks whose sums are reckoned, as the room behind the screen does it."""

    def __init__(self, walk: Walk, library: Library) -> None:
        self._counter = Counter(read_book(library), library.site.region)
        self.walk = walk.does(SumsReady(self._counter.cards()))

    def does(self, *messages: object) -> Walk:
        return self.on(self.walk, *messages)

    def on(self, walk: Walk, *messages: object) -> Walk:
        state = walk.state
        for message in messages:
            state, effects = update(state, message)
            for asked in _asked(effects):
                state, _ = update(state, self._counter.answer(asked))
        return Walk(state)

    def filled(self, name: str, *answers: tuple[str, str]) -> Walk:
        return self.does(OpenSum(name), *(AnswerSum(name, key, text) for key, text in answers))


def _asked(effects: tuple[Effect, ...]) -> Iterator[Reckon]:
    return (effect for effect in effects if isinstance(effect, Reckon))


def sums_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    yield "sums-none", home.does(ShowSum(s.Sums()))
    room = _Sums(home, library)
    yield "sums", room.does(ShowSum(s.Sums()))
    for topic in ("work", "hurt", "court"):
        yield f"sums-{topic}", room.does(ShowSum(s.Sums(topic)))
    yield "sum-empty", room.filled("severance")
    yield "sum-half", room.filled("severance", *WAGES[:2])
    yield "sum-refused", room.filled("severance", *WAGES)
    yield "sum-wrong", room.filled("severance", ("start", "20240230"), *WAGES[1:])
    whole = room.filled("severance", *WAGES, *FIGURES)
    yield "sum-result", whole
    yield "sum-result-2", room.on(whole, ShowSum(s.SumView("severance", 1)))
    yield "sum-steps", room.on(whole, ShowSum(s.SumView("severance", 2)))
    yield "sum-last", room.on(whole, ShowSum(s.SumView("severance", 99)))
    printing = room.on(whole, PrintSum("job-1", "severance"))
    yield "sum-printing", printing
    yield "sum-printed", room.on(printing, PrintReported("job-1", PrintOutcome.SENT))
    yield "sum-no-printer", whole.with_(printer=NO_PRINTER)
    yield "sum-court", room.filled("court-labour")
    yield "sum-deadline", room.filled("deadline", ("kind", "review"), ("from", "2024-07-01"))
    aid = (("matter", "traffic"), ("monthly_income", "6000.01"), ("household", "4"))
    yield "sum-aid", room.filled("legal-aid-check", *aid)
    injury = room.filled("injury-total", *INJURY)
    yield "sum-injury-total", injury
    yield "sum-injury-total-2", room.on(injury, ShowSum(s.SumView("injury-total", 1)))
    yield "sum-injury-total-steps", room.on(injury, ShowSum(s.SumView("injury-total", 2)))
    yield from _entries(room)


def _entries(room: _Sums) -> Iterator[tuple[str, Walk]]:
    opened = room.filled("severance")
    day = room.on(opened, ShowSum(s.SumEntry("severance", "start")))
    yield "sum_type-day", day
    yield "sum_type-day-half", room.on(day, AnswerSum("severance", "start", "202003"))
    yield "sum_type-day-wrong", room.on(day, AnswerSum("severance", "start", "20200230"), LineDone())
    money = room.on(opened, ShowSum(s.SumEntry("severance", "wage")))
    yield "sum_type-money", room.on(money, AnswerSum("severance", "wage", "8000"))
    yield "sum_type-missing", room.on(money, LineDone())
    grade = room.on(room.filled("work-injury"), ShowSum(s.SumEntry("work-injury", "grade")))
    yield "sum_type-range", room.on(grade, AnswerSum("work-injury", "grade", "11"), LineDone())
    share = room.on(room.filled("injury-total"), ShowSum(s.SumEntry("injury-total", "fault_share")))
    yield "sum_type-percent", room.on(share, AnswerSum("injury-total", "fault_share", "70"))
    kind = room.on(opened, ShowSum(s.SumEntry("severance", "kind")))
    yield "sum_choice", room.on(kind, AnswerSum("severance", "kind", "N"))
    aid = room.on(room.filled("legal-aid-check"), ShowSum(s.SumEntry("legal-aid-check", "matter")))
    yield "sum_choice-many", aid
    yes = room.on(room.filled("court-labour"), ShowSum(s.SumEntry("court-labour", "simplified")))
    yield "sum_choice-yes-no", yes
