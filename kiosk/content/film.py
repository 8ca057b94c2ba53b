"""A short video of the release, picture by picture, from memory. Only the newest picture is ever made.

WebM (VP8, VP9) by opencv-python's decoder, one thread. Not thread-safe.
"""

import os
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from kiosk.domain.media_play import Shot

SIDE_MAX: Final = 1920  # pixels; what the editor's check lets through
DRAWN_MAX: Final = 984  # no page shows one wider
_FPS_MOST: Final = 60.0


class BadFilmError(Exception):
    """It is no video that can be shown. The reason, in English."""


class Film:
    """``data`` lies in memory under a name of its own, because the decoder reads files only."""

    def __init__(self, data: bytes) -> None:
        import cv2  # nobody waits for it until something is played

        self._cv = cv2
        self._file = os.memfd_create("film", os.MFD_CLOEXEC)
        self._at = -1  # the frame that was decoded last, from 0
        self._given = -1  # the one that was made a picture
        self._film = None
        try:
            with os.fdopen(os.dup(self._file), "wb") as out:
                out.write(data)
            one = [cv2.CAP_PROP_N_THREADS, 1]
            self._film = cv2.VideoCapture(f"/proc/self/fd/{self._file}", cv2.CAP_FFMPEG, one)
            wide, tall, self._fps = (
                self._film.get(name)
                for name in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS)
            )
            if not self._film.isOpened() or not 1 <= self._fps <= _FPS_MOST:
                raise BadFilmError("cannot be opened")
            if not 1 <= min(wide, tall) <= max(wide, tall) <= SIDE_MAX:
                raise BadFilmError(f"{wide:g}x{tall:g} is too large")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Idempotent."""
        if self._film is not None:
            self._film.release()
            self._film = None
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def at(self, ms: float, wanted: Callable[[], bool] = lambda: True) -> Shot | None:
        """The picture of this moment; None when it is the one given last, the film is over or it breaks off.

        What lies between is decoded and dropped. ``wanted`` is asked after each: False ends it.
        """
        if self._film is None:
            return None
        goal = int(ms * self._fps / 1000)
        while self._at < goal:
            if not wanted() or not self._film.grab():
                return None
            self._at += 1
        if self._at <= self._given:
            return None
        good, picture = self._film.retrieve()
        if not good:
            return None
        self._given = self._at
        tall, wide = picture.shape[:2]
        if max(wide, tall) > SIDE_MAX:
            raise BadFilmError("grows while it plays")
        factor = DRAWN_MAX / max(wide, tall)
        if factor < 1:
            size = round(wide * factor), round(tall * factor)
            picture = self._cv.resize(picture, size, interpolation=self._cv.INTER_AREA)
        plain = self._cv.cvtColor(picture, self._cv.COLOR_BGR2RGBA)
        return Shot(plain.shape[1], plain.shape[0], plain.tobytes())
