"""The room that plays clips: one thread decodes and keeps the time, one feeds the loudspeaker; of ``app``.

Nobody waits for it. Time is the clock's, not the decoder's: what is late is dropped, captions stay in time,
a loudspeaker that does not sound holds nothing up. Bounded: one file, one picture, three minutes of sound.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.content import media
from kiosk.content.film import BadFilmError, Film
from kiosk.content.shelf import drawn
from kiosk.domain.library_learning import MediaFile
from kiosk.domain.media_play import ClipBroken, ClipEnded, ClipMoment, ClipUnheard, Shot, Wish, has_sound
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.log import OnChange
from kiosk.speech.child import Child, ChildError
from kiosk.speech.clip_sound import ClipSound, decoded
from kiosk.speech.pcm import Pcm
from kiosk.speech.player import Player

LONGEST_MS: Final = 180_000
SHOTS_S: Final = 1 / 15  # between two pictures at the least
_STEP_S: Final = 0.25  # between two words about how far it is, at the most
_JOIN_S: Final = 2.0

_log = logging.getLogger(__name__)


class MediaRoom:
    """``show`` from any thread. Posts ClipMoment, ClipEnded, ClipBroken and ClipUnheard.

    ``gain``: how loud the person wants to hear things now. ``player`` None: this terminal is silent.
    """

    def __init__(
        self,
        places: Sequence[Path],
        post: Post,
        clock: Clock,
        player: Player | None = None,
        gain: Callable[[], float] = lambda: 1.0,
    ) -> None:
        self._places = tuple(dict.fromkeys(places))
        self._post = post
        self._clock = clock
        self._child = Child()
        self._sound = ClipSound(player, gain, self._unheard) if player is not None else None
        self._wish: Wish | None = None
        self._changed = threading.Event()
        self._stopping = False
        self._silenced = False  # since its sound was last begun
        self._faults = OnChange(_log)
        self._thread = threading.Thread(target=self._run, name="media", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if self._sound is not None:
            self._sound.start()

    def show(self, wish: Wish | None) -> None:
        """Never waits; what is not wanted any more falls silent at once."""
        before, self._wish = self._wish, wish
        other = wish is None or before is None or before.run != wish.run
        if other:
            self._child.kill()
        if other or (wish is not None and wish.paused):
            self._silenced = True
            self._quiet()
        self._changed.set()

    def _quiet(self) -> None:
        if self._sound is not None:
            self._sound.silence()

    def forget(self) -> None:
        self.show(None)

    def stop(self) -> None:
        """Idempotent, returns within two seconds."""
        self._stopping = True
        self.show(None)
        if self._sound is not None:
            self._sound.stop()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    # ---- on the thread

    def _run(self) -> None:
        done = ""
        while not self._stopping:
            self._changed.clear()
            wish = self._wish
            if wish is None or wish.run == done:
                done = done if wish is not None else ""
                self._changed.wait()
                continue
            done = wish.run
            try:
                self._play(wish)
            except (KioskError, BadFilmError, ChildError, OSError, ValueError) as error:
                self._broken(wish, str(error))
            except Exception as error:  # the thread must outlive one clip
                self._broken(wish, repr(error))

    def _broken(self, wish: Wish, reason: str) -> None:
        if self._wanted(wish.run):
            self._faults.log(logging.WARNING, "media.unplayable", wish.media.id, "E-CNT-02", detail=reason)
            self._post(ClipBroken(wish.run))

    def _unheard(self, run: str, reason: str) -> None:
        self._faults.log(logging.WARNING, "media.unheard", "sound", "E-SPK-02", detail=reason)
        self._post(ClipUnheard(run))

    def _wanted(self, run: str) -> bool:
        wish = self._wish
        return wish is not None and wish.run == run and not self._stopping

    def _play(self, wish: Wish) -> None:
        of = wish.media
        with ExitStack() as held:
            film = None
            still = None
            if of.kind == "video":
                film = held.enter_context(Film(self._read(of.file)))
            elif of.kind == "picture":
                picture = drawn(of.id, self._read(of.file))
                still = Shot(picture.width, picture.height, picture.pixels)
            pcm = self._pcm(wish)
            self._follow(wish, film, still, pcm)
        self._quiet()

    def _read(self, file: MediaFile) -> bytes:
        """From the first place that has it. KioskError."""
        fault: KioskError | None = None
        for place in self._places:
            try:
                return media.read(place, file)
            except KioskError as error:
                fault = error
        raise fault or KioskError("E-CNT-02", "nowhere to read from")

    def _pcm(self, wish: Wish) -> Pcm | None:
        """What of it is to be heard. A sound that cannot be decoded is broken; a video goes on without."""
        of, file = wish.media, wish.media.sound or wish.media.file
        if not has_sound(of) or self._sound is None or not wish.volume:
            return None
        try:
            return decoded(self._read(file), self._child)
        except (KioskError, ChildError, ValueError) as error:
            if of.kind == "sound" and not (isinstance(error, ChildError) and error.missing):
                raise
            if self._wanted(wish.run):
                self._unheard(wish.run, str(error))
            return None

    def _follow(self, wish: Wish, film: Film | None, still: Shot | None, pcm: Pcm | None) -> None:
        """Until its end, or until nobody wants it."""
        run, end, of_time = wish.run, min(wish.ms, LONGEST_MS), still is None
        shot, at, volume = still, 0.0, wish.volume
        began: float | None = None  # on the clock, of moment 0; None: it stands still
        told: float | None = None  # when it was last told how far it is
        while self._wanted(run):
            self._changed.clear()
            now, wanted = self._clock.monotonic(), self._wish
            if wanted is None:
                return
            if wanted.paused:
                began = None
                self._quiet()  # it may have been begun while that was being said
                self._changed.wait()
                continue
            if began is None or wanted.volume != volume or self._silenced:
                began, volume, self._silenced = now - at / 1000, wanted.volume, False
                if pcm is not None and self._sound is not None:
                    self._sound.begin(run, pcm, at)
            at = min((now - began) * 1000, float(end))
            newer = film.at(at, lambda: self._wanted(run)) if film is not None else None
            if film is not None and newer is None and shot is None and self._wanted(run):
                raise BadFilmError("has no pictures")
            shot = newer or shot
            if newer is not None or told is None or (of_time and now - told >= _STEP_S):
                self._post(ClipMoment(run, int(at), shot))
                told = now
            if at >= end:
                self._post(ClipEnded(run))
                return
            spent = self._clock.monotonic() - now
            step = SHOTS_S if film is not None else _STEP_S if of_time else float(end)
            self._clock.wait(self._changed, max(min(step, (end - at) / 1000) - spent, 0.0))
