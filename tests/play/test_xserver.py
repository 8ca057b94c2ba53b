"""A real X server of our own: fingers, keys and pixels go through libX11 and libXtst."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.display.connection import DisplayError
from kiosk.play.xserver import PrivateDisplay, XServer
from tests.support.wait import until


@pytest.fixture(scope="module")
def display() -> Iterator[PrivateDisplay]:
    found = PrivateDisplay(320, 240)
    yield found
    found.close()


@pytest.fixture
def server(display: PrivateDisplay) -> Iterator[XServer]:
    connection = XServer(display.name)
    yield connection
    connection.close()


def pointer(display: PrivateDisplay) -> str:
    """Where another program sees the pointer."""
    done = subprocess.run(
        ["xdotool", "getmouselocation", "--shell"],
        env={**os.environ, "DISPLAY": display.name},
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return " ".join(done.stdout.split()[:2])


def test_the_pointer_is_where_it_was_moved(display: PrivateDisplay, server: XServer) -> None:
    for x, y in ((10, 20), (319, 239), (160, 120)):
        server.move(x, y)
        assert pointer(display) == f"X={x} Y={y}"


def test_a_picture_of_the_display_and_of_a_part_of_it(server: XServer) -> None:
    assert server.grab(0, 0, 320, 240).getcolors() == [(320 * 240, (0, 0, 0))]
    assert server.grab(100, 50, 40, 30).size == (40, 30)


def test_no_key_has_a_name_that_is_none(server: XServer) -> None:
    server.keys(["Escape"])
    server.keys(["Alt_L", "F4"])
    with pytest.raises(DisplayError, match="NoSuchKey"):
        server.keys(["NoSuchKey"])


def test_no_display_is_told() -> None:
    with pytest.raises(DisplayError, match=":60999"):
        XServer(":60999")


def test_a_private_display_is_gone_when_closed() -> None:
    display = PrivateDisplay(64, 64)
    XServer(display.name).close()
    display.close()
    display.close()
    with pytest.raises(DisplayError):
        XServer(display.name)


def test_a_private_display_ends_with_the_program_that_opened_it() -> None:
    code = (
        "import os, sys\n"
        "from kiosk.play.xserver import PrivateDisplay\n"
        "display = PrivateDisplay(64, 64)\n"
        "print(display.name, flush=True)\n"
        "os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    name = done.stdout.strip()
    assert name.startswith(":")
    assert until(lambda: not Path(f"/tmp/.X11-unix/X{name[1:]}").exists())
