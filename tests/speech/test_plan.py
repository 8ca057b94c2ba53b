"""The privacy rule: what is personal is heard by one person, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.speech import (
    LONGEST_TEXT,
    MOST_PARTS,
    OrderNumber,
    Part,
    Personal,
    PhoneNumber,
    Public,
    Utterance,
    public,
)
from kiosk.speech.plan import PRIVATE_CAPTION, aloud, instead, lines


def spoken(part: Part, *, private: bool = False) -> str:
    return "".join(line.sentence.spoken for line in lines(part, private=private))


@pytest.mark.parametrize("wrong", ["王小明", ["王小明"], ("王小明",), (Public("a"), "王小明"), None])
def test_no_bare_text_becomes_an_utterance(wrong: object) -> None:
    with pytest.raises(TypeError):
        Utterance(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Public, Personal, OrderNumber, PhoneNumber])
def test_a_part_is_text_of_a_length_one_can_listen_to(kind: type) -> None:
    with pytest.raises(TypeError):
        kind(12348)
    with pytest.raises(ValueError, match="too long"):
        kind("长" * (LONGEST_TEXT + 1))
    with pytest.raises(ValueError, match="too long"):
        Utterance((kind("a"),) * (MOST_PARTS + 1))


def test_a_personal_part_shows_in_no_traceback() -> None:
    assert "王小明" not in repr(Utterance((Personal("王小明"),)))


@given(st.text(alphabet="王小明金三万电话男女住在海边的第一个", min_size=1, max_size=20))
def test_on_the_loudspeaker_nothing_of_it_is_said(text: str) -> None:
    said = list(lines(Personal(text, instead="不念"), private=False))
    assert [(line.sentence.spoken, line.caption, line.personal) for line in said] == [("不念", "不念", False)]
    assert list(instead(Personal(text, instead=""))) == []


def test_in_a_headphone_it_is_said_and_its_caption_shows_nothing() -> None:
    said = list(lines(Personal("王小明。住海边路8号"), private=True))
    assert [line.sentence.spoken for line in said] == ["王小明", "住海边路八号"]
    assert {(line.caption, line.personal) for line in said} == {(PRIVATE_CAPTION, True)}


def test_what_is_public_is_said_and_captioned_in_both() -> None:
    for private in (False, True):
        (line,) = lines(Public("拨打12348"), private=private)
        assert (line.caption, line.personal, line.slowly) == ("拨打12348", False, False)
    assert spoken(PhoneNumber("0580-5081234")) == "零五八零，五零八，幺二三四"
    assert [line.slowly for line in lines(OrderNumber("SS3-0012"), private=False)] == [True, True]


@pytest.mark.parametrize(
    "number",
    [
        "330921199001011234",
        "33092119900101123X",
        "３３０９２１１９９００１０１１２３４",
        "3309 2119 9001 0112 34",
    ],
)
def test_an_identity_number_in_a_public_part_is_not_called_out(number: str) -> None:
    """Somebody forgot the type: the shape is the second line."""
    said = list(lines(Public(f"您的证件号码是{number}，对吗"), private=False))
    assert "".join(line.sentence.spoken for line in said) == "您的证件号码是，这串号码请看屏幕，对吗"
    assert not any(ch.isdigit() for line in said for ch in line.caption)


def test_several_public_texts_in_one_go() -> None:
    assert public("您好", "请坐") == Utterance((Public("您好"), Public("请坐")))


def test_what_a_room_hears_is_told_in_full_beforehand() -> None:
    parts = (
        Public("您好。请坐"),
        Personal("王小明", "不念"),
        Personal("秘密", instead=""),
        OrderNumber("A-1"),
    )
    assert aloud(Utterance(parts)) == ("您好", "请坐", "不念", "A，杠，幺", "再念一遍，A，杠，幺")
