"""The simulated printer against the protocol page, without our driver."""

import pytest

from kiosk.devices.printer.simulator import BUFFER, PrinterSimulator
from kiosk.devices.simulation import Powered, Simulator
from tests.devices.echo import EchoSimulator  # noqa: F401 - the other simulator; both fit one protocol


def ask(printer: PrinterSimulator) -> bytes:
    return b"".join(reply.data for n in (1, 2, 3, 4) for reply in printer.receive(bytes([0x10, 4, n])))


@pytest.mark.parametrize(
    ("verb", "state", "answers"),
    [
        ("paper", "ok", "12121212"),
        ("paper", "near", "1212121e"),
        ("paper", "out", "1a32127e"),
        ("cover", "open", "1a161212"),
        ("cutter", "fail", "1a521a12"),
        ("offline", "on", "1a121212"),
        ("status", "off", ""),
    ],
)
def test_status(verb: str, state: str, answers: str) -> None:
    printer = PrinterSimulator()
    printer.control(verb, {"state": state})
    assert ask(printer) == bytes.fromhex(answers)


def test_it_is_a_simulator_that_loses_something_with_its_power() -> None:
    printer: Simulator = PrinterSimulator()
    assert isinstance(printer, Powered)


def test_a_question_in_pieces_and_in_the_middle_of_a_picture() -> None:
    printer = PrinterSimulator()
    assert [printer.receive(piece) for piece in (b"\x10", b"\x04")] == [[], []]
    assert printer.receive(b"\x01")[0].data == b"\x12"
    answers = printer.receive(b"\x1dv0\x00\x01\x00\x05\x00ab\x10\x04\x01")
    assert [reply.data for reply in answers] == [b"\x12"]
    printer.receive(b"\x1dV\x00")
    assert printer.jobs[0].endswith(b"ab\x10\x04\x01\x1dV\x00")


def test_a_job_ends_at_the_cut_and_questions_are_no_part_of_it() -> None:
    printer = PrinterSimulator()
    printer.receive(b"\x1b@one\n\x1dV\x00\x10\x04\x01")
    printer.receive(b"two\n\x10\x04\x04\x1dV\x42\x10rest")
    assert list(printer.jobs) == [b"\x1b@one\n\x1dV\x00", b"two\n\x1dV\x42\x10"]
    assert printer.printed == b"rest"
    assert printer.control("jobs", {}) == {"jobs": [job.hex() for job in printer.jobs]}
    assert printer.control("clear", {})["jobs"] == 0


def test_paper_ends_after_so_many_lines_and_the_rest_waits_for_more() -> None:
    printer = PrinterSimulator()
    printer.control("paper", {"state": "near", "lines": "2"})
    printer.receive(b"1\n2\n3\n\x1dV\x00")
    assert printer.printed == b"1\n2\n"
    assert ask(printer)[3] == 0x7E
    assert not printer.jobs
    printer.control("paper", {"state": "ok"})
    assert list(printer.jobs) == [b"1\n2\n3\n\x1dV\x00"]


def test_the_blade_jams_at_the_next_cut() -> None:
    printer = PrinterSimulator()
    printer.control("cutter", {"state": "jam"})
    assert ask(printer) == bytes.fromhex("12121212")
    printer.receive(b"x\n\x1dV\x00")
    assert ask(printer)[2] == 0x1A
    printer.control("cutter", {"state": "ok"})
    assert len(printer.jobs) == 1


def test_pulling_the_plug_empties_the_buffer_but_not_the_slot() -> None:
    printer = PrinterSimulator()
    printer.receive(b"one\n")
    printer.control("cover", {"state": "open"})
    printer.receive(b"two\n\x1dv0\x00")
    printer.power_off()
    printer.control("cover", {"state": "closed"})
    printer.receive(b"three\n\x1dV\x00")
    assert list(printer.jobs) == [b"one\nthree\n\x1dV\x00"]


def test_a_full_buffer_loses_bytes() -> None:
    printer = PrinterSimulator()
    printer.control("cover", {"state": "open"})
    printer.receive(b"x" * (BUFFER - 1) + b"\n")
    assert printer.lost == 0
    printer.receive(b"yy\n")
    assert printer.lost == 3


def test_status_is_pushed_when_switched_on() -> None:
    printer = PrinterSimulator()
    printer.control("paper", {"state": "near"})
    assert printer.unsolicited() == []
    printer.receive(b"\x1da\x0e")
    printer.control("paper", {"state": "out"})
    assert [reply.data for reply in printer.unsolicited()] == [bytes.fromhex("18000f00")]
    assert printer.unsolicited() == []
    printer.receive(b"\x1da\x00")
    printer.control("paper", {"state": "ok"})
    printer.receive(b"\x1da\x00")
    printer.control("cover", {"state": "open"})
    assert printer.unsolicited() == [] or printer.unsolicited() == []


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("present", {}),
        ("paper", {}),
        ("paper", {"state": "wet"}),
        ("paper", {"state": "near", "lines": "0"}),
        ("paper", {"state": "near", "lines": "two"}),
        ("cover", {"state": "on"}),
    ],
)
def test_what_it_does_not_know_it_says(verb: str, args: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        PrinterSimulator().control(verb, args)
