"""The voice for what nobody has recorded: espeak-ng as a program beside us (GPL-3, never linked)."""

from typing import Final, Protocol

from kiosk.errors import KioskError
from kiosk.speech.child import Child, ChildError
from kiosk.speech.normalise import Language, Run
from kiosk.speech.pcm import Pcm, read_wav, silence

NO_VOICE: Final = "E-SPK-01"
# `cmn` of Debian 12's espeak-ng reads tone digits in English (espeak-ng issue 1028); this one is right.
_VOICES: Final[dict[Language, str]] = {"zh": "cmn-latn-pinyin", "en": "en"}
_WORDS_A_MINUTE: Final = 150
_SLOWLY: Final = 100
_SECONDS: Final = 5.0
_MOST_BYTES: Final = 40_000_000
_SIMULATED_RATE: Final = 8_000


class Voice(Protocol):
    """Words to sound, all of them. Raises KioskError E-SPK-01."""

    def say(self, run: Run, *, slowly: bool = False) -> Pcm: ...

    def kill(self) -> None:
        """From any thread: what is being said is not wanted any more; ``say`` then raises."""
        ...


class Espeak:
    """Implements :class:`Voice`. 10 to 25 ms a sentence; the text goes through a pipe, never an argument."""

    def __init__(self, program: str = "espeak-ng") -> None:
        self._program = program
        self._child = Child()

    def say(self, run: Run, *, slowly: bool = False) -> Pcm:
        text = _marked(run.text) if run.language == "zh" else run.text
        speed = _SLOWLY if slowly else _WORDS_A_MINUTE
        args = (self._program, "-v", _VOICES[run.language], "-s", str(speed), "--stdin", "--stdout")
        try:
            return read_wav(self._child.run(args, text.encode("utf-8") + b"\n", _SECONDS, _MOST_BYTES))
        except (ChildError, ValueError) as error:
            raise KioskError(NO_VOICE, str(error)) from None

    def kill(self) -> None:
        self._child.kill()


class SimulatedVoice:
    """Implements :class:`Voice` without a program: silence of about the length the words would take."""

    def say(self, run: Run, *, slowly: bool = False) -> Pcm:
        seconds = len(run.text) * (0.4 if slowly else 0.2)
        return silence(_SIMULATED_RATE, seconds * (1.0 if run.language == "zh" else 0.35))

    def kill(self) -> None:
        """Nothing runs."""


def _marked(text: str) -> str:
    """Its dictionary costs 57 MB and most of a second: only who speaks without a clip pays that."""
    try:
        from kiosk.speech.tones import marked
    except ImportError as error:
        raise KioskError(NO_VOICE, str(error)) from error
    return marked(text)
