"""What is marked as untraced is looked at by nobody, and only that."""

import os

import coverage
import pytest

from tests.support.coverage import TRACED, untraced


def test_neither_this_process_nor_its_children_are_traced_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACED, "given")
    before = coverage.Coverage.current()
    with untraced():
        assert coverage.Coverage.current() is None
        assert TRACED not in os.environ
    assert coverage.Coverage.current() is before
    assert os.environ[TRACED] == "given"


def test_a_fault_inside_leaves_tracing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACED, "given")
    before = coverage.Coverage.current()
    with pytest.raises(ValueError, match="inside"), untraced():
        raise ValueError("inside")
    assert coverage.Coverage.current() is before
    assert os.environ[TRACED] == "given"


@pytest.mark.untraced
def test_the_mark_reaches_the_test() -> None:
    assert coverage.Coverage.current() is None
    assert TRACED not in os.environ
