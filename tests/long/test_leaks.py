"""The proof of the UI's memory judges what it counted, and the visitor really visits."""

from pathlib import Path
from typing import Any

import pytest

from bench.children import Child, display
from bench.enrolled import enrol
from bench.terminal import simulators
from tests.long.leaks import judge, marks_of, most_grown

LAST = ("960", "980", "1000")


def mark(visits: int, rss: float, **more: Any) -> dict[str, Any]:
    counted = {"blocks": 1000, "objects": 100, "kinds": {"dict": 90}, "clock_events": 3, "threads": 9}
    return {
        "what": "mark",
        "visits": visits,
        "rss_mib": rss,
        "lent_mib": rss / 2,
        **counted,
        "files": 20,
        "lines_mib": 9.5,
        "orders": visits // 3,
        "seen": {"home": 5},
        **more,
    }


def told(*last: float, errors: dict[str, int] | None = None, **more: Any) -> list[dict[str, Any]]:
    """A hundred visits with 300 MiB in the middle, and the last three counts of a thousand."""
    first = [mark(80, 290.0), mark(100, 312.0), mark(120, 300.0)]
    end = [mark(visits, rss, **more) for visits, rss in zip((960, 980, 1000), last, strict=True)]
    return [*first, mark(500, 330.0), *end, {"what": "end", "visits": 1000, "errors": errors or {}}]


@pytest.mark.parametrize(
    ("last", "passed"),
    [((300.0, 330.0, 301.0), True), ((315.0, 315.0, 0.0), True), ((316.0, 0.0, 317.0), False)],
)
def test_five_in_a_hundred_may_be_added_and_no_more(last: tuple[float, ...], passed: bool) -> None:
    proof = judge(told(*last))
    assert proof.passed is passed
    near_the_end = dict(zip(LAST, last, strict=True))
    shown = {"80": 290.0, "100": 312.0, "120": 300.0, "500": 330.0, **near_the_end}
    assert proof.figures["rss_mib"] == shown


@pytest.mark.parametrize("name", ["threads", "files", "clock_events"])
def test_what_is_never_given_back_fails_however_little_memory_it_takes(name: str) -> None:
    few = judge(told(300.0, 300.0, 300.0, **{name: mark(1, 1.0)[name] + 2}))
    many = judge(told(300.0, 300.0, 300.0, **{name: mark(1, 1.0)[name] + 3}))
    assert (few.passed, many.passed) == (True, False)


def test_an_error_in_the_log_fails_too() -> None:
    proof = judge(told(300.0, 300.0, 300.0, errors={"ui.unhandled": 1}))
    assert not proof.passed
    assert proof.figures["errors"] == {"ui.unhandled": 1}


def test_it_counts_around_the_first_hundred_on_the_way_and_near_the_end() -> None:
    assert marks_of(10_000)[:3] == (80, 100, 120)
    assert marks_of(10_000)[-4:] == (9000, 9960, 9980, 10_000)
    assert marks_of(10_000)[3:-3] == tuple(range(1000, 10_000, 1000))


def test_the_types_that_grew_are_named_the_most_grown_first() -> None:
    assert most_grown({"a": 5, "b": 5, "c": 5}, {"a": 6, "b": 9, "c": 4, "d": 2}) == {"b": 4, "d": 2, "a": 1}


def heard(visitor: Child) -> dict[str, Any]:
    """The next that is not only that it goes on."""
    while (said := visitor.hear())["what"] == "on":
        pass
    return said


def test_a_visitor_goes_through_screens_and_hands_something_in(tmp_path: Path) -> None:
    state = tmp_path / "terminal"
    enrol(state)
    with display(1080, 1920) as environment, simulators(tmp_path) as ports:
        settings = [part for port in ports for part in ("--set", port)]
        words = ["--state", str(state), "--window", "1080x1920", "--seed", "5", "--settle", "0.1"]
        with Child("tests.long.visitor", [*words, "--marks", "1,12", *settings], environment) as visitor:
            first, last, end = (heard(visitor) for _ in range(3))
    assert (first["what"], first["visits"], last["visits"]) == ("mark", 1, 12)
    assert end == {"what": "end", "visits": 12, "errors": {}}
    assert len(last["seen"]) > 8
    assert last["orders"] >= 1
    assert last["rss_mib"] > 100
    assert last["kinds"]["dict"] > 0
