"""What each service item asked, by release of content: the words beside the ids an order carries (ADR 0143).

Scenarios, bundles and papers are kept the same way, under names of their own (``beside``, ADR 0156); and
guides, quizzes and surveys, which the work list names.

Kept in the database, so that a backup has them and every process sees the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, case, delete, func, select

from hub.clock import iso
from hub.database.db import reading
from hub.database.schema import ITEM_FORMS
from hub.house import House
from kiosk.wire.models import MOST

LONGEST_ID: Final = 100
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
Words = Annotated[str, Field(max_length=200)]
OUTCOMES: Final = ":outcomes"  # of a scenario kept as a form: no question is called so
_BESIDE: Final = "/"  # no item has one in its id
NEW: Final = "new"
SAME: Final = "same"
CHANGED: Final = "changed"


class Part(BaseModel):
    """Base: what a newer editor writes besides is left out."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class FormChoice(Part):
    id: Id
    label: Words


class FormField(Part):
    """``kind``: as kiosk/domain/library.py names them, or one of a newer editor's. ``reads``: of a card."""

    id: Id
    kind: Annotated[str, Field(max_length=40)]
    label: Words
    choices: tuple[FormChoice, ...] = Field(default=(), max_length=200)
    reads: tuple[Id, ...] = Field(default=(), max_length=20)
    unit: Words = ""


class ItemForm(Part):
    """A service item as far as the desk needs it. ``version``: of a quiz or a survey (wire.asked_version)."""

    title: Words
    fields: tuple[FormField, ...] = Field(max_length=500)
    version: Annotated[str, Field(max_length=40)] = ""


@dataclass(frozen=True, slots=True)
class FoundForm:
    """``release``: of the content the form is from; perhaps not the one the order was made with."""

    release: int
    form: ItemForm


def beside(kind: str, name: str) -> str:
    """The name under which what is no item is kept (``scenario/wages``); empty: there is no room for it."""
    whole = f"{kind}{_BESIDE}{name}"
    return whole if len(whole) <= LONGEST_ID else ""


def count_items(forms: Mapping[str, ItemForm]) -> int:
    return sum(_BESIDE not in name for name in forms)


def keep_forms(house: House, release: int, forms: Mapping[str, ItemForm]) -> str:
    """Keep the forms of one release, all of them or none: ``new``, ``same`` as before, or ``changed``.

    Given again with another form, the last word counts: who made a mistake can mend it.
    """
    texts = {item: form.model_dump_json() for item, form in forms.items()}
    here = ITEM_FORMS.c.content_release == release
    with house.engine.begin() as connection:
        rows = connection.execute(select(ITEM_FORMS.c.item, ITEM_FORMS.c.form).where(here))
        before = {row.item: row.form for row in rows}
        if before == texts:
            return SAME
        connection.execute(delete(ITEM_FORMS).where(here))
        at = iso(house.clock.now())
        for item, text in texts.items():
            values = {"content_release": release, "item": item, "form": text, "taken_at": at}
            connection.execute(ITEM_FORMS.insert().values(**values))
    return CHANGED if before else NEW


def list_forms(house: House) -> list[dict[str, object]]:
    """``release``, ``items`` (how many have a form) and ``taken_at`` of each release, oldest first."""
    release = ITEM_FORMS.c.content_release
    query = select(
        release.label("release"),
        func.sum(case((ITEM_FORMS.c.item.contains(_BESIDE), 0), else_=1)).label("items"),
        func.max(ITEM_FORMS.c.taken_at).label("taken_at"),
    )
    with reading(house.engine).connect() as connection:
        rows = connection.execute(query.group_by(release).order_by(release))
        return [dict(row) for row in rows.mappings()]


def find_form(connection: Connection, item: str, release: int) -> FoundForm | None:
    """The form of ``item`` in this release; else in the newest the hub has; None when it has none.

    Both are whatever a terminal says: what no column takes finds nothing.
    """
    if len(item) > LONGEST_ID or not item.isprintable():
        return None
    number = ITEM_FORMS.c.content_release
    query = select(number, ITEM_FORMS.c.form).where(ITEM_FORMS.c.item == item)
    row = None
    if 0 <= release < MOST:
        row = connection.execute(query.where(number == release)).one_or_none()
    if row is None:
        row = connection.execute(query.order_by(number.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    try:
        return FoundForm(row.content_release, ItemForm.model_validate_json(row.form))
    except ValidationError:  # of a newer program: the ids are shown, as for one that is not here
        return None
