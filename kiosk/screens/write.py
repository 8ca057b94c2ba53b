"""Writing: a pad or pinyin's keys, what ink or letters may mean, common sentences, digits and marks.

The text itself is in the state (the draft), and so are letters; here are only the ink of the character being
written and the candidates of exactly that ink. Nothing is taken over by time: a character enters the text by
a tap, or by 写好了, which shows what it took before the page is left.
"""

import math
from functools import partial
from typing import Final

from kiosk.domain import caret, spelled
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.visit_where import ONLINE
from kiosk.domain.writing import Method
from kiosk.domain.writing_place import method
from kiosk.screens import written
from kiosk.screens.form_page import head
from kiosk.screens.found import instead
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.typewriter import capital
from kiosk.screens.write_board import WriteBoard
from kiosk.screens.write_offers import Offers
from kiosk.screens.write_page import WritePage, write_page
from kiosk.screens.write_parts import Field, Message
from kiosk.screens.write_touches import Touches
from kiosk.services import Services

NO_PEN: Final = "E-INP-01"
NO_PINYIN: Final = "E-INP-02"


class WriteScreen(LivingScreen[WritePage]):
    screen = Screen.WRITE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._offers = Offers(look.monotonic)
        self._warned: object = None  # the ink or letters that 写好了 was pressed on without a candidate
        self._took = ""
        self._place: object = None  # the field that is written, and how
        self._lost = False  # pinyin stopped working under the hand, and it was not seen yet
        touches = Touches(
            ink=self._inked,
            choose=self._take,
            ask=partial(self._ask, more=True),
            sentence=self._sentence,
            symbol=self._append,
            delete=self._delete,
            caret=self._place_caret,
            letter=self._letter,
            erase=partial(self._erase, syllable=False),
            part=partial(self._erase, syllable=True),
            write_by=services.write_by,
            done=self._done,
            card=services.use_card,
            speak=services.speak,
            found=services.open_found,
        )
        self._board = WriteBoard(look, touches)

    # ---- state -> widgets

    def page(self, state: AppState) -> WritePage | None:
        return write_page(state, self.texts)

    def show(self, state: AppState) -> None:
        visit, pad = state.visit, self._board.pad
        page = self.page(state)
        if page is not None:
            self._come_to(page)
        if visit is not None and method(state) is Method.PINYIN:
            self._offers.letters(visit.pinyin)
        elif visit is not None:
            self._offers.ink(visit.ink, pad.generation, inked=bool(pad.strokes))
        if self._offers.items and self._offers.fresh:
            self._warned = None  # 写好了 was pressed before the answer came: now there is something to take
        super().show(state)

    def seen(self, page: WritePage) -> object:
        offers = self._offers
        return page, offers.items, offers.answered, offers.fresh, offers.unsure

    def shape(self, page: WritePage) -> object:
        """Another field is written, or what one can write with came or went."""
        field = *page.part, page.field_id, page.title, page.sentences
        return *field, page.method, page.pen, page.pinyin, page.speak

    def assemble(self, page: WritePage) -> None:
        """The board lives on; only its head is made anew. Ink stays when the pad does."""
        self._board.speak.detach()
        ways = page.method, page.pen, page.pinyin, page.by_card, page.speak
        field = Field(page.sentences, *ways, search=page.form is None)
        reach = self.reach() if self.theme.seated else math.inf
        self._board.done_says(self._done_word(page))  # before it is measured
        self._board.begin(self._head(page), field, self.room(), reach)
        self.swap(self._board)
        self.again()

    def _come_to(self, page: WritePage) -> None:
        """Nothing half made follows to another field, or to another way of writing."""
        place = *page.part, page.field_id, page.method
        if place != self._place:
            self._lost = page.broken and self._place is not None
            self._place = place
            self._reset()

    def _head(self, page: WritePage) -> Block:
        if page.form is None:  # low panels have no room: the empty box says it
            return Column() if self.theme.compact else Text(page.title, "title", valign="middle")
        below = page.speak and self._board.speaks_in_head
        return head(self.look, page.form, page.title, self._board.speak if below else None)

    def refresh(self, page: WritePage) -> None:
        board, offers = self._board, self._offers
        limit = "" if self.theme.compact else self._limit(page)
        wrong = self._missing(page)
        letters = spelled.shown(page.typed.keys) if page.method is Method.PINYIN else ""
        board.write(page.text, page.at, wrong or page.help, limit, wrong=bool(wrong), composing=letters)
        board.offer(offers.items, fresh=offers.fresh, unsure=offers.unsure)
        board.say(self._message(page))
        board.done_says(self._done_word(page))
        board.done.enabled = page.form is not None or not self._empty(page)
        said = instead(self.texts, page.looked_for, works=page.finds)
        board.found.offer(page.found, self.texts.online.begin if page.field_id == ONLINE else said)

    def _empty(self, page: WritePage) -> bool:
        return not page.text and not self._board.pad.strokes and not self._letters()

    def _done_word(self, page: WritePage) -> str:
        texts = self.texts.form
        word = texts.skip if not page.required and self._empty(page) else texts.write_done
        return word if page.form is not None else self.texts.search.go

    def _renew(self) -> None:
        if self._page is not None:
            self.refresh(self._page)

    def _limit(self, page: WritePage) -> str:
        texts, left = self.texts.form, written.room_left(page.text, page.most)
        return "" if left is None else texts.write_left(left) if left else texts.write_full.format(page.most)

    def _missing(self, page: WritePage) -> str:
        """On low panels, what is missing stands in the empty box: below it are the sentences to tap."""
        return page.problem if self.theme.compact and not page.text else ""

    def _message(self, page: WritePage) -> Message:
        texts = self.texts.form
        if page.problem and not self._missing(page):
            return Message(page.problem, "danger")
        if self._took:
            return Message(texts.write_took.format(self._took), "done", personal=True)
        if unread := self._unread(page):
            return Message(unread, "attention")
        if self._lost and page.method is not None:
            return Message(self.texts.error(NO_PINYIN), "attention")
        if self.theme.compact and self._limit(page):
            return Message(self._limit(page), "attention")
        if page.method is None and (page.by_card or not self._board.types):
            return Message(texts.write_no_pen_name if page.by_card else self.texts.error(NO_PEN), "attention")
        return Message(texts.write_pinyin_hint if page.method is Method.PINYIN else texts.write_hint, "hint")

    def _unread(self, page: WritePage) -> str:
        """What is said of ink or letters that mean nothing (yet)."""
        texts, warned = self.texts.form, self._warned is not None and self._warned == self._waiting()
        if self._letters():
            nothing = self._offers.answered and not self._offers.items
            return texts.write_no_word if nothing else texts.write_reading if warned else ""
        if not warned:
            return ""
        return texts.write_unread if self._offers.answered else texts.write_reading

    def _vertical(self) -> float:
        """The least there may be between the pad and the bar: low panels have no more to give."""
        return float(self.theme.min_gap) if self.theme.compact else super()._vertical()

    # ---- touches -> intents

    def _letters(self) -> bool:
        """Whether letters stand there that are no text yet."""
        page = self._page
        return page is not None and page.method is Method.PINYIN and bool(page.typed.keys)

    def _waiting(self) -> object:
        """The ink or the letters that are no text yet; None when there are none."""
        if self._letters() and self._page is not None:
            return Method.PINYIN, self._page.typed.composition.generation
        return (Method.HAND, self._board.pad.generation) if self._board.pad.strokes else None

    def _inked(self) -> None:
        """The ink changed: a stroke more, one less, or none left."""
        self._took, self._lost = "", False
        self._ask(more=False)
        self._renew()

    def _ask(self, *, more: bool) -> None:
        pad = self._board.pad
        self.services.ink(pad.generation, pad.strokes, pad.extent, more)

    def _letter(self, letter: str) -> None:
        self._took = ""
        self.services.pinyin_key(letter)

    def _erase(self, *, syllable: bool) -> None:
        self._took = ""
        self.services.pinyin_erase(syllable)

    def _take(self, candidate: str, shown: bool = False) -> None:
        if self._letters():
            self._pick(candidate, shown)
        elif self._write(self._with(candidate)):
            self._board.pad.wipe()
            self._offers.drop()
            self._ask(more=False)
            self._took = candidate if shown else ""
        self._renew()

    def _pick(self, candidate: str, shown: bool) -> None:
        page = self._page
        if page is None or candidate not in self._offers.items or not self._holds(self._with(candidate)):
            return
        generation = page.typed.composition.generation
        self._took = candidate if shown else ""
        self.services.pinyin_pick(self._offers.items.index(candidate), generation)

    def _append(self, char: str) -> None:
        self._write(self._with(capital(self._before(), char)))

    def _sentence(self, sentence: str) -> None:
        text = self._text()
        if written.has_sentence(text, sentence):
            self._write(written.without_sentence(text, sentence))
        else:
            at = written.behind_marks(text, len(self._before()))
            whole = written.with_sentence(text, sentence, at)
            if self._holds(whole):
                self.services.place_caret(at)
            self._write(whole)

    def _delete(self) -> None:
        self._write(caret.erase(self._text(), len(self._before())))

    def _place_caret(self, at: int) -> None:
        """Ink on the pad is asked about once more: it follows other characters now."""
        self._took = ""
        self.services.place_caret(at)
        if self._board.pad.strokes:
            self._ask(more=False)

    def _text(self) -> str:
        return self._page.text if self._page is not None else ""

    def _before(self) -> str:
        """The text before the caret."""
        return self._page.text[: self._page.at] if self._page is not None else ""

    def _with(self, piece: str) -> str:
        return caret.insert(self._text(), len(self._before()), piece)

    def _holds(self, text: str) -> bool:
        """Whether the field can hold ``text``; if not, the box says so."""
        page = self._page
        return page is not None and (len(text) <= page.most or len(text) <= len(page.text))

    def _write(self, text: str) -> bool:
        """Answer with ``text``; False when the field cannot hold it."""
        if self._page is None or not self._holds(text):
            return False
        self._took, self._lost = "", False
        if self._page.form is None:
            self.services.write_search(text)
        else:
            self.services.answer(self._page.field_id, text)
        return True

    def _done(self) -> None:
        """写好了: ink and letters that are no text yet become it first, in sight; the next press goes on."""
        offers, waiting = self._offers, self._waiting()
        if waiting is None or (self._letters() and self._searching() and not self._elsewhere()):
            self._go_on()  # letters can be looked for as they are
        elif offers.items and offers.fresh:
            self._take(offers.items[0], shown=True)
        elif self._warned == waiting:
            self._board.pad.clear()
            self.services.pinyin_clear()
            self._go_on()
        else:
            self._warned = waiting
            self._renew()

    def _searching(self) -> bool:
        return self._page is not None and self._page.form is None

    def _elsewhere(self) -> bool:
        """Whether the hub looks it up: only what is written, no letters."""
        return self._page is not None and self._page.field_id == ONLINE

    def _go_on(self) -> None:
        if self._elsewhere():
            self.services.look_online()
        elif self._searching():
            self.services.search_now()
        else:
            self.services.next_page()

    # ---- forgetting

    def _reset(self) -> None:
        self._board.pad.wipe()
        self._offers.drop()
        self._took, self._warned = "", None

    def leave(self) -> None:
        super().leave()
        self._reset()
        self._board.offer((), fresh=True)

    def forget(self) -> None:
        super().forget()
        self._place, self._lost = None, False
        self._board.forget()
