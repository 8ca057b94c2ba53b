"""A terminal in the wrong hands floods the hub: it is held back, nobody else is, and nothing true is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.hub_scene import INTAKE, Scene, scene


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        made.with_settings(quota_envelopes=5)
        yield made


def test_a_flood_is_held_back_and_arrives_over_the_days(at: Scene) -> None:
    flooding, other = at.terminal(), at.terminal()
    flood, order = flooding.submit(12), other.submit()
    flooding.round()
    assert at.orders(flooding) == flood[:5]
    assert flooding.states() == ["accepted"] * 5 + ["queued"] * 7
    other.round()
    assert at.orders(other) == order
    for _ in range(2):
        at.clock.advance(86_400 + 120)
        flooding.round()
    assert at.orders(flooding) == flood
    assert set(flooding.states()) == {"accepted"}


def test_a_backlog_of_years_is_not_sent_up_each_day_only_to_be_refused(at: Scene) -> None:
    terminal = at.terminal()
    backlog = terminal.submit(16)
    terminal.round()
    sent = sum(asked.path == INTAKE for asked in at.seen)
    assert sent == 6  # five that are taken, and one that learns that the day is full
    for _ in range(4):
        at.clock.advance(300)
        terminal.round()
    assert at.orders(terminal) == backlog[:5]
    days = 0
    while at.orders(terminal) != backlog:
        at.clock.advance(86_400)
        terminal.round()
        days += 1
    assert days == 3
    assert [asked.path for asked in at.seen].count(INTAKE) < 26
