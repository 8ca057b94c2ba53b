"""What the resident reads in Chinese: of a problem, of a slip."""

from typing import Final

from kiosk.domain.forms import find_field
from kiosk.domain.library import ServiceItem
from kiosk.domain.problems import Problem
from kiosk.domain.progress import Entry, Progress
from kiosk.domain.slip import GuidePaper, Receipt, ReplyPaper, SumPaper
from kiosk.domain.standing import standing as stands
from kiosk.words.slips import GuideSlip, ReplySlip, Slip, SumSlip, say, say_reply
from kiosk.words.texts import Texts

CHINESE: Final = Texts()


def sentence(problem: Problem | None, item: ServiceItem | None = None, label: str = "") -> str:
    """Empty when nothing is wrong. A problem that names its field needs the ``item``, or the ``label``."""
    field = find_field(item, str(problem.value)) if item is not None and problem is not None else None
    return CHINESE.problems.says(problem, field.label if field is not None else label)


def receipt_slip(paper: Receipt) -> Slip:
    said = say(paper, CHINESE)
    assert isinstance(said, Slip)
    return said


def guide_slip(paper: GuidePaper) -> GuideSlip:
    said = say(paper, CHINESE)
    assert isinstance(said, GuideSlip)
    return said


def sum_slip(paper: SumPaper) -> SumSlip:
    said = say(paper, CHINESE)
    assert isinstance(said, SumSlip)
    return said


def reply_slip(paper: ReplyPaper) -> ReplySlip:
    return say_reply(paper, CHINESE)


def standing(progress: Progress) -> str:
    """Where the order stands."""
    return CHINESE.standing.says(stands(progress))


def step(entry: Entry) -> str:
    return CHINESE.standing.step(entry)
