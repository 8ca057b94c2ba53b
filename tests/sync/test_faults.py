"""Every way an exchange can fail, on real sockets: nothing is lost, nothing unsigned is believed."""

import pytest

from tests.support.county import County
from tests.support.faulty_hub import Fault
from tests.sync.conftest import Line

SILENT = (
    Fault.DROP_BEFORE,
    Fault.DROP_AFTER,
    Fault.ERROR_503,
    Fault.ERROR_AFTER,
    Fault.PORTAL_200,
    Fault.REDIRECT,
    Fault.TRUNCATED,
    Fault.ENDLESS,
    Fault.FORGED,
    Fault.OTHER_ORDER,
    Fault.OTHER_TERMINAL,
    Fault.OTHER_HASH,
    Fault.BARE_REFUSAL,
    Fault.STALLED,
    Fault.DRIPPING,
)


@pytest.mark.parametrize("fault", SILENT, ids=lambda fault: fault.value)
def test_anything_unsigned_ends_the_round_and_charges_no_row(line: Line, fault: Fault) -> None:
    ids = line.submit(3)
    line.faulty.next(fault)
    done = line.round()
    assert (done.delivered, done.parked, done.delayed) == (0, 0, 0)
    assert done.code in ("E-SYN-01", "E-SYN-03")
    assert line.faulty.requests == 1  # the rows behind it were not tried
    assert (line.states(), line.attempts(), line.proved()) == (["queued"] * 3, 0, [])
    link = line.link
    assert (link.online, link.failures, link.code) == (False, 1, done.code)

    assert line.round().delivered == 3
    assert line.proved() == ids
    assert list(line.faulty.taken) == ids  # each once, in order of submission
    link = line.link
    assert (link.online, link.failures, link.next_round_at) == (True, 0, None)
    assert link.fresh(line.clock.boot_id(), line.clock.monotonic(), within_s=0)


@pytest.mark.parametrize("fault", [f for f in SILENT if f is not Fault.BARE_REFUSAL], ids=lambda f: f.value)
def test_without_orders_the_hub_must_still_prove_itself(line: Line, fault: Fault) -> None:
    forged = fault.value.startswith(("forged", "other"))
    line.faulty.next(fault)
    done = line.round()
    assert (done.code == "") == forged  # those faults are of an order's answer, there is none here


def test_a_signed_delay_holds_back_that_row_alone(line: Line) -> None:
    line.submit(3)
    line.faulty.next(Fault.NONE, Fault.DELAY)
    done = line.round()
    assert (done.delivered, done.delayed, done.code) == (2, 1, "")
    assert line.states() == ["accepted", "queued", "accepted"]
    assert line.link.online
    line.time.advance(61)
    assert line.round().delivered == 1


def test_a_signed_refusal_parks_that_row_alone(line: Line) -> None:
    line.submit(3)
    line.faulty.next(Fault.REFUSE)
    done = line.round()
    assert (done.delivered, done.parked, done.code) == (2, 1, "")
    assert line.states() == ["needs_staff", "accepted", "accepted"]
    assert line.round().delivered == 0
    line.orders.ask_retry(1)
    assert line.round().delivered == 1
    assert line.queue.waiting() == 0


def test_a_rotten_row_does_not_stop_those_behind_it(line: Line) -> None:
    line.submit(2)
    line.orders.connection.execute("UPDATE outbox SET envelope = zeroblob(10) WHERE seq = 1")
    done = line.round()
    assert (done.delivered, done.delayed) == (1, 1)
    assert line.states() == ["queued", "accepted"]


def test_a_row_sealed_for_another_hub_does_not_stop_those_behind_it(line: Line) -> None:
    """Of a hub this terminal once belonged to: this one could only be silent about it, for ever."""
    other = County(hub_id="a former hub", device=line.county.device)
    line.orders._sealer = other.sealer
    line.submit()
    line.orders._sealer = line.county.sealer
    [ours] = line.submit()
    done = line.round()
    assert (done.delivered, done.delayed, done.code) == (1, 1, "")
    assert list(line.faulty.taken) == [ours]
    assert line.states() == ["queued", "accepted"]


def test_a_long_queue_in_a_storm_arrives_whole_and_in_order(line: Line) -> None:
    ids = line.submit(40)
    storm = [fault for fault in SILENT if fault not in (Fault.STALLED, Fault.DRIPPING, Fault.ENDLESS)]
    rounds = 0
    while line.queue.waiting():
        line.faulty.next(Fault.NONE, Fault.NONE, storm[rounds % len(storm)])
        line.round()
        rounds += 1
        assert rounds < 60
    assert line.proved() == ids
    assert list(line.faulty.taken) == ids


def test_nobody_listens(line: Line) -> None:
    line.submit()
    line.faulty.close()
    done = line.round()
    assert (done.code, done.delivered) == ("E-SYN-01", 0)
    assert line.states() == ["queued"]
