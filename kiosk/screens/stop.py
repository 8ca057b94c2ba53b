"""One stop of a bundle: what it is and why, what to do there, and the row of all of them."""

from functools import partial
from typing import Final

from kiosk.domain import flow, matter_steps
from kiosk.domain import scenario_matter as matters
from kiosk.domain.flow import Screen
from kiosk.domain.scenario_matter import AtStop, Passed
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.matter_parts import ICONS, chinese_line, stop_row, way_title, ways_open
from kiosk.screens.sample_mark import as_sample
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice, StepBar
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts

_GAP: Final = 0.8
_GAP_LOW: Final = 0.5


class StopScreen(RebuiltScreen):
    screen = Screen.STOP

    def view(self, state: AppState) -> object:
        matter = state.visit.matter if state.visit is not None else None
        return state.library, matter, state.can_submit, state.submit_code

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        matter = state.visit.matter if state.visit is not None else None
        at = matters.shown(library, matter) if library is not None and matter is not None else None
        if not isinstance(at, AtStop) or library is None or matter is None or matter.run is None:
            return Column()
        number, stops = matter.run.at, matters.passed(library, matter)
        for spare in range(3):  # what only helps gives way where height is scarce
            page = self._page(at, number, len(stops), state, spare)
            if self.fits(page):
                break
        parts = list(page.blocks)
        page.clear_widgets()
        return Column(*parts, *self._row(stops, number), gap=_GAP_LOW if self.theme.compact else _GAP)

    def _page(self, at: AtStop, number: int, count: int, state: AppState, spare: int) -> Column:
        """Without the row of stops. ``spare``: 0 all, 1 without what only helps, 2 one row of buttons."""
        low = self.theme.compact
        bar = _Steps(self.texts, number, count, _sampled(state))
        crumb = [] if low or spare else [Text(at.title, "small", tone="ink2")]
        note = chinese_line(self.texts) if not (low and spare) else []
        head = Column(*crumb, *([] if spare > 1 else [bar]), *note, gap=0.3)
        body, foot = self._ways(at, number, state, spare)
        return Column(
            head, self._card(at, spare), *body, foot, Spacer(least=1.0), gap=_GAP_LOW if low else _GAP
        )

    def _card(self, at: AtStop, spare: int) -> Block:
        title = Text(way_title(at.way, self.texts), "heading" if self.theme.compact or spare else "title")
        if self.theme.compact and spare > 1:
            return title
        why = [Text(at.stop.why, "body", tone="ink2")] if at.stop.why and not spare else []
        words = Column(title, *why, gap=0.2, share=1.0)
        return Card(Beside(Icon(ICONS[at.stop.kind], tone="action", scale=1.4), words, gap=1.0))

    def _ways(self, at: AtStop, number: int, state: AppState, spare: int) -> tuple[list[Block], Block]:
        """What stands in between, and the buttons: going in, and passing by, which is always there."""
        words = self.texts.matter
        skip = partial(self.services.pass_stop, number, skipped=True)
        if not ways_open((at.way,), state.can_submit):
            shut = matter_steps.place_of(at.way) is not None  # but nothing can be submitted now
            said = words.no_order if shut else words.not_here
            note = Notice(said, () if shut or spare else (words.not_here_hint,), icon="info")
            return [note], PrimaryButton(words.skip, touch_id="stop.skip", on_tap=skip)
        enter = partial(self.services.open_way, at.stop.kind, at.stop.id)
        by = SecondaryButton(words.skip, touch_id="stop.skip", on_tap=skip)
        if at.stop.kind != "guide":
            word = words.count if at.stop.kind == "calculator" else words.fill
            return [], side_by_side(by, PrimaryButton(word, touch_id="stop.open", on_tap=enter))
        done = PrimaryButton(
            words.seen if not spare else words.seen_short,
            touch_id="stop.seen",
            on_tap=partial(self.services.pass_stop, number, skipped=False),
        )
        if spare > 1:
            by.text = words.skip_short
            look = SecondaryButton(words.look, touch_id="stop.open", on_tap=enter)
            return [], side_by_side(by, look, done)
        row = Row(words.look, icon="book", touch_id="stop.open", on_tap=enter)
        return [heard(row, self.audible)], side_by_side(by, done)

    def _row(self, stops: tuple[Passed, ...], at: int) -> list[Block]:
        """All stops; those far from here give way first where there is little room."""
        rows = [
            stop_row(number, stop, self.texts, self.services.stop_again) for number, stop in enumerate(stops)
        ]
        # The last one named gives way first: the stop one is at stands above, then those that only say
        # something, then those far from it.
        others = (one for one in range(len(rows)) if one != at)
        order = sorted(others, key=lambda one: (not rows[one].tappable, abs(one - at), one))
        for rank, number in enumerate((*order, at)):
            rows[number].yields = rank + 2 if rank else 1
        title = Text(self.texts.matter.stops.format(len(stops)), "small", tone="ink2", yields=2)
        return [title, *rows]


def _sampled(state: AppState) -> bool:
    matter = state.visit.matter if state.visit is not None else None
    return state.library is not None and matter is not None and matters.sampled(state.library, matter)


class _Steps(StepBar):
    """第 2 步，共 5 步; the card below names it."""

    def __init__(self, texts: Texts, step: int, count: int, sample: bool) -> None:
        super().__init__(texts.main, step, ("",) * count)
        self._words.text = as_sample(texts, texts.main.step_of.format(step + 1, count), sample)
