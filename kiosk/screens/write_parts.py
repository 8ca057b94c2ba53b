"""Small parts of the writing screen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kiosk.domain.writing import Method
from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.buttons import BaseButton, Chip, SecondaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.words.record import RecordTexts

_TONES = {"hint": "ink2", "danger": "danger", "attention": "attention", "done": "done"}
_SIGNS = {"danger": "warning", "attention": "info", "done": "check"}


class Face(Enum):
    """What one writes with now."""

    PAD = "pad"
    PINYIN = "pinyin"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Field:
    """What is being written. ``method``: how, None when nothing but sentences and marks works; ``pen``,
    ``pinyin``: what there is to choose from. ``by_card``: a name that a card could give; ``speak``: it may
    be said instead; ``search``: a line to look for, with what fits it below.
    """

    sentences: tuple[str, ...]
    method: Method | None
    pen: bool
    pinyin: bool
    by_card: bool
    speak: bool
    search: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence where the candidates stand when there are none. ``kind``: hint, danger, attention, done."""

    text: str
    kind: str
    personal: bool = False


def said_block(message: Message, small: bool) -> Block:
    tone = _TONES[message.kind]
    if message.kind == "hint":
        return Text(
            message.text, "small" if small else "body", tone=tone, align="center", valign="middle", grow=1.0
        )
    role = "small_bold" if small else "strong"
    words = Text(message.text, role, tone=tone, valign="middle", private=message.personal)
    words.share = 1.0
    return Column(
        Beside(Icon(_SIGNS[message.kind], tone=tone, scale=0.8), words, gap=0.6, grow=1.0), grow=1.0
    )


class OneOf(Block):
    """Shows one of several blocks in the same place; as tall as the tallest of them, ``wide`` if set.

    Counts as something to tap whatever it shows, so that nothing moves when that changes.
    """

    wide = 0.0
    tappable = True

    def __init__(self, *choices: Block, **kwargs: float) -> None:
        super().__init__(**kwargs)
        self.choices = choices

    def natural(self) -> float:
        return self.wide or super().natural()

    def fit(self, width: float) -> float:
        return max(choice.fit(width) for choice in self.choices)

    def show(self, choice: Block) -> None:
        if self.blocks == [choice]:
            return
        choice.detach()
        self.swap(choice)
        self.again()


class Side(Column):
    """Buttons below each other, just wide enough for the words of the lower ones."""

    def __init__(self, *buttons: BaseButton) -> None:
        for button in buttons[:-1]:
            button.grow = 1.0
        super().__init__(*buttons, gap=0.75)

    def wide(self, look: Look) -> float:
        texts = look.texts.form
        words = (texts.write_done, texts.write_delete, look.texts.search.go)
        widths = (look.paint.width(word, "row") for word in words)
        return max(widths) + 1.3 * look.theme.pad

    def natural(self) -> float:
        return self.wide(self.look)


class Tool(SecondaryButton):
    """Stands beside so many others that its word has the whole of it."""

    def _side(self) -> float:
        return self.theme.pad * 0.2


class Tools(Beside):
    """Buttons in one row, each as wide as its word asks for."""

    def __init__(self, look: Look, *buttons: BaseButton) -> None:
        for button in buttons:
            button.share = look.paint.width(button.text, button.role) + look.theme.pad * 0.6
        super().__init__(*buttons, gap=0.8 if len(buttons) < 5 else 0.6)


def tool(role: str, word: str, name: str, tap: Callable[[], None]) -> SecondaryButton:
    return Tool(word, role=role, tall=0.77, touch_id=f"write.{name}", on_tap=tap)


def speak_button(texts: RecordTexts, speak: Callable[[], None], *, low: bool) -> BaseButton:
    """Low panels have it among the tools, by a shorter name."""
    if low:
        return tool("small_bold", texts.instead_low, "speak", speak)
    return Chip(texts.instead, icon="mic", touch_id="write.speak", on_tap=speak)
