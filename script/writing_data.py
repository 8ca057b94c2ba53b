"""Makes the small tables of kiosk/input/data out of what others published. Run when a source changes:

    .venv/bin/python script/writing_data.py --jieba DICT --opencc CHARACTERS --unihan MAPPINGS

- DICT: ``dict.txt`` of PyPI's jieba 0.42.1 (MIT), words and how often they were counted. Neighbours inside
  its words become ``pairs.txt``.
- CHARACTERS: ``TSCharacters.txt`` of PyPI's opencc-python-reimplemented 0.1.7 (Apache-2.0, data of OpenCC),
  traditional forms. It becomes ``twins.txt``.
- MAPPINGS: ``Unihan_OtherMappings.txt.bz2`` of Debian's unicode-data 15.0.0 (Unicode licence). Its property
  kTGH lists the 8,105 characters of 通用规范汉字表 (2013); what GB 2312 lacks becomes ``standard.txt``.

``names.txt`` is written by hand. The result depends on nothing but these files; THIRD_PARTY.md names them.
"""

import argparse
import bz2
import hashlib
import itertools
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kiosk.config import CHECKOUT
from kiosk.domain.charset import gb2312
from kiosk.input.tables import LEVELS

FOLDER: Final = CHECKOUT / "kiosk" / "input" / "data"
_RAREST_PAIR: Final = 5  # counted less often, a pair is chance as often as language
_WITHIN_WORDS: Final = 0.9  # the rest is for what follows the end of a word
_LINE: Final = 40  # characters or pairs in a line

# What each licence asks to be said beside its data.
_HEADS: Final = {
    "pairs": [
        "# Neighbours in the words of jieba's dict.txt, counts rounded to powers of two: derived,",
        "# LICENSES/jieba.txt.",
    ],
    "twins": [
        "# Traditional forms and their standard characters, some of OpenCC's TSCharacters.txt: changed,",
        "# LICENSES/opencc.txt.",
    ],
    "standard": [
        "# Characters of Unihan's kTGH that GB 2312 lacks: changed, LICENSES/unicode.txt.",
    ],
}

Word = tuple[str, int]


def words(path: Path) -> Iterator[Word]:
    """(word, how often it was counted)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ")
            yield word, int(count)


def pairs(dictionary: Iterable[Word]) -> list[str]:
    """A line a first character: itself, then after each level's letter the characters that follow it.

    The level is in bits: how much likelier the second is after the first than one never seen there.
    """
    known = gb2312()
    single: Counter[str] = Counter()
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, count in dictionary:
        single.update({char: word.count(char) * count for char in set(word) & known})
        for first, second in itertools.pairwise(word):
            if first in known and second in known:
                after[first][second] += count
    total = single.total()
    lines = []
    for first in sorted(after):
        often = {second: n for second, n in after[first].items() if n >= _RAREST_PAIR}
        seen = sum(often.values())
        rest = 1 - _WITHIN_WORDS
        levels = {
            second: _bits((_WITHIN_WORDS * n / seen / (single[second] / total) + rest) / rest)
            for second, n in often.items()
        }
        if line := _by_level(levels):
            lines.append(first + line)
    return lines


def twins(table: Path, standard: frozenset[str]) -> list[str]:
    """Pairs of a traditional form and the standard character that stands for it, many a line.

    What is itself a character of simplified Chinese (后 里 干 乾) is no traditional form.
    """
    simplified = gb2312()
    found = []
    for line in table.read_text(encoding="utf-8").splitlines():
        form, _, targets = line.partition("\t")
        known = [target for target in targets.split(" ") if target in standard | simplified]
        if form not in simplified and form not in targets and known:
            found.append(form + known[0])
    return _lines(sorted(found), " ")


def standard_list(unihan: Path) -> frozenset[str]:
    """The characters with property kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if line.startswith("U+"))
        return frozenset(chr(int(code[2:], 16)) for code, name, _ in rows if name == "kTGH")


def _bits(ratio: float) -> int:
    return min(round(math.log2(ratio)), len(LEVELS))


def _by_level(levels: Mapping[str, int]) -> str:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for char, level in levels.items():
        grouped[level].append(char)
    return "".join(
        LEVELS[level - 1] + "".join(sorted(grouped[level])) for level in sorted(grouped) if level > 0
    )


def _lines(items: list[str], between: str) -> list[str]:
    return [between.join(items[start : start + _LINE]) for start in range(0, len(items), _LINE)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jieba", type=Path, required=True)
    parser.add_argument("--opencc", type=Path, required=True)
    parser.add_argument("--unihan", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    standard = standard_list(options.unihan)
    made = {
        "pairs": pairs(words(options.jieba)),
        "twins": twins(options.opencc, standard),
        "standard": _lines(sorted(standard - gb2312()), ""),
    }
    for name, lines in made.items():
        file = options.out / f"{name}.txt"
        file.write_text("\n".join([*_HEADS[name], *lines]) + "\n", encoding="utf-8")
        print(f"{file}: {file.stat().st_size} bytes", file=sys.stderr)
    for source in (options.jieba, options.opencc, options.unihan):
        print(f"{source.name}: SHA-256 {hashlib.sha256(source.read_bytes()).hexdigest()}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
