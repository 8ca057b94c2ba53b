"""What of an editor's library can be searched, and what is wrong with a list of synonyms."""

from pathlib import Path

import pytest

from kiosk.calculators.registry import CALCULATORS
from kiosk.content.publish.check import check
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.table import TABLE
from kiosk.content.publish.search_records import countable, records, synonyms
from tests.support import editor_library as sample
from tests.support.editor_kinds import write as write_all

WORDS = "places: 示例镇 菜园镇\npeople: 船老大\nfamily: 遗嘱 彩礼/cai'li\n"
SYNONYMS = "工资: 工钿 薪水\n拖欠: 赖账\n欠账: 赖账\n"


def draft(tmp_path: Path, **files: str) -> Draft:
    return check(sample.write(tmp_path / "library", {f"{name}.yaml": text for name, text in files.items()}))


def test_an_article_put_in_by_an_amendment_is_named_whole(tmp_path: Path) -> None:
    name = "guides/labour/wages.md"
    text = sample.files()[name].replace("law: 劳动法, article: 50", "law: 刑法, article: 276之一")
    found = {one.id: one for one in records(check(sample.write(tmp_path, {name: text})))}
    assert "刑法第 276 条之一，工资不能拖欠" in found["labour/wages"].body


def test_every_kind_has_its_records(tmp_path: Path) -> None:
    found = {(record.kind, record.id): record for record in records(draft(tmp_path))}
    kinds = list(dict.fromkeys(kind for kind, _ in found))
    assert kinds == ["topic", "guide", "item", "office", "calculator"]
    assert {name for kind, name in found if kind == "calculator"} == set(CALCULATORS)
    guide = found["guide", "labour/wages"]
    assert (guide.topic, guide.title) == ("labour", "工资没拿到，怎么办？")
    assert guide.questions[:2] == ("工资劳动", "问法一")
    assert "仲裁不收钱。" in guide.body
    assert "劳动法第 50 条，工资不能拖欠" in guide.body
    assert all(line for record in found.values() for line in record.body)
    assert "12333" in found["office", "office/labour"].body
    assert "直接留言" in "".join(found["item", "consultation"].body)


def test_what_residents_look_for_is_a_record_whatever_its_kind(tmp_path: Path) -> None:
    found = {(record.kind, record.id): record for record in records(check(write_all(tmp_path / "library")))}
    shown = {kind for kind, _ in found} - {"topic", "guide", "item", "office", "calculator"}
    never = {"site", "topics", "notices", "calendar", "laws", "words", "synonyms", "parameters", "boards"}
    never |= {"county", "duty", "media", "survey", "wording", "map", "sums"}
    assert shown == {kind.name for kind in TABLE} - never - {"guide", "item", "office"}
    assert all(record.title and record.body for record in found.values())
    assert all(line for record in found.values() for line in (*record.body, *record.questions))
    assert found["scenario", "wages"].topic == "labour"
    assert found["glossary", "arbitration"].title == "劳动仲裁"
    assert found["emergency", "police"].title == "报警 110"
    # What a sum is asked for by in words, not how its money is filled in.
    assert any("诉讼时效" in line for line in found["calculator", "deadline"].body)
    assert found["calculator", "severance"].questions == ("辞退能拿几个月",)


def test_synonyms_are_turned_round(tmp_path: Path) -> None:
    made = draft(tmp_path, synonyms=SYNONYMS)
    assert made.problems == []
    assert synonyms(made) == {"工钿": ("工资",), "薪水": ("工资",), "赖账": ("拖欠", "欠账")}
    assert synonyms(draft(tmp_path / "other")) == {}


def test_places_and_people_are_never_counted(tmp_path: Path) -> None:
    assert countable(draft(tmp_path, words=WORDS)) == {"遗嘱", "彩礼"}
    assert countable(draft(tmp_path / "other")) == frozenset()


def test_a_group_of_the_editors_own_is_never_counted(tmp_path: Path) -> None:
    """Who adds his villagers so that they can be typed does not make them countable."""
    made = draft(tmp_path, words=f"{WORDS}villagers: 王秀英 陈阿毛\n村民: 李小囡\n")
    assert made.problems == []
    assert countable(made) == {"遗嘱", "彩礼"}


def test_a_family_name_alone_is_never_counted(tmp_path: Path) -> None:
    assert countable(draft(tmp_path, words="family: 遗嘱 王 陈\n")) == {"遗嘱"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("工资: 钱\n", "“钱”要是 2 到 8 个汉字"),
        ("薪: 工资\n", "“薪”要是 2 到 8 个汉字"),
        ("工资: 工钿，薪水\n", "“工钿，薪水”要是"),
        ("工资: salary\n", "“salary”要是"),
        ("工资: 干了活就该拿到的钱\n", "要是 2 到 8 个汉字"),
        ("工资: 工钿 工资\n", "“工资”和它自己一样"),
        ("工资: [工钿]\n", ""),
    ],
)
def test_a_synonym_nobody_would_be_helped_by(tmp_path: Path, text: str, why: str) -> None:
    (problem,) = draft(tmp_path, synonyms="拖欠: 赖账\n" + text).problems
    assert (problem.file, problem.line) == ("synonyms.yaml", 2)
    assert why in problem.text
