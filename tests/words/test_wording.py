"""A county's own wording of names and invitations."""

from dataclasses import fields

import pytest

from kiosk.domain.comfort import Language
from kiosk.domain.library_learning import Wording
from kiosk.words.texts import Texts, load
from kiosk.words.wording import OPEN, refusal, too_long_in_english, worded


def rows(*each: Wording) -> dict[str, Wording]:
    return {one.id: one for one in each}


def test_a_sentence_is_said_in_the_countys_words() -> None:
    said = worded(Texts(), rows(Wording("main.home_title", "您碰着啥事体？")))
    assert said.main.home_title == "您碰着啥事体？"
    assert said.main.home_free == Texts().main.home_free


def test_without_english_of_its_own_english_stays_the_programs() -> None:
    english = load().of(Language.EN)
    assert worded(english, rows(Wording("main.home_title", "您碰着啥事体？"))) == english
    said = worded(english, rows(Wording("main.service", "法律服务", "Legal help")))
    assert said.main.service == "Legal help"


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (Wording("main.nothing", "好"), "没有叫 main.nothing 的话"),
        (Wording("nothing.service", "好"), "没有叫 nothing.service 的话"),
        (Wording("main.guide_checked", "{} 核对"), "这句话不能换"),
        (Wording("main.service", ""), "text 是空的"),
        (Wording("main.service", "公共法律服务中心站"), "最多 8 个字，现在 9 个"),
        (Wording("main.service", "{}法律"), "要和原话一样"),
        (Wording("main.service", "{法律"), "要和原话一样"),
        (Wording("main.service", "法律", "{} law"), "text_en 里"),
    ],
)
def test_what_cannot_stand_is_refused_and_changes_nothing(one: Wording, why: str) -> None:
    assert why in refusal(one)
    assert worded(Texts(), rows(one)) == Texts()


def test_english_is_bounded_by_the_programs_english() -> None:
    english = load().of(Language.EN)
    most = len(english.main.service) + 4
    assert too_long_in_english(Wording("main.service", "法律", "x" * most), english) == 0
    assert too_long_in_english(Wording("main.service", "法律", "x" * (most + 1)), english) == most


def test_everything_open_is_a_sentence_of_the_terminal() -> None:
    for group, names in OPEN.items():
        words = getattr(Texts(), group)
        assert {*names} <= {one.name for one in fields(words)}
        assert all(isinstance(getattr(words, name), str) for name in names)
