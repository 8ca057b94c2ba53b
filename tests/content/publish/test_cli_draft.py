"""``kiosk-library draft``: a Word file in, a draft that ``check`` can speak about out."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from string import ascii_letters

import docx
import pytest
import yaml
from docx.document import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.content.publish import cli, cli_draft
from kiosk.content.publish.check import check
from kiosk.content.publish.cli_draft import slug
from kiosk.content.publish.word import sections
from kiosk.content.publish.words import UNFILLED
from tests.support import editor_library, word_files

DRAFT = "guides/labour/yang-li-bu-tie.md"
NUMBERING = frozenset(ascii_letters + "第步问题")
ODD = "一二第条步问、。：；（）《》？1234567890.()-—#'\"&*!|>%@` \t\u3000\u2028\x85"
WORDS = st.text(
    st.sampled_from(ODD) | st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40
)
HEADINGS = st.sampled_from(
    ["办理流程", "申请材料", "办理地点", "收费标准", "办理时限", "法律依据", "常见问题", "别的", "一句话回答"]
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return editor_library.write(tmp_path / "library")


def run(library: Path, word: Path, *words: str) -> int:
    return cli.main(["draft", str(word), "--library", str(library), *words])


def front_matter(path: Path) -> dict[str, object]:
    found = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_a_good_document_is_a_draft_that_lacks_only_what_is_named(library: Path, tmp_path: Path) -> None:
    word = word_files.write(tmp_path / "样例补贴.docx", word_files.good())
    assert run(library, word, "--topic", "labour") == 0
    made = front_matter(library / DRAFT)
    assert made["title"] == "怎样申请样例补贴？"
    assert made["answer"] == ["符合条件的都能申请。", "先到村里拿申请表。", "再交到镇上的窗口。"]
    assert made["steps"] == ["到村里拿申请表。", "填好，按上手印。", "交到镇上的窗口。", "等七天公示。"]
    assert made["bring"] == ["身份证", "户口簿"]
    assert made["where"] == ["office/labour"]
    assert (made["cost"], made["time"]) == ("不收费。", "三十天。")
    assert made["reviewed_by"] == ""
    assert made["sample"] is True
    problems = check(library).problems
    assert problems
    lines = (library / DRAFT).read_text("utf-8").splitlines()
    assert all(one.file == DRAFT and UNFILLED in lines[one.line - 1] for one in problems)
    assert [one.text.split("：")[0] for one in problems] == ["law.0.gist", "checked", "review_by", "form"]
    assert "还没有填" in problems[0].text


def test_on_a_computer_without_the_reader_of_word_files_it_says_so(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    word = word_files.write(tmp_path / "样例补贴.docx", word_files.good())

    def missing(*_given: object) -> None:
        raise ModuleNotFoundError("No module named 'docx'", name="docx")

    monkeypatch.setattr(cli_draft, "_made", missing)
    assert run(library, word, "--topic", "labour") == 1
    assert "没有装 docx" in capsys.readouterr().err
    assert not (library / DRAFT).exists()


def test_filled_in_it_passes(library: Path, tmp_path: Path) -> None:
    run(library, word_files.write(tmp_path / "样例补贴.docx", word_files.good()), "--topic", "labour")
    text = (library / DRAFT).read_text("utf-8")
    for name, value in {"checked": "2026-11-01", "review_by": "2099-11-01", "form": "consultation"}.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, flags=re.MULTILINE)
    text = re.sub(r"gist: .*\}", "gist: 工资不能拖欠}", text)
    (library / DRAFT).write_text(text, "utf-8")
    assert check(library).problems == []


def test_the_report_says_what_was_found_missing_and_left_out(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document()
    document.add_heading("样例补贴办事指南", 1)
    document.add_heading("办理流程", 2)
    word_files.add_paragraph(document, word_files.run("申请") + word_files.deleted("再申请"))
    document.add_heading("附则", 2)
    document.add_paragraph("自发布之日起。")
    word = word_files.write(tmp_path / "样例 补贴.docx", document)
    assert run(library, word) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"写好草稿：{library / 'guides/yang-li-bu-tie.md'}"
    assert out[1] == "找到 steps：1 条，原文的标题是“办理流程”"
    assert out[2].startswith("待填：id、title、answer、bring、where、cost、time、law、")
    assert "没有放进去的，在文件最后“待编辑处理”：附则 1 段" in out
    assert "没有带过来的：删掉的修订 1 处" in out
    text = (library / "guides/yang-li-bu-tie.md").read_text("utf-8")
    assert "# 【原文标题】\n# 样例补贴办事指南\n" in text
    assert text.endswith("# 【附则】\n# 自发布之日起。\n---\n")


def test_the_report_as_json(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = word_files.write(tmp_path / "样例补贴.docx", word_files.good())
    assert run(library, word, "--topic", "labour", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["file"] == str(library / DRAFT)
    assert said["found"]["steps"] == {"headings": ["办理流程"], "lines": 4}
    assert said["missing"] == ["law", "checked", "review_by", "form"]
    assert (said["images"], said["left_out"], said["tables"], said["unplaced"]) == ([], {}, 0, {})


@pytest.mark.parametrize("link", [False, True])
def test_nothing_is_ever_written_over(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], link: bool
) -> None:
    path = tmp_path / "out" / "yang-li-bu-tie.md"
    path.parent.mkdir()
    if link:
        path.symlink_to("nowhere")
    else:
        path.write_text("别人写的", "utf-8")
    word = word_files.write(tmp_path / "样例补贴.docx", word_files.good())
    assert run(library, word, "--out", str(path.parent)) == 1
    line = capsys.readouterr().err
    assert line.startswith("E-CNT-07 ")
    assert line.count("\n") == 1
    assert str(path) in line
    assert link or path.read_text("utf-8") == "别人写的"


def no_headings() -> bytes:
    document = docx.Document()
    for _ in range(3):
        document.add_paragraph("一段没有标题的话。")
    return word_files.saved(document)


def long() -> bytes:
    """A hundred pages of 30 lines."""
    document = docx.Document()
    document.add_heading("办理流程", 1)
    for _ in range(100):
        document.add_paragraph("很长的一段话。" * 100)
    return word_files.saved(document)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: b"", "文件是空的"),
        (lambda: b"text", "不是 Word 的 .docx 文件"),
        (lambda: word_files.saved(docx.Document()), "里面没有字"),
        (no_headings, "没有标题"),
        (long, f"最多 {sections.MAX_TEXT} 个"),
    ],
)
def test_what_makes_no_draft_is_told_in_one_sentence(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: Callable[[], bytes], said: str
) -> None:
    word = tmp_path / "来 文.docx"
    word.write_bytes(data())
    before = sorted(library.rglob("*"))
    assert run(library, word, "--topic", "labour") == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.startswith("E-CNT-06 ")
    assert found.err.count("\n") == 1
    assert "来 文.docx：" in found.err
    assert said in found.err
    assert sorted(library.rglob("*")) == before


def test_an_unknown_topic_is_told(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = word_files.write(tmp_path / "样例补贴.docx", word_files.good())
    assert run(library, word, "--topic", "wages") == 2
    line = capsys.readouterr().err
    assert line.startswith("E-CFG-02 ")
    assert "没有栏目 wages，有 labour" in line


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("低保 指南", "di-bao-zhi-nan"),
        ("Divorce_2026", "divorce-2026"),
        ("2026年办法", "guide-2026-nian-ban-fa"),
        ("！！", "guide"),
        ("法" * 50, "-".join(["fa"] * 13)),
    ],
)
def test_names_of_files_are_letters(stem: str, name: str) -> None:
    assert slug(stem) == name


def bare(text: str) -> str:
    """What must not be lost: characters, widths and marks aside, without what numbers by hand are made of."""
    kept = unicodedata.normalize("NFKC", text)
    return "".join(ch for ch in kept if ch.isalnum() and not ch.isnumeric() and ch not in NUMBERING)


def add(document: Document, kind: str, text: str, level: int) -> None:
    if kind == "heading":
        document.add_heading(text, level)
    elif kind == "table":
        document.add_table(1, 2).cell(0, 1).text = text
    else:
        paragraph = document.add_paragraph(text, style="List Number" if kind == "list" else None)
        if kind == "inserted":
            word_files.track(paragraph)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("heading"), HEADINGS, st.integers(1, 3)),
            st.tuples(st.just("paragraph"), WORDS, st.just(0)),
            st.tuples(st.just("list"), WORDS, st.just(0)),
            st.tuples(st.just("inserted"), WORDS, st.just(0)),
            st.tuples(st.just("table"), WORDS, st.just(0)),
        ),
        max_size=12,
    )
)
def test_no_words_are_lost(
    library: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    parts: list[tuple[str, str, int]],
) -> None:
    """Whatever stands where: the draft can be read, and every paragraph is in it or in the report."""
    document = docx.Document()
    document.add_heading("办理流程", 1)
    for kind, text, level in parts:
        add(document, kind, text, level)
    word = word_files.write(tmp_path / "样例.docx", document)
    made = tmp_path / "out" / "yang-li.md"
    made.unlink(missing_ok=True)
    assert run(library, word, "--out", str(made.parent)) == 0
    draft = made.read_text("utf-8")
    assert isinstance(front_matter(made), dict)
    found = bare(draft + capsys.readouterr().out)
    assert [text for _, text, _ in parts if bare(text) not in found] == []
