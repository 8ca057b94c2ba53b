"""Everything that will be submitted, to be read once more; each line can be changed. Then 提交."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from kiosk.domain import flow, forms, identity, paper_forms, telephones
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Draft, PageKind
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.problems import Problem
from kiosk.domain.state import AppState
from kiosk.screens import chosen_words, written
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.check_along import along_parts, spot_words
from kiosk.screens.check_parts import AskRow, CheckRow, InfoRow, Part, SignedRow, SubmitButton
from kiosk.screens.form_page import FormPage, form_page, head, problem_line
from kiosk.screens.paging import pager
from kiosk.screens.record import spoken_words
from kiosk.screens.said_values import value_said
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Rule
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.texts import Texts

_GAP = 0.45
_IN_A_LINE = 6  # papers that are named one after the other; more stand below each other
_FEWEST = 3  # lines of a long answer that are worth beginning it at the end of a page


def lines_of(
    item: ServiceItem, draft: Draft, wrong: dict[str, str], texts: Texts, bare: bool = False
) -> list[Part]:
    """A line for each field that was asked; what is personal masked unless ``bare``, the number always."""
    asked = {page.field_id for page in forms.pages(item, draft) if page.kind is PageKind.FIELD}
    own_name = any(field.id == "name" for field in forms.fields_of(item))
    return [
        Part(
            field.id,
            field.label,
            _value(field, draft, own_name, bare, texts),
            wrong.get(field.id, ""),
            bare=forms.speakable(field) and not draft.answer(field.id),
            strokes=chosen_words.strokes(field, draft, bare),
        )
        for field in forms.fields_of(item)
        if field.id in asked
    ]


def _value(field: FormField, draft: Draft, own_name: bool, bare: bool, texts: Texts) -> str:
    if field.kind == "idcard":
        values = {forms.CARD_FIELDS[name]: draft.answer(forms.CARD_FIELDS[name]) for name in field.reads}
        number = forms.CARD_FIELDS["number"]
        values[number] = identity.mask(values.get(number, ""))
        values["name"] = "" if own_name else _covered(values.get("name", ""), "name", bare)
        values[forms.WRITTEN_NAME] = _covered(draft.answer(forms.WRITTEN_NAME), "name", bare)
        return "\n".join(value for value in values.values() if value)
    if field.kind in chosen_words.KINDS:
        return chosen_words.said(field, draft, bare, texts)
    value = draft.answer(field.id)
    if field.kind == "choice":
        return next((choice.label for choice in field.choices if choice.id == value), "")
    if field.kind == "phone":
        number = forms.normalise(field, value)
        return written.grouped(number, "phone") if bare else identity.mask_phone(number)
    if (typed := value_said(field, value, bare, texts)) is not None:
        return typed
    said = spoken_words(draft, texts.record) if forms.speakable(field) else ""
    own = _covered(value.strip(), field.kind if forms.is_personal(field) else "", bare)
    return "\n".join(part for part in (said, own) if part)


def _covered(value: str, kind: str, bare: bool) -> str:
    return identity.mask_name(value) if kind and value and not bare else value


def _shielded(field: FormField, draft: Draft) -> bool:
    """Whether this line has something to uncover; the number of a card is never shown whole."""
    covered = field.kind not in chosen_words.KINDS or chosen_words.has_cover(field, draft)
    if field.kind == "identity" or not covered:
        return False
    return forms.is_personal(field) and (field.kind != "idcard" or "name" in field.reads)


def split(part: Part, lines: Sequence[str], begin: int, most: int, more: str) -> list[Part]:
    """``part`` in rows, the first of ``begin`` lines, others of ``most`` at most; ``more``: their label."""
    starts = [0, *range(begin, len(lines), most)]
    chunks = ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]
    label = more.format(part.label)
    return [replace(part, text=chunks[0]), *(Part("", label, chunk) for chunk in chunks[1:])]


class CheckScreen(RebuiltScreen):
    screen = Screen.CHECK

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page = 0
        self._said: Problem | None = None  # the problem the page was last turned to
        self._state: AppState | None = None
        self._measured_for: object = None
        self._measured: list[list[Part]] = []
        self._along: list[Part] = []
        self._spots: dict[str, str] = {}

    def view(self, state: AppState) -> object:
        form = form_page(state, self.texts)
        if form is None:
            return None
        promised = promise_words(state, form.item, self.texts)
        return form.item, form.progress, flow.today(state), self._page, promised

    def show(self, state: AppState) -> None:
        self._state = state
        super().show(state)

    def build(self, state: AppState) -> Block:
        form = form_page(state, self.texts)
        if form is None:
            return Column()
        progress = form.progress
        self._along = along_parts(state, self.texts)
        self._spots = spot_words(state, form.item, progress, self.texts)
        found = forms.problems(form.item, form.draft, flow.today(state)) if progress.problem else {}
        wrong = form.sentences(found)
        asked = {line.field_id for line in lines_of(form.item, form.draft, wrong, self.texts)}
        loose = [said for field_id, said in wrong.items() if field_id not in asked]
        if progress.save_code in self.texts.errors:
            loose.append(self.texts.error(progress.save_code))
        said: list[Block] = [problem_line(sentence) for sentence in loose[:1]]
        paper = bool(paper_forms.document_of(form.item.id))
        title = self.texts.paper.check_title if paper else self.texts.form.check_title
        top = head(self.look, form, title) if said else self._top(form, title, state)
        promised = promise_words(state, form.item, self.texts)
        ahead = self._promise(promised)
        pages = self._pages(form, wrong, top, said, ahead)
        if progress.problem != self._said:
            self._said = progress.problem
            marked = (i for i, parts in enumerate(pages) if any(part.problem for part in parts))
            self._page = next(marked, self._page)
        page = min(self._page, len(pages) - 1)
        rows = _ruled([self._row(part, progress.saving) for part in pages[page]])
        cards = [*(ahead if not page else []), *([Card(*rows, gap=_GAP)] if rows else [])]
        submit = self._see() if paper else self._submit(progress.saving)
        foot = self._foot(submit, page, len(pages))
        return Column(top, *cards, Spacer(), *said, *foot, gap=0.7)

    def _promise(self, promised: str) -> list[Block]:
        """Who reads it and by when: first, so that nobody submits from the first page without having seen it.

        Nothing to touch, so where everything else has to lie low it may stand above.
        """
        if not promised or self.theme.compact:
            return []
        return [Card(InfoRow(self.texts.form.check_promise, promised), surface="tint")]

    def _top(self, form: FormPage, title: str, state: AppState) -> Block:
        """On low panels, where one page holds few rows, who reads it and by when stands above them all."""
        top = head(self.look, form, title)
        if not self.theme.compact:
            return top
        width = self.room()[0]
        said = promise_in_short(state, form.item, self.texts)
        fitting = [words for words in said if self.look.paint.width(words, "small") <= width]
        chosen = [*fitting, *said[-1:]][:1]  # too long in every form: the shortest, in two lines
        return Column(top, *(Text(words, "small", tone="ink2") for words in chosen), gap=0.0)

    def _submit(self, saving: bool) -> SubmitButton:
        return SubmitButton(
            self.texts.form.check_saving if saving else self.texts.form.check_submit,
            enabled=not saving,
            touch_id="check.submit",
            on_tap=self.services.submit,
        )

    def _see(self) -> SubmitButton:
        """Of a paper nothing is submitted: it is looked at."""
        return SubmitButton(self.texts.paper.see, touch_id="check.see", on_tap=self.services.see_paper)

    def _foot(self, submit: SubmitButton, page: int, pages: int) -> list[Block]:
        if pages == 1:
            return [submit]
        turning = pager(
            "check.page", page, pages, self._turn, short=self.theme.compact, texts=self.texts.main
        )
        if not self.theme.compact:
            return [turning, submit]
        submit.share = 1.0
        return [Beside(turning, submit, gap=1.0)]

    # ---- the lines by the page

    def _pages(
        self, form: FormPage, wrong: dict[str, str], top: Block, said: list[Block], ahead: list[Block]
    ) -> list[list[Part]]:
        """What stands on each page; measured once for the same answers, so that turning is quick."""
        bare = form.progress.bare_until > 0
        above = sum(self.measure(block) + 0.7 * self.theme.gap for block in ahead)
        along = (tuple(self._along), tuple(self._spots.items()))
        key = (form.item, form.draft, tuple(wrong.items()), len(said), bare, above, along)
        if key != self._measured_for:
            self._measured_for = key
            self._measured = self._measure_pages(form, wrong, top, said, above)
        return self._measured

    def _measure_pages(
        self, form: FormPage, wrong: dict[str, str], top: Block, said: list[Block], above: float
    ) -> list[list[Part]]:
        """``above``: height of what stands above the rows of the first page, and the gap to them."""
        theme = self.theme
        spent = self.measure(top) + theme.primary + 2 * 0.7 * theme.gap + 2 * theme.pad * 0.8
        spent += sum(self.measure(block) + 0.7 * theme.gap for block in said)
        pages: list[list[Part]] = []
        for turning in (0.0, 0.0 if theme.compact else theme.secondary + 0.7 * theme.gap):
            below = spent + turning - self.measure(top) - 0.7 * theme.gap
            room, low = self.room()[1] - spent - turning, self.reach() - below
            pages = self._fill_pages(form, wrong, min(room - above, low), min(room, low))
            if len(pages) == 1 or theme.compact:
                break
        return pages

    def _fill_pages(
        self, form: FormPage, wrong: dict[str, str], first: float, room: float
    ) -> list[list[Part]]:
        """``first`` and ``room``: pixels for rows on the first page, and on the others."""
        gap = 2 * _GAP * self.theme.gap + self.theme.stroke
        width = self.room()[0] - 2 * self.theme.pad
        pages: list[list[Part]] = [[]]
        left = first
        for part in self._parts(form, wrong):
            for chunk in self._chunks(part, width, left, room):
                tall = self.measure(self._row(chunk, saving=False), width)
                # Only the first page may stay without rows: something else stands there.
                if tall > left and (pages[-1] or left < room):
                    pages.append([])
                    left = room
                pages[-1].append(chunk)
                left -= tall + gap
        return pages

    def _chunks(self, part: Part, width: float, left: float, room: float) -> list[Part]:
        """An answer no page can hold, in several parts, so that all of it can be read; any other whole."""
        if part.known and "\n" in part.text:
            return self._listed(part, width, left, room)
        if part.known or part.button or part.strokes:
            return [part]
        row = CheckRow(self.look, part, _nothing, saving=False)
        lines, most = row.wrapped(width), row.lines_within(room)
        if len(lines) <= most:
            return [part]
        begin = row.lines_within(left)
        return split(part, lines, begin if begin >= _FEWEST else most, most, self.texts.form.check_more)

    def _listed(self, part: Part, width: float, left: float, room: float) -> list[Part]:
        """A few papers one after the other, where a page holds them; else each on lines of its own, as many
        in each part as a page holds.
        """
        papers = part.text.splitlines()
        inline = replace(part, text=self.texts.main.list_joint.join(papers))
        if len(papers) <= _IN_A_LINE and self.measure(self._row(inline, saving=False), width) <= room:
            return [inline]
        row = CheckRow(self.look, part, _nothing, saving=False)
        begin, most = row.lines_within(left), row.lines_within(room)
        free, groups = begin if begin >= _FEWEST else most, list[list[str]]([[]])
        for paper in papers:
            one = CheckRow(self.look, replace(part, text=paper), _nothing, saving=False)
            tall = len(one.wrapped(width))
            if tall > free and groups[-1]:
                groups.append([])
                free = most
            groups[-1].append(paper)
            free -= tall
        more = self.texts.form.check_more.format(part.label)
        return [
            replace(part, label=more if at else part.label, text="\n".join(group))
            for at, group in enumerate(groups)
        ]

    def _parts(self, form: FormPage, wrong: dict[str, str]) -> list[Part]:
        """A line for each field; then what to know."""
        out = [*self._along[:1]]  # whether it goes is said where everybody looks, what it is further down
        texts, bare, shielded = self.texts.form, form.progress.bare_until > 0, False
        shields = {field.id for field in forms.fields_of(form.item) if _shielded(field, form.draft)}
        for line in lines_of(form.item, form.draft, wrong, self.texts, bare):
            if line.field_id in shields and line.text and not shielded:
                said, do = (texts.shield_bare, "hide") if bare else (texts.shield, "show")
                out.append(Part("", texts.shield_label, said, button=do))
                shielded = True
            spot = self._spots.get(line.field_id, "") if line.text else ""
            out.append(replace(line, text=f"{line.text}\n{spot}") if spot else line)
        return [*out, *self._along[1:], *self._known(form)]

    def _known(self, form: FormPage) -> list[Part]:
        """For whom it is, what to bring; who reads it, where that is not said in a few words at the top."""
        item, texts, out = form.item, self.texts.form, []
        if forms.can_represent(item):
            other = form.draft.representing
            who = texts.check_for_other if other else texts.check_for_self
            out.append(Part("", texts.check_for, who, button="self" if other else "other"))
        if item.notice.who and not item.reader:
            out.append(Part("", texts.check_who, item.notice.who, known=True))
        if materials := forms.materials(item, form.draft):
            out.append(Part("", texts.check_materials, "\n".join(materials), known=True))
        return out

    def _row(self, part: Part, saving: bool) -> Block:
        if part.known:
            return InfoRow(part.label, part.text)
        if part.button:
            return self._asking(part, saving)
        edit = partial(self.services.edit_field, part.field_id)
        if part.strokes:
            return SignedRow(self.look, part, edit, saving)
        return CheckRow(self.look, part, edit, saving)

    def _asking(self, part: Part, saving: bool) -> Block:
        texts = self.texts.form
        if part.button in ("show", "hide"):
            word = texts.shield_show if part.button == "show" else texts.shield_hide
            show = self.services.show_personal
            return AskRow(part, word, saving, touch_id="check.shield", on_tap=show, about=part.label)
        if part.button in ("along", "alone"):
            word = self.texts.along.add if part.button == "along" else self.texts.along.drop
            send = partial(self.services.enclose, part.button == "along")
            return AskRow(part, word, saving, touch_id="check.along", on_tap=send, about=part.label)
        change = partial(self.services.represent, part.button == "other")
        if part.button == "other":
            return AskRow(part, texts.check_other, saving, touch_id="check.other", on_tap=change)
        return AskRow(part, texts.check_self, saving, touch_id="check.self", on_tap=change)

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page, self._said, self._state = 0, None, None
        self._along, self._spots = [], {}
        self._measured_for, self._measured = None, []


def promise_words(state: AppState, item: ServiceItem, texts: Texts) -> str:
    """Who reads it, and when: by which day at the latest, where the calendar knows.

    An order that waits here for the network is not read before it is there: then no day is named.
    """
    promise = item.promise[0] if item.promise else ""
    by = telephones.answered_by(state, item) if state.online else None
    if by is not None:
        promise = texts.form.check_latest.format(promise, texts.duty.named_day(by, texts.times))
    return texts.form.check_reader.format(item.reader, promise) if item.reader else promise


def promise_in_short(state: AppState, item: ServiceItem, texts: Texts) -> list[str]:
    """The same in one line, the fullest first."""
    by = telephones.answered_by(state, item) if state.online else None
    if not item.reader:
        return [promise_words(state, item, texts), *item.promise[:1]]
    reader = texts.form.check_read.format(item.reader)
    if by is None:
        return [promise_words(state, item, texts), reader]
    return [texts.form.check_read_by.format(item.reader, texts.duty.named_day(by, texts.times)), reader]


def _nothing() -> None:
    """For rows that are only measured."""


def _ruled(rows: list[Block]) -> list[Block]:
    """Rows with thin lines between them."""
    out: list[Block] = []
    for row in rows:
        out += [Rule(), row] if out else [row]
    return out
