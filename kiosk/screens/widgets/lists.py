"""Rows and tiles: things to choose from. Lists by the page are made of them in ``screens/paging``."""

from collections.abc import Sequence
from typing import Any, Final

from kiosk.domain.speech import Part, Public
from kiosk.screens.widgets.block import Backdrop, Beside, Column
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.notes import Mark
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

MOST_ROWS: Final = 8


class Row(Touchable):
    """One thing to choose: drawing, title, a line under it, and a chevron that says it leads on.

    ``airy``: larger second line and more room around, for lists of a few.
    """

    surfaces = ("card", "card_down", "card")

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        icon: str = "",
        chevron: bool = True,
        tone: str = "action",
        role: str = "row",
        airy: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._airy = airy
        self._backdrop = Backdrop(self)
        self._icon = Icon(icon, tone=tone) if icon else None
        self._chevron = Icon("chevron", tone="ink2", scale=0.66) if chevron else None
        self._title = Text(title, role, valign="middle")
        self._subtitle = Text(subtitle, "body" if airy else "small", tone="ink2") if subtitle else None
        for child in (self._icon, self._title, self._subtitle, self._chevron):
            if child is not None:
                self.add_widget(child)

    def _sides(self) -> tuple[float, float]:
        """Width left of the words and right of them."""
        left = right = float(self.theme.pad)
        if self._icon is not None:
            left += self._icon.natural() + self.theme.gap * 1.1
        if self._chevron is not None:
            right += self._chevron.natural() + self.theme.gap * 0.5
        return left, right

    def _words(self, width: float) -> tuple[float, float]:
        room = width - sum(self._sides())
        return self._title.fit(room), self._subtitle.fit(room) if self._subtitle is not None else 0.0

    def fit(self, width: float) -> float:
        around = self.theme.gap * (2.0 if self._airy else 1.0)
        return max(float(self.theme.row), sum(self._words(width)) + around)

    def arrange(self) -> None:
        self._backdrop.draw(self.surfaces[1 if self.pressed else 0])
        left, right = self._sides()
        title, subtitle = self._words(self.width)
        room = self.width - left - right
        top = self.center_y + (title + subtitle) / 2
        self._title.place(self.x + left, top - title, room, title)
        if self._subtitle is not None:
            self._subtitle.place(self.x + left, top - title - subtitle, room, subtitle)
        if self._icon is not None:
            self._icon.place(self.x + self.theme.pad, self.y, self._icon.natural(), self.height)
        if self._chevron is not None:
            own = self._chevron.natural()
            self._chevron.place(self.right - self.theme.pad * 0.8 - own, self.y, own, self.height)


class Tile(Touchable):
    """A large card with a badge; ``low``: no taller than needed. The hint takes all width where that is
    scarce: on low panels, and in large text.
    """

    title = Field("")
    low = Field(False)

    def __init__(self, title: str, hint: str = "", icon: str = "info", **kwargs: Any) -> None:
        super().__init__(title=title, **kwargs)
        self._backdrop = Backdrop(self)
        self._badge = Icon(icon, tone="action", surface="badge", scale=1.0)
        self._title = Text(title, "subtitle", valign="middle")
        self._hint = Text(hint, "small", tone="ink2")
        for child in (self._badge, self._title, self._hint):
            self.add_widget(child)

    def _below(self) -> bool:
        """Whether the hint stands below the badge rather than beside it."""
        return self.theme.compact or self.theme.elder

    def _rooms(self, width: float) -> tuple[float, float, float]:
        """Inset, width beside the badge, width of the hint."""
        inset = self.theme.pad * (0.8 if self.theme.compact else 1.0)
        beside = width - 2 * inset - self._badge.natural() - self.theme.gap
        return inset, beside, width - 2 * inset if self._below() else beside

    def fit(self, width: float) -> float:
        inset, beside, room = self._rooms(width)
        title, hint = self._title.fit(beside), self._hint.fit(room)
        badge = self._badge.fit(0)
        if self._below():
            words = max(title, badge) + (hint + self.theme.gap * 0.5 if hint else 0)
        else:
            words = max(title + hint, badge)
        around = inset * (1.1 if self.theme.compact else 1.4)
        return max(float(self.theme.row if self.low else self.theme.tile), words + around)

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed else "card")
        inset, beside, room = self._rooms(self.width)
        title, hint = self._title.fit(beside), self._hint.fit(room)
        badge = self._badge.fit(0)
        left = self.x + inset + badge + self.theme.gap
        if self._below():
            space = self.theme.gap * 0.5 if hint else 0
            head = max(title, badge)
            top = self.center_y + (head + space + hint) / 2
            self._badge.place(self.x + inset, top - head, badge, head)
            self._title.place(left, top - head, beside, head)
            self._hint.place(self.x + inset, top - head - space - hint, room, hint)
            return
        top = self.center_y + (title + hint) / 2
        self._badge.place(self.x + inset, self.y, badge, self.height)
        self._title.place(left, top - title, beside, title)
        self._hint.place(left, top - title - hint, beside, hint)


class _Title(Text):
    """``beyond``: heard behind it where there is no room to write it."""

    beyond = ""

    def spoken(self) -> tuple[Part, ...]:
        return (*super().spoken(), *((Public(self.beyond),) if self.beyond else ()))


class Choice(Touchable):
    """A large row for one of few things to begin: badge, title, what it is, and what it takes.

    ``facts``: drawing and words, one a line. ``bare``: what it is is only heard.
    """

    def __init__(
        self,
        title: str,
        short: str,
        facts: Sequence[tuple[str, str]],
        icon: str,
        role: str = "body",
        bare: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._backdrop = Backdrop(self)
        self._badge = Icon(icon, tone="action", surface="badge")
        self._chevron = Icon("chevron", tone="ink2", scale=0.66)
        name = _Title(title, "subtitle")
        name.beyond = short if bare else ""
        lines = [
            Beside(Mark(drawing, "ink2", "small"), Text(words, "small", tone="ink2", share=1.0), gap=0.6)
            for drawing, words in facts
        ]
        more = [Column(*lines, gap=0.25)] if lines else []
        under = [] if bare else [Text(short, role)]
        self._words = Column(Column(name, *under, gap=0.1), *more, gap=0.8)
        for child in (self._badge, self._words, self._chevron):
            self.add_widget(child)

    def _room(self, width: float) -> float:
        theme = self.theme
        return width - 2 * theme.pad - self._badge.natural() - self._chevron.natural() - theme.gap * 1.8

    def fit(self, width: float) -> float:
        words = self._words.fit(self._room(width))
        return max(words, self._badge.fit(0)) + self.theme.pad * (0.9 if self.theme.compact else 1.6)

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed else "card")
        theme, badge, chevron = self.theme, self._badge.natural(), self._chevron.natural()
        room = self._room(self.width)
        words = self._words.fit(room)
        left = self.x + theme.pad + badge + theme.gap * 1.2
        self._badge.place(self.x + theme.pad, self.y, badge, self.height)
        self._words.place(left, self.center_y - words / 2, room, words)
        self._chevron.place(self.right - theme.pad * 0.8 - chevron, self.y, chevron, self.height)
