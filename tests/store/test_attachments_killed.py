"""An order with what goes along is there whole or not at all, wherever the current fails."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.store import attachments, orders, transaction
from kiosk.store.db import open_database, store_path
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from tests.store.conftest import Bench
from tests.store.remains import nothing_heard, nothing_seen
from tests.support.killing import killed_at
from tests.support.papers import pages, papers_order
from tests.support.spoken import recorded, spoken_order

NOTHING, WHOLE = (0, 0, 0), (1, 3, 2)
ROWS = ("work_order", "outbox", "recording_part")


@pytest.mark.parametrize(
    ("make", "asking", "searched"),
    [
        pytest.param(lambda: recorded(3.0), spoken_order, nothing_heard, id="sound"),
        pytest.param(lambda: pages(40_000), papers_order, nothing_seen, id="pages"),
    ],
)
def test_killed_at_any_line_there_is_the_order_with_all_that_goes_along_or_nothing(
    bench: Bench,
    tmp_path: Path,
    make: Callable[[], Sequence[Any]],
    asking: Callable[[Any], Any],
    searched: Callable[[Path, bytes], None],
) -> None:
    given = make()
    asked = asking(given)
    bench.connection.close()
    ends: list[tuple[int, ...]] = []
    killed = True
    while killed:
        folder = tmp_path / f"at-{len(ends)}"
        shutil.copytree(bench.path.parent, folder / "store")

        def commit(folder: Path = folder) -> None:
            with closing(open_database(store_path(folder))) as connection:
                space = Space(folder, floor=1, ballast=0)
                numbers = NumberBlocks(folder)
                store = OrderStore(connection, bench.county.sealer, bench.clock, space, bytes, numbers)
                store.commit(asked, given)

        killed = killed_at(len(ends), (orders, attachments, transaction), commit)
        with closing(open_database(store_path(folder))) as left:
            ends.append(tuple(left.execute(f"SELECT count(*) FROM {row}").fetchone()[0] for row in ROWS))
        if ends[-1] == NOTHING or not killed:
            searched(folder, given[0].data)
        shutil.rmtree(folder)
    assert len(ends) > 20, "it was hardly traced"
    assert set(ends) == {NOTHING, WHOLE}
    assert ends[-1] == WHOLE
