"""What goes wrong around `kiosk-hub` is told in one line with a code: nobody at a console reads more."""

import errno
import json
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, NoSuchTableError

from hub import cli
from hub.cli import main
from hub.database.db import why
from hub.database.ended import ended_file
from hub.errors import HubError
from hub.fleet.terminals import list_terminals
from hub.house import make_house, open_house
from hub.orders.desk import list_orders
from hub.settings import HubSettings
from hub.trust.document import trust_version
from hub.trust.file import trust_file
from hub.uplink.intake import accept
from tests.hub.conftest import County
from tests.support.enrolling import URL

_FULL = "E-HUB-02 磁盘满了，没有写成，腾出空间再做一次"


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one line of a command that fails."""
    capsys.readouterr()
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


def on_a_full_disk(data: Path, most: int, *command: str) -> str:
    """The one line of a command that may make no file longer than ``most`` bytes."""

    def no_bytes_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-m", "hub", "--data", str(data), *command],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=no_bytes_more,
        # What measures coverage would write more than that, too; and a compiled module that was cut short
        # would stop every later program from starting (CPython 3.11 does not look at what was written).
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")}
        | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    "command", [("enrol-code", "--url", "http://127.0.0.1:1"), ("terminals", "revoke", "SS3")]
)
def test_a_disk_that_takes_no_more(county: County, command: tuple[str, ...]) -> None:
    county.terminal("SS3")
    county.house.close()
    assert on_a_full_disk(county.house.settings.data, 8192, *command).startswith("E-HUB-02 ")


def test_a_full_disk_leaves_no_half_a_key_on_a_stick(county: County, tmp_path: Path) -> None:
    new = str(tmp_path / "new")
    assert on_a_full_disk(county.house.settings.data, 64, "trust", "init", "--out", new) == _FULL
    assert not list((tmp_path / "new").iterdir())


def test_a_full_disk_leaves_no_half_a_key_of_the_hub(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one in the folder no hub would start again."""
    county.terminal("SS3")
    settings = county.house.settings
    before = {path: path.read_bytes() for path in settings.keys_dir.iterdir()}

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    line = told(capsys, "keys", "rotate", "--seal", "--receipt", "--data", str(settings.data))
    monkeypatch.undo()
    assert line == _FULL
    assert {path: path.read_bytes() for path in settings.keys_dir.iterdir()} == before
    open_house(settings, county.clock).close()


def test_a_revocation_of_which_half_was_written_down_is_none(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line cut short counts for nothing: a restore would bring that terminal back to life."""
    county.terminal("SS3")
    write, data = os.write, county.house.settings.data

    def half(descriptor: int, line: bytes) -> int:
        return write(descriptor, line[: len(line) // 2])

    monkeypatch.setattr(os, "write", half)
    line = told(capsys, "terminals", "revoke", "SS3", "--data", str(data))
    monkeypatch.undo()
    assert line.startswith("E-HUB-02 ")
    assert [row["state"] for row in list_terminals(county.house)] == ["active"]


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


# ---- what a slip of the hand must not cost -------------------------------------------------------------


@pytest.mark.parametrize(
    "out", [".", "keys", "trust", "offline-keys", "restoring", "replaced-20260302-1", "a/.."]
)
def test_no_backup_is_written_over_a_hub(
    county: County, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    """Least of all over the database that is in use: what comes in from then on would be lost."""
    terminal, data = county.terminal("SS3"), county.house.settings.data
    accept(county.house, terminal.order())
    (data / "a").mkdir()
    inode = (data / "hub.sqlite3").stat().st_ino
    assert main(["backup", "--data", str(data), "--out", str(data / out)]) == 2
    assert capsys.readouterr().err.startswith("E-HUB-05 ")
    accept(county.house, terminal.order())
    assert (data / "hub.sqlite3").stat().st_ino == inode
    assert len(list_orders(county.house)) == 2


def test_a_backup_may_lie_in_a_folder_of_its_own_below(county: County) -> None:
    data = county.house.settings.data
    assert main(["backup", "--data", str(data), "--out", str(data / "backups")]) == 0


def test_another_hub_is_not_written_over_either(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    make_house(HubSettings(data=other), county.clock)
    before = (other / "hub.sqlite3").read_bytes()
    assert main(["backup", "--data", str(county.house.settings.data), "--out", str(other)]) == 2
    assert (other / "hub.sqlite3").read_bytes() == before


@pytest.mark.parametrize("emptied", [False, True])
@pytest.mark.parametrize("known_by", ["trust", "ended"])
def test_a_hub_that_lost_its_database_is_no_new_one(
    county: County, capsys: pytest.CaptureFixture[str], emptied: bool, known_by: str
) -> None:
    """Terminals would trust keys of which a second hub of another name was made."""
    county.terminal("SS3")
    county.house.close()
    data = county.house.settings.data
    for path in data.glob("hub.sqlite3*"):
        path.unlink()
    if emptied:
        (data / "hub.sqlite3").touch()
    (ended_file(data) if known_by == "trust" else trust_file(county.house.settings)).unlink()
    for command in (["status"], ["init"], ["status"], ["serve", "--port", "0"]):
        line = told(capsys, *command, "--data", str(data))
        assert line.startswith("E-HUB-02 ")
        assert "restore" in line


def test_a_bundle_takes_no_other_files_place(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, good = county.house.settings.data, tmp_path / "b.json"
    county.terminal("SS3")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    keys = sorted((data / "keys").iterdir())
    invite = ["enrol-bundle", "--data", str(data), "--url", URL]
    for path in (data / "hub.sqlite3", keys[0], pipe, tmp_path):
        for out in (["--out", str(path)], ["--out", str(good), "--qr", str(path)]):
            assert main([*invite, *out]) == 2
            assert capsys.readouterr().err.startswith("E-HUB-05 ")
    assert main([*invite, "--out", str(good), "--qr", str(good)]) == 2
    assert not good.exists()
    for _ in range(2):
        assert main([*invite, "--out", str(good), "--qr", str(tmp_path / "b.png")]) == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    open_house(county.house.settings, county.clock).close()


# ---- what cannot be meant ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ["alarms", "close", "9" * 19],
        ["alarms", "close", "-1"],
        ["alarms", "close", "\u00b2"],
        ["alarms", "close", "1", "--by", "李\n工"],
        ["terminals", "revoke", "SS3", "--by", "\x1b[2J"],
        ["terminals", "revoke", "SS3", "--by", "长" * 65],
        ["orders", "reply", "SS3-0001", "--text", "好", "--by", "李\n工"],
        ["orders", "show", "\udcff"],
        ["terminals", "revoke", "\udcff"],
        ["enrol-code", "--url", f"http://127.0.0.1:1/{'a' * 256}"],
        ["enrol-code", "--url", "http://127.0.0.1:1/\x1b[2J"],
        ["trust", "publish", "--url", "https://hub.example", "--ca", "empty"],
        ["trust", "publish", "--url", "https://hub.example", "--ca", "nonsense"],
        ["trust", "init", "--out", "set", "--passphrase-file", "empty"],
        ["trust", "init", "--out", "nowhere/set"],
        ["serve", "--tls-cert", "nonsense", "--tls-key", "nonsense"],
        ["serve", "--tls-cert", "nowhere", "--tls-key", "nowhere"],
    ],
)
def test_nothing_comes_of_it(
    county: County,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    county.terminal("SS3")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "nonsense").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    before = sorted(tmp_path.iterdir())
    version = trust_version(county.house.settings)
    assert main([*command, "--data", str(county.house.settings.data)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[:9]) == ("", 1, "E-HUB-05 ")
    assert sorted(tmp_path.iterdir()) == before
    assert trust_version(county.house.settings) == version
    assert [row["state"] for row in list_terminals(county.house)] == ["active"]


def test_a_chinese_name_is_no_sentence(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(county.house.settings.data)
    assert told(capsys, "orders", "show", "张三", "--data", data) == "E-HUB-04 没有工单 张三"
    assert HubError("E-HUB-09", "/数据/中心").detail == "数据目录正有程序在用（/数据/中心）"
    assert HubError("E-HUB-13", "/数据/信任：读不了").detail == "/数据/信任：读不了"


@pytest.mark.parametrize("writing", ["utf-8", "gbk", "ascii"])
def test_a_console_that_lacks_a_letter_shows_the_others(county: County, writing: str) -> None:
    """A name may be written with one that GBK has not."""
    order = county.terminal("SS3").order(changes={"fields": {"name": "\U00020bb7某"}})
    accept(county.house, order)
    data = str(county.house.settings.data)
    show = [sys.executable, "-m", "hub", "--data", data, "orders", "show", "SS3-0001"]
    env = os.environ | {"PYTHONIOENCODING": writing}
    lines, document = (
        subprocess.run([*show, *more], capture_output=True, check=True, env=env).stdout.decode(writing)
        for more in ([], ["--json"])
    )
    assert ("\U00020bb7某" if writing == "utf-8" else "?") in lines
    assert "SS3-0001" in lines
    assert json.loads(document)["fields"] == {"name": "\U00020bb7某"}


def test_what_is_no_database_is_called_so(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    county.house.close()
    (county.house.settings.data / "hub.sqlite3").write_bytes(b"\xff" * 4096)
    line = told(capsys, "status", "--data", str(county.house.settings.data))
    assert line == "E-HUB-02 数据库不可用，或不是本程序的版本（file is not a database）"
