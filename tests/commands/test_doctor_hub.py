"""The doctor's rows about the hub: heard or not, revoked, copied; and whether the clock is vouched for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.commands.doctor_hub import examine_hub
from kiosk.config import Config
from kiosk.domain.delivery import Link
from kiosk.errors import ERRORS, Finding
from kiosk.store.identity import save_enrolled
from tests.support.clock import START, ManualClock
from tests.support.county import County
from tests.support.memory_hub import MemoryHub
from tests.support.terminal_side import TerminalSide


@pytest.fixture(autouse=True)
def no_time_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.store.moment._SYNCHRONISED", tmp_path / "none")


class Bench:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.county = County()
        self.hub = MemoryHub(self.county, self.clock.now)
        self.config = Config(state_dir=folder)
        self.side = TerminalSide(folder, self.county, lambda _: self, self.clock)

    def post(self, path: str, body: bytes, fields: dict[str, str]) -> tuple[int, bytes]:
        return self.hub.handle("POST", path, fields, body)

    def close(self) -> None:
        """As a connection is closed."""

    def rows(self) -> dict[str, Finding]:
        return {row.check: row for row in examine_hub(self.config, self.clock)}

    def wrote(self, link: Link) -> Finding:
        self.side.side.link.save_link(link)
        return self.rows()["联络"]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.side.close()


def test_before_enrolment_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert list(examine_hub(Config(state_dir=tmp_path), ManualClock())) == []


def test_before_the_first_contact_nothing_is_wrong(bench: Bench) -> None:
    rows = bench.rows()
    assert [row.ok for row in rows.values()] == [True, True, True]
    assert rows["联络"].text == "还没有联络过中心"


def test_a_terminal_that_was_heard_says_when(bench: Bench) -> None:
    bench.side.submit(2)
    bench.side.round()
    bench.clock.advance(125)
    rows = bench.rows()
    assert rows["联络"].ok
    assert "2 分钟前" in rows["联络"].text
    assert "留着 2 份" in rows["备份"].text
    bench.clock.reboot("boot-2")
    assert "这次开机后还没有" in bench.rows()["联络"].text


@pytest.mark.parametrize(("hours", "ok"), [(23, True), (25, False)])
def test_a_dead_line_is_a_fault_after_a_day(bench: Bench, hours: int, ok: bool) -> None:
    bench.clock.set_wall(START + timedelta(hours=hours))
    row = bench.wrote(Link(online=False, changed_at=START, code="E-SYN-01", failures=9))
    assert (row.ok, row.code) == (ok, "" if ok else "E-SYN-01")
    assert row.text == f"不通（E-SYN-01），从 {START.isoformat()} 起"


@pytest.mark.parametrize("code", ["E-SYN-04", "E-SYN-06", "E-SYN-07"])
def test_what_the_hub_itself_said_is_a_fault_at_once(bench: Bench, code: str) -> None:
    row = bench.wrote(Link(online=False, changed_at=START, code=code, failures=1))
    assert (row.ok, row.code, row.text) == (False, code, ERRORS[code].staff)


def test_a_revoked_terminal_is_told_while_the_line_is_dead(bench: Bench) -> None:
    bench.hub.revoked = True
    bench.side.round()
    said = bench.side.link
    row = bench.wrote(Link(online=False, changed_at=START, code="E-SYN-01", denial=said.denial))
    assert (row.ok, row.code) == (False, "E-SYN-05")


def test_a_clock_the_hub_does_not_call_right_is_a_fault(bench: Bench) -> None:
    bench.hub.now = lambda: START + timedelta(days=3650)
    bench.side.round()
    row = bench.rows()["对时"]
    assert (row.ok, row.code) == (False, "E-CLK-02")
    bench.side.side.confirmed_clock.confirm()
    assert bench.rows()["对时"].ok


def test_a_store_of_another_enrolment_tells_nothing_of_a_backup(bench: Bench) -> None:
    bench.side.submit(2)
    bench.side.round()
    bench.hub.back_up()
    bench.side.round()
    assert "备份到第 2 条" in bench.rows()["备份"].text
    bench.side.county.install(bench.side.folder)
    trusted = bench.county.enrolled.model_copy(update={"terminal_id": "another"})
    save_enrolled(bench.side.folder, trusted)
    assert "还没有说" in bench.rows()["备份"].text
