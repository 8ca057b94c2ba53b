"""`kiosk-hub terminals`: revoked, taken back in, and who did it; as a clerk types it."""

import json

import pytest

from hub.cli import main
from tests.hub.conftest import County


def run(capsys: pytest.CaptureFixture[str], county: County, *argv: str) -> tuple[int, str, str]:
    """Exit status, stdout, stderr."""
    capsys.readouterr()
    status = main(["--data", str(county.house.settings.data), *argv])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_mistake_is_undone_and_both_are_kept(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    county.terminal("SS3")
    assert run(capsys, county, "terminals", "history", "SS3")[:2] == (0, "没有人动过\n")
    revoked = ("terminals", "revoke", "SS3", "--reason", "报失", "--by", "李工")
    assert run(capsys, county, *revoked)[:2] == (0, "SS3  revoked\n")
    reinstated = ("terminals", "reinstate", "SS3", "--reason", "找到了", "--by", "王主任")
    status, out, _ = run(capsys, county, *reinstated)
    assert (status, out[:8]) == (0, "SS3：已恢复；")
    status, out, _ = run(capsys, county, "--json", "terminals", "history", "SS3")
    assert [(m["after"], m["actor"], m["reason"]) for m in json.loads(out)] == [
        ("revoked", "李工", "报失"),
        ("active", "王主任", "找到了"),
    ]
    status, out, _ = run(capsys, county, "terminals", "history", "SS3")
    assert [line.split()[-2:] for line in out.splitlines()] == [["李工", "报失"], ["王主任", "找到了"]]


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        (("reinstate", "SS3"), 2, "E-HUB-05 缺少 --reason（写法："),
        (("reinstate", "SS3", "--reason", " "), 2, "E-HUB-05 要用 --reason 写明"),
        (("reinstate", "SS3", "--reason", "x"), 1, "E-HUB-14 SS3 现在是 active，要 revoked 才行"),
        (("history", "SS9"), 1, "E-HUB-14 没有终端 SS9"),
    ],
)
def test_what_cannot_be_done_is_told(
    county: County, capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], status: int, said: str
) -> None:
    county.terminal("SS3")
    got, out, err = run(capsys, county, "terminals", *typed)
    assert (got, out) == (status, "")
    assert err.startswith(said)


def test_who_is_not_named_is_who_is_logged_in(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "clerk")
    county.terminal("SS3")
    run(capsys, county, "terminals", "revoke", "SS3")
    assert json.loads(run(capsys, county, "--json", "terminals", "history", "SS3")[1])[0]["actor"] == "clerk"
