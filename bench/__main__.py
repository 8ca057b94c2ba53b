"""``python -m bench [NAME …] [--json] [--check] [--tiny]``: the runs behind docs/benchmarks.md."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench import chromium, id_read, ink, machine, rest, screen, show, start, submit, touch, write
from bench.children import ChildFailed
from bench.figures import TINY, Counts, Result
from kiosk.cli_output import FAULT, GOOD, table
from kiosk.clock import SystemClock
from kiosk.display.connection import DisplayError

Benchmark = Callable[[Path, Counts], Result]
BENCHMARKS: Final[dict[str, Benchmark]] = {
    id_read.NAME: id_read.run,
    submit.NAME: submit.run,
    screen.NAME: screen.run,
    screen.ENGINES: screen.run_engines,
    start.NAME: start.run,
    touch.NAME: touch.run,
    rest.NAME: rest.run,
    show.NAME: show.run,
    write.NAME: write.run,
    ink.NAME: ink.run,
}
_LOOK_S: Final = 0.3


def main(argv: Sequence[str] | None = None, benchmarks: dict[str, Benchmark] = BENCHMARKS) -> int:
    """0; 1 when something could not be measured, or with ``--check`` when a bound was broken."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which: {', '.join(benchmarks)}; default all"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--check", action="store_true", help="exit 1 when a bound is broken")
    parser.add_argument("--tiny", action="store_true", help="as little as possible: does it work at all?")
    parser.add_argument("--chromium", action="store_true", help="measure beside Chromium, too")
    args = parser.parse_args(argv)
    unknown = [name for name in args.names if name not in benchmarks]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}")
    wanted = {name: run for name, run in benchmarks.items() if name in (args.names or benchmarks)}
    if args.chromium and not chromium.installed():
        parser.error("Chromium is not installed; script/bench --chromium installs it")
    counts = replace(TINY if args.tiny else Counts(), chromium=args.chromium)
    try:
        document, results = measure(wanted, counts)
    except (ChildFailed, id_read.NotRead, DisplayError) as error:
        sys.stderr.write(f"{error}\n")
        return FAULT
    if args.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for line in table(_rows(results)):
            print(line)
    return FAULT if args.check and not all(result.ok for result in results) else GOOD


def measure(wanted: dict[str, Benchmark], counts: Counts) -> tuple[dict[str, object], list[Result]]:
    """One document about all of ``wanted``, run one after the other in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="bench") as place:
        folder = Path(place)
        document: dict[str, object] = {
            "began": SystemClock().now().isoformat(timespec="seconds"),
            "commit": machine.commit(),
            "machine": machine.facts(folder),
        }
        results: list[Result] = []
        # How busy the machine is with what is not ours: before each, and after the last.
        busy = {}
        for name, run in wanted.items():
            busy[f"before {name}"] = machine.busy_percent(_LOOK_S)
            results.append(run(folder, counts))
        busy["after"] = machine.busy_percent(_LOOK_S)
    document["busy_percent"] = busy
    document["load_after"] = round(os.getloadavg()[0], 2)
    document["ok"] = all(result.ok for result in results)
    document["benchmarks"] = {result.name: result.as_json() for result in results}
    return document, results


def _rows(results: Sequence[Result]) -> list[list[str]]:
    rows = [["benchmark", "measure", "ratio", "bound", "ours", "bare", "unit", ""]]
    for result in results:
        for ratio in result.ratios:
            bound = "" if ratio.bound is None else f"{ratio.bound:.2f}"
            verdict = "" if ratio.bound is None else "ok" if ratio.ok else "BROKEN"
            figures = [f"{ratio.value:.2f}", bound, f"{ratio.ours:.1f}", f"{ratio.bare:.1f}"]
            rows.append([result.name, ratio.name, *figures, ratio.unit, verdict])
    return rows


if __name__ == "__main__":
    sys.exit(main())
