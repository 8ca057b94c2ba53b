"""What a screen is. Read this before writing one.

A screen turns state into widgets and touches into calls of ``services``; it navigates nowhere, waits for
nothing and remembers nothing that is not in the state (but half-made input, see :meth:`KioskScreen.leave`).
There are two kinds. Most are made anew whenever what they show changes::

    class HelpScreen(RebuiltScreen):
        screen = Screen.HELP

        def view(self, state):          # everything this screen shows of the state; compared with ==
            return state.library and state.library.site, state.can_submit

        def build(self, state):         # state -> widgets; called only when the view changed
            return Column(
                Text(self.texts.main.help_title, "title"),
                Row(self.texts.main.help_leave, icon="pen", touch_id="help.leave", on_tap=self.leave_word),
                Spacer(),
                PrimaryButton(self.texts.main.help_back, touch_id="help.ok", on_tap=self.services.back),
            )

The few with widgets that live across changes (keys, a writing pad, a ring that turns) are the other kind,
``living.py: LivingScreen``.

Layout is done at once by blocks (``widgets/block.py``): no pixel numbers in a screen, only roles (``title``,
``body`` …), gap factors and ``grow``. Heights may be measured: ``block.fit(width)`` works once it hangs
below a screen; inside ``build`` use :meth:`KioskScreen.measure`.

Personal text (typed, written, read from a card): ``Text(..., private=True)``, so that it is never kept.
What can be read aloud is what the blocks say of themselves (``transcript.py``); a drawing that says more than
the words beside it needs ``spoken`` or ``state_said``.
Words are those of ``self.texts`` (``kiosk/words``): no sentence stands in a screen.
Ids of touchables: ``<screen>.<thing>[.<which>]``, stable, named in docs/journey.md.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Final

from kiosk.domain.comfort import Language
from kiosk.domain.flow import Screen
from kiosk.domain.speech import Part
from kiosk.domain.state import AppState
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services

Parts = tuple[Part, ...]
NOTHING: Final[Any] = object()  # equal to nothing a screen shows


class KioskScreen(Block, ABC):
    """Both kinds. ``bars``: top strip and bottom bar stay. ``wakes``: any touch begins a visit.

    ``announced``: read aloud to everybody, also to who did not ask to be read to.
    """

    screen: ClassVar[Screen]
    bars: ClassVar[bool] = True
    wakes: ClassVar[bool] = False
    announced: ClassVar[bool] = False
    margins: ClassVar[float] = 1.0  # of the theme's, to the sides

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(look_given=look)
        self.services = services
        self.offers: tuple[tuple[Block, Language], ...] = ()  # of a screen that wakes: what is no mere waking

    # ---- used by the manager

    @abstractmethod
    def show(self, state: AppState) -> None:
        """State -> widgets; nothing happens when what is shown stays the same."""

    @abstractmethod
    def aside(self) -> None:
        """Another screen is shown now."""

    def leave(self) -> None:
        """Drop half-made input (ink, a digit not yet sent): the resident went elsewhere, or went."""

    def forget(self) -> None:
        """The visit is over: keep nothing that was shown in it."""
        self.leave()
        self.clear_widgets()

    def called(self) -> Parts:
        """Of what changes by itself all the time, what is to be called out now."""
        return ()

    def by_keys(self) -> Parts:
        """What only those who go on by keys have to know of this page; said after it."""
        return ()

    # ---- helpers for subclasses

    @property
    def audible(self) -> bool:
        """Whether this terminal reads aloud."""
        return self.look.say is not None

    def room(self) -> tuple[float, float]:
        """Width and height inside the margins, in pixels."""
        theme = self.theme
        bars = theme.strip + theme.bar if self.bars else 0
        return theme.width - 2 * theme.margin * self.margins, theme.height - bars - 2 * self._vertical()

    def reach(self) -> float:
        """How far above the content's lower edge something to touch may lie, in pixels; the room at most."""
        bar = self.theme.bar if self.bars else 0
        return min(self.theme.reach - bar - self._vertical(), self.room()[1])

    def fits(self, page: Block) -> bool:
        """Whether all of ``page`` has room, and what of it is to be touched lies within reach."""
        width, height = self.room()
        if self.measure(page) > height:
            return False
        self._within_reach(page)
        return not isinstance(page, Column) or self._asked_of(page, page.low_part, width) <= self.reach()

    def _within_reach(self, page: Block) -> None:
        if not self.theme.seated:
            return
        if isinstance(page, Column):
            page.reach = self.reach()
        else:
            for child in page.blocks:
                self._within_reach(child)

    def measure(self, block: Block, width: float = 0.0) -> float:
        """Height ``block`` needs in ``width`` (default: the room's), before it is part of the screen."""
        return self._asked_of(block, block.fit, width or self.room()[0])

    def _asked_of(self, block: Block, how: Callable[[float], float], width: float) -> float:
        given = block.look_given
        block.look_given = self.look_given
        try:
            return how(width)
        finally:
            block.look_given = given

    def arrange(self) -> None:
        edge, side = self._vertical(), self.theme.margin * self.margins
        for child in self.blocks:
            self._within_reach(child)
            child.place(self.x + side, self.y + edge, self.width - 2 * side, self.height - 2 * edge)

    def _vertical(self) -> float:
        """Margin above and below the content."""
        return self.theme.gap * (1.0 if self.theme.compact else 1.3 * self.margins)


class RebuiltScreen(KioskScreen):
    """Made anew in a few milliseconds whenever what it shows changes; not kept while another is shown."""

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._shown: object = NOTHING

    @abstractmethod
    def view(self, state: AppState) -> object:
        """All this screen shows of the state, as a value with ``==``; built anew when it changes."""

    @abstractmethod
    def build(self, state: AppState) -> Block:
        """The widgets for this state; laid out inside the margins by :meth:`arrange`."""

    def show(self, state: AppState) -> None:
        view = self.view(state)
        if view == self._shown:
            return
        self._shown = view
        self.swap(self.build(state))
        self.again()

    def aside(self) -> None:
        self.forget()

    def forget(self) -> None:
        super().forget()
        self._shown = NOTHING
