"""What a slip tells, without words: the receipt of a work order, a guide to take home, an answer. Pure.

How it is said is in ``kiosk/words/slips.py``.

A receipt carries no name, no identity number and no subject of the matter: there is no argument for them.
Its QR code is ``GL1.<order number>.<26 Crockford base32>`` (128 random bits, no MAC); the line for typing is
the first 10 characters of the same secret and works on-line only. Both are kept out of ``repr``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.library import Guide, LawRef, Office
from kiosk.domain.scenario_matter import PathPaper
from kiosk.domain.slip_code import names_identity, qr_payload, typed_code
from kiosk.domain.standing import Standing
from kiosk.domain.sums import SumLine, SumResult


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt (受理回执) tells. ``at`` is local. ``offline``: not yet sent, as far as is known.

    ``site``: the place's name; ``next_lines``, ``bring`` and ``papers`` come from the service item's content,
    never from what the resident wrote; ``papers`` are those his answers ask for and anybody may read of.
    ``card``: one was read in this visit and must not stay behind.
    """

    language: Language
    site: str
    order_no: str
    at: datetime
    next_lines: tuple[str, ...]
    bring: str
    offline: bool
    card: bool
    qr: str = field(repr=False)
    code: str = field(repr=False)  # "7K3QX 9M2TA"
    papers: tuple[str, ...] = ()  # to bring besides
    printed: int = 0  # papers of this visit that were printed on A4: how many, never which


@dataclass(frozen=True, slots=True)
class GuidePaper:
    """A guide to take home. ``offices`` are its ``where``, looked up, nearest first."""

    language: Language
    site: str
    guide: Guide
    offices: tuple[Office, ...]
    on: date


@dataclass(frozen=True, slots=True)
class ReplyPaper:
    """The answer to an order, for whoever holds its slip and asked for it.

    ``replies``: ISO instant and text of each, identity numbers masked.
    """

    language: Language
    site: str
    order_no: str
    standing: Standing
    replies: tuple[tuple[str, str], ...] = field(repr=False)
    at: datetime  # of printing, local


@dataclass(frozen=True, slots=True)
class SumPaper:
    """What was reckoned, with what was filled in: line and text of each."""

    language: Language
    site: str
    title: str
    given: tuple[tuple[SumLine, str], ...] = field(repr=False)
    result: SumResult = field(repr=False)
    on: date


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """Something learnt, to take home. ``kind``: lesson, check or law. ``said``: paragraphs; ``items``: points
    to remember, what a self-check found (``advice`` to each), the words of an article. ``count``: questions
    of a self-check.
    """

    language: Language
    site: str
    on: date
    kind: str = ""
    heading: str = ""
    article: ArticleNo | None = None
    count: int = 0
    said: tuple[str, ...] = ()
    items: tuple[str, ...] = field(default=(), repr=False)
    advice: tuple[str, ...] = field(default=(), repr=False)
    law: tuple[LawRef, ...] = field(default=(), repr=False)
    sample: bool = True


Paper = Receipt | GuidePaper | ReplyPaper | SumPaper | PathPaper | SheetPaper


def receipt(
    language: Language,
    site: str,
    order_no: str,
    at: datetime,
    secret: str,
    next_lines: Sequence[str],
    bring: str,
    offline: bool,
    card: bool = True,
    papers: Sequence[str] = (),
    printed: int = 0,
) -> Receipt:
    """The slip of an accepted order. ``secret``: 26 characters of Crockford base32.

    Raises ValueError when number or secret have another shape, or when a line holds an identity number.
    """
    if any(names_identity(line) for line in (site, bring, *papers, *next_lines)):
        raise ValueError("a slip must not carry an identity number")
    return Receipt(
        language=language,
        site=site,
        order_no=order_no,
        at=at,
        next_lines=tuple(next_lines),
        bring=bring,
        offline=offline,
        card=card,
        qr=qr_payload(order_no, secret),
        code=typed_code(secret),
        papers=tuple(line for line in dict.fromkeys(papers) if line not in bring),
        printed=printed,
    )
