"""Parts of journeys that several tests walk."""

from typing import Final

from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import (
    BeginVisit,
    CloseVisit,
    LookUp,
    PrintSlip,
    RecordPrint,
    SaveOrder,
    SaveRating,
)
from kiosk.domain.flow import Screen
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.domain.state import PrintState
from tests.support.flow import FlowStep
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.support.states import MAN, SECRET, card, saved

AT: Final = "2026-11-21T14:05:00+08:00"
READS: Final = ("name", "number")
STORY: Final = "老板三个月没发工资，我要不要得回来"
PERSON: Final = "王示例"
PHONE: Final = "13000000000"

WAKE: Final = FlowStep(m.Wake("visit-1"), Screen.HOME, effects=(BeginVisit,))


# A slip from another day is held before the scanner.
SLIP: Final = f"GL1.SS3-0147.{SECRET}"
SCAN: Final = FlowStep(d.CodeScanned(SLIP, "visit-1", "look-1"), Screen.PROGRESS, "0", effects=(LookUp,))
ORDER: Final = "0197a0b2-0000-7000-8000-000000000147"
REPLY: Final = "先去劳动监察大队投诉。带上考勤和转账记录。"
CLOSED: Final = Progress(
    ORDER,
    "SS3-0147",
    (
        Entry("待受理", "2026-11-20T14:00:00+08:00"),
        Entry("办理中", "2026-11-20T15:10:00+08:00", reply=REPLY),
        Entry("已办结", "2026-11-21T09:00:00+08:00"),
        Entry("待评价", "2026-11-21T09:00:00+08:00"),
    ),
    as_of="2026-11-21T14:05:00+08:00",
)


def answered(progress: Progress = CLOSED, look_id: str = "look-1") -> FlowStep:
    """The hub's answer to what was scanned."""
    return FlowStep(m.ProgressThere(look_id, LookOutcome.FOUND, progress), Screen.PROGRESS)


def to_consultation_contact(order: str = "order-1") -> list[FlowStep]:
    """From home to the consent notice with the story written."""
    return [
        FlowStep(m.Open(s.Items()), Screen.ITEMS),
        FlowStep(m.OpenForm(CONSULTATION, order), Screen.WRITE, "request"),
        FlowStep(m.Answer("request", STORY), Screen.WRITE, "request"),
        FlowStep(m.NextPage(), Screen.CONSENT, "consultation-1"),
    ]


def to_consultation_check(order: str = "order-1") -> list[FlowStep]:
    """From home to the check page: the story, a name, no phone."""
    return [
        *to_consultation_contact(order),
        FlowStep(m.GiveConsent(AT), Screen.WRITE, "name"),
        FlowStep(m.Answer("name", PERSON), Screen.WRITE, "name"),
        FlowStep(m.NextPage(), Screen.PHONE, "phone"),
        FlowStep(m.NextPage(), Screen.CHECK, CONSULTATION),
    ]


def to_identity(order: str = "order-1") -> list[FlowStep]:
    """From home to the identity page of a legal-aid application: the reader is asked for two fields."""
    return [
        FlowStep(m.Open(s.Items()), Screen.ITEMS),
        FlowStep(m.OpenForm(LEGAL_AID, order), Screen.CHOICE, "matter"),
        FlowStep(m.Answer("matter", "wages"), Screen.CHOICE, "matter"),
        FlowStep(m.NextPage(), Screen.WRITE, "request"),
        FlowStep(m.Answer("request", STORY), Screen.WRITE, "request"),
        FlowStep(m.NextPage(), Screen.CONSENT, "legal-aid-1"),
        FlowStep(m.GiveConsent(AT), Screen.IDENTITY, "id_number", card=READS),
    ]


def card_laid_down() -> list[FlowStep]:
    """The card is seen, then read; nothing more is asked of the reader."""
    return [
        FlowStep(
            d.CardSeen(),
            Screen.IDENTITY,
            card=READS,
            holds=lambda state: (
                state.visit is not None and state.visit.form is not None and state.visit.form.card_seen
            ),
        ),
        FlowStep(card(PERSON, MAN), Screen.IDENTITY, "id_number"),
    ]


def contact_to_check() -> list[FlowStep]:
    """From the identity page, filled, to the check page."""
    return [
        FlowStep(m.NextPage(), Screen.PHONE, "phone"),
        FlowStep(m.Answer("phone", PHONE), Screen.PHONE, "phone"),
        FlowStep(m.NextPage(), Screen.CHOICE, "contact"),
        FlowStep(m.NextPage(), Screen.CHECK, LEGAL_AID),
    ]


def submit_and_print(order: str = "order-1", job: str = "job-1") -> list[FlowStep]:
    """提交, durable, the slip sent and reported."""
    return [
        FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,)),
        FlowStep(saved(order, job), Screen.SUBMITTED, effects=(PrintSlip,)),
        FlowStep(
            PrintReported(job, PrintOutcome.SENT),
            Screen.SUBMITTED,
            effects=(RecordPrint,),
            holds=lambda state: (
                state.visit is not None
                and state.visit.submission is not None
                and state.visit.submission.printing.state is PrintState.SENT
            ),
        ),
    ]


def rate_and_leave(level: int = 5) -> list[FlowStep]:
    """The evaluation on the screen, the farewell, and idle."""
    return [
        FlowStep(m.GoRate(), Screen.RATE),
        FlowStep(m.Rate(level), Screen.END, effects=(SaveRating,)),
        FlowStep(m.EndVisit(), Screen.IDLE, effects=(CloseVisit,)),
    ]
