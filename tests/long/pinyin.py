"""Whether legal terms that the lexicon was not made from can be typed: `script/test --long pinyin`.

The terms come from a list that is not part of the project and must not be: words of the law, one a line, the
word first (for example THUOCL_law.txt of THUOCL, MIT). KIOSK_PINYIN_TERMS names the file. Each term of four
characters or more is typed letter by letter as pypinyin reads it; it must be among the first five candidates.
No word of the whole list may count as an insult, and no character be out of reach of its syllable.
"""

import os
import random
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import SystemClock
from kiosk.config import CHECKOUT, Config
from kiosk.content.publish.collect import collect
from kiosk.content.publish.dictionaries import reading_of
from kiosk.content.publish.lexicon import build
from kiosk.content.publish.own_words import own_words
from kiosk.domain.charset import offered
from kiosk.domain.syllables import TYPED, fold
from kiosk.domain.unfit import insult
from kiosk.input.pinyin import PinyinReader
from kiosk.input.pinyin_lexicon import Lexicon
from tests.long.proof import Proof

TERMS: Final = "KIOSK_PINYIN_TERMS"
FIRST: Final = 5
WANTED: Final = 0.85
KEY_MS: Final = 1.0
SHORTEST: Final = 4


@dataclass(slots=True)
class Typed:
    """``ranks``: of each term among its candidates, None when it is not there; ``ms``: of each key."""

    ranks: list[int | None] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    def share(self, first: int) -> float:
        hits = sum(rank is not None and rank < first for rank in self.ranks)
        return round(hits / max(len(self.ranks), 1), 4)


def terms_of(path: Path) -> list[str]:
    """Its terms that are long enough and nothing but Chinese, each once."""
    words = {line.split()[0] for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()}
    han = (word for word in words if all("\u4e00" <= sign <= "\u9fff" for sign in word))
    return sorted(word for word in han if len(word) >= SHORTEST)


def typed(reader: PinyinReader, terms: list[str], *, folded: bool) -> Typed:
    """Types every term; ``folded`` as somebody who does not tell zh from z, nor eng from en."""
    result = Typed()
    clock = SystemClock()
    for term in terms:
        reading = reading_of(term)
        keys = "".join(
            fold(syllable)[0] if folded and syllable in TYPED else syllable for syllable in reading
        )
        reader.forget()
        texts: list[str] = []
        for end in range(1, len(keys) + 1):
            begun = clock.monotonic()
            texts = [candidate.text for candidate in reader.candidates(keys[:end])]
            result.ms.append((clock.monotonic() - begun) * 1000)
        result.ranks.append(texts.index(term) if term in texts else None)
    return result


def insults_of(path: Path) -> list[str]:
    """Words of the law that would be put last: there must be none."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return sorted({line.split()[0] for line in lines if line.strip() and insult(line.split()[0])})


def out_of_reach(reader: PinyinReader) -> list[str]:
    """Characters of handwriting that typing their syllable does not offer."""
    missing: list[str] = []
    for char in sorted(offered()):
        reading = reading_of(char)
        if len(reading) == 1 and reading[0] in TYPED:
            reader.forget()
            if all(candidate.text != char for candidate in reader.candidates(reading[0])):
                missing.append(char)
    return missing


def run(count: int, seed: int) -> Proof:
    named = os.environ.get(TERMS)
    if not named:
        # Nothing was tried, so nothing is recorded.
        raise SystemExit(f"{TERMS} names no file; it wants words of the law, one a line")
    terms = terms_of(Path(named))
    chosen = random.Random(seed).sample(terms, min(count, len(terms)))
    path = Config().lexicon_path
    build(path, if_changed=True)  # an old one would prove nothing of this program
    own = [word for part in own_words(collect(CHECKOUT / "library")).values() for word in part]
    reader = PinyinReader(Lexicon.open(path, own))
    exact = typed(reader, chosen, folded=False)
    blurred = typed(reader, chosen, folded=True)
    mean, p95 = statistics.mean(exact.ms), statistics.quantiles(exact.ms, n=20)[-1]
    insults, missing = insults_of(Path(named)), out_of_reach(reader)
    figures: dict[str, object] = {
        "terms": len(chosen),
        "of": len(terms),
        "first": exact.share(1),
        "first_five": exact.share(FIRST),
        "without_zh_ch_sh_ng_first_five": blurred.share(FIRST),
        "key_ms_mean": round(mean, 3),
        "key_ms_p95": round(p95, 3),
        "lexicon_mb": round(path.stat().st_size / 1e6, 1),
        "own_words": len(own),
        "put_last": len(insults),
        "characters_out_of_reach": len(missing),
    }
    quick = mean <= KEY_MS and p95 <= KEY_MS
    return Proof(exact.share(FIRST) >= WANTED and quick and not insults and not missing, figures)
