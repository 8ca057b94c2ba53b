"""Where the keypad's focus is on the page that is shown, in the order in which the page is read."""

from collections.abc import Iterator
from typing import Final

from kiosk.domain import focus as f
from kiosk.domain.flow import Route
from kiosk.screens.key_names import key_name
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.focus_ring import FocusRing
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.reading_order import reading_order
from kiosk.screens.widgets.touch import Touchable

_DELETE: Final = ".delete"  # what the key that takes back is called on every page that has one
_DONE: Final = ".done"  # and what goes on


def focusables(root: Block, heard: bool = False, held: str = "") -> Iterator[Touchable]:
    """All a key may press now, in reading order: never what is dimmed, drawn upon, or behind a dialog.

    ``heard``: everything the keys come to is said anyway, so that what only reads is passed over. ``held``:
    id of what they stand on, which may have been dimmed meanwhile.
    """
    page = list(reading_order(root))
    dialog = next((block for block in reversed(page) if block.traps), None)
    for block in page if dialog is None else reading_order(dialog):
        if not isinstance(block, Touchable) or not block.touch_id:
            continue
        if (block.enabled or block.touch_id == held) and not block.draws and not (heard and block.reads):
            yield block


class Focus:
    """Of the tree below ``root``. It is nobody's business while ``shown`` is False."""

    def __init__(self, root: Block) -> None:
        self._root = root
        self._ring = FocusRing()
        root.canvas.after.add(self._ring.group)
        self._trail: f.Trail[Route] = f.Trail()
        self._route: Route | None = None
        self._id = ""
        self._seen: list[str] = []  # ids when the focus was last looked for
        self.shown = False
        self.awaits = False  # what it stood on has gone, and what takes its place is not there yet
        self._heard = False

    @property
    def at(self) -> str:
        """Id of what would be pressed; empty: nothing."""
        return self._id if self.shown and not self.awaits else ""

    # ---- following the page

    def turn(self, route: Route, shown: bool, heard: bool = False) -> None:
        """This page is shown now, or still. One that was left before is met where it was left. ``heard``: as
        for :func:`focusables`.
        """
        if route != self._route:
            self._route = route
            self._id = self._trail.turn(route, self._id) or ""
            self._seen = []
        self.shown, self._heard = shown, heard

    def settle(self, look: Look, covered: Block | None = None) -> None:
        """What is touchable may have changed, or moved. Below ``covered`` nothing is seen, no ring either."""
        if not self.shown:
            self.awaits = False
            self._ring.put(look, None, self._root)
            return
        there = self._there()
        ids = list(there)
        self._id = self._successor(there) or self._id
        self.awaits = self._awaited(there)
        if not self.awaits:
            self._id = f.settled(self._seen, ids, self._id) or _first(there)
        self._seen = ids
        found = there.get(self._id)
        if covered is not None and found is not None and not any(one is found for one in covered.walk()):
            found = None
        self._ring.put(look, found, self._root)

    def forget(self) -> None:
        """The visit is over."""
        self._trail.forget()
        self._route, self._id, self._seen, self.shown, self.awaits = None, "", [], False, False

    def _successor(self, there: dict[str, Touchable]) -> str:
        """What took the place of what it stood on; empty: nothing did, or that is still there."""
        if not self._id or self._id in there:
            return ""
        return next((name for name, one in there.items() if one.instead_of == self._id), "")

    def _awaited(self, there: dict[str, Touchable]) -> bool:
        """Whether something dimmed will take its place: until then no key presses anything else instead."""
        if not self._id or self._id in there:
            return False
        page = reading_order(self._root)
        return any(isinstance(block, Touchable) and block.instead_of == self._id for block in page)

    # ---- keys

    def move(self, step: int) -> tuple[Touchable | None, bool]:
        """One on or back in reading order; where it is now, and whether that was round the end."""
        there = self._there()
        ids = list(there)
        end = ids[-1 if step > 0 else 0] if ids else ""
        round_it = self._id == end and len(ids) > 1
        self._id = f.moved(ids, self._id, step)
        return there.get(self._id), round_it

    def here(self) -> Touchable | None:
        """What would be pressed."""
        return self._there().get(self._id)

    def press(self) -> None:
        """As a tap on it would."""
        found = self.here()
        if found is not None:
            found.tap()

    def type(self, char: str) -> None:
        """The page's own key for this character; nothing on a page without. Whoever types so presses next
        what goes on, and not the digit the focus happened to be on.
        """
        if self._tap_named(f".key.{key_name(char)}"):
            done = next((name for name in self._there() if name.endswith(_DONE)), "")
            self._id = done or self._id

    def take_back(self) -> None:
        self._tap_named(_DELETE)

    def _tap_named(self, ending: str) -> bool:
        found = next((one for name, one in self._there().items() if name.endswith(ending)), None)
        if found is not None:
            found.tap()
        return found is not None

    def _there(self) -> dict[str, Touchable]:
        """Also what was dimmed under the focus: whoever presses 提交 twice must not press what follows it."""
        return {one.touch_id: one for one in focusables(self._root, self._heard, self._id)}


def _first(there: dict[str, Touchable]) -> str:
    """Where the keys stand on a new page."""
    return next((name for name, one in there.items() if one.begins), next(iter(there), ""))
