"""Long work says how far it is; only to a person before a console."""

import io
import sys
from pathlib import Path

import pytest

from kiosk.content.publish import cli_progress
from kiosk.content.publish.build import build
from kiosk.content.publish.progress import SILENT
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.progressing import Heard

pytestmark = pytest.mark.untraced


class Console(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_stretch_of_a_build_comes_to_its_end(tmp_path: Path) -> None:
    heard = Heard()
    root = sample.write(tmp_path / "library")
    build(root, tmp_path / "content", ManualClock(), progress=heard)
    assert [what for what, _, _ in heard.told] == ["读文件", "对一遍", "做搜索目录"]
    assert all(total == done != 0 for _, total, done in heard.told), heard.told


def test_a_console_sees_a_bar_and_it_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    monkeypatch.setattr(sys, "stderr", console)
    monkeypatch.setenv("TERM", "xterm")
    with cli_progress.shown(quiet=False) as progress:
        progress.begin("读文件", 3)
        for _ in range(3):
            progress.step()
        progress.begin("读法律")
        progress.step()
    assert "读法律" in console.getvalue()


@pytest.mark.parametrize("quiet", [False, True])
def test_nobody_else_does(quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Console() if quiet else io.StringIO())
    with cli_progress.shown(quiet=quiet) as progress:
        assert progress is SILENT


def test_a_computer_without_the_package_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Console())
    for name in ("rich", "rich.console", "rich.progress"):
        monkeypatch.setitem(sys.modules, name, None)
    with cli_progress.shown(quiet=False) as progress:
        assert progress is SILENT
