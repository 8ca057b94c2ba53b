"""Slow hashes at their least cost, for tests of everything but their slowness.

What they cost in truth is tested in tests/hub/uplink/test_mailbox.py (the line of a slip) and
tests/wire/test_spoken_words.py (six words).
"""

from typing import Final

import pytest

_LEAST: Final = {
    "hub.orders.slip_codes._OPS": 1,
    "hub.orders.slip_codes._MEMORY": 8192,
    "kiosk.wire.enrolment._WORDS_OPS": 1,
    "kiosk.wire.enrolment._WORDS_MEMORY": 8192,
}


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, least in _LEAST.items():
        monkeypatch.setattr(name, least)
