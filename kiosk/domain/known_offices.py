"""Offices a form offers: the county's own of some kinds, so that nobody writes a name. Pure.

They are put into the field as its choices, once a release is read: then what judges and names the answers of
a choice does so for an office. The answer is the county's own name, whatever language it was read in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.domain.library import Choice, FormField, FormStep, Library, Office
from kiosk.domain.library_services import DocumentTemplate


def of_kinds(offices: Iterable[Office], kinds: Sequence[str]) -> tuple[Office, ...]:
    """Of two of one name the first: they are answered by name."""
    first: dict[str, Office] = {}
    for one in offices:
        if one.kind in kinds:
            first.setdefault(one.name, one)
    return tuple(first.values())


def with_offices(library: Library) -> Library:
    """``library`` whose forms offer what its directory has; before its English is made."""
    known = tuple(library.offices.values())
    items = tuple(replace(item, steps=in_steps(item.steps, known)) for item in library.items)
    papers = {
        name: replace(one, steps=in_steps(one.steps, known))
        for name, one in library.every(DocumentTemplate).items()
    }
    return replace(
        library, items=items, more={**library.more, **({DocumentTemplate: papers} if papers else {})}
    )


def in_steps(steps: Sequence[FormStep], known: Sequence[Office]) -> tuple[FormStep, ...]:
    """``steps`` whose offices are those of ``known``."""
    return tuple(replace(step, fields=tuple(_offering(one, known) for one in step.fields)) for step in steps)


def _offering(field: FormField, known: Sequence[Office]) -> FormField:
    if field.kind != "office":
        return field
    found = of_kinds(known, field.offices)
    # Without an English name the Chinese one: it is what stands over the door.
    return replace(field, choices=tuple(Choice(one.name, one.name, one.name_en or one.name) for one in found))


def named(library: Library, field: FormField | None, name: str) -> Office | None:
    """The office ``field`` offers under this name; None when it is none of the county's."""
    if field is None:
        return None
    known = of_kinds(library.offices.values(), field.offices)
    return next((one for one in known if one.name == name), None)
