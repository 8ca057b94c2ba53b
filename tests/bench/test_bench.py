"""The benchmarks run, and say what they measured. How fast is never judged here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import __main__ as program
from bench.children import Child, ChildFailed, display
from bench.figures import Counts, Ratio, Result
from kiosk.config import CHECKOUT

UNITS = {"ms", "MiB", "% of a core"}


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bench", *words],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )


def measured(*names: str) -> dict[str, Any]:
    done = run(*names, "--tiny", "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    for benchmark in document["benchmarks"].values():
        for ratio in benchmark["ratios"]:
            # Of processor time there may be none in a second.
            least = min(ratio["ours"], ratio["bare"])
            assert least > 0 or (least == 0 and ratio["unit"] == "% of a core")
            assert ratio["unit"] in UNITS
    return document


def test_touches_are_measured() -> None:
    benchmark = measured("touch")["benchmarks"]["touch"]
    over = [f"{what} over bare {share}" for what in ("answer", "change") for share in ("p50", "p95")]
    assert sorted(names_of(benchmark)) == sorted([*over, "answer p95 within", "change p95 within"])
    assert benchmark["details"]["touches"] == {"ours": 5, "bare": 4}
    rows = benchmark["details"]["rows"]["ours"]
    assert [name.split()[-1] for name in rows] == ["home", "topics", "guides", "guide", "idle"]


def test_ink_is_measured_to_its_candidates() -> None:
    benchmark = measured("ink")["benchmarks"]["ink"]
    assert names_of(benchmark) == ["p95 within", "p95 within, what may be a row"]
    assert benchmark["details"]["strokes"] == 7
    assert benchmark["details"]["p50_ms"] <= benchmark["details"]["most_ms"]


def test_a_terminal_at_rest_is_measured() -> None:
    benchmark = measured("rest")["benchmarks"]["rest"]
    told = benchmark["details"]["programs"]
    assert set(told) == {"ours", "form", "bare"}
    assert all(row["processes"] == 1 for row in told.values())
    assert told["bare"]["pss_mib"] < told["ours"]["pss_mib"] < told["ours"]["rss_mib"]
    assert told["ours"]["start_ms"][0] > 0


def test_an_idle_page_that_plays_is_measured() -> None:
    benchmark = measured("show")["benchmarks"]["show"]
    assert names_of(benchmark)[0] == "cpu within, while a clip plays"
    assert benchmark["details"]["seconds"]["playing"] >= 1
    assert benchmark["details"]["clip"]["ms"] > 0


def names_of(benchmark: dict[str, Any]) -> list[str]:
    return [ratio["name"] for ratio in benchmark["ratios"]]


def test_reading_and_submitting_are_measured() -> None:
    document = measured("id-read", "submit")
    reading, submitting = document["benchmarks"]["id-read"], document["benchmarks"]["submit"]
    assert names_of(reading) == ["p50 over wire", "p95 over bytes alone", "p95 over wire"]
    assert names_of(submitting) == ["p50", "p95"]
    # The simulator keeps the wire's pace: nothing comes sooner.
    assert reading["ratios"][0]["ratio"] >= 1.0
    assert reading["details"]["wire_bytes"] == 1359
    assert submitting["details"]["envelope_bytes"] > 4096
    assert document["machine"]["cores"] >= 1
    assert document["machine"]["file_system"] != "unknown"
    assert set(document) == {"began", "commit", "machine", "busy_percent", "load_after", "ok", "benchmarks"}


def test_reading_ink_is_measured() -> None:
    benchmark = measured("write")["benchmarks"]["write"]
    assert names_of(benchmark) == ["p50", "p95", "more p50", "more p95", "row p50", "row p95"]
    assert benchmark["details"]["each"] >= 10


def test_changing_screens_is_measured() -> None:
    benchmark = measured("screen")["benchmarks"]["screen"]
    assert names_of(benchmark) == ["p50", "p95", "first-visit p50", "first-visit p95"]
    changes = benchmark["details"]["slowest_first"]
    assert benchmark["details"]["changes"] == len(changes) > 20
    assert all(change["texts"] > 3 for change in changes)


def test_starting_and_memory_are_measured() -> None:
    benchmark = measured("start")["benchmarks"]["start"]
    memory = {ratio["name"]: ratio["ours"] for ratio in benchmark["ratios"] if ratio["unit"] == "MiB"}
    assert set(memory) == {"memory up and idle", "memory first frame", "memory after one character"}
    assert memory["memory first frame"] < memory["memory up and idle"]


# ---- the command


def fixed(name: str, ours: float) -> program.Benchmark:
    def benchmark(folder: Path, counts: Counts) -> Result:
        assert folder.is_dir()
        assert counts == Counts()
        return Result(name, "…", (Ratio("p50", ours, 1.0, "ms", 2.0),))

    return benchmark


BOTH = {"good": fixed("good", 1.5), "bad": fixed("bad", 2.5)}


@pytest.mark.parametrize(
    ("words", "status"), [([], 0), (["--check"], 1), (["good", "--check"], 0), (["bad", "--check"], 1)]
)
def test_a_broken_bound_fails_only_when_asked_to(
    words: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(words, BOTH) == status
    lines = capsys.readouterr().out.splitlines()
    wanted = [name for name in BOTH if name in words] or list(BOTH)
    assert [line.split()[0] for line in lines[1:]] == wanted
    assert [line.split()[-1] for line in lines[1:]] == [
        "ok" if name == "good" else "BROKEN" for name in wanted
    ]


def test_what_cannot_be_measured_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_folder: Path, _counts: Counts) -> Result:
        raise ChildFailed("the window has ended")

    assert program.main([], {"fails": fails}) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "the window has ended\n")


def test_an_unknown_benchmark_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        program.main(["speed"], BOTH)
    assert caught.value.code == 2
    assert "no benchmark speed" in capsys.readouterr().err


# ---- a window's process


def test_a_child_that_ends_is_told_of(tmp_path: Path) -> None:
    with (
        display(64, 64) as environment,
        Child("bench.screen_bare", [str(tmp_path), str(tmp_path / "none.json")], environment) as child,
        pytest.raises(ChildFailed, match=r"bench\.screen_bare has ended"),
    ):
        child.hear()


def test_a_label_that_is_not_drawn_would_be_noticed(tmp_path: Path) -> None:
    """The bare window's ink is counted: there with the strings, not there without."""
    shown = {"text": "公共法律服务", "pos": [200, 900], "area": [400, 60], "size": 48, "bold": False}
    pages = tmp_path / "pages.json"
    pages.write_text(json.dumps([[shown], [{**shown, "text": " "}]]), encoding="utf-8")
    with (
        display(1080, 1920) as environment,
        Child("bench.screen_bare", [str(tmp_path), str(pages)], environment) as child,
    ):
        assert child.hear() == {"pages": 2}
        full, empty = (child.ask(change=index, ink=True)["ink"] for index in (0, 1))
    assert full > 500
    assert empty == 0
