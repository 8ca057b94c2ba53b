"""How much two texts of an editor have in common, counted in short runs of characters.

Punctuation and spaces do not count; runs are those of the whole text, so that order matters a little.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet


def runs(text: str, length: int) -> frozenset[str]:
    """Every run of ``length`` letters or characters; of a shorter text itself."""
    plain = "".join(ch for ch in unicodedata.normalize("NFKC", text) if ch.isalnum())
    return frozenset(plain[at : at + length] for at in range(max(1, len(plain) - length + 1)))


def likeness(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """The Jaccard index: shared runs of all runs, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def near(texts: Sequence[AbstractSet[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Places (the later, the earlier) of all two that are alike by at least ``least``, with how much.

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
