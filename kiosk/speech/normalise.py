"""Text as written → sentences as spoken. Pure; what cannot be said aloud is left out, nothing raises.

Chinese text loses every digit, sign and bracket here, so that a clip's key and the voice's input say exactly
what is heard. Runs of Latin letters in it, and texts without any Chinese, go to an English voice.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.speech import english, reading
from kiosk.speech.dialling import phones
from kiosk.speech.numbers import spelled
from kiosk.speech.rule import HAN

Language = Literal["zh", "en"]

# Joiners, marks of direction and the like: nothing is heard of them, and they must part no number.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_HAN: Final = re.compile(f"[{HAN}]")
# A word, not a unit or the last letter of a number: 80km, 5RMB, 1101X.
_ENGLISH: Final = re.compile("(?<![A-Za-z0-9])(?!RMB|CNY)[A-Za-z]{2,}")
# Half-width for what has a half-width form, except commas: 打110，120 is no number 110,120.
_WIDTHS: Final = str.maketrans(
    {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    | {ord("％"): "%", ord("／"): "/", ord("＋"): "+", ord("－"): "-", ord("～"): "~", ord("．"): "."}
    | {ord("￥"): "¥", ord("："): ":", ord("（"): "(", ord("）"): ")", ord("〜"): "~", ord("\u3000"): " "}
)
# Every repetition is bounded: a regular expression holds up the whole process while it looks.
_WEB: Final = re.compile(
    r"(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,12}"
    r"|(?<![A-Za-z0-9@.-])(?:[A-Za-z0-9-]{1,63}\.){1,8}(?:com|cn|gov|org|net|edu|top)(?![A-Za-z0-9])"
    r"(?::\d{1,5})?(?:/[!-~]*)?",
    re.IGNORECASE,
)
# The slip's code opens an order: it is scanned, never said (kiosk/wire/ids.py).
_SLIP: Final = re.compile(r"GL1\.[!-~]+", re.IGNORECASE)
_ENDS_ZH: Final = re.compile(r"[。！？!?；;\n\r]+|(?<![0-9A-Za-z])\.(?=\s|$)")
_ENDS_EN: Final = re.compile(r"[。！？；\n\r]+|(?<=[.!?;])\s+")
# The word an office uses, behind the English: labour arbitration (劳动仲裁). Read, not heard.
_OFFICE_WORD: Final = re.compile(
    rf"(?<=[A-Za-z0-9)]) \((?=[^()]{{0,40}}[{HAN}])[^()]{{1,80}}(?:\([^()]{{1,10}}\)[^()]{{0,40}})?\)"
)
_RUNS: Final = re.compile(r"[A-Za-z][A-Za-z'. -]*|[^A-Za-z]+")
_WORD: Final = re.compile(r"[A-Za-z']+")
_LONGEST_ACRONYM: Final = 5


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch for one voice. ``zh``: Han and ，only; ``en``: ASCII words."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """``caption`` as written, for the screen; ``runs`` as spoken."""

    caption: str
    runs: tuple[Run, ...]

    @property
    def spoken(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def key(self) -> str:
        return clip_key(self.spoken)


def clip_key(spoken: str) -> str:
    """What a recorded clip of these words is filed under."""
    return hashlib.sha256(spoken.encode("utf-8")).hexdigest()


def plain(text: str) -> str:
    """Half-width, nothing unseen, without addresses of the web and the codes of slips. Twice is as once."""
    return _WEB.sub(" ", _SLIP.sub(" ", _UNSEEN.sub("", text).translate(_WIDTHS)))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Everything of ``text`` that can be said, in order. Empty when there is nothing to say."""
    text = plain(text)
    said = _OFFICE_WORD.sub("", text)
    chinese = _HAN.search(said) is not None or _ENGLISH.search(said) is None
    found: list[Sentence] = []
    for raw in (_ENDS_ZH if chinese else _ENDS_EN).split(text):
        caption = " ".join(raw.split())
        runs = _chinese(caption) if chinese else _english(_OFFICE_WORD.sub("", caption))
        if runs:
            found.append(Sentence(caption, runs))
    return tuple(found)


def order_number(number: str) -> tuple[Sentence, ...]:
    """Slowly: a character at a time; twice: the second time to check what was written down."""
    said = spelled(number)
    if not said:
        return ()
    once = _runs(said)
    return Sentence(number, once), Sentence(number, (Run("zh", "再念一遍，"), *once))


def phone_number(number: str) -> tuple[Sentence, ...]:
    said = phones(number.translate(_WIDTHS))
    return (Sentence(number, (Run("zh", said),)),) if said else ()


def _chinese(text: str) -> tuple[Run, ...]:
    return _runs(reading.chinese(text))


def _runs(said: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    for stretch in _RUNS.findall(said):
        if stretch[0].isascii() and stretch[0].isalpha():
            runs.append(Run("en", _latin(stretch)))
        elif _HAN.search(stretch):
            runs.append(Run("zh", stretch))
        elif runs and "，" in stretch:
            last = runs[-1]
            runs[-1] = Run(last.language, last.text + ("," if last.language == "en" else "，"))
    if runs:
        runs[-1] = Run(runs[-1].language, runs[-1].text.rstrip("，, "))
    return tuple(run for run in runs if run.text)


def _latin(stretch: str) -> str:
    """``APP`` is spelled, ``Word`` is read."""
    words = _WORD.findall(stretch)
    return " ".join(
        " ".join(word) if word.isupper() and len(word) <= _LONGEST_ACRONYM else word for word in words
    )


def _english(text: str) -> tuple[Run, ...]:
    said = english.spoken(text)
    return (Run("en", said),) if said else ()
