"""What an X server keeps for its clients besides pixels: selections (the clipboard) and window properties."""

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_ubyte, c_uint, c_ulong, c_void_p
from typing import Final

from kiosk.display.connection import Connection, declare

SELECTIONS: Final = ("PRIMARY", "SECONDARY", "CLIPBOARD", "XdndSelection", "CUT_BUFFER0")
_LONGEST: Final = 1 << 20  # of a property, in four bytes


class XState(Connection):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        display, window, atom = c_void_p, c_ulong, c_ulong
        out = (POINTER(c_ulong), POINTER(c_int), POINTER(c_ulong), POINTER(c_ulong), POINTER(c_void_p))
        for function, result, *arguments in (
            ("XInternAtom", c_ulong, display, c_char_p, c_int),
            ("XGetSelectionOwner", c_ulong, display, atom),
            ("XListProperties", POINTER(c_ulong), display, window, POINTER(c_int)),
            ("XQueryTree", c_int, display, window, *(c_void_p,) * 3, POINTER(c_uint)),
            ("XGetWindowProperty", c_int, display, window, atom, c_long, c_long, c_int, atom, *out),
            ("XFree", c_int, c_void_p),
        ):
            declare(self._x, str(function), result, *arguments)

    def selection_owners(self) -> list[str]:
        """Names of the selections somebody owns."""
        atoms = {name: self._x.XInternAtom(self._display, name.encode(), 0) for name in SELECTIONS}
        return [name for name, atom in atoms.items() if self._x.XGetSelectionOwner(self._display, atom)]

    def properties(self) -> list[bytes]:
        """The values of every property of every window; cut buffers are properties of the root."""
        return [value for window in self._windows(self._root) for value in self._values(window)]

    def _windows(self, window: int) -> Iterator[int]:
        yield window
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        if self._x.XQueryTree(
            self._display, window, byref(root), byref(parent), byref(children), byref(count)
        ):
            found = [children[i] for i in range(count.value)]
            if found:
                self._x.XFree(children)
            for child in found:
                yield from self._windows(child)

    def _values(self, window: int) -> Iterator[bytes]:
        count = c_int()
        listed = self._x.XListProperties(self._display, window, byref(count))
        names = [listed[i] for i in range(count.value)]
        if names:
            self._x.XFree(listed)
        for name in names:
            kind, bits, items, left, data = c_ulong(), c_int(), c_ulong(), c_ulong(), c_void_p()
            outs = (byref(kind), byref(bits), byref(items), byref(left), byref(data))
            self._x.XGetWindowProperty(self._display, window, name, 0, _LONGEST, 0, 0, *outs)
            if data.value:
                wide = {8: 1, 16: 2, 32: ctypes.sizeof(c_long)}[bits.value]  # as Xlib hands them over
                yield bytes((c_ubyte * (items.value * wide)).from_address(data.value))
                self._x.XFree(data)
