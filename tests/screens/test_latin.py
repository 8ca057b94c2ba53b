"""Marks that are as wide as a character in the Chinese font, in Latin text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.widgets.latin import latin_marks


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("A relative’s number", "A relative's number"),
        ("choose “No calls”.", 'choose "No calls".'),
        ("Saving…", "Saving..."),
        ("Waiting …", "Waiting ..."),
        ("“航行的司法所”到码头", "“航行的司法所”到码头"),
        ("正在保存……", "正在保存……"),
        ("“资” added. If right, press again", "“资” added. If right, press again"),
    ],
)
def test_latin_text_has_its_own_marks_and_chinese_its_own(text: str, drawn: str) -> None:
    assert latin_marks(text) == drawn


@given(st.text(alphabet=st.sampled_from("a Z9.中文“”‘’…，")))
def test_only_marks_change(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(char for char in words if char not in "“”‘’…'\".")

    assert bare(latin_marks(text)) == bare(text)
