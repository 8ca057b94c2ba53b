"""The other kind of screen (``base.py``): its widgets stay, and are told what changed."""

from abc import abstractmethod
from typing import Generic, TypeVar

from kiosk.domain.state import AppState
from kiosk.screens.base import NOTHING, KioskScreen
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services

Page = TypeVar("Page")


class LivingScreen(KioskScreen, Generic[Page]):
    """Its lasting widgets are made in ``__init__``, arranged by :meth:`assemble` and told by :meth:`refresh`.

    ``Page`` is a value with ``==``: everything the screen shows of the state. It stays arranged while another
    screen is shown, so that keys are there at once when the resident comes back.
    """

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page: Page | None = None
        self._seen: object = NOTHING
        self._arranged: object = NOTHING

    # ---- to override

    @abstractmethod
    def page(self, state: AppState) -> Page | None:
        """What is shown of this state; None when there is nothing for this screen: it stays as it is."""

    @abstractmethod
    def shape(self, page: Page) -> object:
        """The part of ``page`` the arrangement depends on."""

    @abstractmethod
    def assemble(self, page: Page) -> None:
        """Arrange the lasting widgets (``detach`` them first) and ``swap`` the whole in."""

    @abstractmethod
    def refresh(self, page: Page) -> None:
        """Tell the widgets what they show now."""

    def seen(self, page: Page) -> object:
        """``page`` and what else this screen shows, of its own; refreshed when it changes."""
        return page

    # ---- used by the manager

    def show(self, state: AppState) -> None:
        page = self.page(state)
        if page is None:
            return
        self._page = page
        seen = self.seen(page)
        if seen == self._seen:
            return
        self._seen = seen
        shape = self.shape(page)
        if shape != self._arranged or not self.children:
            self._arranged = shape
            self.assemble(page)
        self.refresh(page)

    def aside(self) -> None:
        self.leave()

    def leave(self) -> None:
        super().leave()
        self._page, self._seen = None, NOTHING

    def forget(self) -> None:
        super().forget()
        self._arranged = NOTHING
