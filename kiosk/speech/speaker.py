"""The speaker's own thread: says one utterance after another, newest page first, and posts captions.

Everything said belongs to a generation; whoever hears of an older one ignores it. No call waits.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.domain.speech import (
    Personal,
    SpeechEnded,
    SpeechFailed,
    SpeechStarted,
    SpeechWorks,
    Utterance,
)
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.log import OnChange
from kiosk.speech.clips import Clips
from kiosk.speech.headphone import Ear
from kiosk.speech.normalise import Run
from kiosk.speech.parting import parted
from kiosk.speech.pcm import Pcm, louder, silence, tone
from kiosk.speech.plan import TONE_WRITTEN, Line, instead, lines
from kiosk.speech.player import Player, Sound, Source
from kiosk.speech.voice import NO_VOICE, Voice
from kiosk.speech.volume import Volume

JOIN_SECONDS: Final = 2.0
LONGEST_QUEUE: Final = 8
PAUSE_S: Final = 0.25  # after each sentence
_TONE_RATE: Final = 8_000
_TONE_S: Final = 0.2
_TONE_HZ: Final = 880.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    generation: int
    utterance: Utterance


class _Fault:
    """The first code met while an utterance was said, and the captions nobody heard."""

    def __init__(self) -> None:
        self.code = ""
        self.unheard: list[str] = []

    def add(self, error: KioskError, caption: str) -> None:
        self.code = self.code or error.code
        self.unheard.append(caption)


class Speaker:
    """Callable from any thread but for the work itself, which is its own thread's.

    Posts SpeechStarted before each sentence, and for each utterance one SpeechEnded; SpeechFailed before that
    when something of it could not be said (the screen shows the caption, the terminal goes on silently).
    SpeechWorks when a sentence was heard, or could not be, and it was otherwise with the one before.
    """

    def __init__(
        self, voice: Voice, clips: Clips, player: Player, ear: Ear, post: Post, volume: Volume | None = None
    ) -> None:
        self.volume = volume or Volume()
        self._voice = voice
        self._clips = clips
        self._player = player
        self._ear = ear
        self._post = post
        self._changes = OnChange(_log)
        self._wake = threading.Condition()
        self._queue: list[_Job] = []
        self._current: _Job | None = None
        self._generation = 0
        self._stopping = False
        self._works: bool | None = None  # the thread's own
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def say(self, utterance: Utterance) -> int:
        """Have it said; its generation. What is being said and queued of the same or a lower urgency stops,
        unless it is to come ``after``.
        """
        given: object = utterance
        if not isinstance(given, Utterance):
            raise TypeError("only an Utterance is spoken: it says what of it is personal")
        with self._wake:
            self._generation += 1
            job = _Job(self._generation, utterance)
            if self._stopping:
                dropped = [job]
            else:
                dropped = [] if utterance.after else self._silence(utterance.urgency)
                self._queue.append(job)
                self._queue.sort(key=lambda waiting: -waiting.utterance.urgency)  # stable: first come
                dropped += self._queue[LONGEST_QUEUE:]
                del self._queue[LONGEST_QUEUE:]
                self._wake.notify()
        self._tell_dropped(dropped)
        return job.generation

    def hush(self) -> None:
        """Silence, now, and nothing waits."""
        with self._wake:
            dropped = self._silence(None)
        self._tell_dropped(dropped)

    def forget(self) -> None:
        """The visit is over: silence, nothing of it is kept, and the volume is the usual one."""
        self.hush()
        self.volume.reset()

    def stop(self) -> None:
        """End the thread; idempotent, returns within two seconds."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self.hush()
        if self._thread.is_alive():
            self._thread.join(JOIN_SECONDS)

    def _silence(self, up_to: int | None) -> list[_Job]:
        """Under the lock. Takes out of the queue what is no more urgent; ends what is being said likewise."""
        dropped = [job for job in self._queue if up_to is None or job.utterance.urgency <= up_to]
        self._queue = [job for job in self._queue if job not in dropped]
        current = self._current
        if current is not None and (up_to is None or current.utterance.urgency <= up_to):
            self._current = None
            # Still under the lock: the thread cannot have begun another sound, so only the old one ends.
            self._voice.kill()
            self._clips.kill()
            self._player.stop()
        return dropped

    def _tell_dropped(self, dropped: list[_Job]) -> None:
        for job in dropped:
            self._post(SpeechEnded(job.generation, finished=False))

    def _wanted(self, job: _Job) -> bool:
        with self._wake:
            return self._current is job and not self._stopping

    # ---- on the thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        going = True
        while going:  # nothing said is held here while nothing is said
            try:
                going = self._serve_one()
            except Exception as error:
                # A message nobody could take must not be the end of speech.
                _log.error("speech.unposted", extra={"error_type": type(error).__name__})

    def _serve_one(self) -> bool:
        """Wait for an utterance and say it; False when it is time to end."""
        job = self._next()
        if job is None:
            return False
        finished = False
        try:
            finished = self._say_all(job)
        except Exception as error:
            # No traceback: its frames hold what was to be said.
            _log.error("speech.failed", extra={"error_type": type(error).__name__})
        finally:
            with self._wake:
                if self._current is job:
                    self._current = None
        self._post(SpeechEnded(job.generation, finished))
        return True

    def _next(self) -> _Job | None:
        with self._wake:
            self._wake.wait_for(lambda: self._stopping or bool(self._queue))
            if self._stopping:
                return None
            self._current = self._queue.pop(0)
            return self._current

    def _say_all(self, job: _Job) -> bool:
        """True when all of it was heard that may be heard."""
        fault = _Fault()
        for part in job.utterance.parts:
            private = isinstance(part, Personal) and self._ear.private()
            heard = self._say_lines(job, lines(part, private=private), fault)
            if not heard and private and self._wanted(job):
                # The headphone was pulled out in the middle of a name.
                assert isinstance(part, Personal)
                heard = self._say_lines(job, instead(part), fault)
            if not heard:
                return False
        self._report(job, fault)
        return not fault.code

    def _say_lines(self, job: _Job, some: Iterator[Line], fault: _Fault) -> bool:
        """False when it was cut off."""
        for line in some:

            def allowed(line: Line = line) -> bool:
                return self._wanted(job) and (not line.personal or self._ear.private())

            if not allowed():
                return False
            try:
                for number, sound in enumerate(self._sounds(line)):
                    if not allowed():
                        return False
                    if number == 0:
                        self._post(SpeechStarted(job.generation, line.caption))
                    if not self._player.play(sound, allowed):
                        return False
                    if not line.tone:
                        self._tell_works(True)
            except KioskError as error:
                if not self._wanted(job):
                    return False  # ended by us, which is no fault
                fault.add(error, line.caption)
                self._tell_works(False)
        return True

    def _tell_works(self, works: bool) -> None:
        """At once, and not when all of the page was tried: somebody may sit before a covered picture."""
        if works is not self._works:
            self._works = works
            self._post(SpeechWorks(works))

    def _sounds(self, line: Line) -> Iterator[Sound]:
        """One, but of a long sentence without a recording several; the next is made when one was heard."""
        if line.tone:
            beep = louder(tone(_TONE_RATE, _TONE_S, _TONE_HZ), self.volume.gain)
            yield Sound(TONE_WRITTEN, beep, "tone", personal=False)
            return
        sentence = line.sentence
        recorded = None if line.slowly else self._clips.sound(sentence.key)
        if recorded is not None:
            yield self._ready(line, sentence.spoken, recorded, "clip")
            return
        for runs in parted(sentence.runs):
            words = "".join(run.text for run in runs)
            yield self._ready(line, words, self._voiced(runs, slowly=line.slowly), "voice")

    def _ready(self, line: Line, words: str, pcm: Pcm, source: Source) -> Sound:
        pause = silence(pcm.rate, PAUSE_S)
        loud = louder(pcm, self.volume.gain)
        return Sound(words, Pcm(loud.rate, loud.samples + pause.samples), source, personal=line.personal)

    def _voiced(self, part: tuple[Run, ...], *, slowly: bool) -> Pcm:
        runs = [self._voice.say(run, slowly=slowly) for run in part]
        if len({run.rate for run in runs}) != 1:
            raise KioskError(NO_VOICE, "the voices do not speak at one rate")
        return Pcm(runs[0].rate, b"".join(run.samples for run in runs))

    def _report(self, job: _Job, fault: _Fault) -> None:
        self._changes.log(
            logging.WARNING if fault.code else logging.INFO, "speech.state", "speech", fault.code
        )
        if fault.code:
            self._post(SpeechFailed(job.generation, fault.code, "".join(fault.unheard)))
