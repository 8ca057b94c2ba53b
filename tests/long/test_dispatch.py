"""The dispatcher records what a proof showed, and fails when the proof does."""

import json
import sys
import types
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from tests.long.__main__ import PROOFS, Entry, load, main
from tests.long.proof import Proof

ENTRIES = {"coin": Entry("proof_made_for_this_test", 5)}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "proofs.jsonl"


def serve(monkeypatch: pytest.MonkeyPatch, *, passed: bool) -> list[tuple[int, int]]:
    calls: list[tuple[int, int]] = []

    def run(count: int, seed: int) -> Proof:
        calls.append((count, seed))
        return Proof(passed, {"heads": count})

    module = types.ModuleType("proof_made_for_this_test")
    monkeypatch.setattr(module, "run", run, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return calls


def test_a_passed_proof_is_printed_and_recorded(
    monkeypatch: pytest.MonkeyPatch, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = serve(monkeypatch, passed=True)
    assert main(["coin", "--seed", "7"], SystemClock(), ENTRIES, target) == 0
    assert calls == [(5, 7)]
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(target.read_text())
    assert (printed["name"], printed["count"], printed["seed"]) == ("coin", 5, 7)
    assert (printed["result"], printed["figures"]) == ("passed", {"heads": 5})
    assert printed["commit"]


def test_a_failed_proof_is_recorded_too_and_fails(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    serve(monkeypatch, passed=False)
    assert main(["coin", "--count", "2"], SystemClock(), ENTRIES, target) == 1
    assert main(["coin", "--count", "3"], SystemClock(), ENTRIES, target) == 1
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(line["result"], line["count"]) for line in lines] == [("failed", 2), ("failed", 3)]


@pytest.mark.parametrize("arguments", [["nothing"], ["coin", "--count", "0"], []])
def test_wrong_use_runs_nothing(monkeypatch: pytest.MonkeyPatch, target: Path, arguments: list[str]) -> None:
    calls = serve(monkeypatch, passed=True)
    with pytest.raises(SystemExit) as caught:
        main(arguments, SystemClock(), ENTRIES, target)
    assert caught.value.code == 2
    assert calls == []
    assert not target.exists()


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_every_named_proof_is_there(name: str) -> None:
    assert callable(load(PROOFS[name]))
