"""What of texts and questions is looked for: characters, pairs, sounds, first letters, numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import search_weights as weights
from kiosk.domain.search_terms import (
    across,
    codes_of,
    codes_read,
    plain,
    question,
    runs,
    shown,
    sounds,
    spread,
    written,
)
from kiosk.domain.syllables import TYPED

READINGS = {
    sign: codes_of([syllable, *more])
    for sign, syllable, *more in [
        ("工", "gong"), ("公", "gong"), ("资", "zi"), ("行", "xing", "hang"), ("银", "yin"), ("伤", "shang"),
    ]
}  # fmt: skip


def code(*syllables: str) -> str:
    return codes_of(syllables)


def asked(text: str) -> dict[str, float]:
    return dict(question(text, READINGS, {"工钿": ("工资",)}).terms)


def test_texts_are_characters_pairs_numbers_and_words() -> None:
    assert list(written("工资，打１２３３３ IOU a")) == ["工", "资", "工资", "打", "=12333", "=iou"]
    assert runs("工资ABC公") == ["工资", "公"]


def test_sounds_are_pairs_that_follow_one_another() -> None:
    gong, zi = code("gong"), code("zi")
    assert list(sounds(gong + zi + " " + gong)) == [gong + zi]
    assert list(sounds(gong + zi + gong)) == [gong + zi, zi + gong, "/gzg"]
    assert list(shown(gong + zi + " " + zi)) == [gong, zi, "/gz", zi]


def test_what_is_no_syllable_parts_what_stands_around_it() -> None:
    assert codes_of(["gong", "?", "zi"]) == f"{code('gong')} {code('zi')}"


def test_a_question_asks_for_what_is_written_and_how_it_sounds() -> None:
    found = asked("工资")
    assert found["工"] == weights.CHARACTER
    assert found["工资"] == weights.PAIR
    assert found[code("gong", "zi")] == weights.SOUND_PAIR
    assert asked("公资")[code("gong", "zi")] == weights.SOUND_PAIR


def test_a_character_with_two_readings_is_tried_both_ways() -> None:
    found = asked("银行")
    assert found[code("yin", "xing")] == weights.SOUND_PAIR
    assert found[code("yin", "hang")] == weights.SOUND_PAIR * weights.OTHER_READING


def test_an_unknown_character_is_looked_for_as_it_is() -> None:
    assert set(asked("鱼")) == {"鱼"}
    assert set(asked("鱼工")) == {"鱼", "工", "鱼工"}


def test_a_spoken_word_brings_the_librarys_own_for_less() -> None:
    found = asked("工钿")
    assert found["工钿"] == weights.PAIR
    assert found["工资"] == weights.PAIR * weights.SYNONYM
    # The character is asked for by the word itself, which counts more.
    assert found["工"] == weights.CHARACTER
    assert "工资" not in asked("工")


def test_typed_letters_are_syllables_and_their_pairs() -> None:
    found = asked("gongzi")
    assert found[code("gong")] == weights.SOUND
    assert found[code("gong", "zi")] == weights.PAIR
    assert found["=gongzi"] == weights.WORD
    assert all(found[term] < weights.INITIALS[len(term) - 1] for term in found if term.startswith("/"))
    assert asked("GONG ZI")[code("gong", "zi")] == asked("gong'zi")[code("gong", "zi")] == weights.PAIR


def test_first_letters_are_looked_for_as_such() -> None:
    found = asked("tqgz")
    assert found["/tqg"] == found["/qgz"] == weights.INITIALS[3]
    assert found["/tq"] == weights.INITIALS[2]
    assert asked("gongs")["/gs"] == weights.INITIALS[2]


def test_letters_that_are_syllables_may_still_be_first_letters() -> None:
    assert asked("eae")["/eae"] == weights.INITIALS[3] * weights.OTHER_READING


def test_a_spoken_word_typed_in_letters_is_one_too() -> None:
    heard = code("gong", "dian")
    found = question("gongdian", READINGS, {heard: ("工资",)}).terms
    assert found["工资"] == weights.PAIR * weights.SYNONYM
    assert codes_read("工资", READINGS) == code("gong", "zi")
    assert codes_read("工鱼", READINGS) == codes_read("", READINGS) == ""


def test_numbers_are_words() -> None:
    assert asked("打12348") == {"打": weights.CHARACTER, "=12348": weights.WORD}


def test_chinese_and_letters_mix() -> None:
    found = asked("工资 gongshang")
    assert found["工资"] == found[code("gong", "shang")] == weights.PAIR


@pytest.mark.parametrize("text", ["", "？！", "☂", " ' "])
def test_nothing_to_look_for(text: str) -> None:
    assert asked(text) == {}


def test_width_and_case_do_not_matter() -> None:
    assert plain("ＩＯＵ Ü") == "iou v"


def test_weights_add_up_by_term() -> None:
    into = {"工": 1.0}
    spread(["工", "资", "工"], 2.0, into)
    assert into == {"工": 5.0, "资": 2.0}


def test_what_was_said_may_be_found_in_several_ways() -> None:
    slots = question("银行 gongzi 12", READINGS, {}).slots
    either = ("银行", code("yin", "xing"), code("yin", "hang"))
    assert slots == (("银",), ("行",), either, (code("gong", "zi"), "=gongzi"), ("=12",))
    assert question("a", {}, {}).slots == ((code("a"),),)
    assert question("gs", {}, {}).slots == (("/gs", "=gs"),)


@given(st.lists(st.sampled_from(sorted(TYPED)), min_size=1, max_size=8))
def test_what_is_typed_without_mistake_has_the_terms_of_the_text(syllables: list[str]) -> None:
    """Of the ways to part letters one is the writer's own, when apostrophes say which."""
    codes = codes_of(syllables)
    found = question("'".join(syllables), {}, {}).terms
    assert {term for term in sounds(codes) if term[0] != "/"} <= set(found)


@given(st.text(alphabet=st.sampled_from("工资行伤鱼gnaoi'’ １2，☂ǖÜ\u3400\x00"), max_size=24))
def test_any_text_can_be_asked(text: str) -> None:
    asked = question(text, READINGS, {})
    assert all(weight > 0 for weight in asked.terms.values())
    assert all(slot and asked.terms.keys() >= set(slot) for slot in asked.slots)


def test_particles_weigh_little_and_are_nothing_alone() -> None:
    found = asked("工了")
    assert "了" not in found
    assert found["工了"] == weights.PAIR * weights.PARTICLE
    assert question("了", READINGS, {}).terms == question("的吗", READINGS, {}).terms == {}


def test_words_belong_together_across_a_particle() -> None:
    assert "受伤" in list(written("受了伤"))
    assert question("工了伤", READINGS, {}).terms["工伤"] == weights.PAIR
    assert list(across("工了伤", code("gong", "le", "shang"))) == [code("gong", "shang")]
    assert list(across("了工了", "abc")) == []


def test_english_of_the_library_is_not_read_as_syllables() -> None:
    assert set(question("wages", READINGS, {}, {"wages"}).terms) == {"=wages"}
    assert len(question("wages", READINGS, {}).terms) > 1
    # What is syllables throughout may be both; one word that is not there, and it is pinyin.
    assert code("fan") in question("fan", READINGS, {}, {"fan"}).terms
    assert len(question("legal aid", READINGS, {}, {"aid"}).terms) > 2
