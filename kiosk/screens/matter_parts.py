"""What the pages of a scenario or a bundle are made of: the path so far, ways on, the row of stops."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from kiosk.domain import matter_steps
from kiosk.domain.bundle import How
from kiosk.domain.library_services import StopKind
from kiosk.domain.scenario import PathLine, Progress
from kiosk.domain.scenario_matter import Passed, Way
from kiosk.screens.language import chinese_words
from kiosk.screens.widgets.block import Backdrop, Beside, Block, Column
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import StepBar
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable
from kiosk.words.texts import Texts

ICONS: Final[dict[StopKind, str]] = {
    "guide": "book",
    "calculator": "coin",
    "document": "document",
    "item": "pen",
    "scenario": "chat",
}
_MARKS: Final = {
    How.DONE: ("check", "done"),
    How.AGAIN: ("undo", "attention"),
    How.SKIPPED: ("minus", "ink2"),
    How.NOT_NEEDED: ("minus", "ink2"),
    How.NOW: ("chevron", "action"),
    How.AHEAD: ("box", "ink2"),
}


def way_title(way: Way, texts: Texts) -> str:
    """Its title; a calculator's is the program's."""
    return texts.matter.calculator if way.kind == "calculator" and not way.title else way.title


def way_words(way: Way, texts: Texts) -> str:
    """What one does there: 看办法：老板拖欠工资，怎么办？"""
    words = texts.matter
    said: dict[StopKind, str] = {
        "guide": words.guide,
        "document": words.document,
        "item": words.item,
        "scenario": words.scenario,
    }
    return said[way.kind].format(way.title) if way.kind in said else way_title(way, texts)


def ways_open(ways: Sequence[Way], can_submit: bool) -> tuple[Way, ...]:
    """Those that lead somewhere on this terminal now."""
    return tuple(
        way for way in ways if matter_steps.place_of(way) is not None and (can_submit or way.kind != "item")
    )


def way_row(way: Way, texts: Texts, tap: Callable[[StopKind, str], None]) -> Row:
    return Row(
        way_words(way, texts),
        icon=ICONS[way.kind],
        touch_id=f"outcome.way.{way.kind}.{way.id}",
        on_tap=partial(tap, way.kind, way.id),
    )


def chinese_line(texts: Texts) -> list[Block]:
    """Bundles have no English yet: one honest line for whoever reads it."""
    return chinese_words(texts)


class MostBar(StepBar):
    """第 2 步，最多 5 步, and as many segments: which questions come hangs on the answers."""

    def __init__(self, texts: Texts, progress: Progress, **kwargs: Any) -> None:
        most = progress.done + progress.most
        super().__init__(texts.main, progress.done, ("",) * most, **kwargs)
        self._words.text = texts.matter.step.format(progress.done + 1, most)


class Small(Touchable):
    """A low row in small print, for what stands there only to be gone back to."""

    def __init__(self, *parts: Block, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._backdrop = Backdrop(self)
        self._words = Beside(*parts, gap=0.6)
        self.add_widget(self._words)

    def _room(self, width: float) -> float:
        return width - self.theme.pad * 1.2

    def fit(self, width: float) -> float:
        words = self._words.fit(self._room(width))
        return max(float(self.theme.min_target), words + self.theme.gap * 0.5)

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed else "card")
        room = self._room(self.width)
        words = self._words.fit(room)
        self._words.place(self.x + self.theme.pad * 0.6, self.center_y - words / 2, room, words)


def path_row(number: int, line: PathLine, texts: Texts, tap: Callable[[int], None]) -> Small:
    """What was asked and what was answered; who stands by need not hear the answer."""
    asked = Text(line.ask, "small", tone="ink2", valign="middle", share=1.6)
    said = Text(line.say or texts.matter.unsure, "small_bold", valign="middle", private=True, share=1.0)
    mark = Icon("pen", tone="action", scale=0.6)
    return Small(asked, said, mark, touch_id=f"path.line.{number}", on_tap=partial(tap, number))


def path_rows(path: Sequence[PathLine], texts: Texts, tap: Callable[[int], None]) -> list[Block]:
    """The path so far. Where there is little room the oldest lines give way first, then the words above."""
    rows: list[Block] = [path_row(number, line, texts, tap) for number, line in enumerate(path)]
    for number, row in enumerate(reversed(rows)):
        row.yields = number + 2 if number else 1
    return [Text(texts.matter.said, "small", tone="ink2", yields=2), *rows] if rows else []


def stop_words(how: How, texts: Texts) -> str:
    words = texts.matter
    return {
        How.DONE: words.done,
        How.AGAIN: words.again,
        How.SKIPPED: words.skipped,
        How.NOT_NEEDED: words.not_needed,
        How.AHEAD: words.ahead,
        How.NOW: words.now,
    }.get(how, "")


def stop_row(number: int, stop: Passed, texts: Texts, tap: Callable[[int], None] | None) -> Block:
    """One stop of the row. ``tap``: where one was at already, it can be gone back to."""
    drawing, tone = _MARKS[stop.how]
    told = {How.AGAIN: "attention", How.NOW: "action"}.get(stop.how, "ink2")
    role = "small_bold" if stop.how is How.NOW else "small"
    parts = (
        Icon(drawing, tone=tone, scale=0.6),
        Text(way_title(stop.way, texts), role, valign="middle", share=1.6),
        Text(stop_words(stop.how, texts), role, tone=told, valign="middle", share=1.0),
    )
    if tap is None or stop.how not in (How.DONE, How.AGAIN, How.SKIPPED):
        return Column(Beside(*parts, gap=0.6), inset=0.6)
    return Small(*parts, touch_id=f"stop.row.{number}", on_tap=partial(tap, number))
