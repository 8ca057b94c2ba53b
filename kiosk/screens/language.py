"""The other language: the button that offers it, in its own words, and what is not there in it."""

from typing import Any

from kiosk.domain.comfort import Language
from kiosk.domain.library_english import has_english
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts


class LanguageButton(SecondaryButton):
    """``English`` on Chinese pages, ``中文`` on English ones; as low as a target may be.

    Who presses twice where one press wakes should not hear a language that is not his.
    """

    begins = False

    def __init__(self, texts: Texts, **kwargs: Any) -> None:
        super().__init__(texts.main.other_language, **{"role": "row", "tall": 0.77, **kwargs})


def other(language: Language) -> Language:
    """The one the button offers."""
    return Language.EN if language is Language.ZH else Language.ZH


def only_chinese(texts: Texts, *contents: object) -> bool:
    """Whether any of ``contents`` of the library has to be shown in Chinese to whoever reads English."""
    return texts.language is not Language.ZH and not all(map(has_english, contents))


def chinese_note(texts: Texts, *contents: object) -> list[Block]:
    """One honest line where that is so; nothing where it is not."""
    return (
        [Text(texts.main.chinese_only, "small", tone="attention")] if only_chinese(texts, *contents) else []
    )


def chinese_words(texts: Texts) -> list[Block]:
    """The same line for what no county writes in English: lists, boards, rosters."""
    return (
        [Text(texts.main.chinese_only, "small", tone="attention")]
        if texts.language is not Language.ZH
        else []
    )
