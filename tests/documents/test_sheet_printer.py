"""Printing on A4 through a print server that does as it should, and through one that does not."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from kiosk.documents.ipp import Operation
from kiosk.documents.sheet_printer import Printed, SheetPrinter, TalkError
from kiosk.domain.device import PrintOutcome
from tests.support.clock import ManualClock
from tests.support.fake_cups import ABORTED, DONE, WORKING, FakeCups, serving

PAPER = memoryview(b"%PDF-1.4 somebody's debts")
SENT = Printed(PrintOutcome.SENT)


@pytest.fixture
def cups(tmp_path: Path) -> Iterator[FakeCups]:
    with serving(FakeCups(tmp_path / "cups.sock")) as one:
        yield one


def printer(cups: FakeCups, fault: str = "", wait_s: float = 30.0) -> SheetPrinter:
    spool = cups.path.parent
    return SheetPrinter("a4", cups.path, spool, ManualClock(), wait_s, fault=lambda _folder: fault)


def test_a_paper_goes_from_memory_and_names_nobody(cups: FakeCups) -> None:
    before = sorted(cups.path.parent.iterdir())
    assert printer(cups).print(PAPER, Event()) == SENT
    assert cups.documents == [bytes(PAPER)]
    told = cups.told[cups.asked.index(Operation.PRINT_JOB)]
    assert told.words("job-name") == ("文书",)
    assert told.words("requesting-user-name") == ("kiosk",)
    assert told.words("media") == ("iso_a4_210x297mm",)
    assert told.words("printer-uri") == ("ipp://localhost/printers/a4",)
    assert sorted(cups.path.parent.iterdir()) == before, "nothing on the disk"


def test_the_printer_is_asked_before_and_after(cups: FakeCups) -> None:
    printer(cups).print(PAPER, Event())
    sent = cups.asked.index(Operation.PRINT_JOB)
    assert Operation.GET_PRINTER in cups.asked[:sent]
    assert Operation.GET_PRINTER in cups.asked[sent:]


def test_nothing_is_sent_where_it_would_be_kept_on_a_disk(cups: FakeCups) -> None:
    done = printer(cups, fault="不在内存里").print(PAPER, Event())
    assert done == Printed(PrintOutcome.REFUSED, "E-SHT-04")
    assert cups.asked == []


@pytest.mark.parametrize(
    "reason", ["media-empty-error", "media-jam", "door-open-error", "toner-empty", "offline-report"]
)
def test_a_printer_that_needs_somebody_prints_nothing_later(cups: FakeCups, reason: str) -> None:
    cups.reasons, cups.states = (reason,), [WORKING]
    assert printer(cups).standing().fault == "E-SHT-02"
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-02")
    assert cups.cancelled == [41]


def test_what_was_wrong_in_the_job_before_is_no_reason_not_to_try(cups: FakeCups) -> None:
    """CUPS says of a printer at rest what it last heard: the paper may have been put in since."""
    cups.reasons = ("media-empty-warning",)
    one = printer(cups)
    assert (one.standing().fault, one.standing().shut) == ("E-SHT-02", False)
    cups.states = [WORKING]
    cups.on_print = lambda: setattr(cups, "reasons", ("none",))
    cups.states = [WORKING, DONE]
    assert one.print(PAPER, Event()) == SENT


@pytest.mark.parametrize(
    "says",
    [
        "The printer may not exist or is unavailable at this time.",
        "The printer is unreachable at this time.",
        "The printer is not responding.",
        "Waiting for printer to become available.",
    ],
)
def test_without_a_printer_behind_the_queue_it_is_said_so(cups: FakeCups, says: str) -> None:
    cups.says, cups.states = says, [WORKING]
    assert printer(cups, wait_s=60.0).print(PAPER, Event()) == Printed(PrintOutcome.REFUSED, "E-SHT-01")
    assert cups.cancelled == [41]


def test_a_printer_that_goes_while_it_prints_may_have_left_a_page(cups: FakeCups) -> None:
    cups.says, cups.states = "The printer is not responding.", [WORKING]

    class Later(ManualClock):
        def wait(self, event: Event, timeout: float) -> bool:
            cups.says = (
                "The printer is not responding." if cups.asked.count(Operation.GET_JOB) else "Printing."
            )
            return super().wait(event, timeout)

    one = SheetPrinter("a4", cups.path, cups.path.parent, Later(), 60.0, fault=lambda _folder: "")
    assert one.print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-01")


def test_cups_keeps_nothing_of_a_job_whatever_became_of_it(cups: FakeCups) -> None:
    assert printer(cups).print(PAPER, Event()) == SENT
    cups.states = [ABORTED]
    printer(cups).print(PAPER, Event())
    cups.states = [WORKING]
    printer(cups).print(PAPER, Event())
    assert cups.purged == [41, 41, 41]
    assert cups.asked[-1] is Operation.CANCEL_JOB, "after it stopped"


def test_what_an_ended_process_left_never_comes_out(cups: FakeCups, tmp_path: Path) -> None:
    cups.left = (7, 9)
    printer(cups).clear()
    assert (cups.cancelled, cups.purged) == ([7, 9], [7, 9])
    printer(FakeCups(tmp_path / "nobody.sock")).clear()


@pytest.mark.parametrize("reason", ["toner-low-warning", "media-low-report", "none"])
def test_a_warning_is_no_fault(cups: FakeCups, reason: str) -> None:
    cups.reasons = (reason,)
    assert printer(cups).print(PAPER, Event()) == SENT


def test_a_printer_that_stands_still_or_takes_no_jobs_is_not_used(cups: FakeCups) -> None:
    cups.accepting = False
    assert printer(cups).standing().fault == "E-SHT-02"
    cups.accepting, cups.printer_state = True, 5
    assert printer(cups).standing().fault == "E-SHT-02"


def test_without_a_print_server_it_is_said_so(tmp_path: Path) -> None:
    nobody = FakeCups(tmp_path / "nobody.sock")
    assert printer(nobody).print(PAPER, Event()) == Printed(PrintOutcome.REFUSED, "E-SHT-01")
    with pytest.raises(TalkError):
        printer(nobody).standing()


def test_a_job_that_is_refused_was_not_printed(cups: FakeCups) -> None:
    cups.status = 0x040A
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.REFUSED, "E-SHT-03")


def test_without_an_answer_nobody_knows(cups: FakeCups) -> None:
    cups.mute = Operation.PRINT_JOB
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-05")


def test_a_job_that_broke_off_may_have_left_a_page(cups: FakeCups) -> None:
    cups.states = [WORKING, ABORTED]
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-05")


def test_a_job_nobody_knows_any_more_is_not_called_printed(cups: FakeCups) -> None:
    cups.forgets = True
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-05")


def test_a_printer_that_is_bad_at_the_end_makes_it_uncertain(cups: FakeCups) -> None:
    cups.trouble_after, cups.reasons, cups.states = 1, ("media-jam-error",), [DONE]
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-02")


def test_out_of_paper_on_the_way_the_job_is_taken_back(cups: FakeCups) -> None:
    cups.trouble_after, cups.reasons, cups.states = 2, ("media-empty-error",), [WORKING]
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-02")
    assert cups.cancelled == [41], "or it comes out before somebody else"


def test_it_waits_no_longer_than_it_may(cups: FakeCups) -> None:
    cups.states = [WORKING]
    assert printer(cups, wait_s=20.0).print(PAPER, Event()) == Printed(PrintOutcome.UNCERTAIN, "E-SHT-05")
    assert cups.cancelled == [41]
    assert cups.asked.count(Operation.GET_JOB) == 21, "and once more when it was taken back"


def test_who_goes_takes_his_job_along(cups: FakeCups) -> None:
    gone = Event()

    class Leaving(ManualClock):
        def wait(self, event: Event, timeout: float) -> bool:
            gone.set()
            return super().wait(event, timeout)

    one = SheetPrinter("a4", cups.path, cups.path.parent, Leaving(), fault=lambda _folder: "")
    assert one.print(PAPER, gone).outcome is PrintOutcome.UNCERTAIN
    assert cups.cancelled == [41]


def test_who_has_gone_already_sends_nothing(cups: FakeCups) -> None:
    gone = Event()
    gone.set()
    assert printer(cups).print(PAPER, gone).outcome is PrintOutcome.REFUSED
    assert cups.documents == []


def test_a_page_of_something_else_is_no_print_server(cups: FakeCups) -> None:
    cups.http = 403
    assert printer(cups).print(PAPER, Event()) == Printed(PrintOutcome.REFUSED, "E-SHT-01")
