"""What of an utterance is heard, in order, given who can hear it. Pure: the privacy rule is here alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.domain.speech import OrderNumber, Part, Personal, PhoneNumber, Public, Tone, Utterance
from kiosk.speech.hidden import without_numbers
from kiosk.speech.normalise import Sentence, order_number, phone_number, plain, sentences

# On the screen a personal field is masked; its caption must not undo that.
PRIVATE_CAPTION: Final = "（在耳机里念）"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be heard; ``caption`` may be shown to anybody. ``tone``: no words, a short tone."""

    sentence: Sentence
    caption: str
    personal: bool = False
    slowly: bool = False
    tone: bool = False


_TONE: Final = Line(Sentence("", ()), "", tone=True)
TONE_WRITTEN: Final = "（滴）"


def lines(part: Part, *, private: bool) -> Iterator[Line]:
    """``private``: only the person in front hears it."""
    match part:
        case Personal():
            if private:
                for sentence in sentences(part.text):
                    yield Line(sentence, PRIVATE_CAPTION, personal=True)
            else:
                yield from instead(part)
        case Public():
            for sentence in sentences(without_numbers(plain(part.text))):
                yield Line(sentence, sentence.caption)
        case OrderNumber():
            for sentence in order_number(part.text):
                yield Line(sentence, sentence.caption, slowly=True)
        case PhoneNumber():
            for sentence in phone_number(part.text):
                yield Line(sentence, sentence.caption)
        case Tone():
            yield _TONE
        case _:
            assert_never(part)


def aloud(utterance: Utterance) -> tuple[str, ...]:
    """Its words as a room hears them, a sentence each: from a loudspeaker, with nobody interrupting."""
    said = (line for part in utterance.parts for line in lines(part, private=False))
    return tuple(TONE_WRITTEN if line.tone else line.sentence.spoken for line in said)


def instead(part: Personal) -> Iterator[Line]:
    """What is said aloud in the place of what is not."""
    return lines(Public(part.instead), private=False)
