"""What somebody worked out before he submitted: it goes sealed inside his order, if he lets it (ADR 0156).

Plain data without pydantic, for the first picture knows it. What is content is named by id, to be read with
the release the order carries; what is the program's own (a calculator and its questions) is said in words.
"""

import math
from dataclasses import dataclass, field
from typing import Final

STEPS_MOST: Final = 16  # a scenario has 8 questions
SUMS_MOST: Final = 6
GIVEN_MOST: Final = 40
FIGURES_MOST: Final = 12
PAPERS_MOST: Final = 8
SPOTS_MOST: Final = 8
LONGEST_ID: Final = 100
LONGEST: Final = 200  # characters of any other text
UNSURE: Final = -1  # 不清楚 among the numbers of answers, which count from 0


@dataclass(frozen=True, slots=True)
class Step:
    """One question that was answered. ``answer``: its number from 0, or UNSURE."""

    question: str
    answer: int

    def __post_init__(self) -> None:
        _ids(self.question)
        if not UNSURE <= self.answer < 100:
            raise ValueError("an answer has a number")


@dataclass(frozen=True, slots=True)
class Walked:
    """The way through a scenario. ``outcome`` is empty where there was none yet."""

    scenario: str
    outcome: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        _ids(self.scenario)
        _short(self.outcome, most=LONGEST_ID)
        _few(self.steps, STEPS_MOST)


@dataclass(frozen=True, slots=True)
class Given:
    """One line of a calculator. ``kind``: money, percent, number, integer, date, yes_no or choice; of a
    choice ``value`` is what it says, of all others as it was typed.
    """

    label: str
    kind: str
    value: str
    unit: str = ""

    def __post_init__(self) -> None:
        _short(self.label, self.kind, self.value, self.unit)


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A published figure a sum was made with. Days are ISO, empty where there is none."""

    title: str
    since: str = ""
    until: str = ""
    sample: bool = False

    def __post_init__(self) -> None:
        _short(self.title, self.since, self.until)


@dataclass(frozen=True, slots=True)
class SumMade:
    """A calculator, what was given and what came of it: yuan (``amount``, up to ``high``), an ISO ``day`` or
    an ``outcome``.
    """

    name: str
    title: str
    given: tuple[Given, ...] = field(default=(), repr=False)
    amount: str = field(default="", repr=False)
    high: str = field(default="", repr=False)
    day: str = field(default="", repr=False)
    outcome: str = field(default="", repr=False)
    figures: tuple[UsedFigure, ...] = ()
    sample: bool = False

    def __post_init__(self) -> None:
        _ids(self.name)
        _short(self.title, self.amount, self.high, self.day, self.outcome)
        _few(self.given, GIVEN_MOST)
        _few(self.figures, FIGURES_MOST)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the place lies that was chosen in ``field``: degrees, WGS84."""

    field: str
    lat: float
    lon: float

    def __post_init__(self) -> None:
        _ids(self.field)
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise ValueError("no place on earth")
        if abs(self.lat) > 90 or abs(self.lon) > 180:
            raise ValueError("no place on earth")


@dataclass(frozen=True, slots=True)
class Worked:
    """All of it. ``papers``: ids of documents made. ``damaged``: only the hub's word, which could not read
    it.
    """

    bundle: str = ""
    walked: Walked | None = field(default=None, repr=False)
    sums: tuple[SumMade, ...] = field(default=(), repr=False)
    papers: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = field(default=(), repr=False)
    damaged: bool = False

    def __post_init__(self) -> None:
        _short(self.bundle, most=LONGEST_ID)
        _ids(*self.papers)
        _few(self.sums, SUMS_MOST)
        _few(self.papers, PAPERS_MOST)
        _few(self.spots, SPOTS_MOST)

    def __bool__(self) -> bool:
        """Whether there is anything of it."""
        return bool(self.walked or self.sums or self.papers or self.spots or self.damaged)


def _ids(*names: str) -> None:
    if not all(0 < len(name) <= LONGEST_ID for name in names):
        raise ValueError("an id is too long, or empty")


def _short(*texts: str, most: int = LONGEST) -> None:
    if any(len(text) > most for text in texts):
        raise ValueError("too long")


def _few(many: tuple[object, ...], most: int) -> None:
    if len(many) > most:
        raise ValueError("too many")


UNREADABLE: Final = Worked(damaged=True)
