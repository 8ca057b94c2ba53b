"""Fonts: the two single faces, or a clear refusal."""

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.screens.environment import BOLD, REGULAR, font_files


def test_both_faces_are_found(tmp_path: Path) -> None:
    for name in (REGULAR, BOLD):
        (tmp_path / name).touch()
    assert font_files(tmp_path) == (tmp_path / REGULAR, tmp_path / BOLD)


@pytest.mark.parametrize("present", [[], [REGULAR], [BOLD]])
def test_a_missing_face_is_named(tmp_path: Path, present: list[str]) -> None:
    for name in present:
        (tmp_path / name).touch()
    with pytest.raises(KioskError) as caught:
        font_files(tmp_path)
    assert caught.value.code == "E-FNT-01"
    for name in {REGULAR, BOLD} - set(present):
        assert name in caught.value.detail
