"""已提交: said only when the order is durable. Its number, what happens next, the truth about the slip."""

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.domain import flow, forms, matter_steps, slip_code
from kiosk.domain.comfort import Language
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState, PrintState, Submission
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import Chip, PrimaryButton, SecondaryButton
from kiosk.screens.widgets.notes import NumberedSteps
from kiosk.screens.widgets.picture import Icon, QrImage
from kiosk.screens.widgets.text import Text

_QR_MM = 75.0
_QR_MM_LOW = 52.0
_NO_SLIP = (PrintState.REFUSED, PrintState.UNCERTAIN)


class DoneMark(Block):
    """A tick in a pale disc."""

    ground = "done_tint"

    def __init__(self) -> None:
        super().__init__()
        self._disc = InstructionGroup()
        self.canvas.add(self._disc)
        self._tick = Icon("check", tone="done", scale=1.2, weight=6.0)
        self.add_widget(self._tick)

    def natural(self) -> float:
        return float(self.theme.badge)

    def fit(self, width: float) -> float:
        return float(self.theme.badge)

    def arrange(self) -> None:
        side = self.theme.badge
        at = (round(self.center_x - side / 2), round(self.center_y - side / 2))
        texture = self.look.paint.icon("disc", side)
        self._disc.clear()
        self._disc.add(Color(*self.theme.colour("done_tint")))
        self._disc.add(Rectangle(texture=texture, pos=at, size=(side, side)))
        self._tick.place(*at, side, side)


class Square(QrImage):
    """A code as wide as it is high."""

    framed = True

    def natural(self) -> float:
        return float(self.theme.mm(_QR_MM_LOW if self.theme.compact else _QR_MM))

    def fit(self, width: float) -> float:
        return self.natural()


class SubmittedScreen(RebuiltScreen):
    screen = Screen.SUBMITTED

    def view(self, state: AppState) -> object:
        submission = state.visit.submission if state.visit is not None else None
        matter = state.visit.matter if state.visit is not None else None
        return submission, state.online, state.printer.usable, state.library, matter

    def build(self, state: AppState) -> Block:
        submission = state.visit.submission if state.visit is not None else None
        if submission is None:
            return Column()
        title = Text(self.texts.form.done_title, "title", tone="done", valign="middle", share=1.0)
        sheet = self._sheet(state)
        low = sheet if self.theme.compact else []
        mark = [] if low else [DoneMark()]
        top = Beside(*mark, title, *low, gap=1.0)
        rate = PrimaryButton(
            self.texts.form.done_rate, touch_id="submitted.rate", on_tap=self.services.go_rate
        )
        paper = self._paper(state, submission)
        if self.theme.compact:
            rate.share, paper.share = self._part_of(rate), 1.0
            foot = Beside(paper, rate, gap=1.0)
            told = self._next(state, submission)
            # The slip says the rest: here as many of the steps stand as there is height for.
            for count in range(len(told), -1, -1):
                page = Column(top, self._facts_low(submission, told[:count]), Spacer(), foot, gap=0.6)
                if not count or self.fits(page):
                    return page
                page.clear_widgets()
        told = self._next(state, submission)
        while True:
            # The slip says the rest where large text leaves no room for all of it.
            title = Text(self.texts.form.done_next, "heading")
            steps = [Card(title, NumberedSteps(told, gap=0.5), gap=0.5)] if told else []
            close = 0.7 if self.theme.elder else 0.9
            page = Column(top, self._facts(submission), *steps, paper, Spacer(), *sheet, rate, gap=close)
            if not told or self.fits(page):
                return page
            page.clear_widgets()
            told = told[:-1]

    def _sheet(self, state: AppState) -> list[Block]:
        """After a bundle: what was done in it."""
        visit, library = state.visit, state.library
        if visit is None or library is None or visit.matter is None:
            return []
        if not matter_steps.submitted(visit.matter, library):
            return []
        # On low panels beside the title: the number's code needs the height.
        words, show = self.texts.matter, self.services.show_sheet
        if self.theme.compact:
            role = "strong" if self.texts.language is Language.ZH else "small_bold"
            return [Chip(words.sheet_short, role=role, touch_id="submitted.sheet", on_tap=show)]
        return [SecondaryButton(words.sheet, touch_id="submitted.sheet", on_tap=show)]

    # ---- the number and its code

    def _facts(self, submission: Submission) -> Block:
        words = Column(
            Spacer(),
            Text(self.texts.form.done_number, "body", tone="ink2"),
            Text(submission.committed.order_no, "number", says="order"),
            *self._code(submission, "body"),
            Spacer(),
            gap=0.15,
            share=1.0,
        )
        return Card(Beside(words, *self._qr(submission), gap=1.0))

    def _part_of(self, rate: PrimaryButton) -> float:
        """Its share beside the paper's of 1: a third of the row, more where its words need it."""
        rate.look_given = self.look
        wide, row = rate.natural(), self.room()[0] - self.theme.gap
        return max(0.5, wide / (row - wide))

    def _facts_low(self, submission: Submission, next_steps: list[str]) -> Block:
        number = Beside(
            Text(self.texts.form.done_number, "small", tone="ink2", valign="middle"),
            Text(submission.committed.order_no, "number", says="order", valign="middle", share=1.0),
            gap=0.8,
        )
        steps = [Text(sentence, "small") for sentence in next_steps]
        words = Column(number, *self._code(submission, "small"), *steps, gap=0.15, share=1.0)
        return Card(Beside(words, *self._qr(submission), gap=1.0), inset=0.8)

    def _qr(self, submission: Submission) -> list[Block]:
        """Nothing when the order was committed before and its secret is gone."""
        committed = submission.committed
        if not committed.secret:
            return []
        return [Square(slip_code.qr_payload(committed.order_no, committed.secret))]

    def _code(self, submission: Submission, role: str) -> list[Block]:
        """What to copy when there is no paper; otherwise what the paper is for."""
        if submission.printing.state not in _NO_SLIP:
            return [Text(self.texts.form.done_keep, role, tone="ink2")]
        if not submission.committed.secret:
            return [Text(self.texts.form.done_copy, role, tone="ink2")]
        typed = f"{self.texts.form.done_code} {slip_code.typed_code(submission.committed.secret)}"
        return [Text(typed, "strong", private=True), Text(self.texts.form.done_copy_both, role, tone="ink2")]

    def _next(self, state: AppState, submission: Submission) -> list[str]:
        if submission.delivered:
            first = self.texts.form.done_delivered
        else:
            first = self.texts.form.done_sending if state.online else self.texts.form.done_offline
        library = flow.library(state)
        item = library.item(submission.item_id) if library is not None else None
        if item is None:
            return [first]
        bring = self.texts.main.list_joint.join(forms.materials_of(item, submission.due))
        told = [self.texts.form.done_bring.format(bring)] if submission.due else []
        sign = [self.texts.chosen.sign_there] if submission.unsigned else []
        return [first, *sign, *told, *item.promise]

    # ---- the slip

    def _paper(self, state: AppState, submission: Submission) -> Block:
        """One strip: what is known of the slip, and 重打 where that can help."""
        printing = submission.printing
        again = bool(submission.committed.secret) and printing.state is not PrintState.SENDING
        match printing.state:
            case PrintState.SENDING:
                words, kind = self.texts.form.done_printing, "tint"
            case PrintState.SENT:
                words, kind = self.texts.form.done_printed, "tint"
            case PrintState.UNCERTAIN:
                words, kind = self.texts.form.done_uncertain, "attention"
            case PrintState.REFUSED:
                known = printing.code in self.texts.errors
                words = self.texts.error(printing.code) if known else self.texts.form.done_no_slip
                kind = "attention"
                again = again and state.printer.usable
        tone = "ink" if kind == "tint" else "attention"
        role = "small_bold" if self.theme.compact else "strong"
        said = Text(words, role, tone=tone, valign="middle", share=1.0)
        parts: list[Block] = [Icon("printer", tone=tone, scale=0.9), said]
        if again:
            # Long words leave the sentence beside them no room on low panels.
            small = self.theme.compact and self.texts.language is not Language.ZH
            parts.append(
                PrintChip(
                    self.texts.form.done_again,
                    role="small_bold" if small else "strong",
                    touch_id="submitted.print",
                    about=self.texts.main.end_slip,
                    on_tap=self.services.print_again,
                )
            )
        inset = 0.5 if self.theme.compact else 0.8 if self.theme.elder else 1.0
        return Column(Beside(*parts, gap=0.9, grow=1.0), surface=kind, inset=inset)


class PrintChip(Chip):
    """White on the coloured strip."""

    surfaces = ("card", "card_down", "outline_off")
