"""找人帮 and 求助: whom to call and when they answer, and leaving a message. In the county's order."""

from dataclasses import replace
from functools import partial
from typing import Final

from kiosk.domain import flow, telephones
from kiosk.domain import state as s
from kiosk.domain import visit_where as w
from kiosk.domain.duty import Duty, State
from kiosk.domain.flow import Screen
from kiosk.domain.library import Hotline, SiteCard
from kiosk.domain.state import AppState
from kiosk.screens.answering import answers, instead_words, legal_words
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text

CONSULTATION: Final = "consultation"


class HelpScreen(RebuiltScreen):
    screen = Screen.HELP

    def view(self, state: AppState) -> object:
        site = _site(state)
        said = tuple(answers(state, duty, self.texts) for duty in _duties(site)) if site is not None else ()
        return state.library, state.can_submit, flow.can_look(state), _left(state), said

    def build(self, state: AppState) -> Block:
        site = _site(state)
        if site is None:
            line = Hotline(telephones.LEGAL_LINE, legal_words(state, self.texts))
            title = Text(self.texts.main.help_title, "title")
            return Column(title, _roomy(line, None), Spacer(), *self._foot(state))
        # Where there is no room for all, what explains a number goes before the adviser does.
        page = self._page(site, state, full=True)
        return page if self.fits(page) else self._page(site, state, full=False)

    def _page(self, site: SiteCard, state: AppState, full: bool) -> Block:
        title = Text(marked(self.texts, self.texts.main.help_title, site), "title")
        foot = self._foot(state)
        low = self.theme.compact
        alike = len({line.answers for line in site.hotlines}) == 1
        lines = [
            (_low if low else _roomy)(
                line if full else replace(line, note=""),
                None if alike else self._answers(state, line.answers),
            )
            for line in site.hotlines
        ]
        numbers = Grid(*lines, columns=2 if low else 1, gap=0.7 if full else 0.5)
        head = self._head(title, site.hotlines[0].answers, state) if alike else title
        people = self._people(site, state, full)
        return Column(head, numbers, *people, Spacer(), *foot, gap=(0.5 if full else 0.3) if low else 1.0)

    def _head(self, title: Text, duty: Duty, state: AppState) -> Block:
        """When all numbers are answered at the same times it is said once."""
        answered = self._answers(state, duty)
        answered.text = self.texts.duty.all_lines.format(answered.text)
        if not self.theme.terse:
            return Column(title, answered, gap=0.1)
        title.valign = answered.valign = "middle"
        answered.share = 1.0
        return Beside(title, answered, gap=1.2)

    def _foot(self, state: AppState) -> list[Block]:
        """Who has left a word already asks what became of it; everybody else may leave one."""
        ways: list[Block] = []
        if not _left(state):  # one would lose the number of what was submitted
            danger = partial(self.services.open, w.EmergencyNumbers())
            ways.append(
                SecondaryButton(self.texts.where.danger, touch_id="help.emergency", on_tap=danger, share=1.0)
            )
        if flow.can_look(state):
            look = partial(self.services.open, s.AskProgress())
            ways.append(
                SecondaryButton(self.texts.progress.home, touch_id="help.progress", on_tap=look, share=1.0)
            )
        if state.can_submit:
            leave = partial(self.services.open_form, CONSULTATION)
            pen = PrimaryButton(
                self.texts.main.help_leave, icon="pen", touch_id="help.leave", on_tap=leave, share=1.8
            )
            ways.append(pen)
        return [Beside(*ways, gap=0.8)] if ways else []

    def _people(self, site: SiteCard, state: AppState, full: bool) -> list[Block]:
        """The adviser, with who answers when he does not; and whom to tell of the machine."""
        desk = self._desk(site, state)
        if not site.adviser:
            return [desk]
        answered = self._answers(state, site.adviser_answers, instead=True)
        if self.theme.compact:
            note = [Text(site.adviser_note, "small")] if full and site.adviser_note else []
            words = self.texts.main.help_adviser_is.format(site.adviser)
            return [Column(Text(words, "small"), *note, answered, gap=0.0, yields=1), desk]
        label = Text(self.texts.main.help_adviser, "small", tone="ink2")
        told = Column(
            *([label] if full else []),
            Text(site.adviser, "strong"),
            *([Text(site.adviser_note, "body")] if site.adviser_note else []),
            answered,
            gap=0.0,
            share=1.0,
        )
        return [Card(Beside(Icon("person", tone="action"), told), yields=1), desk]

    def _desk(self, site: SiteCard, state: AppState) -> Block:
        words = self.texts.main.help_desk.format(site.help_phone)
        if site.help_phone not in {line.number for line in site.hotlines}:
            words += self.texts.main.joint + answers(state, site.help_answers, self.texts)
        return Text(words, "small", tone="ink2", yields=2)

    def _answers(self, state: AppState, duty: Duty, instead: bool = False) -> Text:
        """``instead``: with who else answers where this one may not."""
        now = telephones.answering(state, duty).state
        tone = "done" if now in (State.ALWAYS, State.OPEN) else "attention" if now is State.CLOSED else "ink2"
        said = instead_words(state, duty, self.texts) if instead else answers(state, duty, self.texts)
        return Text(said, "small", tone=tone)


def _left(state: AppState) -> bool:
    """Whether what was submitted is still shown below this page."""
    return state.visit is not None and state.visit.submission is not None


def _site(state: AppState) -> SiteCard | None:
    library = flow.library(state)
    return library.site if library is not None else None


def _duties(site: SiteCard) -> list[Duty]:
    adviser = [site.adviser_answers] if site.adviser else []
    return [*(line.answers for line in site.hotlines), *adviser, site.help_answers]


def _roomy(hotline: Hotline, answered: Text | None) -> Block:
    """A number to dial, large, with whose it is. Nothing to tap: there is no telephone in the terminal."""
    number = Text(hotline.number, "title", tone="action", valign="middle", says="phone")
    note = [Text(hotline.note, "small", tone="ink2")] if hotline.note else []
    said = [answered] if answered is not None else []
    words = Column(Spacer(), Text(hotline.name, "strong"), *note, *said, Spacer(), gap=0.0, share=1.0)
    return Card(Beside(Icon("phone", tone="action"), _Fixed(number), words))


def _low(hotline: Hotline, answered: Text | None) -> Block:
    """The same on low panels, without the note."""
    number = Text(hotline.number, "subtitle", tone="action", valign="middle", says="phone")
    name = Text(hotline.name, "small", valign="middle", share=1.0)
    if answered is None:
        return Card(Beside(number, name, gap=0.7, grow=1.0), inset=0.6)
    answered.role = "tiny"
    words = Column(Spacer(), name, answered, Spacer(), gap=0.0, share=1.0)
    return Card(Beside(number, words, gap=0.7, grow=1.0), inset=0.6)


class _Fixed(Block):
    """Keeps a column of numbers aligned: as wide as the longest emergency number."""

    def natural(self) -> float:
        return self.look.paint.width("000000", "title")
