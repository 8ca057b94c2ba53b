"""The carried tables: what is in them, and that nothing of them is impossible."""

import unicodedata

import pytest

from kiosk.config import Config
from kiosk.domain.charset import DIGITS, gb2312, offered
from kiosk.domain.writing import WritingContext, WritingMode
from kiosk.glyphs import ui_fonts
from kiosk.input import tables
from kiosk.input.handwriting import Recogniser
from kiosk.input.language import Language
from kiosk.input.offer import Forms

PLACES = [WritingContext(mode=mode, more=more) for mode in WritingMode for more in (False, True)]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Forms.load()


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """What the model knows."""
    return frozenset(Recogniser.load().known)


def test_a_traditional_form_stands_for_a_character_of_the_standard(forms: Forms) -> None:
    assert len(forms.twins) > 2500
    assert not set(forms.twins) & gb2312()
    assert set(forms.twins.values()) <= gb2312() | forms.standard
    assert {form: forms.twins[form] for form in "發決電話錢債權證幾"} == dict(
        zip("發決電話錢債權證幾", "发决电话钱债权证几", strict=True)
    )


def test_the_standard_list_is_the_states(forms: Forms) -> None:
    # 8,105 characters, most of them in GB 2312 too; names like these are outside it.
    assert 1400 < len(forms.standard) < 1500
    assert set("堃喆祎赟昇甪") <= forms.standard
    assert not forms.standard & gb2312()


@pytest.mark.parametrize("place", PLACES)
def test_every_place_offers_han_and_where_meant_digits(
    place: WritingContext, forms: Forms, known: frozenset[str]
) -> None:
    allowed = forms.allowed(place, known)
    assert (set(DIGITS) <= allowed) == (place.mode is WritingMode.TEXT)
    assert all(unicodedata.name(char).startswith("CJK UNIFIED") for char in allowed - set(DIGITS))


def test_more_offers_all_that_was_offered_and_names_more_than_text(
    forms: Forms, known: frozenset[str]
) -> None:
    text, text_more, name, name_more, *rare = (forms.allowed(place, known) for place in PLACES)
    assert rare == [name_more, name_more], "nothing is held back where a rare character is known to be"
    assert text < text_more < name_more | set(DIGITS)
    assert text - set(DIGITS) < name < name_more
    assert offered() & known >= text
    assert len(name_more) > 15_000
    assert not text_more & set("決電話幾發資謝")
    assert set("決電話幾發資謝") < name_more


def test_whatever_is_offered_can_be_drawn(forms: Forms, known: frozenset[str]) -> None:
    allowed = frozenset().union(*(forms.allowed(place, known) for place in PLACES))
    for font in ui_fonts(Config().fonts_path):
        assert font.missing(sorted(allowed)) == ()


def test_language_knows_words_and_nothing_of_marks_and_digits() -> None:
    language = Language.load()
    after = language.after(WritingContext("工"))
    assert after("资") > after("姿") == 0
    for before in ("", "，", "3", "工 "):
        assert language.after(WritingContext(before))("资") == 0


@pytest.mark.parametrize(
    ("before", "likelier", "than"),
    [("", "王", "玉"), ("", "欧", "殴"), ("欧", "阳", "旧"), ("王", "娟", "捐"), ("诸", "葛", "蔼")],
)
def test_language_knows_names(before: str, likelier: str, than: str) -> None:
    after = Language.load().after(WritingContext(before, WritingMode.NAME))
    assert after(likelier) > after(than)


def test_levels_are_bits() -> None:
    assert tables.levels("c工资f板") == [(3, "工资"), (6, "板")]
    assert tables.levels("") == []
    names, known = tables.names(), gb2312() | tables.standard()
    for row in (*tables.pairs().values(), names.first, names.given):
        chars = [char for _, group in tables.levels(row) for char in group]
        assert len(chars) == len(set(chars)) > 0
        assert set(chars) <= known
