"""The terminal's own screens with a draft in them: simulated devices, a store of its own, no network, no hub.

Everything lies in a folder that goes with it; nobody carries away what is submitted there.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.clock import Clock
from kiosk.config import Config, ScreenSettings
from kiosk.domain import holding, map_tiles, update_learn
from kiosk.domain import messages as m
from kiosk.domain.comfort import Language, Size
from kiosk.domain.library import Library
from kiosk.domain.state import AppState, Home, Place
from kiosk.preview import places
from kiosk.systemd_notify import Notifier

if TYPE_CHECKING:
    from kiosk.ui_loop import UiLoop

CODE: Final = "SS0"  # a terminal that no hub knows
FRAMES: Final = 3  # the first draws, the others show what was drawn
_WAIT_S: Final = 30.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to show: ``kind`` and ``name`` as ``--at`` has them, in which language and size of letters."""

    kind: str
    name: str
    language: Language
    elder: bool


class Stage:
    """One window. Make it, then ``run`` on the main thread; the rest from another."""

    def __init__(self, config: Config, screen: ScreenSettings, clock: Clock, wish: Wish) -> None:
        from kiosk.screens.environment import Surface, prepare

        prepare(Surface(screen.width, screen.height, False, config.fonts_path))
        # Importing these opens the window.
        from kiosk.app import Terminal
        from kiosk.ui_loop import put_up

        self._wish = wish
        self._terminal: Terminal = Terminal(config, clock, simulate=True)
        self._loop: UiLoop = put_up(self._terminal, screen, Notifier({}))
        self._terminal.runtime.on_change(self._serving)

    def run(self) -> None:
        self._loop.run()

    def stop(self) -> None:
        self._loop.stop()

    # ---- from another thread

    def begin(self) -> bool:
        """Marks the window and goes where it was wished to; whether that is there."""
        self._ask(self._marked)
        return self.show(None)

    def show(self, library: Library | None) -> bool:
        """``library`` from now on (None: the one there is), at what was wished. False: that is not in it."""
        self._ask(lambda: self._fresh(library))
        self._ask(self._ready)
        return self._ask(self._gone)

    def picture(self, out: Path) -> None:
        """What is on the window once nothing is awaited any more."""
        self._ask(self._settled)
        frames = iter(range(FRAMES))
        self._ask(lambda: True if next(frames, None) is None else None)
        self._ask(lambda: self._saved(out))

    def _ask(self, check: "Callable[[], bool | None]") -> bool:
        """``check`` on the Kivy thread, frame by frame, until it says something."""
        answer: Future[bool] = self._loop.watches.watch(check)
        return answer.result(_WAIT_S)

    # ---- on the Kivy thread

    @property
    def _state(self) -> AppState:
        return self._terminal.runtime.state

    def _serving(self, state: AppState) -> None:
        """As at a terminal with a hub: else no form could be looked at."""
        if not state.can_submit or not state.online:
            self._terminal.queue.post(m.Enrolment(True, "", CODE))
            self._terminal.queue.post(m.LinkChanged(True, 0))

    def _marked(self) -> bool:
        from kiosk.screens.draft_mark import mark_draft

        mark_draft(self._loop.frame)
        return True

    def _fresh(self, library: Library | None) -> bool:
        runtime = self._terminal.runtime
        runtime.dispatch(m.EndVisit(quietly=True))
        shown = library or self._state.library
        if shown is not None:  # what begins next month, too
            runtime.dispatch(m.ReleaseChanged(holding.undated(shown)))
        return True

    def _ready(self) -> bool | None:
        """The index of this release and the calculators are read, and forms can be opened."""
        state = self._state
        self._serving(state)
        return True if state.search and state.sums and state.can_submit else None

    def _gone(self) -> bool:
        wish, runtime = self._wish, self._terminal.runtime
        if places.idle(wish.kind) or self._state.library is None:
            return True
        runtime.dispatch(m.Wake(self._terminal.new_id(), wish.language))
        if wish.elder:
            runtime.dispatch(m.SetComfort("size", Size.ELDER))
        wanted = places.messages(self._state.library, wish.kind, wish.name)
        for message in wanted:
            runtime.dispatch(message)
        return not wanted or not isinstance(self._place(), Home)

    def _place(self) -> Place | None:
        visit = self._state.visit
        return visit.place if visit is not None else None

    def _settled(self) -> bool | None:
        """What was looked for is found; articles and pictures of the page are read."""
        state = self._state
        away = replace(state, visit=None)
        missing = *update_learn.wanted(away, state), *map_tiles.wanted(away, state)
        looking = state.visit is not None and state.visit.asked.waiting
        return None if self._terminal.runtime.waiting or looking or missing else True

    def _saved(self, out: Path) -> bool:
        from kiosk.screens.window import capture

        capture().save(out)
        return True
