"""People and places besides the offices of ``library``: registers, visits, boards, rosters. Pure data.

Dates are ISO texts, times minutes since midnight, ``lat``/``lon`` degrees WGS84 or None.
"""

from dataclasses import dataclass, field

from kiosk.domain.duty import UNKNOWN, Duty


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row of a register. ``licence``: 执业许可证号 or 统一社会信用代码, as printed and as its QR says.

    ``sound``: what the name is read as, a syllable a character (``-`` for what is none), several readings as
    ``shan/dan``; made when the list is published.
    """

    name: str
    kind: str
    licence: str = ""
    region: str = ""
    address: str = ""
    phone: str = ""
    lat: float | None = None
    lon: float | None = None
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a register. ``licence``: 执业证号; ``works_at``: the organisation's name;
    ``sound``: as an organisation's.
    """

    name: str
    kind: str
    licence: str = ""
    works_at: str = ""
    region: str = ""
    phone: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A published list (名册) with the day it shows; a neighbour's list is data like our own.

    ``lookup``: id of the look-up where one sees who is licensed today.
    """

    id: str
    title: str
    region: str
    source: str
    listed_on: str
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    sample: bool = True
    lookup: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """On which days. ``weekdays``: 1 = Monday; ``nth``: (which in the month, weekday); ``days``: of a month;
    ``dates``: single days.
    """

    weekdays: tuple[int, ...] = ()
    nth: tuple[tuple[int, int], ...] = ()
    days: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who comes where and when (巡回服务, 航行的司法所, 接待日). ``book``: id of the item to book with."""

    id: str
    title: str
    kind: str
    who: str
    place: str
    repeat: Repeat
    start: int
    end: int
    valid_from: str
    valid_to: str
    island: str = ""
    office: str = ""
    phone: str = ""
    book: str = ""
    seats: int = 0
    note: str = ""
    sample: bool = True


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A matter on the board: its limit of time, what it costs, what is promised."""

    name: str
    limit: str
    cost: str
    promise: str


@dataclass(frozen=True, slots=True)
class Staff:
    """``where``: 去向 as written on the day ``Board.updated``."""

    name: str
    post: str
    where: str
    phone: str = ""
    duties: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """公示栏 of one office."""

    id: str
    title: str
    updated: str
    items: tuple[BoardItem, ...]
    commitments: tuple[str, ...]
    staff: tuple[Staff, ...]
    complaints: str
    sample: bool = True


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty (值班) from ``first`` to ``last``, both days included, during ``hours``."""

    id: str
    who: str
    post: str
    phone: str
    first: str
    last: str
    hours: Duty = UNKNOWN
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number for danger: when to call it and what to say first."""

    id: str
    number: str
    name: str
    when: str
    say: tuple[str, ...]
    answers: Duty = UNKNOWN
    name_en: str = ""
    when_en: str = ""
    say_en: tuple[str, ...] = field(default=())
    sample: bool = True
