"""Numbers nobody else is to hear, told by their shape: of identity cards, bank cards, accounts.

The second line behind the types of kiosk/domain/speech.py. What has fifteen digits and more in one row, with
whatever stands between its groups, is such a number, unless all of it is dates and telephone numbers, which
are there to be heard: 12348 12345 12333, 2024-03-15 2024-04-01.
"""

import re
from typing import Final

from kiosk.speech.dialling import EMERGENCY, HOTLINE, LANDLINE, MOBILE, SERVICE

INSTEAD: Final = "（这串号码请看屏幕）"
_FEWEST: Final = 15
_GAP: Final = "[ ·_—–-]"  # no commas: 1000、2000、5000 are three
_ROW: Final = re.compile(rf"[0-9](?:{_GAP}{{0,3}}[0-9]){{{_FEWEST - 1},}}[Xx]?")
# A credit code, a serial number: nobody can follow it by ear.
_CODE: Final = re.compile(r"(?<![0-9A-Za-z])(?=(?:[A-Za-z]*[0-9]){8})[0-9A-Za-z]{15,}(?![0-9A-Za-z])")
_DAY: Final = r"(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
_HEARD: Final = re.compile(
    rf"(?:{_DAY}|{LANDLINE}|{MOBILE}|{SERVICE}|{HOTLINE}|{EMERGENCY})(?:{_GAP}{{1,3}}|$)"
)


def without_numbers(text: str) -> str:
    """``text``, half-width, with something to be heard in the place of each such number."""
    return _CODE.sub(INSTEAD, _ROW.sub(_judged, text))


def _judged(found: re.Match[str]) -> str:
    row = found[0]
    at = 0
    while at < len(row):
        known = _HEARD.match(row, at)
        if known is None:
            return INSTEAD
        at = known.end()
    return row
