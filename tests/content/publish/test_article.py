from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError

from kiosk.content.publish.article import WrittenArticle, article_of, written
from kiosk.content.publish.check import check
from kiosk.domain.article import ArticleNo
from tests.support import editor_library as sample

WAGES = "guides/labour/wages.md"
REF = "{law: 劳动法, article: 50, gist: 工资不能拖欠}"
SHAPE = "第几条写数字，例如 276；后来插进去的写成 276之一："


@pytest.mark.parametrize(
    ("said", "article"),
    [
        (276, ArticleNo(276)),
        ("276之一", ArticleNo(276, 1)),
        ("287之二", ArticleNo(287, 2)),
        ("120之十", ArticleNo(120, 10)),
        ("120之十二", ArticleNo(120, 12)),
        ("120之二十", ArticleNo(120, 20)),
    ],
)
def test_it_is_read_and_written_alike(said: int | str, article: ArticleNo) -> None:
    assert article_of(said) == article
    assert written(article) == said


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("276", "要写数字，不加引号"),
        (0, "数字不在范围里：0"),
        (1301, "数字不在范围里：1301"),
        ("1301之一", "数字不在范围里：1301之一"),
        *(
            (one, f"{SHAPE}{one}")
            for one in (
                ["276-1", "276之1", "276条之一", "第二百七十六条之一", "276之二十一", "276之", "276 之一", ""]
            )
        ),
        (276.1, f"{SHAPE}276.1"),
        (True, f"{SHAPE}True"),
        (None, f"{SHAPE}None"),
    ],
)
def test_a_slip_is_told_in_an_editors_words(said: Any, why: str) -> None:
    with pytest.raises(PydanticCustomError) as told:
        article_of(said)
    assert told.value.message() == why


def test_editors_tools_know_both_ways() -> None:
    number, inserted = TypeAdapter(WrittenArticle).json_schema(mode="validation")["anyOf"]
    assert (number["type"], number["maximum"], inserted["type"]) == ("integer", 1300, "string")


@pytest.mark.parametrize(
    ("law", "article", "said"),
    [
        ("刑法", "276之一", ""),
        ("刑法", "287之二", ""),
        ("刑法", "276之九", "《刑法》没有第 276 条之九，只有第 276 条之一"),
        ("刑法", "287之三", "《刑法》没有第 287 条之三，只有第 287 条之一、第 287 条之二"),
        ("刑法", "453之一", "《刑法》只有 452 条，没有第 453 条之一"),
        ("劳动法", "50之一", "《劳动法》没有第 50 条之一"),
        ("刑法", "276-1", f"law.0.article：{SHAPE}276-1"),
        ("刑法", "待填：第几条", "law.0.article：还没有填（第几条）"),
    ],
)
def test_a_guide_cites_it_and_is_told_what_is_not_there(
    tmp_path: Path, law: str, article: str, said: str
) -> None:
    ref = REF.replace("劳动法", law).replace("50", article)
    found = check(sample.write(tmp_path, {WAGES: sample.files()[WAGES].replace(REF, ref)}))
    assert [problem.text for problem in found.problems] == ([said] if said else [])


def test_a_librarys_own_index_names_them_too(tmp_path: Path) -> None:
    ref = REF.replace("劳动法", "新示例法").replace("50", "3之一")
    guide = {WAGES: sample.files()[WAGES].replace(REF, ref)}
    own = {"law-index.txt": "新示例法\t2026-10-01\t9\t3之一 4之二\n"}
    assert check(sample.write(tmp_path / "good", guide | own)).problems == []
    bad = {"law-index.txt": "新示例法\t2026-10-01\t9\t3-1\n"}
    told = [str(problem) for problem in check(sample.write(tmp_path / "bad", guide | bad)).problems]
    assert f"law-index.txt:1 读不了（law-index.txt:1 {SHAPE}3-1）" in told
