"""Printing through the real CUPS with the configuration a terminal gets."""

from collections.abc import Iterator
from threading import Event

import pytest

from kiosk.documents.sheet_printer import Printed
from kiosk.domain.device import PrintOutcome
from tests.support.real_cups import RealCups, running
from tests.support.wait import until

PAPER = b"%PDF-1.4 somebody's debts"
SENT = Printed(PrintOutcome.SENT)


@pytest.fixture(scope="module")
def cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCups]:
    with running(tmp_path_factory.mktemp("c")) as one:
        yield one


def test_a_paper_comes_out_and_nothing_of_it_stays(cups: RealCups) -> None:
    assert cups.printer().print(memoryview(PAPER), Event()) == SENT
    assert (cups.folder / "printed").read_bytes() == PAPER
    assert cups.papers() == []


def test_paper_that_is_put_in_again_is_printed_on(cups: RealCups) -> None:
    cups.empty.touch()
    done = cups.printer().print(memoryview(PAPER), Event())
    assert done == Printed(PrintOutcome.UNCERTAIN, "E-SHT-02")
    assert cups.papers() == []
    assert cups.printer().standing().reasons, "that is what it last heard"
    cups.empty.unlink()
    assert cups.printer().print(memoryview(PAPER), Event()) == SENT


def test_what_somebody_left_in_the_queue_never_comes_out(cups: RealCups) -> None:
    cups.empty.touch()
    job = cups.printer()._send(memoryview(PAPER))
    assert job
    until(lambda: PAPER in cups.papers())
    cups.printer().clear()
    assert cups.papers() == []
    cups.empty.unlink()
