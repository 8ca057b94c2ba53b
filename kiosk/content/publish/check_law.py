"""Articles that guides and forms cite: whether there are such laws, with such articles."""

from pathlib import Path

from kiosk.content.publish.collect import Draft
from kiosk.content.publish.law_index import INDEX, OWN_INDEX, LawIndex, read_index
from kiosk.content.publish.source import Problem, Source


def check(draft: Draft, root: Path) -> None:
    """Reports citations that cannot be right."""
    index = _index(draft, root / OWN_INDEX)
    for row in (*draft.guides, *draft.items):
        for number, ref in enumerate(row.value.law):
            if reason := index.problem(ref.law, ref.article):
                row.report(("law", number), reason)


def _index(draft: Draft, own: Path) -> LawIndex:
    """Ours and the library's; without the latter, its fault reported, when it cannot be read."""
    try:
        return read_index(INDEX, *([own] if own.is_file() else []))
    except (OSError, ValueError) as error:
        problem = Problem(OWN_INDEX, 1, f"读不了（{error}）")
        draft.sources.append(Source(OWN_INDEX, problems=[problem]))
        return read_index(INDEX)
