"""How the kinds that are more than their fields go into a release, in the order of the screens."""

from collections.abc import Iterable

from kiosk.content.publish.calendar import calendar
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.kind import Blobs, blob
from kiosk.content.publish.kinds.places import EditorVisit
from kiosk.content.publish.own_words import own_words


def site(draft: Draft) -> Blobs:
    if draft.site is not None:
        yield blob("site", draft.site.value.id, draft.site.value.build())


def topics(draft: Draft) -> Blobs:
    yield blob("topics", "topics", tuple(row.value.build() for row in draft.topics))


def notices(draft: Draft) -> Blobs:
    yield blob("notices", "notices", tuple(row.value.build() for row in draft.notices))


def years(draft: Draft) -> Blobs:
    if draft.years:
        yield blob("calendar", "calendar", calendar(row.value for row in draft.years))


def offices(draft: Draft) -> Blobs:
    for office in draft.offices:
        yield blob("office", office.value.id, office.value.build())


def items(draft: Draft) -> Blobs:
    for item in sorted(draft.items, key=lambda row: row.value.id):
        yield blob("item", item.value.id, item.value.build(draft.law_names))


def guides(draft: Draft) -> Blobs:
    """By topic as topics.yaml has them; in a topic those it names first, then by name."""
    found = {row.value.id: row.value for row in draft.guides}
    for guide_id in _guide_order(draft, found):
        yield blob("guide", guide_id, found[guide_id].build(draft.law_names))


def words(draft: Draft) -> Blobs:
    for part, found in own_words(draft).items():
        yield blob("words", part, found)


def visits(draft: Draft) -> Blobs:
    rows = draft.of(EditorVisit)
    if rows:
        yield blob("visits", "visits", tuple(row.value.build() for row in rows))


def _guide_order(draft: Draft, guides: Iterable[str]) -> list[str]:
    ordered: list[str] = []
    for topic in draft.topics:
        own = sorted(guide for guide in guides if guide.startswith(f"{topic.value.id}/"))
        first = [f"{topic.value.id}/{name}" for name in topic.value.guides]
        ordered += dict.fromkeys([*first, *own])
    return ordered
