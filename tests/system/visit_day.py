"""A day at one terminal: a resident in whose visit something fails, the repair, and the next resident."""

from typing import Final

from kiosk.domain.effects import Effect
from kiosk.domain.state import AppState
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.system.visit_bench import VisitBench
from tests.system.visit_cases import Case
from tests.system.visit_fate import Fate, Moment
from tests.system.visit_judge import Judge
from tests.system.visit_resident import FIRST, SECOND, Outcome, Person, Resident, Way

SWITCHED_ON_S: Final = 2.0
SETTLED_S: Final = 1.0  # loops have turned, and dropped what they held in their locals
RECOVER_S: Final = 75.0
NOTICED_S: Final = 0.5  # bytes a printer loses in less than that, and answers well again, no one can know of
DELIVER_S: Final = 60
OTHER: Final = {CONSULTATION: LEGAL_AID, LEGAL_AID: CONSULTATION}


class Day:
    """A bench that is switched on, its judge and its fate, and the people who come."""

    def __init__(self, bench: VisitBench, case: Case | None = None) -> None:
        self.bench = bench
        self.judge = Judge(bench)
        self.fate = Fate(bench, case.fault if case else None, case.moment if case else Moment("start"))
        bench.runtime.seen = self._see
        bench.wait_for(SWITCHED_ON_S)

    def _see(self, before: AppState, message: object, after: AppState, effects: tuple[Effect, ...]) -> None:
        self.judge.see(before, message, after, effects)
        self.fate.see(after)

    def visit(self, person: Person, item: str, way: Way = Way.PATIENT) -> Outcome:
        resident = Resident(self.bench, person, item, way, lambda: self.fate.struck, self.fate.mend)
        self.judge.visitor(person.words)
        outcome = resident.visit()
        if way is not Way.LEAVES:  # else the next one stands there already
            self.bench.wait_for(SETTLED_S)
            self.judge.gone()
        return outcome

    def close(self) -> None:
        """Everything is well again: the hub gets what it has not got, and the terminal stops in time."""
        for _ in range(DELIVER_S):
            self.bench.wait_for(1.0)
            if set(self.bench.line.taken) == self.judge.ledger.envelopes():
                break
        self.bench.stop()
        self.judge.accounts()
        self.judge.calm()


def play(bench: VisitBench, case: Case) -> None:
    """The whole day of a case. Raises AssertionError at the first thing that is not as it must be."""
    day = Day(bench, case)
    outcome = day.visit(FIRST, case.visit, case.way)
    assert day.fate.struck, "the case tests nothing: its moment never came"
    if case.way is Way.PATIENT:
        spared(case, outcome)
    bench.wait_for(NOTICED_S)
    day.fate.mend()
    if case.way is not Way.LEAVES:
        assert bench.wait_for(RECOVER_S, bench.all_ready), f"not well again in {RECOVER_S:.0f} s"
    second = day.visit(SECOND, OTHER[case.visit])
    if case.way is not Way.LEAVES:
        assert second == perfect(OTHER[case.visit]), f"the next visit was not as it should be: {second}"
    day.close()


def perfect(item: str) -> Outcome:
    used = True if item == LEGAL_AID else None
    return Outcome(idcard=used, printer=True, evaluator=used, store=True, submitted=True)


def spared(case: Case, outcome: Outcome) -> None:
    """A fault of one device is felt at that device alone; and an order is taken in the end."""
    whole = perfect(case.visit)
    for part in {"idcard", "printer", "evaluator", "store"} - {case.fault.device}:
        found = getattr(outcome, part)
        idle = found is None and case.fault.device == "store"  # nothing stored, nothing to print or to rate
        lied = part == "printer" and case.fault.name == "lost"  # no slip without its code
        assert idle or lied or found == getattr(whole, part), f"{case.fault} was felt at the {part}"
    # Where the store was not there from the start no form was offered.
    assert outcome.submitted or case.fault.name == "absent", "the order was not taken"
