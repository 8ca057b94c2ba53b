"""What a finger, a mouse and a keyboard do to an X server, and what stands on its screen.

Through libX11 and libXtst themselves: the two libraries are on every terminal (the window needs the first,
and both change as rarely as X does), one connection serves a whole journey, and ``XSync`` says for certain
that the server has taken an event. Used from one thread.
"""

import ctypes
import os
import subprocess
from collections.abc import Sequence
from ctypes import c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from typing import Final

from PIL import Image

BUTTONS: Final = {"left": 1, "middle": 2, "right": 3}
_ALL_PLANES: Final = 0xFFFFFFFF
_Z_PIXMAP: Final = 2
_CLIENT_MESSAGE: Final = 33
_END_S: Final = 10
_GUARD: Final = ("setpriv", "--pdeathsig", "TERM")  # the server dies with us, whatever ends us
_QUIET: Final = ("-nolisten", "tcp", "-noreset")


class DisplayError(Exception):
    """The display cannot be used; the text says why."""


class _XImage(ctypes.Structure):
    """The beginning of Xlib's XImage, as far as pixels need it."""

    _fields_ = (
        ("width", c_int),
        ("height", c_int),
        ("xoffset", c_int),
        ("format", c_int),
        ("data", c_void_p),
        ("byte_order", c_int),
        ("bitmap_unit", c_int),
        ("bitmap_bit_order", c_int),
        ("bitmap_pad", c_int),
        ("depth", c_int),
        ("bytes_per_line", c_int),
        ("bits_per_pixel", c_int),
    )


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


def _library(name: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise DisplayError(f"{name} is missing: {error}") from error


def _declared(library: ctypes.CDLL, name: str, result: object, *arguments: object) -> None:
    """Without this ctypes cuts pointers to 32 bits."""
    function = getattr(library, name)
    function.restype = result
    function.argtypes = arguments


class XServer:
    """A connection to the display named by ``name`` (``:99``). DisplayError when there is none."""

    def __init__(self, name: str) -> None:
        self._x = _library("libX11.so.6")
        self._test = _library("libXtst.so.6")
        self._declare()
        self._display = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise DisplayError(f"no display {name}")
        self._root = self._x.XDefaultRootWindow(self._display)

    def _declare(self) -> None:
        display = c_void_p
        for name, result, *arguments in (
            ("XOpenDisplay", c_void_p, c_char_p),
            ("XCloseDisplay", c_int, display),
            ("XDefaultRootWindow", c_ulong, display),
            ("XDefaultScreen", c_int, display),
            ("XDisplayWidth", c_int, display, c_int),
            ("XDisplayHeight", c_int, display, c_int),
            ("XSync", c_int, display, c_int),
            ("XStringToKeysym", c_ulong, c_char_p),
            ("XKeysymToKeycode", ctypes.c_ubyte, display, c_ulong),
            ("XSetInputFocus", c_int, display, c_ulong, c_int, c_ulong),
            ("XInternAtom", c_ulong, display, c_char_p, c_int),
            ("XSendEvent", c_int, display, c_ulong, c_int, c_long, c_void_p),
            ("XTranslateCoordinates", c_int, display, c_ulong, c_ulong, c_int, c_int, *(c_void_p,) * 3),
            ("XGetImage", c_void_p, display, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int),
            ("XDestroyImage", c_int, c_void_p),
        ):
            _declared(self._x, name, result, *arguments)
        for name, *arguments in (
            ("XTestFakeMotionEvent", display, c_int, c_int, c_int, c_ulong),
            ("XTestFakeButtonEvent", display, c_uint, c_int, c_ulong),
            ("XTestFakeKeyEvent", display, c_uint, c_int, c_ulong),
        ):
            _declared(self._test, str(name), c_int, *arguments)

    def close(self) -> None:
        """Idempotent."""
        if self._display:
            self._x.XCloseDisplay(self._display)
            self._display = None

    def size(self) -> tuple[int, int]:
        """Width and height of the display in pixels."""
        screen = self._x.XDefaultScreen(self._display)
        width, height = self._x.XDisplayWidth, self._x.XDisplayHeight
        return width(self._display, screen), height(self._display, screen)

    def sync(self) -> None:
        """Returns when the server has done everything asked so far."""
        self._x.XSync(self._display, 0)

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

    # ---- windows and pixels

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

    def grab(self, x: int, y: int, width: int, height: int) -> Image.Image:
        """The pixels in this rectangle of the display, as a person sees them."""
        found = self._x.XGetImage(self._display, self._root, x, y, width, height, _ALL_PLANES, _Z_PIXMAP)
        if not found:
            raise DisplayError("the display gives no picture")
        try:
            image = _XImage.from_address(found)
            if image.bits_per_pixel != 32 or image.byte_order != 0:
                raise DisplayError(f"{image.bits_per_pixel} bits a pixel cannot be read")
            data = ctypes.string_at(image.data, image.bytes_per_line * image.height)
            return Image.frombytes(
                "RGB", (image.width, image.height), data, "raw", "BGRX", image.bytes_per_line
            )
        finally:
            self._x.XDestroyImage(found)


class PrivateDisplay:
    """An X server of our own, as large as the window, ended by ``close`` and by our own end alike.

    Made on a thread that stays: the server ends with the thread that started it.
    """

    def __init__(self, width: int, height: int) -> None:
        read, write = os.pipe()
        screen = f"{width}x{height}x24"
        try:
            self._server = subprocess.Popen(
                [*_GUARD, "Xvfb", "-displayfd", str(write), "-screen", "0", screen, *_QUIET],
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

    def close(self) -> None:
        """Idempotent."""
        self._server.terminate()
        try:
            self._server.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
