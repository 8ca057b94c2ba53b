"""``kiosk content`` and ``kiosk-library`` as a person and a program call them."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.content import models
from kiosk.content.publish import cli as library_cli
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.fonts import small_font
from tests.support.logs import logging_restored


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    with logging_restored():
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "library")


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    characters = sorted(set("甲乙" + "".join(sample.files().values())) - {"\n"})
    for name in ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"):
        small_font(folder / name, "".join(characters))
    return folder


def editor(*argv: str | Path) -> int:
    return library_cli.main([str(part) for part in argv])


def content(tmp_path: Path, *argv: str) -> int:
    # Its own directory twice: no content of this checkout stands behind.
    return cli.main(
        ["content", *argv, "--set", f"state_dir={tmp_path}/state", "--set", f"content.dir={tmp_path}/c"]
    )


@pytest.fixture(autouse=True)
def no_factory_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.config.CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr("kiosk.config.INSTALLED", tmp_path / "nowhere")


def test_a_good_library_checks_and_builds(
    root: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert editor("check", "--library", root, "--fonts", fonts) == 0
    assert capsys.readouterr().out == "2 篇指南、2 个事项，没有问题\n"
    out = tmp_path / "c"
    assert editor("build", "--library", root, "--fonts", fonts, "--out", out, "--json") == 0
    captured = capsys.readouterr()
    row = json.loads(captured.out)
    assert (row["release"], row["guides"], row["items"], row["fresh"]) == (1, 2, 2, True)
    assert captured.err == ""
    assert editor("build", "--library", root, "--fonts", fonts, "--out", out, "--if-changed") == 0
    assert capsys.readouterr().out.startswith("没有变化，仍是版本 1")


def test_a_release_for_everybody_is_refused_while_anything_is_a_sample(
    root: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "c"
    argv = ("build", "--library", root, "--fonts", fonts, "--out", out, "--ring", "stable")
    assert editor(*argv) == 1
    assert "site.yaml:13 没有审过，只能发到试用的终端" in capsys.readouterr().err
    assert not (out / "current").exists()


def test_remarks_stand_beside_the_mistakes(
    root: Path, fonts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = root / "guides/labour/wages.md"
    guide.write_text(guide.read_text("utf-8").replace("cost: 都", "cost: 逾期都", 1), encoding="utf-8")
    argv = ("check", "--library", root, "--fonts", fonts, "--quality")
    assert editor(*argv, "--json") == 1  # the small font has no 逾
    report = json.loads(capsys.readouterr().out)
    assert report["kinds"]["guide"] == 2
    assert report["unreviewed"] == 7
    assert report["reminders"] == []
    assert report["quality"]["topics"]["labour"]["guide"] == 2
    remarks = {(row["file"], row["line"]) for row in report["quality"]["remarks"]}
    assert ("guides/labour/wages.md", 16) in remarks
    editor(*argv)
    said = capsys.readouterr().out
    assert "guides/labour/wages.md:16 “逾期”不好懂" in said
    assert "labour：guide 2，scenario 0" in said


def test_what_is_overdue_is_told_and_nothing_fails_by_it(
    root: Path, fonts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = root / "guides/labour/wages.md"
    text = guide.read_text("utf-8").replace("2026-11-01", "2024-11-01").replace("2099-11-01", "2025-11-01")
    guide.write_text(text, encoding="utf-8")
    assert editor("check", "--library", root, "--fonts", fonts) == 0
    line = "E-CNT-05 guides/labour/wages.md:23 该再审一遍了，原定 2025-11-01"
    assert line in capsys.readouterr().err


def test_schemas_are_written_for_editors_tools(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "schemas"
    assert editor("schemas", "--library", root, "--out", out) == 0
    assert capsys.readouterr().out.startswith("写好 ")
    assert editor("schemas", "--library", root, "--out", out, "--json") == 0
    assert sorted(json.loads(capsys.readouterr().out)["files"]) == sorted(p.name for p in out.iterdir())


def test_an_editor_is_reminded_of_the_year_to_come(
    root: Path,
    fonts: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing fails by it, neither checking nor building."""
    year = "- {year: 2026, source: '2026', published: 2025-11-04, rest: [2026-01-01]}\n"
    sample.write(root, {"calendar.yaml": year})
    out = tmp_path / "c"
    for moment, told in (("2026-11-30T10:00:00", False), ("2026-12-01T10:00:00", True)):
        now = datetime.fromisoformat(moment + "+08:00")
        monkeypatch.setattr("kiosk.content.publish.cli.SystemClock", lambda now=now: ManualClock(now))
        assert editor("check", "--library", root, "--fonts", fonts) == 0
        assert editor("build", "--library", root, "--fonts", fonts, "--out", out) == 0
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 2 * told
        assert all(line.startswith("E-CNT-04 ") and "2027" in line for line in lines)


def test_every_problem_is_a_line_and_a_row(
    root: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.write(root, {"site.yaml": "name: 甲\n", "notices.yaml": "- {}\n"})
    assert editor("check", "--json", "--library", root, "--fonts", fonts) == 1
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert len(report["problems"]) == len(captured.err.splitlines()) > 5
    assert {row["file"] for row in report["problems"]} == {"site.yaml", "notices.yaml"}
    assert all(line.startswith("E-CNT-03 ") for line in captured.err.splitlines())
    assert editor("build", "--library", root, "--fonts", fonts, "--out", tmp_path / "c") == 1
    assert not (tmp_path / "c" / models.CURRENT).exists()


def test_missing_fonts_are_said(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert editor("check", "--library", root, "--fonts", tmp_path / "none") == 0
    assert capsys.readouterr().err.startswith("E-FNT-01 ")


@pytest.mark.parametrize(
    "argv", [("paint",), (), ("check", "--library", "/nowhere/at/all"), ("check", "--nothing")]
)
def test_bad_usage_is_two(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert editor(*argv) == 2
    assert capsys.readouterr().err.startswith("E-CFG-02 ")


def test_help_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert editor("--help") == 0
    assert "check" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_a_fault(
    root: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert editor("build", "--library", root, "--fonts", fonts, "--out", tmp_path / "file" / "c") == 1
    assert capsys.readouterr().err.startswith("E-CNT-02 ")


def test_status_and_verify_of_good_content(
    root: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editor("build", "--library", root, "--fonts", fonts, "--out", tmp_path / "c")
    capsys.readouterr()
    assert content(tmp_path, "status", "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["release"], row["guides"], row["source"]) == (1, 2, "installed")
    assert row["version"].endswith("-1")
    assert row["published_at"].endswith("+08:00")
    assert content(tmp_path, "verify", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == {
        "releases": [{"release": 1, "state": "active", "active": True, "ok": True, "problem": ""}]
    }
    assert content(tmp_path, "status") == 0
    assert content(tmp_path, "verify") == 0
    assert capsys.readouterr().out.splitlines()[1] == "→  版本 1  好"


def test_status_and_verify_without_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert content(tmp_path, "status", "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["release"] == 0
    assert captured.err.startswith("E-CNT-01 ")
    assert content(tmp_path, "verify") == 1
    assert capsys.readouterr().err.startswith("E-CNT-01 ")


def test_content_that_came_with_the_program_is_verified_too(
    root: Path,
    fonts: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.config.INSTALLED", tmp_path / "program")
    factory = tmp_path / "program" / "content"
    editor("build", "--library", root, "--fonts", fonts, "--out", factory)
    capsys.readouterr()
    assert content(tmp_path, "verify") == 0
    assert capsys.readouterr().out == "→  版本 1  好\n"
    (models.release_path(factory, 1) / models.MANIFEST).write_text("{}")
    assert content(tmp_path, "verify") == 1


def test_a_bad_release_behind_a_good_one_is_told(
    root: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("甲码头", "乙码头"):
        sample.write(root, {"site.yaml": sample.SITE.replace("示例码头\n", f"{name}\n", 1)})
        editor("build", "--library", root, "--fonts", fonts, "--out", tmp_path / "c")
    (models.release_path(tmp_path / "c", 2) / models.MANIFEST).write_text("{}")
    capsys.readouterr()
    assert content(tmp_path, "status", "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["release"] == 1
    assert captured.err.startswith("E-CNT-02 版本 2：")
    assert content(tmp_path, "verify", "--json") == 1
    rows = json.loads(capsys.readouterr().out)["releases"]
    assert [(row["release"], row["active"], row["ok"]) for row in rows] == [
        (2, True, False),
        (1, False, True),
    ]
