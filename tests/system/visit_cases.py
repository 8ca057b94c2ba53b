"""Both visits × every device × every fault × every step × what the resident does then, as a list."""

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tests.support.library import CONSULTATION, LEGAL_AID
from tests.system.visit_fate import ABSENT, FAULTS, Fault, Moment
from tests.system.visit_resident import Way

_TOKENS: Final[dict[str, tuple[str, ...]]] = {
    CONSULTATION: (
        *("idle", "home", "items", "write:request", "consent", "write:name", "phone:phone", "choice:contact"),
        *("check", "check+saving", "submitted+sending", "submitted+sent", "rate", "end"),
    ),
    LEGAL_AID: (
        *("idle", "home", "items", "choice:matter", "write:request", "consent", "identity"),
        *("identity+seen", "identity+filled", "phone:phone", "choice:contact", "check", "check+saving"),
        *("submitted+sending", "submitted+sent", "rate", "reasons", "end"),
    ),
}
# Where each device is at work.
_AT_WORK: Final = {
    "idcard": "identity+seen",
    "printer": "submitted+sending",
    "evaluator": "rate",
    "scanner": "home",
    "store": "check",
    "hub": "posting",
}
VISITS: Final = tuple(_TOKENS)
# find, select and read go out as 10 bytes each and come back as 15, 19 and 1295.
_CARD_BYTES: Final = (
    *(Moment("in", count=count) for count in (1, 9, 10, 11, 20, 21, 29, 30)),
    *(Moment("out", count=count) for count in (1, 8, 15, 16, 25, 34, 35, 40, 49, 100, 305, 700, 1328, 1329)),
)
_SLIP_BYTES: Final = (
    *(Moment("in", count=count) for count in (1, 3, 6, 12, 13, 14, 20)),
    *(Moment("in", share=share) for share in (0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0)),
    *(Moment("out", count=count) for count in range(1, 9)),
)
# The start is 5 bytes; a key, or the answer to a heartbeat, 6.
_KEY_BYTES: Final = (
    *(Moment("in", count=count) for count in (1, 3, 5)),
    *(Moment("out", count=count) for count in (1, 3, 5, 6)),
)
# The trigger is 3 bytes; nobody holds a code there that would come back.
_TRIGGER_BYTES: Final = tuple(Moment("in", count=count) for count in (1, 2, 3))
_STATEMENTS: Final = tuple(Moment("statement", count=count) for count in range(1, 9))
_BYTES: Final = {
    "idcard": _CARD_BYTES,
    "printer": _SLIP_BYTES,
    "evaluator": _KEY_BYTES,
    "scanner": _TRIGGER_BYTES,
    "store": (),
    "hub": (),
}
# The consultation reads no card, and is rated on the screen: the evaluator is only told to ask.
_UNUSED: Final = {("idcard", "in"), ("idcard", "out"), ("evaluator", "out")}


@dataclass(frozen=True)
class Case:
    visit: str
    fault: Fault
    moment: Moment
    way: Way

    def __str__(self) -> str:
        return f"{self.visit}-{self.fault}-{self.moment}-{self.way.value}"

    @property
    def seed(self) -> int:
        return zlib.crc32(str(self).encode())

    @property
    def lag(self) -> float:
        """Every third screen is slow to take what was posted."""
        return 0.4 if self.seed % 3 == 0 else 0.0


def _moments(visit: str, fault: Fault) -> Iterator[Moment]:
    fine = fault.name == "cut"  # loses what is on its way: there is nothing unless somebody works
    if not fine:
        yield from (Moment("token", token) for token in _TOKENS[visit])
    if fault.device == "hub":
        yield Moment("token", "posting")
    for moment in _BYTES[fault.device]:
        if visit == LEGAL_AID or (fault.device, moment.kind) not in _UNUSED:
            yield moment
    if fault.begins[0] == "fail":
        yield from _STATEMENTS


def every_case() -> list[Case]:
    """The whole product, grouped by visit and fault."""
    out: list[Case] = []
    for visit in VISITS:
        out += [Case(visit, fault, Moment("start"), way) for fault in ABSENT.values() for way in Way]
        for faults in FAULTS.values():
            for fault in faults:
                out += [Case(visit, fault, moment, way) for moment in _moments(visit, fault) for way in Way]
    return out


def sample(cases: Sequence[Case], seed: int) -> list[Case]:
    """Of every visit and fault: in turns the case while the device is at work and the resident is patient,
    and one drawn from its bytes or statements; or any, where the device is of no use.
    """
    chosen: list[Case] = []
    for number, (_, group) in enumerate(groupby(cases, lambda case: (case.visit, case.fault))):
        whole = list(group)
        draw = random.Random(f"{seed} {whole[0]}")
        main = [case for case in whole if _is_main(case)]
        fine = [case for case in whole if case.moment.kind in ("in", "out", "statement")]
        drawn = [draw.choice(fine)] if fine else []
        if main and drawn:
            chosen += main if number % 2 else drawn
        else:
            chosen += [*main, *drawn] or [draw.choice(whole)]
    return chosen


def _is_main(case: Case) -> bool:
    return case.way is Way.PATIENT and case.moment.token == _AT_WORK[case.fault.device]
