"""``kiosk places`` over a real release: what is near, who comes, who is listed."""

import json
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.content.publish.build import build
from tests.support import editor_kinds
from tests.support import editor_library as small
from tests.support.clock import ManualClock


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    build(editor_kinds.write(folder / "library"), folder / "content", ManualClock())
    return folder / "content"


def run(content: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["--set", f"state_dir={content.parent}", "places", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_is_near(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(content, capsys, "near", "--at", "2026-11-23T09:00", "--json")
    assert status == 0
    said = json.loads(out)
    assert said["at"] == "2026-11-23T09:00+08:00"
    (office,) = said["offices"]
    assert (office["id"], office["metres"], office["by"], office["minutes"]) == (
        "office/labour",
        0,
        "foot",
        1,
    )
    assert office["hours"] == "unsure"  # its calendar says nothing of 2026


def test_who_comes(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(content, capsys, "coming", "--at", "2026-11-23T09:00", "--json")
    visits = {row["id"]: row for row in json.loads(out)["visits"]}
    assert visits["sailing-office"]["begins"] == "2026-11-25T09:00+08:00"
    assert visits["sailing-office"]["sure"] is False
    assert visits["sailing-office"]["bookable"] == []
    assert visits["notary-day"]["begins"] == "2026-12-04T13:30+08:00"


@pytest.mark.parametrize(
    ("text", "names", "match"),
    [
        ("公证处", ["示例县公证处", "李样例"], "within"),
        ("https://sample.gov.cn/?no=13309000000000001", ["王样例"], "licence"),
        ("没有这个人", [], ""),
    ],
)
def test_who_is_listed(
    content: Path, capsys: pytest.CaptureFixture[str], text: str, names: list[str], match: str
) -> None:
    status, out, _ = run(content, capsys, "find", text, "--json")
    hits = json.loads(out)["hits"]
    assert (status, [hit["name"] for hit in hits]) == (0, names)
    assert all(hit["listed_on"] == "2026-11-01" for hit in hits)
    assert not hits or hits[0]["match"] == match


def test_in_lines_for_a_person(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "示例县劳动监察大队" in run(content, capsys, "near")[1]
    assert "示例县法律服务名册" in run(content, capsys, "find", "王样例")[1]
    assert run(content, capsys, "find", "没有这个人")[1] == "没有\n"


def test_a_time_that_is_none(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(content, capsys, "near", "--at", "明天")
    assert status == 2
    assert "看不懂时间 明天" in err


def test_content_without_a_map_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(small.write(tmp_path / "library"), tmp_path / "content", ManualClock())
    status, _, err = run(tmp_path / "content", capsys, "near")
    assert status == 1
    assert "E-CNT-01" in err
