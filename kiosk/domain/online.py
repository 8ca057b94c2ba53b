"""What is looked up through the hub in this visit (证照, 文书): state, question, answer. Pure."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from kiosk.domain.asked import Asked
from kiosk.domain.library import Library
from kiosk.domain.places_lookup import Lookup


class Told(Enum):
    """How a question ended. ``AWAY``: who keeps it did not answer the hub; ``OFFLINE``: nor did the hub."""

    FOUND = "found"
    MORE = "more"
    UNKNOWN = "unknown"
    AWAY = "away"
    LIMITED = "limited"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class OnlineRow:
    """One that was found, as who keeps it writes it."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnlineLook:
    """The one question of this visit. ``told`` None: not answered yet. ``as_of``: of which day it is."""

    look_id: str
    lookup_id: str
    text: str = field(repr=False)
    since: float = 0.0
    told: Told | None = None
    rows: tuple[OnlineRow, ...] = field(default=(), repr=False)
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class HubLooks:
    """``asked``: which connectors there are was asked; ``connectors``: what the hub said, None: nothing yet.

    ``aside``: what was looked for in the library before, while something else is written in its place.
    """

    asked: bool = False
    connectors: frozenset[str] | None = None
    look: OnlineLook | None = None
    aside: Asked | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited: silence is no absence then."""
        return self.look is not None and self.look.told is None


NO_HUB_LOOKS: Final = HubLooks()


# ---- the question, and its answer


@dataclass(frozen=True, slots=True)
class AskHub:
    """An effect, answered by one HubTold. ``connector`` empty: which are there? ``look_id``: a UUID."""

    look_id: str
    connector: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HubTold:
    """``connectors``: of the question which there are; None: it was another, or nobody answered it."""

    look_id: str
    told: Told
    connectors: frozenset[str] | None = None
    rows: tuple[OnlineRow, ...] = field(default=(), repr=False)
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class LookOnline:
    """Look up what is written, or what was asked last once more. ``look_id``: fresh."""

    look_id: str


def connected(library: Library | None, lookup_id: str) -> Lookup | None:
    """The look-up of this name, where it has a connector."""
    found = library.every(Lookup).get(lookup_id) if library is not None else None
    return found if found is not None and found.connector else None
