"""What a slip says, as data: the receipt of a work order, a guide to take home, an answer. Pure.

A receipt carries no name, no identity number and no subject of the matter: there is no argument for them.
Its QR code is ``GL1.<order number>.<26 Crockford base32>`` (128 random bits, no MAC); the line for typing is
the first 10 characters of the same secret and works on-line only. Both are kept out of ``repr``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from kiosk.domain.library import Guide, LawRef, Office

QR_PREFIX: Final = "GL1"
SECRET_LENGTH: Final = 26
TYPED_LENGTH: Final = 10

_SECRET = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_ORDER_NO = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+)*")
_ORDER_NO_LONGEST: Final = 24
# 17 digits and a check character standing alone: GB 11643, never to be seen on paper.
_IDENTITY_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")

_TERMINAL: Final = "公共法律服务终端"
_OFFLINE_NOTE: Final = "现在没有网络，已存在本机，连上后自动送出。时间从送到算起。"
_CARD_NOTE: Final = "请拿好身份证。"
_KEEP_NOTE: Final = "请收好这张回执。"
_SAMPLE_NOTE: Final = "样例，以工作人员答复为准"
_NOTE: Final = "以工作人员答复为准"


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt (受理回执). Texts are Chinese as printed; ``time`` is local, to the minute."""

    title: str
    heading: str
    order_no: str
    time: str
    next_lines: tuple[str, ...]
    bring: str
    note: str  # empty when on-line
    qr: str = field(repr=False)
    qr_hint: str
    code: str = field(repr=False)  # "7K3QX 9M2TA"
    code_note: str
    footer: str


@dataclass(frozen=True, slots=True)
class GuideSlip:
    """A guide to take home. Empty texts and empty tuples are not printed."""

    title: str
    heading: str
    answer: tuple[str, ...]
    steps: tuple[str, ...]
    bring: tuple[str, ...]
    where: tuple[str, ...]
    cost: str
    time: str
    never: str
    urgent: str
    law: tuple[str, ...]
    note: str
    date: str
    footer: str


@dataclass(frozen=True, slots=True)
class ReplySlip:
    """The answer to an order, for whoever holds its slip and asked for it. ``replies``: day and text."""

    title: str
    heading: str
    order_no: str
    standing: str
    replies: tuple[tuple[str, str], ...] = field(repr=False)
    time: str  # of printing
    footer: str


AnySlip = Slip | GuideSlip | ReplySlip


def receipt(
    order_no: str,
    when_local: datetime,
    secret: str,
    site: str,
    next_lines: Sequence[str],
    bring: str,
    offline: bool,
    card: bool = True,
) -> Slip:
    """The slip of an accepted order. ``card``: one was read in this visit and must not stay behind.

    ``secret``: 26 characters of Crockford base32. ``site``: the place's name, ``next_lines`` and ``bring``
    come from the service item's content, never from what the resident wrote.
    Raises ValueError when number or secret have another shape, or when a line holds an identity number.
    """
    slip = Slip(
        title=_title(site),
        heading="受理回执",
        order_no=order_no,
        time=when_local.strftime("%Y-%m-%d %H:%M"),
        next_lines=tuple(next_lines),
        bring=bring,
        note=_OFFLINE_NOTE if offline else "",
        qr=qr_payload(order_no, secret),
        qr_hint="到任何一台终端，扫码查进度",
        code=typed_code(secret),
        code_note="只能联网查",
        footer=f"免费。问进度打 12348。{_CARD_NOTE if card else _KEEP_NOTE}",
    )
    if any(_IDENTITY_NUMBER.search(line) for line in (slip.title, bring, *next_lines)):
        raise ValueError("a slip must not carry an identity number")
    return slip


def qr_payload(order_no: str, secret: str) -> str:
    """ASCII, in QR's alphanumeric set. Raises ValueError on another shape of number or secret."""
    if len(order_no) > _ORDER_NO_LONGEST or not _ORDER_NO.fullmatch(order_no):
        raise ValueError("an order number has letters, digits and dashes, at most 24")
    return f"{QR_PREFIX}.{order_no}.{_checked(secret)}"


def typed_code(secret: str) -> str:
    """The part of the secret a person may type, in two groups of five."""
    typed = _checked(secret)[:TYPED_LENGTH]
    return f"{typed[:5]} {typed[5:]}"


def guide_slip(guide: Guide, offices: Sequence[Office], site: str, today: date) -> GuideSlip:
    """``offices`` are the guide's ``where``, looked up, nearest first."""
    return GuideSlip(
        title=_title(site),
        heading=guide.title,
        answer=guide.answer,
        steps=guide.steps,
        bring=guide.bring,
        where=tuple(_place(office) for office in offices),
        cost=guide.cost,
        time=guide.time,
        never=guide.never,
        urgent=guide.urgent,
        law=tuple(_law(ref) for ref in guide.law),
        note=_SAMPLE_NOTE if guide.sample else _NOTE,
        date=today.isoformat(),
        footer="免费。没解决，打 12348。",
    )


def reply_slip(
    order_no: str, standing: str, replies: Sequence[tuple[str, str]], site: str, when_local: datetime
) -> ReplySlip:
    """An answer to take home. ``standing``: where the order stands; ``replies``: day and text of each."""
    return ReplySlip(
        title=_title(site),
        heading="答复",
        order_no=order_no,
        standing=standing,
        replies=tuple((day, mask_identity(text)) for day, text in replies),
        time=when_local.strftime("%Y-%m-%d %H:%M"),
        footer="免费。还有不明白的，打 12348。",
    )


def mask_identity(text: str) -> str:
    """Identity numbers as 3****************0: nobody needs more of them than to know their own."""
    return _IDENTITY_NUMBER.sub(lambda found: f"{found[0][0]}{'*' * 16}{found[0][-1]}", text)


def _checked(secret: str) -> str:
    if not _SECRET.fullmatch(secret):
        # The value itself must not reach a log through this message.
        raise ValueError("a slip's secret is 26 characters of Crockford base32")
    return secret


def _title(site: str) -> str:
    return site if site.endswith(_TERMINAL) else f"{site}{_TERMINAL}"


def _place(office: Office) -> str:
    return "，".join(part for part in (office.name, office.address, office.phone, office.hours) if part)


def _law(ref: LawRef) -> str:
    return f"《{ref.law}》第 {ref.article} 条：{ref.gist}"
