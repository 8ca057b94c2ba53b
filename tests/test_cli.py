"""The command line: root options on either side, lazy imports, exit statuses, one line a fault."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import COMMANDS, Command, main, split_root_options
from kiosk.cli_output import table
from kiosk.errors import ERRORS
from tests.support.logs import logging_restored

SAMPLES = {
    "sample": Command("tests.support.sample_command", "a sample"),
    "calc": Command("tests.support.sample_command", "a calculator", takes_json=True),
}


@pytest.fixture(autouse=True)
def own_logging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    with logging_restored():
        yield


def run(*argv: str) -> int:
    return main(argv, SAMPLES)


@pytest.mark.parametrize(
    "argv",
    [
        ("--json", "--set", "visit.idle_s=60", "--config", "c.toml", "sample", "show", "--name", "x"),
        ("sample", "show", "--name", "x", "--json", "--set", "visit.idle_s=60", "--config", "c.toml"),
        ("--config=c.toml", "sample", "--set=visit.idle_s=60", "show", "--json", "--name=x"),
    ],
)
def test_root_options_stand_before_or_after_the_command(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "c.toml").write_text(f'state_dir = "{tmp_path}/s"\n[visit]\nidle_s = 30\n')
    assert run(*argv) == 0
    out = capsys.readouterr()
    assert json.loads(out.out) == {
        "json": True,
        "name": "x",
        "idle": 60,
        "root": ["--config", "c.toml", "--set", "visit.idle_s=60"],
        "state": f"{tmp_path}/s",
    }
    assert out.err == ""


def test_a_command_may_carry_its_input_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--set", "visit.idle_s=60", "calc", "wages", "--json", '{"a": 1}') == 0
    assert json.loads(capsys.readouterr().out) == {"name": "wages", "given": '{"a": 1}'}


def test_what_follows_two_dashes_is_the_commands_own() -> None:
    options = split_root_options(["sample", "--", "--json", "--set"], SAMPLES)
    assert options.rest == ["--", "--json", "--set"]
    assert not options.json


@pytest.mark.parametrize(
    ("argv", "status", "err"),
    [
        ((), 2, "E-CFG-02 缺少命令"),
        (("nothing",), 2, "E-CFG-02 没有命令 nothing"),
        (("sample",), 2, "E-CFG-02 缺少 "),
        (("sample", "show", "--nmae", "x"), 2, "E-CFG-02 不认识 --nmae"),
        (("sample", "show", "--set"), 2, "E-CFG-02 --set 后面缺少值"),
        (("sample", "show", "--config", "none.toml"), 2, "E-CFG-01 none.toml：读不了"),
        (("sample", "fault"), 1, "E-PRN-02 换纸（two lines）"),
        (("sample", "usage"), 2, f"E-CFG-02 {ERRORS['E-CFG-02'].staff}（no such order）"),
        (("sample", "crash"), 1, f"E-APP-01 {ERRORS['E-APP-01'].staff}（RuntimeError: number ***"),
        (("sample", "stop"), 130, ""),
    ],
)
def test_a_fault_is_one_line_with_a_code(
    argv: tuple[str, ...], status: int, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*argv) == status
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err.startswith(err)
    assert out.err.count("\n") == (1 if err else 0)


def test_every_problem_of_the_configuration_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "show", "--set", "visit.idle_s=1", "--set", "nothing=1") == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("E-CFG-01 ") for line in lines)


def test_the_whole_story_of_a_crash_is_in_the_log_masked(tmp_path: Path) -> None:
    assert run("sample", "crash", "--set", f"state_dir={tmp_path}/s") == 1
    text = (tmp_path / "s" / "log" / "sample.jsonl").read_text()
    assert "cli.unhandled" in text
    assert "Traceback" in text
    assert "330922190001010010" not in text


def test_a_persons_command_logs_to_its_file_wherever_services_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("sample", "show", "--set", "log.target=journal", "--set", f"state_dir={tmp_path}/s") == 0
    assert capsys.readouterr().err == ""
    assert "sample.shown" in (tmp_path / "s" / "log" / "sample.jsonl").read_text()


@pytest.mark.parametrize("argv", [("--help",), ("sample", "--help")])
def test_help_is_good(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*argv) == 0
    assert "sample" in capsys.readouterr().out


def test_a_reader_that_went_away_is_no_story(tmp_path: Path) -> None:
    program = (
        "import sys; from kiosk.cli import Command, main\n"
        "sys.exit(main(['sample', 'pipe'], {'sample': Command('tests.support.sample_command', '')}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=tmp_path, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_the_module_runs_as_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--help"], capture_output=True, cwd=tmp_path, text=True
    )
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    assert table([("磁盘", "好"), ("store", "not good"), ("a", "")]) == ["磁盘   好", "store  not good", "a"]


REAL_COMMANDS = """
import argparse, importlib, sys
from kiosk.cli import COMMANDS
for name, command in COMMANDS.items():
    parser = argparse.ArgumentParser()
    importlib.import_module(command.module).register(parser.add_subparsers())
    try:
        parser.parse_args([name, "--help"])
    except SystemExit as done:
        assert done.code == 0, name
heavy = {"kivy", "onnxruntime", "hub", "kiosk.screens.manager"} & set(sys.modules)
assert not heavy, heavy
"""


def test_every_command_registers_and_none_opens_a_window_or_loads_the_model_for_help(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", REAL_COMMANDS], capture_output=True, cwd=tmp_path, text=True)
    assert (done.returncode, done.stderr) == (0, "")
