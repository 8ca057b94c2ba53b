"""The county's words in English: whole or not at all, with the figures of the Chinese, and nothing more."""

import re
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import CHECKOUT
from kiosk.content.publish.check import check
from kiosk.content.publish.collect import collect
from kiosk.content.publish.draft import Draft, texts
from kiosk.content.publish.figures import difference
from kiosk.content.publish.studio import wanted
from kiosk.domain.library import Guide
from kiosk.domain.library_english import ENDING, has_english, in_english
from tests.support import editor_library as sample
from tests.support.whole_library import checked, collected

pytestmark = pytest.mark.untraced

LIBRARY = CHECKOUT / "library"
GUIDES = sorted(
    path.relative_to(LIBRARY / "guides").as_posix() for path in (LIBRARY / "guides").rglob("*.md")
)
WAGES = "guides/labour/wages.md"
# All that a guide may have in English, in the words of an editor.
ENGLISH = {
    "title": "title_en: 'Not paid: what now?'",
    "answer": "answer_en: [You can get it., Complain first., It is free.]",
    "steps": "steps_en: [Keep proof., Complain or call 12333., Apply for labour arbitration (劳动仲裁).]",
    "bring": "bring_en: [ID card]",
    "cost": "cost_en: Free.",
    "time": "time_en: Within one year.",
    "never": "never_en: Do not block roads.",
    "urgent": "urgent_en: In danger call 110 first.",
    "gist": "gist_en: wages must be paid",
}
LAWS = "劳动法: Labour Law\n"
IN_BRACKETS = re.compile(r"\(([\u3400-\u9fff]+)\)")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return checked()


def translated(**other: str) -> dict[str, str | None]:
    """The sample guide with English; ``other`` instead of a part, "" for none."""
    parts = {**ENGLISH, **other}
    text = sample.files()[WAGES]
    gist = parts.pop("gist")
    if gist:
        text = text.replace("工资不能拖欠}", f"工资不能拖欠, {gist}}}")
    body = "".join(f"{line}\n" for line in parts.values() if line)
    return {WAGES: text.replace("checked: ", body + "checked: "), "laws.yaml": LAWS}


def problems(root: Path, changes: dict[str, str | None]) -> list[str]:
    return [str(problem) for problem in check(sample.write(root, changes)).problems]


def guides(draft: Draft) -> dict[str, Guide]:
    return {row.value.id: row.value.build(draft.law_names) for row in draft.guides}


# ---- what stands in the repository


def test_what_is_begun_in_english_is_there_whole(draft: Draft) -> None:
    whole = [guide_id for guide_id, guide in guides(draft).items() if has_english(guide)]
    assert len(whole) >= 12
    begun = [guide_id for guide_id, guide in guides(draft).items() if guide.title_en]
    assert sorted(whole) == sorted(begun)
    scenarios = {row.value.id for row in draft.rows["scenario"] if row.value.title_en}
    assert scenarios >= {"wages", "domestic-violence"}


def test_so_are_the_forms_the_topics_the_offices_and_the_rest(draft: Draft) -> None:
    assert draft.site is not None
    items = [row.value.build(draft.law_names) for row in draft.items]
    english = [item for item in items if item.title_en]
    assert {item.id for item in english} >= {"consultation", "legal-aid", "sea-injury"}
    assert has_english(tuple(english))
    assert has_english(tuple(row.value.build() for row in draft.topics))
    assert has_english(tuple(row.value.build() for row in draft.offices))
    assert has_english(tuple(row.value.build() for row in draft.notices))
    assert has_english(draft.site.value.build())


def pairs(value: Any, place: str = "") -> list[tuple[str, str, str]]:
    """Every Chinese text of a file and its English, found in the file itself."""
    found = []
    if isinstance(value, dict):
        for name, part in value.items():
            if name.endswith(ENDING):
                chinese = value[name.removesuffix(ENDING)]
                both = zip(chinese, part, strict=True) if isinstance(part, list) else [(chinese, part)]
                found += [(f"{place}.{name}", one, other) for one, other in both]
            else:
                found += pairs(part, f"{place}.{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            found += pairs(part, f"{place}.{number}")
    return found


def test_its_figures_are_those_of_the_chinese() -> None:
    compared = [(source.file, *row) for source in collect(LIBRARY).sources for row in pairs(source.data)]
    wrong = [
        (file, place, *difference(chinese, english))
        for file, place, chinese, english in compared
        if difference(chinese, english) != ((), ())
    ]
    assert wrong == []
    assert len(compared) > 600


@pytest.mark.parametrize("name", GUIDES)
def test_words_in_brackets_are_words_of_the_same_guide_and_stand_there_once(name: str) -> None:
    draft = collected()
    data = next(source.data for source in draft.sources if source.file == f"guides/{name}")
    english = [text for place, text in texts(data) if any(str(part).endswith(ENDING) for part in place)]
    chinese = "\n".join(text for place, text in texts(data) if "asks" not in place and text not in english)
    words = [word for text in english for word in IN_BRACKETS.findall(text)]
    assert [word for word in words if word not in chinese] == []
    assert sorted(words) == sorted(set(words))


def test_english_has_as_many_articles_as_chinese_and_laws_keep_their_names(draft: Draft) -> None:
    for guide in (guide for guide in guides(draft).values() if guide.title_en):
        for chinese, english in zip(guide.law, in_english(guide).law, strict=True):
            assert english.article == chinese.article
            assert english.law.endswith(f" ({chinese.law})")
            assert english.law.partition(" (")[0].isascii()


def test_offices_keep_the_name_one_asks_the_way_by(draft: Draft) -> None:
    for row in draft.offices:
        office = row.value.build()
        assert office.name_en == f"{row.value.name_en} ({office.name})"


def test_nobody_is_asked_to_record_english(draft: Draft) -> None:
    captions = [row.sentence.caption for row in wanted(draft).values()]
    assert [text for text in captions if re.search("[A-Za-z]{5,}", text)] == []
    assert len(captions) > 400


# ---- what an editor is told


def test_a_guide_in_english_is_good(tmp_path: Path) -> None:
    assert problems(tmp_path, translated()) == []


@pytest.mark.parametrize("name", ENGLISH)
def test_half_a_translation_is_refused_and_the_missing_part_named(tmp_path: Path, name: str) -> None:
    found = problems(tmp_path, translated(**{name: ""}))
    assert len(found) == 1
    assert re.fullmatch(rf"{WAGES}:\d+ 写了英文就要写全，还缺 {name}_en", found[0])


@pytest.mark.parametrize("name", ENGLISH)
def test_one_part_alone_is_refused_too(tmp_path: Path, name: str) -> None:
    found = problems(tmp_path, translated(**{other: "" for other in ENGLISH if other != name}))
    assert len(found) == len(ENGLISH) - 1
    assert all("写了英文就要写全" in problem for problem in found)


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("time", "time_en: Within two years.", "time_en 的数字和中文对不上，少了 12 个月"),
        ("time", "time_en: Within two years.", "time_en 的数字和中文对不上，多了 24 个月"),
        (
            "steps",
            "steps_en: [Keep proof., Complain or call 12345., Apply.]",
            "steps_en 第 2 条的数字和中文对不上，少了 12333",
        ),
        ("bring", "bring_en: [ID card, A pen]", "bring_en 要和中文一样多：1 条"),
        ("cost", "cost_en: 免费。", "cost_en 里有中文"),
        ("cost", "cost_en: Free （免费）.", "cost_en 里有中文"),
        ("cost", "cost_en: (免费) Free.", "cost_en 里有中文"),
        ("cost", "cost_en: It’s free.", "cost_en 里的引号要用英文的 ' 和 \""),
        ("gist", "gist_en: 不拖欠", "gist_en 里有中文"),
    ],
)
def test_what_is_wrong_with_english_is_named(tmp_path: Path, name: str, line: str, expected: str) -> None:
    found = problems(tmp_path, translated(**{name: line}))
    assert any(problem.endswith(expected) for problem in found), found


@pytest.mark.parametrize(
    ("laws", "expected"),
    [
        (None, "laws.yaml 里没有《劳动法》的英文名"),
        ("民法典: Civil Code\n", "laws.yaml 里没有《劳动法》的英文名"),
        ("劳动法: 劳动法\n", "laws.yaml:1 《劳动法》的英文名里有中文或中文引号"),
        ("劳动法: ''\n", "laws.yaml:1 劳动法：是空的"),
        ("劳动法: " + "Law " * 30 + "\n", "太长"),
    ],
)
def test_a_law_needs_its_english_name_once(tmp_path: Path, laws: str | None, expected: str) -> None:
    found = problems(tmp_path, {**translated(), "laws.yaml": laws})
    assert any(expected in problem for problem in found), found


def test_laws_of_a_guide_without_english_need_none(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []
    draft = check(sample.write(tmp_path, {"laws.yaml": LAWS}))
    assert draft.problems == []
    assert [ref.law_en for ref in guides(draft)["labour/wages"].law] == [""]
