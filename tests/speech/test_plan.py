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
        "3309 - 2119 - 9001 - 0112 - 34",
        "330921 1990-01-01 1234",
        "330921\u200b19900101\u200b1234",
        "330921900101123",
        "330921 900101 123",
        "6222021234567890123",
        "6222 0212 3456 7890",
        "91330922MA00000077",
    ],
)
def test_an_identity_number_in_a_public_part_is_not_called_out(number: str) -> None:
    """Somebody forgot the type: the shape is the second line."""
    said = list(lines(Public(f"您的证件号码是{number}，对吗"), private=False))
    assert "".join(line.sentence.spoken for line in said) == "您的证件号码是，这串号码请看屏幕，对吗"
    assert not any(ch.isdigit() for line in said for ch in line.caption)


@given(
    st.from_regex(r"\A33[0-9]{4}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-2][0-9]{4}[0-9X]\Z"),
    st.lists(
        st.sampled_from(["", "", " ", "-", "\u200b", "\u3000", " - ", "·", "—"]), min_size=18, max_size=18
    ),
)
def test_however_it_is_parted_an_identity_number_is_not_called_out(number: str, gaps: list[str]) -> None:
    parted = "".join(char + gap for char, gap in zip(number, gaps, strict=False)).rstrip("-—· ")
    said = list(lines(Public(f"证件{parted}请核对"), private=False))
    assert not any(ch.isdigit() for line in said for ch in line.caption)
    assert not set("".join(line.sentence.spoken for line in said)) & set("零幺一二三四五六七八九")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("可以打 12348 12345 12333 12395", "可以打幺二三四八，幺二三四五，幺二三三三，幺二三九五"),
        ("2024-03-15 2024-04-01两天", "二零二四年三月十五日二零二四年四月一日两天"),
        ("电话0580-1234567 0580-7654321", "电话零五八零，幺二三，四五六七，零五八零，七六五，四三二幺"),
        ("捐款1000、2000、5000、10000", "捐款一千，两千，五千，一万"),
        ("手机13900000001 13900000002", "手机幺三九，零零零零，零零零幺，幺三九，零零零零，零零零二"),
        ("一共1,000,000,000,000,000元", "一共一千万亿元"),
    ],
)
def test_what_is_there_to_be_heard_is_not_silenced(text: str, said: str) -> None:
    assert spoken(Public(text)) == said


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
