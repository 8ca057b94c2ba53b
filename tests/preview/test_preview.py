"""``kiosk-library preview``: what stops it, what follows a saved file, and one picture."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from kiosk.clock import SystemClock
from kiosk.config import CHECKOUT
from kiosk.preview import program
from kiosk.preview.drafts import Drafts, Watching
from tests.support import editor_kinds


def preview(*arguments: str, display: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk.content.publish.cli", "preview", *arguments]
    environ = {**os.environ, "DISPLAY": display}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environ, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return editor_kinds.write(tmp_path / "library")


def broken(draft: Path) -> None:
    site = draft / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "\nnonsense: 1\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-folder",), "没有这个目录"),
        (("--at", "nothing/x"), "没有“nothing”这一种"),
        (("--panel", "3x4"), "E-CFG-02"),
    ],
)
def test_bad_usage_is_one_line_with_a_code(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("E-CFG-02")
    assert len(told.splitlines()) == 1


def test_the_editors_command_hands_it_all_on() -> None:
    done = preview("--at", "nothing/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有“nothing”这一种" in done.stderr


def test_a_broken_draft_names_file_and_line(draft: Path) -> None:
    broken(draft)
    done = preview(str(draft), "--once", str(draft / "x.png"))
    assert done.returncode == 1
    assert "E-CNT-03" in done.stderr
    assert "site.yaml:" in done.stderr
    assert not (draft / "x.png").exists()


def test_without_a_display_it_says_so(draft: Path) -> None:
    done = preview(str(draft))
    assert done.returncode == 1
    assert done.stderr.count("E-DSP-02") == 1
    assert "--once" in done.stderr


def test_a_broken_draft_keeps_the_last_good_one(draft: Path, tmp_path: Path) -> None:
    drafts = Drafts(draft, tmp_path / "content", SystemClock(), ())
    good = drafts.attempt()
    assert good.library is not None
    kept = (draft / "site.yaml").read_text(encoding="utf-8")
    broken(draft)
    bad = drafts.attempt()
    assert bad.library is None
    assert bad.problems[0].file == "site.yaml"
    (draft / "site.yaml").write_text("# \n" + kept, encoding="utf-8")
    again = drafts.attempt()
    assert again.library is not None
    assert again.library.site == good.library.site


def test_what_is_saved_is_noticed_and_what_editors_leave_beside_is_not(tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    told = threading.Semaphore(0)
    watching = Watching(tmp_path)
    thread = threading.Thread(target=watching.run, args=(told.release,), daemon=True)
    thread.start()
    try:
        (tmp_path / ".guide.md.swp").write_text("x", encoding="utf-8")
        (tmp_path / "guide.md~").write_text("x", encoding="utf-8")
        assert not told.acquire(timeout=0.3)
        (tmp_path / "guides" / "new.md").write_text("x", encoding="utf-8")
        assert told.acquire(timeout=10)
        os.replace(tmp_path / "guide.md~", tmp_path / "guides" / "other.md")  # noqa: PTH105
        assert told.acquire(timeout=10)
    finally:
        watching.stop()
        thread.join(10)
        watching.close()


def test_one_picture_of_the_real_screens(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "guide.png"
    options = ("--at", "register/sample-county", "--panel", "1280x800", "--elder", "--language", "en")
    done = preview(str(draft), *options, "--once", str(out))
    assert done.returncode == 0, done.stderr
    with Image.open(out) as image:
        assert image.size == (1280, 800)
        assert len(image.getcolors(1_000_000) or ()) > 20
    gone = preview(str(draft), "--at", "guide/no-such", "--once", str(out))
    assert gone.returncode == 1
    assert "没有这一条" in gone.stderr
