"""Whether the hub still takes this terminal's orders: what sync wrote of it, checked before it counts."""

import sqlite3

from kiosk.store.link import read_link
from kiosk.wire.exchange import REVOKED
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import check_denial, hub_keys, parse_word


def revoked(connection: sqlite3.Connection, enrolled: Enrolled) -> bool:
    """True when its signed word to this terminal says so. Raises KioskError when the store cannot be read."""
    word = read_link(connection).denial
    return bool(word) and is_revocation(word, enrolled)


def is_revocation(word: str, enrolled: Enrolled) -> bool:
    """``word``: JSON of a signed text."""
    try:
        keys = hub_keys(*enrolled.receipt_keys)
        denial = check_denial(parse_word(word), keys, enrolled.hub_id, enrolled.terminal_id)
    except (BadSignature, ValueError):
        return False
    return denial.reason == REVOKED
