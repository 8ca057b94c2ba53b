"""How the kinds that are more than their fields go into a release, in the order of the screens."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from kiosk.content import models
from kiosk.content.media import pieces
from kiosk.content.publish.calendar import calendar
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.editor import ORDER_MOST, EditorItem
from kiosk.content.publish.kinds.kind import Blob, Blobs, blob, released
from kiosk.content.publish.kinds.media import EditorMedia, measure
from kiosk.content.publish.kinds.places import EditorRegister, EditorVisit
from kiosk.content.publish.name_sounds import sound
from kiosk.content.publish.own_words import own_words
from kiosk.domain.library_learning import Caption, Media, MediaFile
from kiosk.domain.library_places import Register


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
    """In the editor's order; what has none of its own behind it, without identity first, then by name."""
    for item in sorted((row.value for row in draft.items), key=_place):
        yield blob("item", item.id, item.build(draft.law_names))


def _place(item: EditorItem) -> tuple[int, bool, str]:
    return item.order or ORDER_MOST, item.identity != "none", item.id


def guides(draft: Draft) -> Blobs:
    """By topic as topics.yaml has them; in a topic those it names first, then by name."""
    found = {row.value.id: row.value for row in draft.guides}
    for guide_id in _guide_order(draft, found):
        yield blob("guide", guide_id, found[guide_id].build(draft.law_names))


def words(draft: Draft) -> Blobs:
    for part, found in own_words(draft).items():
        yield blob("words", part, found)


def registers(draft: Draft) -> Blobs:
    """Each a blob of its own, with what its names are read as."""
    for row in sorted(draft.of(EditorRegister), key=lambda row: row.value.id):
        made = released("register", row.value, draft.law_names)
        if isinstance(made, Register):
            people = tuple(replace(one, sound=sound(one.name)) for one in made.people)
            firms = tuple(replace(one, sound=sound(one.name)) for one in made.organisations)
            yield blob("register", made.id, replace(made, organisations=firms, people=people))


def parameters(draft: Draft) -> Blobs:
    for row in sorted(draft.parameters, key=lambda row: row.value.id):
        yield blob("parameters", row.value.id, row.value.build())


def visits(draft: Draft) -> Blobs:
    rows = draft.of(EditorVisit)
    if rows:
        yield blob("visits", "visits", tuple(row.value.build() for row in rows))


def media(draft: Draft) -> Blobs:
    """Each file in pieces, then what is said of it. The files were measured when they were checked."""
    for row in sorted(draft.of(EditorMedia), key=lambda row: row.value.id):
        one = row.value
        shown = measure(draft.root / "media" / one.file, one.kind)
        heard = measure(draft.root / "media" / one.sound, "sound") if one.sound else None
        files = [(one.file, shown), *([(one.sound, heard)] if one.sound and heard else [])]
        described: list[MediaFile] = []
        for name, measured in files:
            data = measured.data
            parts = [Blob(models.MEDIA_PART, f"{name}/{n}", part) for n, part in enumerate(pieces(data))]
            yield from parts
            hashes = tuple(sha256(part.data).hexdigest() for part in parts)
            described.append(MediaFile(measured.ending[1:], len(data), sha256(data).hexdigest(), hashes))
        captions = (Caption(round(c.start * 1000), round(c.end * 1000), c.text) for c in one.captions)
        found = Media(
            id=one.id,
            kind=one.kind,
            title=one.title,
            text=one.text,
            credit=one.credit,
            file=described[0],
            sound=described[1] if heard else None,
            width=shown.width,
            height=shown.height,
            ms=shown.ms,
            captions=tuple(captions),
            idle=one.idle,
            sample=one.sample,
        )
        yield blob("media", one.id, found)


def _guide_order(draft: Draft, guides: Iterable[str]) -> list[str]:
    ordered: list[str] = []
    for topic in draft.topics:
        own = sorted(guide for guide in guides if guide.startswith(f"{topic.value.id}/"))
        first = [f"{topic.value.id}/{name}" for name in topic.value.guides]
        ordered += dict.fromkeys([*first, *own])
    return ordered
