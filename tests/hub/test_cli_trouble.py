"""What goes wrong around `kiosk-hub` is told in one line with a code: nobody at a console reads more."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, NoSuchTableError

from hub import cli
from hub.cli import main
from hub.database.db import why
from hub.settings import HubSettings
from tests.hub.conftest import County

_FULL = "E-HUB-02 磁盘满了，没有写成，腾出空间再做一次"


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one line of a command that fails."""
    capsys.readouterr()
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


@pytest.mark.parametrize(
    "command", [("enrol-code", "--url", "http://127.0.0.1:1"), ("terminals", "revoke", "SS3")]
)
def test_a_disk_that_takes_no_more(county: County, command: tuple[str, ...]) -> None:
    county.terminal("SS3")
    county.house.close()
    data = county.house.settings.data

    def no_bytes_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = subprocess.run(
        [sys.executable, "-m", "hub", "--data", str(data), *command],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=no_bytes_more,
        # What measures coverage would write more than that, too.
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("E-HUB-02 ")


def test_a_full_disk_is_called_one_and_no_row_is_quoted() -> None:
    full = DBAPIError("INSERT", {"note": "王某"}, Exception("database or disk is full"))
    assert f"E-HUB-02 {why(full)}" == _FULL
    unique = DBAPIError("INSERT", {}, Exception("duplicate key\nDETAIL:  Key (note)=(王某)"))
    assert why(unique) == "duplicate key"
    assert why(NoSuchTableError("x")) == "NoSuchTableError"


def test_a_file_where_the_data_should_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data"
    file.touch()
    assert told(capsys, "init", "--data", str(file)).startswith("E-HUB-02 ")


def test_what_nobody_foresaw_names_its_place_and_nothing_more(
    settings: HubSettings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("王某的答复")

    monkeypatch.setattr(cli, "SystemClock", fails)
    line = told(capsys, "status", "--data", str(settings.data))
    assert line.startswith("E-HUB-17 程序出现未预料的错误，这一件没有办成（KeyError, test_cli_trouble.py:")
    assert "王某" not in line


@pytest.mark.parametrize("out", ["nowhere/backup", "file"])
def test_a_backup_goes_to_a_folder_that_is_there(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    (tmp_path / "file").touch()
    data = str(county.house.settings.data)
    assert main(["backup", "--data", data, "--out", str(tmp_path / out)]) == 2
    assert capsys.readouterr().err.startswith("E-HUB-05 ")
    assert not (tmp_path / "nowhere").exists()
