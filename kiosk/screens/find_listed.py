"""Looking somebody up in the published lists: three ways to ask, and who was found, with his list's day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow, places_names, update_listed
from kiosk.domain import state as s
from kiosk.domain import visit_where as w
from kiosk.domain.asked import NOTHING_SOUGHT, Asked
from kiosk.domain.flow import Screen
from kiosk.domain.found_places import shown
from kiosk.domain.library_places import Register
from kiosk.domain.search import Found
from kiosk.domain.state import AppState
from kiosk.screens.base import KioskScreen, RebuiltScreen
from kiosk.screens.language import chinese_words
from kiosk.screens.leaf import Code
from kiosk.screens.living import LivingScreen
from kiosk.screens.paging import PagedList
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.keypad import Keys, letter_keys, number_keys
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import poster
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

MOST: Final = 20  # characters of a number
_NUMBER: Final = "find_number"
_KEYS_SHARE: Final = {False: 0.8, True: 1.4}  # of the width, on low panels


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to ask, a row above the lists. ``name``: what its id ends with."""

    name: str
    title: str
    hint: str
    icon: str
    place: w.WherePlace


def ways(screen: KioskScreen, state: AppState) -> tuple[Way, ...]:
    """Those that work here now."""
    texts = screen.texts.finding
    number = Way("number", texts.number, texts.number_hint, "idcard", w.FindByNumber())
    found = [number]
    if state.handwriting or state.pinyin:
        found.insert(0, Way("name", texts.name, texts.name_hint, "pen", w.FindByName()))
    if state.scanner.usable:
        found.append(Way("code", texts.code, texts.code_hint, "qr", w.FindByCode()))
    return tuple(found)


# ---- the number of a licence


@dataclass(frozen=True, slots=True)
class NumberPage:
    """``found``: how many rows fit so far; None: it is too short to say."""

    text: str
    letters: bool
    found: int | None


class FindNumberScreen(LivingScreen[NumberPage]):
    screen = Screen.FIND_NUMBER

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._typed = DigitsText(look_given=look)
        self._said = Text("", "body", tone="ink2", valign="middle", look_given=look)
        form = look.texts.form
        self._delete = self._button(form.phone_delete, "delete", self._shorten)
        self._clear = self._button(form.phone_clear, "clear", self._empty)
        self._other = self._button("", "letters", self._switch)
        self._done = PrimaryButton(
            look.texts.finding.go, touch_id=f"{_NUMBER}.done", on_tap=services.search_now, look_given=look
        )

    def _button(self, word: str, name: str, tap: Callable[[], None]) -> SecondaryButton:
        low = self.look.theme.compact
        return SecondaryButton(
            word,
            role="small_bold" if low else "button",
            tall=0.77 if low else 1.0,
            touch_id=f"{_NUMBER}.{name}",
            on_tap=tap,
            look_given=self.look,
        )

    def page(self, state: AppState) -> NumberPage | None:
        place = _place(state)
        if not isinstance(place, w.FindByNumber):
            return None
        asked = _asked(state)
        short = len(asked.text) < places_names.SHORTEST_NUMBER
        return NumberPage(asked.text, place.letters, None if short or asked.waiting else len(asked.results))

    def shape(self, page: NumberPage) -> object:
        return page.letters

    def assemble(self, page: NumberPage) -> None:
        for block in (self._typed, self._said, self._delete, self._clear, self._other, self._done):
            block.detach()
        texts = self.texts.finding
        self._other.text = texts.digits if page.letters else texts.letters
        keys: Keys = (letter_keys if page.letters else partial(number_keys, ""))(self._press, _NUMBER)
        keys.grow = 1.0
        top = Text(texts.type_title, "heading" if self.theme.compact else "title")
        if self.theme.compact:
            few = side_by_side(self._delete, self._other)  # no width for 清空
            left = Column(top, self._typed, self._said, Spacer(), few, self._done, gap=0.5)
            left.share, keys.share = 1.0, _KEYS_SHARE[page.letters]
            self.swap(Beside(left, keys, gap=1.0))
        else:
            few = side_by_side(self._delete, self._clear, self._other)
            self.swap(Column(top, self._typed, self._said, keys, few, self._done, gap=0.8))

    def refresh(self, page: NumberPage) -> None:
        self._typed.text = page.text
        self._delete.enabled = self._clear.enabled = self._done.enabled = bool(page.text)
        self._said.text = self._sentence(page)
        self.again()

    def _sentence(self, page: NumberPage) -> str:
        texts = self.texts.finding
        if not page.text:
            return texts.type_help
        if page.found is None:
            return texts.type_more
        return texts.type_found.format(page.found) if page.found else texts.type_none

    def _press(self, char: str) -> None:
        if self._page is not None and len(self._page.text) < MOST:
            self.services.write_search(self._page.text + char)

    def _shorten(self) -> None:
        if self._page is not None:
            self.services.write_search(self._page.text[:-1])

    def _empty(self) -> None:
        self.services.write_search("")

    def _switch(self) -> None:
        if self._page is not None:
            self.services.open(w.FindByNumber(not self._page.letters))

    def leave(self) -> None:
        super().leave()
        self._typed.text = ""


# ---- the code on a licence


class FindCodeScreen(RebuiltScreen):
    screen = Screen.FIND_CODE

    def view(self, state: AppState) -> object:
        return _asked(state).text, state.scanner.usable, state.code_lies

    def build(self, state: AppState) -> Block:
        number = _asked(state).text
        return self._read(number) if number else self._waiting(state)

    def _waiting(self, state: AppState) -> Block:
        texts, low = self.texts.finding, self.theme.compact
        works = state.scanner.usable
        under = self.texts.progress.lies if state.code_lies else texts.still
        role, scale = ("subtitle", 4.6) if low else ("title", 9.0)
        said = poster(
            "slip_scan" if works else "info",
            texts.hold if works else texts.no_scanner,
            under if works else texts.number_hint,
            "action" if works else "attention",
            low=low,
            role=role,
            scale=scale,
            weight=2.2,
        )
        kind = SecondaryButton if works else PrimaryButton
        typing = kind(
            texts.number,
            tall=1.0 if low else 1.2,
            touch_id="find_code.type",
            on_tap=partial(self.services.open, w.FindByNumber()),
        )
        promise = [] if low else [Text(texts.nothing_opened, "small", tone="ink2", align="center")]
        return Column(Text(texts.code, "title"), said, *promise, typing, gap=0.8)

    def _read(self, number: str) -> Block:
        texts = self.texts.finding
        shown_number = DigitsText()
        shown_number.text = number
        again = SecondaryButton(
            texts.other, share=1.0, touch_id="find_code.again", on_tap=partial(self.services.write_search, "")
        )
        use = PrimaryButton(texts.use, share=1.0, touch_id="find_code.use", on_tap=self.services.search_now)
        return Column(
            Text(texts.read, "title"),
            shown_number,
            Text(texts.ask, "subtitle"),
            Spacer(),
            Beside(again, use, gap=0.8),
            gap=0.8,
        )


# ---- who was found


class FoundListedScreen(RebuiltScreen):
    screen = Screen.FOUND_LISTED

    def view(self, state: AppState) -> object:
        asked = _asked(state)
        return state.library, _page(state), asked.results, asked.waiting, asked.sought

    def build(self, state: AppState) -> Block:
        asked, texts = _asked(state), self.texts.finding
        if asked.waiting:
            return Column(poster("search", self.texts.search.waiting, low=self.theme.compact))
        found = shown(state, asked.results)
        if not found:
            return self._nobody(state, asked)
        return PagedList(
            name="found_listed",
            title=texts.found,
            hint=self.texts.where.not_listed,
            items=found,
            make=partial(self._row, state),
            turn=self._turn,
            note=partial(self._written, asked),
        ).build(self, _page(state))

    def _row(self, state: AppState, found: Found) -> Block:
        register = _register(state, found)
        listed = day_said(register.listed_on, self.texts) if register is not None else ""
        joint = self.texts.main.joint
        said = joint.join(filter(None, (found.topic, found.snippet)))
        under = self.texts.finding.row.format(found.topic if self.theme.terse else said, listed)
        row = Row(
            found.title,
            under,
            "people",
            touch_id=f"found_listed.row.{found.id}",
            on_tap=partial(self.services.open_found, found.kind, found.id),
        )
        return heard(row, self.audible)

    def _written(self, asked: Asked) -> list[Block]:
        words = self.texts.search.written.format(asked.sought)
        line = [] if self.theme.compact else [Text(words, "small", tone="ink2", private=True, most=1)]
        return [*line, *chinese_words(self.texts)]

    def _nobody(self, state: AppState, asked: Asked) -> Block:
        """Plainly that there is none, of which day the lists are, and where it can be seen today."""
        texts, library = self.texts.finding, flow.library(state)
        head: list[Block] = [Text(texts.none, "title"), *self._written(asked)]
        lines = list(self._lists(state))
        lookup = update_listed.official(library) if library is not None else None
        again = SecondaryButton(
            texts.again, share=1.0, touch_id="found_listed.again", on_tap=self.services.back
        )
        people = PrimaryButton(
            texts.people,
            share=1.0,
            touch_id="found_listed.people",
            on_tap=partial(self.services.open, s.HelpPeople()),
        )
        buttons = Beside(again, people, gap=0.8)
        if lookup is None:
            told = [Text(line, "body") for line in lines]
            return Column(*head, *told, Spacer(), buttons, gap=0.6)
        code = Code(lookup.url)
        if self.theme.compact:
            low = [Text(line, "small") for line in lines]
            low[1].yields = 1  # the first to go where letters are large
            said = Text(lookup.official, "small_bold"), Text(texts.official_hint, "small", tone="ink2")
            words = Column(*low, *said, Spacer(), gap=0.2, share=1.0)
            title = Text(texts.none, "heading")
            return Column(title, Beside(words, code, gap=1.0), Spacer(), buttons, gap=0.4)
        words = Column(
            *(Text(line, "body") for line in lines),
            Text(texts.official, "strong"),
            Text(lookup.official, "body"),
            Text(texts.official_hint, "small", tone="ink2"),
            gap=0.25,
            share=1.0,
        )
        return Column(*head, Card(Beside(words, code, gap=0.8)), Spacer(), buttons, gap=0.8)

    def _lists(self, state: AppState) -> Iterator[str]:
        registers = tuple(state.library.every(Register).values()) if state.library is not None else ()
        texts = self.texts.finding
        yield self.texts.where.not_listed
        yield texts.sought.format(len(registers))
        if registers:
            yield texts.oldest.format(day_said(min(one.listed_on for one in registers), self.texts))

    def _turn(self, page: int) -> None:
        self.services.open(w.FoundListed(page))


def _place(state: AppState) -> object:
    return state.visit.place if state.visit is not None else None


def _page(state: AppState) -> int:
    place = _place(state)
    return place.page if isinstance(place, w.FoundListed) else 0


def _asked(state: AppState) -> Asked:
    return state.visit.asked if state.visit is not None else NOTHING_SOUGHT


def _register(state: AppState, found: Found) -> Register | None:
    library = state.library
    return library.every(Register).get(found.id.rpartition(".")[0]) if library is not None else None
