"""A voice, a player and an ear for the speaker's tests."""

import threading
from collections.abc import Callable
from typing import Final

from kiosk.domain.speech import SpeechEnded, Utterance
from kiosk.errors import KioskError
from kiosk.speech.clips import NoClips
from kiosk.speech.normalise import Run, clip_key
from kiosk.speech.pcm import Pcm, silence
from kiosk.speech.player import SimulatedPlayer, Sound
from kiosk.speech.speaker import Speaker
from kiosk.speech.voice import NO_VOICE
from tests.support.clock import ManualClock
from tests.support.wait import PATIENCE_S, Inbox

RATE: Final = 22_050


class Voice:
    """A tenth of a second for each character."""

    def __init__(self) -> None:
        self.broken = False
        self.killed = 0

    def say(self, run: Run, *, slowly: bool = False) -> Pcm:
        if self.broken:
            raise KioskError(NO_VOICE, "simulated")
        return silence(RATE, (0.2 if slowly else 0.1) * len(run.text))

    def kill(self) -> None:
        self.killed += 1


class HeldPlayer:
    """Plays nothing until it is let, so that a test decides what happens in the middle of a sentence."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.playing = threading.Semaphore(0)
        self._turn = threading.Condition()
        self._let = 0
        self._stopped = False

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        with self._turn:
            self._stopped = False
            self.began.append(sound.words)
            self.playing.release()
            assert self._turn.wait_for(lambda: self._let > 0 or self._stopped or not allowed(), PATIENCE_S)
            if self._let > 0:
                self._let -= 1
                return True
            return False

    def stop(self) -> None:
        with self._turn:
            self._stopped = True
            self._turn.notify_all()

    def let(self) -> None:
        with self._turn:
            self._let += 1
            self._turn.notify_all()


class Ear:
    def __init__(self, *, private: bool) -> None:
        self.is_private = private

    def private(self) -> bool:
        return self.is_private


class Clips(NoClips):
    def sound(self, key: str) -> Pcm | None:
        return Pcm(48_000, bytes(9_600)) if key == clip_key("您好") else None


def ended(inbox: Inbox, generation: int) -> bool:
    return inbox.wait_for(SpeechEnded, lambda message: message.generation == generation).finished


class Listener(SimulatedPlayer):
    """Hears the words, also those the transcript leaves out."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)
        self.words: list[str] = []

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        heard = super().play(sound, allowed)
        self.words.append(sound.words)
        return heard


class Hearing:
    """A speaker whose player writes a transcript under a clock only its thread moves."""

    def __init__(self, *, private: bool = False) -> None:
        self.inbox = Inbox()
        self.player = Listener(ManualClock())
        self.ear = Ear(private=private)
        self.voice = Voice()
        self.speaker = Speaker(self.voice, Clips(), self.player, self.ear, self.inbox)
        self.speaker.start()

    def hear(self, utterance: Utterance) -> list[str]:
        """The words of it, once it has ended."""
        before = len(self.player.words)
        generation = self.speaker.say(utterance)
        ended(self.inbox, generation)
        return self.player.words[before:]
