"""A line whose rare characters come from a second font: Kivy itself draws a line with one font file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from kivy.core.text import DEFAULT_FONT
from kivy.core.text import Label as CoreLabel

from kiosk.glyphs import Faces, Run

_STROKE: Final = 48  # of the size, for one pixel
_WHITE: Final = (1, 1, 1, 1)  # as the text itself: it is tinted where it is shown


class RunLabel(CoreLabel):
    """Stands on the base line of the first font, and is as high as any other line."""

    def __init__(self, faces: Faces, **options: Any) -> None:
        self._faces = faces
        super().__init__(font_name=DEFAULT_FONT, **options)

    def get_extents(self, text: str) -> tuple[int, int]:
        """Pixels across and up."""
        height = int(super().get_extents("")[1])
        return sum(self._across(run) for run in self._faces.runs(text)), height

    def _across(self, run: Run) -> int:
        with self._font(run):
            width: int = super().get_extents(run.text)[0]
        return width - 2 * self._stroke(run)

    def _render_text(self, text: str, x: int, y: int) -> None:
        base = y + self.get_ascent()
        for run in self._faces.runs(text):
            stroke = self._stroke(run)
            with self._font(run):
                super()._render_text(run.text, x - stroke, base - self.get_ascent() - stroke)
            x += self._across(run)

    def _stroke(self, run: Run) -> int:
        """Pixels drawn around each stroke of a rare run: the second font has no bold face."""
        return max(1, round(self.options["font_size"] / _STROKE)) if run.rare and self.options["bold"] else 0

    @contextmanager
    def _font(self, run: Run) -> Iterator[None]:
        """With the file of this run in place of the resolved one."""
        own = {name: self.options[name] for name in ("font_name_r", "outline_width", "outline_color")}
        if run.rare and self._faces.rare is not None:
            self.options["font_name_r"] = str(self._faces.rare)
            self.options["outline_width"] = self._stroke(run) or None
            self.options["outline_color"] = _WHITE
        try:
            yield
        finally:
            self.options.update(own)
