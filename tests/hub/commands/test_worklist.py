"""``kiosk-hub content worklist`` and ``terminals counts``."""

import json
from typing import Any

import pytest

from hub.cli import main
from tests.hub.conftest import County
from tests.hub.orders.test_counted import WILL, report, taken


def run(county: County, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["--data", str(county.house.settings.data), *words])
    out, err = capsys.readouterr()
    return status, out, err


def report_of(county: County, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    status, out, _ = run(county, capsys, "--json", *words, "--since", "2026-01")
    assert status == 0
    return json.loads(out)


def test_an_editor_reads_what_to_write_next(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = county.terminal()
    quiz = [("quiz", "wages@aa", "finished", 5), ("quiz", "wages@aa", "wrong:2", 4)]
    survey = [("survey", "terminal@cc", "asked", 9), ("survey", "terminal@cc", "found=yes", 4)]
    helped = [("solved", "guide:will", "no", 3), ("solved", "", "help", 1)]
    missed = [("miss", "", "visit", 9), ("miss", "", "unnamed", 2)]
    taken(county, report(terminal, WILL, *missed, *helped, *quiz, *survey))
    _, out, _ = run(county, capsys, "content", "worklist", "--since", "2026-01")
    assert out.splitlines() == [
        "2026-02，1 份合计；少于 3 次的不单列",
        "没搜到好答案的：9 人次",
        "  遗嘱  4 人次",
        "  词表里没有的、或太少不单列的  2",
        "看完没解决的（没解决＋去找人问）：",
        "  guide:will  没解决 3，找人问 0，解决了 0",
        "  太少不单列的  没解决 0，找人问 1，解决了 0",
        "常答错的题：",
        "  wages@aa 第 2 题  4 人答，4 人错",
        "问卷 terminal@cc：9 人打开，0 人答完",
        "  found  是：4",
        "只有编号的，中心还没有那一版内容：kiosk-hub content import 目录",
    ]
    assert terminal.enrolled.terminal_id not in out
    assert "SS3" not in json.dumps(report_of(county, capsys, "content", "worklist"))


def test_nothing_yet_is_said(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(county, capsys, "content", "worklist", "--since", "2025-12")
    assert (status, out) == (0, "从 2025-12 起还没有终端报来合计：终端每月过完才报上个月的\n")


def test_what_cannot_be_opened_is_said(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    taken(county, report(county.terminal(), WILL, seq=99))
    out = run(county, capsys, "content", "worklist", "--since", "2026-01")[1]
    assert out.startswith("有 1 份合计打不开")


def test_one_terminal_is_asked_by_its_name(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = county.terminal("SS3"), county.terminal("SS4")
    taken(county, report(one, WILL), report(other, WILL))
    whole = report_of(county, capsys, "content", "worklist")
    mine = report_of(county, capsys, "terminals", "counts", "SS3")
    assert whole["misses"]["words"][0]["visits"] == 2 * mine["misses"]["words"][0]["visits"]
    by_id = report_of(county, capsys, "terminals", "counts", other.enrolled.terminal_id)
    assert by_id["reports"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("terminals", "counts", "SS9"), "E-HUB-14"),
        (("content", "worklist", "--since", "2026-13"), "E-HUB-05"),
        (("content", "worklist", "--since", "last year"), "E-HUB-05"),
    ],
)
def test_what_is_wrong_is_told(
    county: County, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str
) -> None:
    status, out, err = run(county, capsys, *words)
    assert (status != 0, out, err.split()[0]) == (True, "", code)
