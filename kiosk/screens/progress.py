"""What became of an order: where it stands in one sentence, the answer in large letters, the steps.

What is kept here is shown at once and says of when it is; what the hub answers takes its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.comfort import Language
from kiosk.domain.flow import Screen
from kiosk.domain.progress import Look, LookOutcome, Progress, may_rate, replies
from kiosk.domain.standing import standing
from kiosk.domain.state import AppState, PrintState
from kiosk.domain.update_progress import reply_paper
from kiosk.screens.answering import legal_words
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Part, paginate
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, print_line, print_words, rail_width, short_print_words
from kiosk.screens.progress_parts import to_read
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.notes import poster
from kiosk.screens.widgets.painter import Look as Brush
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.progress import ProgressTexts
from kiosk.words.reply_length import reply_cm
from kiosk.words.slips import say_reply
from kiosk.words.texts import Texts

_GAP: Final = 0.8
_LONG_CM: Final = 60


@dataclass(frozen=True, slots=True)
class _Pages:
    """``parts`` of each page; the answer goes on up to page ``answer_to`` (counted from 0)."""

    parts: list[list[Part]]
    answer_to: int = 0


# Height (pixels) for what is to be read: on the first page, on the others.
_Rooms = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _At:
    """Page ``page`` of ``count`` (from 0); ``reads_on``: the answer goes on overleaf."""

    page: int
    count: int
    reads_on: bool = False


_ALONE: Final = (_At(0, 1),)
_TURNED: Final = (_At(0, 2, reads_on=True), _At(1, 3, reads_on=True), _At(1, 2))


class ProgressScreen(RebuiltScreen):
    screen = Screen.PROGRESS

    def __init__(self, services: Services, look: Brush) -> None:
        super().__init__(services, look)
        self._measured: tuple[object, _Pages] | None = None

    def view(self, state: AppState) -> object:
        look, page = _look(state), _page(state)
        return (
            look,
            page,
            state.printer,
            state.can_submit,
            _printing(state),
            _cause(state, self.texts.progress),
            legal_words(state, self.texts),
        )

    def build(self, state: AppState) -> Block:
        look = _look(state)
        if look is None:
            return Column()
        pages = self._pages(state, look)
        page = min(max(_page(state), 0), len(pages.parts) - 1)
        at = _At(page, len(pages.parts), reads_on=page < pages.answer_to)
        head = self._head(state, look, page)
        parts = Column(*(part.build() for part in pages.parts[page]), gap=_GAP)
        if self.theme.compact:
            read = Column(head, parts, Spacer(), gap=_GAP, share=1.0)
            return Beside(read, self._rail(state, look, at), gap=1.2)
        return Column(head, parts, Spacer(grow=float(not head.grow)), *self._foot(state, look, at), gap=_GAP)

    def forget(self) -> None:
        super().forget()
        self._measured = None

    # ---- pages

    def _pages(self, state: AppState, look: Look) -> _Pages:
        """Measured once for what is known and the room there is: what is said around it may grow."""
        if look.known is None:
            return _Pages([[]])
        rooms = self._rooms(state, look, _ALONE), self._rooms(state, look, _TURNED)
        measured_for = (look.known, state.local.year, rooms)
        if self._measured is None or self._measured[0] != measured_for:
            self._measured = (measured_for, self._measure_pages(state, look.known, *rooms))
        return self._measured[1]

    def _measure_pages(self, state: AppState, known: Progress, alone: _Rooms, turned: _Rooms) -> _Pages:
        """All on one page when it fits there ``alone``, else with the way to turn pages below."""
        read = to_read(known, state.local, self.theme.compact, self.texts)
        whole = [Part(section, 0, len(section.items)) for section in (*read.answers, *read.steps)]
        gap = _GAP * self.theme.gap
        height = partial(self.measure, width=self._width())
        if sum(height(part.build()) + gap for part in whole) <= alone[0] + gap:
            return _Pages([whole])
        sections, tall = [part.section for part in whole], partial(_part_height, height)
        pages = paginate(sections, *turned, gap, tall)
        if sum(tall(part) for part in pages[0]) > turned[0]:
            # Large or long words: not even the beginning has room below what is said there; overleaf it has.
            pages = [[], *paginate(sections, turned[1], turned[1], gap, tall)]
        with_answer = [i for i, parts in enumerate(pages) if any(p.section in read.answers for p in parts)]
        why_overleaf = 0 if pages[0] else 1
        return _Pages(pages, with_answer[-1] if with_answer else why_overleaf)

    def _width(self) -> float:
        """Of what is to be read, in pixels."""
        beside = rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0
        return self.room()[0] - beside

    def _rooms(self, state: AppState, look: Look, pages: Sequence[_At]) -> _Rooms:
        """Above the tallest of the feet that such ``pages`` have."""
        gap = _GAP * self.theme.gap
        below = 0.0
        if not self.theme.compact:
            feet = [self._foot(state, look, at) for at in pages]
            below = max(sum(self.measure(block) + gap for block in foot) for foot in feet)
        heads = [self.measure(self._head(state, look, page), self._width()) for page in (0, 1)]
        first, other = (self.room()[1] - below - gap - head for head in heads)
        return first, other

    # ---- where it stands

    def _head(self, state: AppState, look: Look, page: int) -> Block:
        """The number and where it stands; on further pages only whose they are."""
        low = self.theme.compact
        whose = Text(self.texts.progress.number_of.format(look.order_no), "small_bold", tone="ink2")
        if page:
            return Column() if low else whose
        label = Text(self.texts.progress.number, "body", tone="ink2")
        title = whose if low else Column(label, Text(look.order_no, "number", says="order"), gap=0.0)
        if look.waiting and look.known is None and not low:
            told = poster("clock", *_nothing_known(look, state, self.texts.progress), low=False, role="title")
            return Column(title, told, gap=0.8, grow=1.0)
        if look.known is None:
            return Column(title, *self._nothing(look, state), gap=0.4 if low else 0.8)
        return Column(title, self._standing(look, look.known, state), gap=0.4)

    def _nothing(self, look: Look, state: AppState) -> list[Block]:
        """Asked and not yet heard; or nothing to show: what it means, and whom to ask instead."""
        low = self.theme.compact
        said, under = _nothing_known(look, state, self.texts.progress)
        tone, surface = ("action", "card") if look.waiting else ("attention", "attention")
        words = Column(
            Text(said, "subtitle" if low else "title", tone=tone),
            Text(under, "body", tone="ink" if surface == "attention" else "ink2"),
            gap=0.2,
            share=1.0,
        )
        icon = Icon("clock" if look.waiting else "warning", tone=tone, scale=1.4 if low else 2.2)
        told = Card(Beside(icon, words, gap=1.2), surface=surface, inset=0.9 if low else 1.2)
        return [told] if look.waiting or _may_retype(look) else [told, self._telephone(state)]

    def _telephone(self, state: AppState) -> Block:
        low = self.theme.compact
        number = Text(
            self.texts.main.fault_phone, "title" if low else "number", tone="action", valign="middle"
        )
        note = [] if low else [Text(legal_words(state, self.texts), "body")]
        say = Text(self.texts.progress.say_number, "body", valign="middle" if low else "top", grow=1.0)
        lines = Column(*note, say, gap=0.1, share=1.0)
        phone = Icon("phone", tone="action", scale=1.2)
        wordy = self.theme.elder or self.texts.language is not Language.ZH
        under = wordy and not low
        return Card(Beside(phone, number), lines) if under else Card(Beside(phone, number, lines))

    def _standing(self, look: Look, known: Progress, state: AppState) -> Block:
        low = self.theme.compact
        answered = bool(replies(known))
        said = Text(
            self.texts.standing.says(standing(known)),
            "subtitle" if low else "title",
            tone="done" if answered else "ink",
        )
        lines = [
            Text(_news(look, known, state, self.texts), "small" if low else "body", tone=_news_tone(look))
        ]
        if known.state_only:
            # The typed line stands on paper that others see: it tells states, no words.
            lines.append(Text(self.texts.progress.state_only, "strong"))
        return Card(said, *lines, surface="answer" if answered else "tint", gap=0.2)

    # ---- what to do with it

    def _foot(self, state: AppState, look: Look, at: _At) -> list[Block]:
        """Standing panels: what is said of printing, turning pages, printing and the next step."""
        paper: list[Block] = []
        said: list[Block] = []
        if _has_answer(look):
            # The line is kept free when there is nothing to say: pages never change under the reader.
            line = (
                print_words(state.printer, _printing(state), self.texts)
                or _paper_words(state, look, self.texts, short=False)
                or " "
            )
            said = [print_line(line, state.printer, _printing(state))]
        sooner = self._rate_sooner(state, look, at)
        if _has_answer(look) and state.printer.usable:
            drawing = "" if sooner and self.theme.elder else "printer"  # three in a row need the width
            paper = [self._print_button(state, _print_word(state, self.texts.progress), drawing)]
        turning = (
            [pager("progress", at.page, at.count, self._turn, False, self.texts.main)] if at.count > 1 else []
        )
        if look.known is None and look.waiting:
            return []  # nothing to do but wait, or go back
        primary = self._primary(state, look, at)
        primary.share = 1.4
        return [*said, *turning, Beside(*paper, *sooner, primary, gap=0.8)]

    def _rail(self, state: AppState, look: Look, at: _At) -> Block:
        """Low panels: the same in a column beside the text, which needs the height."""
        where = where_in_short(at.page, at.count, self.texts.main, yields=1)
        turning = (
            [*turn_buttons("progress", at.page, at.count, self._turn, self.texts.main), where]
            if at.count > 1
            else []
        )
        paper: list[Block] = []
        if _has_answer(look):
            word = short_print_words(state.printer, _printing(state), self.texts)
            if word == self.texts.main.guide_print:
                word = _paper_words(state, look, self.texts, short=True) or word
            button = self._print_button(state, word, "")
            if word != self.texts.main.guide_print:
                button.role = "small_bold"
            button.enabled = button.enabled and state.printer.usable
            paper = [button]
        if look.known is None and look.waiting:
            return Rail(rail_width(self.look))
        sooner = self._rate_sooner(state, look, at)
        if sooner:
            del turning[1]  # reading on is the same, and there is no room for both
        primary = self._primary(state, look, at)
        return Rail(rail_width(self.look), *turning, Spacer(), *paper, *sooner, primary, gap=0.7)

    def _print_button(self, state: AppState, word: str, icon: str) -> SecondaryButton:
        printing = _printing(state)
        return SecondaryButton(
            word,
            icon=icon,
            share=1.0,
            touch_id="progress.print",
            enabled=printing is None or printing.state is not PrintState.SENDING,
            on_tap=self.services.print_reply,
        )

    def _rate_sooner(self, state: AppState, look: Look, at: _At) -> list[Block]:
        """Beside reading on, from the second page: nobody need turn them all to say what he thinks of it."""
        if not at.page or not at.reads_on or not state.can_submit or not may_rate(look):
            return []
        rate = self.services.go_rate
        return [
            SecondaryButton(self.texts.progress.do_rate, share=0.8, touch_id="progress.rate", on_tap=rate)
        ]

    def _primary(self, state: AppState, look: Look, at: _At) -> PrimaryButton:
        """The one thing to do next: read on, rate what is closed, ask again what could not be asked, go."""
        services = self.services
        if at.reads_on:
            turn = partial(self._turn, at.page + 1)
            return PrimaryButton(self.texts.progress.do_on, touch_id="progress.next", on_tap=turn)
        if state.can_submit and may_rate(look):
            return PrimaryButton(
                self.texts.progress.do_rate, touch_id="progress.rate", on_tap=services.go_rate
            )
        if _may_retype(look):
            return PrimaryButton(
                self.texts.progress.do_retype, touch_id="progress.retype", on_tap=services.back
            )
        useless = flow.stopped(state)
        if look.outcome in (LookOutcome.OFFLINE, LookOutcome.UNKNOWN) and not useless:
            return PrimaryButton(
                self.texts.progress.do_again, touch_id="progress.again", on_tap=services.look_again
            )
        done = self.texts.progress.do_done_short if self.theme.compact else self.texts.progress.do_done
        return PrimaryButton(done, touch_id="progress.done", on_tap=services.end_visit)

    def _turn(self, page: int) -> None:
        self.services.open(s.ShowProgress(page))


def _part_height(height: Callable[[Block], float], part: Part) -> float:
    return height(part.build())


def _look(state: AppState) -> Look | None:
    return state.visit.look if state.visit is not None else None


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, s.ShowProgress) else 0


def _printing(state: AppState) -> s.PrintProgress | None:
    return state.visit.reply_print if state.visit is not None else None


def _print_word(state: AppState, texts: ProgressTexts) -> str:
    return texts.do_print if _printing(state) is None else texts.do_print_again


def _has_answer(look: Look) -> bool:
    return look.known is not None and bool(replies(look.known))


def _paper_words(state: AppState, look: Look, texts: Texts, short: bool) -> str:
    """How much paper the answer takes, when it is more than somebody would expect."""
    if look.known is None:
        return ""
    cm = reply_cm(say_reply(reply_paper(state, look.known), texts), state.paper)
    if cm <= _LONG_CM:
        return ""
    tens = round(cm, -1)
    if tens < 100 and not short:
        return texts.progress.long_cm.format(tens)
    return (texts.progress.long_m_short if short else texts.progress.long_m).format(f"{tens / 100:g}")


def _may_retype(look: Look) -> bool:
    return look.outcome is LookOutcome.UNKNOWN and bool(look.typed) and look.known is None


def _cause(state: AppState, texts: ProgressTexts) -> str:
    """Why there is no answer of the hub: the strip above must not say another thing."""
    if flow.stopped(state):
        return texts.stopped
    return texts.no_answer if state.online else texts.no_network


def _nothing_known(look: Look, state: AppState, texts: ProgressTexts) -> tuple[str, str]:
    match look.outcome:
        case None:
            return texts.waiting, texts.waiting_hint
        case LookOutcome.UNKNOWN if look.typed:
            return texts.unknown_typed, texts.unknown_typed_next
        case LookOutcome.UNKNOWN:
            return texts.unknown, texts.unknown_next
        case LookOutcome.LIMITED:
            return texts.limited, texts.limited_next
        case _:
            following = texts.stopped_next if flow.stopped(state) else texts.offline_next
            return texts.offline.format(_cause(state, texts)), following


def _news(look: Look, known: Progress, state: AppState, every: Texts) -> str:
    """Of when this is, and how it stands with newer news."""
    texts = every.progress
    queued = known.here and not known.uploaded  # of what the hub never got it has said nothing
    when = "" if queued else every.times.day_and_minute(known.as_of, state.local)
    match look.outcome:
        case None:
            return texts.waiting_as_of.format(when) if when else texts.waiting_fresh
        case LookOutcome.FOUND:
            return texts.fresh.format(when)
        case LookOutcome.OFFLINE if when:
            return texts.offline_as_of.format(_cause(state, texts), when)
        case LookOutcome.OFFLINE:
            form = texts.offline_queued if queued else texts.offline_uploaded
            return (texts.stopped_here if flow.stopped(state) else form).format(_cause(state, texts))
        case LookOutcome.LIMITED:
            return texts.limited_here
        case _:
            return texts.queued if queued else texts.unknown_here


def _news_tone(look: Look) -> str:
    return "ink2" if look.outcome in (None, LookOutcome.FOUND) else "attention"
