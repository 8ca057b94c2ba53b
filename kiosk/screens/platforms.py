"""网上办、网上查: official addresses for one's own telephone. Nothing of them is opened here."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain import flow, places_lookup, update_online, where
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.library_services import Platform
from kiosk.domain.places_lookup import Lookup, Offer
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section, sentences
from kiosk.screens.language import chinese_note, chinese_words
from kiosk.screens.leaf import Leaf, Sections, honest
from kiosk.screens.paging import PagedList
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Bullets, Notice, NumberedSteps

OneOnline = Platform | Lookup


class OnlineScreen(RebuiltScreen):
    screen = Screen.ONLINE

    def view(self, state: AppState) -> object:
        return state.library, _list(state), _any_here(state)

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        platforms = tuple(library.every(Platform).values()) if library is not None else ()
        lookups = tuple(library.every(Lookup).values()) if library is not None else ()
        found: list[OneOnline] = [*platforms, *lookups]
        return PagedList(
            name="online",
            title=self.texts.where.online,
            crumb=self.texts.where.title,
            hint=self.texts.online.some_here if _any_here(state) else self.texts.where.online_note,
            items=found,
            make=self._row,
            turn=self._turn,
            note=partial(chinese_words, self.texts)
            if platforms
            else partial(chinese_note, self.texts, lookups),
        ).build(self, _list(state).page)

    def _row(self, one: OneOnline) -> Block:
        doing = isinstance(one, Platform)
        place = w.PlatformView(one.id) if doing else w.LookupView(one.id)
        hint = one.what if isinstance(one, Platform) else one.answers
        row = Row(
            one.title,
            "" if self.theme.terse else hint,
            "qr" if doing else "search",
            touch_id=f"online.{'platform' if doing else 'lookup'}.{one.id}",
            on_tap=partial(self.services.open, place),
        )
        return heard(row, self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(w.Online(page))


class PlatformScreen(RebuiltScreen):
    screen = Screen.PLATFORM

    def view(self, state: AppState) -> object:
        return state.library, _platform(state)

    def build(self, state: AppState) -> Block:
        place, library = _platform(state), flow.library(state)
        if library is None or not where.exists(library, place):
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        platform = library.every(Platform)[place.platform_id]
        texts, flat = self.texts.where, Sections(self)
        day = day_said(platform.checked, self.texts)
        checked = texts.checked.format(day) if day else texts.unchecked
        steps = Section(platform.steps, partial(_steps, flat, texts.platform_steps), together=False)
        needs = Section(platform.needs, partial(_needs, flat, texts.platform_needs))
        sections = [
            *flat.lines(texts.platform_what, "info", sentences(platform.what)),
            flat.code(platform.url, texts.scan, checked),
            *([steps] if platform.steps else []),
            *([needs] if platform.needs else []),
            *flat.lines(texts.platform_on, "phone", sentences(platform.carry_on)),
        ]
        note = honest(self.texts, platform.sample)
        turn = partial(self._turn, place.platform_id)
        return Leaf("platform", platform.title, sections, turn, texts.online, note).build(self, place.page)

    def _turn(self, platform_id: str, page: int) -> None:
        self.services.open(w.PlatformView(platform_id, page))


class LookupScreen(RebuiltScreen):
    screen = Screen.LOOKUP

    def view(self, state: AppState) -> object:
        place, library = _lookup(state), state.library
        lookup = library.every(Lookup).get(place.lookup_id) if library is not None else None
        return library, place, _offered(state, lookup) if lookup is not None else None

    def build(self, state: AppState) -> Block:
        place, library = _lookup(state), flow.library(state)
        if library is None or not where.exists(library, place):
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        lookup = library.every(Lookup)[place.lookup_id]
        texts, flat = self.texts.where, Sections(self)
        asks = self.texts.main.list_joint.join(one.label for one in lookup.asks)
        offer = _offered(state, lookup)
        sections = [
            flat.alone(partial(Notice, *self._how(offer), icon="info")),
            *flat.lines(texts.lookup_answers, "search", (lookup.answers,)),
            *flat.lines(texts.lookup_asks, "pen", (asks,)),
            self._code(flat, lookup),
        ]
        return Leaf(
            name="lookup",
            title=lookup.title,
            crumb=texts.online,
            note=texts.sample if lookup.sample else "",
            sections=sections,
            turn=partial(self._turn, place.lookup_id),
            actions=partial(self._actions, library, lookup, here=offer is Offer.ASK),
        ).build(self, place.page)

    def _how(self, offer: Offer) -> tuple[str, tuple[str, ...]]:
        """Where it can be looked up, and why not here."""
        where_texts, texts = self.texts.where, self.texts.online
        if offer is Offer.ASK:
            return texts.here_note, (texts.by_phone,)
        if offer is Offer.PHONE_OFFLINE:
            return texts.no_line, (where_texts.online_hint,)
        return where_texts.online_note, (where_texts.online_hint,)

    def _code(self, flat: Sections, lookup: Lookup) -> Section:
        """The official address; one that does not look official is not shown."""
        texts = self.texts.where
        if not places_lookup.is_official(lookup.url):
            return flat.alone(partial(Notice, texts.no_address, icon="warning"))
        day = day_said(lookup.checked, self.texts)
        checked = texts.checked.format(day) if day else texts.unchecked
        return flat.code(lookup.url, lookup.official, checked)

    def _actions(self, library: Library, lookup: Lookup, *, here: bool) -> Sequence[Block]:
        """Whom to ask in person; the look-up itself, where the hub does it."""
        ask = PrimaryButton(
            self.texts.online.here,
            touch_id="lookup.here",
            on_tap=partial(self.services.open, w.AskOnline(lookup.id)),
        )
        now = (ask,) if here else ()
        office = library.office(lookup.office)
        if office is None:
            return now
        words = self.texts.where.lookup_person_short
        if not self.theme.compact:
            words = self.texts.where.lookup_person.format(office.name)
        tap = partial(self.services.open, w.OfficeView(office.id))
        return (SecondaryButton(words, touch_id="lookup.office", on_tap=tap), *now)

    def _turn(self, lookup_id: str, page: int) -> None:
        self.services.open(w.LookupView(lookup_id, page))


def _steps(flat: Sections, title: str, items: Sequence[str], first: int) -> Block:
    return flat.titled(title, "", NumberedSteps(items, first + 1))


def _needs(flat: Sections, title: str, items: Sequence[str], _first: int) -> Block:
    return flat.titled(title, "bag", Bullets(items))


def _offered(state: AppState, lookup: Lookup) -> Offer:
    """Here only where one can write, and what stands behind it is connected."""
    found = update_online.offered(state, lookup)
    if found is Offer.ASK and not (state.handwriting or state.pinyin):
        return Offer.PHONE
    return found


def _any_here(state: AppState) -> bool:
    lookups = state.library.every(Lookup).values() if state.library is not None else ()
    return any(_offered(state, one) is Offer.ASK for one in lookups)


def _list(state: AppState) -> w.Online:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.Online) else w.Online()


def _platform(state: AppState) -> w.PlatformView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.PlatformView) else w.PlatformView("")


def _lookup(state: AppState) -> w.LookupView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.LookupView) else w.LookupView("")
