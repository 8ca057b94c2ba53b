"""``script/test-appliance``: makes the machine, has everything proved, writes the report, clears away."""

import argparse
import os
import shutil
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Final

from kiosk.clock import SystemClock
from script.appliance import proof_end, proof_life, proof_setup
from script.appliance.county import County
from script.appliance.machine import Machine, Network, clear_leftovers, only_cgroup2
from script.appliance.proof import Proof
from script.appliance.report import Findings, page
from script.appliance.shell import StepError, run, text
from script.appliance.terminal import Terminal
from script.appliance.tree import Tree

ROOT: Final = Path(__file__).resolve().parents[2]
CACHE: Final = ROOT / "var" / "appliance"
REPORT: Final = ROOT / "docs" / "appliance-report.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/test-appliance", description=__doc__.partition("\n")[0])
    parser.add_argument("--fresh", action="store_true", help="make the bare tree anew")
    parser.add_argument("--out", type=Path, default=CACHE / "out", help="folder for pictures and logs")
    parser.add_argument("--no-report", action="store_true", help=f"leave {REPORT.name} as it is")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _end)  # so that everything is cleared away
    findings = _findings()
    try:
        _prove(findings, options.out.absolute(), fresh=options.fresh)
    except StepError as error:
        print(f"script/test-appliance: {error}", file=sys.stderr)
    finally:
        if not options.no_report and findings.rows:
            REPORT.write_text(page(findings), encoding="utf-8")
    return 0 if findings.good and findings.exposure else 1


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _findings() -> Findings:
    git = ["git", "-C", str(ROOT)]
    commit = text(run([*git, "rev-parse", "--short=12", "HEAD"], within=10)).strip()
    changed = bool(text(run([*git, "status", "--porcelain"], within=30)).strip())
    kernel = os.uname().release.partition("-")[0]
    version = text(run(["systemd-nspawn", "--version"], within=10)).split()[1]
    date = SystemClock().now().date().isoformat()
    return Findings(commit, date, f"kernel {kernel}, systemd {version}, {os.cpu_count()} processors", changed)


def _prove(findings: Findings, out: Path, *, fresh: bool) -> None:
    clock = SystemClock()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    tree = Tree(ROOT, CACHE).ready(fresh=fresh)
    clear_leftovers(CACHE)
    name = f"kt{os.getpid()}"
    folder = CACHE / name
    with ExitStack() as stack:
        folder.mkdir(parents=True)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        only_cgroup2()
        network = Network(name)
        stack.callback(network.close)
        machine = Machine(tree, folder, network, clock)
        stack.callback(machine.close)
        county = County(folder / "county", network.hub)
        stack.callback(county.down)
        terminal = Terminal(machine, ROOT, out, clock)
        proof = Proof(machine, terminal, county, findings, clock)
        try:
            proof_setup.set_up(proof)
            proof_setup.enrol(proof)
            proof_setup.display(proof)
            proof_life.first_visit(proof)
            proof_setup.network(proof)
            proof_life.mistreat_ui(proof)
            proof_life.mistreat_display(proof)
            proof_life.mistreat_helper(proof)
            proof_life.mistreat_sync(proof)
            proof_end.switched_off(proof)
            proof_end.rebooted(proof)
            proof_end.measured(proof)
        finally:
            _keep_journal(machine, out)


def _keep_journal(machine: Machine, out: Path) -> None:
    """What the machine said, for whoever has to find out; into the folder outside git."""
    journal = machine.root / "var" / "log" / "journal"
    said = run(
        ["journalctl", "--no-pager", "-o", "short-precise", "-D", journal], within=60, check=False
    ).stdout
    (out / "journal.txt").write_bytes(said)


if __name__ == "__main__":
    sys.exit(main())
