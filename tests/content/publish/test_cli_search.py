"""``kiosk-library check --search``: how well a set of questions is answered."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.content.publish import cli, cli_search
from kiosk.content.publish.cli_search import Case, read, summary, tried
from kiosk.content.publish.search_index import Searchable
from kiosk.errors import KioskError
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.searching import RECORDS, SEARCHABLE

SET = """\
- {ask: 没拿到工资, want: [labour/wages], how: plain}
- {ask: 留言, want: [consultation]}
- {ask: 天气预报, want: [labour/dismissed, labour/none], how: plain}
"""


def written(tmp_path: Path, text: str, name: str = "set.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_and_tabs_say_the_same(tmp_path: Path) -> None:
    yaml = written(tmp_path, "- {ask: 工资, want: [a/b, c]}\n- {ask: 离婚, want: [d], how: plain}\n")
    tabs = written(tmp_path, "# 问题\t编号\n工资\ta/b c\n\n离婚\td\n", "set.tsv")
    assert read(yaml) == [Case(ask="工资", want=["a/b", "c"]), Case(ask="离婚", want=["d"], how="plain")]
    assert [(row.ask, row.want) for row in read(tabs)] == [(row.ask, row.want) for row in read(yaml)]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("set.yaml", "- {ask: 工资}\n", "第 0.want 条"),
        ("set.yaml", "- {ask: 工资, want: [a], why: b}\n", "第 0.why 条"),
        ("set.yaml", "[]\n", "条"),
        ("set.yaml", "- {ask: [\n", "set.yaml:"),
        ("set.tsv", "工资\n", "第 0.want 条"),
    ],
)
def test_a_bad_set_says_where(tmp_path: Path, name: str, text: str, why: str) -> None:
    with pytest.raises(KioskError) as caught:
        read(written(tmp_path, text, name))
    assert caught.value.code == "E-CFG-02"
    assert why in caught.value.detail


def test_a_set_that_is_not_there(tmp_path: Path) -> None:
    for name in ("set.yaml", "set.tsv"):
        with pytest.raises(KioskError) as caught:
            read(tmp_path / name)
        assert caught.value.code == "E-CFG-02"


def test_a_question_about_nothing_there_is_a_mistake_of_the_set() -> None:
    with pytest.raises(KioskError) as caught:
        tried(SEARCHABLE, [Case(ask="工资", want=["labour"])], ManualClock())  # a topic answers nothing
    assert caught.value.code == "E-CFG-02"


def test_hits_are_counted_by_topic_and_by_way() -> None:
    cases = [
        Case(ask="老板不发工资", want=["labour/wages"], how="plain"),
        Case(ask="tqgz", want=["labour/none", "labour/wages"], how="initials"),
        Case(ask="离婚", want=["sea/collision"], how="plain"),
        Case(ask="劳动监察", want=["office/labour"]),
    ]
    found = summary(tried(SEARCHABLE, cases, ManualClock()))
    assert (found["questions"], found["hit@1"], found["hit@10"], found["empty"]) == (4, 0.75, 0.75, 0)
    assert found["topics"]["labour"] == {"questions": 2, "hit@1": 1.0, "hit@3": 1.0, "hit@10": 1.0}
    assert found["topics"]["sea"]["hit@10"] == 0.0
    assert sorted(found["topics"]) == ["labour", "office", "sea"]
    assert found["how"]["plain"]["hit@1"] == 0.5
    assert sorted(found["how"]) == ["initials", "plain"]
    assert found["misses"] == [{"ask": "离婚", "want": ["sea/collision"]}]
    assert found["p95_ms"] == 0.0  # this clock stands still


def test_ids_that_two_kinds_have_are_told_apart() -> None:
    twice = replace(RECORDS[7], id="family/divorce", kind="quiz", title="测一测留言")
    of = Searchable((*RECORDS, twice))
    cases = [
        Case(ask="离婚", want=["quiz:family/divorce"]),
        Case(ask="离婚", want=["guide:family/divorce"]),
        Case(ask="离婚", want=["family/divorce"]),
    ]
    assert [row.rank for row in tried(of, cases, ManualClock())] == [None, 0, 0]


def test_one_question_is_enough() -> None:
    assert (
        summary(tried(SEARCHABLE, [Case(ask="离婚", want=["family/divorce"])], ManualClock()))["hit@1"] == 1.0
    )


def editor(tmp_path: Path, *argv: str | Path) -> int:
    root = sample.write(tmp_path / "library")
    return cli.main(["check", "--library", str(root), "--fonts", str(tmp_path), *map(str, argv)])


def test_the_command_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, SET)
    assert editor(tmp_path, "--search", path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["problems"] == []
    assert found["search"]["questions"] == 3
    assert found["search"]["hit@1"] == pytest.approx(0.667)
    assert found["search"]["misses"][0]["ask"] == "天气预报"
    assert editor(tmp_path, "--search", path) == 0
    shown = capsys.readouterr().out
    assert "labour" in shown
    assert "没找到：天气预报 → labour/dismissed、labour/none" in shown


def test_the_command_refuses_a_bad_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert editor(tmp_path, "--search", tmp_path / "none.yaml") == 2
    assert "E-CFG-02" in capsys.readouterr().err


def test_without_a_set_nothing_is_said_of_searching(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert editor(tmp_path, "--json") == 0
    assert "search" not in json.loads(capsys.readouterr().out)


def test_a_set_that_copies_the_content_is_refused_when_it_should_stand_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_search, "_WORD", 3)  # the small library's questions are short
    path = written(
        tmp_path, "- {ask: 问法一！, want: [labour/wages]}\n- {ask: 工资没发, want: [labour/wages]}\n"
    )
    assert editor(tmp_path, "--search", path, "--json") == 0
    (copied,) = json.loads(capsys.readouterr().out)["search"]["copies"]
    assert copied == {"ask": "问法一！", "of": "问法一", "file": "guides/labour/dismissed.md"}
    assert editor(tmp_path, "--search", path, "--apart") == 1
    assert "和 guides/labour/dismissed.md 的“问法一”差不多：问法一！" in capsys.readouterr().out
    alone = written(tmp_path, "- {ask: 工资没发, want: [labour/wages]}\n")
    assert editor(tmp_path, "--search", alone, "--apart") == 0
