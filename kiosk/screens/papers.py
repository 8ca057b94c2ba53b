"""写文书: what can be written here, what one of them is for, and its empty words as codes for a telephone."""

from functools import partial

from kiosk.domain import flow, paper_forms
from kiosk.domain import update_paper as papers
from kiosk.domain import visit_papers as p
from kiosk.domain.flow import Screen
from kiosk.domain.library_services import DocumentTemplate
from kiosk.domain.paper_codes import pieces
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_words
from kiosk.screens.leaf import Code
from kiosk.screens.paging import PagedList, pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, rail_width
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Bullets, Notice
from kiosk.screens.widgets.text import Text


class PapersScreen(RebuiltScreen):
    screen = Screen.PAPERS

    def view(self, state: AppState) -> object:
        return state.library, _page(state)

    def build(self, state: AppState) -> Block:
        return PagedList(
            name="papers",
            title=self.texts.paper.title,
            hint=self.texts.paper.hint,
            items=papers.offered(flow.library(state)),
            make=self._row,
            turn=self._turn,
            note=partial(chinese_words, self.texts),
        ).build(self, _page(state))

    def _row(self, one: DocumentTemplate) -> Block:
        row = Row(
            one.title,
            "" if self.theme.terse else one.short,
            "document",
            airy=not self.theme.compact,
            touch_id=f"papers.row.{one.id}",
            on_tap=partial(self.services.open, p.PaperAbout(one.id)),
        )
        return heard(row, self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(p.Papers(page))


class PaperAboutScreen(RebuiltScreen):
    screen = Screen.PAPER_ABOUT

    def view(self, state: AppState) -> object:
        one = _about(state)
        begun = one is not None and bool(_answers(state, one))
        return one, begun, state.sheets

    def build(self, state: AppState) -> Block:
        one = _about(state)
        if one is None:
            return Column(Notice(self.texts.paper.none, icon="info"), Spacer())
        for spare in range(4):  # what only helps gives way where height is scarce
            page = self._whole(state, one, spare)
            if self.fits(page) or spare == 3:
                break
            page.clear_widgets()
        return page

    def _whole(self, state: AppState, one: DocumentTemplate, spare: int) -> Column:
        words, low = self.texts.paper, self.theme.compact
        crumb = [] if low or spare else [Text(words.title, "small", tone="ink2")]
        head = Column(
            *crumb, Text(marked(self.texts, one.title, one), "title"), *chinese_words(self.texts), gap=0.1
        )
        short = [Text(one.short, "body")] if spare < 3 else []
        private = Notice(
            words.stays, (words.stays_hint,) if spare < 2 else (), icon="shield", kind="tint", role="body"
        )
        lines = [words.printed if state.sheets else words.unprinted, words.copied]
        facts = [] if spare else [Card(Bullets(lines, icon="check"))]
        empty = SecondaryButton(
            words.blank,
            touch_id="paper_about.blank",
            on_tap=partial(self.services.blank_paper, one.id),
        )
        fill = PrimaryButton(
            words.go_on if _answers(state, one) else words.fill,
            touch_id="paper_about.fill",
            on_tap=partial(self.services.fill_paper, one.id),
        )
        gap = 0.5 if low else 0.8
        return Column(head, *short, private, *facts, Spacer(), side_by_side(empty, fill), gap=gap)


class PaperCodesScreen(RebuiltScreen):
    screen = Screen.PAPER_CODES

    def view(self, state: AppState) -> object:
        return _codes(state)

    def build(self, state: AppState) -> Block:
        title, codes, at = _codes(state)
        if not codes:
            return Column(Notice(self.texts.paper.none, icon="info"), Spacer())
        words, turn = self.texts.paper, self.services.turn_paper
        at = min(at, len(codes) - 1)
        many, code = len(codes) > 1, _WideCode(codes[at], grow=1.0)
        hints = [words.codes_hint, words.codes_empty] if many else [words.codes_empty]
        under = [Text(line, "small", tone="ink2", yields=rank) for rank, line in enumerate(hints, 1)]
        if self.theme.compact:
            turning: list[Block] = []
            if many:
                both = turn_buttons("paper_codes", at, len(codes), turn, self.texts.main)
                turning = [*both, where_in_short(at, len(codes), self.texts.main, yields=1)]
            told = Column(Text(words.codes, "heading"), *under, Spacer(), gap=0.4, share=1.0)
            rail = [Rail(rail_width(self.look), *turning, Spacer(), gap=0.7)] if turning else []
            return Beside(told, Column(code, share=1.2), *rail, gap=1.0)
        head = [Text(words.codes_title.format(title), "title")]
        where = [Text(words.code_of.format(at + 1, len(codes)), "strong")] if many else []
        foot = [pager("paper_codes", at, len(codes), turn, False, self.texts.main)] if many else []
        return Column(*head, *under, *where, code, *foot, gap=0.6)


class _WideCode(Code):
    """As large as its place: a long text makes small squares."""

    def natural(self) -> float:
        return 1.0

    def fit(self, width: float) -> float:
        return 0.0


def _about(state: AppState) -> DocumentTemplate | None:
    place = state.visit.place if state.visit is not None else None
    if not isinstance(place, p.PaperAbout):
        return None
    return papers.template(flow.library(state), place.document_id)


def _answers(state: AppState, one: DocumentTemplate) -> bool:
    draft = paper_forms.written(state.visit, one.id)
    return draft is not None and any(draft.answers.values())


def _codes(state: AppState) -> tuple[str, tuple[str, ...], int]:
    """The empty paper's title and its words, a text for each code, and which is shown; only of a paper nobody
    wrote into.
    """
    visit = state.visit
    place = visit.place if visit is not None else None
    work = visit.paper if visit is not None else None
    if not isinstance(place, p.PaperCodes) or work is None or not work.blank or work.drawn is None:
        return "", (), 0
    one = papers.template(flow.library(state), place.document_id)
    return (one.title if one is not None else "", pieces(work.drawn.parts), place.page)


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, p.Papers) else 0
