"""Figures seen together: the same figure of one place in two files, names and ids that stand twice."""

from collections.abc import Iterator
from datetime import date

from kiosk.calculators.fields import told_apart
from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.parameters import EditorDeadline, EditorParameters
from kiosk.content.publish.source import Place


def check(draft: Draft) -> None:
    """Reports each that would leave a calculator two answers."""
    places: dict[tuple[str, str], str] = {}
    for row in draft.parameters:
        one = row.value
        if one.figure == "deadline":
            continue
        for region in (one.region, *one.aliases):
            other = places.setdefault((one.figure, region), row.source.file)
            if other != row.source.file:
                row.report(("region",), f"{region}的 {one.figure} 和 {other} 里的重复")
    _names(draft)


def _names(draft: Draft) -> None:
    """Kinds of deadline: one name means one kind, and two rows of a kind do not overlap."""
    owners: dict[str, tuple[str, str]] = {}
    spans: dict[str, list[tuple[date, date]]] = {}
    for row, place, kind in _kinds(draft):
        for name in (kind.id, kind.name, *kind.aliases):
            owner, said = owners.setdefault(told_apart(name), (kind.id, kind.name))
            if owner != kind.id:
                row.report(place, f"“{name}”也是 {said} 的名字")
        span = (kind.start, kind.end or date.max)
        if any(span[0] <= last and first <= span[1] for first, last in spans.setdefault(kind.id, [])):
            row.report(place, f"{kind.name} 有两行的日子重叠")
        spans[kind.id].append(span)


def _kinds(draft: Draft) -> Iterator[tuple[Read[EditorParameters], Place, EditorDeadline]]:
    for row in draft.parameters:
        for number, kind in enumerate(row.value.deadlines):
            yield row, ("deadlines", number), kind
