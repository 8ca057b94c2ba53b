"""Everything that will be submitted, to be read once more; each line can be changed. Then 提交."""

from dataclasses import dataclass
from functools import partial

from kiosk.domain import flow, forms, identity
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Draft, PageKind
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.state import AppState
from kiosk.errors import ERRORS
from kiosk.screens import written
from kiosk.screens.base import KioskScreen
from kiosk.screens.check_parts import CheckRow, InfoRow, SubmitButton
from kiosk.screens.form_page import FormPage, form_page, head, problem_line
from kiosk.screens.paging import pager
from kiosk.screens.strings_form import FORM
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Rule
from kiosk.services import Services

_GAP = 0.45


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it will be submitted. ``problem``: why it cannot be; said only after a refused submit."""

    field_id: str
    label: str
    value: str
    problem: str = ""


def lines_of(item: ServiceItem, draft: Draft, wrong: dict[str, str]) -> list[Line]:
    """A line for each field that was asked; the identity number masked."""
    asked = {page.field_id for page in forms.pages(item, draft) if page.kind is PageKind.FIELD}
    own_name = any(field.id == "name" for field in forms.fields_of(item))
    return [
        Line(field.id, field.label, _value(field, draft, own_name), wrong.get(field.id, ""))
        for field in forms.fields_of(item)
        if field.id in asked
    ]


def _value(field: FormField, draft: Draft, own_name: bool) -> str:
    if field.kind == "idcard":
        values = {forms.CARD_FIELDS[name]: draft.answer(forms.CARD_FIELDS[name]) for name in field.reads}
        number = forms.CARD_FIELDS["number"]
        values[number] = identity.mask(values.get(number, ""))
        if own_name:
            values["name"] = ""
        return "\n".join(value for value in values.values() if value)
    value = draft.answer(field.id)
    if field.kind == "choice":
        return next((choice.label for choice in field.choices if choice.id == value), "")
    if field.kind == "phone":
        return written.grouped(forms.normalise(field, value), "phone")
    return value.strip()


class CheckScreen(KioskScreen):
    screen = Screen.CHECK

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page = 0
        self._said = ""  # the problem the page was last turned to
        self._state: AppState | None = None

    def view(self, state: AppState) -> object:
        form = form_page(state)
        return None if form is None else (form.item, form.progress, flow.today(state), self._page)

    def show(self, state: AppState) -> None:
        self._state = state
        super().show(state)

    def build(self, state: AppState) -> Block:
        form = form_page(state)
        if form is None:
            return Column()
        progress = form.progress
        wrong = forms.problems(form.item, form.draft, flow.today(state)) if progress.problem else {}
        lines = lines_of(form.item, form.draft, wrong)
        known = {line.field_id for line in lines}
        loose = [said for field_id, said in wrong.items() if field_id not in known]
        if progress.save_code in ERRORS:
            loose.append(ERRORS[progress.save_code].resident)
        said: list[Block] = [problem_line(sentence) for sentence in loose[:1]]
        top = head(self.look, form, FORM.check_title)
        pages = self._pages(form, lines, top, said)
        if progress.problem != self._said:
            self._said = progress.problem
            self._page = next(
                (i for i, rows in enumerate(pages) if any(_wrong(row) for row in rows)), self._page
            )
        page = min(self._page, len(pages) - 1)
        card = Card(*_ruled(pages[page]), gap=_GAP)
        foot = self._foot(progress.saving, page, len(pages))
        return Column(top, card, Spacer(), *said, *foot, gap=0.7)

    def _foot(self, saving: bool, page: int, pages: int) -> list[Block]:
        submit = SubmitButton(
            FORM.check_saving if saving else FORM.check_submit,
            enabled=not saving,
            touch_id="check.submit",
            on_tap=self.services.submit,
        )
        if pages == 1:
            return [submit]
        turning = pager("check.page", page, pages, self._turn, short=self.theme.compact)
        if not self.theme.compact:
            return [turning, submit]
        submit.share = 1.0
        return [Beside(turning, submit, gap=1.0)]

    # ---- the lines by the page

    def _pages(
        self, form: FormPage, lines: list[Line], top: Block, said: list[Block]
    ) -> list[list[CheckRow | InfoRow]]:
        theme = self.theme
        gap = 2 * _GAP * theme.gap + theme.stroke
        spent = self.measure(top) + theme.primary + 2 * 0.7 * theme.gap + 2 * theme.pad * 0.8
        spent += sum(self.measure(block) + 0.7 * theme.gap for block in said)
        width = self.room()[0] - 2 * theme.pad
        pages: list[list[CheckRow | InfoRow]] = []
        for turning in (0.0, 0.0 if theme.compact else theme.secondary + 0.7 * theme.gap):
            room = self.room()[1] - spent - turning
            pages = [[]]
            used = 0.0
            for row in self._rows(form, lines, width, room):
                tall = self.measure(row, width)
                if pages[-1] and used + gap + tall > room:
                    pages.append([])
                    used = 0.0
                used += tall + (gap if pages[-1] else 0.0)
                pages[-1].append(row)
            if len(pages) == 1:
                break
        return pages

    def _rows(self, form: FormPage, lines: list[Line], width: float, room: float) -> list[CheckRow | InfoRow]:
        rows: list[CheckRow | InfoRow] = []
        for line in lines:
            rows += self._parts(line, width, room, form.progress.saving)
        item = form.item
        if item.materials:
            rows.append(InfoRow(FORM.check_materials, "、".join(item.materials)))
        if item.promise:
            rows.append(InfoRow(FORM.check_promise, item.promise[0]))
        return rows

    def _parts(self, line: Line, width: float, room: float, saving: bool) -> list[CheckRow]:
        """A long answer goes on in further rows, so that all of it can be read."""
        edit = partial(self.services.edit_field, line.field_id)
        row = CheckRow(line.field_id, line.label, line.value, line.problem, edit, saving)
        row.look_given = self.look
        most = row.lines_within(room)
        texts = row.wrapped(width)
        if len(texts) <= most:
            return [row]
        chunks = ["\n".join(texts[i : i + most]) for i in range(0, len(texts), most)]
        first = CheckRow(line.field_id, line.label, chunks[0], line.problem, edit, saving)
        label = FORM.check_more.format(line.label)
        return [first, *(CheckRow("", label, chunk, "", edit, saving) for chunk in chunks[1:])]

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page, self._said, self._state = 0, "", None


def _wrong(row: CheckRow | InfoRow) -> bool:
    return isinstance(row, CheckRow) and bool(row.problem)


def _ruled(rows: list[CheckRow | InfoRow]) -> list[Block]:
    """Rows with thin lines between them."""
    out: list[Block] = []
    for row in rows:
        out += [Rule(), row] if out else [row]
    return out
