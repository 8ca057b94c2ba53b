"""Sync killed at every line of what it does with a restored hub's word: all rows wait again, or none does."""

import shutil
from contextlib import closing
from pathlib import Path

from kiosk.store import hub_state, transaction
from kiosk.store.db import open_database, store_path
from kiosk.store.hub_state import read_hub_state
from kiosk.store.space import Space
from tests.store.conftest import Bench
from tests.store.test_hub_state import deliver
from tests.support.killing import killed_at
from tests.support.memory_hub import MemoryHub


def test_the_new_life_and_the_rows_for_it_are_stored_together(bench: Bench, tmp_path: Path) -> None:
    hub = MemoryHub(bench.county)
    bench.hear(hub)
    deliver(bench, hub, 3)
    hub.restore(to=1)
    bench.connection.close()
    ends: list[tuple[str, list[str]]] = []
    while True:
        folder = tmp_path / f"at-{len(ends)}"
        shutil.copytree(bench.path.parent, folder / "store")

        def hear(folder: Path = folder) -> None:
            with closing(open_database(store_path(folder))) as connection:
                space = Space(folder, floor=1, ballast=0)
                Bench(store_path(folder), bench.county, bench.clock, space, connection).hear(hub)

        killed = killed_at(len(ends), (hub_state, transaction), hear)
        with closing(open_database(store_path(folder))) as left:
            states = [row[0] for row in left.execute("SELECT state FROM delivery ORDER BY seq")]
            ends.append((read_hub_state(left).incarnation, states))
            assert left.execute("SELECT count(*) FROM outbox WHERE envelope IS NOT NULL").fetchone() == (3,)
        if not killed:
            break
    before, after = ("first", ["accepted"] * 3), (hub.incarnation, ["accepted", "queued", "queued"])
    assert len(ends) > 20, "it was hardly traced"
    assert all(end in (before, after) for end in ends)
    assert (ends[0], ends[-1]) == (before, after)
