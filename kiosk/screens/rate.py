"""这次办得怎么样？ Five faces with words, nothing preselected; and, for the lower two, why."""

from functools import partial
from typing import Final

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.faces import FaceRow, FaceTile
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.text import Text
from kiosk.wire.evaluation import LABELS, REASONS, Level

_TONES: Final = {5: "done", 4: "done", 3: "ink2", 2: "attention", 1: "danger"}


class SkipButton(SecondaryButton):
    """As high as a primary button: not rating is an answer too."""

    def least(self) -> float:
        return float(self.theme.primary)


class RateScreen(RebuiltScreen):
    screen = Screen.RATE

    def view(self, state: AppState) -> object:
        return state.evaluator.usable

    def build(self, state: AppState) -> Block:
        hint = self.texts.form.rate_hint_keys if state.evaluator.usable else self.texts.form.rate_hint
        quiet = "small" if self.theme.compact else "body"
        top = Column(Text(self.texts.form.rate_title, "title"), Text(hint, quiet, tone="ink2"), gap=0.2)
        skip = SkipButton(self.texts.form.rate_skip, touch_id="rate.skip", on_tap=self.services.skip_rating)
        if self.theme.compact:
            tiles = [self._face(FaceTile, level) for level in LABELS]
            return Column(top, Grid(*tiles, columns=len(tiles), gap=0.8, grow=1.0), skip, gap=0.8)
        rows = [self._face(FaceRow, level) for level in LABELS]
        return Column(top, Column(*rows, gap=0.85), Spacer(), skip, gap=1.0)

    def _face(self, shape: type[FaceRow | FaceTile], level: Level) -> Block:
        value = int(level)
        label = self.texts.rating.level(level)
        if shape is FaceTile:
            label = self._broken(label)
        face = shape(
            label,
            icon=f"face{value}",
            tone=_TONES[value],
            touch_id=f"rate.{value}",
            on_tap=partial(self.services.rate, value),
        )
        return heard(face, self.audible) if shape is FaceRow else face

    def _broken(self, label: str) -> str:
        """In two lines where a narrow tile wants them."""
        texts = self.texts.rating
        for word in (texts.very, texts.mostly) if self.theme.elder else (texts.very,):
            if label.startswith(word) and label != word:
                return f"{word}\n{label.removeprefix(word).strip()}"
        return label


class ReasonsScreen(RebuiltScreen):
    screen = Screen.REASONS

    def view(self, state: AppState) -> object:
        rating = state.visit.rating if state.visit is not None else None
        return rating.reasons if rating is not None else ()

    def build(self, state: AppState) -> Block:
        rating = state.visit.rating if state.visit is not None else None
        chosen = rating.reasons if rating is not None else ()
        low = self.theme.compact
        options = [
            Option(
                self.texts.rating.reason(reason),
                many=True,
                role="small_bold" if low and self.theme.elder else "row",
                tall=0.8 if low or self.theme.seated else 1.0,
                chosen=reason in chosen,
                touch_id=f"reasons.{reason}",
                on_tap=partial(self.services.toggle_reason, reason),
            )
            for reason in REASONS
        ]
        skip = SkipButton(
            self.texts.form.reasons_skip, touch_id="reasons.skip", on_tap=self.services.skip_rating
        )
        send = PrimaryButton(
            self.texts.form.reasons_send, touch_id="reasons.send", on_tap=self.services.send_rating
        )
        skip.share, send.share = 1.0, 2.0
        hint = Text(self.texts.form.reasons_hint, "small" if low else "body", tone="ink2", valign="middle")
        title = Text(self.texts.form.reasons_title, "title", valign="middle")
        top = Beside(title, hint, gap=1.0) if low else Column(title, hint, gap=0.2)
        # On low panels their words would have to break: there the page as a whole is read.
        rows = [heard(option, self.audible and not low) for option in options]
        grid = Grid(*rows, columns=2 if low else 1, gap=0.6)
        return Column(top, grid, Spacer(), Beside(skip, send, gap=0.8), gap=0.8 if low else 1.0)
