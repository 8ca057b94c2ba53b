"""What is missing of a terminal's envelopes is always known."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.database.db import reading
from hub.database.schema import JOURNAL
from hub.fleet.holdings import held, list_gaps
from hub.uplink.intake import accept
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County
from tests.support.county import new_id


def fill(county: County, terminal_id: str, seqs: list[int]) -> None:
    with county.house.engine.begin() as connection:
        for seq in seqs:
            connection.execute(
                JOURNAL.insert().values(
                    terminal_id=terminal_id,
                    oid=new_id(),
                    kind="order",
                    seq=seq,
                    sha256="",
                    received_at="",
                    envelope=b"",
                )
            )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(1, 12), max_size=14))
def test_the_first_missing_one_and_every_gap(county: County, seqs: list[int]) -> None:
    terminal = county.terminal().enrolled.terminal_id
    fill(county, terminal, seqs)
    have = set(seqs)
    first_missing = next(seq for seq in range(1, 20) if seq not in have)
    with reading(county.house.engine).connect() as connection:
        here = held(connection, terminal)
        assert here.first_missing == first_missing
        assert here.first == min(have, default=0)
        for known_to in range(1, first_missing):
            assert held(connection, terminal, known_to) == here
    gaps = [gap for gap in list_gaps(county.house) if gap["terminal_id"] == terminal]
    missing = {seq for gap in gaps for seq in range(gap["from"], gap["to"] + 1)}
    assert missing == set(range(1, max(have, default=0) + 1)) - have


def test_a_long_run_is_read_in_pages(county: County) -> None:
    terminal = county.terminal().enrolled.terminal_id
    seqs = [seq for seq in range(1, 2501) if seq != 2200]
    random.Random(1).shuffle(seqs)
    fill(county, terminal, seqs)
    with reading(county.house.engine).connect() as connection:
        assert held(connection, terminal).first_missing == 2200
        assert held(connection, terminal, 1000).first_missing == 2200
        assert held(connection, terminal, 2199).first_missing == 2200


def gaps_of(asking: Caller) -> list[tuple[str, int, int]]:
    return [(gap["kind"], gap["from"], gap["to"]) for gap in list_gaps(asking.county.house)]


def test_gaps_are_told_apart(county: County) -> None:
    asking = caller(county)
    envelopes = [asking.terminal.order() for _ in range(6)]
    assert gaps_of(asking) == []
    for raw in (envelopes[1], envelopes[3]):
        accept(county.house, raw)
    assert gaps_of(asking) == [("before", 1, 1), ("missing", 3, 3)]
    asking.exchange(waiting=4)
    assert gaps_of(asking) == [("before", 1, 1), ("missing", 3, 3), ("underway", 5, 6)]


@pytest.mark.parametrize("lost", [1, 2, 5])
def test_a_restored_hub_asks_from_the_first_it_lacks(county: County, lost: int) -> None:
    asking = caller(county)
    for seq in range(1, 6):
        raw = asking.terminal.order()
        if seq != lost:
            asking.send(raw)
    for _ in range(2):  # the second time it starts from what it noted
        assert asking.kept(waiting=1).send_again_from == lost
