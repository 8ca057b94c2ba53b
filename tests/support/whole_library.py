"""The library of this checkout, read once a process: it has some four hundred files. Nobody changes it."""

from functools import cache

from kiosk.config import CHECKOUT
from kiosk.content.publish.check import check
from kiosk.content.publish.collect import collect
from kiosk.content.publish.draft import Draft

ROOT = CHECKOUT / "library"


@cache
def collected() -> Draft:
    """As it was read."""
    return collect(ROOT)


@cache
def checked() -> Draft:
    """With what the checks said of it; without fonts."""
    return check(ROOT)
