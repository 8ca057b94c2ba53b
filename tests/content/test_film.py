"""Videos of the release, picture by picture: real ones, made here, and broken ones."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.content.film import DRAWN_MAX, BadFilmError, Film

BOAT = Path(__file__).parents[2] / "library/media/boat-comes.webm"


def film(tmp_path: Path, wide: int, tall: int, frames: int = 20) -> bytes:
    """Each frame a grey of its own, ten a second."""
    path = tmp_path / "film.webm"
    out = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), 10.0, (wide, tall))
    for number in range(frames):
        out.write(np.full((tall, wide, 3), 10 * number, np.uint8))
    out.release()
    return path.read_bytes()


def test_the_picture_of_a_moment_and_what_lies_between_is_dropped(tmp_path: Path) -> None:
    with Film(film(tmp_path, 64, 48)) as shown:
        first = shown.at(0)
        assert first is not None
        assert (first.width, first.height, len(first.pixels)) == (64, 48, 64 * 48 * 4)
        assert shown.at(50) is None  # still the same
        later = shown.at(1500)
        assert later is not None
        assert abs(later.pixels[0] - 150) < 12
        assert later.pixels[3] == 255
        assert shown.at(500) is None  # it does not run backwards
        assert shown.at(60_000) is None  # it is over


def test_no_picture_is_made_wider_than_a_page_shows(tmp_path: Path) -> None:
    with Film(film(tmp_path, 1280, 720, frames=2)) as shown:
        shot = shown.at(0)
    assert shot is not None
    assert (shot.width, shot.height) == (DRAWN_MAX, round(720 * DRAWN_MAX / 1280))


def test_nobody_waits_for_what_is_not_wanted_any_more(tmp_path: Path) -> None:
    asked = []

    def wanted() -> bool:
        asked.append(True)
        return len(asked) < 3

    with Film(film(tmp_path, 64, 48)) as shown:
        assert shown.at(1900, wanted) is None
    assert len(asked) <= 4


@pytest.mark.parametrize("data", [b"", b"\x1aE\xdf\xa3webm", os.urandom(4000)])
def test_what_is_no_video_is_an_error_of_one_kind(data: bytes) -> None:
    with pytest.raises(BadFilmError):
        Film(data)


def test_one_that_breaks_off_shows_what_there_is() -> None:
    data = BOAT.read_bytes()
    with Film(data[: len(data) // 2]) as shown:
        assert shown.at(0) is not None
        assert shown.at(60_000) is None


def test_too_large_a_picture_is_not_decoded(tmp_path: Path) -> None:
    with pytest.raises(BadFilmError, match="too large"):
        Film(film(tmp_path, 1936, 64, frames=1))


def opened() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_stays_open(tmp_path: Path) -> None:
    data = film(tmp_path, 64, 48, frames=2)
    before = opened()
    for _ in range(5):
        with Film(data) as shown:
            shown.at(0)
        shown.close()
        with pytest.raises(BadFilmError):
            Film(b"nothing")
    assert opened() == before
    assert shown.at(0) is None
