"""Played on a window: a page with one fault, and what the gallery's check says of it."""

from collections.abc import Callable
from typing import Any

from tests.screens.stage import Stage

_BUTTON = (100, 900, 400, 124)
_BELOW = (100, 700, 400, 124)


def planted(stage: Stage, fault: str) -> list[str]:
    """What is found on a page with this fault, one of the functions below."""
    from kiosk.config import Config
    from kiosk.domain.flow import Screen
    from kiosk.glyphs import ui_fonts
    from kiosk.screens.base import KioskScreen
    from script.gallery_check import problems

    makers: dict[str, Callable[[Stage], Any]] = {
        made.__name__: made
        for made in (
            sound, tofu, clipped, broken, small, near, twice, nameless, mute, under, drawn, hanging,
            outside, faint_words, low_primary, unseen,
        )
    }  # fmt: skip
    placed = makers[fault](stage)

    class Planted(KioskScreen):
        screen = Screen.HOME

        def show(self, state: object) -> None:
            """Made already."""

        def aside(self) -> None:
            self.forget()

        def arrange(self) -> None:
            for block, *at in placed:
                if block.parent is self:
                    block.place(*at)

    stage.wake()
    page = Planted(stage.services, stage.frame.look)
    for block, *_ in placed:
        page.add_widget(block)
    stage.frame.put(page)
    stage.draw()
    return sorted(set(problems(stage.frame, ui_fonts(Config().fonts_path))))


def _button(text: str = "打印", touch_id: str = "planted.one", **kwargs: Any) -> Any:
    from kiosk.screens.widgets.buttons import SecondaryButton

    return SecondaryButton(text, touch_id=touch_id, **kwargs)


def _text(words: str, **kwargs: Any) -> Any:
    from kiosk.screens.widgets.text import Text

    return Text(words, **kwargs)


def sound(stage: Stage) -> list[Any]:
    """Nothing wrong: two buttons and two lines."""
    return [
        (_button(), *_BUTTON),
        (_button("下一页", "planted.two"), *_BELOW),
        (_text("法律的事"), 100, 1400, 600, 60),
        (_text("Legal service hotline, answered 24 hours"), 100, 1200, 500, 120),
    ]


def tofu(stage: Stage) -> list[Any]:
    return [(_text("法律\U0001f600"), 100, 1400, 600, 60)]


def clipped(stage: Stage) -> list[Any]:
    return [(_text("公共法律服务热线，24 小时有人接，问什么都行"), 100, 1400, 300, 60)]


def broken(stage: Stage) -> list[Any]:
    return [(_button("Previous"), 100, 900, 150, 180)]


def small(stage: Stage) -> list[Any]:
    return [(_button("打"), 100, 900, 400, 45)]


def near(stage: Stage) -> list[Any]:
    return [(_button(), *_BUTTON), (_button("下一页", "planted.two"), 100, 772, 400, 124)]


def twice(stage: Stage) -> list[Any]:
    return [(_button(), *_BUTTON), (_button("下一页"), *_BELOW)]


def nameless(stage: Stage) -> list[Any]:
    return [(_button(touch_id=""), *_BUTTON)]


def mute(stage: Stage) -> list[Any]:
    return [(_button(""), *_BUTTON)]


def under(stage: Stage) -> list[Any]:
    """A line that runs under a button."""
    return [(_button(), *_BUTTON), (_text("法律的事"), 20, 930, 200, 60)]


def drawn(stage: Stage) -> list[Any]:
    from kiosk.screens.widgets.picture import Icon

    return [(_text("法律的事"), 100, 1400, 600, 60), (Icon("phone"), 120, 1400, 56, 56)]


def hanging(stage: Stage) -> list[Any]:
    """A line below the edge of the card it belongs to."""
    from kiosk.screens.widgets.block import Card

    words = _text("法律的事\n先来问问\n不收钱")
    return [(Card(words), 100, 1200, 600, 120)]


def outside(stage: Stage) -> list[Any]:
    return [(_button(), 100, 100, 400, 124)]  # over the bottom bar


def faint_words(stage: Stage) -> list[Any]:
    return [(_text("法律的事", tone="line"), 100, 1400, 600, 60)]


def low_primary(stage: Stage) -> list[Any]:
    from kiosk.screens.widgets.buttons import PrimaryButton

    return [(PrimaryButton("开始", touch_id="planted.one"), 100, 900, 400, 70)]


def unseen(stage: Stage) -> list[Any]:
    """What is made invisible does not count."""
    from kiosk.screens.widgets.block import Column

    return [(_button(), *_BUTTON), (Column(_text("法律\U0001f600"), opacity=0.0), 20, 930, 200, 60)]
