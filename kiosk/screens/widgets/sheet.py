"""A page of paper on the screen: all of it, or a strip as wide as its words."""

from dataclasses import dataclass
from typing import Any, Final

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from PIL import Image

from kiosk.domain.paper_shown import SheetPage
from kiosk.screens.widgets.block import Block

# Of the page's width: the margins left and right of its words, where nothing stands.
_SIDE: Final = 0.1
_OVERLAP: Final = 0.12  # of a strip: what stood at its foot stands at the head of the next one


@dataclass(frozen=True, slots=True)
class Strip:
    """Part ``number`` of ``count``, from the top; all of the page when there is one."""

    number: int = 0
    count: int = 1


def strips(page: SheetPage, width: float, height: float) -> int:
    """How many strips of ``width`` by ``height`` pixels show all of ``page`` at its words' full width."""
    if height <= 0:
        return 1
    tall = page.height * width / (page.width * (1 - 2 * _SIDE))
    if tall <= height:
        return 1
    step = height * (1 - _OVERLAP)
    return 1 + int(-(-(tall - height) // step))


class SheetPicture(Block):
    """Takes the height that is left. ``strip`` None: the whole page. Says nothing: the words are read where
    they are shown as words.
    """

    def __init__(self, page: SheetPage, strip: Strip | None, **kwargs: Any) -> None:
        super().__init__(**{"grow": 1.0, **kwargs})
        self._page = page
        self._strip = strip

    def fit(self, width: float) -> float:
        return 0.0

    def natural(self) -> float:
        return 1.0

    def arrange(self) -> None:
        self.canvas.clear()
        left, top, right, bottom = self._part()
        wide, tall = right - left, bottom - top
        scale = min(self.width / wide, self.height / tall) if self.width and self.height else 0.0
        if scale <= 0:
            return
        size = (self._page.width, self._page.height)
        part = Image.frombytes("L", size, self._page.grey).crop((left, top, right, bottom))
        shown = (round(wide * scale), round(tall * scale))
        pos = (round(self.center_x - shown[0] / 2), round(self.top - shown[1]))
        edge = max(round(self.theme.stroke), 1)
        with self.canvas:
            Color(*self.theme.colour("line"))
            Rectangle(pos=(pos[0] - edge, pos[1] - edge), size=(shown[0] + 2 * edge, shown[1] + 2 * edge))
            Color(1, 1, 1, 1)
            Rectangle(texture=_grey(part), pos=pos, size=shown)

    def _part(self) -> tuple[int, int, int, int]:
        """Of the page's pixels: left, top, right, bottom."""
        page, strip = self._page, self._strip
        if strip is None or not self.width:
            return 0, 0, page.width, page.height
        side = round(page.width * _SIDE)
        wide = page.width - 2 * side
        tall = min(round(wide * self.height / self.width), page.height)
        last = page.height - tall
        top = round(last * strip.number / (strip.count - 1)) if strip.count > 1 else 0
        return side, top, page.width - side, top + tall


def _grey(image: Image.Image) -> Texture:
    texture = Texture.create(size=image.size, colorfmt="luminance")
    data = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).tobytes()
    texture.blit_buffer(data, colorfmt="luminance", bufferfmt="ubyte")
    return texture
