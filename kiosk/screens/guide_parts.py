"""A guide as sections: what each of its parts looks like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.domain.library import Guide, Library, Office
from kiosk.screens.guide_pages import Section, joined, law_lines, sentences
from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.notes import AnswerBox, Bullets, Fact, Mark, Notice, NumberedSteps
from kiosk.screens.widgets.text import Text
from kiosk.words.main import MainTexts


@dataclass(frozen=True, slots=True)
class Places:
    """What is said of the offices a guide names, this minute: below each one's name by its id; and below
    those of whom some (``unanswered``) may not answer.
    """

    lines: tuple[tuple[str, tuple[str, ...]], ...] = ()
    foot: str = ""
    unanswered: tuple[str, ...] = ()

    def of(self, office_id: str) -> tuple[str, ...]:
        return next((lines for known, lines in self.lines if known == office_id), ())


def offices_of(guide: Guide, library: Library) -> tuple[Office, ...]:
    return tuple(office for office in map(library.office, guide.where) if office is not None)


def sections(
    guide: Guide,
    library: Library,
    compact: bool,
    texts: MainTexts,
    places: Places,
    audible: bool,
    laws: Callable[[], Block] | None = None,
) -> list[Section]:
    """What the guide says, in the order it is needed: danger first, the law last.

    ``audible``: its answer has a speaker. ``laws``: makes what leads to the articles it cites.
    """
    offices = offices_of(guide, library)
    flat = Flat(compact, texts, places)
    say = "guide.answer.say" if audible else ""
    out = [
        Section(guide.answer, lambda items, _: AnswerBox(_words(items), say)),
        Section(sentences(guide.urgent), partial(flat.warned, texts.guide_urgent, "phone")),
        Section(guide.steps, flat.steps, together=False),
        Section(guide.bring, flat.bring),
        Section(sentences(guide.never), partial(flat.warned, texts.guide_never, "stop")),
        Section(offices, flat.where, together=False, fewest=1),
        Section(sentences(guide.cost), partial(flat.fact, texts.guide_cost, "coin")),
        Section(sentences(guide.time), partial(flat.fact, texts.guide_time, "clock")),
    ]
    if guide.law:
        lines = (*law_lines(guide.law, texts), checked_line(guide, texts))
        out.append(Section((*lines, *([laws] if laws else [])), flat.law, together=False))
    return [section for section in out if section.items]


def _words(items: Sequence[object]) -> list[str]:
    return [str(item) for item in items]


class Flat:
    """Sections as cards on standing panels, and without the card's edges where width is scarce."""

    def __init__(self, compact: bool, texts: MainTexts, places: Places) -> None:
        self._compact = compact
        self._texts = texts
        self._places = places

    def _section(self, title: str, icon: str, *children: Block) -> Block:
        if not self._compact:
            return Fact(title, *children, icon=icon)
        return Column(Text(title, "heading"), *children, gap=0.3)

    def _on(self, title: str, first: int) -> str:
        """The heading where a section goes on overleaf."""
        return self._texts.guide_on.format(title) if first else title

    def steps(self, items: Sequence[object], first: int) -> Block:
        return self._section(
            self._on(self._texts.guide_steps, first), "", NumberedSteps(_words(items), first + 1)
        )

    def warned(self, title: str, icon: str, items: Sequence[object], first: int) -> Block:
        return Notice(self._on(title, first), _words(items), icon=icon, role="body")

    def bring(self, items: Sequence[object], first: int) -> Block:
        return self._section(self._on(self._texts.guide_bring, first), "", Bullets(_words(items)))

    def where(self, items: Sequence[object], first: int) -> Block:
        offices = [
            _office(item, self._places.of(item.id), self._compact)
            for item in items
            if isinstance(item, Office)
        ]
        silent = any(item.id in self._places.unanswered for item in items if isinstance(item, Office))
        foot = [Text(self._places.foot, "small", tone="attention", yields=2)] if silent else []
        return self._section(self._on(self._texts.guide_where, first), "", *offices, *foot)

    def fact(self, title: str, icon: str, items: Sequence[object], first: int) -> Block:
        return self._section(self._on(title, first), icon, Text(joined(_words(items)), "body"))

    def law(self, items: Sequence[object], first: int) -> Block:
        lines = [Text(line, "small", tone="ink2") for line in items if isinstance(line, str)]
        leads = [item() for item in items if callable(item)]
        if not lines:
            return Column(*leads)  # alone on a page it says itself what it is
        heading = self._on(self._texts.guide_law, first)
        return self._section(heading, "book", Column(*lines, gap=0.15), *leads)


def checked_line(guide: Guide, texts: MainTexts) -> str:
    """When an editor checked it, and that staff have the last word."""
    word = texts.guide_sample if guide.sample else texts.guide_answers
    return texts.guide_checked.format(guide.checked) + texts.joint + word


def _office(office: Office, lines: Sequence[str], compact: bool) -> Block:
    name = Text(office.name, "small_bold" if compact else "strong")
    # On a low panel one office may be taller than a page: then first the foot goes, then the door's hours.
    told = [Text(line, "small", tone="ink2", yields=int(number == 2)) for number, line in enumerate(lines)]
    words = Column(name, *told, gap=0.05)
    if compact:
        return words
    words.share = 1.0
    return Beside(Mark("pin", "action", "strong", scale=0.85), words, gap=0.8)
