"""``media/<id>.yaml``: a picture, a sound or a short captioned video, whose file lies beside it.

Formats are few on purpose: PNG, JPEG and drawings that become PNG (SVG, ``vector``), Ogg Opus, and WebM
(VP8/VP9) without sound of its own: its sound, if any,
is Opus too, so that a terminal needs one decoder for each.
"""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import EditorModel, Reviewed, Sentence, Short, Slug
from kiosk.content.publish.kinds.parts import Text
from kiosk.content.publish.source import why
from kiosk.content.publish.vector import BadDrawingError, drawn

if TYPE_CHECKING:
    from numpy.typing import NDArray

PICTURE_BYTES: Final = 600_000
SOUND_BYTES: Final = 1_500_000
VIDEO_BYTES: Final = 8_000_000
MOST_PIXELS: Final = 1920
LONGEST_MS: Final = 180_000
FORMATS: Final = {"picture": (".png", ".jpg", ".svg"), "sound": (".opus",), "video": (".webm",)}
MOST_BYTES: Final = {"picture": PICTURE_BYTES, "sound": SOUND_BYTES, "video": VIDEO_BYTES}
ENDINGS: Final = tuple(ending for endings in FORMATS.values() for ending in endings)
_OPUS_RATE: Final = 48_000  # granules of Ogg Opus a second, whatever its input was (RFC 7845 section 4)
_PAGE_HEAD: Final = 27
_KINDS_OF_PICTURE: Final = {".png": "PNG", ".jpg": "JPEG"}

FileName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*\.[a-z0-9]+$", max_length=60)]


class EditorCaption(EditorModel):
    """``start`` and ``end`` in seconds."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)
    text: Short


class EditorMedia(Reviewed):
    """``text``: what is seen or said, for those who cannot; ``credit``: whose it is and why it may be used.

    ``idle``: a picture or a video shown while nobody is there, without sound.
    """

    id: Slug
    kind: Literal["picture", "sound", "video"]
    title: Short
    file: FileName
    sound: FileName | None = None
    text: Text
    credit: Sentence
    captions: tuple[EditorCaption, ...] = Field(default=(), max_length=120)
    idle: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if Path(self.file).suffix not in FORMATS[self.kind]:
            allowed = "、".join(FORMATS[self.kind])
            raise PydanticCustomError(
                "format", "{kind} 的文件要是 {allowed}", {"kind": self.kind, "allowed": allowed}
            )
        if self.captions if self.kind == "picture" else self.kind == "video" and not self.captions:
            raise PydanticCustomError("captions", "video 要写 captions（字幕），sound 可以写，picture 不要")
        if self.idle and self.kind == "sound":
            raise PydanticCustomError("idle", "没人时不出声：sound 不能写 idle")
        if self.sound is not None and (self.kind != "video" or not self.sound.endswith(".opus")):
            raise PydanticCustomError("sound", "只有 video 才有 sound，要是 .opus 文件")
        end = 0.0
        for caption in self.captions:
            if not end <= caption.start < caption.end:
                raise PydanticCustomError(
                    "captions", "字幕要按时间排，不能重叠：{text}", {"text": caption.text}
                )
            end = caption.end
        return self


class BadMediaError(Exception):
    """What is wrong with a file, in an editor's words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``data`` as a terminal gets it, of the format ``ending``; ``width`` and ``height`` in pixels, ``ms`` of
    length; 0 where there is none.
    """

    data: bytes
    ending: str
    width: int = 0
    height: int = 0
    ms: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def measure(path: Path, kind: str) -> Measured:
    """Reads and judges one file. BadMediaError when it is too large, broken or something else."""
    most = MOST_BYTES[kind]
    try:
        if path.stat().st_size > most:
            raise BadMediaError(f"{path.name} 太大，最多 {most // 1000} KB")
        data = path.read_bytes()
    except OSError as error:
        raise BadMediaError(f"{path.name} 读不了（{why(error)}）") from None
    found = {"picture": _picture, "sound": _sound, "video": _video}[kind](path, data)
    if max(found.width, found.height) > MOST_PIXELS:
        raise BadMediaError(
            f"{path.name} 太大，宽和高最多 {MOST_PIXELS} 像素，现在 {found.width}×{found.height}"
        )
    if found.ms > LONGEST_MS:
        raise BadMediaError(f"{path.name} 太长，最多 {LONGEST_MS // 60_000} 分钟")
    return found


def _picture(path: Path, data: bytes) -> Measured:
    from PIL import Image

    if path.suffix == ".svg":
        return _drawing(path, data)
    try:
        with Image.open(io.BytesIO(data), formats=[_KINDS_OF_PICTURE[path.suffix]]) as image:
            width, height = image.size
            if max(width, height) <= MOST_PIXELS:  # a small file may promise more than a memory holds
                image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadMediaError(f"{path.name} 不是好的 {path.suffix} 图片") from None
    return Measured(data, path.suffix, width, height)


def _drawing(path: Path, data: bytes) -> Measured:
    try:
        picture, width, height = drawn(data)
    except BadDrawingError as error:
        raise BadMediaError(f"{path.name}：{error}") from None
    if len(picture) > PICTURE_BYTES:
        raise BadMediaError(f"{path.name} 太细，画出来超过 {PICTURE_BYTES // 1000} KB")
    return Measured(picture, ".png", width, height)


def _sound(path: Path, data: bytes) -> Measured:
    """Ogg pages from first to last: the granule of the last is the length (RFC 3533 section 6, RFC 7845)."""
    granule, place, skip = 0, 0, 0
    while place < len(data):
        head = data[place : place + _PAGE_HEAD]
        if len(head) < _PAGE_HEAD or not head.startswith(b"OggS"):
            raise BadMediaError(f"{path.name} 不是好的 Opus 声音")
        table = data[place + _PAGE_HEAD : place + _PAGE_HEAD + head[26]]
        body = place + _PAGE_HEAD + head[26]
        if place == 0:
            if not data[body:].startswith(b"OpusHead"):
                raise BadMediaError(f"{path.name} 不是好的 Opus 声音")
            skip = int.from_bytes(data[body + 10 : body + 12], "little")
        granule = int.from_bytes(head[6:14], "little", signed=True)
        place = body + sum(table)
    if place != len(data) or granule <= skip:
        raise BadMediaError(f"{path.name} 不是好的 Opus 声音")
    return Measured(data, path.suffix, ms=(granule - skip) * 1000 // _OPUS_RATE)


def _video(path: Path, data: bytes) -> Measured:
    """Decoded to the end: what breaks here would break on a terminal."""
    import cv2

    if not data.startswith(b"\x1aE\xdf\xa3") or b"webm" not in data[:64]:
        raise BadMediaError(f"{path.name} 不是好的 WebM 视频")
    film = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        frames = 0
        picture: NDArray[Any] | None = None
        while (read := film.read())[0]:
            picture, frames = read[1], frames + 1
        rate = film.get(cv2.CAP_PROP_FPS)
    finally:
        film.release()
    if picture is None or not 1 <= rate <= 60:
        raise BadMediaError(f"{path.name} 不是好的 WebM 视频")
    return Measured(data, path.suffix, picture.shape[1], picture.shape[0], round(frames * 1000 / rate))
