"""What the terminal reads from a release of content, as plain frozen data.

These are the models screens and the forms engine see. They are parsed (kiosk/content) from the release an
editor built; nothing here does I/O. Texts are Chinese as shown; ids are stable slugs. A field ``x_en`` is the
English of ``x``, empty where the county wrote none (``library_english``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypeVar

from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.duty import NO_CALENDAR, UNKNOWN, Calendar, Duty
from kiosk.domain.forms_conditions import ALWAYS, When
from kiosk.domain.lexicon import OwnWord

T = TypeVar("T")
FieldKind = Literal[
    "text",
    "name",
    "phone",
    "number",
    "choice",
    "idcard",
    "money",
    "date",
    "choices",
    "yesno",
    "place",
    "identity",
    "boat",
    "signature",
    "contact",
    "green",
    "pages",
    "office",
    "slot",
]
Identity = Literal["none", "card"]


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    title: str
    hint: str
    icon: str
    title_en: str = ""
    hint_en: str = ""


@dataclass(frozen=True, slots=True)
class LawRef:
    """``law`` without book-title marks; ``gist`` in our words, never a quotation."""

    law: str
    article: ArticleNo
    gist: str
    law_en: str = ""
    gist_en: str = ""


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go from here: ids by kind, in the order they are offered."""

    guides: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    calculators: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


NOWHERE: Final = Onward()


@dataclass(frozen=True, slots=True)
class Guide:
    """One question and its answer. ``answer`` has exactly three sentences. Dates are ISO strings."""

    id: str
    topic: str
    title: str
    answer: tuple[str, ...]
    steps: tuple[str, ...]
    bring: tuple[str, ...]
    where: tuple[str, ...]
    cost: str
    time: str
    law: tuple[LawRef, ...]
    checked: str
    review_by: str
    asks: tuple[str, ...]
    never: str = ""
    urgent: str = ""
    related: tuple[str, ...] = ()
    form: str = ""
    sample: bool = True
    valid_from: str = ""
    valid_to: str = ""
    next: Onward = NOWHERE
    media: tuple[str, ...] = ()
    title_en: str = ""
    cost_en: str = ""
    time_en: str = ""
    never_en: str = ""
    urgent_en: str = ""
    answer_en: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    bring_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """``lat``/``lon`` in degrees WGS84. ``hours``: of the door; ``answers``: of the telephone.

    ``island``: the name of the island it lies on; empty: not written.
    """

    id: str
    name: str
    kind: str
    address: str
    phone: str
    hours: Duty
    lat: float
    lon: float
    note: str = ""
    answers: Duty = UNKNOWN
    name_en: str = ""
    address_en: str = ""
    note_en: str = ""
    island: str = ""
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Hotline:
    number: str
    name: str
    note: str = ""
    answers: Duty = UNKNOWN
    name_en: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class SiteCard:
    """This terminal's place as the county's content describes it.

    ``adviser``: who it is and his number; ``adviser_note``: when he comes here. ``lat``, ``lon``: WGS84.
    """

    name: str
    region: str
    adviser: str
    help_phone: str
    hotlines: tuple[Hotline, ...]
    adviser_note: str = ""
    adviser_answers: Duty = UNKNOWN
    help_answers: Duty = UNKNOWN
    name_en: str = ""
    adviser_en: str = ""
    adviser_note_en: str = ""
    lat: float | None = None
    lon: float | None = None
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """A county notice for the idle screen: a title and at most three lines. Dates are ISO strings."""

    title: str
    lines: tuple[str, ...]
    title_en: str = ""
    lines_en: tuple[str, ...] = ()
    sample: bool = True
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: str
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """``reads`` (kind idcard only) names what may pass the card reader's border: name, number, sex, birth.

    ``least``, ``most``: bounds of a number, of yuan, of a day (ISO, ``today``, ``today-30``), of how many are
    chosen (``most``). ``phone`` (kind contact only): the field before it that holds the number. ``when``:
    asked only then. ``offices`` (kind office only): the kinds of the county's offices it offers
    (``known_offices``). ``office`` (kind slot only): the field before it that names the office.
    """

    id: str
    kind: FieldKind
    label: str
    title: str
    required: bool = False
    help: str = ""
    max_length: int = 100
    sentences: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    reads: tuple[str, ...] = ()
    personal: bool = False
    represented: bool = False  # asked only when somebody acts for another person
    asked_when: str = ""  # the field before it that must have been filled; empty: always asked
    when: When = ALWAYS
    least: str = ""
    most: str = ""
    unit: str = ""
    phone: str = "phone"
    offices: tuple[str, ...] = ()
    office: str = ""
    unit_en: str = ""
    label_en: str = ""
    title_en: str = ""
    help_en: str = ""
    sentences_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormStep:
    """One numbered step of a form; its fields are shown one to a page. ``name`` has at most 5 characters."""

    id: str
    name: str
    fields: tuple[FormField, ...]
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class ConsentNotice:
    """The notice of PIPL article 17, shown before the first personal field. ``version`` is recorded.

    ``along``: that what was answered and reckoned before goes along; empty: then it does only if asked for.
    """

    version: str
    title: str
    what: tuple[str, ...]
    why: str
    keep: str
    who: str
    contact: str
    rights: str
    along: str = ""
    title_en: str = ""
    what_en: tuple[str, ...] = ()
    why_en: str = ""
    keep_en: str = ""
    who_en: str = ""
    contact_en: str = ""
    rights_en: str = ""
    along_en: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A paper that is to be brought only after some answers. ``slip``: it tells nothing of the matter, and
    may stand on a slip that others find.
    """

    text: str
    when: When
    text_en: str = ""
    slip: bool = False


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """A thing that can be done here (事项), with its form. Ids are stable.

    ``reader``: who reads what is submitted, in a few words. ``answer_workdays``: within how many working days
    somebody answers; 0: not promised.
    """

    id: str
    title: str
    short: str
    icon: str
    identity: Identity
    identity_why: str
    notice: ConsentNotice
    steps: tuple[FormStep, ...]
    promise: tuple[str, ...]
    materials: tuple[str, ...]
    slip_next: tuple[str, ...]
    slip_bring: str
    law: tuple[LawRef, ...] = ()
    sample: bool = True
    reader: str = ""
    answer_workdays: int = 0
    materials_when: tuple[Material, ...] = ()
    title_en: str = ""
    short_en: str = ""
    identity_why_en: str = ""
    slip_bring_en: str = ""
    reader_en: str = ""
    promise_en: tuple[str, ...] = ()
    materials_en: tuple[str, ...] = ()
    slip_next_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """``release`` grows by one with each publish; ``published_at`` is ISO 8601 with zone."""

    release: int
    version: str
    published_at: str
    guides: int


def in_force(content: object, day: date) -> bool:
    """Whether ``content`` holds on ``day``: from ``valid_from`` to ``valid_to``, both included.

    A date that is not written is no bound.
    """
    first, last = getattr(content, "valid_from", ""), getattr(content, "valid_to", "")
    return (not first or first <= day.isoformat()) and (not last or day.isoformat() <= last)


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a screen may read of the active release, in memory: every look-up is instant.

    ``kiosk.content.library.load`` builds one from a release directory; tests build small ones by hand.
    """

    info: ReleaseInfo
    topics: tuple[Topic, ...]
    items: tuple[ServiceItem, ...]
    site: SiteCard
    notices: tuple[Notice, ...]
    guides: dict[str, Guide] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    words: tuple[OwnWord, ...] = ()
    calendar: Calendar = NO_CALENDAR
    more: Mapping[type[Any], Mapping[str, Any]] = field(default_factory=dict)
    english: "Library | None" = field(default=None, compare=False, repr=False)
    # The day it is for, and what it was before that (``holding``); empty: of no day yet, nothing left out.
    day: str = field(default="", compare=False)
    whole: "Library | None" = field(default=None, compare=False, repr=False)

    def said(self, language: Language) -> "Library":
        """The same in ``language``: English where the county wrote it, its Chinese elsewhere."""
        return self.english or self if language is Language.EN else self

    def every(self, kind: type[T]) -> Mapping[str, T]:
        """All of a kind without a place of its own here (``library_services`` and the like), by id."""
        return self.more.get(kind, {})

    def guides_of(self, topic: str) -> tuple[Guide, ...]:
        return tuple(guide for guide in self.guides.values() if guide.topic == topic)

    def guide(self, guide_id: str) -> Guide | None:
        return self.guides.get(guide_id)

    def item(self, item_id: str) -> ServiceItem | None:
        return next((item for item in self.items if item.id == item_id), None)

    def office(self, office_id: str) -> Office | None:
        return self.offices.get(office_id)
