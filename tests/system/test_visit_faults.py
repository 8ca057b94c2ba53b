"""The fault matrix of whole visits: device × fault × step × what the resident does, in simulated time.

``script/test`` plays a sample drawn from a fixed seed, ``--size long`` every case. After each the terminal is
repaired, and another resident makes the other visit: that one must find nothing wrong, and nothing of the
first.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from kiosk.domain.comfort import Language
from kiosk.domain.slip import GuidePaper
from kiosk.domain.state import AppState, PrintState
from kiosk.words.slips import GuideSlip
from tests.support.library import CONSULTATION, LEGAL_AID, WAGES, small_library
from tests.support.said import guide_slip
from tests.system.visit_bench import Enrolled, VisitBench
from tests.system.visit_cases import VISITS, Case, every_case, sample
from tests.system.visit_day import OTHER, Day, perfect, play
from tests.system.visit_fate import ABSENT, FAULTS
from tests.system.visit_resident import FIRST, SECOND, Resident, Way

SEED: Final = 20260302


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        cases = every_case()
        if metafunc.config.getoption("--size") == "small":
            cases = sample(cases, SEED)
        metafunc.parametrize("case", cases, ids=str)


def test_a_visit_with_a_fault(case: Case, enrolled: Enrolled, folder: Path) -> None:
    with VisitBench(enrolled, folder, case.lag) as bench:
        play(bench, case)


@pytest.mark.parametrize("item", VISITS)
@pytest.mark.parametrize("lag", [0.0, 0.4])
def test_without_a_fault_nothing_goes_wrong(item: str, lag: float, enrolled: Enrolled, folder: Path) -> None:
    with VisitBench(enrolled, folder, lag) as bench:
        day = Day(bench)
        assert day.visit(FIRST, item) == perfect(item)
        assert day.visit(SECOND, OTHER[item]) == perfect(OTHER[item])
        day.close()


def test_a_slip_that_waits_when_its_owner_leaves_is_never_printed(enrolled: Enrolled, folder: Path) -> None:
    """A guide is coming out of the slot; behind it waits the slip of somebody who has gone."""
    with VisitBench(enrolled, folder) as bench:
        day = Day(bench)
        first = Resident(bench, FIRST, CONSULTATION, Way.LEAVES, lambda: _is_printing(bench.state))
        day.judge.visitor(FIRST.words)
        bench.when_used("store", lambda: bench.printer.print_job("guide", _long_guide()))
        assert first.visit().submitted is False  # he did not wait for the paper
        assert day.judge.said, "the order was submitted"
        second = day.visit(SECOND, LEGAL_AID)
        assert second.submitted
        number = b"SS3-0001"
        assert not any(number in piece for piece in bench.paper.jobs)
        assert number not in bench.hosts["printer"].sent
        day.close()


def _is_printing(state: AppState) -> bool:
    submission = state.visit.submission if state.visit is not None else None
    return submission is not None and submission.printing.state is PrintState.SENDING


def _long_guide() -> GuideSlip:
    library = small_library()
    told = library.guides[WAGES]
    long = replace(told, steps=told.steps * 12)
    return guide_slip(GuidePaper(Language.ZH, "示例码头", long, (), date(2026, 11, 21)))


def test_the_sample_leaves_out_no_fault_and_the_product_no_case() -> None:
    cases = every_case()
    faults = [*(fault for several in FAULTS.values() for fault in several), *ABSENT.values()]
    assert len(cases) == len({str(case) for case in cases}) > 10_000
    for chosen in (cases, sample(cases, SEED)):
        assert {(case.visit, str(case.fault)) for case in chosen} >= {
            (visit, str(fault)) for visit in VISITS for fault in faults if fault.name != "cut"
        }
    kinds = {case.moment.kind for case in sample(cases, SEED)}
    assert kinds == {"start", "token", "in", "out", "statement"}
