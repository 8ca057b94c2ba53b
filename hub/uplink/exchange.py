"""The one regular call of a terminal: its health comes in; time, progress and what is safe here go out."""

import json
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, func, select, update

from hub.clock import iso
from hub.database.db import insert_once, reading, restored_at
from hub.database.schema import BACKUPS, JOURNAL, TERMINAL_HEALTH, TERMINALS
from hub.fleet.alarms import Alarm, raise_alarm
from hub.fleet.holdings import Held, held
from hub.house import House
from hub.orders.events import over, progress_after
from hub.trust.document import trust_version
from hub.uplink.answers import Answer
from hub.uplink.requests import Asked, authenticate
from kiosk.wire.exchange import PROGRESS_KEPT, Exchange, ExchangeRequest, HubTime, Kept
from kiosk.wire.signing import Tag
from kiosk.wire.words import say


def exchange(house: House, asked: Asked) -> Answer:
    """200 and a signed Exchange; unsigned 400 for what is no request; else as ``authenticate`` says."""
    caller = authenticate(house, asked)
    if isinstance(caller, Answer):
        return caller
    try:
        said = ExchangeRequest.model_validate_json(asked.body)
    except ValidationError:
        return Answer(400)
    devices = json.dumps(said.model_dump(include={"devices"})["devices"], ensure_ascii=False, sort_keys=True)
    with house.engine.begin() as connection:
        here, lacks = _note_health(connection, house, caller.terminal_id, said, devices)
    with reading(house.engine).connect() as connection:
        rows, more = progress_after(connection, caller.terminal_id, said.after)
        kept = _kept(connection, house, caller.terminal_id, here, lacks=lacks)
        long_over = house.clock.now() - PROGRESS_KEPT
        let_go = over(connection, caller.terminal_id, said.holds, long_over)
    word = Exchange(
        hub_id=house.hub_id,
        terminal_id=caller.terminal_id,
        nonce=said.nonce,
        at=kept.at,
        trust_version=trust_version(house.settings),
        kept=say(Tag.KEPT, kept, house.keys.sign).model_dump_json(),
        progress=rows,
        more=more,
        let_go=let_go,
    )
    return Answer(200, say(Tag.EXCHANGE, word, house.keys.sign))


def tell_time(house: House, nonce: str) -> Answer:
    """To anybody: a word that is worth nothing without the nonce."""
    word = HubTime(hub_id=house.hub_id, nonce=nonce, at=iso(house.clock.now()))
    return Answer(200, say(Tag.TIME, word, house.keys.sign))


def _note_health(
    connection: Connection, house: House, terminal_id: str, said: ExchangeRequest, devices: str
) -> tuple[Held, bool]:
    """Store what the terminal says; what is here of it, and whether it has receipts for what is not."""
    now = iso(house.clock.now())
    known_to = connection.execute(
        select(TERMINAL_HEALTH.c.held_to).where(TERMINAL_HEALTH.c.terminal_id == terminal_id)
    ).scalar()
    here = held(connection, terminal_id, known_to or 0)
    health: dict[str, Any] = {
        "seen_at": now,
        "software": said.software,
        "content_release": said.content_release,
        "trust_version": said.trust_version,
        "clock_confirmed": int(said.clock_confirmed),
        "waiting": said.waiting,
        "last_seq": said.last_seq,
        "incarnation": said.incarnation,
        "devices": devices,
        "held_to": here.first_missing - 1,
    }
    if not insert_once(connection, TERMINAL_HEALTH, terminal_id=terminal_id, **health):
        connection.execute(
            update(TERMINAL_HEALTH).where(TERMINAL_HEALTH.c.terminal_id == terminal_id).values(**health)
        )
    # Once it has heard of this incarnation it has sent everything again, or has it waiting.
    settled = said.incarnation == house.incarnation
    lacks = settled and _lacks(connection, terminal_id, here, said.last_seq, said.waiting)
    if lacks:
        detail = f"last_seq {said.last_seq}, first missing {here.run_to + 1}"
        raise_alarm(connection, Alarm.LOST, terminal_id, detail, now)
    return here, lacks


def _lacks(connection: Connection, terminal_id: str, here: Held, last_seq: int, waiting: int) -> bool:
    """Whether more up to ``last_seq`` is not here than what is ``waiting`` there.

    A machine enrolled again goes on counting: of a terminal that has nothing here nothing need be missing,
    but if an older database was put back since, all of it may be.
    """
    if here.first:
        return last_seq - here.run_to - _beyond(connection, terminal_id, here, last_seq) > waiting
    if waiting:
        return False
    enrolled = connection.execute(
        select(TERMINALS.c.terminal_code, TERMINALS.c.enrolled_at).where(
            TERMINALS.c.terminal_id == terminal_id
        )
    ).one()
    if enrolled.enrolled_at >= restored_at(connection):
        return False
    of_this_code = connection.execute(
        select(func.max(JOURNAL.c.seq))
        .join(TERMINALS, TERMINALS.c.terminal_id == JOURNAL.c.terminal_id)
        .where(TERMINALS.c.terminal_code == enrolled.terminal_code)
    ).scalar()
    return (of_this_code or 0) < last_seq


def _beyond(connection: Connection, terminal_id: str, here: Held, last_seq: int) -> int:
    """How many are here above the unbroken run."""
    if here.run_to >= last_seq:
        return 0
    mine = (JOURNAL.c.terminal_id == terminal_id, JOURNAL.c.seq > here.run_to, JOURNAL.c.seq <= last_seq)
    return int(connection.execute(select(func.count(JOURNAL.c.seq.distinct())).where(*mine)).scalar_one())


def _kept(connection: Connection, house: House, terminal_id: str, here: Held, *, lacks: bool) -> Kept:
    """A terminal that has receipts for what is not here lets go of nothing: this may be an old database that
    was put back without anybody saying so, and its numbers are given out a second time.
    """
    mark = connection.execute(select(func.max(BACKUPS.c.hub_seq))).scalar() or 0
    backed_up_to = 0 if lacks else mark
    return Kept(
        hub_id=house.hub_id,
        terminal_id=terminal_id,
        incarnation=house.incarnation,
        backed_up_to=backed_up_to,
        send_again_from=here.first_missing,
        at=iso(house.clock.now()),
    )
