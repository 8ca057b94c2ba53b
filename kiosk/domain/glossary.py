"""这页里的词: which hard words stand in something to read, and what they mean. Pure.

Matched in the Chinese of the content, the longest first, each term once; in another language the same terms
belong to the page. Found when a page is made, never while it is drawn.
"""

import re
from collections.abc import Iterable, Mapping

from kiosk.domain.library import Library
from kiosk.domain.library_learning import Lesson, Term
from kiosk.domain.library_services import Outcome, Scenario
from kiosk.domain.sums import SumCard


def found(terms: Mapping[str, Term], texts: Iterable[str]) -> tuple[Term, ...]:
    """Terms whose word, or another word for it, stands in ``texts``, in the order they are met."""
    by_word: dict[str, Term] = {}
    for term in terms.values():
        for word in (term.word, *term.also):
            by_word.setdefault(word, term)
    if not by_word:
        return ()
    pattern = re.compile("|".join(map(re.escape, sorted(by_word, key=len, reverse=True))))
    met = (by_word[hit[0]] for text in texts for hit in pattern.finditer(text))
    return tuple({term.id: term for term in met}.values())


def words_of(library: Library, of: str, content_id: str) -> tuple[str, ...]:
    """All that is read of a guide, a lesson, an outcome (``scenario/outcome``), a calculator, in Chinese."""
    match of:
        case "guide":
            guide = library.guide(content_id)
            if guide is None:
                return ()
            steps = (*guide.answer, guide.urgent, *guide.steps, *guide.bring)
            return (guide.title, *steps, guide.never, guide.cost, guide.time)
        case "lesson":
            lesson = library.every(Lesson).get(content_id)
            return (lesson.title, *lesson.paragraphs, *lesson.points) if lesson is not None else ()
        case "outcome":
            told = outcome(library, content_id)
            return (told.title, *told.answer, told.urgent, *told.steps) if told is not None else ()
        case "sum":
            card = library.every(SumCard).get(content_id)
            lines = card.lines if card is not None else ()
            asked = [
                text for line in lines for text in (line.label, line.help, *(c.label for c in line.choices))
            ]
            return (card.title, card.about, *asked) if card is not None else ()
        case _:
            return ()


def outcome(library: Library, name: str) -> Outcome | None:
    """``name``: of the scenario and of the outcome in it, with a slash between."""
    scenario_id, _, outcome_id = name.partition("/")
    scenario = library.every(Scenario).get(scenario_id)
    told = scenario.outcomes if scenario is not None else ()
    return next((one for one in told if one.id == outcome_id), None)


def terms_of(library: Library, of: str, content_id: str) -> tuple[Term, ...]:
    """``library``: as written, in Chinese."""
    return found(library.every(Term), words_of(library, of, content_id))


class PageTerms:
    """Finds the terms of each page once for a release."""

    def __init__(self) -> None:
        self._of: Library | None = None
        self._found: dict[tuple[str, str], tuple[Term, ...]] = {}

    def of(self, library: Library | None, kind: str, content_id: str) -> tuple[Term, ...]:
        if library is None:
            return ()
        if self._of is not library:
            self._of = library
            self._found.clear()
        key = kind, content_id
        if key not in self._found:
            self._found[key] = terms_of(library, kind, content_id)
        return self._found[key]
