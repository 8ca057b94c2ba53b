"""Typing a day: 2026 3 5, or 今天 and 昨天 where the form lets them."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain import flow, forms
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.entry_day import Bounds, day_entry, day_typing, near_days
from kiosk.screens.entry_pad import EntryPad
from kiosk.screens.form_page import FormPage, form_page, head
from kiosk.screens.living import LivingScreen
from kiosk.screens.said_values import bounds_said
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services
from kiosk.words.texts import Texts


@dataclass(frozen=True, slots=True)
class DayPage:
    """``text``: the day in ISO 8601, or as far as it is typed; ``range``: the bounds in words."""

    form: FormPage
    field_id: str
    text: str
    today: date
    bounds: Bounds
    range: str


def day_page(state: AppState, texts: Texts) -> DayPage | None:
    form = form_page(state, texts)
    if form is None or form.field is None or form.field.kind != "date":
        return None
    field, today = form.field, flow.today(state)
    text = forms.normalise(field, form.draft.answer(field.id))
    bounds = kinds.day_bound(field.least, today), kinds.day_bound(field.most, today)
    return DayPage(form, field.id, text, today, bounds, bounds_said(field, today, texts))


class DayScreen(LivingScreen[DayPage]):
    screen = Screen.DATE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._pad = EntryPad(look, "date", self._answer, self.again)
        self._done = PrimaryButton(
            look.texts.form.next, touch_id="date.done", on_tap=services.next_page, look_given=look
        )

    def page(self, state: AppState) -> DayPage | None:
        return day_page(state, self.texts)

    def shape(self, page: DayPage) -> object:
        return page.form.item.id, page.form.step, page.form.field, page.today

    def assemble(self, page: DayPage) -> None:
        title = page.form.field.title if page.form.field is not None else ""
        top = head(self.look, page.form, title, stacked=True)
        near = near_days(self.look, "date", page.today, page.bounds, self._answer)
        self.swap(self._pad.arranged(day_typing(self.texts), top, self._done, *near.more, beside=near.beside))

    def refresh(self, page: DayPage) -> None:
        field, form = page.form.field, self.texts.form
        skipped = not page.text and field is not None and not field.required
        self._done.text = form.skip if skipped else form.next
        hint = field.help if field is not None else ""
        problem = page.form.problem
        self._pad.tell(day_entry(page.text, self.texts, hint=hint, range=page.range, problem=problem))

    def by_keys(self) -> Parts:
        return (Public(self.texts.speech.digits),)

    def _answer(self, text: str) -> None:
        if self._page is not None:
            self.services.answer(self._page.field_id, text)

    def leave(self) -> None:
        super().leave()
        self._pad.leave()

    def forget(self) -> None:
        super().forget()
        self._pad.forget()
