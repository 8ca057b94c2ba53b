"""Every page of everything in the library, once: what an editor wrote, as the screens show it.

The other states show what the program can do, with some of the content; these show all of the content.
A series is turned page by page and ends where the next page looks like the last.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.content.shelf import Shelf
from kiosk.domain import flow, learn_find, update_matter
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_learn as learn
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.device import READY
from kiosk.domain.forms import PageKind
from kiosk.domain.library import FormField, Library
from kiosk.domain.library_learning import Lesson, Quiz, SelfCheck, Term
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario
from script.gallery_answers import AT, answered, gone_on
from script.gallery_papers import looked
from script.gallery_states import Shot
from script.gallery_walk import Walk, good

MOST_PAGES: Final = 24  # of one thing; what has more is shown to there, and a test of the screens says so


@dataclass(frozen=True, slots=True)
class Page:
    """``series``: what it is a page of; the next page of it is shown only if this one looked new."""

    name: str
    walk: Walk
    series: str = ""


@dataclass(slots=True)
class _Seen:
    """Pages of a form that were shown, so that walks through other answers show only what is new."""

    names: set[str] = field(default_factory=set)

    def new(self, name: str) -> bool:
        fresh = name not in self.names
        self.names.add(name)
        return fresh


def pages(library: Library, content: Path) -> Iterator[Page]:
    """In the order of the tiles on the first page. ``content``: where the library was read."""
    home = good(library).with_(camera=READY, microphone=READY, recording_room=True, sheets=True)
    yield from _topics(home, library)
    yield from _guides(home, library)
    for scenario in library.every(Scenario).values():
        yield from _scenario(home, scenario)
    yield from _turned("items", home, s.Items)
    for item in library.items:
        yield from _form(f"item-{item.id}", home.does(m.OpenForm(item.id, "order-1")))
    for bundle in library.every(Bundle).values():
        yield Page(f"bundle-{bundle.id}", home.does(update_matter.OpenMatter("bundle", bundle.id)))
    yield from _turned("papers", home, p.Papers)
    for paper in library.every(DocumentTemplate).values():
        yield from _paper(home, paper)
    yield from _learning(home, library, Shelf([content]))


def content_shots(library: Library, content: Path) -> Iterator[Shot]:
    """The same as pictures to take."""
    for page in pages(library, content):
        yield Shot(page.name, page.walk.state, taps=page.walk.taps, series=page.series)


def _turned(name: str, home: Walk, place: type) -> Iterator[Page]:
    """A list, page by page."""
    for number in range(MOST_PAGES):
        yield Page(f"{name}-{number + 1}", home.does(m.Open(place(number))), name)


def _topics(home: Walk, library: Library) -> Iterator[Page]:
    yield from _turned("topics", home, s.Topics)
    for topic in library.topics:
        for number in range(MOST_PAGES):
            name = f"topic-{topic.id}"
            yield Page(f"{name}-{number + 1}", home.does(m.Open(s.GuideList(topic.id, number))), name)


def _guides(home: Walk, library: Library) -> Iterator[Page]:
    for guide in library.guides.values():
        name = f"guide-{guide.id.replace('/', '-')}"
        shown = home.does(m.Open(s.GuideView(guide.id)))
        for number in range(MOST_PAGES):
            yield Page(f"{name}-{number + 1}", shown.does(m.Open(s.GuideView(guide.id, number))), name)
        for number in range(MOST_PAGES):
            laws = shown.does(m.Open(s.LawList("guide", guide.id, number)))
            yield Page(f"{name}-laws-{number + 1}", laws, f"{name}-laws")
        ways = shown.does(m.Open(s.WaysOn("guide", guide.id)))
        if ways.state != shown.state:
            yield Page(f"{name}-ways", ways)


# ---- asked step by step


def _scenario(home: Walk, scenario: Scenario) -> Iterator[Page]:
    """Every question, how to tell it, and every outcome at the end of every path."""
    ends = {end.id for end in scenario.outcomes}
    questions = {one.id: one for one in scenario.questions}
    seen = _Seen()
    begun = home.does(update_matter.OpenMatter("scenario", scenario.id))
    ways: list[tuple[str, Walk]] = [(scenario.start, begun)]
    paths: dict[str, int] = {}
    while ways:
        at, walk = ways.pop()
        if at in ends:
            paths[at] = paths.get(at, 0) + 1
            name = f"scenario-{scenario.id}-{at}-{paths[at]}"
            for number in range(MOST_PAGES if paths[at] == 1 else 2):
                turned = walk.does(update_matter.TurnMatter(number))
                yield Page(f"{name}-{number + 1}", turned, name)
            continue
        question = questions[at]
        unsure = walk.does(update_matter.NotSure(at, telling=False))
        if seen.new(at):
            yield Page(f"scenario-{scenario.id}-{at}", walk)
            yield Page(f"scenario-{scenario.id}-{at}-telling", unsure)
        answers = [
            (answer.to, walk.does(update_matter.AnswerQuestion(at, number)))
            for number, answer in enumerate(question.answers)
        ]
        gone_on = unsure.does(update_matter.NotSure(at, telling=True))
        ways += [*answers, (question.unsure.to, gone_on)]


# ---- forms and papers


def _form(name: str, opened: Walk) -> Iterator[Page]:
    """Every page of a form, whatever is answered: each walk gives another answer where there are several."""
    seen = _Seen()
    choices = max((len(one.choices) for one in _fields(opened)), default=2)
    for turn in range(max(2, choices)):
        yield from _filled(f"{name}-{turn + 1}" if turn else name, opened, turn, seen)


def _fields(opened: Walk) -> list[FormField]:
    current = flow.current_page(opened.state)
    return [one for step in current[0].steps for one in step.fields] if current is not None else []


def _filled(name: str, form: Walk, turn: int, seen: _Seen) -> Iterator[Page]:
    for _ in range(80):
        current = flow.current_page(form.state)
        if current is None or current[1].kind is PageKind.CHECK:
            break
        asked = current[2]
        if asked is None:
            if seen.new("consent"):
                yield Page(f"{name}-consent", form)
                for number in (1, 2, 3):
                    more = form.tapped(*("consent.page.after",) * number)
                    yield Page(f"{name}-consent-{number + 1}", more, f"{name}-consent")
            form = form.does(m.GiveConsent(AT))
            continue
        if seen.new(asked.id):
            yield Page(f"{name}-{asked.id}", form)
        form = gone_on(answered(form, asked, turn))
    for number in range(6):
        more = form.tapped(*("check.page.after",) * number)
        yield Page(f"{name}-check-{number + 1}", more, f"{name}-check")


def _paper(home: Walk, paper: DocumentTemplate) -> Iterator[Page]:
    name = f"paper-{paper.id}"
    about = home.does(m.Open(p.Papers()), m.Open(p.PaperAbout(paper.id)))
    yield Page(f"{name}-about", about)
    filled = list(_form(name, about.does(up.FillPaper(paper.id))))
    yield from filled
    checked = next(page.walk for page in filled if page.name == f"{name}-check-1")
    for way, shown in (
        ("blank", looked(about, up.BlankPaper(paper.id))),
        ("filled", looked(checked, up.SeePaper())),
    ):
        for number in range(MOST_PAGES):
            for look in ("picture", "words"):
                turned = shown.does(up.TurnPaper(number, look))
                yield Page(f"{name}-{way}-{look}-{number + 1}", turned, f"{name}-{way}-{look}")


# ---- learning


def _learning(home: Walk, library: Library, shelf: Shelf) -> Iterator[Page]:
    for part in learn_find.parts(library):
        for number in range(MOST_PAGES):
            name = f"learn-{part.value}"
            yield Page(f"{name}-{number + 1}", home.does(m.Open(s.Learn(part, number))), name)
    for lesson in library.every(Lesson).values():
        name = f"lesson-{lesson.id}"
        media = [one for one in learn_find.media_of(library, lesson) if one.kind == "picture"]
        seen = learn.PicturesRead(shelf.pictures(lesson.id, media))
        for number in range(MOST_PAGES):
            shown = home.does(m.Open(s.LessonView(lesson.id)), seen, m.Open(s.LessonView(lesson.id, number)))
            yield Page(f"{name}-{number + 1}", shown, name)
    for quiz in library.every(Quiz).values():
        yield from _quiz(home, quiz)
    for check in library.every(SelfCheck).values():
        yield from _check(home, check)
    for term in library.every(Term).values():
        yield Page(f"term-{term.id}", home.does(m.Open(s.TermView(term.id))))


def _quiz(home: Walk, quiz: Quiz) -> Iterator[Page]:
    walk = home.does(m.Open(s.QuizView(quiz.id)))
    for at, question in enumerate(quiz.questions):
        name = f"quiz-{quiz.id}-{at + 1}"
        yield Page(name, walk)
        yield Page(f"{name}-wrong", walk.does(learn.AnswerQuiz(question.right % len(question.choices) + 1)))
        walk = walk.does(learn.AnswerQuiz(question.right))
        yield Page(f"{name}-right", walk)
        walk = walk.does(m.Open(s.QuizView(quiz.id, at + 1)))
    yield Page(f"quiz-{quiz.id}-end", walk)


def _check(home: Walk, check: SelfCheck) -> Iterator[Page]:
    walk = home.does(m.Open(s.SelfCheckView(check.id)))
    for at, question in enumerate(check.questions):
        yield Page(f"check-{check.id}-{at + 1}", walk)
        walk = walk.does(learn.AnswerCheck(question.risky == "yes"))
    name = f"check-{check.id}-found"
    for number in range(MOST_PAGES):
        turned = walk.does(m.Open(s.SelfCheckView(check.id, len(check.questions), number)))
        yield Page(f"{name}-{number + 1}", turned, name)
