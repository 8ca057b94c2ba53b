"""What must not stay behind: named with the time-out question, and the last thing that is shown. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.state import PrintState, Visit


@dataclass(frozen=True, slots=True)
class Taken:
    """``card``: one was read. ``slip``: one was printed, or held before the scanner. ``paper``: a guide or an
    answer was printed. ``number``: of an order whose slip could not be printed, or empty.
    """

    card: bool = False
    slip: bool = False
    paper: bool = False
    number: str = ""

    def __bool__(self) -> bool:
        return self.card or self.slip or self.paper or bool(self.number)


NOTHING_TAKEN: Final = Taken()


def taken(visit: Visit | None) -> Taken:
    """What was laid down or came out of a printer in this visit."""
    if visit is None:
        return NOTHING_TAKEN
    card, slip, paper = visit.card_used, visit.slip_used, bool(visit.papers)
    if visit.submission is None:
        return Taken(card, slip, paper)
    printed = visit.submission.printing.state is not PrintState.REFUSED
    number = "" if printed else visit.submission.committed.order_no
    return Taken(card, slip or printed, paper, number)


def never_came(visit: Visit, message: PrintReported) -> Visit:
    """``visit`` without the paper for which nothing was sent to the printer, on whatever page it is told."""
    if message.outcome is not PrintOutcome.REFUSED or message.job_id not in visit.papers:
        return visit
    return replace(visit, papers=visit.papers - {message.job_id})
