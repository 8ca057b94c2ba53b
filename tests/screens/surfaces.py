"""Played on a window: surfaces filled by confined clears beside the same ones drawn as stretched textures."""

from typing import Any

from tests.screens.stage import Stage

MARGIN = 40


def drawn_both_ways(stage: Stage, surface: str, width: int, height: int) -> dict[str, Any]:
    """The same panel on paper, as it is drawn and as Kivy stretches it; how their pixels differ."""
    ours = _picture(stage, surface, width, height, stretched=False)
    kivys = _picture(stage, surface, width, height, stretched=True)
    from PIL import ImageChops

    difference = ImageChops.difference(ours, kivys)
    colours = ours.getcolors(maxcolors=1 << 20)
    return {
        "most": max(high for high, count in enumerate(_counts(difference)) if count),
        "colours": len(colours or ()),
    }


def _counts(difference: Any) -> list[int]:
    """How many pixels of any colour differ by so much."""
    histogram = difference.histogram()
    return [sum(histogram[value::256]) for value in range(256)]


def _picture(stage: Stage, surface: str, width: int, height: int, *, stretched: bool) -> Any:
    from kivy.graphics import BorderImage, Color, Rectangle
    from kivy.uix.widget import Widget

    from kiosk.screens.widgets.fill import everything, panel
    from kiosk.screens.widgets.shapes import surface_style
    from kiosk.screens.window import capture

    style = surface_style(stage.theme, surface)
    texture = stage.painter.panel(style)
    paper = stage.theme.colour("paper")
    board = Widget()
    for child in list(stage.window.children):
        stage.window.remove_widget(child)
    stage.window.add_widget(board)
    if stretched:
        with board.canvas:
            Color(*paper)
            Rectangle(pos=(0, 0), size=stage.window.size)
            Color(1, 1, 1, 1)
            BorderImage(
                texture=texture, border=(style.border,) * 4, pos=(MARGIN, MARGIN), size=(width, height)
            )
    else:
        everything(board.canvas, paper)
        panel(board.canvas, style, texture, MARGIN, MARGIN, width, height)
    stage.draw()
    return capture()
