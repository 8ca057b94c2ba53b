"""Everything that will be submitted, to be read once more; each line can be changed. Then 提交."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kiosk.domain import flow, forms, identity
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Draft, PageKind
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.state import AppState
from kiosk.errors import ERRORS
from kiosk.screens import written
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.check_parts import AskRow, CheckRow, InfoRow, SubmitButton
from kiosk.screens.form_page import FormPage, form_page, head, problem_line
from kiosk.screens.paging import pager
from kiosk.screens.strings_form import FORM
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Rule
from kiosk.services import Services

_GAP = 0.45


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one row. ``problem``: why it cannot be submitted; said only after it was tried.

    ``field_id`` is empty for the rest of a long answer and for what is not an answer (``known``).
    """

    field_id: str
    label: str
    text: str
    problem: str = ""
    known: bool = False
    button: str = ""  # of a line that is no answer: shield, other or self


def lines_of(item: ServiceItem, draft: Draft, wrong: dict[str, str], bare: bool = False) -> list[Part]:
    """A line for each field that was asked; what is personal masked unless ``bare``, the number always."""
    asked = {page.field_id for page in forms.pages(item, draft) if page.kind is PageKind.FIELD}
    own_name = any(field.id == "name" for field in forms.fields_of(item))
    return [
        Part(field.id, field.label, _value(field, draft, own_name, bare), wrong.get(field.id, ""))
        for field in forms.fields_of(item)
        if field.id in asked
    ]


def _value(field: FormField, draft: Draft, own_name: bool, bare: bool) -> str:
    if field.kind == "idcard":
        values = {forms.CARD_FIELDS[name]: draft.answer(forms.CARD_FIELDS[name]) for name in field.reads}
        number = forms.CARD_FIELDS["number"]
        values[number] = identity.mask(values.get(number, ""))
        values["name"] = "" if own_name else _covered(values.get("name", ""), "name", bare)
        return "\n".join(value for value in values.values() if value)
    value = draft.answer(field.id)
    if field.kind == "choice":
        return next((choice.label for choice in field.choices if choice.id == value), "")
    if field.kind == "phone":
        number = forms.normalise(field, value)
        return written.grouped(number, "phone") if bare else identity.mask_phone(number)
    return _covered(value.strip(), field.kind if forms.is_personal(field) else "", bare)


def _covered(value: str, kind: str, bare: bool) -> str:
    return identity.mask_name(value) if kind and value and not bare else value


def _shielded(field: FormField) -> bool:
    """Whether this line has something to uncover; the number of a card is never shown whole."""
    return forms.is_personal(field) and (field.kind != "idcard" or "name" in field.reads)


def split(part: Part, lines: Sequence[str], most: int) -> list[Part]:
    """``part`` in rows of at most ``most`` of its lines."""
    if len(lines) <= most:
        return [part]
    chunks = ["\n".join(lines[start : start + most]) for start in range(0, len(lines), most)]
    label = FORM.check_more.format(part.label)
    return [replace(part, text=chunks[0]), *(Part("", label, chunk) for chunk in chunks[1:])]


class CheckScreen(RebuiltScreen):
    screen = Screen.CHECK

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page = 0
        self._said = ""  # the problem the page was last turned to
        self._state: AppState | None = None
        self._measured_for: object = None
        self._measured: list[list[Part]] = []

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
        asked = {line.field_id for line in lines_of(form.item, form.draft, wrong)}
        loose = [said for field_id, said in wrong.items() if field_id not in asked]
        if progress.save_code in ERRORS:
            loose.append(ERRORS[progress.save_code].resident)
        said: list[Block] = [problem_line(sentence) for sentence in loose[:1]]
        top = head(self.look, form, FORM.check_title)
        pages = self._pages(form, wrong, top, said)
        if progress.problem != self._said:
            self._said = progress.problem
            marked = (i for i, parts in enumerate(pages) if any(part.problem for part in parts))
            self._page = next(marked, self._page)
        page = min(self._page, len(pages) - 1)
        card = Card(*_ruled([self._row(part, progress.saving) for part in pages[page]]), gap=_GAP)
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
        self, form: FormPage, wrong: dict[str, str], top: Block, said: list[Block]
    ) -> list[list[Part]]:
        """What stands on each page; measured once for the same answers, so that turning is quick."""
        bare = form.progress.bare_until > 0
        key = (form.item, form.draft, tuple(wrong.items()), len(said), bare)
        if key != self._measured_for:
            self._measured_for = key
            self._measured = self._measure_pages(form, wrong, top, said)
        return self._measured

    def _measure_pages(
        self, form: FormPage, wrong: dict[str, str], top: Block, said: list[Block]
    ) -> list[list[Part]]:
        theme = self.theme
        spent = self.measure(top) + theme.primary + 2 * 0.7 * theme.gap + 2 * theme.pad * 0.8
        spent += sum(self.measure(block) + 0.7 * theme.gap for block in said)
        pages: list[list[Part]] = []
        for turning in (0.0, 0.0 if theme.compact else theme.secondary + 0.7 * theme.gap):
            pages = self._fill_pages(form, wrong, self.room()[1] - spent - turning)
            if len(pages) == 1 or theme.compact:
                break
        return pages

    def _fill_pages(self, form: FormPage, wrong: dict[str, str], room: float) -> list[list[Part]]:
        gap = 2 * _GAP * self.theme.gap + self.theme.stroke
        width = self.room()[0] - 2 * self.theme.pad
        pages: list[list[Part]] = [[]]
        used = 0.0
        for part in self._parts(form, wrong, width, room):
            tall = self.measure(self._row(part, saving=False), width)
            if pages[-1] and used + gap + tall > room:
                pages.append([])
                used = 0.0
            used += tall + (gap if pages[-1] else 0.0)
            pages[-1].append(part)
        return pages

    def _parts(self, form: FormPage, wrong: dict[str, str], width: float, room: float) -> list[Part]:
        """A line for each field, a long one in several so that all of it can be read; then what to know."""
        out: list[Part] = []
        shields = {f.id for f in forms.fields_of(form.item) if _shielded(f)}
        bare = form.progress.bare_until > 0
        for line in lines_of(form.item, form.draft, wrong, bare):
            if line.field_id in shields and line.text and not any(part.button for part in out):
                out.append(
                    Part("", FORM.shield_label, FORM.shield_bare if bare else FORM.shield, button="shield")
                )
            row = CheckRow(line.field_id, line.label, line.text, line.problem, _nothing, saving=False)
            row.look_given = self.look
            out += split(line, row.wrapped(width), row.lines_within(room))
        item = form.item
        if forms.can_represent(item):
            other = form.draft.representing
            who = FORM.check_for_other if other else FORM.check_for_self
            out.append(Part("", FORM.check_for, who, button="self" if other else "other"))
        if item.notice.who:
            out.append(Part("", FORM.check_who, item.notice.who, known=True))
        if item.materials:
            out.append(Part("", FORM.check_materials, "、".join(item.materials), known=True))
        if item.promise:
            out.append(Part("", FORM.check_promise, item.promise[0], known=True))
        return out

    def _row(self, part: Part, saving: bool) -> Block:
        if part.known:
            return InfoRow(part.label, part.text)
        if part.button:
            return self._asking(part, saving)
        edit = partial(self.services.edit_field, part.field_id)
        return CheckRow(part.field_id, part.label, part.text, part.problem, edit, saving)

    def _asking(self, part: Part, saving: bool) -> Block:
        if part.button == "shield":
            word = FORM.shield_show if part.text == FORM.shield else FORM.shield_hide
            show = self.services.show_personal
            return AskRow(part.label, part.text, word, saving, touch_id="check.shield", on_tap=show)
        change = partial(self.services.represent, part.button == "other")
        if part.button == "other":
            other = FORM.check_other
            return AskRow(part.label, part.text, other, saving, touch_id="check.other", on_tap=change)
        return AskRow(part.label, part.text, FORM.check_self, saving, touch_id="check.self", on_tap=change)

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page, self._said, self._state = 0, "", None
        self._measured_for, self._measured = None, []


def _nothing() -> None:
    """For rows that are only measured."""


def _ruled(rows: list[Block]) -> list[Block]:
    """Rows with thin lines between them."""
    out: list[Block] = []
    for row in rows:
        out += [Rule(), row] if out else [row]
    return out
