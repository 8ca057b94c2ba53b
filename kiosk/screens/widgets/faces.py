"""Faces with words: beside each other in a row of a list, or one over the other where there is no height."""

from typing import Any

from kiosk.screens.widgets.block import Backdrop
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable


class FaceRow(Touchable):
    """A large face beside its word. ``tone`` colours the face; the word says the same without colour."""

    label = Field("")

    def __init__(self, label: str, icon: str, tone: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self._backdrop = Backdrop(self)
        self._face = Icon(icon, tone=tone, scale=1.5)
        self._word = Text(label, "button", valign="middle")
        self.add_widget(self._face)
        self.add_widget(self._word)

    def fit(self, width: float) -> float:
        return self.theme.row * (1.0 if self.theme.seated else 1.18)

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed else "card")
        face, pad = self._face.natural(), self.theme.pad * 1.2
        left = self.x + pad + face + self.theme.gap * 1.4
        self._face.place(self.x + pad, self.y, face, self.height)
        self._word.place(left, self.y, self.right - pad - left, self.height)


class FaceTile(Touchable):
    """The face over the word."""

    label = Field("")

    def __init__(self, label: str, icon: str, tone: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self._backdrop = Backdrop(self)
        self._face = Icon(icon, tone=tone, scale=2.4, weight=3.6)
        self._word = Text(label, "small_bold", align="center")
        self.add_widget(self._face)
        self.add_widget(self._word)

    def _inset(self) -> float:
        return self.theme.gap * 0.4

    def fit(self, width: float) -> float:
        return self._face.natural() + self._word.pitch * 2 + self.theme.gap * 2

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed else "card")
        room = self.width - 2 * self._inset()
        face, word = self._face.natural(), self._word.pitch * 2
        gap = self.theme.gap * 0.8
        top = self.center_y + (face + gap + word) / 2
        self._face.place(self.center_x - face / 2, top - face, face, face)
        self._word.place(self.x + self._inset(), top - face - gap - word, room, word)
