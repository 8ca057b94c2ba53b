"""The top strip and the bottom bar: part of the frame, in the same place and order on every screen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kivy.graphics import Color, Rectangle

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.state import AppState
from kiosk.screens.caption import Caption
from kiosk.screens.widgets.block import Beside, Block
from kiosk.screens.widgets.fill import area
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable
from kiosk.services import Services
from kiosk.words.main import MainTexts
from kiosk.words.texts import Texts


class _Plane(Block):
    """A plain band of colour with a line along one side."""

    def _paint(self, colour: str, line_at_top: bool) -> None:
        self.canvas.before.clear()
        theme = self.theme
        self.ground = colour
        area(self.canvas.before, theme.colour(colour), *self.pos, *self.size)
        y = self.top - theme.stroke if line_at_top else self.y
        area(self.canvas.before, theme.colour("line"), self.x, y, self.width, theme.stroke)


class _Dot(Block):
    """Says the network's state in colour, beside the words that say it."""

    tone = Field("done")

    def natural(self) -> float:
        return float(round(self.theme.type("tiny").size * 0.62))

    def fit(self, width: float) -> float:
        return self.natural()

    def arrange(self) -> None:
        side = round(self.natural())
        self.canvas.clear()
        with self.canvas:
            Color(*self.theme.colour(self.tone))
            Rectangle(
                texture=self.look.paint.icon("disc", side),
                pos=(self.x, round(self.center_y - side / 2)),
                size=(side, side),
            )


class TopStrip(_Plane):
    """Where this is, the network in words, the time, the content's date; for a while a plain sentence."""

    def __init__(self, look: Look) -> None:
        super().__init__(look_given=look)
        self._shown: tuple[object, ...] = ()
        self._times = self._names = ("", "")
        self._name = Text("", "tiny_bold", valign="middle", most=1)
        self._content = Text("", "tiny", tone="ink2", valign="middle")
        self._time = Text("", "tiny", tone="ink2", align="right", valign="middle")
        self._dot = _Dot()
        self._link = Text("", "tiny", tone="ink2", valign="middle")
        self._network = Beside(self._dot, self._link, gap=0.5)
        self._toast = Text("", "strong", tone="attention", align="center", valign="middle")
        self._caption = Caption()

    def show(self, state: AppState) -> None:
        toast = state.visit.toast if state.visit is not None else ""
        texts = self.texts
        saying = state.visit.saying if state.visit is not None else None
        caption = saying.caption if saying is not None else ""
        clock = texts.times.clock_words(state.local)
        view = (toast, caption, _link_words(state, texts.main), clock, *_library_words(state, texts))
        if view == self._shown:
            return
        self._shown = view
        _, _, link, time, name, content = view
        self._names = (name, name if self.theme.compact else f"{name} · {self.texts.main.service}")
        self._content.text = content
        self._times = (time, f"{state.local:%H:%M}")
        self._link.text = link
        self._dot.tone = "done" if link == self.texts.main.online else "attention"
        self._toast.role = "small_bold" if self.theme.compact else "strong"
        self._toast.text = texts.errors.get(toast, toast)
        self._caption.text = caption
        self.arrange()

    def forget(self) -> None:
        """The visit is over: what was said in it stands nowhere any more."""
        self._shown = ()
        self._toast.text = self._caption.text = ""

    def arrange(self) -> None:
        toast = bool(self._toast.text)
        caption = bool(self._caption.text) and not toast
        self._paint("attention_tint" if toast else "action_tint" if caption else "bar", line_at_top=False)
        margin = self.theme.margin
        plain = [self._name, self._time, self._network]
        if not self.theme.compact:
            plain.append(self._content)
        self.swap(*([self._toast] if toast else [self._caption] if caption else plain))
        if caption:
            self._caption.place(self.x + margin, self.y, self.width - 2 * margin, self.height)
            return
        if toast:
            self._toast.place(self.x + margin, self.y, self.width - 2 * margin, self.height)
        elif self.theme.compact:
            self._one_line(margin)
        else:
            self._time.text = self._times[0]
            self._two_lines(margin)

    def _one_line(self, margin: float) -> None:
        theme = self.theme
        link = self._network.natural()
        self._name.text = self._names[0]
        for words in self._times:
            # Where large words need the width, the date gives way to the place.
            self._time.text = words
            time = self._time.natural()
            if self._name.natural() + theme.gap * 2.5 + link + time <= self.width - 2 * margin:
                break
        self._time.place(self.right - margin - time, self.y, time, self.height)
        left = self._time.x - theme.gap * 1.5 - link
        self._network.place(left, self.y, link, self.height)
        self._name.place(self.x + margin, self.y, left - theme.gap - margin, self.height)

    def _two_lines(self, margin: float) -> None:
        """Two lines: what this is and how it is; when its content was made and what time it is."""
        theme = self.theme
        line = round(self._name.pitch)
        upper, lower = self.center_y + 1, self.center_y - 1 - line
        link, time = self._network.natural(), self._time.natural()
        room = self.width - 2 * margin
        for words in reversed(self._names):
            # Where large words need the width, what this is gives way to where it stands.
            self._name.text = words
            if self._name.natural() <= room - link - theme.gap:
                break
        self._name.place(self.x + margin, upper, room - link - theme.gap, line)
        self._network.place(self.right - margin - link, upper, link, line)
        self._content.place(self.x + margin, lower, room - time - theme.gap, line)
        self._time.place(self.right - margin - time, lower, time, line)


def _link_words(state: AppState, texts: MainTexts) -> str:
    """照常办理 is said only where something is taken in."""
    if flow.stopped(state):
        return texts.stopped
    if state.online:
        return texts.online
    return texts.offline if state.can_submit else texts.offline_reading


def _library_words(state: AppState, texts: Texts) -> tuple[str, str]:
    """The site's name, and how old the content is."""
    library = flow.library(state)
    if library is None:
        return "", ""
    try:
        published = datetime.fromisoformat(library.info.published_at)
    except ValueError:
        return library.site.name, ""
    return library.site.name, texts.main.content_of.format(texts.times.day_words(published))


class _BarItem(Touchable):
    """A drawing and its word; above each other where the bar is tall, side by side where it is not."""

    def __init__(self, text: str, icon: str, tone: str = "ink", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._tone = tone
        self.bare_words = False  # the drawings give way where the words need the width
        self._icon = Icon(icon, scale=0.86)
        self._word = Text(text, "tiny", align="center", valign="middle")
        self.add_widget(self._icon)
        self.add_widget(self._word)

    def show(self, text: str) -> None:
        """Another word in the same place."""
        if text != self._word.text:
            self._word.text = text
            self.again()

    def natural(self) -> float:
        if self.theme.compact:
            return self._icon.natural() + self._word.natural() + self.theme.gap
        return max(self._word.natural(), self._icon.natural())

    def bare(self) -> float:
        """Width without the drawing."""
        return self._word.natural() + self.theme.gap

    def arrange(self) -> None:
        tone = "disabled" if not self.enabled else "action" if self.pressed else self._tone
        self._icon.tone = self._word.tone = tone
        icon, word = self._icon.natural(), self._word.natural()
        if self.theme.compact:
            gap = self.theme.gap * 0.5
            self._icon.opacity = 0.0 if self.bare_words else 1.0
            if self.bare_words:
                self._word.place(self.x, self.y, self.width, self.height)
                return
            left = self.center_x - (icon + gap + word) / 2
            self._icon.place(left, self.y, icon, self.height)
            self._word.place(left + icon + gap, self.y, word, self.height)
            return
        line = self._word.pitch
        top = self.center_y + (icon + line + self.theme.gap * 0.3) / 2
        self._icon.place(self.center_x - icon / 2, top - icon, icon, icon)
        self._word.place(self.x, top - icon - line - self.theme.gap * 0.3, self.width, line)


class BottomBar(_Plane):
    """返回 · 首页 · 大字 · 朗读 · 求助 · 马上收起 · 结束, always these, always here."""

    def __init__(self, services: Services, look: Look, read: Callable[[], None]) -> None:
        super().__init__(look_given=look)
        self._services = services
        self._read = read
        self._speaking = False
        texts, sheet = look.texts.main, look.texts.comfort
        self._back = _BarItem(texts.bar_back, "back", touch_id="bar.back", on_tap=services.back)
        self._home = _BarItem(texts.bar_home, "home", touch_id="bar.home", on_tap=services.home)
        self._comfort = _BarItem(sheet.bar, "letters", touch_id="bar.comfort", on_tap=self._open_comfort)
        self._help = _BarItem(texts.bar_help, "phone", touch_id="bar.help", on_tap=self._open_help)
        self._hide = _BarItem(texts.bar_hide, "hide", touch_id="bar.hide", on_tap=self._put_away)
        self._end = _BarItem(texts.bar_end, "leave", "danger", touch_id="bar.end", on_tap=self._finish)
        self._speak = _BarItem(look.texts.speech.bar, "speaker", touch_id="bar.speak", on_tap=self._listen)
        self._speak.reads = True  # the keys have one for that, and any of them silences
        for item in (self._back, self._home, self._comfort):
            self.add_widget(item)
        if look.say is not None:
            self.add_widget(self._speak)
        for item in (self._help, self._hide, self._end):
            self.add_widget(item)

    def show(self, state: AppState) -> None:
        """Dim what leads nowhere from here."""
        visit = state.visit
        place = visit.place if visit is not None else None
        saving = visit is not None and visit.form is not None and visit.form.saving
        self._back.enabled = flow.can_go_back(state)
        self._home.enabled = not isinstance(place, s.Home) and not saving
        self._comfort.enabled = not isinstance(place, s.ComfortSheet | s.Farewell) and not saving
        self._help.enabled = not isinstance(place, s.HelpPeople) and not saving
        self._end.enabled = not saving
        speaking = visit is not None and visit.saying is not None
        self._speak.show(self.texts.speech.bar_stop if speaking else self.texts.speech.bar)
        if speaking != self._speaking:
            self._speaking = speaking
            self.again()  # the other word is longer

    def arrange(self) -> None:
        self._paint("bar", line_at_top=True)
        items = [item for item in self.blocks if isinstance(item, _BarItem)]
        margin = self.theme.margin * 0.4
        widths = [item.natural() for item in items]
        crowded = sum(widths) + len(items) * self.theme.min_gap > self.width - 2 * margin
        for item in items:
            item.bare_words = crowded  # all of them or none
        if crowded:
            widths = [item.bare() for item in items]
        spare = (self.width - 2 * margin - sum(widths)) / len(items)
        left = self.x + margin
        for item, own in zip(items, widths, strict=True):
            item.place(left + self.theme.min_gap / 2, self.y, own + spare - self.theme.min_gap, self.height)
            left += own + spare

    def _open_comfort(self) -> None:
        self._services.open(s.ComfortSheet())

    def _listen(self) -> None:
        if self._speaking:
            self._services.hush()
        else:
            self._read()

    def _open_help(self) -> None:
        self._services.open(s.HelpPeople())

    def _put_away(self) -> None:
        self._services.end_visit(quietly=True)

    def _finish(self) -> None:
        self._services.end_visit()
