"""What of a library can be searched, as records: the one place that knows kinds.

A new kind needs a function here that names its title, its questions and its text, and a row in ``records``.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from kiosk.calculators.model import Calculator
from kiosk.calculators.registry import CALCULATORS
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.editor import EditorGuide, EditorItem, EditorTopic
from kiosk.content.publish.editor_places import EditorOffice
from kiosk.content.publish.kinds.county import EditorLookup
from kiosk.content.publish.kinds.learning import (
    EditorLesson,
    EditorQuiz,
    EditorSelfCheck,
    EditorSum,
    EditorTerm,
)
from kiosk.content.publish.kinds.places import EditorEmergency, EditorRegister, EditorVisit
from kiosk.content.publish.kinds.services import (
    EditorBundle,
    EditorDocument,
    EditorPlatform,
    EditorScenario,
)
from kiosk.content.publish.search_index import Searchable
from kiosk.domain.search import TOPIC, Record
from kiosk.domain.search_terms import runs

T = TypeVar("T")

# Of words.yaml: its groups of matters of law. All others may name places and persons and are never counted, a
# group of the editor's own neither.
_COUNTED: Final = frozenset({"courts", "fields", "procedure", "labour", "family", "property", "harm", "sea"})
_SHORTEST: Final = 2  # characters: one alone is a family name as well


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
    asked = {row.value.id: row.value.asks for row in draft.of(EditorSum)}
    yield from (_calculator(one, asked.get(one.name, ())) for one in CALCULATORS.values())
    yield from _more(draft, EditorScenario, _scenario)
    yield from _more(draft, EditorBundle, _bundle)
    yield from _more(draft, EditorDocument, _document)
    yield from _more(draft, EditorLesson, _lesson)
    yield from _more(draft, EditorQuiz, _quiz)
    yield from _more(draft, EditorSelfCheck, _self_check)
    yield from _more(draft, EditorTerm, _term)
    yield from _more(draft, EditorPlatform, _platform)
    yield from _more(draft, EditorRegister, _register)
    yield from _more(draft, EditorVisit, _visit)
    yield from _more(draft, EditorLookup, _lookup)
    yield from _more(draft, EditorEmergency, _emergency)


def _more(draft: Draft, model: type[T], record: Callable[[T], Record]) -> Iterator[Record]:
    yield from sorted((record(row.value) for row in draft.of(model)), key=lambda one: one.id)


def _topic(topic: EditorTopic) -> Record:
    return Record(
        topic.id, TOPIC, topic.id, topic.title, (), _filled(topic.hint, topic.title_en, topic.hint_en)
    )


def _guide(guide: EditorGuide, topics: Mapping[str, str]) -> Record:
    topic = guide.id.partition("/")[0]
    laws = (f"{ref.law}{ref.article.chinese}，{ref.gist}" for ref in guide.law)
    body = _filled(
        *guide.answer, *guide.steps, *guide.bring, guide.cost, guide.time, guide.never, guide.urgent, *laws,
        *guide.answer_en, *guide.steps_en,
    )  # fmt: skip
    asked = (*_filled(topics.get(topic, "")), *guide.asks, *_filled(guide.title_en))
    return Record(guide.id, "guide", topic, guide.title, asked, body)


def _item(item: EditorItem) -> Record:
    fields = (field.label for step in item.steps for field in step.fields)
    body = _filled(item.short, *item.promise, *item.materials, *fields, item.short_en)
    return Record(item.id, "item", "", item.title, (*item.asks, *_filled(item.title_en)), body)


def _office(office: EditorOffice) -> Record:
    body = _filled(office.address, office.note, office.phone, office.name_en, office.address_en)
    return Record(office.id, "office", "", office.name, (office.kind,), body)


def _calculator(one: Calculator, asks: tuple[str, ...]) -> Record:
    # What is asked for in words is named there: 诉讼时效、劳动仲裁…
    names = (field.help for field in one.fields if field.kind == "text" and field.required)
    lines = (*(field.label for field in one.fields), *names)
    return Record(one.name, "calculator", "", one.title, asks, _filled(one.about, *lines))


def _scenario(one: EditorScenario) -> Record:
    ends = (line for end in one.outcomes for line in (end.title, *end.answer, *end.steps))
    asked = (question.ask for question in one.questions)
    return Record(one.id, "scenario", one.topic, one.title, one.asks, _filled(*asked, *ends))


def _bundle(one: EditorBundle) -> Record:
    whys = (stop.why for stop in one.stops)
    return Record(one.id, "bundle", one.topic, one.title, one.asks, _filled(one.short, *whys))


def _document(one: EditorDocument) -> Record:
    fields = (field.label for step in one.steps for field in step.fields)
    body = _filled(one.short, *fields, *one.notes, *one.bring)
    return Record(one.id, "document", one.topic, one.title, one.asks, body)


def _lesson(one: EditorLesson) -> Record:
    return Record(one.id, "lesson", one.topic, one.title, one.asks, _filled(*one.paragraphs, *one.points))


def _quiz(one: EditorQuiz) -> Record:
    lines = (line for question in one.questions for line in (question.ask, question.why))
    return Record(one.id, "quiz", one.topic, one.title, (), _filled(*lines))


def _self_check(one: EditorSelfCheck) -> Record:
    lines = (line for risk in one.questions for line in (risk.ask, risk.risk, risk.advice))
    return Record(one.id, "self-check", one.topic, one.title, (), _filled(one.who, *lines))


def _term(one: EditorTerm) -> Record:
    return Record(one.id, "glossary", "", one.word, one.also, _filled(one.means))


def _platform(one: EditorPlatform) -> Record:
    return Record(one.id, "platform", "", one.title, (), _filled(one.what, *one.steps, *one.needs))


def _register(one: EditorRegister) -> Record:
    """By its organisations; persons are looked up in it, not across the library."""
    lines = (f"{body.name}，{body.kind}，{body.address}".strip("，") for body in one.organisations)
    return Record(one.id, "register", "", one.title, (), _filled(one.region, *lines))


def _visit(one: EditorVisit) -> Record:
    body = _filled(f"{one.who}，{one.place}", one.note)
    return Record(one.id, "visits", "", one.title, (one.kind,), body)


def _lookup(one: EditorLookup) -> Record:
    body = _filled(one.answers, one.official, one.title_en, one.answers_en)
    return Record(one.id, "lookups", "", one.title, (), body)


def _emergency(one: EditorEmergency) -> Record:
    return Record(
        one.id,
        "emergency",
        "",
        f"{one.name} {one.number}",
        _filled(one.when, one.name_en, one.when_en),
        one.say,
    )


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
    lines = (line for kind, line in draft.words.value.items() if kind in _COUNTED)
    words = (word.partition("/")[0] for line in lines for word in line.split())
    return frozenset(word for word in words if len(word) >= _SHORTEST and runs(word) == [word])
