"""The calm picture: what people see while the terminal's own screen is not there, instead of a black one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.config import ScreenSettings
from kiosk.domain.comfort import Language
from kiosk.errors import KioskError
from kiosk.screens.environment import font_files
from kiosk.screens.palette import Colour
from kiosk.screens.theme import Theme, make_theme
from kiosk.words.picture import PictureTexts
from kiosk.words.texts import load

NUMBER: Final = "12348"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    role: str
    colour: str
    before: float  # distance to the line above, in heights of body text


def _words(texts: PictureTexts, english: PictureTexts) -> tuple[_Line, ...]:
    """What is happening; nobody can choose a language here, so that English stands below."""
    return (
        _Line(texts.title, "title", "ink", 0.0),
        _Line(texts.starting, "body", "ink2", 0.8),
        _Line(texts.safe, "body", "ink2", 0.3),
        _Line(english.title, "small", "ink2", 0.6),
    )


def _call(texts: PictureTexts, english: PictureTexts) -> tuple[_Line, ...]:
    return (
        _Line(texts.ask, "body", "ink2", 0.0),
        _Line(NUMBER, "number", "action", 0.3),
        _Line(texts.who, "body", "ink2", 0.5),
        _Line(english.who, "small", "ink2", 0.2),
    )


def draw(width: int, height: int, screen: ScreenSettings, fonts: Path) -> Image.Image:
    """The picture for a display of ``width`` x ``height`` pixels; without words when there are no fonts."""
    tongues = load()
    texts, english = tongues.of(Language.ZH).picture, tongues.of(Language.EN).picture
    told, call = _words(texts, english), _call(texts, english)
    theme = make_theme(width, height, screen.diagonal_inch, screen.viewing_mm)
    picture = Image.new("RGB", (width, height), _rgb(theme.colour("paper")))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width, theme.bar - 1), fill=_rgb(theme.colour("action")))
    try:
        words = _Words(pen, theme, *font_files(fonts))
    except KioskError:
        return picture  # a calm colour is better than none; kiosk doctor tells what is missing
    words.centre(texts.heading, "subtitle", "on_action", width // 2, theme.bar // 2)
    body = theme.type("body").size
    card_height = words.height(call) + 2 * theme.pad
    room = height - theme.bar - words.height(told) - card_height
    gap = min(2 * body, room // 3)
    top = words.stack(told, width // 2, theme.bar + (room - gap) * 2 // 5) + gap
    side = max((width - 16 * body) // 2, theme.margin)
    card, line = _rgb(theme.colour("card")), _rgb(theme.colour("action_line"))
    frame = (side, top, width - side, top + card_height)
    pen.rounded_rectangle(frame, theme.radius, fill=card, outline=line, width=theme.stroke)
    words.stack(call, width // 2, top + theme.pad)
    return picture


class _Words:
    def __init__(self, pen: ImageDraw.ImageDraw, theme: Theme, regular: Path, bold: Path) -> None:
        self._pen = pen
        self._theme = theme
        self._regular = regular
        self._bold = bold

    def height(self, lines: tuple[_Line, ...]) -> int:
        body = self._theme.type("body").size
        return sum(round(line.before * body) + self._theme.type(line.role).size for line in lines)

    def stack(self, lines: tuple[_Line, ...], middle: int, top: int) -> int:
        """Draws them below each other from ``top``; where they end."""
        body = self._theme.type("body").size
        for line in lines:
            size = self._theme.type(line.role).size
            top += round(line.before * body)
            self.centre(line.text, line.role, line.colour, middle, top + size // 2)
            top += size
        return top

    def centre(self, text: str, role: str, colour: str, x: int, y: int) -> None:
        """Smaller than its role where the panel is too narrow for it."""
        style = self._theme.type(role)
        file = str(self._bold if style.bold else self._regular)
        font = ImageFont.truetype(file, style.size)
        room = self._theme.width - 2 * self._theme.margin
        if (length := font.getlength(text)) > room:
            font = ImageFont.truetype(file, int(style.size * room / length))
        self._pen.text((x, y), text, font=font, fill=_rgb(self._theme.colour(colour)), anchor="mm")


def _rgb(colour: Colour) -> tuple[int, int, int]:
    red, green, blue, _ = (round(part * 255) for part in colour)
    return red, green, blue
