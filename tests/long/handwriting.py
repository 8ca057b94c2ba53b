"""How well handwriting is read, on characters that others drew: `script/test --long handwriting`.

``count`` is how many common characters of hanzi-writer-data are tried; tests/long/drawings.py tells where
they and the other drawings come from. Reported beside what the terminal offers is the same with parts out.

The weight of language was chosen on the characters and texts of which ``chosen_on`` is true; what is reported
with words before the ink is of the others.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.charset import gb2312
from kiosk.domain.writing import WritingContext
from kiosk.input.handwriting import FIRST, Recogniser, Session
from kiosk.input.language import Language
from kiosk.input.offer import Floats, Forms
from kiosk.input.tables import Names
from tests.long import drawings
from tests.long.drawings import Sample
from tests.long.proof import Proof

LEAST_FIRST: Final = 0.97
LEAST_EIGHT: Final = 0.995
LEAST_TEN: Final = 0.98
BEFORE: Final = 3  # places in texts that a character is tried in
ROWS: Final = 300


@dataclass(slots=True)
class Score:
    """How often the character was meant, and how often it was offered among so many."""

    tried: int = 0
    first: int = 0
    eight: int = 0
    ten: int = 0

    def add(self, char: str, found: Sequence[str]) -> None:
        self.tried += 1
        self.first += char in found[:1]
        self.eight += char in found[:8]
        self.ten += char in found[:10]

    def share(self, hits: int) -> float:
        return hits / self.tried if self.tried else 0.0

    def figures(self) -> dict[str, int]:
        return {"tried": self.tried, "first": self.first, "eight": self.eight, "ten": self.ten}


class Everything(Forms):
    """No mask: whatever the model knows."""

    def allowed(self, context: WritingContext, known: frozenset[str]) -> frozenset[str]:
        return known - {""}


class Remembering:
    """The model, which is not asked twice in a row about the same ink."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: tuple[bytes, Sequence[Any]] = (b"", ())

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Floats]) -> Sequence[Any]:
        image = b"".join(value.tobytes() for value in inputs.values())
        if image != self._last[0]:
            self._last = image, self._session.run(outputs, inputs)
        return self._last[1]


@dataclass(frozen=True, slots=True)
class Readers:
    """The terminal's own, and the same with parts left out."""

    ours: Recogniser
    no_language: Recogniser
    no_twins: Recogniser
    no_mask: Recogniser

    @classmethod
    def load(cls) -> "Readers":
        loaded = Recogniser.load()
        session = Remembering(loaded._session)
        silent = Language({}, Names("", {}, ""))

        def reader(forms: Forms, language: Language) -> Recogniser:
            return Recogniser(session, loaded._input, loaded.known, forms, language)

        forms, none = Forms.load(), frozenset[str]()
        return cls(
            reader(forms, Language.load()),
            reader(forms, silent),
            reader(Forms({}, none), silent),
            reader(Everything({}, none), silent),
        )


def chosen_on(thing: str) -> bool:
    """Whether the weight of language was chosen on this character or text."""
    return hashlib.sha256(thing.encode()).digest()[0] % 2 == 0


def run(count: int, seed: int) -> Proof:
    readers = Readers.load()
    drawn = list(drawings.tomoe())
    common = gb2312()
    shared = [sample for sample in drawn if sample.char in common]
    printed = drawings.printed(count, seed)
    texts = [text for name, text in drawings.texts() if not chosen_on(name)]
    by_hand, by_print = masks(readers, shared), masks(readers, printed)
    ours, ten = by_hand["ours"], by_print["ours"]
    passed = (
        ours.share(ours.first) >= LEAST_FIRST
        and ours.share(ours.eight) >= LEAST_EIGHT
        and ten.share(ten.ten) >= LEAST_TEN
    )
    figures: dict[str, object] = {
        "tomoe_characters": len({sample.char for sample in shared}),
        "tomoe": {name: score.figures() for name, score in by_hand.items()},
        "hanzi_writer_mild": {name: score.figures() for name, score in by_print.items()},
        "traditional": traditional(readers, drawn),
        "rare_by_more": rare(readers, drawn),
        "held_out_texts": len(texts),
        "after_text": in_texts(readers, shared, texts, random.Random(f"{seed} texts")),
        "after_text_joined": in_texts(
            readers,
            drawings.joined(shared, random.Random(f"{seed} joined")),
            texts,
            random.Random(f"{seed} texts"),
        ),
        "rows": rows(readers, shared, texts, random.Random(f"{seed} rows")),
    }
    return Proof(passed, figures)


# ---- what is counted -----------------------------------------------------------------------------


def masks(readers: Readers, samples: Iterable[Sample]) -> dict[str, Score]:
    """Nothing stands before: ours, with the mask alone, with no mask at all."""
    named = {"ours": readers.ours, "mask_without_twins": readers.no_twins, "no_mask": readers.no_mask}
    scores = {name: Score() for name in named}
    for sample in samples:
        for name, reader in named.items():
            scores[name].add(sample.char, reader.candidates(sample.strokes, sample.pad, 10))
    return scores


def traditional(readers: Readers, drawn: Iterable[Sample]) -> dict[str, object]:
    """Who writes a traditional form: is its simplified twin offered?"""
    forms = Forms.load()
    with_twins, without = Score(), Score()
    for sample in drawn:
        twin = forms.twins.get(sample.char)
        if twin in readers.ours.characters and sample.char not in readers.ours.characters:
            with_twins.add(twin, readers.ours.candidates(sample.strokes, sample.pad, 10))
            without.add(twin, readers.no_twins.candidates(sample.strokes, sample.pad, 10))
    return {"ours": with_twins.figures(), "mask_without_twins": without.figures()}


def rare(readers: Readers, drawn: Iterable[Sample]) -> dict[str, int]:
    """Characters that only 更多 offers: how many it finds among its 24."""
    more = WritingContext(more=True)
    only = Forms.load().allowed(more, frozenset(readers.ours.known)) - readers.ours.characters
    found = [
        sample.char in readers.ours.candidates(sample.strokes, sample.pad, 24, more)
        for sample in drawn
        if sample.char in only
    ]
    return {"tried": len(found), "found": sum(found)}


def in_texts(
    readers: Readers, samples: Iterable[Sample], texts: Iterable[str], chance: random.Random
) -> dict[str, object]:
    """Each held-out character after what stands before it in texts, with and without language."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        for place in range(1, len(text)):
            before[text[place]].append(text[place - 1])
    scores = {"with_language": Score(), "without": Score()}
    for sample in samples:
        places = before.get(sample.char, [])
        if chosen_on(sample.char) or not places:
            continue
        for previous in chance.sample(places, min(BEFORE, len(places))):
            context = WritingContext(previous)
            for name, reader in (("with_language", readers.ours), ("without", readers.no_language)):
                scores[name].add(sample.char, reader.candidates(sample.strokes, sample.pad, 10, context))
    return {name: score.figures() for name, score in scores.items()}


def rows(
    readers: Readers, samples: Iterable[Sample], texts: Sequence[str], chance: random.Random
) -> dict[str, object]:
    """Two to five characters of a text written in one row, close together."""
    by_char: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_char[sample.char].append(sample)
    scores = {"with_language": Score(), "without": Score()}
    for _ in range(ROWS * 50):
        text = chance.choice(texts)
        start, long = chance.randrange(len(text)), chance.randint(2, 5)
        word = text[start : start + long]
        if len(word) < long or not all(char in by_char for char in word):
            continue
        strokes = drawings.in_a_row([chance.choice(by_char[char]) for char in word])
        context = WritingContext(text[max(start - 1, 0) : start])
        for name, reader in (("with_language", readers.ours), ("without", readers.no_language)):
            scores[name].add(word, reader.candidates(strokes, (1500.0, 330.0), FIRST, context))
        if scores["without"].tried == ROWS:
            break
    return {name: score.figures() for name, score in scores.items()}
