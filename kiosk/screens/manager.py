"""The frame: shows the one screen the state asks for, between two bars that never move.

Screens are built once. The exchange is immediate; there is no transition to wait for.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from kivy.uix.widget import Widget

from kiosk.domain import messages as m
from kiosk.domain.flow import Route, Screen, route
from kiosk.domain.state import AppState
from kiosk.screens.bars import BottomBar, TopStrip
from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.fill import everything
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.touch import TouchRouter
from kiosk.services import Services

_LOG: Final = logging.getLogger(__name__)
Builder = Callable[[Services, Look], KioskScreen]


class Frame(Widget):
    """Root widget of the window, and the only one: everything below ``root`` is blocks.

    ``on_error`` is told of an exception a screen raised while showing.
    """

    def __init__(
        self,
        services: Services,
        look: Look,
        builders: Mapping[Screen, Builder],
        on_error: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self.root = Block(look_given=look)
        self.canvas.add(self.root.canvas)
        self.look = look
        self.theme = look.theme
        self._services = services
        self._builders = builders
        self._on_error = on_error
        self._screens: dict[Screen, KioskScreen] = {}
        self._visit_id = ""
        self.current: KioskScreen | None = None
        self.route: Route | None = None
        self._strip = TopStrip()
        self._bar = BottomBar(services)
        self._router = TouchRouter(self.root, look.monotonic, look.theme.px_mm)
        self.fbind("size", self._resized)
        self.arrange()

    # ---- showing

    def show(self, state: AppState) -> None:
        """Show what the state asks for. Cheap when nothing that is visible changed."""
        self._end_of_visit(state)
        wanted = route(state)
        try:
            screen = self._screen(wanted.screen)
            if screen is not self.current:
                self._exchange(screen)
            self.route = wanted
            screen.show(state)
            if screen.bars:
                self._strip.show(state)
                self._bar.show(state)
        except Exception as error:
            _LOG.exception("screen.failed", extra={"screen": wanted.screen.value})
            # What it half built must not be taken for shown.
            if self.current is not None:
                self.current.forget()
            self._on_error(error)

    def prebuild(self) -> bool:
        """Build one screen that was not needed yet; False when there is none left. For idle frames."""
        missing = next((screen for screen in self._builders if screen not in self._screens), None)
        if missing is None:
            return False
        self._screen(missing)
        return True

    def _screen(self, screen: Screen) -> KioskScreen:
        if screen not in self._screens:
            self._screens[screen] = self._builders[screen](self._services, self.look)
        return self._screens[screen]

    def _exchange(self, screen: KioskScreen) -> None:
        if self.current is not None:
            self.current.aside()
        self.current = screen
        bars: tuple[Block, ...] = (self._strip, self._bar) if screen.bars else ()
        self.root.swap(screen, *bars)
        self.arrange()

    def _end_of_visit(self, state: AppState) -> None:
        visit_id = state.visit.visit_id if state.visit is not None else ""
        if visit_id == self._visit_id:
            return
        if self._visit_id:
            for screen in self._screens.values():
                screen.forget()
        self._visit_id = visit_id

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
            self._strip.place(root.x, root.top - strip, root.width, strip)
            self._bar.place(root.x, root.y, root.width, bar)

    # ---- touches

    def passed(self, waited: float = 0.0) -> None:
        """A frame has passed; call it before the touches of the next one. ``waited``: seconds of it in which
        nothing was done but wait for touches."""
        self._router.frame(waited)

    def on_touch_down(self, touch: Any) -> bool:
        waking = self.current is not None and self.current.wakes
        self._services.send(m.Touched())
        if waking and self._router.still_drumming(touch.x, touch.y):
            return True
        if waking:
            # The touch that wakes presses nothing, wherever it lands and whatever appears below it.
            self._router.swallow()
            self._services.wake()
            return True
        return self._router.down(touch.x, touch.y) or self.root.on_touch_down(touch)

    def on_touch_move(self, touch: Any) -> bool:
        return self._router.move(touch.x, touch.y) or self.root.on_touch_move(touch)

    def on_touch_up(self, touch: Any) -> bool:
        return self._router.up(touch.x, touch.y) or self.root.on_touch_up(touch)
