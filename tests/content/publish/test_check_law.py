from pathlib import Path

from kiosk.calculators.registry import CALCULATORS
from kiosk.config import CHECKOUT
from kiosk.content.publish.check import check
from kiosk.content.publish.check_law import Coverage, coverage
from kiosk.content.publish.law_index import INDEX, read_index
from kiosk.domain.article import ArticleNo
from tests.support import editor_library as sample

WAGES = "guides/labour/wages.md"
REF = "{law: 劳动法, article: 50, gist: 工资不能拖欠}"


def problems(root: Path, ref: str, **more: str) -> list[str]:
    text = sample.files()[WAGES].replace(REF, ref)
    return [str(problem) for problem in check(sample.write(root, {WAGES: text, **more})).problems]


def line(root: Path) -> int:
    sample.write(root)
    lines = (root / WAGES).read_text("utf-8").splitlines()
    return next(number for number, text in enumerate(lines, 1) if REF in text)


def test_an_article_that_does_not_exist_is_named_with_its_line(tmp_path: Path) -> None:
    at = line(tmp_path)
    assert problems(tmp_path, REF.replace("50", "108")) == [
        f"{WAGES}:{at} 《劳动法》只有 107 条，没有第 108 条"
    ]
    (found,) = problems(tmp_path, REF.replace("劳动法", "劳动合同"))
    assert found.startswith(f"{WAGES}:{at} 法律目录里没有《劳动合同》")


def test_a_library_may_know_newer_laws(tmp_path: Path) -> None:
    own = {"law-index.txt": "新示例法\t2026-10-01\t9\n"}
    assert problems(tmp_path, REF.replace("劳动法, article: 50", "新示例法, article: 9"), **own) == []
    assert problems(tmp_path, REF.replace("劳动法, article: 50", "新示例法, article: 10"), **own) != []


def test_a_deadline_rests_on_an_article_there_is(tmp_path: Path) -> None:
    kinds = (CHECKOUT / "library" / "parameters" / "deadlines.yaml").read_text("utf-8")
    at = kinds[: kinds.index("- id: limitation")].count("\n") + 1
    wrong = kinds.replace("article: 188\n", "article: 1261\n", 1)
    assert problems(tmp_path, REF, **{"parameters/deadlines.yaml": kinds}) == []
    assert problems(tmp_path, REF, **{"parameters/deadlines.yaml": wrong}) == [
        f"parameters/deadlines.yaml:{at} 《民法典》只有 1260 条，没有第 1261 条"
    ]


def test_calculators_cite_articles_there_are() -> None:
    index = read_index(INDEX)
    cited = {article for one in CALCULATORS.values() for article in one.law}
    assert {str(one): index.problem(one.law, ArticleNo(one.number)) for one in cited} == {
        str(one): "" for one in cited
    }


def test_a_bad_index_of_the_library_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, REF, **{"law-index.txt": "新示例法 9\n"})
    assert found.startswith("law-index.txt:1 读不了（law-index.txt:1 要写成")


def test_a_law_index_of_another_coding_is_said_so(tmp_path: Path) -> None:
    root = sample.write(tmp_path)
    (root / "law-index.txt").write_bytes("某法\t2020-01-01\t30\n".encode("gbk"))
    assert [str(one) for one in check(root).problems] == [
        "law-index.txt:1 不是 UTF-8 编码，用记事本另存为 UTF-8"
    ]


def test_every_citation_is_of_a_law_whose_articles_are_counted(tmp_path: Path) -> None:
    assert coverage(check(sample.write(tmp_path / "one"))) == Coverage(cited=4, checked=4)
    uncounted = {"law-index.txt": "劳动法\t\t0\n"}
    assert coverage(check(sample.write(tmp_path / "two", uncounted))) == Coverage(cited=4, checked=2)
