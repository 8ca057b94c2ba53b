"""How much one terminal may send a day: enough for any site, too little to fill the hub's disk."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from hub.county_time import COUNTY
from hub.database.db import insert_once
from hub.database.schema import QUOTAS
from hub.house import House
from kiosk.wire.attachment import is_attached
from kiosk.wire.limits import PART_BYTES
from kiosk.wire.models import EnvelopeHeader


def charge(connection: Connection, house: House, terminal_id: str, header: EnvelopeHeader, size: int) -> int:
    """Count one envelope of ``size`` bytes in the caller's transaction; 0, or the seconds till it may come.

    Nothing is counted when it may not. A part of a recording or a page counts by its bytes alone, as a whole
    part at least, and may not take the last quarter of a day: a line of text must still get through. What the
    terminal has marked as a flood may not take the second half: who comes after it must still get through.
    """
    now, settings = house.clock.now(), house.settings
    day = now.astimezone(COUNTY).date().isoformat()
    insert_once(connection, QUOTAS, terminal_id=terminal_id, day=day, envelopes=0, size=0)
    here = (QUOTAS.c.terminal_id == terminal_id, QUOTAS.c.day == day)
    row = connection.execute(select(QUOTAS).where(*here).with_for_update()).one()
    heavy = is_attached(header.kind)
    size = max(size, PART_BYTES) if heavy else size
    envelopes, used = row.envelopes + (0 if heavy else 1), row.size + size
    most_envelopes, most_bytes = settings.quota_envelopes, settings.quota_bytes
    if heavy:
        most_bytes = most_bytes * 3 // 4
    if header.flood:
        most_envelopes, most_bytes = most_envelopes // 2, most_bytes // 2
    if envelopes > most_envelopes or used > most_bytes:
        return _till_tomorrow(now)
    connection.execute(update(QUOTAS).where(*here).values(envelopes=envelopes, size=used))
    return 0


def _till_tomorrow(now: datetime) -> int:
    local = now.astimezone(COUNTY)
    tomorrow = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((tomorrow - local).total_seconds()) + 1
