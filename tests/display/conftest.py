"""A display of our own to hang pictures on."""

from collections.abc import Iterator

import pytest

from kiosk.play.xserver import PrivateDisplay


@pytest.fixture(scope="module")
def display() -> Iterator[PrivateDisplay]:
    found = PrivateDisplay(800, 1280)
    yield found
    found.close()
