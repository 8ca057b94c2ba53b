"""English is complete: every word has one, none is left over, and it says the same with the same places."""

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.config import CHECKOUT
from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.problems import ProblemKind
from kiosk.domain.standing import AWAITING, Manner
from kiosk.errors import ERRORS
from kiosk.wire.evaluation import REASONS, Level
from kiosk.wire.states import PlatformState
from kiosk.words.catalogue import catalogue_path, read
from kiosk.words.counted import Counted
from kiosk.words.problems import ProblemTexts
from kiosk.words.rating import RatingTexts
from kiosk.words.standing import StandingTexts
from kiosk.words.texts import Message, Texts, load, messages
from script.words import rendered

EVERY = list(messages())
FILE = catalogue_path(Language.EN.value)
CATALOGUE = read(FILE)
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]")
WIDE_QUOTES = re.compile("[‘’“”]")  # as wide as a Chinese character in the fonts of the screen
BETWEEN = {"joint", "list_joint", "items_join", "comma", "bracket"}  # stand between words
OWN_NAMES = {  # 中文 on English pages
    ("main", "other_language"),
    ("comfort", "language"),
    ("comfort", "language_hint"),
    ("form", "identity_rare_why"),  # 〓 as it stands in the name
}


def english(message: Message) -> tuple[str, ...]:
    return CATALOGUE.find(message.context, message.source)


def places(text: str) -> list[str]:
    """What is filled in, sorted: English may put it in another order when it is named."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_word_has_english() -> None:
    assert [f"{one.context}.{one.field}" for one in EVERY if not english(one)] == []


def test_nothing_is_left_over() -> None:
    said = {(one.context, one.source) for one in EVERY}
    assert [key for key in CATALOGUE.sentences if (key.context, key.source) not in said] == []


def test_the_file_is_as_the_command_writes_it() -> None:
    assert FILE.read_text(encoding="utf-8") == rendered(CATALOGUE)


@pytest.mark.parametrize("message", EVERY, ids=lambda one: f"{one.context}.{one.field}")
def test_it_says_the_same(message: Message) -> None:
    said = english(message)
    assert len(said) == (2 if message.counted else 1)
    for text in said:
        assert places(text) == places(message.source)
        assert text.strip(" ") == text or message.field in BETWEEN
        assert "  " not in text
        if (message.context, message.field) not in OWN_NAMES:
            assert not CHINESE.search(text)
        assert not WIDE_QUOTES.search(text)


def test_lists_of_days_and_months_have_as_many_words() -> None:
    chinese, said = Texts().times, load().of(Language.EN).times
    for name in ("weekdays", "months"):
        assert len(getattr(chinese, name).split()) == len(getattr(said, name).split())
    assert len(chinese.parts.split()) == len(said.parts.split()) == 6


@pytest.mark.parametrize(
    ("article", "chinese", "said"),
    [
        (ArticleNo(276), "第 276 条", "Article 276"),
        (ArticleNo(276, 1), "第 276 条之一", "Article 276-1"),
        (ArticleNo(120, 20), "第 120 条之二十", "Article 120-20"),
    ],
)
def test_an_article_is_named_in_either_language(article: ArticleNo, chinese: str, said: str) -> None:
    assert Texts().main.article(article) == article.chinese == chinese
    assert load().of(Language.EN).main.article(article) == said
    assert load().of(Language.EN).main.cited("Criminal Law", article) == f"Criminal Law, {said}"


def test_one_thing_and_more_things() -> None:
    said = load().of(Language.EN)
    assert said.main.end_count(1) == "Closes in 1 second"
    assert said.main.end_count(12) == "Closes in 12 seconds"
    assert said.form.write_left(0) == "0 characters left"
    assert Texts().main.end_count(1) == "1 秒后自动收起"


def test_what_is_wrong_can_be_said_without_what_to_do() -> None:
    """On a button there is room for the first half only."""
    said = load().of(Language.EN)
    for code in ERRORS:
        assert 0 < len(said.error_half(code)) <= len(said.error(code))
    for code in ("E-PRN-01", "E-PRN-02", "E-PRN-03", "E-PRN-04", "E-PRN-05"):
        assert len(said.error_half(code)) <= 20
        assert Texts().error_half(code) == Texts().error(code).partition("，")[0]


def test_a_damaged_catalogue_is_said_in_chinese(tmp_path: Path) -> None:
    assert load(tmp_path).of(Language.EN).main.home_title == Texts().main.home_title
    damaged = catalogue_path("en", tmp_path)
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(FILE.read_bytes()[:-9])
    assert load(tmp_path).of(Language.EN).main.bar_back == Texts().main.bar_back


# ---- every id has its words ----------------------------------------------------------------------


def test_every_problem_state_level_and_reason_has_words_and_no_word_lacks_its_id() -> None:
    assert {one.name for one in fields(ProblemTexts)} == {kind.value for kind in ProblemKind}
    states = {state.name.lower() for state in PlatformState}
    awaiting = {f"silent_{state.name.lower()}" for state in AWAITING}
    manners = {manner.value for manner in Manner} - {"plain", "silent"}
    expected = {f"step_{name}" for name in states} | {f"now_{name}" for name in states} | awaiting | manners
    assert {one.name for one in fields(StandingTexts)} == expected | {"replied", "undone"}
    levels = {f"level_{int(level)}" for level in Level} | {f"reason_{reason}" for reason in REASONS}
    assert {one.name for one in fields(RatingTexts)} == levels | {"very", "mostly"}


def test_every_word_is_said_somewhere() -> None:
    """A word that no code names is not said any more."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (CHECKOUT / "kiosk").rglob("*.py")
        if path.parent.name != "words" or path.name in ("main.py", "record.py", "slips.py", "times.py")
    )
    named = set(re.findall(r"\.(\w+)", code))
    texts = Texts()
    groups = ("main", "form", "progress", "slip", "times", "picture", "comfort", "record")
    said = ((group, one.name) for group in groups for one in fields(getattr(texts, group)))
    unsaid = [f"{group}.{name}" for group, name in said if name not in named]
    assert unsaid == []


def test_each_word_is_text_or_counted() -> None:
    texts = Texts()
    for group in (one.name for one in fields(texts) if one.name not in ("language", "errors")):
        for one in fields(getattr(texts, group)):
            assert isinstance(getattr(getattr(texts, group), one.name), str | Counted)
