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
from tests.support.spoken import opus

NO = "SS3-0001"
SOUND = opus(2.0)


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
