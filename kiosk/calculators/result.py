"""What a calculator answers: the amount, how it came about, on which law, with which figures. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kiosk.calculators.parameters import Found
from kiosk.wire import money

NOTE: Final = "仅供参考，以法院、仲裁、经办机构核定为准"
TEXTS_OF: Final = "2025-04"
"""Of which month the collection of statutes is, in which every article cited here was read."""
FEN: Final = Decimal("0.01")
_PLACES: Final = Decimal("0.00000001")  # of a sum that is reckoned with further


def rounded(amount: Decimal) -> Decimal:
    """To 分, half up; only ever done to what is answered."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def plain(number: Decimal | int) -> str:
    """What is no money in as few digits as say it: 8, 0.5, 2.38; more than two decimals are rounded."""
    shown = rounded(Decimal(number))
    return f"{shown:f}".rstrip("0").rstrip(".")


def yuan(amount: Decimal) -> str:
    """A sum in a formula: 8,000; 6,550.50. Parts of a fen stay: who checks 50.025 ÷ 2 comes to the same."""
    if rounded(amount) == amount:
        return money.yuan(amount)
    return f"{amount.quantize(_PLACES, rounding=ROUND_HALF_UP):,f}".rstrip("0").rstrip(".")


def is_exactly(amount: Decimal) -> str:
    """What a formula comes to: ``= 431.03`` or ``≈ 28.74``, whether what is shown is all of it."""
    return f"{'=' if rounded(amount) == amount else '≈'} {money.yuan(amount)}"


def percent(rate: Decimal) -> str:
    """0.146 → 14.6%."""
    return f"{rate * 100:f}".rstrip("0").rstrip(".") + "%" if "." in f"{rate * 100:f}" else f"{rate * 100:f}%"


@dataclass(frozen=True, slots=True)
class Article:
    """``law`` without book-title marks; ``part``: 款 or 项 of it, as it is spoken."""

    law: str
    number: int
    part: str = ""

    def __str__(self) -> str:
        return f"《{self.law}》第{self.number}条{self.part}"


@dataclass(frozen=True, slots=True)
class Used:
    """A figure taken from content."""

    key: str
    found: Found

    def as_json(self) -> dict[str, object]:
        one, row = self.found.source, self.found.row
        return {
            "id": one.id,
            "title": one.title,
            "key": self.key,
            "region": one.region,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": None if row.valid_to is None else row.valid_to.isoformat(),
            "values": {name: f"{value:f}" for name, value in row.values.items()},
            "source": one.source,
            "checked": one.checked.isoformat(),
            "sample": one.sample,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """``amount`` is exact yuan, rounded only when it is said. ``extra``: what else there is, by its name in
    JSON; amounts (Decimal) become strings of two decimals there too. ``warnings`` go with every display.
    """

    steps: tuple[str, ...]
    articles: tuple[Article, ...]
    amount: Decimal | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()
    tables: tuple[Mapping[str, object], ...] = ()  # other content it rests on: kinds of deadline, holidays
    articles_of: str = TEXTS_OF  # empty where content cites them, and says itself when it was checked

    @property
    def sample(self) -> bool:
        """Whether a figure nobody reviewed is in it."""
        return any(one.found.source.sample for one in self.used)

    def as_json(self) -> dict[str, object]:
        """The document of ``kiosk calc``, which screen and receipt show too."""
        document: dict[str, object] = {}
        if self.amount is not None:
            document["amount"] = f"{rounded(self.amount):f}"
        document |= {name: _as_json(value) for name, value in self.extra.items()}
        document["steps"] = list(self.steps)
        document["articles"] = [str(article) for article in self.articles]
        if self.articles_of:
            document["articles_of"] = self.articles_of
        document["parameters"] = [*(one.as_json() for one in self.used), *(dict(one) for one in self.tables)]
        document["warnings"] = list(self.warnings)
        document["note"] = NOTE
        return document


def _as_json(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{rounded(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _as_json(inner) for name, inner in value.items()}
    return value
