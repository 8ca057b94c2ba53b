"""Words of the hub that sync has stored, checked before anybody acts on them: sync is believed nothing."""

import sqlite3

from kiosk.store.hub_state import read_hub_state
from kiosk.store.link import read_link
from kiosk.wire.exchange import REVOKED, Kept
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import check_denial, check_kept, hub_keys, parse_word


def revoked(connection: sqlite3.Connection, enrolled: Enrolled) -> bool:
    """Whether the hub takes nothing more from this terminal. Raises KioskError when it cannot be read."""
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


def read_kept(connection: sqlite3.Connection, enrolled: Enrolled) -> Kept | None:
    """What the hub keeps for this terminal, as it last said; None before it did.

    Raises BadSignature when what is stored is not its word, KioskError when it cannot be read.
    """
    word = read_hub_state(connection).kept
    if not word:
        return None
    return check_kept(word, hub_keys(*enrolled.receipt_keys), enrolled.hub_id, enrolled.terminal_id)
