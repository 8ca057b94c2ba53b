"""Finding what is to be learnt in a library: lists, the articles something cites, where one may go. Pure."""

from dataclasses import dataclass
from typing import Final

from kiosk.domain.article import SUBS, ArticleNo
from kiosk.domain.citation import cited, key
from kiosk.domain.glossary import terms_of
from kiosk.domain.library import NOWHERE, LawRef, Library, Onward
from kiosk.domain.library_learning import Lesson, Media, Quiz, Risk, SelfCheck, Term
from kiosk.domain.state import Visit
from kiosk.domain.visit_places import (
    ClipView,
    LawLine,
    LawList,
    Learn,
    LearnPart,
    LessonView,
    Place,
    QuizView,
    SelfCheckView,
    TermList,
    TermView,
    WaysOn,
)

Entry = Lesson | Quiz | SelfCheck
_LESSONS: Final = {LearnPart.READ: "piece", LearnPart.CASES: "case", LearnPart.DAYS: "day"}
LAST_ARTICLE: Final = 5000  # as in a law pack


@dataclass(frozen=True, slots=True)
class Known:
    """What our own content says of an article. ``checked``: ISO date, empty where no guide cites it."""

    ref: LawRef
    checked: str = ""


def entries(library: Library, part: LearnPart) -> tuple[Entry, ...]:
    """What stands in the list of ``part``, topic by topic in the editor's order of topics."""
    kinds: dict[LearnPart, type[Entry]] = {LearnPart.QUIZZES: Quiz, LearnPart.CHECKS: SelfCheck}
    found: list[Entry] = list(library.every(kinds.get(part, Lesson)).values())
    if part in _LESSONS:
        found = [one for one in found if isinstance(one, Lesson) and one.kind == _LESSONS[part]]
    order = {topic.id: number for number, topic in enumerate(library.topics)}
    return tuple(sorted(found, key=lambda one: order.get(one.topic, len(order))))


def parts(library: Library) -> tuple[LearnPart, ...]:
    """Those with something in them: 学法律 is offered when there is any."""
    return tuple(part for part in LearnPart if entries(library, part))


def of_today(library: Library) -> tuple[Lesson, ...]:
    """The days of the law that are now; none where the library was not looked at on a day."""
    now = library.day[5:]
    days = (one for one in library.every(Lesson).values() if one.kind == "day")
    return tuple(one for one in days if one.first and one.first <= now <= one.last)


def lesson(library: Library, lesson_id: str) -> Lesson | None:
    return library.every(Lesson).get(lesson_id)


def quiz(library: Library, quiz_id: str) -> Quiz | None:
    return library.every(Quiz).get(quiz_id)


def check(library: Library, check_id: str) -> SelfCheck | None:
    return library.every(SelfCheck).get(check_id)


def media_of(library: Library, of: Lesson) -> tuple[Media, ...]:
    known = library.every(Media)
    return tuple(known[one] for one in of.media if one in known)


def clips(library: Library, of: str, content_id: str) -> tuple[Media, ...]:
    """What of it has a page of its own, in the editor's order; a lesson's pictures stand in the lesson."""
    read = lesson(library, content_id) if of == "lesson" else library.guide(content_id)
    known = library.every(Media)
    found = (known[one] for one in read.media if one in known) if read is not None else ()
    return tuple(one for one in found if of == "guide" or one.kind != "picture")


def term(library: Library, term_id: str) -> Term | None:
    return library.every(Term).get(term_id)


def risks(of: SelfCheck, answers: tuple[bool, ...]) -> tuple[Risk, ...]:
    """The lines whose answer is a risk."""
    asked = zip(of.questions, answers, strict=False)
    return tuple(line for line, yes in asked if yes is (line.risky == "yes"))


def right(of: Quiz, answers: tuple[int, ...]) -> int:
    """How many answers were right."""
    return sum(one.right == said for one, said in zip(of.questions, answers, strict=False))


# ---- articles


def refs(library: Library, of: str, content_id: str) -> tuple[LawRef, ...]:
    """The articles something cites, each once (``LawList``); empty when there is no such thing."""
    match of:
        case "guide":
            guide = library.guide(content_id)
            found = guide.law if guide is not None else ()
        case "lesson":
            read = lesson(library, content_id)
            found = read.law if read is not None else ()
        case "quiz":
            quiz_id, _, number = content_id.partition("#")
            asked = quiz(library, quiz_id)
            at = int(number) if number.isascii() and number.isdigit() else -1
            questions = asked.questions if asked is not None else ()
            found = questions[at].law if 0 <= at < len(questions) else ()
        case "term":
            word = term(library, content_id)
            found = word.law if word is not None else ()
        case "check":
            checked = check(library, content_id)
            lines = checked.questions if checked is not None else ()
            found = tuple(ref for line in lines for ref in line.law)
        case _:
            found = ()
    return tuple({(key(ref.law), ref.article): ref for ref in reversed(found)}.values())[::-1]


def known(library: Library, law: str, article: ArticleNo) -> Known | None:
    """What our content says of an article: the newest guide that cites it, else whatever does. None: nothing.

    ``law`` is Chinese, whatever language ``library`` is in.
    """
    of_guides = cited(library, law, article)
    wanted = key(law)
    every = [ref for guide in library.guides.values() for ref in guide.law]
    every += [ref for one in library.every(Lesson).values() for ref in one.law]
    every += [ref for one in library.every(Quiz).values() for asked in one.questions for ref in asked.law]
    every += [ref for one in library.every(SelfCheck).values() for line in one.questions for ref in line.law]
    every += [ref for one in library.every(Term).values() for ref in one.law]
    every += [ref for one in library.items for ref in one.law]
    same = [ref for ref in every if ref.article == article and key(ref.law) == wanted]
    if of_guides is not None:
        same = [ref for ref in same if ref.gist == of_guides.gist] or same
    return Known(same[0], of_guides.checked if of_guides is not None else "") if same else None


# ---- places


def onward(library: Library, of: str, content_id: str) -> Onward:
    """Where a lesson or a self-check leads."""
    found = lesson(library, content_id) if of == "lesson" else check(library, content_id)
    return found.next if found is not None else NOWHERE


def there(library: Library, visit: Visit, place: Place) -> bool:
    """Whether one may go to ``place``: it is in this release, and nothing before it was left out."""
    match place:
        case LessonView(lesson_id):
            return lesson(library, lesson_id) is not None
        case QuizView(quiz_id, at):
            asked = quiz(library, quiz_id)
            run = visit.quiz
            done = len(run.answers) if run is not None and run.quiz_id == quiz_id else 0
            return asked is not None and 0 <= at <= min(done, len(asked.questions))
        case SelfCheckView(check_id, at):
            checked = check(library, check_id)
            so_far = visit.check
            given = len(so_far.answers) if so_far is not None and so_far.check_id == check_id else 0
            return checked is not None and 0 <= at <= min(given, len(checked.questions))
        case ClipView(of, content_id, at):
            return 0 <= at < len(clips(library, of, content_id))
        case TermList(of, content_id):
            return bool(terms_of(library, of, content_id))
        case TermView(term_id):
            return term(library, term_id) is not None
        case LawList(of, content_id):
            return bool(refs(library, of, content_id))
        case LawLine(law, article):
            counted = 1 <= article.number <= LAST_ARTICLE and 0 <= article.sub <= len(SUBS)
            return bool(law.strip()) and counted
        case WaysOn(of, content_id):
            return onward(library, of, content_id) != NOWHERE
        case _:
            return True


def turned(here: Place, other: Place) -> bool:
    """Whether ``other`` is another page of ``here``, which takes its place."""
    match here, other:
        case (Learn(one), Learn(two)):
            return one is two
        case (LessonView(a), LessonView(b)):
            return a == b
        case (SelfCheckView(a, at), SelfCheckView(b, then)):
            return (a, at) == (b, then)
        case (LawList(of, a), LawList(kind, b)) | (WaysOn(of, a), WaysOn(kind, b)):
            return (of, a) == (kind, b)
        case (TermList(of, a), TermList(kind, b)):
            return (of, a) == (kind, b)
        case (TermView(a), TermView(b)):
            return a == b
        case (LawLine(law, number), LawLine(another, other_number)):
            return (law, number) == (another, other_number)
        case _:
            return False
