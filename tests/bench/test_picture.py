"""What stands on a display is read from its pixels; when it stood, from all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from bench import picture as module
from bench.picture import Display, Rising, watch, watched_display
from kiosk.display.root import RootWindow

RGB = 0xFFFFFF


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with watched_display(tmp_path_factory.mktemp("pixels") / "fb", 320, 200) as shown:
        yield shown


def test_the_picture_is_the_displays(display: Display) -> None:
    assert display.picture.sampled.shape == (25, 80)
    white = Image.new("RGB", (320, 200), "white")
    marked = white.copy()
    marked.paste((0, 0, 255), (40, 80, 120, 160))
    root = RootWindow(display.name)
    root.paint(white)
    assert np.unique(display.picture.now() & RGB).tolist() == [RGB]
    seen = watch(display.picture, lambda: root.paint(marked), quiet_s=0.05, patience_s=5.0)
    root.close()
    assert seen.first is not None
    assert seen.last is not None
    assert 0 <= seen.first <= seen.last < 5.0
    blue = np.argwhere((display.picture.now() & RGB) == 0x0000FF)
    assert (blue.min(0).tolist(), blue.max(0).tolist()) == ([10, 10], [19, 29])


def test_a_picture_that_does_not_change_is_said_so(display: Display) -> None:
    seen = watch(display.picture, lambda: None, quiet_s=0.01, patience_s=0.02)
    assert (seen.first, seen.last) == (None, None)


class Film:
    """Pictures one after the other, and the time at which each is looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *pictures: Any) -> None:
        self.sampled = pictures[0]
        self._pictures = iter(pictures[1:])
        self.at = 10.0
        monkeypatch.setattr(module, "perf_counter", lambda: self.at)

    def now(self) -> Any:
        return self.sampled.copy()

    def play(self, rising: Rising) -> None:
        for picture in self._pictures:
            self.at += 1.0
            self.sampled = picture
            rising.look()


def paper(ink: int) -> Any:
    """White, with so many dark pixels."""
    pixels = np.full((10, 10), 0xFFFFFF, np.uint32)
    pixels.ravel()[:ink] = 0x202020
    return pixels


def test_a_start_is_over_when_its_words_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    black = np.zeros((10, 10), np.uint32)
    clock = paper(40)
    clock[0, 0] = 0x303030  # one pixel of ink that still changes later
    film = Film(monkeypatch, black, paper(0), paper(20), clock, paper(40))
    rising = Rising(film)  # type: ignore[arg-type]
    film.play(rising)
    assert rising.complete(share=0.95) == 13.0
    assert rising.complete(share=1.0) == 14.0


def test_other_pixels_than_four_bytes_are_refused(tmp_path: Path) -> None:
    header = [100, 7, 2, 24, 4, 4, 0, 0, 32, 0, 32, 16, 16, 4, *([0] * 11)]
    file = tmp_path / "dump"
    file.write_bytes(module._XWD.pack(*header))
    with pytest.raises(ValueError, match="16 bits a pixel"):
        module.Picture(file)
