"""The catalogue is read as it is written, and anything else is refused by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.normalise import sentences
from kiosk.words.catalogue import Catalogue, CatalogueError, Key, parse
from script.words import _quoted, to_record

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n'


@given(TEXT, TEXT, TEXT)
def test_any_text_comes_back(context: str, source: str, said: str) -> None:
    entry = f"msgctxt {_quoted(context)}\nmsgid {_quoted(source)}\nmsgstr {_quoted(said)}\n"
    assert parse(f"{HEAD}\n#: where\n{entry}").find(context, source) == (said,)


def test_forms_and_strings_over_several_lines() -> None:
    text = (
        'msgctxt "a"\nmsgid "{} 个"\nmsgid_plural "{} 个"\nmsgstr[0] "{} "\n"thing"\nmsgstr[1] "{} things"\n'
    )
    assert parse(text) == Catalogue({Key("a", "{} 个"): ("{} thing", "{} things")})


def test_what_is_not_translated_is_not_found() -> None:
    assert parse('msgctxt "a"\nmsgid "是"\nmsgstr ""\n').find("a", "是") == ()
    assert Catalogue().find("a", "是") == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "是"\n', "line 2"),
        ('msgid "是"\nmsgstr "yes\n', "line 2"),
        ('msgid "是"\nmsgstr yes\n', "line 2"),
        ('msgid "是"\nmsgstr 5\n', "line 2"),
        ('"loose"\n', "line 1"),
        ('msgid "是"\nmsgid "否"\nmsgstr "yes"\n', "line 2"),
        ('msgtext "是"\n', "line 1"),
        ('msgid "是"\nmsgid_plural "是"\nmsgstr "yes"\n', "line 4"),
        ('msgid "是"\nmsgstr "yes"\n\nmsgid "是"\nmsgstr "no"\n', "line 6"),
    ],
)
def test_anything_else_is_refused(text: str, line: str) -> None:
    with pytest.raises(CatalogueError, match=line):
        parse(text)


def test_what_is_to_be_recorded_is_what_a_screen_says() -> None:
    lines = list(to_record())
    assert len(lines) == len(set(lines)) > 200
    assert {"您遇到了什么事？", "您还在吗？", "朗读"} < set(lines)
    assert [line for line in lines if "{" in line or "\n" in line] == []
    assert [line for line in lines if not sentences(line)] == []
