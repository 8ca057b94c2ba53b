"""How much two texts of an editor have in common, counted in short runs of characters.

Punctuation and spaces do not count; runs are those of the whole text, so that order matters a little.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from kiosk.content.publish.kinds.known import plain


def runs(text: str, length: int) -> frozenset[str]:
    """Every run of ``length`` letters or characters; of a shorter text itself."""
    letters = plain(text)
    return frozenset(letters[at : at + length] for at in range(max(1, len(letters) - length + 1)))


def near(texts: Sequence[AbstractSet[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Places (the later, the earlier) of all two that are alike by at least ``least``, with how much: the
    Jaccard index, shared runs of all runs.

    Only texts that share a run are compared: thousands of questions take a moment.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        shared = Counter(other for run in text for other in holders[run])
        for other, common in sorted(shared.items()):
            alike = common / (len(text) + len(texts[other]) - common)
            if alike >= least:
                yield index, other, alike
        for run in text:
            holders[run].append(index)
