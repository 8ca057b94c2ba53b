"""One calculator: a line for each question, the result as soon as nothing is missing, then how it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow, matter_steps, sums
from kiosk.domain import state as s
from kiosk.domain import update_sums as filling
from kiosk.domain.comfort import Language
from kiosk.domain.device import DeviceStatus
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.domain.sums import SumCard, SumLine, SumWork
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Part, paginate
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, print_line, print_words, rail_width, short_print_words
from kiosk.screens.reading_aids import ReadingAids
from kiosk.screens.sum_parts import LineRow, line_hint, line_problem, result_box, sections
from kiosk.screens.sums import chinese_only
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.lists import MOST_ROWS
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

CONSULTATION: Final = "consultation"
_GAP: Final = 0.7


@dataclass(frozen=True, slots=True)
class SumPage:
    """All that is shown. ``lines``: those asked now."""

    card: SumCard
    done: SumWork
    page: int
    can_submit: bool
    printer: DeviceStatus
    printing: PrintProgress | None
    for_stop: bool = False  # a bundle stops here, and goes on with the result
    library: Library | None = None  # in which its hard words are explained

    @property
    def lines(self) -> tuple[SumLine, ...]:
        return sums.asked(self.card, self.done.answers)

    @property
    def next(self) -> SumLine:
        """The line to fill in or put right next."""
        faults = sums.faults(self.card, self.done.answers)
        refused = self.done.refusal.key if self.done.refusal is not None else ""
        wrong = [line for line in self.lines if line.key in faults or line.key == refused]
        left = sums.missing(self.card, self.done.answers)
        empty = [line for line in self.lines if not self.done.answers.get(line.key)]
        return (*wrong, *left, *empty, *self.lines)[0]


class SumScreen(RebuiltScreen):
    screen = Screen.SUM

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._aids = ReadingAids()

    def view(self, state: AppState) -> object:
        return sum_page(state)

    def build(self, state: AppState) -> Block:
        shown = sum_page(state)
        if shown is None or not shown.lines:
            words = self.texts.sums
            return Column(Notice(words.gone, (words.gone_hint,), icon="info"), Spacer())
        filled = self._filled_pages(shown)
        told = self._told_pages(shown)
        pages = len(filled) + len(told)
        page = min(max(shown.page, 0), pages - 1)
        body: list[Block]
        if page < len(filled):
            rows = Column(*(self._row(shown, line) for line in filled[page]), gap=_GAP)
            body = [rows, Spacer(), self._box(shown)]
        else:
            body = [*(part.build() for part in told[page - len(filled)]), Spacer()]
        return self._whole(shown, self._head(shown, page, len(filled)), body, page, len(filled), pages)

    def _whole(
        self, shown: SumPage, head: Block, body: list[Block], page: int, first_told: int, pages: int
    ) -> Block:
        told = page >= first_told
        if self.theme.compact:
            words = Column(head, *body, gap=_GAP, share=1.0)
            return Beside(words, self._rail(shown, page, first_told, pages, told), gap=1.2)
        return Column(head, *body, *self._foot(shown, page, first_told, pages, told), gap=_GAP)

    # ---- what stands on which page

    def _filled_pages(self, shown: SumPage) -> list[list[SumLine]]:
        """As many lines to a page as have room above the result, eight at most."""
        rooms = [self._room(shown, 0, pages) for pages in (1, 2)]
        gap = max(_GAP * self.theme.gap, float(self.theme.min_gap))
        heights = [(line, self.measure(self._row(shown, line), self._width())) for line in shown.lines]
        whole = sum(height + gap for _, height in heights) - gap
        if whole <= rooms[0] and len(heights) <= MOST_ROWS and shown.done.result is None:
            return [[line for line, _ in heights]]
        pages: list[list[SumLine]] = [[]]
        left = rooms[1]
        for line, height in heights:
            if pages[-1] and (height > left or len(pages[-1]) == MOST_ROWS):
                pages.append([])
                left = rooms[1]
            pages[-1].append(line)
            left -= height + gap
        return pages

    def _told_pages(self, shown: SumPage) -> list[list[Part]]:
        result = shown.done.result
        if result is None:
            return []
        gap = _GAP * self.theme.gap
        height = partial(self.measure, width=self._width())
        below = 0.0
        if not self.theme.compact:
            below = sum(self.measure(block) + gap for block in self._foot(shown, 1, 1, 3, told=True))
        room = self.room()[1] - below - height(self._head(shown, 1, 1)) - gap
        parts = sections(result, self.theme.compact, self.texts)
        return paginate(parts, room, room, gap, lambda part: height(part.build()))

    def _room(self, shown: SumPage, page: int, pages: int) -> float:
        """Height left for lines, of all that is there and of what is within reach."""
        gap = _GAP * self.theme.gap
        head = self.measure(self._head(shown, page, 1), self._width()) + gap
        below = self.measure(self._box(shown), self._width()) + gap
        if not self.theme.compact:
            below += sum(self.measure(one) + gap for one in self._foot(shown, page, 1, pages, told=False))
        return min(self.room()[1] - head - below, self.reach() - below)

    def _width(self) -> float:
        rail = rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0
        return self.room()[0] - rail

    # ---- parts

    def _head(self, shown: SumPage, page: int, first_told: int) -> Block:
        small = self.theme.compact or page >= first_told
        title = Text(shown.card.title, "heading" if small else "title")
        about = [] if small or self.theme.terse else [Text(shown.card.about, "small", tone="ink2", yields=1)]
        return Column(title, *about, *([] if page else chinese_only(self.texts)), gap=0.1)

    def _row(self, shown: SumPage, line: SumLine) -> LineRow:
        words, text = self.texts.sums, shown.done.answers.get(line.key, "")
        refusal = shown.done.refusal
        refused = refusal.text if refusal is not None and refusal.key == line.key else ""
        return LineRow(
            line.label,
            "" if self._brief or (text and self.theme.elder) else line_hint(line, self.texts),
            words.value(line, text, self.texts.times) if text else "",
            self._invitation(line),
            line_problem(line, sums.fault(line, text), refused, self.texts),
            touch_id=f"sum.line.{line.key}",
            on_tap=partial(self._edit, shown.card.name, line.key),
        )

    @property
    def _brief(self) -> bool:
        """Whether lines are too scarce for hints, which stand on the page of each line as well."""
        return self.theme.terse or self.theme.seated

    def _invitation(self, line: SumLine) -> str:
        """Where there is no room for hints it says itself what may be left out."""
        words = self.texts.sums
        if self._brief and not line.required:
            return words.optional
        return words.pick if line.picked else words.fill

    def _box(self, shown: SumPage) -> Block:
        """The result; before it, what is still missing, in words."""
        words, done, low = self.texts.sums, shown.done, self.theme.compact
        if done.result is not None:
            scarce = self._brief and bool(done.result.reason)
            whole = not (low or scarce) and self.texts.language is Language.ZH
            notes = [done.result.reason, done.result.note if whole else words.note]
            sample = words.sample_short if scarce and not low else words.sample
            notes += [sample] if done.result.sample else []
            headline = words.headline(done.result, self.texts.times)
            return result_box(headline, _joined(notes, words.joint), low, tight=self._brief)
        return result_box(*self._unfinished(shown), low, odd=True)

    def _unfinished(self, shown: SumPage) -> tuple[str, tuple[str, ...]]:
        words, done = self.texts.sums, shown.done
        left = sums.missing(shown.card, done.answers)
        faults = sums.faults(shown.card, done.answers)
        if faults or (done.refusal is not None and done.refusal.key):
            empty = not faults and not done.answers.get(shown.next.key)
            return words.one_more if empty else words.wrong, (words.wrong_named.format(shown.next.label),)
        if done.refusal is not None:
            return words.failed, (done.refusal.text or words.failed_hint,)
        if left:
            return words.left(len(left)), (words.left_named.format(left[0].label),)
        return (words.reckoning if done.answers else words.begin), (shown.card.about,)

    # ---- what to do with it

    def _actions(self, shown: SumPage, told: bool) -> list[Block]:
        """The one thing to do next is the last and the largest."""
        words, low = self.texts.sums, self.theme.compact
        name = shown.card.name
        ask = self._ask(shown.can_submit)
        if shown.done.result is None:
            line = shown.next
            return [
                SecondaryButton(words.ask_few, share=1.0, touch_id="sum.ask", on_tap=ask),
                PrimaryButton(
                    words.next_line,
                    share=2.0,
                    touch_id="sum.next",
                    on_tap=partial(self._edit, name, line.key),
                ),
            ]
        paper = [self._print_button(shown)] if shown.printer.usable else []
        if told:
            back = SecondaryButton(
                words.how_back, share=1.0, touch_id="sum.lines", on_tap=partial(self._turn, name, 0)
            )
            asking = PrimaryButton(
                words.ask_short if low else words.ask, share=2.0, touch_id="sum.ask", on_tap=ask
            )
            if shown.for_stop:
                asking = self._use(name)
            return [*([] if low else [back]), *paper, asking]
        if shown.for_stop:
            explain = partial(self._explain, shown)
            how = SecondaryButton(words.how, share=1.0, touch_id="sum.how", on_tap=explain)
            return [how, *paper, self._use(name)]
        how_big = PrimaryButton(
            words.how, share=2.0, touch_id="sum.how", on_tap=partial(self._explain, shown)
        )
        people = SecondaryButton(words.ask_few, share=1.0, touch_id="sum.ask", on_tap=ask)
        return [people, *paper, how_big]

    def _use(self, name: str) -> PrimaryButton:
        on_tap = partial(self.services.use_sum, name)
        return PrimaryButton(self.texts.matter.on_short, share=2.0, touch_id="sum.use", on_tap=on_tap)

    def _print_button(self, shown: SumPage) -> SecondaryButton:
        main, printing = self.texts.main, shown.printing
        word = main.guide_print if printing is None else main.guide_print_again
        if self.theme.compact:
            word = short_print_words(shown.printer, printing, self.texts)
        return SecondaryButton(
            word,
            role="button" if word in (main.guide_print, main.guide_print_again) else "small_bold",
            share=1.0,
            touch_id="sum.print",
            enabled=printing is None or printing.state is not PrintState.SENDING,
            on_tap=partial(self.services.print_sum, shown.card.name),
        )

    def _foot(self, shown: SumPage, page: int, first_told: int, pages: int, told: bool) -> list[Block]:
        """Standing panels: what is said of printing, turning pages, what to do."""
        said = []
        if shown.done.result is not None:
            printing = shown.printing
            words = print_words(shown.printer, printing, self.texts) or " "
            said = [print_line(words, shown.printer, printing)]
        turning = (
            [pager("sum", page, pages, partial(self._turn, shown.card.name), False, self.texts.main)]
            if pages > 1
            else []
        )
        # Who sits reaches the lines only where nothing more lies below them: on other pages, then.
        aided = told or not self.theme.seated
        helps = self._aids.terms(self, shown.library, "sum", shown.card.name) if aided else []
        return [*said, *turning, *helps, Beside(*self._actions(shown, told), gap=0.8)]

    def _rail(self, shown: SumPage, page: int, first_told: int, pages: int, told: bool) -> Block:
        """Low panels: the same in a column beside the lines, which need the height."""
        where = where_in_short(page, pages, self.texts.main, yields=1)
        turn = partial(self._turn, shown.card.name)
        turning = [*turn_buttons("sum", page, pages, turn, self.texts.main), where] if pages > 1 else []
        helps = self._aids.terms(self, shown.library, "sum", shown.card.name, narrow=True)
        return Rail(rail_width(self.look), *turning, Spacer(), *helps, *self._actions(shown, told), gap=0.7)

    # ---- touches -> intents

    def _edit(self, name: str, key: str) -> None:
        self.services.show_sum(s.SumEntry(name, key))

    def _turn(self, name: str, page: int) -> None:
        self.services.show_sum(s.SumView(name, page))

    def _explain(self, shown: SumPage) -> None:
        self._turn(shown.card.name, len(self._filled_pages(shown)))

    def _ask(self, can_submit: bool) -> partial[None]:
        if can_submit:
            return partial(self.services.open_form, CONSULTATION)
        return partial(self.services.open, s.HelpPeople())


def _joined(notes: Sequence[str], joint: str) -> tuple[str, ...]:
    """The reason on a line of its own, the rest on one."""
    return (notes[0], joint.join(notes[1:]))


def sum_page(state: AppState) -> SumPage | None:
    """None when what is shown is no calculator of this release."""
    visit = state.visit
    place = visit.place if visit is not None else None
    if visit is None or not isinstance(place, (s.SumView, s.SumEntry)):
        return None
    card = flow.sum_card(state, place.name)
    if card is None:
        return None
    page = place.page if isinstance(place, s.SumView) else 0
    done = filling.work(state, card.name)
    for_stop = matter_steps.for_stop(visit, state.library, card.name)
    printing = visit.sum_print
    return SumPage(card, done, page, state.can_submit, state.printer, printing, for_stop, state.library)
