"""A connection to an X server through libX11 itself, and what stands on its screen.

The library is on every terminal (the window needs it, and it changes as rarely as X does); ``XSync`` says
for certain that the server has done what it was asked. Used from one thread. When the server goes away,
libX11 ends the process: whoever uses this lives no longer than his display.
"""

import ctypes
from ctypes import c_char_p, c_int, c_uint, c_ulong, c_void_p
from typing import Final

from PIL import Image

ALL_PLANES: Final = 0xFFFFFFFF
Z_PIXMAP: Final = 2


class DisplayError(Exception):
    """The display cannot be used; the text says why."""


class XImage(ctypes.Structure):
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

    def require_plain_pixels(self) -> None:
        """Raises DisplayError unless a pixel is four bytes, blue first."""
        if self.bits_per_pixel != 32 or self.byte_order != 0:
            raise DisplayError(f"{self.bits_per_pixel} bits a pixel cannot be used")


def library(name: str) -> ctypes.CDLL:
    """Raises DisplayError when it is not on this machine."""
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise DisplayError(f"{name} is missing: {error}") from error


def declare(library: ctypes.CDLL, name: str, result: object, *arguments: object) -> None:
    """Without this ctypes cuts pointers to 32 bits."""
    function = getattr(library, name)
    function.restype = result
    function.argtypes = arguments


class Connection:
    """A connection to the display named by ``name`` (``:99``). DisplayError when there is none."""

    def __init__(self, name: str) -> None:
        self._x = library("libX11.so.6")
        display = c_void_p
        for function, result, *arguments in (
            ("XOpenDisplay", c_void_p, c_char_p),
            ("XCloseDisplay", c_int, display),
            ("XDefaultRootWindow", c_ulong, display),
            ("XDefaultScreen", c_int, display),
            ("XDisplayWidth", c_int, display, c_int),
            ("XDisplayHeight", c_int, display, c_int),
            ("XSync", c_int, display, c_int),
            ("XGetImage", c_void_p, display, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int),
            ("XDestroyImage", c_int, c_void_p),
        ):
            declare(self._x, function, result, *arguments)
        self._display = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise DisplayError(f"no display {name}")
        self._root = self._x.XDefaultRootWindow(self._display)

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

    def grab(self, x: int, y: int, width: int, height: int) -> Image.Image:
        """The pixels in this rectangle of the display, as a person sees them."""
        found = self._x.XGetImage(self._display, self._root, x, y, width, height, ALL_PLANES, Z_PIXMAP)
        if not found:
            raise DisplayError("the display gives no picture")
        try:
            image = XImage.from_address(found)
            image.require_plain_pixels()
            data = ctypes.string_at(image.data, image.bytes_per_line * image.height)
            return Image.frombytes(
                "RGB", (image.width, image.height), data, "raw", "BGRX", image.bytes_per_line
            )
        finally:
            self._x.XDestroyImage(found)
