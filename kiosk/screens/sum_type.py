"""One line of a calculator that is typed: yuan, a number, a share, a day."""

from typing import Final

from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.domain.typed import Amount, Typing
from kiosk.screens.base import Parts
from kiosk.screens.entry_day import day_entry, day_typing, near_days
from kiosk.screens.entry_pad import Entry, EntryPad
from kiosk.screens.language import chinese_words
from kiosk.screens.living import LivingScreen
from kiosk.screens.sum_entry import EntryPage, entry_page
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_NAME: Final = "sum_type"
_MOST: Final = 13  # digits and a point
_ANY_DAY: Final = (None, None)


class SumTypeScreen(LivingScreen[EntryPage]):
    screen = Screen.SUM_TYPE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._pad = EntryPad(look, _NAME, self._answer, self.again)
        self._done = PrimaryButton(
            look.texts.sums.done, touch_id=f"{_NAME}.done", on_tap=services.line_done, look_given=look
        )

    @property
    def _shown_digits(self) -> DigitsText:
        return self._pad.digits

    # ---- state -> widgets

    def page(self, state: AppState) -> EntryPage | None:
        return entry_page(state)

    def shape(self, page: EntryPage) -> object:
        return page.name, page.line, page.today

    def assemble(self, page: EntryPage) -> None:
        crumb: list[Block] = [] if self.theme.terse else [Text(page.title, "small", tone="ink2", yields=1)]
        note = chinese_words(self.texts)  # in the place of the title, which is Chinese too
        for line in note:
            line.yields = 1
        top = Column(*(note or crumb), Text(page.line.label, "title"), gap=0.1)
        if page.line.kind == "date":
            near = near_days(self.look, _NAME, page.today, _ANY_DAY, self._answer)
            self.swap(
                self._pad.arranged(day_typing(self.texts), top, self._done, *near.more, beside=near.beside)
            )
        else:
            self.swap(self._pad.arranged(_typing(page), top, self._done))

    def refresh(self, page: EntryPage) -> None:
        self._done.text = page.done_word(self.texts)
        problem, hint, words = page.problem(self.texts), page.hint(self.texts), self.texts.sums
        if page.line.kind == "date":
            self._pad.tell(day_entry(page.text, self.texts, hint=hint, problem=problem))
            return
        aloud = words.value(page.line, page.text.rstrip("."), self.texts.times) if page.text else ""
        self._pad.tell(Entry(page.text, hint, words.limits(page.line), problem, aloud))

    def by_keys(self) -> Parts:
        return (Public(self.texts.speech.digits),)

    # ---- touches -> intents

    def _answer(self, text: str) -> None:
        if self._page is not None:
            self.services.answer_sum(self._page.name, self._page.line.key, text)

    # ---- forgetting

    def leave(self) -> None:
        super().leave()
        self._pad.leave()

    def forget(self) -> None:
        super().forget()
        self._pad.forget()


def _typing(page: EntryPage) -> Typing:
    line = page.line
    return Amount(line.unit, line.places, _MOST, thousands=line.kind == "money")
