"""When a round runs, how long it waits after a failure, and that waiting survives a restart."""

import os
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from typing import cast

import pytest

from kiosk.domain.delivery import DeliveryQueue, NotDelivered, Outcome, ReadyRow
from kiosk.errors import KioskError
from kiosk.sync.client import HubClient
from kiosk.sync.uploader import Uploader
from tests.support.clock import START
from tests.support.faulty_hub import Fault
from tests.sync.conftest import Line


class ScriptedHub:
    """Answers health checks from a list."""

    def __init__(self, answers: Iterable[NotDelivered | None]) -> None:
        self.answers = list(answers)

    def deliver(self, row: ReadyRow) -> Outcome:
        raise AssertionError("nothing is queued")

    def health(self) -> NotDelivered | None:
        return self.answers.pop(0)


OFF = NotDelivered("E-SYN-01", "ConnectTimeout")


def uploader(line: Line, answers: Iterable[NotDelivered | None], chance: float = 1.0) -> Uploader:
    return Uploader(line.queue, ScriptedHub(answers), line.settings, line.clock, lambda: chance)


def test_the_wait_doubles_to_its_limit(line: Line) -> None:
    waits = []
    sync = uploader(line, [OFF] * 12)
    for _ in range(12):
        sync.round()
        waits.append(sync.pause())
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 1.0), (0.5, 1.5), (0.999, 1.999)])
def test_jitter_spreads_it_between_half_and_the_whole(line: Line, chance: float, wait: float) -> None:
    sync = uploader(line, [OFF], chance)
    sync.round()
    assert sync.pause() == pytest.approx(wait)


def test_a_restart_does_not_hammer(line: Line) -> None:
    uploader(line, [OFF] * 5).round()
    again = uploader(line, [])
    assert again.backing_off()
    line.clock.advance(1.5)
    assert again.pause() == pytest.approx(0.5)
    line.clock.advance(1)
    assert again.pause() == 0
    assert not again.backing_off()


def test_a_clock_that_jumps_does_not_strand_the_queue(line: Line) -> None:
    sync = uploader(line, [OFF])
    line.clock.set_wall(START + timedelta(days=4000))
    sync.round()
    line.clock.set_wall(START)
    assert sync.pause() == 0


def test_success_forgets_the_failures(line: Line) -> None:
    sync = uploader(line, [OFF, OFF, None])
    for _ in range(3):
        sync.round()
    link = line.queue.link()
    assert (link.online, link.failures, link.next_round_at) == (True, 0, None)
    assert sync.pause() == line.settings.interval_s


def test_the_link_says_when_the_hub_was_last_heard(line: Line) -> None:
    sync = uploader(line, [None, OFF])
    sync.round()
    heard = line.clock.monotonic()
    line.clock.advance(100)
    sync.round()
    link = line.queue.link()
    assert (link.online, link.seen_monotonic, link.seen_boot) == (False, heard, "boot-1")


def test_the_link_says_since_when(line: Line) -> None:
    sync = uploader(line, [None, None])
    sync.round()
    line.clock.advance(100)
    sync.round()
    assert line.queue.link().changed_at == START


def test_a_delayed_row_shortens_the_pause(line: Line) -> None:
    line.submit()
    line.hub.next(Fault.DELAY)
    line.round()
    line.clock.advance(20)
    assert uploader(line, []).pause() == pytest.approx(40)


def test_a_long_queue_looks_on_line_from_its_first_receipt(line: Line) -> None:
    uploader(line, [OFF]).round()
    line.submit(2)
    line.hub.next(Fault.NONE, Fault.STALLED)
    seen: list[bool] = []
    with closing(line.http()) as http:
        line.uploader(http, progress=lambda: seen.append(line.queue.link().online)).round()
    assert seen[0] is True
    assert seen[-1] is False


class FullDisk:
    """A queue whose writes are refused from ``method`` on."""

    def __init__(self, queue: DeliveryQueue, method: str) -> None:
        self._queue = queue
        self._method = method

    def __getattr__(self, name: str) -> object:
        return self._refuse if name == self._method else getattr(self._queue, name)

    def _refuse(self, *_: object) -> None:
        raise KioskError("E-STO-01")


@pytest.mark.parametrize("method", ["recover", "due", "take", "settle", "save_link"])
def test_a_full_disk_at_any_step_loses_and_doubles_nothing(line: Line, method: str) -> None:
    ids = line.submit(2)
    with closing(line.http()) as http:
        client = HubClient(line.hub.county.enrolled, http, os.urandom)
        queue = cast("DeliveryQueue", FullDisk(line.queue, method))
        done = Uploader(queue, client, line.settings, line.clock, lambda: 0.5).round()
    assert done.code == "E-STO-01" or method == "save_link"
    line.round()
    assert line.queue.waiting() == 0
    assert list(line.hub.taken) == ids


def test_told_to_stop_it_takes_no_other_row(line: Line) -> None:
    line.submit(5)
    with closing(line.http()) as http:
        stop = [False, False, True, True, True, True]
        client = HubClient(line.hub.county.enrolled, http, os.urandom)
        sync = Uploader(line.queue, client, line.settings, line.clock, lambda: 0.5, stop=lambda: stop.pop(0))
        assert sync.round().delivered == 2
    assert line.states() == ["accepted", "accepted", "queued", "queued", "queued"]
