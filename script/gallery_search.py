"""Looking for something, for the gallery."""

from collections.abc import Iterator

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import READY
from kiosk.domain.library import Library
from kiosk.domain.search import TOPIC, Found
from script.gallery_typing import spelling
from script.gallery_walk import LONG_TEXT, Walk


def search_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """``home``: the first page; made-up marks on what the library has."""
    home = home.does(a.SearchReady(ready=True))
    yield "home-search", home
    yield "home-search-one-way", home.with_(pinyin=False)
    full = home.with_(microphone=READY, recording_room=True)
    begun = full.does(m.OpenForm("consultation", "order-1"), m.Answer("request", LONG_TEXT), m.GoHome())
    yield "home-search-full", begun
    box = home.does(m.Open(s.SearchBox()))
    yield "search-empty", box
    yield "search-broken", box.does(a.SearchReady(ready=False))
    written = box.does(a.WriteSearch("老板不发工资"))
    found = guides(library)
    sure = written.does(a.Searched(generation(written), found, (), sure=True))
    yield "search-written", sure
    yield "search-drawn", sure.drawn("资", "姿", "咨", "恣", "盗", "浓", "次", "茨")
    letters = spelling(box, "gongz", "工资", "工作", "公正", "公众", "工", "公")
    yield "search-pinyin", letters.does(a.Searched(generation(letters), found, (), sure=True))
    yield "search-found", sure.does(a.SearchNow())
    yield "search-found-2", sure.does(a.SearchNow(), m.Open(s.SearchResults(1)))
    unsure = written.does(a.Searched(generation(written), found[:2], topics(library), sure=False))
    yield "search-near", unsure.does(a.SearchNow())
    yield "search-near-cannot-submit", unsure.does(a.SearchNow()).with_(can_submit=False)
    yield "search-waiting", written.does(a.SearchNow())
    yield "search-found-broken", sure.does(a.SearchNow(), a.SearchReady(ready=False))


def generation(walk: Walk) -> int:
    assert walk.state.visit is not None
    return walk.state.visit.asked.generation


def guides(library: Library) -> tuple[Found, ...]:
    """Some that could be found, best first, a form among them."""
    named = [
        Found(
            one.id, "guide", one.topic, one.title, 9.0 - at * 0.1, one.answer[0], ((0, 2), (4, 6)), ((0, 2),)
        )
        for at, one in enumerate(library.guides.values())
    ]
    forms = [Found(one.id, "item", "", one.title, 8.0, one.short, ((0, 2),)) for one in library.items[:1]]
    return (*named[:2], *forms, *named[2:12])


def topics(library: Library) -> tuple[Found, ...]:
    some = [topic for topic in library.topics if library.guides_of(topic.id)]
    return tuple(Found(topic.id, TOPIC, topic.id, topic.title, 0.0, topic.hint) for topic in some[:3])
