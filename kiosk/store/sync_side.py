"""Everything sync has in the store, for one thread."""

import sqlite3
from dataclasses import dataclass

from kiosk.clock import Clock
from kiosk.store.counter import CounterTable
from kiosk.store.delivery import DeliveryTable
from kiosk.store.hub_state import HubStateTable
from kiosk.store.link import LinkTable
from kiosk.store.moment import ConfirmedClock
from kiosk.store.space import Space


@dataclass(frozen=True, slots=True)
class SyncSide:
    """The tables sync writes."""

    queue: DeliveryTable
    link: LinkTable
    hub: HubStateTable
    counter: CounterTable
    confirmed_clock: ConfirmedClock


def sync_side(connection: sqlite3.Connection, clock: Clock, space: Space) -> SyncSide:
    return SyncSide(
        queue=DeliveryTable(connection, clock, space),
        link=LinkTable(connection, space),
        hub=HubStateTable(connection, clock, space),
        counter=CounterTable(connection, space),
        confirmed_clock=ConfirmedClock(connection, clock),
    )
