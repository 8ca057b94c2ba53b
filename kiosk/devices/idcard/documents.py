"""The 256-byte text block of a card, as a document and back (docs/protocol/idcard.md, "Text block").

UTF-16LE at fixed offsets, padded with spaces. Which table applies is said by the unit at offset 248.
Nothing is dropped that cannot be shown: names hold Extension-A and private-use characters.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from kiosk.devices.idcard.nations import NATIONS
from kiosk.devices.idcard.protocol import TEXT_BYTES
from kiosk.domain.device import CardDocument

FOREVER: Final = "长期"
UNKNOWN_SEX: Final = "未知"
SEXES: Final = {"1": "男", "2": "女"}  # GB/T 2261.1; 0 and 9 say that it is not known
PASSABLE: Final = frozenset({"name", "number", "sex", "birth"})
"""What a form may ask for; nothing else leaves the driver."""

_KIND_AT: Final = 248
_KINDS: Final = {" ": "resident", "J": "hkmt", "I": "foreign2017", "Y": "foreign2023"}

Layout = Mapping[str, tuple[int, int]]  # field -> offset, bytes

_RESIDENT: Final[Layout] = {
    "name": (0, 30),
    "sex": (30, 2),
    "nation": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "authority": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
LAYOUTS: Final[Mapping[str, Layout]] = {
    "resident": _RESIDENT,
    "hkmt": {
        **{field: place for field, place in _RESIDENT.items() if field != "nation"},
        "pass_number": (220, 18),
        "issue_count": (238, 4),
    },
    "foreign2017": {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nationality": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth": (220, 16),
        "version": (236, 4),
        "authority": (240, 8),
    },
    "foreign2023": {
        "name": (0, 30),
        "sex": (30, 2),
        "renewal_count": (32, 4),
        "birth": (36, 16),
        "english_name": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "english_name_2": (220, 22),  # the first part may end in a space that belongs to the name
        "nationality": (242, 6),
        "old_number_link": (250, 6),
    },
}


class DocumentError(ValueError):
    """The card is of no known kind, or what it must say is not there. The text names fields, no values."""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a card says in words. Dates are YYYY-MM-DD; ``valid_to`` may be 长期; absent fields are "".

    ``repr`` shows the kind only: a document must not end in a log by accident.
    """

    document: str
    name: str = ""
    sex: str = UNKNOWN_SEX
    nation: str = ""
    birth: str = ""
    address: str = ""
    number: str = ""
    authority: str = ""
    valid_from: str = ""
    valid_to: str = ""
    english_name: str = ""
    nationality: str = ""
    pass_number: str = ""
    issue_count: str = ""
    renewal_count: str = ""
    version: str = ""
    old_number_link: str = ""

    def __repr__(self) -> str:
        return f"Document({self.document})"

    def passing(self, wanted: tuple[str, ...]) -> CardDocument:
        """What leaves the driver: the kind of document and the wanted fields, nothing else."""
        fields = {name: str(getattr(self, name)) for name in wanted if name in PASSABLE}
        return CardDocument(self.document, **fields)

    def to_json(self) -> dict[str, str]:
        """For the technician's command: the common fields always, the others where the document has them."""
        own = LAYOUTS[self.document]
        common = _RESIDENT.keys()
        return {
            name: value
            for name, value in asdict(self).items()
            if name == "document" or name in common or name in own
        }


def parse_text(text: bytes) -> Document:
    """The document of a card's text block. DocumentError when it cannot be one."""
    if len(text) != TEXT_BYTES:
        raise DocumentError(f"the text block has {len(text)} bytes")
    kind = _KINDS.get(_unit(text, _KIND_AT))
    if kind is None:
        raise DocumentError("unknown kind of document")
    raw = {field: _field(text, field, *place) for field, place in LAYOUTS[kind].items()}
    if "english_name_2" in raw:
        raw["english_name"] += raw.pop("english_name_2")
    fields = {field: value.rstrip(" \0") for field, value in raw.items()}
    if "nation" in fields:
        fields["nation"] = NATIONS.get(fields["nation"], fields["nation"])
    fields["sex"] = SEXES.get(fields["sex"], UNKNOWN_SEX)
    fields["birth"] = _date(fields["birth"], "birth")
    for field in ("valid_from", "valid_to"):
        fields[field] = _validity(fields[field])
    missing = [field for field in ("number",) if not fields[field]]
    missing += [] if fields["name"] or fields.get("english_name") else ["name"]
    if missing:
        raise DocumentError(f"the card says nothing for {', '.join(missing)}")
    return Document(kind, **fields)


def build_text(document: Document) -> bytes:
    """The inverse of :func:`parse_text`, for simulators. ValueError names a field that does not fit."""
    layout = LAYOUTS.get(document.document)
    if layout is None:
        raise ValueError(f"document must be one of {', '.join(LAYOUTS)}")
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    kind = next(unit for unit, name in _KINDS.items() if name == document.document)
    text[_KIND_AT : _KIND_AT + 2] = kind.encode("utf-16-le")
    for field, value in _raw_fields(document, layout).items():
        offset, size = layout[field]
        data = value.encode("utf-16-le")
        if len(data) > size:
            raise ValueError(f"{field} has room for {size // 2} characters")
        text[offset : offset + len(data)] = data
    return bytes(text)


def _raw_fields(document: Document, layout: Layout) -> dict[str, str]:
    said = {name: str(value) for name, value in asdict(document).items()}
    raw = {field: said.get(field, "") for field in layout}
    raw["sex"] = next((code for code, sex in SEXES.items() if sex == document.sex), "0")
    if "nation" in raw:
        codes = {name: code for code, name in NATIONS.items()}
        raw["nation"] = codes.get(document.nation, document.nation)
    for field in ("birth", "valid_from", "valid_to"):
        raw[field] = raw[field].replace("-", "")
    if "english_name_2" in layout:
        units = layout["english_name"][1] // 2
        name = document.english_name
        raw["english_name"], raw["english_name_2"] = name[:units], name[units:]
    return raw


def added_address(data: bytes) -> str:
    """The address of a READ_ADDRESS answer."""
    return _decode(data, "address").rstrip(" \0")


def _unit(text: bytes, offset: int) -> str:
    return chr(int.from_bytes(text[offset : offset + 2], "little"))


def _field(text: bytes, field: str, offset: int, size: int) -> str:
    return _decode(text[offset : offset + size], field)


def _decode(data: bytes, field: str) -> str:
    try:
        return data.decode("utf-16-le")
    except UnicodeDecodeError:
        raise DocumentError(f"{field} is not text") from None


def _date(digits: str, field: str) -> str:
    try:
        if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
            raise ValueError
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        raise DocumentError(f"{field} is not a date") from None


def _validity(value: str) -> str:
    """A term that is no date (长期, or a misprint of the office) is shown as the card has it."""
    try:
        return _date(value, "validity")
    except DocumentError:
        return value
