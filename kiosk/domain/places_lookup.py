"""Look-ups that need a network (证照, 法律文书): what is asked, who answers, what is said without it. Pure.

A connector of the hub answers some of them through the mailbox (docs/protocol/hub.md). Every one has an
official address besides, shown as a QR code: one's own telephone is often on-line where the terminal is not.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal
from urllib.parse import urlsplit

# Whose addresses a county's content may show. A longer list is a matter of software, not of an editor.
OFFICIAL: Final = ".gov.cn"
LONGEST: Final = 200  # characters of an address: a QR code of them is still read off a screen
_STRANGE: Final = frozenset("\\ \"'<>`{}|^")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to type. ``personal``: it names a person, and is sealed on its way as an order is."""

    id: str
    label: str
    personal: bool = False
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """``connector``: the hub's name for it, empty: only the official address. ``office``: whom to ask in
    person (an id of the directory). ``checked``: when somebody opened ``url``, ISO; empty: nobody has.
    """

    id: str
    title: str
    answers: str
    asks: tuple[Asked, ...]
    official: str
    url: str
    connector: str = ""
    checked: str = ""
    office: str = ""
    sample: bool = True
    title_en: str = ""
    answers_en: str = ""
    official_en: str = ""


class Offer(Enum):
    """What can be offered for a look-up now."""

    ASK = "ask"  # here, and the answer comes while one waits
    PHONE = "phone"  # no connector: on one's own telephone, by the QR code
    PHONE_OFFLINE = "phone-offline"  # there is one, but no network here: the same QR code, and why
    IN_PERSON = "in-person"  # its address does not look official: it is not shown


def offer(lookup: Lookup, connectors: frozenset[str], *, online: bool) -> Offer:
    """``connectors``: those the hub said it has; ``online``: the hub answered lately."""
    if lookup.connector and lookup.connector in connectors and online:
        return Offer.ASK
    if not is_official(lookup.url):
        return Offer.IN_PERSON
    return Offer.PHONE_OFFLINE if lookup.connector and not online else Offer.PHONE


Reason = Literal["scheme", "host", "user", "port", "text", "long"]


def is_official(url: str) -> bool:
    return why_not_official(url) is None


def why_not_official(url: str) -> Reason | None:
    """Why ``url`` may not be shown as an official address; None: it may.

    https to a host below gov.cn, written plainly: no name, no other port, no look-alike characters.
    """
    if len(url) > LONGEST:
        return "long"
    if not url.isascii() or not url.isprintable() or _STRANGE.intersection(url):
        return "text"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "text"
    if parts.scheme != "https":
        return "scheme"
    if "@" in parts.netloc:
        return "user"
    if port not in (None, 443):
        return "port"
    return None if (parts.hostname or "").endswith(OFFICIAL) else "host"
