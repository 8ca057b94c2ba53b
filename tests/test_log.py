"""The log: what a line looks like, what is kept out of it, and that it never fails its caller."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import LogSettings
from kiosk.log import BoundedFile, JsonFormatter, OnChange, set_up
from tests.support.clock import ManualClock
from tests.support.logs import logging_restored

NUMBER = "330922190001010010"


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """A logger whose records go where the test sends them, and nowhere once it is over."""
    with logging_restored():
        yield logging.getLogger("kiosk.test")


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def to_file(tmp_path: Path, level: str = "info") -> Path:
    settings = LogSettings.model_validate({"level": level})
    set_up(settings, "run", tmp_path, ManualClock())
    return tmp_path / "run.jsonl"


def test_a_line_holds_time_level_event_and_facts(logger: logging.Logger, tmp_path: Path) -> None:
    path = to_file(tmp_path)
    logger.info("printer.status", extra={"state": "ready", "seq": 3})
    assert rows(path) == [
        {
            "ts": "2026-03-02T01:00:00.000+00:00",
            "level": "info",
            "program": "run",
            "logger": "kiosk.test",
            "event": "printer.status",
            "state": "ready",
            "seq": 3,
        }
    ]


def test_the_level_is_obeyed(logger: logging.Logger, tmp_path: Path) -> None:
    path = to_file(tmp_path, "warning")
    logger.info("quiet")
    logger.warning("loud")
    assert [row["event"] for row in rows(path)] == ["loud"]


def test_message_arguments_facts_and_exceptions_are_masked(logger: logging.Logger, tmp_path: Path) -> None:
    path = to_file(tmp_path)
    logger.info("read %s", NUMBER, extra={"seen": {"x": [NUMBER]}, "raw": b"\x33\x30"})
    try:
        raise ValueError(f"bad number {NUMBER}")
    except ValueError:
        logger.exception("card.failed")
    text = path.read_text(encoding="utf-8")
    assert NUMBER not in text
    assert text.count("***") >= 4
    assert "ValueError: bad number ***" in str(rows(path)[1]["error"])


def test_a_fact_cannot_pose_as_the_level_or_the_time(logger: logging.Logger, tmp_path: Path) -> None:
    path = to_file(tmp_path)
    logger.error("x", extra={"level": "debug", "ts": "never", "event": "y"})
    (row,) = rows(path)
    assert (row["level"], row["event"]) == ("error", "x")


def test_the_file_turns_over_and_old_ones_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    handler = BoundedFile(path, max_bytes=1000, keep=2)
    for number in range(200):
        handler.emit(logging.makeLogRecord({"msg": f"event {number:04d} " + "." * 60}))
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["run.jsonl", "run.jsonl.1", "run.jsonl.2"]
    assert all(file.stat().st_size <= 1000 for file in files)
    assert "event 0199" in path.read_text()
    assert handler.lost == 0
    kept = "".join(file.read_text() for file in reversed(files)).splitlines()
    numbers = [int(line.split()[1]) for line in kept]
    assert numbers == list(range(numbers[0], 200))


def test_two_processes_share_a_file_without_losing_or_tearing_a_line(tmp_path: Path) -> None:
    program = (
        "import logging, sys; from pathlib import Path; from kiosk.log import BoundedFile\n"
        "h = BoundedFile(Path(sys.argv[1]), 4000, 40)\n"
        "for n in range(300): h.emit(logging.makeLogRecord({'msg': f'{sys.argv[2]} {n:04d} ' + '.' * 80}))\n"
        "assert h.lost == 0"
    )
    path = tmp_path / "shared.jsonl"
    children = [
        subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in ("first", "second")
    ]
    assert [child.wait(60) for child in children] == [0, 0]
    lines = [line for file in tmp_path.iterdir() for line in file.read_text().splitlines()]
    wanted = {f"{name} {number:04d} {'.' * 80}" for name in ("first", "second") for number in range(300)}
    assert len(lines) == 600
    assert set(lines) == wanted


def test_a_folder_that_cannot_be_written_costs_lines_not_the_visit(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    handler = BoundedFile(blocker / "run.jsonl", 1000, 1)
    handler.emit(logging.makeLogRecord({"msg": "x"}))
    assert handler.lost == 1


def test_a_message_that_does_not_fit_its_arguments_is_no_crash(tmp_path: Path) -> None:
    handler = BoundedFile(tmp_path / "run.jsonl", 1000, 1)
    handler.setFormatter(JsonFormatter(ManualClock(), "run"))
    handler.emit(logging.makeLogRecord({"msg": "%d %d", "args": ("x",)}))
    assert handler.lost == 1


@pytest.mark.parametrize(("target", "start"), [("stderr", "{"), ("journal", "<4>{")])
def test_other_targets_write_to_stderr(
    logger: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str, start: str
) -> None:
    set_up(LogSettings.model_validate({"target": target}), "sync", tmp_path, ManualClock())
    logger.warning("sync.offline")
    assert capsys.readouterr().err.startswith(start)
    assert list(tmp_path.iterdir()) == []


def test_only_changes_are_logged(logger: logging.Logger, tmp_path: Path) -> None:
    path = to_file(tmp_path)
    changes = OnChange(logger)
    told = [
        changes.log(logging.INFO, "device.status", "printer", state)
        for state in ("a", "a", "b", "b", "a", None, None)
    ]
    assert told == [True, False, True, False, True, True, False]
    assert changes.log(logging.INFO, "device.status", "idcard", "a", reason="unplugged")
    assert [(row["key"], row["value"]) for row in rows(path)] == [
        ("printer", "a"),
        ("printer", "b"),
        ("printer", "a"),
        ("printer", None),
        ("idcard", "a"),
    ]
    assert rows(path)[-1]["reason"] == "unplugged"
