"""The button that offers the other language, in its own words: nobody need read this one to find it."""

from typing import Any

from kiosk.domain.comfort import Language
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.words.texts import Texts


class LanguageButton(SecondaryButton):
    """``English`` on Chinese pages, ``中文`` on English ones; as low as a target may be."""

    def __init__(self, texts: Texts, **kwargs: Any) -> None:
        super().__init__(texts.main.other_language, **{"role": "row", "tall": 0.77, **kwargs})


def other(language: Language) -> Language:
    """The one the button offers."""
    return Language.EN if language is Language.ZH else Language.ZH
