"""What the pages of one line share: which line it is, its answer, and what the button below leads to."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain import flow, sums
from kiosk.domain import state as s
from kiosk.domain import update_sums as filling
from kiosk.domain.state import AppState
from kiosk.domain.sums import Fault, SumLine
from kiosk.screens.sum_parts import line_hint
from kiosk.words.texts import Texts


@dataclass(frozen=True, slots=True)
class EntryPage:
    """``title``: of the calculator. ``told``: its fault is said. ``more``: another line is missing."""

    name: str
    title: str
    line: SumLine
    text: str
    told: bool
    more: bool
    today: date

    def problem(self, texts: Texts) -> str:
        """Why one cannot go on; empty as long as nobody tried."""
        if not self.told:
            return ""
        found = sums.fault(self.line, self.text)
        if found is None:
            found = Fault.EMPTY if self.line.required and not self.text else None
        return texts.sums.fault(self.line, found) if found is not None else ""

    def done_word(self, texts: Texts) -> str:
        if not self.text and not self.line.required:
            return texts.sums.skip
        return texts.sums.done_next if self.more else texts.sums.done

    def hint(self, texts: Texts) -> str:
        """The help, and an example of an amount."""
        words = texts.sums
        parts = [line_hint(self.line, texts, ranged=False)]
        if self.line.example and self.line.kind == "money" and not self.text:
            parts.append(words.example.format(words.value(self.line, self.line.example, texts.times)))
        return words.joint.join(part for part in parts if part)


def entry_page(state: AppState) -> EntryPage | None:
    visit = state.visit
    place = visit.under if visit is not None else None
    if not isinstance(place, s.SumEntry):
        return None
    card, done = flow.sum_card(state, place.name), filling.work(state, place.name)
    line = card.line(place.key) if card is not None else None
    if card is None or line is None:
        return None
    more = filling.after(card, done, line) is not None
    text, told = done.answers.get(line.key, ""), done.told == line.key
    return EntryPage(card.name, card.title, line, text, told, more, flow.today(state))
