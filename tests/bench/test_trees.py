"""What a program takes is that of all its processes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.trees import spent, taken, tree

CHILD = "import sys; sys.stdin.read()"
PARENT = f"""
import subprocess, sys
data = b"x" * (48 << 20)
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdin=subprocess.PIPE)
print(child.pid, flush=True)
sys.stdin.read()
child.stdin.close()
child.wait()
"""


@pytest.fixture
def family() -> Iterator[tuple[int, int]]:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    try:
        yield parent.pid, int(parent.stdout.readline())
    finally:
        parent.communicate()


def test_all_below_are_counted_and_nobody_else(family: tuple[int, int]) -> None:
    parent, child = family
    assert tree(parent) == [parent, child]
    both, one = taken(parent), taken(child)
    assert (both.processes, one.processes) == (2, 1)
    assert both.rss_mib - one.rss_mib > 48
    assert both.pss_mib - one.pss_mib > 48
    assert one.pss_mib < one.rss_mib, "Python itself is shared with others"


def test_who_has_ended_takes_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert taken(ended.pid).rss_mib == 0
    assert spent(ended.pid).cpu_s == 0


def test_time_and_waits_grow() -> None:
    before = spent(os.getpid())
    sum(range(3_000_000))
    os.sched_yield()
    after = spent(os.getpid())
    assert after.cpu_s > before.cpu_s
    assert after.wakeups >= before.wakeups
