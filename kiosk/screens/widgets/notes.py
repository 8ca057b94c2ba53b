"""What is said: the answer, notices, numbered steps, the steps of a form."""

from collections.abc import Sequence
from typing import Any

from kivy.graphics import Color, Rectangle

from kiosk.screens.widgets.block import Backdrop, Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.fill import panel
from kiosk.screens.widgets.listen import ListenButton
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.shapes import PanelStyle
from kiosk.screens.widgets.text import Text
from kiosk.words.main import MainTexts


class AnswerBox(Column):
    """The answer in a few sentences, one a line, with a green bar. ``say_id``: of a speaker that reads it."""

    def __init__(self, sentences: Sequence[str], say_id: str = "", **kwargs: Any) -> None:
        texts: list[Block] = [Text(sentence, "answer") for sentence in sentences]
        if say_id:
            words = Column(*texts, gap=0.1, share=1.0)
            texts = [
                Beside(words, Column(ListenButton(words, bare=True, touch_id=say_id), Spacer()), gap=0.5)
            ]
        super().__init__(*texts, **{"surface": "answer", "gap": 0.1, "inset": 1.25, **kwargs})


class Notice(Column):
    """Something to notice, said in words beside a drawing. ``kind``: attention | danger | tint | done."""

    def __init__(
        self,
        title: str,
        lines: Sequence[str] = (),
        icon: str = "",
        kind: str = "attention",
        role: str = "small",
        **kwargs: Any,
    ) -> None:
        tone = {"danger": "danger", "done": "done", "tint": "ink"}.get(kind, "attention")
        words: Block = Text(title, "strong", tone="ink" if lines else tone, valign="middle")
        if lines:
            under = [Text(line, role, tone="ink") for line in lines]
            words = Column(words, *under, gap=0.15)
        words.share = 1.0
        # Beside a title alone in its middle, as in a row; above more lines on the title's own.
        drawing = Mark(icon, tone, "strong", scale=0.9) if lines else Icon(icon, tone=tone, scale=0.9)
        content: Block = Beside(drawing, words, gap=0.9) if icon else words
        super().__init__(content, **{"surface": kind, "gap": 0.0, **kwargs})


class _Number(Block):
    """A white figure in a blue disc as tall as a line of body text."""

    ground = "action"

    def __init__(self, number: int, role: str) -> None:
        super().__init__()
        self._role = role
        self._figure = Text(str(number), "tiny_bold", tone="on_action", align="center", valign="middle")
        self.add_widget(self._figure)
        self._backdrop = Backdrop(self)

    def natural(self) -> float:
        return float(round(self.theme.type(self._role).size * self.theme.type(self._role).leading))

    def fit(self, width: float) -> float:
        return self.natural()

    def arrange(self) -> None:
        side = self.natural()
        bottom = self.top - side
        self.canvas.before.clear()
        with self.canvas.before:
            Color(*self.theme.colour("action"))
            Rectangle(
                texture=self.look.paint.icon("disc", round(side)), pos=(self.x, bottom), size=(side, side)
            )
        self._figure.place(self.x, bottom, side, side)


class NumberedSteps(Column):
    """What to do, in order. ``first`` is the number of the first one shown (a list may go on overleaf)."""

    def __init__(self, steps: Sequence[str], first: int = 1, role: str = "body", **kwargs: Any) -> None:
        rows = []
        for number, step in enumerate(steps, start=first):
            words = Text(step, role)
            words.share = 1.0
            rows.append(Beside(_Number(number, role), words, gap=0.9))
        super().__init__(*rows, **{"gap": 0.7, **kwargs})


class Bullets(Column):
    """A short list without an order, each line with a drawing (`box` to tick, `bullet`)."""

    def __init__(self, lines: Sequence[str], icon: str = "box", tone: str = "action", **kwargs: Any) -> None:
        rows = []
        for line in lines:
            words = Text(line, "body")
            words.share = 1.0
            rows.append(Beside(Mark(icon, tone), words, gap=0.7))
        super().__init__(*rows, **{"gap": 0.45, **kwargs})


class Mark(Block):
    """A drawing as tall as the first line of the words beside it."""

    def __init__(self, name: str, tone: str, role: str = "body", scale: float = 0.7) -> None:
        super().__init__()
        self._role = role
        self._icon = Icon(name, tone=tone, scale=scale)
        self.add_widget(self._icon)

    def natural(self) -> float:
        return self._icon.natural()

    def fit(self, width: float) -> float:
        return self._icon.natural()

    def arrange(self) -> None:
        style = self.theme.type(self._role)
        line = style.size * style.leading
        self._icon.place(self.x, self.top - line, self.width, line)


class StepBar(Block):
    """第 2 步，共 4 步　是谁申请, and as many segments."""

    def __init__(self, texts: MainTexts, step: int, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._step = step
        self._count = len(names)
        words = texts.step_named.format(step + 1, len(names), names[step])
        self._words = Text(words, "small", tone="ink2", valign="middle")
        self.add_widget(self._words)

    def fit(self, width: float) -> float:
        return self._words.fit(width)

    def arrange(self) -> None:
        own = self._words.natural()
        self._words.place(self.x, self.y, own, self.height)
        self.canvas.before.clear()
        gap = self.theme.gap * 0.5
        left = self.x + own + self.theme.gap
        width = (self.right - left - gap * (self._count - 1)) / self._count
        thick = max(round(self.theme.gap * 0.42), 6)
        for index in range(self._count):
            style = PanelStyle(thick // 2, self.theme.colour("action" if index <= self._step else "unlit"))
            x, y = round(left + index * (width + gap)), round(self.center_y - thick / 2)
            panel(self.canvas.before, style, self.look.paint.panel(style), x, y, round(width), thick)


class Fact(Card):
    """A heading with a drawing and what belongs under it."""

    def __init__(self, title: str, *children: Block, icon: str = "", **kwargs: Any) -> None:
        heading: Block = Text(title, "heading", valign="middle")
        if icon:
            heading.share = 1.0
            heading = Beside(Icon(icon, tone="action", scale=0.85), heading, gap=0.7)
        super().__init__(heading, *children, **kwargs)


def poster(
    icon: str,
    said: str,
    under: str | tuple[str, ...] = (),
    tone: str = "action",
    *,
    low: bool,
    role: str = "subtitle",
    scale: float = 6.0,
    weight: float = 3.2,
) -> Card:
    """One large drawing and what it says, in a card that takes all height that is left.

    ``under``: each sentence on lines of its own. ``low``: side by side, for panels without height. ``tone``:
    action; done; attention when it says what is wrong.
    """
    align = "left" if low else "center"
    lines = [Text(said, role, tone=tone, align=align)] if said else []
    below = (under,) if isinstance(under, str) else under
    lines += [Text(each, "body", tone="ink2", align=align) for each in below if each]
    words = Column(*lines, gap=0.4)
    drawing = Icon(icon, tone=tone, scale=scale, weight=weight)
    surface = "attention" if tone == "attention" else "card"
    if low:
        beside = Column(Spacer(), words, Spacer(), share=1.0)
        return Card(Beside(drawing, beside, gap=2.0, grow=1.0), grow=1.0, surface=surface)
    return Card(Spacer(), drawing, words, Spacer(), gap=1.6, grow=1.0, surface=surface)
