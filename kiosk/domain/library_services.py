"""Scenarios, papers, bundles and platforms, as a release carries them. Pure data."""

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.library import NOWHERE, FormStep, LawRef, Onward

BlockKind = Literal["title", "heading", "text", "right", "item", "table", "sign", "date", "space"]
StopKind = Literal["guide", "scenario", "calculator", "document", "item"]


@dataclass(frozen=True, slots=True)
class Answer:
    """``to``: the next question or the outcome. ``fills``: (field, value) that later forms start with."""

    say: str
    to: str
    fills: tuple[tuple[str, str], ...] = ()
    say_en: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """不清楚, last of every question's answers: how to tell, and how it goes on."""

    tell: str
    to: str
    tell_en: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    ask: str
    answers: tuple[Answer, ...]
    unsure: Unsure
    hint: str = ""
    ask_en: str = ""
    hint_en: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    id: str
    title: str
    answer: tuple[str, ...]
    steps: tuple[str, ...]
    law: tuple[LawRef, ...]
    next: Onward = NOWHERE
    urgent: str = ""
    title_en: str = ""
    answer_en: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    urgent_en: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Questions and answers to outcomes (智能情景). ``start`` is a question; ids are one name space."""

    id: str
    topic: str
    title: str
    start: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    asks: tuple[str, ...] = ()
    sample: bool = True
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a paper. ``text`` holds ``{field}`` where an answer goes; ``rows`` only in a table.

    ``when``: a field that must be filled, or ``field=choice``; empty: always there.
    """

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A paper filled from a form, on A4. ``hand_in``: ids of offices; ``bring``: what goes with it.

    ``notes``: what to mind when signing.
    """

    id: str
    topic: str
    title: str
    short: str
    steps: tuple[FormStep, ...]
    blocks: tuple[Block, ...]
    hand_in: tuple[str, ...]
    law: tuple[LawRef, ...]
    copies: int = 1
    bring: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Stop:
    """One piece of a bundle. ``carries``: (field here, field typed before) that is not asked again."""

    kind: StopKind
    id: str
    why: str = ""
    carries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """一件事: what belongs together, done in one go."""

    id: str
    topic: str
    title: str
    short: str
    stops: tuple[Stop, ...]
    asks: tuple[str, ...] = ()
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Platform:
    """An official on-line service: what it does, how to get there. ``url`` is shown as a QR code.

    ``carry_on``: what to do on the telephone with what was begun here; empty: nothing.
    """

    id: str
    title: str
    what: str
    steps: tuple[str, ...]
    url: str
    checked: str
    carry_on: str = ""
    needs: tuple[str, ...] = ()
    sample: bool = True
