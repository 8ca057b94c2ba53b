"""Recorded sentences of a content release: which there are, and their sound.

The index is one JSON file, ``{"format": 1, "clips": {dialect: {key: {"sha256", "size", "ms"}}}}``; ``key`` is
the SHA-256 of the words as spoken (normalise.clip_key), the sound is Ogg Opus, mono. A clip that is missing
or not the one named is passed over: the voice says it.
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.plain_files import read_plain
from kiosk.speech.child import Child, ChildError
from kiosk.speech.pcm import Pcm, read_wav

FORMAT: Final = 1
# What a release takes in one piece (kiosk/content/models.py), about 5,700 recordings.
INDEX_MAX_BYTES: Final = 1_000_000
CLIP_MAX_BYTES: Final = 1_000_000
LONGEST_MS: Final = 120_000
BAD_CLIP: Final = "E-SPK-03"
STANDARD: Final = "putonghua"
DIALECT: Final = r"^[a-z][a-z0-9-]{0,30}$"
_DECODE_S: Final = 5.0
_DECODED_MAX_BYTES: Final = 20_000_000
_RATE: Final = 48_000

_log = logging.getLogger(__name__)
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Clip(BaseModel):
    """``sha256`` and ``size`` of the Opus file; ``ms`` of its sound."""

    model_config = ConfigDict(frozen=True, strict=True)

    sha256: Sha256
    size: int = Field(ge=1, le=CLIP_MAX_BYTES)
    ms: int = Field(ge=1, le=LONGEST_MS)


class ClipIndex(BaseModel):
    """Dialect → key → clip."""

    model_config = ConfigDict(frozen=True, strict=True)

    format: int = Field(ge=1)
    clips: dict[Annotated[str, Field(pattern=DIALECT)], dict[Sha256, Clip]]


class Clips(Protocol):
    """What the speaker asks for a recording."""

    def sound(self, key: str) -> Pcm | None:
        """None: say it with the voice."""
        ...

    def kill(self) -> None: ...


class NoClips:
    """Implements :class:`Clips` where nothing is recorded."""

    def sound(self, key: str) -> Pcm | None:
        return None

    def kill(self) -> None:
        """Nothing runs."""


def read_index(path: Path) -> ClipIndex:
    """Raises OSError and ValueError."""
    try:
        index = ClipIndex.model_validate_json(read_plain(path, INDEX_MAX_BYTES))
    except ValidationError as error:
        raise ValueError(f"{path.name}: {error.error_count()} mistakes") from None
    if index.format > FORMAT:
        raise ValueError(f"{path.name}: format {index.format} is newer than this program")
    return index


class ClipShelf:
    """Implements :class:`Clips`. ``dialect`` first, then the standard language; ``locate`` finds a file by
    its SHA-256 (a release's blobs).
    """

    def __init__(
        self,
        index: ClipIndex,
        locate: Callable[[str], Path],
        dialect: str = STANDARD,
        program: str = "opusdec",
    ) -> None:
        self._tables = [
            index.clips[name] for name in dict.fromkeys((dialect, STANDARD)) if name in index.clips
        ]
        self._locate = locate
        self._program = program
        self._child = Child()

    def sound(self, key: str) -> Pcm | None:
        for table in self._tables:
            clip = table.get(key)
            pcm = self._decoded(clip) if clip is not None else None
            if pcm is not None:
                return pcm
        return None

    def kill(self) -> None:
        self._child.kill()

    def _decoded(self, clip: Clip) -> Pcm | None:
        try:
            data = read_plain(self._locate(clip.sha256), CLIP_MAX_BYTES)
            if hashlib.sha256(data).hexdigest() != clip.sha256:
                raise ValueError("not the bytes of the index")
            return decode(data, self._child, self._program)
        except (OSError, ValueError, ChildError) as error:
            if isinstance(error, ChildError) and error.killed:
                return None  # nobody waits for it any more
            _log.warning("speech.bad_clip", extra={"code": BAD_CLIP, "clip": clip.sha256, "why": str(error)})
            return None


def decode(data: bytes, child: Child, program: str = "opusdec") -> Pcm:
    """Ogg Opus → samples, in a program of its own: a crafted file may crash it. ChildError, ValueError."""
    args = (program, "--quiet", "--rate", str(_RATE), "--force-wav", "-", "-")
    return read_wav(child.run(args, data, _DECODE_S, _DECODED_MAX_BYTES))
