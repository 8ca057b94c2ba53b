"""Official texts to articles, versions to the newest one, all of it to a pack that a terminal reads."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from kiosk.content import laws
from kiosk.content.laws import LawPack
from kiosk.content.publish import cli, law_text
from kiosk.content.publish.law_archive import BadArchiveError
from kiosk.content.publish.law_index import INDEX, LawIndex, index_text, read_index
from kiosk.content.publish.law_pack import import_archive
from kiosk.domain.article import ArticleNo
from tests.support.progressing import Heard

WAGES = """# 中华人民共和国示例工资法

2018年3月4日 第一届示例会议通过

2020年5月6日 第二届示例会议修正

2021年1月1日 施行

<!-- INFO END -->

为了示例。

## 第一章  总　则

第一条 甲。

第二条的规定，照旧。

第二条　乙：

（一）丙；

### 第一节 细节

第二条之一 丁。

第九十条 说的是别的法。

笫四条 <!-- TABLE -->戊。

## 第二章 附则

第五条
"""
OLDER = WAGES.replace("乙", "旧")
BOOK = (
    "# 中华人民共和国示例典\n\n# {part}\n\n2020年5月28日 通过\n\n<!-- INFO END -->\n\n第{number}条 {text}\n"
)
FILES = {
    "社会法/_index.md": "---\nx\n---",
    "社会法/示例工资法(2020-05-06).md": WAGES,
    "社会法/示例工资法(2018-03-04).md": OLDER,
    "典/分则.md": BOOK.format(part="分则", number="十", text="在后。"),
    "典/总则.md": BOOK.format(part="总则", number="九", text="在前。"),
    "README.md": "# 说明\n\n<!-- INFO END -->\n",
    "答复.md": "# 最高人民法院关于示例的批复\n\n<!-- INFO END -->\n\n照办。\n",
}


def archive(folder: Path, files: dict[str, str] = FILES) -> Path:
    path = folder / "laws.tar.xz"
    with tarfile.open(path, "w:xz") as file:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            file.addfile(info, io.BytesIO(text.encode()))
    return path


def test_a_text_in_articles() -> None:
    source = law_text.read("x/示例工资法.md", WAGES)
    assert source is not None
    assert (source.title, source.date, source.statute.intro) == (
        "中华人民共和国示例工资法",
        "2020-05-06",
        "为了示例。",
    )
    rows = [(one.number, one.sub, one.chapter, one.text) for one in source.statute.articles]
    assert rows == [
        (1, 0, "第一章 总则", "第一条　甲。\n第二条的规定，照旧。"),
        (2, 0, "第一章 总则", "第二条　乙：\n（一）丙；"),
        (2, 1, "第一章 总则 第一节 细节", "第二条之一　丁。\n第九十条 说的是别的法。"),
        (4, 0, "第一章 总则 第一节 细节", "笫四条　戊。"),
        (5, 0, "第二章 附则", "第五条"),
    ]
    assert law_text.gaps(source.statute) == (3,)


@pytest.mark.parametrize(
    "text",
    ["没有标题\n<!-- INFO END -->\n", "# 题目\n没有结束", "# 攻略\n[x](https://a.b)\n<!-- INFO END -->\n"],
)
def test_what_is_no_statute_is_passed_over(text: str) -> None:
    assert law_text.read("a.md", text) is None


def test_an_archive_becomes_a_pack(tmp_path: Path) -> None:
    heard = Heard()
    imported = import_archive(archive(tmp_path), tmp_path / "pack", heard)
    assert heard.told == [("读法律", 0, len(FILES)), ("收进法律库", 3, 3)]
    assert (imported.files, imported.articles) == (5, 7)
    assert imported.older == ("社会法/示例工资法(2018-03-04).md",)
    assert imported.skipped == ("README.md",)
    assert imported.undated == ("关于示例的批复",)
    assert imported.gaps == {"示例工资法": (3,)}
    pack = LawPack(tmp_path / "pack")
    assert [(law.name, law.date, law.articles, law.last) for law in pack.laws] == [
        ("关于示例的批复", "", 0, 0),
        ("示例典", "2020-05-28", 2, 10),
        ("示例工资法", "2020-05-06", 5, 5),
    ]
    found = pack.article("示例典", 10)
    assert found is not None
    assert found.before is not None
    assert (found.article.chapter, found.article.text, found.before.text) == (
        "分则",
        "第十条　在后。",
        "第九条　在前。",
    )
    now = pack.article("示例工资法", 2)
    assert now is not None
    assert "旧" not in now.article.text
    answer = pack.law("最高人民法院关于示例的批复")
    assert answer is not None
    assert pack.statute(answer).intro == "照办。"


def test_the_same_archive_makes_the_same_pack_and_a_smaller_one_leaves_nothing_behind(tmp_path: Path) -> None:
    def files() -> dict[str, bytes]:
        found = (tmp_path / "pack").rglob("*")
        return {str(path): path.read_bytes() for path in found if path.is_file()}

    import_archive(archive(tmp_path), tmp_path / "pack")
    once = files()
    import_archive(archive(tmp_path), tmp_path / "pack")
    assert files() == once
    import_archive(archive(tmp_path, {"答复.md": FILES["答复.md"]}), tmp_path / "pack")
    assert len(files()) == 3  # the catalogue, one law, the lock


def test_of_two_files_of_one_day_the_longer_is_taken(tmp_path: Path) -> None:
    both = {"a(2020-05-06).md": WAGES, "b(2020-05-06).md": WAGES.replace("甲。", "甲，很长。")}
    imported = import_archive(archive(tmp_path, both), None)
    assert imported.older == ("a(2020-05-06).md",)


def test_a_bad_archive_leaves_the_old_pack(tmp_path: Path) -> None:
    import_archive(archive(tmp_path), tmp_path / "pack")
    with pytest.raises(BadArchiveError):
        import_archive(archive(tmp_path, {**FILES, "../x.md": "x"}), tmp_path / "pack")
    with pytest.raises(BadArchiveError, match="一部看得懂"):
        import_archive(archive(tmp_path, {"a.md": "x"}), tmp_path / "pack")
    assert len(LawPack(tmp_path / "pack").laws) == 3


def test_a_law_too_large_for_a_release_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws, "LAW_MAX_BYTES", 10)
    with pytest.raises(BadArchiveError, match="放不进"):
        import_archive(archive(tmp_path), None)
    monkeypatch.undo()
    monkeypatch.setattr(laws, "LAWS_MAX", 1)
    with pytest.raises(BadArchiveError, match="太多"):
        import_archive(archive(tmp_path), None)


# The index


def test_the_index_comes_from_the_same_archive(tmp_path: Path) -> None:
    path = tmp_path / "index.txt"
    path.write_text(index_text(import_archive(archive(tmp_path), None)), "utf-8")
    index = read_index(path)
    assert len(index) == 2
    assert index.problem("中华人民共和国示例工资法", ArticleNo(5)) == ""
    assert index.problem("示例工资法", ArticleNo(2, 1)) == ""
    assert index.problem("示例工资法", ArticleNo(2, 2)) == "《示例工资法》没有第 2 条之二，只有第 2 条之一"
    assert index.problem("示例工资法", ArticleNo(3)) == ""  # a number the source lost
    assert index.problem("示例工资法", ArticleNo(6)) == "《示例工资法》只有 5 条，没有第 6 条"
    assert index.problem("示例工资", ArticleNo(1)) == "法律目录里没有《示例工资》，是不是《示例工资法》？"
    assert index.problem("天外飞仙办法", ArticleNo(1)).endswith("名字写对了吗？")


def test_a_torn_source_is_not_counted(tmp_path: Path) -> None:
    torn = "# 示例规则\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第十条 乙。\n"
    path = tmp_path / "index.txt"
    path.write_text(index_text(import_archive(archive(tmp_path, {"a.md": torn}), None)), "utf-8")
    assert read_index(path).problem("示例规则", ArticleNo(124)) == ""


def test_the_shipped_index_knows_the_laws() -> None:
    index = read_index(INDEX)
    assert len(index) > 1300
    for name, last in (("民法典", 1260), ("劳动合同法", 98), ("劳动争议调解仲裁法", 54), ("法律援助法", 71)):
        assert index.problem(name, ArticleNo(last)) == ""
        assert index.problem(name, ArticleNo(last, 1))
        assert index.problem(name, ArticleNo(last + 1))


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.txt").write_text("# 头\n\n民法典 1260\n", "utf-8")
    with pytest.raises(ValueError, match=r"index\.txt:3"):
        read_index(tmp_path / "index.txt")
    assert len(LawIndex(())) == 0


# The command


def test_the_command_imports_and_looks_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "pack")
    index = tmp_path / "index.txt"
    path = str(archive(tmp_path))
    assert cli.main(["laws", path, "--out", out, "--index", str(index), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["laws"], report["articles"], report["older"]) == (
        3,
        7,
        ["社会法/示例工资法(2018-03-04).md"],
    )
    assert "示例典\t2020-05-28\t10" in index.read_text("utf-8")
    assert cli.main(["laws", path, "--out", out]) == 0
    assert "3 部法律、7 条" in capsys.readouterr().out
    assert cli.main(["laws", "--out", out, "--article", "示例工资法", "2之一", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["number"], row["sub"], row["after"]) == (2, 1, "笫四条　戊。")
    assert cli.main(["laws", "--out", out, "--article", "示例典", "10"]) == 0
    assert "第十条　在后。" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["laws"], 2),
        (["laws", "BAD", "--out", "OUT"], 2),
        (["laws", "ARCHIVE"], 2),
        (["laws", "--article", "示例典", "10"], 2),
        (["laws", "--out", "OUT", "--article", "示例典", "十"], 2),
        (["laws", "--out", "OUT", "--article", "示例典", "10之二"], 1),
        (["laws", "--out", "NOWHERE", "--article", "示例典", "10"], 1),
        (["laws", "--out", "OUT", "--article", "示例典", "1"], 1),
        (["laws", "MISSING", "--out", "OUT"], 1),
    ],
)
def test_wrong_use_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int
) -> None:
    places = {name: str(tmp_path / name) for name in ("BAD", "OUT", "NOWHERE", "MISSING")}
    Path(places["BAD"]).write_bytes(b"x" * 600)
    places["ARCHIVE"] = str(archive(tmp_path))
    import_archive(archive(tmp_path), tmp_path / "OUT")
    capsys.readouterr()
    assert cli.main([places.get(word, word) for word in words]) == status
    assert len(capsys.readouterr().err.splitlines()) == 1
