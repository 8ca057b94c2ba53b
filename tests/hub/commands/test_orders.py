"""The desk's commands beside what they print: who opened what is written down before it is given out."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from hub.cli import main
from hub.database.schema import READINGS
from hub.uplink.intake import accept
from tests.hub.conftest import County
from tests.support.papers import pages
from tests.support.spoken import opus

NO = "SS3-0001"
SOUND = opus(2.0)
SIGNED = {"signed": "S1;0,0 500,500 1000,0"}


def run(county: County, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    capsys.readouterr()
    status = main(["--data", str(county.house.settings.data), "--json", "orders", *words])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else None, err


def spoken(county: County) -> None:
    """An order of one recording, all of it here."""
    for envelope in county.terminal().spoken(SOUND):
        accept(county.house, envelope)


def test_who_opened_an_order_and_heard_its_recording_is_known(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spoken(county)
    assert run(county, capsys, "opened", NO) == (0, [], "")
    assert run(county, capsys, "show", NO, "--by", "王律师")[0] == 0
    out = tmp_path / "a.opus"
    assert run(county, capsys, "recording", NO, "--out", str(out), "--by", "李律师")[0] == 0
    assert out.read_bytes() == SOUND
    _, rows, _ = run(county, capsys, "opened", NO)
    assert [(row["actor"], row["what"]) for row in rows] == [("王律师", "order"), ("李律师", "recording 1")]
    assert all(row["at"] for row in rows)
    capsys.readouterr()
    main(["--data", str(county.house.settings.data), "orders", "opened", NO])
    said = capsys.readouterr().out
    assert "王律师  看了工单" in said
    assert "李律师  听了第 1 段录音" in said


def test_without_a_name_it_is_the_login(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    accept(county.house, county.terminal().order())
    run(county, capsys, "show", NO)
    login = subprocess.run(("id", "-un"), capture_output=True, text=True, check=True).stdout.strip()
    assert [row["actor"] for row in run(county, capsys, "opened", NO)[1]] == [login]


def test_what_cannot_be_written_down_is_not_given_out(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spoken(county)
    run(county, capsys, "list")
    with county.house.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON readings BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    out = tmp_path / "a.opus"
    for words in (("show", NO), ("recording", NO, "--out", str(out))):
        status, said, err = run(county, capsys, *words)
        assert (status, said, err[:8]) == (1, None, "E-HUB-02")
    assert not out.exists()


def test_nothing_is_noted_of_what_was_not_opened(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    accept(county.house, county.terminal().order())
    assert run(county, capsys, "show", "SS3-9999")[0] == 1
    assert run(county, capsys, "recording", NO, "--out", str(tmp_path / "a.opus"))[0] == 1
    assert run(county, capsys, "show", NO, "--by", "a\nb")[0] == 2
    assert run(county, capsys, "opened", "SS3-9999")[0] == 1
    with county.house.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(READINGS)).scalar() == 0


def test_a_signature_is_given_out_as_a_picture_and_written_down(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    accept(county.house, county.terminal().order(changes={"fields": SIGNED}))
    out = tmp_path / "a.png"
    assert run(county, capsys, "signature", NO, "--out", str(out), "--by", "王律师")[0] == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert out.stat().st_mode & 0o777 == 0o600
    _, rows, _ = run(county, capsys, "opened", NO)
    assert [(row["actor"], row["what"]) for row in rows] == [("王律师", "signature")]
    capsys.readouterr()
    main(["--data", str(county.house.settings.data), "orders", "opened", NO])
    assert "王律师  看了签名" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fields", "words", "said"),
    [
        ({"request": "救命"}, (), "没有签名"),
        (SIGNED, ("--field", "request"), "request 不是签名，签名是 signed"),
        ({**SIGNED, "again": SIGNED["signed"]}, (), "有 2 个签名，用 --field 指明：signed、again"),
    ],
)
def test_which_signature_is_meant_is_not_guessed(
    county: County,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    fields: dict[str, str],
    words: tuple[str, ...],
    said: str,
) -> None:
    accept(county.house, county.terminal().order(changes={"fields": fields}))
    out = tmp_path / "a.png"
    status, report, err = run(county, capsys, "signature", NO, "--out", str(out), *words)
    assert (status, report, out.exists()) == (1, None, False)
    assert said in err
    assert run(county, capsys, "opened", NO)[1] == []


def test_a_signature_that_cannot_be_written_down_is_not_given_out(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    accept(county.house, county.terminal().order(changes={"fields": SIGNED}))
    run(county, capsys, "list")
    with county.house.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON readings BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    out = tmp_path / "a.png"
    assert run(county, capsys, "signature", NO, "--out", str(out))[0] == 1
    assert not out.exists()


def test_words_come_with_the_ids_to_programs_too(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    accept(county.house, county.terminal().order(changes={"fields": {"contact": "none", **SIGNED}}))
    _, order, _ = run(county, capsys, "show", NO)
    assert order["fields"] == {"contact": "none", **SIGNED}
    assert order["reach"] == "none"
    assert [(one["id"], one["text"]) for one in order["answers"]] == [
        ("contact", "不要打电话，我凭回执看"),
        ("signed", "签了名，1 笔"),
    ]


def test_pages_are_given_out_as_files_and_each_is_written_down(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    jpeg = pages(40_000)[0].data
    for envelope in county.terminal().photographed(jpeg):
        accept(county.house, envelope)
    out = tmp_path / "papers"
    assert run(county, capsys, "pages", NO, "--out", str(out))[0] == 2, "no such folder"
    out.mkdir()
    assert run(county, capsys, "pages", NO, "--out", str(out), "--number", "2")[0] == 1
    status, told, _ = run(county, capsys, "pages", NO, "--out", str(out), "--by", "王律师")
    file = out / "01.jpg"
    assert (status, told["of"]) == (0, 1)
    assert told["pages"] == [{"number": 1, "field": "contract", "out": str(file)}]
    assert file.read_bytes() == jpeg
    assert file.stat().st_mode & 0o777 == 0o600
    _, rows, _ = run(county, capsys, "opened", NO)
    assert [(row["actor"], row["what"]) for row in rows] == [("王律师", "page 1")]
    capsys.readouterr()
    main(["--data", str(county.house.settings.data), "orders", "opened", NO])
    assert "王律师  看了第 1 页材料" in capsys.readouterr().out
    main(["--data", str(county.house.settings.data), "orders", "list"])
    assert "材料照片到齐了" in capsys.readouterr().out
