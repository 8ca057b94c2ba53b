"""The editor's shelf of recordings: what there is to record, what is recorded, and whether it is good.

<clips>/index.json                    what terminals read (kiosk/speech/clips.py), and the text of each
<clips>/<dialect>/<key>.opus          one sentence; ``key`` is the SHA-256 of its words as spoken
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, Field, ValidationError

from kiosk.content import disk
from kiosk.content.publish.draft import Draft, texts
from kiosk.content.publish.kinds.table import kind_of
from kiosk.content.publish.recording import pack, prepared, read_recording
from kiosk.domain.library_english import ENDING
from kiosk.errors import KioskError
from kiosk.speech.child import Child, ChildError
from kiosk.speech.clips import BAD_CLIP, CLIP_MAX_BYTES, FORMAT, Clip, ClipIndex, decode
from kiosk.speech.normalise import Sentence, sentences

INDEX: Final = "index.json"
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_NOT_RECORDED: Final = frozenset({"asks"})  # what people search for, shown nowhere
_SHORTEST_NAME: Final = 8  # characters of a key that name a file


class StudioClip(Clip):
    """A clip and the text it was recorded for."""

    model_config = ConfigDict(frozen=True, strict=True)

    text: str = Field(min_length=1, max_length=4_000)


class StudioIndex(ClipIndex):
    clips: dict[str, dict[str, StudioClip]]  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence of the library; ``where``: the first file that has it."""

    sentence: Sentence
    where: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a recording, in Chinese."""

    dialect: str
    text: str
    why: str


def wanted(draft: Draft, more: Iterable[str] = ()) -> dict[str, Wanted]:
    """Every sentence a terminal may speak, by key: those of ``more``, then this library's as its files come.

    Of ``more``, which are heard most, not those with a {place} for a number or a name: they are said
    differently each time.
    """
    found: dict[str, Wanted] = {}
    for where, text in (*(("", text) for text in more if "{" not in text), *_library_texts(draft)):
        for sentence in sentences(text):
            found.setdefault(sentence.key, Wanted(sentence, where))
    return found


def _library_texts(draft: Draft) -> Iterator[tuple[str, str]]:
    for source in draft.sources:
        kind = kind_of(source.file)
        for place, text in texts(source.data) if kind is not None and kind.heard else ():
            names = {str(part) for part in place}
            english = any(name.endswith(ENDING) for name in names)  # with an office's word in brackets
            if _HAN.search(text) and not english and not _NOT_RECORDED & names:
                yield source.file, text


class Studio:
    """Reads and writes one folder of recordings. OSError when it cannot."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def index(self) -> StudioIndex:
        """Empty when nothing was recorded yet. KioskError E-SPK-03 when it cannot be read."""
        path = self._folder / INDEX
        if not path.exists():
            return StudioIndex(format=FORMAT, clips={})
        try:
            return StudioIndex.model_validate_json(path.read_bytes())
        except ValidationError as error:
            raise KioskError(BAD_CLIP, f"{path} 写坏了（{error.error_count()} 处）") from None

    def missing(self, dialect: str, of: dict[str, Wanted]) -> list[Wanted]:
        recorded = self.index().clips.get(dialect, {})
        return [row for key, row in of.items() if key not in recorded]

    def add(self, dialect: str, sentence: Sentence, wav: Path) -> StudioClip:
        """Judge, level and pack ``wav``, and file it. KioskError E-SPK-03 when it is refused."""
        ready = prepared(read_recording(wav), sentence.spoken, wav)
        data = pack(ready)
        clip = StudioClip(
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            ms=max(1, round(ready.seconds * 1000)),
            text=sentence.caption,
        )
        tables = dict(self.index().clips)
        tables[dialect] = {**tables.get(dialect, {}), sentence.key: clip}
        whole = StudioIndex(format=FORMAT, clips=tables)
        # First the sound, then the index that names it.
        disk.write_durable(self._path(dialect, sentence.key), data)
        text = json.dumps(whole.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True)
        disk.write_durable(self._folder / INDEX, text.encode("utf-8") + b"\n")
        return clip

    def check(self, of: dict[str, Wanted]) -> list[Fault]:
        """Everything wrong with what is recorded: damaged, too long, of a text nobody says any more."""
        faults: list[Fault] = []
        for dialect, table in self.index().clips.items():
            for key, clip in table.items():
                why = self._judge(dialect, key, clip)
                if not why and key not in of:
                    why = "现在的内容里没有这句话了"
                if why:
                    faults.append(Fault(dialect, clip.text, why))
        return faults

    def sound(self, dialect: str, key: str, clip: StudioClip) -> bytes:
        """The bytes of a recording. KioskError E-SPK-03 when they are not those of the index."""
        path = self._path(dialect, key)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise KioskError(BAD_CLIP, f"「{clip.text}」的录音读不了（{error.strerror}）") from None
        if len(data) != clip.size or hashlib.sha256(data).hexdigest() != clip.sha256:
            raise KioskError(BAD_CLIP, f"「{clip.text}」的录音和目录对不上")
        return data

    def fingerprint(self) -> bytes:
        """Changes when anything recorded does."""
        path = self._folder / INDEX
        return path.read_bytes() if path.exists() else b""

    def _path(self, dialect: str, key: str) -> Path:
        return self._folder / dialect / f"{key}.opus"

    def _judge(self, dialect: str, key: str, clip: StudioClip) -> str:
        try:
            data = self._path(dialect, key).read_bytes()
        except OSError:
            return "录音文件不见了"
        if len(data) > CLIP_MAX_BYTES or hashlib.sha256(data).hexdigest() != clip.sha256:
            return "录音文件和目录对不上"
        if key not in {row.key for row in sentences(clip.text)}:
            return "这句话的念法变了，要重录"
        try:
            seconds = decode(data, Child()).seconds
        except (ChildError, ValueError):
            return "解不开，要重录"
        return "" if abs(seconds * 1000 - clip.ms) < 100 else "长度和目录对不上"


def by_name(of: dict[str, Wanted], name: str) -> Sentence | None:
    """The sentence whose key begins with a file's name, or whose words it is; None when none or several do.

    Of words no mark and no space counts: file names cannot hold all of them, and recorders add some.
    """
    words = _bare(name)
    if _HAN.search(words):
        spoken = [row.sentence for row in of.values()]
        found = [one for one in spoken if words in (_bare(one.caption), _bare(one.spoken))]
    elif len(name) >= _SHORTEST_NAME:
        found = [row.sentence for key, row in of.items() if key.startswith(name.lower())]
    else:
        found = []
    return found[0] if len(found) == 1 else None


def _bare(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum())
