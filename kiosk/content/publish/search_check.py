"""What can be wrong with ``synonyms.yaml`` and ``sums.yaml``."""

from typing import Final

from kiosk.calculators.registry import CALCULATORS
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.known import no_doubles
from kiosk.content.publish.kinds.learning import EditorSum
from kiosk.domain.search_terms import plain, runs

_LONGEST: Final = 8  # characters
_SHORTEST: Final = 2


def check(draft: Draft) -> None:
    """Reports words nobody would be helped by: a character alone is in every sentence, a sentence in none."""
    if draft.synonyms is None:
        return
    for meant, line in draft.synonyms.value.items():
        for word in (meant, *line.split()):
            if runs(word) != [plain(word)] or not _SHORTEST <= len(word) <= _LONGEST:
                draft.synonyms.report((meant,), f"“{word}”要是 {_SHORTEST} 到 {_LONGEST} 个汉字，中间空一格")
        if meant in line.split():
            draft.synonyms.report((meant,), f"“{meant}”和它自己一样，不用写")


def check_sums(draft: Draft) -> None:
    """Reports questions for calculators this program does not have, and questions asked twice."""
    for row in draft.of(EditorSum):
        if row.value.id not in CALCULATORS:
            row.report(("id",), f"没有叫 {row.value.id} 的计算，kiosk calc --list 看有哪些")
        no_doubles(row, "asks", row.value.asks)
