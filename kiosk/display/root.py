"""Puts a picture on the root window, where it stays when whoever put it there has gone."""

from ctypes import c_char_p, c_int, c_uint, c_ulong, c_void_p

from PIL import Image

from kiosk.display.connection import Z_PIXMAP, Connection, DisplayError, XImage, declare


class RootWindow(Connection):
    """The window behind all windows: what is on it is seen wherever nobody shows anything."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        display, drawable = c_void_p, c_ulong
        size = (c_uint, c_uint)
        for function, result, *arguments in (
            ("XDefaultDepth", c_int, display, c_int),
            ("XDefaultVisual", c_void_p, display, c_int),
            ("XCreatePixmap", c_ulong, display, drawable, *size, c_uint),
            ("XFreePixmap", c_int, display, c_ulong),
            ("XCreateGC", c_void_p, display, drawable, c_ulong, c_void_p),
            ("XFreeGC", c_int, display, c_void_p),
            (
                "XCreateImage",
                c_void_p,
                display,
                c_void_p,
                c_uint,
                c_int,
                c_int,
                c_char_p,
                *size,
                *(c_int,) * 2,
            ),
            ("XPutImage", c_int, display, drawable, c_void_p, c_void_p, *(c_int,) * 4, *size),
            ("XSetWindowBackgroundPixmap", c_int, display, c_ulong, c_ulong),
            ("XClearWindow", c_int, display, c_ulong),
        ):
            declare(self._x, function, result, *arguments)

    def paint(self, picture: Image.Image) -> None:
        """Make ``picture``, as large as the display, its background. DisplayError when it cannot be."""
        screen = self._x.XDefaultScreen(self._display)
        depth = self._x.XDefaultDepth(self._display, screen)
        pixmap = self._x.XCreatePixmap(self._display, self._root, *picture.size, depth)
        try:
            self._copy(picture, pixmap, screen, depth)
            # The server keeps a background for as long as there is the window.
            self._x.XSetWindowBackgroundPixmap(self._display, self._root, pixmap)
            self._x.XClearWindow(self._display, self._root)
        finally:
            self._x.XFreePixmap(self._display, pixmap)
            self.sync()

    def _copy(self, picture: Image.Image, pixmap: int, screen: int, depth: int) -> None:
        width, height = picture.size
        pixels = picture.convert("RGB").tobytes("raw", "BGRX")
        visual = self._x.XDefaultVisual(self._display, screen)
        found = self._x.XCreateImage(
            self._display, visual, depth, Z_PIXMAP, 0, pixels, width, height, 32, 4 * width
        )
        if not found:
            raise DisplayError("the display takes no picture")
        image = XImage.from_address(found)
        try:
            image.require_plain_pixels()
            pen = self._x.XCreateGC(self._display, pixmap, 0, None)
            self._x.XPutImage(self._display, pixmap, pen, found, 0, 0, 0, 0, width, height)
            self._x.XFreeGC(self._display, pen)
        finally:
            image.data = None  # Python's, not the library's to free
            self._x.XDestroyImage(found)
