"""Every kind of result says in words what it is."""

import pytest

from kiosk.domain.found_places import PLACES
from kiosk.domain.search_weights import KINDS
from kiosk.words.search import SearchTexts


@pytest.mark.parametrize("kind", sorted({*PLACES, *KINDS}))
def test_every_kind_has_its_word(kind: str) -> None:
    assert SearchTexts().kind(kind)


def test_a_kind_of_tomorrow_is_shown_without() -> None:
    assert SearchTexts().kind("kind of tomorrow") == ""
