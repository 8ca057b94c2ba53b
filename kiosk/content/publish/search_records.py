"""What of a library can be searched, as records: the one place that knows kinds.

A new kind needs a function here that names its title, its questions and its text, and a row in ``records``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kiosk.content.publish.collect import Draft
from kiosk.content.publish.editor import EditorGuide, EditorItem, EditorTopic
from kiosk.content.publish.editor_places import EditorOffice
from kiosk.content.publish.search_index import Searchable
from kiosk.domain.search import TOPIC, Record

# Of words.yaml: these name places and persons, and are never counted.
_NEVER_COUNTED: Final = ("places", "people")


def searchable(draft: Draft) -> Searchable:
    """All of ``draft`` that an index is made of."""
    return Searchable(tuple(records(draft)), synonyms(draft), countable(draft))


def records(draft: Draft) -> Iterator[Record]:
    """In the order of the screens: of two that fit as well, the first is shown first."""
    yield from (_topic(row.value) for row in draft.topics)
    topics = {row.value.id: row.value.title for row in draft.topics}
    yield from (_guide(row.value, topics) for row in draft.guides)
    yield from (_item(row.value) for row in sorted(draft.items, key=lambda row: row.value.id))
    yield from (_office(row.value) for row in draft.offices)


def _topic(topic: EditorTopic) -> Record:
    return Record(
        topic.id, TOPIC, topic.id, topic.title, (), _filled(topic.hint, topic.title_en, topic.hint_en)
    )


def _guide(guide: EditorGuide, topics: Mapping[str, str]) -> Record:
    topic = guide.id.partition("/")[0]
    laws = (f"{ref.law}第 {ref.article} 条，{ref.gist}" for ref in guide.law)
    body = _filled(
        *guide.answer, *guide.steps, *guide.bring, guide.cost, guide.time, guide.never, guide.urgent, *laws,
        guide.title_en, *guide.answer_en, *guide.steps_en,
    )  # fmt: skip
    return Record(guide.id, "guide", topic, guide.title, (*_filled(topics.get(topic, "")), *guide.asks), body)


def _item(item: EditorItem) -> Record:
    fields = (field.label for step in item.steps for field in step.fields)
    body = _filled(item.short, *item.promise, *item.materials, *fields, item.title_en, item.short_en)
    return Record(item.id, "item", "", item.title, (), body)


def _office(office: EditorOffice) -> Record:
    body = _filled(office.address, office.note, office.phone, office.name_en, office.address_en)
    return Record(office.id, "office", "", office.name, (office.kind,), body)


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def synonyms(draft: Draft) -> dict[str, tuple[str, ...]]:
    """``synonyms.yaml`` turned round: a spoken word → the words it is listed under."""
    found: dict[str, tuple[str, ...]] = {}
    if draft.synonyms is not None:
        for meant, line in draft.synonyms.value.items():
            for spoken in line.split():
                found[spoken] = (*found.get(spoken, ()), meant)
    return found


def countable(draft: Draft) -> frozenset[str]:
    """Words of ``words.yaml`` that say nothing of a place or a person (docs/adr/0130)."""
    if draft.words is None:
        return frozenset()
    lines: Iterable[str] = (line for kind, line in draft.words.value.items() if kind not in _NEVER_COUNTED)
    return frozenset(word.partition("/")[0] for line in lines for word in line.split())
