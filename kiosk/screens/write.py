"""Writing by hand: a pad, what the ink may mean, common sentences, digits and marks.

The text itself is in the state (the draft); here are only the ink of the character being written and the
candidates of exactly that ink. Nothing is taken over by time: a character enters the text by a tap, or by
写好了, which shows what it took before the page is left.
"""

from dataclasses import dataclass
from typing import Final

from kiosk.domain import flow, forms
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState, IdentityMode, InkAnswer
from kiosk.screens import written
from kiosk.screens.form_page import FormPage, form_page, head
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.typewriter import capital
from kiosk.screens.write_board import Message, WriteBoard
from kiosk.services import Services
from kiosk.words.texts import Texts

NO_PEN: Final = "E-INP-01"
LONGEST_NAME: Final = 50
_STALE_S: Final = 0.3  # candidates of older ink stay in sight this long, untouchable, while new ones come


@dataclass(frozen=True, slots=True)
class WritePage:
    """What is being written on this page. ``field_id``: the order field the text goes to."""

    form: FormPage
    field_id: str
    title: str
    help: str
    sentences: tuple[str, ...]
    most: int
    required: bool
    by_card: bool
    pen: bool
    speak: bool = False  # it may be said instead

    @property
    def text(self) -> str:
        return self.form.draft.answer(self.field_id)


def write_page(state: AppState, texts: Texts) -> WritePage | None:
    """The page to write on: a text, a name, or the name of a typed identity."""
    form = form_page(state, texts)
    if form is None or form.field is None:
        return None
    field, pen = form.field, state.handwriting
    if field.kind == "idcard":
        if flow.identity_mode(state) is not IdentityMode.NAME:
            return None
        return WritePage(
            form,
            "name",
            texts.form.write_id_name,
            texts.form.write_id_name_help,
            (),
            LONGEST_NAME,
            True,
            True,
            pen,
        )
    most, speak = field.max_length, forms.speakable(field) and _may_speak(state)
    return WritePage(
        form, field.id, field.title, field.help, field.sentences, most, field.required, False, pen, speak
    )


def _may_speak(state: AppState) -> bool:
    """What was said before can be heard and given up even when nothing more can be said."""
    form = state.visit.form if state.visit is not None else None
    return flow.can_record(state) or (form is not None and bool(form.draft.recordings))


class WriteScreen(LivingScreen[WritePage]):
    screen = Screen.WRITE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._items: tuple[str, ...] = ()
        self._stale_since: float | None = None
        self._answered = False  # whether the recogniser has spoken about the ink on the pad
        self._warned = -1  # the ink that 写好了 was pressed on without a candidate
        self._took = ""
        self._board = WriteBoard(
            look,
            ink=self._inked,
            choose=self._take,
            sentence=self._sentence,
            symbol=self._append,
            delete=self._delete,
            done=self._done,
            card=services.use_card,
            speak=services.speak,
        )

    # ---- state -> widgets

    def page(self, state: AppState) -> WritePage | None:
        return write_page(state, self.texts)

    def show(self, state: AppState) -> None:
        if state.visit is not None:
            self._receive(state.visit.ink)
        super().show(state)

    def seen(self, page: WritePage) -> object:
        return page, self._items, self._answered, self._stale_since is None

    def shape(self, page: WritePage) -> object:
        """Another field is written, or the pen came or went."""
        field = page.form.item.id, page.form.step, page.field_id, page.title, page.sentences
        return *field, page.pen, page.speak

    def assemble(self, page: WritePage) -> None:
        """The board lives on; only its head is made anew."""
        self._reset()
        self._board.speak.detach()
        top = self._head(page)
        self._board.begin(top, page.sentences, page.pen, page.by_card, self.room(), page.speak)
        self.swap(self._board)
        self.again()

    def _head(self, page: WritePage) -> Block:
        """On standing panels the way to speaking stands below the title."""
        below = page.speak and not self.theme.compact and not self.theme.seated
        return head(self.look, page.form, page.title, self._board.speak if below else None)

    def refresh(self, page: WritePage) -> None:
        limit = "" if self.theme.compact else self._limit(page)
        wrong = self._missing(page)
        self._board.write(page.text, wrong or page.help, limit, wrong=bool(wrong))
        self._board.offer(self._items, fresh=self._stale_since is None)
        self._board.say(self._message(page))
        empty = not page.text and not self._board.pad.strokes
        self._board.done_says(
            self.texts.form.skip if empty and not page.required else self.texts.form.write_done
        )

    def _renew(self) -> None:
        if self._page is not None:
            self.refresh(self._page)

    def _limit(self, page: WritePage) -> str:
        left = written.room_left(page.text, page.most)
        if left is None:
            return ""
        return self.texts.form.write_left(left) if left else self.texts.form.write_full.format(page.most)

    def _missing(self, page: WritePage) -> str:
        """On low panels, what is missing stands in the empty box: below it are the sentences to tap."""
        return page.form.problem if self.theme.compact and not page.text else ""

    def _message(self, page: WritePage) -> Message:
        if page.form.problem and not self._missing(page):
            return Message(page.form.problem, "danger")
        if self._took:
            return Message(self.texts.form.write_took.format(self._took), "done", personal=True)
        if self._warned == self._board.pad.generation and self._board.pad.strokes:
            return Message(
                self.texts.form.write_unread if self._answered else self.texts.form.write_reading, "attention"
            )
        if self.theme.compact and self._limit(page):
            return Message(self._limit(page), "attention")
        if not page.pen:
            sentence = self.texts.form.write_no_pen_name if page.by_card else self.texts.error(NO_PEN)
            return Message(sentence, "attention")
        return Message(self.texts.form.write_hint, "hint")

    def _receive(self, ink: InkAnswer) -> None:
        """Keep candidates only while they belong to the ink on the pad."""
        pad = self._board.pad
        if ink.generation == pad.generation:
            self._items, self._stale_since = ink.items if pad.strokes else (), None
            self._answered = True
            if self._items:
                self._warned = -1  # 写好了 was pressed before the answer came: now there is something to take
            return
        self._answered = False
        if not self._items:
            return
        now = self.look.monotonic()
        if self._stale_since is None:
            self._stale_since = now
        if ink.asked != pad.generation or now - self._stale_since > _STALE_S:
            self._items, self._stale_since = (), None

    def _vertical(self) -> float:
        """The least there may be between the pad and the bar: low panels have no more to give."""
        return float(self.theme.min_gap) if self.theme.compact else super()._vertical()

    # ---- touches -> intents

    def _inked(self) -> None:
        """The ink changed: a stroke more, one less, or none left."""
        pad = self._board.pad
        self._took = ""
        self.services.ink(pad.generation, pad.strokes, pad.extent)
        self._renew()

    def _take(self, candidate: str, shown: bool = False) -> None:
        if self._write(self._text() + candidate):
            self._board.pad.wipe()
            self._items, self._stale_since = (), None
            self.services.ink(self._board.pad.generation, (), self._board.pad.extent)
            self._took = candidate if shown else ""
        self._renew()

    def _append(self, char: str) -> None:
        text = self._text()
        self._write(text + capital(text, char))

    def _sentence(self, sentence: str) -> None:
        text = self._text()
        if written.has_sentence(text, sentence):
            self._write(written.without_sentence(text, sentence))
        else:
            self._write(written.with_sentence(text, sentence))

    def _delete(self) -> None:
        self._write(written.shorter(self._text()))

    def _text(self) -> str:
        return self._page.text if self._page is not None else ""

    def _write(self, text: str) -> bool:
        """Answer with ``text``; False when the field cannot hold it (which the box says)."""
        page = self._page
        if page is None or (len(text) > page.most and len(text) > len(page.text)):
            return False
        self._took = ""
        self.services.answer(page.field_id, text)
        return True

    def _done(self) -> None:
        """写好了: ink that is still on the pad enters the text first, in sight; the next press goes on."""
        pad = self._board.pad
        if not pad.strokes:
            self.services.next_page()
        elif self._items and self._stale_since is None:
            self._take(self._items[0], shown=True)
        elif self._warned == pad.generation:
            pad.clear()
            self.services.next_page()
        else:
            self._warned = pad.generation
            self._renew()

    # ---- forgetting

    def _reset(self) -> None:
        self._board.pad.wipe()
        self._items, self._stale_since, self._took = (), None, ""
        self._answered, self._warned = False, -1

    def leave(self) -> None:
        super().leave()
        self._reset()
        self._board.offer((), fresh=True)

    def forget(self) -> None:
        super().forget()
        self._board.forget()
