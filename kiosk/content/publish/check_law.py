"""Articles that anything in the library cites: whether there is such a law, with such an article."""

from dataclasses import dataclass

from kiosk.content.publish.draft import Draft
from kiosk.content.publish.law_index import INDEX, OWN_INDEX, LawIndex, read_index
from kiosk.content.publish.source import Problem, Source
from kiosk.domain.article import ArticleNo


@dataclass(frozen=True, slots=True)
class Coverage:
    """``cited``: citations, deadlines' too. ``checked``: those of a law whose articles are counted: one too
    high would be seen.
    """

    cited: int
    checked: int


def coverage(draft: Draft) -> Coverage:
    """How many citations ``check`` can judge; all, when the catalogue knows every law that is cited."""
    index = _index(draft)
    names = [ref.law for _, _, ref in draft.law_refs]
    names += [kind.law for figures in draft.parameters for kind in figures.value.deadlines]
    return Coverage(len(names), sum((law := index.law(name)) is not None and law.last > 0 for name in names))


def check(draft: Draft) -> None:
    """Reports citations that cannot be right, at the line they stand on."""
    index = _index(draft)
    for row, place, ref in draft.law_refs:
        if reason := index.problem(ref.law, ref.article):
            row.report(place, reason)
    for figures in draft.parameters:
        for number, kind in enumerate(figures.value.deadlines):
            if reason := index.problem(kind.law, ArticleNo(kind.article)):
                figures.report(("deadlines", number), reason)


def _index(draft: Draft) -> LawIndex:
    """Ours and the library's; without the latter, its fault reported, when it cannot be read."""
    own = draft.root / OWN_INDEX
    try:
        return read_index(INDEX, *([own] if own.is_file() else []))
    except (OSError, ValueError) as error:
        coded = isinstance(error, UnicodeDecodeError)
        text = "不是 UTF-8 编码，用记事本另存为 UTF-8" if coded else f"读不了（{error}）"
        problem = Problem(OWN_INDEX, 1, text)
        draft.sources.append(Source(OWN_INDEX, problems=[problem]))
        return read_index(INDEX)
