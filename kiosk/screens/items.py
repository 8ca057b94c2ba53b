"""办事情: what can be done here, in the editor's order."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import ServiceItem
from kiosk.domain.state import AppState
from kiosk.domain.update_paper import offered
from kiosk.domain.visit_papers import Papers
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_note
from kiosk.screens.paging import PagedList
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.icon_paths import drawn
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import MOST_ROWS, Choice, Row
from kiosk.screens.widgets.notes import Notice, poster
from kiosk.screens.widgets.text import Text
from kiosk.words.main import MainTexts

_BEFORE_PAPERS: Final = 3


class ItemsScreen(RebuiltScreen):
    screen = Screen.ITEMS

    def view(self, state: AppState) -> object:
        page = _page(state)
        return state.library, state.can_submit, state.idcard, state.printer, state.online, page

    def build(self, state: AppState) -> Block:
        items = sorted_items(state)
        title = Text(self.texts.main.items_title, "title")
        if not items:
            said, under = self.texts.main.items_none, self.texts.main.items_none_hint
            low = self.theme.compact
            nothing = poster("info", said, under, "attention", low=low, scale=3.0 if low else 5.0)
            people = SecondaryButton(
                self.texts.main.home_people,
                icon="person",
                touch_id="items.people",
                on_tap=partial(self.services.open, s.HelpPeople()),
            )
            return Column(title, nothing, people)
        head: Block = title
        if not self.theme.compact:
            head = Column(title, Text(self.texts.main.items_hint, "small", tone="ink2"), gap=0.1)
        note = chinese_note(self.texts, *items)
        if len(items) >= MOST_ROWS:  # with the row of papers
            return self._by_pages(items, state)
        for most in (0, -1) if self.theme.terse else (3, 2, 1, 0, -1):
            facts = [_facts(item, state, self.texts.main)[: max(most, 0)] for item in items]
            rows = [self._row(item, said, bare=most < 0) for item, said in zip(items, facts, strict=True)]
            must = Column(head, *note, *rows, Spacer())
            fits = self.fits(must)
            must.clear_widgets()
            page = Column(head, *note, *rows, *self._papers(state), Spacer(), *self._notices(state))
            if self.fits(page) or (fits and most < 0):  # what yields does so before pages are turned
                return page
            page.clear_widgets()
        return self._by_pages(items, state)

    def _by_pages(self, items: Sequence[ServiceItem], state: AppState) -> Block:
        """More than one page holds: in lines, so that pages are few. What can be written on paper stands
        behind what most people come for.
        """
        papers = (None,) if self._papers(state) else ()
        return PagedList[ServiceItem | None](
            name="items",
            title=self.texts.main.items_title,
            hint=self.texts.main.items_hint,
            items=(*items[:_BEFORE_PAPERS], *papers, *items[_BEFORE_PAPERS:]),
            make=lambda item: self._papers(state)[0] if item is None else self._line(item, state),
            turn=self._turn,
            note=partial(chinese_note, self.texts, *items),
            foot=partial(self._notices, state),
        ).build(self, _page(state))

    def _turn(self, page: int) -> None:
        self.services.open(s.Items(page))

    def _papers(self, state: AppState) -> list[Block]:
        """To papers one writes; on low panels, where it would cost what is said of the others, not: they are
        found under 查一查.
        """
        if self.theme.compact or not offered(state.library):
            return []
        row = Row(
            self.texts.paper.title,
            self.texts.paper.hint,
            "pen",
            yields=9,
            touch_id="items.papers",
            on_tap=partial(self.services.open, Papers()),
        )
        return [row]

    def _row(self, item: ServiceItem, facts: list[tuple[str, str]], *, bare: bool = False) -> Block:
        row = Choice(
            marked(self.texts, item.title, item),
            item.short,
            facts,
            drawn(item.icon, "document"),
            role="small" if self.theme.terse else "body",
            bare=bare,
            touch_id=f"items.row.{item.id}",
            on_tap=partial(self.services.open_form, item.id),
        )
        return heard(row, self.audible)

    def _line(self, item: ServiceItem, state: AppState) -> Block:
        main = self.texts.main
        card = "" if item.identity == "none" else main.items_card
        if card and not state.idcard.usable:
            card = main.items_card_typed
        under = "" if self.theme.terse else main.joint.join(filter(None, (item.short, card)))
        row = Row(
            marked(self.texts, item.title, item),
            under,
            drawn(item.icon, "document"),
            touch_id=f"items.row.{item.id}",
            on_tap=partial(self.services.open_form, item.id),
        )
        return heard(row, self.audible)

    def _notices(self, state: AppState) -> list[Block]:
        """What does not work now and what to do about it; on a low panel the one that matters most."""
        lines = []
        if not state.idcard.usable and any(item.identity != "none" for item in sorted_items(state)):
            lines.append((state.idcard.code or "E-IDC-01", "idcard"))
        if not state.printer.usable:
            lines.append((state.printer.code or "E-PRN-01", "printer"))
        if not state.online:
            lines.append(("E-SYN-01", "info"))
        return [
            Notice(self.texts.error(code), icon=icon, yields=index)
            for index, (code, icon) in enumerate(lines, start=1)
            if code in self.texts.errors
        ]


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, s.Items) else 0


def sorted_items(state: AppState) -> list[ServiceItem]:
    """What can be applied for now, in the editor's order."""
    library = flow.library(state)
    return list(library.items) if library is not None and state.can_submit else []


def _facts(item: ServiceItem, state: AppState, texts: MainTexts) -> list[tuple[str, str]]:
    """Drawing and words: whether a card is needed, what to bring, when to expect an answer."""
    if item.identity == "none":
        card = texts.items_no_card
    else:
        card = texts.items_card if state.idcard.usable else texts.items_card_typed
    bring = texts.items_bring.format(texts.items_join.join(item.materials))
    facts = [("idcard", card), ("bag", bring if item.materials else ""), ("clock", "".join(item.promise[:1]))]
    return [(icon, words) for icon, words in facts if words]
