"""Alarms outlive a restore: an older database knows nothing of what looked like two machines with a disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.care.backup import back_up
from hub.care.restore import restore
from hub.clock import iso
from hub.errors import HubError
from hub.fleet.alarms import Alarm, close_alarm, list_alarms, raise_alarm
from hub.fleet.reinstatement import reinstate
from hub.fleet.terminals import revoke
from hub.house import open_house
from tests.hub.conftest import County


@pytest.fixture
def terminal_id(county: County) -> str:
    return county.terminal("SS3").enrolled.terminal_id


def happen(county: County, kind: Alarm, terminal_id: str, detail: str = "counter 1, highest 2") -> None:
    county.clock.advance(1)
    with county.house.engine.begin() as connection:
        raise_alarm(connection, kind, terminal_id, detail, iso(county.clock.now()))


def put_back(county: County, backup: Path) -> None:
    county.house.close()
    restore(county.house.settings, backup, county.clock)
    county.house = open_house(county.house.settings, county.clock)


def told(county: County) -> list[dict[str, Any]]:
    kept = ("kind", "terminal_id", "detail", "first_at", "last_at", "times", "closed_at", "closed_by")
    rows = list_alarms(county.house, closed=True)
    return sorted(({name: row[name] for name in kept} for row in rows), key=lambda row: str(row["first_at"]))


def _again(county: County, terminal_id: str) -> None:
    happen(county, Alarm.BEHIND, terminal_id, "counter 3, highest 9")


def _closed(county: County, _terminal_id: str) -> None:
    close_alarm(county.house, list_alarms(county.house)[0]["alarm_id"], "李工")


def _as_it_is(_county: County, _terminal_id: str) -> None:
    """Open, once."""


@pytest.mark.parametrize("then", [_as_it_is, _again, _closed])
def test_one_raised_since_the_backup_is_there_word_for_word(
    county: County, tmp_path: Path, terminal_id: str, then: Callable[[County, str], None]
) -> None:
    back_up(county.house, tmp_path / "b")
    happen(county, Alarm.BEHIND, terminal_id)
    then(county, terminal_id)
    before = told(county)
    put_back(county, tmp_path / "b")
    assert told(county) == before
    assert len(before) == 1


def test_it_still_stands_in_the_way_of_taking_back_in(
    county: County, tmp_path: Path, terminal_id: str
) -> None:
    back_up(county.house, tmp_path / "b")
    happen(county, Alarm.SEQ_TWICE, terminal_id)
    revoke(county.house, "SS3")
    put_back(county, tmp_path / "b")
    with pytest.raises(HubError) as caught:
        reinstate(county.house, "SS3", "停错了")
    assert caught.value.code == "E-HUB-10"


def test_one_the_backup_has_too_is_not_doubled(county: County, tmp_path: Path, terminal_id: str) -> None:
    happen(county, Alarm.BEHIND, terminal_id)
    happen(county, Alarm.CONFLICT, terminal_id)
    back_up(county.house, tmp_path / "b")
    _again(county, terminal_id)
    for _ in range(2):
        put_back(county, tmp_path / "b")
        assert [row["kind"] for row in told(county)] == ["behind", "conflict"]


def test_one_that_speaks_of_the_replaced_database_alone_goes_with_it(
    county: County, tmp_path: Path, terminal_id: str
) -> None:
    back_up(county.house, tmp_path / "b")
    happen(county, Alarm.LOST, terminal_id, "last_seq 9, first missing 4")
    happen(county, Alarm.REPLAYED, terminal_id)
    put_back(county, tmp_path / "b")
    assert [row["kind"] for row in told(county)] == ["replayed"]
