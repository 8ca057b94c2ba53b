"""The doctor: a row for everything, bad rows with a code, and no fault that stops the examination."""

import io
import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.clock import Clock
from kiosk.commands import doctor
from kiosk.config import Config
from kiosk.config_load import load
from kiosk.content.publish.build import build
from kiosk.errors import ERRORS, Finding
from kiosk.glyphs import RARE
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import device_key_file
from kiosk.store.space import free_bytes
from tests.support import editor_library as sample
from tests.support.clock import START, ManualClock
from tests.support.county import County
from tests.support.fonts import small_font
from tests.support.logs import logging_restored

YEAR = """\
- year: 2026
  source: 国务院办公厅的通知
  published: 2025-11-04
  rest: [2026-01-01 到 2026-01-03]
"""


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    with logging_restored():
        yield


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A terminal with content and fonts, no devices, not enrolled."""
    monkeypatch.setattr("kiosk.config.CHECKOUT", tmp_path / "nowhere")
    state = tmp_path / "state"
    for name in ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"):
        (state / "fonts").mkdir(parents=True, exist_ok=True)
        small_font(state / "fonts" / name, "工资")
    small_font(state / "fonts" / RARE, "\U0002e9f5")
    build(sample.write(tmp_path / "library"), state / "content", ManualClock())
    return load(None, [f"state_dir={state}"])


def rows(config: Config, clock: Clock | None = None) -> dict[str, Finding]:
    return {row.check: row for row in doctor.examine(config, clock or ManualClock())}


def enough_room(config: Config) -> Config:
    return config.model_copy(update={"store": config.store.model_copy(update={"free_floor_mb": 1})})


def add_order(config: Config, seq: int, state: str, committed: datetime) -> None:
    with closing(open_database(store_path(config.state_path))) as connection:
        when = committed.isoformat(timespec="milliseconds")
        connection.execute(
            "INSERT INTO outbox (seq, oid, kind, sha256, committed_at, clock_trusted, boot_id, monotonic_s,"
            " envelope) VALUES (?, ?, 'order', '', ?, 0, 'boot', 0.0, x'00')",
            (seq, f"o{seq}", when),
        )
        connection.execute(
            "INSERT INTO work_order VALUES (?, ?, ?, '', ?, 0)", (f"o{seq}", f"A-{seq}", seq, when)
        )
        connection.execute(
            "INSERT INTO delivery (seq, state, changed_at) VALUES (?, ?, ?)", (seq, state, when)
        )


def test_a_key_that_anybody_may_read_is_a_bad_row(config: Config) -> None:
    County().install(config.state_path)
    assert "身份文件" not in rows(config)
    device_key_file(config.state_path).chmod(0o666)
    found = rows(config)
    assert found["注册"].ok
    assert (found["身份文件"].code, found["身份文件"].text) == (
        "E-STO-06",
        "身份文件 device.key 的权限或主人不对",
    )


def test_every_bad_row_has_a_code_of_the_table_and_every_good_one_none(config: Config) -> None:
    found = list(doctor.examine(config, ManualClock()))
    assert len(found) >= 10
    for row in found:
        assert row.text
        assert row.check
        assert row.code in ERRORS if not row.ok else row.code == ""


def test_a_terminal_before_its_first_run(config: Config) -> None:
    found = rows(enough_room(config))
    assert found["磁盘"].ok
    assert found["工单库"].text == "还没有，第一次运行时建立"
    assert found["内容"].text.startswith("版本 1，2026-03-02T09:00:00+08:00 发布，2 篇指南")
    assert found["手写"].ok
    assert (found["拼音"].ok, found["拼音"].code) == (False, "E-INP-02")
    assert found["字体"].text.endswith("2 个字")
    assert (found["注册"].ok, found["注册"].code) == (False, "E-STO-04")
    assert (found["身份证阅读器"].ok, found["身份证阅读器"].code) == (False, "E-IDC-01")
    assert found["界面"].text == "没有运行"
    assert not store_path(config.state_path).exists(), "examining must not make a store"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), "写到 2026 年"),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), "没有 2027 年的安排，请编辑补进 calendar.yaml 再发布"),
        (datetime(2001, 1, 1, tzinfo=UTC), "写到 2026 年"),  # a clock that forgot the time
    ],
)
def test_a_calendar_that_ends_is_told_in_december(
    config: Config, tmp_path: Path, moment: datetime, said: str
) -> None:
    assert "节假日" not in rows(config), "nobody keeps one"
    build(sample.write(tmp_path / "library", {"calendar.yaml": YEAR}), config.content_path, ManualClock())
    found = rows(config, ManualClock(moment))["节假日"]
    assert (found.text, found.ok, found.code) == (
        said,
        "没有" not in said,
        "E-CNT-04" if "没有" in said else "",
    )


def test_a_nearly_full_disk_is_told(config: Config) -> None:
    free_mb = free_bytes(config.state_path) // (1024 * 1024)
    store = config.store.model_copy(update={"free_floor_mb": free_mb + 10_000})
    assert rows(config.model_copy(update={"store": store}))["磁盘"].code == "E-STO-01"


def test_waiting_orders_are_counted_and_old_ones_are_a_fault(config: Config) -> None:
    add_order(config, 1, "accepted", START - timedelta(days=9))
    add_order(config, 2, "queued", START - timedelta(hours=2))
    add_order(config, 3, "sending", START - timedelta(hours=1))
    found = rows(config)
    assert found["工单库"].text == "完好，3 单"
    assert found["队列"] == Finding("队列", ok=True, text="2 单等着送，最早的等了 2 小时")
    clock = ManualClock()
    clock.advance(23 * 3600)
    late = rows(config, clock)["队列"]
    assert (late.ok, late.code, late.text) == (False, "E-SYN-01", "2 单等着送，最早的等了 25 小时")


def test_orders_the_hub_refused_are_a_fault(config: Config) -> None:
    add_order(config, 1, "needs_staff", START)
    found = rows(config)
    assert (found["退回"].ok, found["退回"].code) == (False, "E-SYN-02")


def test_nothing_waiting_is_good(config: Config) -> None:
    add_order(config, 1, "accepted", START)
    assert rows(config)["队列"].text == "没有等着送的工单"


def test_a_damaged_store_is_told(config: Config) -> None:
    path = store_path(config.state_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"SQLite format 3\0" + b"garbage" * 2000)
    found = rows(config)
    assert (found["工单库"].ok, found["工单库"].code) == (False, "E-STO-03")
    assert found["内容"].ok, "the examination goes on"


def test_a_clock_before_the_content_is_told(config: Config) -> None:
    assert rows(config, ManualClock(datetime(1970, 1, 1, tzinfo=UTC)))["时钟"].code == "E-CLK-01"


def test_missing_content_and_fonts_are_told(tmp_path: Path, config: Config) -> None:
    bare = load(None, [f"state_dir={tmp_path}/bare"])
    found = rows(bare)
    assert found["内容"].code == "E-CNT-01"
    assert found["字体"].code == "E-FNT-01"


def test_a_missing_or_broken_second_font_is_told_and_the_terminal_serves(config: Config) -> None:
    assert rows(config)["生僻字字体"] == Finding("生僻字字体", ok=True, text=f"{RARE}，1 个字")
    file = config.fonts_path / RARE
    file.write_bytes(b"\0\1\0\0 and then nothing")
    broken = rows(config)["生僻字字体"]
    assert (broken.ok, broken.code) == (False, "E-FNT-02")
    assert "坏了" in broken.text
    file.unlink()
    found = rows(config)
    assert (found["生僻字字体"].ok, found["生僻字字体"].code) == (False, "E-FNT-02")
    assert "没有" in found["生僻字字体"].text
    assert found["字体"].ok


def test_a_device_that_is_not_enabled_is_no_fault(tmp_path: Path, config: Config) -> None:
    without = load(None, [f"state_dir={config.state_path}", "devices.idcard.enabled=false"])
    assert rows(without)["身份证阅读器"] == Finding("身份证阅读器", ok=True, text="没有启用")


def test_a_check_that_breaks_is_a_bad_row(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(config: Config, clock: Clock) -> Iterator[Finding]:
        raise RuntimeError("unforeseen")

    monkeypatch.setitem(doctor.CHECKS, "磁盘", broken)
    found = rows(config)
    assert found["磁盘"] == Finding("磁盘", ok=False, text="检查不了（RuntimeError）", code="E-APP-01")
    assert found["内容"].ok


def test_the_command_prints_a_table_or_one_document(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["doctor", "--set", f"state_dir={config.state_path}"]
    assert cli.main([*argv, "--json"]) == 1
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    bad = [row for row in document["findings"] if not row["ok"]]
    assert document["ok"] is False
    assert {"check", "ok", "text", "code"} == set(document["findings"][0])
    assert len(captured.err.splitlines()) == len(bad)
    assert cli.main(argv) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(document["findings"])
    assert all(line.startswith(("好  ", "坏  ")) for line in lines)


class Console(io.StringIO):
    """A terminal emulator's end: what is written is kept; ``fd`` is a pseudo-terminal's."""

    def __init__(self, fd: int) -> None:
        super().__init__()
        self._fd = fd

    def isatty(self) -> bool:
        return os.isatty(self._fd)

    def fileno(self) -> int:
        return self._fd


def test_on_one_console_a_bad_row_is_said_once(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [*os.openpty(), *os.openpty()]
    try:
        for fd, argv, twice in ((ends[1], (), False), (ends[3], (), True), (ends[1], ("--json",), True)):
            out, err = Console(ends[1]), Console(fd)
            monkeypatch.setattr("sys.stdout", out)
            monkeypatch.setattr("sys.stderr", err)
            assert cli.main(["doctor", *argv, "--set", f"state_dir={config.state_path}"]) == 1
            assert "E-STO-04" in out.getvalue()
            assert ("E-STO-04" in err.getvalue()) is twice
    finally:
        for end in ends:
            os.close(end)


def test_people_read_the_countrys_time_and_programs_utc(
    config: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime(2026, 11, 22, 6, 5, 9, tzinfo=UTC)
    monkeypatch.setattr(doctor, "SystemClock", lambda: ManualClock(now))
    argv = ["doctor", "--set", f"state_dir={config.state_path}"]
    cli.main(argv)
    said = capsys.readouterr().out
    assert "版本 1，3月2日 09:00 发布" in said
    assert "2026年11月22日 14:05" in said  # the clock itself shows its year
    assert "+00:00" not in said
    cli.main([*argv, "--json"])
    texts = {row["check"]: row["text"] for row in json.loads(capsys.readouterr().out)["findings"]}
    assert texts["时钟"] == "2026-11-22T06:05:09+00:00"
    assert "2026-03-02T09:00:00+08:00" in texts["内容"]


def test_a_terminal_with_nothing_wrong_is_good(monkeypatch: pytest.MonkeyPatch, config: Config) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {"配置": doctor.CHECKS["配置"]})
    assert cli.main(["doctor", "--json", "--set", f"state_dir={config.state_path}"]) == 0
