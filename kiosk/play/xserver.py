"""What a finger, a mouse and a keyboard do to an X server.

Through libX11 and libXtst themselves: one connection serves a whole journey. Used from one thread.
"""

import ctypes
import os
import subprocess
from collections.abc import Sequence
from ctypes import c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from typing import Final

from kiosk.display.connection import Connection, DisplayError, declare, library

BUTTONS: Final = {"left": 1, "middle": 2, "right": 3}
_CLIENT_MESSAGE: Final = 33
_END_S: Final = 10
_GUARD: Final = ("setpriv", "--pdeathsig", "TERM")  # the server dies with us, whatever ends us
_QUIET: Final = ("-nolisten", "tcp", "-noreset")


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to an XEvent."""

    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("pad", c_long * 12),
    )


class XServer(Connection):
    """A connection to the display named by ``name`` (``:99``). DisplayError when there is none."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._test = library("libXtst.so.6")
        display = c_void_p
        for function, result, *arguments in (
            ("XStringToKeysym", c_ulong, c_char_p),
            ("XKeysymToKeycode", ctypes.c_ubyte, display, c_ulong),
            ("XSetInputFocus", c_int, display, c_ulong, c_int, c_ulong),
            ("XInternAtom", c_ulong, display, c_char_p, c_int),
            ("XSendEvent", c_int, display, c_ulong, c_int, c_long, c_void_p),
            ("XTranslateCoordinates", c_int, display, c_ulong, c_ulong, c_int, c_int, *(c_void_p,) * 3),
        ):
            declare(self._x, function, result, *arguments)
        for function, *arguments in (
            ("XTestFakeMotionEvent", display, c_int, c_int, c_int, c_ulong),
            ("XTestFakeButtonEvent", display, c_uint, c_int, c_ulong),
            ("XTestFakeKeyEvent", display, c_uint, c_int, c_ulong),
        ):
            declare(self._test, str(function), c_int, *arguments)

    def finish(self, display: int) -> None:
        """The same for another connection of this process; call on the thread that owns it."""
        self._x.XSync(display, 0)

    # ---- pointer and keys

    def move(self, x: float, y: float) -> None:
        """Pixels from the display's top left corner."""
        self._test.XTestFakeMotionEvent(self._display, -1, round(x), round(y), 0)
        self.sync()

    def button(self, name: str, down: bool) -> None:
        self._test.XTestFakeButtonEvent(self._display, BUTTONS[name], int(down), 0)
        self.sync()

    def keys(self, names: Sequence[str]) -> None:
        """Press these together and let go: ``("Alt_L", "F4")``. DisplayError for a key that is none."""
        codes = [self._keycode(name) for name in names]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self.sync()

    def _keycode(self, name: str) -> int:
        symbol = self._x.XStringToKeysym(name.encode())
        code = int(self._x.XKeysymToKeycode(self._display, symbol)) if symbol else 0
        if not code:
            raise DisplayError(f"no key is called {name}")
        return code

    # ---- windows

    def focus(self, window: int) -> None:
        """Keys go to this window. Without a window manager nobody else says so."""
        self._x.XSetInputFocus(self._display, window, 2, 0)
        self.sync()

    def ask_to_close(self, window: int) -> None:
        """What a window manager sends on Alt-F4 or a click on its cross."""
        message = _ClientMessage(type=_CLIENT_MESSAGE, window=window, format=32)
        message.message_type = self._x.XInternAtom(self._display, b"WM_PROTOCOLS", 0)
        message.data[0] = self._x.XInternAtom(self._display, b"WM_DELETE_WINDOW", 0)
        self._x.XSendEvent(self._display, window, 0, 0, ctypes.byref(message))
        self.sync()

    def origin(self, window: int) -> tuple[int, int]:
        """Where the window's top left corner is on the display."""
        x, y, child = c_int(), c_int(), c_ulong()
        references = ctypes.byref(x), ctypes.byref(y), ctypes.byref(child)
        if not self._x.XTranslateCoordinates(self._display, window, self._root, 0, 0, *references):
            raise DisplayError("the window is on another screen")
        return x.value, y.value


class PrivateDisplay:
    """An X server of our own, as large as the window, ended by ``close`` and by our own end alike.

    Made on a thread that stays: the server ends with the thread that started it. ``options``: more of Xvfb's.
    """

    def __init__(self, width: int, height: int, options: Sequence[str] = ()) -> None:
        read, write = os.pipe()
        screen = f"{width}x{height}x24"
        try:
            self._server = subprocess.Popen(
                [*_GUARD, "Xvfb", "-displayfd", str(write), "-screen", "0", screen, *_QUIET, *options],
                pass_fds=(write,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            os.close(read)
            raise DisplayError(f"Xvfb cannot be started: {error}") from error
        finally:
            os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()  # end of file when it died
        if not number:
            self.close()
            raise DisplayError("Xvfb did not start")
        self.name = f":{number}"

    @property
    def pid(self) -> int:
        return self._server.pid

    def close(self) -> None:
        """Idempotent."""
        self._server.terminate()
        try:
            self._server.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
