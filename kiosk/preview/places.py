"""Where each kind of content is seen: ``KIND/ID`` as what somebody would touch to come there."""

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.domain import asked as a
from kiosk.domain import found_places
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain import visit_where as w
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Lesson
from kiosk.domain.search import TOPIC
from kiosk.domain.update_sums import OpenSum

Messages = tuple[object, ...]
ORDER: Final = "preview"
HOME: Final = "home"
IDLE: Final = "idle"


def _word(_library: Library, text: str) -> Messages:
    """What residents may write stands in the line to look for, with what it finds."""
    return m.Open(s.SearchBox()), a.WriteSearch(text)


def _topics(_library: Library, topic: str) -> Messages:
    return (m.Open(s.GuideList(topic) if topic else s.Topics()),)


def _survey(_library: Library, survey: str) -> Messages:
    return (m.Open(w.SurveyView(survey) if survey else w.Surveys()),)


def _media(library: Library, media: str) -> Messages:
    for lesson in library.every(Lesson).values():
        if media in lesson.media:
            return (m.Open(s.LessonView(lesson.id)),)
    for guide in library.guides.values():
        if media in guide.media:
            return (m.Open(s.GuideView(guide.id)),)
    return (m.Open(s.Learn()),)


def _laws(library: Library, _law: str) -> Messages:
    guide = next((one for one in library.guides.values() if one.law), None)
    return (m.Open(s.LawList("guide", guide.id)),) if guide is not None else ()


def _at(place: s.Place) -> Callable[[Library, str], Messages]:
    return lambda _library, _id: (m.Open(place),)


def _home(_library: Library, _id: str) -> Messages:
    return ()


# What has no page of its own is seen where it takes effect.
_ELSEWHERE: Final[Mapping[str, Callable[[Library, str], Messages]]] = {
    HOME: _home,
    IDLE: _home,
    "site": _at(s.HelpPeople()),
    "topics": _topics,
    "notices": _home,  # on the idle page: see ``idle``
    "calendar": _at(s.HelpPeople()),
    "laws": _laws,
    "words": _at(s.SearchBox()),
    "synonyms": _word,
    "parameters": _at(s.Sums()),
    "sums": _at(s.Sums()),
    "county": _at(w.MapView(wide=True)),
    "map": _at(w.MapView()),
    "boards": lambda _library, board: (m.Open(w.BoardView(board)),),
    "duty": _at(w.DutyToday()),
    "emergency": _at(w.EmergencyNumbers()),
    "media": _media,
    "survey": _survey,
    "wording": _home,
}
# One file, or a thing that has no page of one part of it.
_WITHOUT_ID: Final = frozenset(
    {
        HOME,
        IDLE,
        "site",
        "topics",
        "notices",
        "calendar",
        "laws",
        "words",
        "parameters",
        "sums",
        "county",
        "map",
        "duty",
    }
    | {"emergency", "survey", "wording", "media"}
)
KINDS: Final = tuple(sorted({*found_places.PLACES, *_ELSEWHERE} - {TOPIC, w.LISTED}))


class NoSuchPlaceError(ValueError):
    """What was named with ``--at`` is no kind of content; the text says what is."""


def split(at: str) -> tuple[str, str]:
    """``guide/unpaid-wages`` → kind and id; raises NoSuchPlaceError."""
    kind, _, name = at.partition("/")
    if kind not in KINDS:
        raise NoSuchPlaceError(f"没有“{kind}”这一种，可以写：{'、'.join(KINDS)}")
    if not name and kind not in _WITHOUT_ID:
        raise NoSuchPlaceError(f"要写成 {kind}/名字")
    return kind, name


def idle(kind: str) -> bool:
    """Whether it is seen while nobody is there."""
    return kind in (IDLE, "notices")


def messages(library: Library, kind: str, name: str) -> Messages:
    """What leads there from the first page; nothing: it is there already."""
    if kind in _ELSEWHERE:
        return _ELSEWHERE[kind](library, name)
    if kind == found_places.ITEM:
        return (m.OpenForm(name, ORDER),)
    if kind in ("scenario", "bundle"):
        return (um.OpenMatter(kind, name),)  # type: ignore[arg-type]
    if kind == "calculator":
        return (OpenSum(name),)
    return (m.Open(found_places.PLACES[kind](name)),)
