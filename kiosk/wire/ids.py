"""Order ids, order numbers and the slip's secret. Time and randomness are passed in.

Sources: RFC 9562 §5.7 (UUIDv7); Crockford base32; DESIGN "Identity and privacy" for the slip's QR.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES: Final = 16
SECRET_LENGTH: Final = 26
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UUID_RANDOM_BYTES: Final = 10
SLIP_PREFIX: Final = "GL1"

_TERMINAL_CODE: Final = re.compile(r"[A-Z0-9]{1,12}")
_ORDER_NO: Final = re.compile(r"([A-Z0-9]{1,12})-([0-9]{4,10})")
_SECRET: Final = re.compile(rf"[{CROCKFORD}]{{{SECRET_LENGTH}}}")
_OID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z:_-]{7,79}")


def uuid7(now: datetime, random: Callable[[int], bytes]) -> str:
    """A UUIDv7 in its usual text form. ``random(n)`` gives n bytes: os.urandom."""
    unix_ms = max(
        0, (now - _EPOCH) // timedelta(milliseconds=1)
    )  # a clock that was never set may be before 1970
    value = (unix_ms << 80) | int.from_bytes(random(_UUID_RANDOM_BYTES), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(UUID(int=value))


def is_oid(text: str) -> bool:
    """Whether ``text`` may name an envelope: a UUID, or one with a suffix such as ``:rating``."""
    return _OID.fullmatch(text) is not None


def is_terminal_code(text: str) -> bool:
    return _TERMINAL_CODE.fullmatch(text) is not None


def order_no(terminal_code: str, number: int) -> str:
    """``SS3-0147``: at least 4 digits, more when needed, so that numbers never come round again."""
    if not is_terminal_code(terminal_code):
        raise ValueError("a terminal code is 1 to 12 capitals and digits")
    if not 1 <= number < 10**10:
        raise ValueError("an order's number counts from 1 and has at most 10 digits")
    return f"{terminal_code}-{number:04d}"


def number_of(text: str) -> int:
    """The counter in an order number. Raises ValueError on another shape."""
    match = _ORDER_NO.fullmatch(text)
    if match is None:
        raise ValueError("not an order number")
    return int(match[2])


def slip_secret(random: bytes) -> str:
    """16 random bytes as 26 characters; its two spare bits are at the end: every prefix is all chance."""
    if len(random) != SECRET_BYTES:
        raise ValueError(f"a slip's secret takes {SECRET_BYTES} random bytes")
    value = int.from_bytes(random, "big") << 2
    return "".join(CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))


def secret_sha256(secret: str) -> str:
    """What terminal and hub keep of a secret: hex SHA-256 of its 26 characters."""
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What a slip's QR carries."""

    order_no: str
    secret: str = field(repr=False)


def format_slip(code: SlipCode) -> str:
    return f"{SLIP_PREFIX}.{code.order_no}.{code.secret}"


def parse_slip(text: str) -> SlipCode:
    """Raises ValueError, without the text in it, on anything but a slip of this format."""
    prefix, _, rest = text.partition(".")
    number, _, secret = rest.partition(".")
    if prefix != SLIP_PREFIX or _ORDER_NO.fullmatch(number) is None or _SECRET.fullmatch(secret) is None:
        raise ValueError("not a slip's code")
    return SlipCode(number, secret)
