"""The frame: shows the one screen the state asks for, between two bars that never move.

Screens are built once for each look. Two looks at most are alive: the site's own, and the one a visitor
chose. The exchange is immediate; there is no transition to wait for.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kivy.uix.widget import Widget

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.comfort import USUAL, Comfort, Language
from kiosk.domain.flow import Route, Screen, route
from kiosk.domain.focus import Key
from kiosk.domain.state import AppState
from kiosk.screens.bars import BottomBar, TopStrip
from kiosk.screens.base import KioskScreen
from kiosk.screens.curtain import Curtain
from kiosk.screens.focus import Focus
from kiosk.screens.key_hand import KeyHand
from kiosk.screens.looks import NOTHING, County, Looks
from kiosk.screens.reader import Reader
from kiosk.screens.theme import Theme
from kiosk.screens.transcript import parts_of
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.fill import everything
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.touch import TouchRouter
from kiosk.services import Services

_LOG: Final = logging.getLogger(__name__)
Builder = Callable[[Services, Look], KioskScreen]


@dataclass
class _Set:
    """Everything drawn with one look."""

    key: object
    look: Look
    strip: TopStrip
    bar: BottomBar
    screens: dict[Screen, KioskScreen] = field(default_factory=dict)

    def forget(self) -> None:
        self.strip.forget()
        for screen in self.screens.values():
            screen.forget()


class Frame(Widget):
    """Root widget of the window, and the only one: everything below ``root`` is blocks.

    ``looks``: what to draw and speak with, for each way of being served. ``on_error`` is told of an
    exception a screen raised while showing.
    """

    def __init__(
        self,
        services: Services,
        looks: Looks,
        builders: Mapping[Screen, Builder],
        on_error: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self._services = services
        self._looks = looks
        self._builders = builders
        self._on_error = on_error
        self._state: AppState | None = None
        self._own = self._present = self._made(USUAL, NOTHING)
        self._visit_id = ""
        self.current: KioskScreen | None = None
        self.route: Route | None = None
        self.root = Block(look_given=self.look)
        self.canvas.add(self.root.canvas)
        self.focus = Focus(self.root)
        self.reader = Reader(services, lambda: self.focus.here() if self.focus.shown else None)
        self._hand = KeyHand(services, self.focus, self.reader)
        self.keypresses = 0
        self._curtain: Curtain | None = None
        self._router = TouchRouter(self.root, looks.monotonic, self.theme.px_mm)
        self.fbind("size", self._resized)
        self.arrange()

    @property
    def look(self) -> Look:
        """What is shown now is drawn with."""
        return self._present.look

    @property
    def theme(self) -> Theme:
        return self.look.theme

    # ---- showing

    def show(self, state: AppState) -> None:
        """Show what the state asks for. Cheap when nothing that is visible changed."""
        self._state = state
        self._end_of_visit(state)
        wanted = route(state)
        try:
            self._dress(state.comfort, state.comfort_now, flow.wording(state))
            screen = self._screen(wanted.screen)
            if screen is not self.current:
                self.put(screen)
            self.route = wanted
            screen.show(state)
            if screen.bars:
                self._present.strip.show(state)
                self._present.bar.show(state)
            self._cover(state)
            comfort = state.comfort_now
            keys = state.visit is not None and comfort.keys
            self.focus.turn(wanted, shown=keys, heard=state.speech and comfort.voice)
            self.focus.settle(self.look, self._curtain)
        except Exception as error:
            _LOG.exception("screen.failed", extra={"screen": wanted.screen.value})
            # What it half built must not be taken for shown.
            if self.current is not None:
                self.current.forget()
            self._on_error(error)

    def prebuild(self) -> bool:
        """Build one screen that was not needed yet; False when there is none left. For idle frames."""
        screens = self._present.screens
        missing = next((screen for screen in self._builders if screen not in screens), None)
        if missing is None:
            return False
        self._screen(missing)
        return True

    def _screen(self, screen: Screen) -> KioskScreen:
        screens = self._present.screens
        if screen not in screens:
            screens[screen] = self._builders[screen](self._services, self.look)
        return screens[screen]

    def put(self, screen: KioskScreen) -> None:
        """Show this screen, made with the present look."""
        if self.current is not None:
            self.current.aside()
        self.current = screen
        bars: tuple[Block, ...] = (self._present.strip, self._present.bar) if screen.bars else ()
        over: tuple[Block, ...] = (self._curtain,) if self._curtain is not None else ()
        self.root.swap(screen, *bars, *over)
        self.arrange()

    def _cover(self, state: AppState) -> None:
        """The curtain lies over everything, and is drawn with the look there is."""
        if self._curtain is not None and not flow.covered(state):
            self._curtain.detach()
            self._curtain = None
        elif self._curtain is None and flow.covered(state):
            self._curtain = Curtain(self._services, self.look)
            self.root.add_widget(self._curtain)
            self.arrange()

    def _end_of_visit(self, state: AppState) -> None:
        visit_id = state.visit.visit_id if state.visit is not None else ""
        if visit_id == self._visit_id:
            return
        if self._visit_id:
            for one in (self._own, self._present):
                one.forget()
            self.focus.forget()
            self.reader.forget()
        self._visit_id = visit_id

    # ---- looks

    def _made(self, comfort: Comfort, county: County) -> _Set:
        look = self._looks.make(comfort, county)
        bar = BottomBar(self._services, look, self.read_aloud)
        return _Set(self._looks.key(comfort, county), look, TopStrip(look), bar)

    def _dress(self, own: Comfort, wanted: Comfort, county: County) -> None:
        """Change to the look of ``wanted``; ``own`` is the site's, which is kept for whoever comes next."""
        if self._looks.key(own, county) != self._own.key:
            self._own = self._made(own, county)
        key = self._looks.key(wanted, county)
        if key == self._present.key:
            return
        former, self._present = (
            self._present,
            self._own if key == self._own.key else self._made(wanted, county),
        )
        former.forget()
        self.current = self._curtain = None
        self.root.swap()
        self.root.look_given = self.look

    # ---- layout

    def _resized(self, *_args: object) -> None:
        self.arrange()

    def arrange(self) -> None:
        theme, root = self.theme, self.root
        root.pos, root.size = (round(self.x), round(self.y)), (round(self.width), round(self.height))
        self.canvas.before.clear()
        everything(self.canvas.before, theme.colour("paper"))
        if self.current is None:
            return
        strip, bar = (theme.strip, theme.bar) if self.current.bars else (0, 0)
        self.current.place(root.x, root.y + bar, root.width, root.height - strip - bar)
        if self.current.bars:
            self._present.strip.place(root.x, root.top - strip, root.width, strip)
            self._present.bar.place(root.x, root.y, root.width, bar)
        if self._curtain is not None:
            self._curtain.place(root.x, root.y, root.width, root.height)

    def read_aloud(self) -> None:
        """朗读: everything that stands there, the page first, then the strip above it and the bar below."""
        if self.current is not None:
            bars = (self._present.strip, self._present.bar) if self.current.bars else ()
            self._services.say(*(part for one in (self.current, *bars) for part in parts_of(one)))

    # ---- touches

    def passed(self, waited: float = 0.0) -> None:
        """A frame has passed; call it before the touches of the next one. ``waited``: seconds of it in which
        nothing was done but wait for touches."""
        self._router.frame(waited)
        self.focus.settle(self.look, self._curtain)
        self.follow()

    def key(self, key: Key) -> None:
        """A key of the keypad. The one that wakes presses nothing."""
        self.keypresses += 1
        if self._state is None:
            return
        if self.current is not None and self.current.wakes:
            self._hand.wake()
        else:
            self._hand.press(key, self._state)
        self.focus.settle(self.look, self._curtain)

    def follow(self) -> None:
        """Read aloud what is to be read of what is shown now."""
        if self._state is not None:
            over = self._curtain.told() if self._curtain is not None else ()
            self.reader.passed(self._state, self.current, self.route, over)

    def rested(self, x: float, y: float) -> bool:
        """Whether a finger that comes down there now is taken for a choice, not for drumming."""
        return self._router.rested(x, y)

    def on_touch_down(self, touch: Any) -> bool:
        waking = self.current is not None and self.current.wakes
        self._services.send(m.Touched())
        if self.focus.shown and self._curtain is None:
            self._services.comfort(keys=False)  # the next key shows the focus again
        if waking and self._router.still_drumming(touch.x, touch.y):
            return True
        if waking:
            # The touch that wakes presses nothing, wherever it lands and whatever appears below it.
            self._router.swallow()
            self._services.wake(self._wanted(touch.x, touch.y))
            return True
        return self._router.down(touch.x, touch.y) or self.root.on_touch_down(touch)

    def _wanted(self, x: float, y: float) -> Language | None:
        """The language asked for by a touch that wakes: it landed on the button that offers one."""
        assert self.current is not None
        offered = self.current.offers
        return next((said for block, said in offered if block.collide_point(x, y)), None)

    def on_touch_move(self, touch: Any) -> bool:
        return self._router.move(touch.x, touch.y) or self.root.on_touch_move(touch)

    def on_touch_up(self, touch: Any) -> bool:
        return self._router.up(touch.x, touch.y) or self.root.on_touch_up(touch)
