"""How much to test: `--size small` for every day, `--size long` for a proof. By which worker, and where."""

import os
from collections.abc import Generator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from tests.support.coverage import untraced
from tests.support.sharing import FromBothEnds, dear_first

# Screens and benchmarks are not measured at all. The others go, as whole programs, through what has narrow
# tests of its own; tracing made them half as long again.
UNTRACED_ROOMS = ("attacks", "bench", "long", "preview", "screens", "system")

# The machine is shared and slow at times: an example is judged by its result, not by its time.
settings.register_profile("small", max_examples=60, deadline=None, print_blob=True)
settings.register_profile(
    "long",
    max_examples=10_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--size",
        choices=("small", "long"),
        default="small",
        help="how many examples a property test tries: 60 or 10,000",
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--size"))
    if config.getoption("--size") == "long":
        config.option.timeout = 0
    _take_display(os.environ.get("PYTEST_XDIST_WORKER", ""))


def _take_display(worker: str) -> None:
    """Workers ``gw0``, ``gw1`` … of one run take the displays that ``script/test`` opened, each its own."""
    displays = os.environ.get("KIOSK_TEST_DISPLAYS", "").split()
    if worker and displays:
        os.environ["DISPLAY"] = displays[int(worker.removeprefix("gw")) % len(displays)]


def pytest_itemcollected(item: pytest.Item) -> None:
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    # Who is killed at every line is traced for that alone (`tests.support.killing`).
    if room in UNTRACED_ROOMS or item.path.stem.endswith("killed"):
        item.add_marker("untraced")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What ``untraced`` marks is not looked at for coverage, its fixtures included."""
    with untraced() if item.get_closest_marker("untraced") else nullcontext():
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = dear_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FromBothEnds | None:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # the order is dear_first's
    return FromBothEnds(config, log)
