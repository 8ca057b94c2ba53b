"""``kiosk search`` as a person and a program call it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import cli
from kiosk.content.publish.build import build
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.logs import logging_restored


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    with logging_restored():
        yield


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    build(sample.write(folder / "library"), folder / "content", ManualClock())
    return folder / "content"


def search(content: Path, tmp_path: Path, *argv: str) -> int:
    return cli.main(
        ["search", *argv, "--set", f"state_dir={tmp_path}/state", "--set", f"content.dir={content}"]
    )


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_results_are_one_document(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(content, tmp_path, "没拿到", "gongzi", "--json") == 0
    found = printed(capsys)
    assert list(found) == ["results", "ms"]
    assert found["ms"] >= 0
    first = found["results"][0]
    assert list(first) == ["id", "kind", "topic", "title", "score", "snippet"]
    assert (first["id"], first["kind"], first["topic"]) == ("labour/wages", "guide", "labour")
    assert first["score"] > 0
    assert first["snippet"]


def test_fewer_on_demand(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(content, tmp_path, "怎么办", "--limit", "1", "--json") == 0
    assert len(printed(capsys)["results"]) == 1


def test_nothing_found_is_somebody_to_ask(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert search(content, tmp_path, "☂☃", "--json") == 0
    assert [row["id"] for row in printed(capsys)["results"]] == ["labour", "consultation"]
    assert search(content, tmp_path, "☂☃") == 0
    assert capsys.readouterr().out.startswith("没有正好的")


def test_a_person_reads_lines(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(content, tmp_path, "工资没拿到") == 0
    assert "labour/wages" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("argv", [["  "], [], ["工资", "--limit", "0"], ["工资", "--limit", "101"]])
def test_wrong_use(content: Path, tmp_path: Path, argv: list[str]) -> None:
    assert search(content, tmp_path, *argv) == 2


def test_what_is_asked_is_not_logged(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert search(content, tmp_path, "隔壁老王欠我钱") == 0
    capsys.readouterr()
    for path in (tmp_path / "state").rglob("*"):
        assert not path.is_file() or "老王" not in path.read_text(encoding="utf-8", errors="ignore")


def test_without_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kiosk.config.CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr("kiosk.config.INSTALLED", tmp_path / "nowhere")
    assert search(tmp_path / "none", tmp_path, "工资", "--json") == 1
    assert "E-CNT-01" in capsys.readouterr().err
