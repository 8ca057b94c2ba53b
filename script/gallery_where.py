"""The states of looking up where, who and when."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw

from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain import where
from kiosk.domain.library import Library
from kiosk.domain.library_places import Board, OnDuty, Register
from kiosk.domain.library_places import Visit as Comes
from kiosk.domain.library_services import Platform
from kiosk.domain.map_picture import MapPicture, MapRead
from kiosk.domain.places import County
from kiosk.domain.places_lookup import Lookup
from script.gallery_finding import finding_walks
from script.gallery_online import online_walks
from script.gallery_walk import Walk

_PAGES = 4


def where_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=home.state.local.tzinfo)
    home = home.with_(local=monday)

    def at(place: w.WherePlace, walk: Walk = home) -> Walk:
        return walk.does(m.Open(place))

    unsure = home.with_(clock_trusted=False)
    night = home.with_(local=monday.replace(hour=22))
    yield "lookups", at(w.LookUps())
    yield "lookups-2", at(w.LookUps(1))
    yield from _turned("offices", at, w.Offices())
    yield "offices-night", at(w.Offices(), night)
    yield "offices-clock-unsure", at(w.Offices(), unsure)
    found = where.offices(library)
    for name, near in (("near", found[0]), ("far", found[-1])):
        yield from _turned(f"office-{name}", at, w.OfficeView(near.office.id))
    yield "map", at(w.MapView())
    yield "map-county", at(w.MapView(wide=True))
    yield "map-pictures", _pictured(at(w.MapView()), library)
    yield "map-county-pictures", _pictured(at(w.MapView(wide=True)), library)
    yield "registers", at(w.Registers())
    yield from finding_walks(at, library)
    for register in library.every(Register).values():
        yield f"register-{register.id}", at(w.RegisterView(register.id))
    for first in list(library.every(Register))[:1]:
        for number in (0, 3):
            yield from _turned(f"listed-{number}", at, w.ListedView(first, number))
    yield from _turned("schedule", at, w.Schedule())
    yield "schedule-clock-unsure", at(w.Schedule(), unsure)
    for comes in list(library.every(Comes))[:2]:
        yield from _turned(f"comes-{comes}", at, w.ComesView(comes))
    yield from _rest(library, home, unsure)


def _pictured(walk: Walk, library: Library) -> Walk:
    """With pictures of ours behind the marks, some of them missing."""
    wide = walk.state.visit is not None and walk.state.visit.place == w.MapView(wide=True)
    lat, lon, far = library.site.lat or 0.0, library.site.lon or 0.0, 0.6 if wide else 0.03
    image = Image.new("RGBA", (512, 512), (214, 230, 242, 255))
    pen = ImageDraw.Draw(image)
    pen.ellipse((150, 150, 360, 360), fill=(226, 236, 210, 255), outline=(96, 110, 122, 255), width=3)
    pen.rectangle((256, 256, 512, 512), fill=(0, 0, 0, 0))
    bounds = lat - far, lon - far, lat + far, lon + far
    picture = MapPicture(wide, *bounds, 512, 512, image.tobytes(), "样例，没有", "自己画的样例，不是真地图")
    return walk.does(MapRead(picture))


def _rest(library: Library, home: Walk, unsure: Walk) -> Iterator[tuple[str, Walk]]:
    def at(place: w.WherePlace, walk: Walk = home) -> Walk:
        return walk.does(m.Open(place))

    for board in library.every(Board):
        yield from _turned("board", at, w.BoardView(board))
    two = {
        name: replace(one, id=name, title=f"{one.title} {name}")
        for one in library.every(Board).values()
        for name in ("one", "two")
    }
    more = replace(library, more={**library.more, Board: two})
    yield "boards", at(w.Boards(), home.with_(library=more))
    yield "duty", at(w.DutyToday())
    yield "duty-nobody", at(w.DutyToday(), home.with_(local=home.state.local.replace(year=2025)))
    yield "duty-clock-unsure", at(w.DutyToday(), unsure)
    yield "online", at(w.Online())
    for platform in library.every(Platform):
        yield from _turned("platform", at, w.PlatformView(platform))
    for lookup in list(library.every(Lookup))[:1]:
        yield from _turned("lookup", at, w.LookupView(lookup))
    yield from online_walks(at, library)
    yield from _turned("emergency", at, w.EmergencyNumbers())
    bare = replace(library, more={kind: of for kind, of in library.more.items() if kind is County})
    yield "lookups-bare", at(w.LookUps(), home.with_(library=bare))
    nowhere = replace(library, more={kind: of for kind, of in library.more.items() if kind is not County})
    yield "offices-nowhere", at(w.Offices(), home.with_(library=nowhere))
    duties = {kind: of for kind, of in library.more.items() if kind is OnDuty}
    yield "lookups-duty", at(w.LookUps(), home.with_(library=replace(library, more=duties)))


def _turned(name: str, at: Callable[[w.WherePlace], Walk], place: Any) -> Iterator[tuple[str, Walk]]:
    """Its pages; one that is not there looks like the last, and is left out."""
    for page in range(_PAGES):
        turned = replace(place, page=page)
        yield f"{name}-{page + 1}", at(turned)
