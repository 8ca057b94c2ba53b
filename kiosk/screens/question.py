"""One plain question of a scenario: large answers, 不清楚 always there, the way so far in small print."""

from collections.abc import Iterator
from functools import partial

from kiosk.domain import flow
from kiosk.domain import scenario_matter as matters
from kiosk.domain.flow import Screen
from kiosk.domain.scenario_matter import Asking
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_note
from kiosk.screens.matter_parts import MostBar, path_rows
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

_GAP = 0.6


class QuestionScreen(RebuiltScreen):
    screen = Screen.QUESTION

    def view(self, state: AppState) -> object:
        return state.library, state.visit.matter if state.visit is not None else None

    def build(self, state: AppState) -> Block:
        asking = shown(state)
        if asking is None:
            return Column()
        for page in self._layouts(asking):
            if self.fits(page):
                break
            page.clear_widgets()
        return self._with_path(page, asking)

    def _layouts(self, asking: Asking) -> Iterator[Column]:
        """As much as there may be room for, the roomiest first; what is always there stands in the last."""
        for columns in (1, 2, 3) if self.theme.compact else (1,):
            for tight in (False, True):
                yield self._page(asking, columns, tight)
        if asking.telling:
            yield self._page(asking, 0, tight=True)

    def _page(self, asking: Asking, columns: int, tight: bool) -> Column:
        """``columns`` of answers, 0: without them, where how to tell takes all the room; ``tight``: without
        what only helps.
        """
        head = self._head(asking, tight)
        answers = [Grid(*self._answers(asking, tight), columns=columns, gap=_GAP)] if columns else []
        told = [] if not asking.telling else [self._tell(asking)]
        foot: list[Block] = []
        if asking.telling:
            foot = [self._anyway(asking)]
            if not columns:
                back = SecondaryButton(
                    self.texts.matter.choose, touch_id="question.back", on_tap=self.services.back
                )
                foot = [Beside(_shared(back), _shared(foot[0]), gap=0.8)]
        return Column(*head, *told, *answers, *foot, Spacer(least=1.0), gap=0.7)

    def _with_path(self, page: Block, asking: Asking) -> Block:
        """What was answered so far below it, as far as there is room."""
        parts = list(page.blocks)
        page.clear_widgets()
        rows = path_rows(asking.path, self.texts, self.services.path_back)
        return Column(*parts, *rows, gap=0.7 if not self.theme.compact else 0.5)

    def _head(self, asking: Asking, tight: bool) -> list[Block]:
        note = [] if tight else chinese_note(self.texts, asking.question)
        bar = MostBar(self.texts, asking.progress)
        told = asking.question.hint if not tight else ""
        hint = [Text(told, "small", tone="ink2")] if told else []
        words = Text(asking.question.ask, "title", valign="middle")
        if self.theme.compact:
            return [*([] if tight else [bar]), Column(words, *hint, *note, gap=0.1)]
        crumb = Text(self.texts.matter.crumb.format(asking.title), "small", tone="ink2")
        return [Column(*([] if tight else [crumb]), bar, gap=0.3), Column(words, *hint, *note, gap=0.2)]

    def _tell(self, asking: Asking) -> Block:
        role = "small" if self.theme.terse else "body"
        return Notice(self.texts.matter.how, (asking.question.unsure.tell,), "info", "tint", role)

    def _answers(self, asking: Asking, tight: bool) -> list[Block]:
        airy = not self.theme.compact and not tight
        rows = [
            Row(
                one.say,
                airy=airy,
                touch_id=f"question.answer.{number}",
                on_tap=partial(self.services.answer_question, asking.question.id, number),
            )
            for number, one in enumerate(asking.question.answers)
        ]
        if not asking.telling:
            rows.append(
                Row(
                    self.texts.matter.unsure,
                    icon="info",
                    airy=airy,
                    touch_id="question.unsure",
                    on_tap=partial(self.services.not_sure, asking.question.id, telling=False),
                )
            )
        return [heard(row, self.audible) for row in rows]

    def _anyway(self, asking: Asking) -> Block:
        return PrimaryButton(
            self.texts.matter.anyway,
            touch_id="question.anyway",
            on_tap=partial(self.services.not_sure, asking.question.id, telling=True),
        )


def _shared(block: Block) -> Block:
    block.share = 1.0
    return block


def shown(state: AppState) -> Asking | None:
    """The question in the language of the visit."""
    library = flow.library(state)
    matter = state.visit.matter if state.visit is not None else None
    at = matters.shown(library, matter) if library is not None and matter is not None else None
    return at if isinstance(at, Asking) else None
