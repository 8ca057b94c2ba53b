"""The words of the content beside the ids that terminals count by, so that an editor knows what he reads.

They come from the forms the hub keeps of each release (``form_files``): of a quiz or a survey those of the
wording that was answered, else of the newest. What is not there is called by its id alone.
"""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, select

from hub.database.schema import ITEM_FORMS
from hub.orders.forms import LONGEST_ID, OUTCOMES, FormField, ItemForm, beside

_SEARCH: Final = "搜索结果"
_ASIDE: Final = {"yes": "是", "no": "否"}
_SCALE: Final = "scale"  # 1 to 5, from bad to good


class Names:
    """Of one work list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], ItemForm | None] = {}

    def of_solved(self, item: str) -> str:
        """``guide:ID``, ``outcome:SCENARIO/ID`` or ``search``; empty: nobody knows."""
        kind, _, name = item.partition(":")
        if kind == "guide":
            return self._title("guide", name)
        if kind == "outcome":
            return self._outcome(name)
        return _SEARCH if item == "search" else ""

    def of_quiz(self, quiz: str, version: str) -> tuple[str, Mapping[int, str]]:
        """Its title, and what was asked by number; none of these of another wording."""
        form = self._form("quiz", quiz, version)
        if form is None or form.version != version:
            return (form.title if form is not None else ""), {}
        return form.title, {int(field.id): field.label for field in form.fields if field.id.isdecimal()}

    def of_survey(self, survey: str, version: str) -> tuple[str, Mapping[str, FormField]]:
        """Its title, and its questions by id; none of these of another wording."""
        form = self._form("survey", survey, version)
        if form is None or form.version != version:
            return (form.title if form is not None else ""), {}
        return form.title, {field.id: field for field in form.fields}

    def _title(self, kind: str, name: str) -> str:
        form = self._form(kind, name)
        return form.title if form is not None else ""

    def _outcome(self, name: str) -> str:
        scenario, _, outcome = name.partition("/")
        form = self._form("scenario", scenario)
        if form is None:
            return ""
        ends = (end for field in form.fields if field.id == OUTCOMES for end in field.choices)
        said = next((end.label for end in ends if end.id == outcome), "")
        return f"{form.title}：{said}" if said else form.title

    def _form(self, kind: str, name: str, version: str = "") -> ItemForm | None:
        kept = beside(kind, name)
        if not name or not kept or not kept.isprintable():
            return None
        if (kept, version) not in self._known:
            self._known[kept, version] = self._look(kept, version)
        return self._known[kept, version]

    def _look(self, kept: str, version: str) -> ItemForm | None:
        assert len(kept) <= LONGEST_ID
        query = select(ITEM_FORMS.c.form).where(ITEM_FORMS.c.item == kept)
        newest = None
        for row in self._connection.execute(query.order_by(ITEM_FORMS.c.content_release.desc())):
            try:
                form = ItemForm.model_validate_json(row.form)
            except ValidationError:  # of a newer program
                continue
            newest = newest or form
            if not version or form.version == version:
                return form
        return newest


def spoken(asked: FormField | None, value: str) -> str:
    """How an answer to a survey is called."""
    if asked is None:
        return _ASIDE.get(value, value)
    if asked.kind == _SCALE:
        return f"{value} 分"
    labels = {choice.id: choice.label for choice in asked.choices}
    return labels.get(value) or _ASIDE.get(value, value)
