"""Makes kiosk/content/publish/statutes.txt: how often statutes say a word. Run when they or this change:

    .venv/bin/python script/statutes_data.py --laws FOLDER

- FOLDER: statutes and judicial interpretations as ``*.md``, one a file, at any depth; the file carried here
  was counted in the 1,512 of github.com/LawRefBook/Laws as of April 2025. Official texts are free (article 5
  of the Copyright Law); nothing of them is quoted, words are counted.
- ``--jieba``: the dictionary that parts sentences into words, Debian's python3-jieba (MIT) unless named.

A sentence is parted in the likeliest way by the dictionary's counts. Of the words, and of every two that
stand together, those stay that statutes say far more often than the dictionary expects: such are what typing
pinyin would else offer too late. The same files make the same bytes.
"""

import argparse
import itertools
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.content.publish.dictionaries import JIEBA, LONGEST_WORD, STATUTES

KEPT: Final = 13_000
_FEWEST: Final = 20  # times among all texts
_PER: Final = 10_000_000
_SENTENCE: Final = re.compile("[\u4e00-\u9fff]+")
_HEAD: Final = (
    "# How often words of the law stand in {texts:,} statutes and judicial interpretations (official texts,\n"
    "# free under article 5 of the Copyright Law): word, times in ten million words. Counted, not quoted:\n"
    "# script/statutes_data.py.\n"
)


@dataclass(frozen=True, slots=True)
class Words:
    """``cost``: -ln of each word's share of all words; what is no word costs ``unknown`` a character."""

    cost: Mapping[str, float]
    unknown: float

    def parted(self, sentence: str) -> list[str]:
        """The cheapest way through ``sentence``; of two equally cheap the one with the longer first word."""
        end = len(sentence)
        best: list[tuple[float, int]] = [(0.0, end)] * (end + 1)
        for begin in range(end - 1, -1, -1):
            best[begin] = min(
                (self._cost(sentence[begin:stop]) + best[stop][0], -stop)
                for stop in range(begin + 1, min(end, begin + LONGEST_WORD) + 1)
            )
        words, at = [], 0
        while at < end:
            stop = -best[at][1]
            words.append(sentence[at:stop])
            at = stop
        return words

    def _cost(self, text: str) -> float:
        return self.cost.get(text, self.unknown if len(text) == 1 else math.inf)


def dictionary(path: Path) -> Words:
    """jieba's words with their counts."""
    counts: dict[str, int] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            match line.split():
                case [text, count, *_] if count.isdecimal() and int(count) and _SENTENCE.fullmatch(text):
                    counts[text] = int(count)
    total = math.log(sum(counts.values()))
    cost = {text: total - math.log(count) for text, count in counts.items() if len(text) <= LONGEST_WORD}
    return Words(cost, total + 1.0)


def texts_of(folder: Path) -> Iterator[list[str]]:
    """Of each text its runs of Chinese, in the order of the names; not of lists and descriptions."""
    for path in sorted(folder.rglob("*.md")):
        if path.stem != "README" and not path.stem.startswith("_"):
            yield _SENTENCE.findall(path.read_text(encoding="utf-8"))


def counted(texts: Iterable[list[str]], words: Words) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Words, and words that follow each other."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for sentence in text:
            parts = words.parted(sentence)
            single.update(parts)
            double.update(pair for pair in itertools.pairwise(parts) if len("".join(pair)) <= LONGEST_WORD)
    return single, double


def chosen(single: Counter[str], double: Counter[tuple[str, str]], words: Words) -> list[tuple[str, int]]:
    """The words that statutes make likelier most, with their times in ten million."""
    total = single.total()
    found: dict[str, tuple[float, int]] = {}

    def consider(text: str, count: int, expected: float) -> None:
        gain = count * (math.log(count / total) + expected)
        if count >= _FEWEST and gain > found.get(text, (0.0, 0))[0]:
            found[text] = gain, count

    for (one, other), count in double.items():
        expected = words.cost.get(one, words.unknown) + words.cost.get(other, words.unknown)
        consider(one + other, count, words.cost.get(one + other, expected))
    for text, count in single.items():
        consider(text, count, words.cost.get(text, words.unknown))
    best = sorted(found, key=lambda text: (-found[text][0], text))[:KEPT]
    return [(text, round(found[text][1] * _PER / total)) for text in sorted(best)]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--laws", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--jieba", type=Path, default=JIEBA, metavar="DICT")
    parser.add_argument("--out", type=Path, default=STATUTES, metavar="FILE")
    options = parser.parse_args(arguments)
    words = dictionary(options.jieba)
    texts = list(texts_of(options.laws))
    rows = chosen(*counted(texts, words), words)
    lines = [f"{text} {count}\n" for text, count in rows]
    options.out.write_text(_HEAD.format(texts=len(texts)) + "".join(lines), encoding="utf-8")
    print(f"{options.out}: {len(rows)} words of {len(texts)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
