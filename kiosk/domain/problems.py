"""What is wrong with an answer: which kind and about how much, without words. Pure."""

from dataclasses import dataclass
from enum import Enum


class ProblemKind(Enum):
    """The value names the sentence in ``kiosk/words/problems.py``."""

    CHOOSE = "choose"
    MISSING = "missing"
    MISSING_NAME = "missing_name"
    MISSING_NUMBER = "missing_number"
    TOO_LONG = "too_long"
    INVISIBLE = "invisible"
    PHONE = "phone"
    NOT_NUMBER = "not_number"
    NO_CHOICE = "no_choice"
    WRITE_NAME = "write_name"
    LONG_NAME = "long_name"
    NOT_MONEY = "not_money"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    NOT_DATE = "not_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    BOAT = "boat"
    SIGN = "sign"
    PHOTOGRAPH = "photograph"
    MORE_PAGES = "more_pages"
    FEWER_PAGES = "fewer_pages"
    CONTACT_PHONE = "contact_phone"
    CONTACT_WHERE = "contact_where"
    UNKNOWN_FIELD = "unknown_field"
    SAY_MORE = "say_more"
    SAY_SOMETHING = "say_something"
    ID_OLD = "id_old"
    ID_LENGTH = "id_length"
    ID_LETTERS = "id_letters"
    ID_WRONG = "id_wrong"
    ID_REGION = "id_region"
    ID_BIRTH = "id_birth"


@dataclass(frozen=True, slots=True)
class Problem:
    """``value``: what the sentence names besides: a length, an id. Never anything that was typed."""

    kind: ProblemKind
    value: int | str = ""

    @property
    def of_field(self) -> bool:
        """Whether the sentence names the field itself: its label is the library's."""
        return self.kind is ProblemKind.MISSING
