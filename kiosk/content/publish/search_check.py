"""What can be wrong with ``synonyms.yaml``."""

from typing import Final

from kiosk.content.publish.draft import Draft
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
