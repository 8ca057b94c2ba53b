"""Runs one long proof and records what it showed: `script/test --long NAME [--count N] [--seed S]`.

A proof takes minutes to hours, so `script/test` alone runs none. Each run prints one line of JSON and
adds it to docs/proofs.jsonl, with the seed and the commit that repeat it; exit 1 when the proof failed.
"""

import argparse
import importlib
import json
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import Clock, SystemClock
from tests.long.proof import Proof, Run

ROOT: Final = Path(__file__).resolve().parents[2]
RECORD: Final = ROOT / "docs" / "proofs.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A module of this folder with a function ``run``, and how often it tries unless told otherwise."""

    module: str
    count: int


# Imported by name and only when asked for: a proof may need what another has no use for.
PROOFS: Final[dict[str, Entry]] = {
    "delivery": Entry("tests.long.delivery", 20_000),
    "fuzz": Entry("tests.long.fuzz", 10_000),
    "handwriting": Entry("tests.long.handwriting", 1_000),
    "kills": Entry("tests.long.kills", 300),
    "leaks": Entry("tests.long.leaks", 10_000),
    "pages": Entry("tests.long.pages", 2),
    "pinyin": Entry("tests.long.pinyin", 500),
    "questions": Entry("tests.long.questions", 766),
    "search": Entry("tests.long.search", 2_000),
    "wipe": Entry("tests.long.wipe", 3),
}


def load(entry: Entry) -> Run:
    run: Run = importlib.import_module(entry.module).run
    return run


def commit(root: Path) -> str:
    """The commit that was tested, with ``+`` when files differ from it; "unknown" outside git."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    try:
        head = git("rev-parse", "--short=12", "HEAD")
        # The record itself changes with every run.
        changed = git("status", "--porcelain", "--untracked-files=no", "--", ":!docs/proofs.jsonl")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head + ("+" if changed else "")


def record(name: str, proof: Proof, count: int, seed: int, seconds: float, clock: Clock) -> str:
    line = {
        "name": name,
        "result": "passed" if proof.passed else "failed",
        "count": count,
        "seed": seed,
        "commit": commit(ROOT),
        "at": clock.now().isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "figures": proof.figures,
    }
    return json.dumps(line, ensure_ascii=False)


def main(arguments: list[str], clock: Clock, proofs: dict[str, Entry], target: Path) -> int:
    parser = argparse.ArgumentParser(prog="script/test --long", description=__doc__)
    parser.add_argument("name", choices=sorted(proofs))
    parser.add_argument("--count", type=int, help="how often to try")
    parser.add_argument("--seed", type=int, help="repeat an earlier run")
    options = parser.parse_args(arguments)
    entry = proofs[options.name]
    count = entry.count if options.count is None else options.count
    if count < 1:
        parser.error("--count is at least 1")
    seed = secrets.randbits(32) if options.seed is None else options.seed
    print(f"{options.name}: {count} tries, seed {seed}", file=sys.stderr)
    begun = clock.monotonic()
    proof = load(entry)(count, seed)
    line = record(options.name, proof, count, seed, clock.monotonic() - begun, clock)
    print(line, flush=True)
    with target.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return 0 if proof.passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], SystemClock(), PROOFS, RECORD))
