"""Papers laid under the camera: what was taken so far, what the camera sees, and each page shown back."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import sheets as sh
from kiosk.domain import update_sheets
from kiosk.domain.flow import Screen
from kiosk.domain.library import FormField
from kiosk.domain.sheets import Phase, Sheet, Shot
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.form_page import FormPage, form_page, head, problem_line
from kiosk.screens.living import LivingScreen
from kiosk.screens.paging import pager, turn_buttons
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.notes import Bullets
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.view import ViewBox
from kiosk.services import Services

_SIDE: Final = 0.5  # of the picture's width: what stands beside it on low panels
_ACROSS: Final = 3  # small pictures
_A_PAGE: Final = 6
_A_LOW_PAGE: Final = 4
_LEAST_MM: Final = 30.0  # of a picture's height
_LEAST_SMALL_MM: Final = 10.0


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """``why``: why no picture can be taken now, as a code; ``more``: whether one more may be."""

    form: FormPage
    field: FormField
    sheets: tuple[Sheet, ...]
    why: str
    more: bool
    turned: int

    @property
    def shot(self) -> Shot:
        return self.form.progress.shot

    @property
    def shown(self) -> Sheet | None:
        """The page that is shown back."""
        return next((one for one in self.sheets if one.sheet_id == self.shot.sheet_id), None)


class SheetsScreen(LivingScreen[SheetsPage]):
    screen = Screen.SHEETS

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._turned = 0
        self._state: AppState | None = None
        self._eye = ViewBox(least_mm=_LEAST_MM, look_given=look)
        self._said = Text("", "strong", tone="ink2", lively=True, look_given=look)
        self._take = PrimaryButton(
            look.texts.photographed.take,
            icon="" if look.theme.compact else "camera",
            touch_id="sheets.take",
            on_tap=services.take_sheet,
            look_given=look,
        )
        self._leave = SecondaryButton(
            look.texts.photographed.leave,
            touch_id="sheets.leave",
            on_tap=services.show_sheets,
            look_given=look,
        )

    # ---- state -> widgets

    def show(self, state: AppState) -> None:
        self._state = state
        super().show(state)

    def page(self, state: AppState) -> SheetsPage | None:
        form = form_page(state, self.texts)
        if form is None or form.field is None or form.field.kind != "pages":
            return None
        sheets = sh.of_field(form.draft.sheets, form.field.id)
        more = update_sheets.may_take(form.progress, form.field)
        return SheetsPage(form, form.field, sheets, update_sheets.why_not(state), more, self._turned)

    def shape(self, page: SheetsPage) -> object:
        """All but what the camera sees, which changes several times a second."""
        shot = page.shot
        aiming = shot.phase in (Phase.AIMING, Phase.TAKING)
        told = (page.form.problem, shot.code, page.why, page.more, page.turned)
        return page.form.item.id, page.form.step, page.field, page.sheets, aiming or shot.phase, told

    def assemble(self, page: SheetsPage) -> None:
        for block in (self._eye, self._said, self._take, self._leave):
            block.detach()
        if page.shot.phase in (Phase.AIMING, Phase.TAKING):
            self.refresh(page)
            self.swap(self._aiming(page))
        elif page.shot.phase is Phase.SHOWN and page.shown is not None:
            self.swap(self._shown(page, page.shown))
        elif page.sheets:
            self.swap(self._list(page))
        else:
            self.swap(self._asked(page))
        self.again()

    def refresh(self, page: SheetsPage) -> None:
        texts, taking = self.texts.photographed, page.shot.phase is Phase.TAKING
        aiming = page.shot.phase in (Phase.AIMING, Phase.TAKING)
        self._eye.set(page.shot.view if aiming else None)
        seen = page.shot.view is not None
        self._said.text = texts.taking if taking else texts.aim if seen else texts.opening
        self._take.enabled = seen and not taking
        self._leave.enabled = not taking

    def by_keys(self) -> Parts:
        return (Public(self.texts.photographed.keys),)

    # ---- the four things it may be

    def _aiming(self, page: SheetsPage) -> Block:
        return self._picture(page, self._eye, self._said, [self._leave, self._take])

    def _shown(self, page: SheetsPage, one: Sheet) -> Block:
        texts = self.texts.photographed
        doubt = texts.doubt(one.doubt)
        role = "small_bold" if self.theme.compact else "strong"
        said = problem_line(doubt, role) if doubt else Text(texts.look, role, tone="ink2")
        again = SecondaryButton(
            texts.again,
            role=self._role(),
            touch_id="sheets.again",
            enabled=not page.why,
            on_tap=self.services.retake_sheet,
        )
        more = self._more(page)
        return self._picture(page, ViewBox(one.view, least_mm=_LEAST_MM), said, [again, more, self._done()])

    def _picture(self, page: SheetsPage, picture: Block, said: Block, buttons: list[Block]) -> Block:
        """A picture as large as it may be; low panels have the buttons beside it."""
        count = len(page.sheets) + (0 if page.shot.phase is Phase.SHOWN else 1)
        name = self.texts.photographed.number.format(count)
        if page.form.problem:
            said = problem_line(page.form.problem, "small_bold" if self.theme.compact else "strong")
        if self.theme.compact:
            side = Column(Spacer(), *buttons, gap=0.7)
            picture.share, side.share = 1.0, _SIDE
            top = head(self.look, page.form, name, said)
            return Column(top, Beside(picture, side, gap=1.0, grow=1.0), gap=0.5)
        *others, main = buttons
        top = head(self.look, page.form, name)
        return self._reached(Column(top, picture, said, side_by_side(*others), main, gap=0.8))

    def _asked(self, page: SheetsPage) -> Block:
        """Nothing was taken yet: what is to be laid down."""
        texts, low = self.texts.photographed, self.theme.compact
        wrong = self._wrong(page)
        hint = Text(page.field.help, "small", tone="ink2") if page.field.help else None
        lines = Card(Bullets(page.field.sentences, icon="document"), gap=0.4, yields=1 if low else 0)
        sealed = Text(texts.sealed, "small", tone="ink2", yields=2 if low else 0)
        start = PrimaryButton(
            texts.start,
            icon="camera",
            role="start",
            tall=1.0 if low else 1.4,
            touch_id="sheets.start",
            on_tap=self.services.aim_camera,
        )
        kind = PrimaryButton if page.why else SecondaryButton
        bring = kind(texts.bring, touch_id="sheets.bring", on_tap=self.services.bring_instead)
        ways: list[Block] = [bring] if page.why else [start] if page.field.required else [start, bring]
        feet = [side_by_side(*reversed(ways))] if low else ways
        top = head(self.look, page.form, page.field.title, None if low and wrong else hint)
        whole = Column(top, lines, sealed, *wrong, Spacer(), *feet, gap=0.5 if low else 0.8)
        return self._reached(whole)

    def _list(self, page: SheetsPage) -> Block:
        texts, low = self.texts.photographed, self.theme.compact
        apart = self.theme.seated and not low  # what is looked at above, what is touched within reach
        size = _A_LOW_PAGE if low else _ACROSS if apart else _A_PAGE
        pages = -(-len(page.sheets) // size)
        at = min(self._turned, pages - 1)
        here = list(enumerate(page.sheets, start=1))[at * size : (at + 1) * size]
        cells = [Column(*self._looked_at(*one), gap=0.3) for one in here]
        drops = [self._drop(*one) for one in here]
        across = _A_LOW_PAGE if low else _ACROSS
        if apart:
            shown: list[Block] = [Grid(*cells, columns=across, grow=1.0), Grid(*drops, columns=across)]
        else:
            whole = [Column(cell, drop, gap=0.3) for cell, drop in zip(cells, drops, strict=True)]
            for cell in cells:
                cell.grow = 1.0
            shown = [Grid(*whole, columns=across, gap=0.7, grow=1.0)]
        count = texts.count_most(len(page.sheets), sh.most(page.field))
        wrong, foot = self._wrong(page), (self._more(page), self._done())
        if low:
            turns = turn_buttons("sheets.page", at, pages, self._turn, self.texts.main) if pages > 1 else ()
            for one in turns:
                one.role = self._role()
            top = head(self.look, page.form, count)
            return self._reached(Column(top, *shown, *wrong, side_by_side(*turns, *foot), gap=0.5))
        turn = [pager("sheets.page", at, pages, self._turn, False, self.texts.main)] if pages > 1 else []
        top = head(self.look, page.form, page.field.title, Text(count, "small", tone="ink2"))
        return self._reached(Column(top, *shown, *wrong, *turn, *foot, gap=0.8))

    def _looked_at(self, number: int, one: Sheet) -> list[Block]:
        picture = ViewBox(one.view, least_mm=_LEAST_SMALL_MM, low=True)
        name = self.texts.photographed.number.format(number)
        words = Text(name, "small", tone="ink2", align="center")
        return [picture] if self.theme.compact else [picture, words]

    def _drop(self, number: int, one: Sheet) -> Block:
        texts = self.texts.photographed
        return DangerButton(
            texts.drop,
            role="small_bold" if self.theme.compact else "row",
            tall=0.77,
            touch_id=f"sheets.drop.{number - 1}",
            about=texts.number.format(number),
            on_tap=partial(self.services.drop_sheet, one.sheet_id),
        )

    # ---- their parts

    def _role(self) -> str:
        """Of buttons that stand in a narrow place on low panels."""
        return "small_bold" if self.theme.compact else "button"

    def _more(self, page: SheetsPage) -> SecondaryButton:
        return SecondaryButton(
            self.texts.photographed.more,
            icon="" if self.theme.compact else "camera",
            role=self._role(),
            touch_id="sheets.start",
            enabled=page.more and not page.why,
            on_tap=self.services.aim_camera,
        )

    def _done(self) -> PrimaryButton:
        return PrimaryButton(
            self.texts.photographed.done, touch_id="sheets.done", on_tap=self.services.next_page
        )

    def _wrong(self, page: SheetsPage) -> list[Block]:
        """What stops the form, or why there is no picture; one sentence."""
        code = page.shot.code or page.why
        said = page.form.problem or (self.texts.error(code) if code in self.texts.errors else "")
        return [problem_line(said)] if said else []

    def _reached(self, whole: Column) -> Column:
        if self.theme.seated:
            whole.reach = self.reach()
        return whole

    def _turn(self, page: int) -> None:
        self._turned = page
        if self._state is not None:
            self.show(self._state)

    # ---- forgetting

    def leave(self) -> None:
        super().leave()
        self._turned, self._state = 0, None
        self._eye.set(None)
