"""A round that the store or a signal cuts short: nothing is lost, and nothing is done twice."""

from contextlib import closing
from dataclasses import replace
from typing import cast

import pytest

from kiosk.domain.delivery import DeliveryQueue
from kiosk.errors import KioskError
from kiosk.store.delivery import DeliveryTable
from tests.support.faulty_hub import Fault
from tests.sync.conftest import Line


class FullDisk:
    """A table whose writes are refused from ``method`` on."""

    def __init__(self, table: object, method: str) -> None:
        self._table = table
        self._method = method

    def __getattr__(self, name: str) -> object:
        return self._refuse if name == self._method else getattr(self._table, name)

    def _refuse(self, *_: object) -> None:
        raise KioskError("E-STO-01")


@pytest.mark.parametrize("method", ["recover", "due", "take", "settle"])
def test_a_full_disk_at_any_step_loses_and_doubles_nothing(line: Line, method: str) -> None:
    ids = line.submit(2)
    queue = cast("DeliveryQueue", FullDisk(line.queue, method))
    with closing(line.hub()) as hub:
        side = replace(line.side, queue=cast("DeliveryTable", queue))
        assert line.rounds(hub, side=side).round().code == "E-STO-01"
    line.round()
    assert line.queue.waiting() == 0
    assert list(line.faulty.taken) == ids


@pytest.mark.parametrize(
    ("table", "method"), [("link", "save_link"), ("hub", "hear"), ("counter", "reserve")]
)
def test_a_full_disk_beside_the_queue_loses_nothing_either(line: Line, table: str, method: str) -> None:
    ids = line.submit(2)
    full = FullDisk(getattr(line.side, table), method)
    side = replace(line.side, **{table: full})  # type: ignore[arg-type]
    line_side, line.side = line.side, side
    with closing(line.hub()) as hub:
        line.rounds(hub).round()
    line.side = line_side
    line.round()
    assert line.queue.waiting() == 0
    assert list(line.faulty.taken) == ids


def test_told_to_stop_it_takes_no_other_row(line: Line) -> None:
    line.submit(5)
    stop = [False, False, True, True, True, True]
    with closing(line.hub()) as hub:
        assert line.rounds(hub, stop=lambda: stop.pop(0)).round().delivered == 2
    assert line.states() == ["accepted", "accepted", "queued", "queued", "queued"]
    assert "/v1/exchange" not in line.faulty.hub.requests


def test_a_long_queue_looks_on_line_from_its_first_receipt(line: Line) -> None:
    line.faulty.next(Fault.PORTAL_200)
    line.round()
    line.submit(2)
    line.faulty.next(Fault.NONE, Fault.STALLED)
    seen: list[bool] = []
    with closing(line.hub()) as hub:
        line.rounds(hub, progress=lambda: seen.append(line.link.online)).round()
    assert seen[0] is True
    assert seen[-1] is False
