"""Links among the kinds that lead on: scenarios, papers, bundles, lessons, visits."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from kiosk.calculators.registry import CALCULATORS
from kiosk.content.publish.draft import Draft, Read, parts
from kiosk.content.publish.editor import EditorGuide, EditorOnward
from kiosk.content.publish.kinds.learning import EditorLesson
from kiosk.content.publish.kinds.places import EditorVisit
from kiosk.content.publish.kinds.services import EditorBundle, EditorDocument
from kiosk.content.publish.source import Place

# Kind of a target → the part of ``next`` that names it, and what an editor calls it.
_TARGETS: Final = {
    "guide": ("guides", "指南"),
    "scenario": ("scenarios", "情景"),
    "calculator": ("calculators", "计算"),
    "document": ("documents", "文书"),
    "item": ("items", "事项"),
    "office": ("offices", "办事地点"),
}


def check(draft: Draft) -> None:
    """Reports every name that nothing has, and topics that are none."""
    for rows in draft.rows.values():
        for row in rows:
            topic = getattr(row.value, "topic", None)
            if topic is not None and topic not in draft.ids("topics"):
                row.report(("topic",), f"topics.yaml 里没有栏目 {topic}")
            for place, kind, name in _named(row):
                if kind in _TARGETS and name not in _known(draft, kind):
                    row.report(place, f"没有{_TARGETS[kind][1]} {name}")
    for lesson in draft.of(EditorLesson):
        _all(lesson, "media", lesson.value.media, draft.ids("media"), "媒体")
    for guide in draft.of(EditorGuide):
        _all(guide, "media", guide.value.media, draft.ids("media"), "媒体")


def _known(draft: Draft, kind: str) -> Collection[str]:
    """What there is of a kind; calculators are code, all others content."""
    return CALCULATORS if kind == "calculator" else draft.ids(kind)


def _named(row: Read[Any]) -> Iterator[tuple[Place, str, str]]:
    """(place, kind, id) of everything the row leads to."""
    for place, onward in parts(row.value, EditorOnward):
        for kind, (name, _) in _TARGETS.items():
            for number, target in enumerate(getattr(onward, name)):
                yield (*place, name, number), kind, target
    match row.value:
        case EditorDocument():
            for number, office in enumerate(row.value.hand_in):
                yield ("hand_in", number), "office", office
        case EditorBundle():
            for number, stop in enumerate(row.value.stops):
                yield ("stops", number, "id"), stop.kind, stop.id
        case EditorVisit():
            if row.value.office:
                yield ("office",), "office", row.value.office
            if row.value.book:
                yield ("book",), "item", row.value.book


def _all(row: Read[Any], part: str, names: Sequence[str], known: set[str], title: str) -> None:
    for number, name in enumerate(names):
        if name not in known:
            row.report((part, number), f"没有{title} {name}")
