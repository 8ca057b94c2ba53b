"""Looking something up through the hub, for the gallery."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.library import Library
from kiosk.domain.online import HubLooks, HubTold, LookOnline, OnlineRow, Told
from kiosk.domain.places_lookup import Lookup
from script.gallery_walk import Walk

_ROWS = (
    OnlineRow(
        "示例海洋捕捞有限公司",
        (
            "统一社会信用代码：91330900SAMPLE0001",
            "状态：在业",
            "法定代表人：王示例",
            "地址：示例县望海路 3 号",
        ),
    ),
    OnlineRow("示例海洋捕捞有限公司第二分公司", ("状态：注销",)),
)


def online_walks(at: Callable[[w.WherePlace], Walk], library: Library) -> Iterator[tuple[str, Walk]]:
    """``at``: a good terminal's place."""
    lookup = next((one for one in library.every(Lookup).values() if one.connector), None)
    if lookup is None:
        return
    online = at(w.LookupView(lookup.id)).with_(online=True)
    visit = online.state.visit
    assert visit is not None
    known = replace(visit, hub_looks=HubLooks(asked=True, connectors=frozenset({lookup.connector})))
    page = online.with_(visit=known)
    yield "lookup-here", page
    asking = page.does(m.Open(w.AskOnline(lookup.id)))
    yield "lookup-ask", asking
    asked = asking.does(a.WriteSearch("示例捕捞"), LookOnline("look"))
    yield "lookup-waiting", asked
    for told in Told:
        rows = _ROWS if told in (Told.FOUND, Told.MORE) else ()
        heard = HubTold("look", told, None, rows, lookup.official, "2026-11-01")
        yield f"lookup-{told.value}", asked.does(heard)
