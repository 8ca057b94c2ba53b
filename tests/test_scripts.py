"""The set-up and its helpers: quiet, quick the second time, and leaving nothing behind."""

import os
import socket
import subprocess
from pathlib import Path
from typing import Final

import pytest
from fontTools.ttLib import TTCollection, TTFont

from kiosk.clock import SystemClock
from script.fonts import FAMILY, RARE, SOURCE, extract, family_of, link

ROOT: Final = Path(__file__).resolve().parents[1]


def shell(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs bash code that has read script/lib.sh."""
    return subprocess.run(
        ["bash", "-c", f". script/lib.sh\n{code}"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def test_set_up_that_has_nothing_to_do_says_nothing_and_takes_no_time() -> None:
    clock = SystemClock()
    times = []
    for _ in range(3):
        begun = clock.monotonic()
        done = subprocess.run([ROOT / "script" / "bootstrap"], capture_output=True, check=True, timeout=60)
        times.append(clock.monotonic() - begun)
        assert (done.stdout, done.stderr) == (b"", b"")
    assert min(times) < 1.0


def test_only_what_is_not_installed_is_missing() -> None:
    done = shell("missing_packages bash no-such-package coreutils no-such-other")
    assert done.stdout.split() == ["no-such-other", "no-such-package"]
    assert shell("missing_packages bash coreutils").stdout == ""


def test_what_the_set_up_prints_stays_off_stdout() -> None:
    done = shell("bootstrap; say told; die gone; echo never")
    assert (done.stdout, done.stderr, done.returncode) == ("", "told\ngone\n", 1)


def test_a_display_is_there_for_one_run_and_gone_with_its_folder() -> None:
    done = shell(
        'open_workspace; open_display; echo "$DISPLAY $WORKSPACE $TMPDIR"; ls "/tmp/.X11-unix/X${DISPLAY#:}"'
    )
    assert done.returncode == 0, done.stderr
    line, path = done.stdout.splitlines()
    display, workspace, temporary = line.split()
    assert display.startswith(":")
    assert workspace == temporary
    # Room for a socket's name below pytest's own folders: a path has at most 107 bytes.
    assert len(workspace) < 30
    assert not Path(workspace).exists()
    with socket.socket(socket.AF_UNIX) as client, pytest.raises(OSError, match=r"refused|No such file"):
        client.connect(path)


def test_a_display_that_cannot_start_is_said_with_its_reason(tmp_path: Path) -> None:
    false = tmp_path / "Xvfb"
    false.write_text("#!/bin/sh\necho no screen today >&2\nexit 1\n")
    false.chmod(0o755)
    done = shell("open_workspace; open_display; echo never", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no screen today" in done.stderr


@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_the_fonts_are_single_faces_in_the_shapes_of_the_mainland(face: str) -> None:
    font = TTFont(str(ROOT / "var" / "fonts" / f"NotoSansCJKsc-{face}.otf"), lazy=True)
    assert family_of(font) == FAMILY
    assert font["name"].getDebugName(17) in (face, None)
    assert {ord(character) for character in "法律援助嵊泗䶮，。？"} <= set(font.getBestCmap())


def test_the_second_font_is_debians_own_file_unchanged() -> None:
    linked = ROOT / "var" / "fonts" / RARE.name
    assert linked.is_symlink()
    assert linked.resolve() == RARE.resolve()


def test_a_link_takes_the_place_of_what_was_there_and_only_for_a_font(tmp_path: Path) -> None:
    (tmp_path / "font.ttf").write_bytes(b"font")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.ttf").write_bytes(b"an older copy")
    link(tmp_path / "font.ttf", tmp_path / "fonts" / "a.ttf")
    assert (tmp_path / "fonts" / "a.ttf").read_bytes() == b"font"
    with pytest.raises(FileNotFoundError):
        link(tmp_path / "nowhere.ttf", tmp_path / "fonts" / "a.ttf")
    assert (tmp_path / "fonts" / "a.ttf").read_bytes() == b"font"
    assert [path.name for path in (tmp_path / "fonts").iterdir()] == ["a.ttf"]


def test_a_collection_without_the_face_is_refused(tmp_path: Path) -> None:
    collection = TTCollection(str(SOURCE / "NotoSansCJK-Regular.ttc"), lazy=True)
    small = next(font for font in collection.fonts if family_of(font) != FAMILY)
    collection.fonts = [small]
    collection.save(str(tmp_path / "other.ttc"))
    with pytest.raises(LookupError, match="0 faces"):
        extract(tmp_path / "other.ttc", tmp_path / "out.otf")
    assert not (tmp_path / "out.otf").exists()
