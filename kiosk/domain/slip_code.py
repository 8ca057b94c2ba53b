"""What of a slip is scanned or typed: ``GL1.<order number>.<secret>`` and the line below it. Pure."""

import re
from typing import Final

QR_PREFIX: Final = "GL1"
SECRET_LENGTH: Final = 26
TYPED_LENGTH: Final = 10

_SECRET = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_ORDER_NO = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+)*")
_ORDER_NO_LONGEST: Final = 24
# 17 digits and a check character standing alone: GB 11643, never to be seen on paper.
_IDENTITY_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")


def qr_payload(order_no: str, secret: str) -> str:
    """ASCII, in QR's alphanumeric set. Raises ValueError on another shape of number or secret."""
    if len(order_no) > _ORDER_NO_LONGEST or not _ORDER_NO.fullmatch(order_no):
        raise ValueError("an order number has letters, digits and dashes, at most 24")
    return f"{QR_PREFIX}.{order_no}.{_checked(secret)}"


def typed_code(secret: str) -> str:
    """The part of the secret a person may type, in two groups of five."""
    typed = _checked(secret)[:TYPED_LENGTH]
    return f"{typed[:5]} {typed[5:]}"


def mask_identity(text: str) -> str:
    """Identity numbers as 3****************0: nobody needs more of them than to know their own."""
    return _IDENTITY_NUMBER.sub(lambda found: f"{found[0][0]}{'*' * 16}{found[0][-1]}", text)


def _checked(secret: str) -> str:
    if not _SECRET.fullmatch(secret):
        # The value itself must not reach a log through this message.
        raise ValueError("a slip's secret is 26 characters of Crockford base32")
    return secret


def names_identity(text: str) -> bool:
    """Whether an identity number stands in ``text``: never to be seen on paper."""
    return _IDENTITY_NUMBER.search(text) is not None
