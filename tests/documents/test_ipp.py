"""The codec of the printing protocol: what it says, and that nothing from outside breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.documents import ipp
from kiosk.documents.ipp import BadAnswerError, Operation, Tag

# RFC 8010, appendix A.2 in kind: version 2.0, successful-ok, job-id 147 and job-state pending.
ANSWER = bytes.fromhex(
    "0200 0000 00000001 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "02 21 0006 6a6f622d6964 0004 00000093"
    "23 0009 6a6f622d7374617465 0004 00000003 03".replace(" ", "")
)


def test_an_answer_is_read() -> None:
    found = ipp.answer(ANSWER)
    assert found.good
    assert (found.number("job-id"), found.number("job-state")) == (147, 3)
    assert found.words("attributes-charset") == ("utf-8",)
    assert found.number("job-impressions") == 0


def test_more_values_of_a_name_are_all_kept() -> None:
    about = ((Tag.KEYWORD, "requested-attributes", ("printer-state", "printer-state-reasons")),)
    made = ipp.request(Operation.GET_PRINTER, "ipp://localhost/printers/a4", 7, about)
    assert made[:8] == b"\x02\x00\x00\x0b\x00\x00\x00\x07"
    assert ipp.answer(made).words("requested-attributes") == ("printer-state", "printer-state-reasons")
    assert ipp.answer(made).words("printer-uri") == ("ipp://localhost/printers/a4",)


def test_the_template_of_a_job_stands_in_a_group_of_its_own() -> None:
    made = ipp.request(Operation.PRINT_JOB, "u", 1, (), ((Tag.KEYWORD, "sides", ("one-sided",)),))
    assert b"\x02\x44\x00\x05sides" in made
    assert made.endswith(b"one-sided\x03")


@pytest.mark.parametrize("status", [0x0400, 0x0507, 0x0406])
def test_a_refusal_is_no_good_answer(status: int) -> None:
    assert not ipp.answer(b"\x02\x00" + status.to_bytes(2, "big") + b"\x00\x00\x00\x01\x03").good


@pytest.mark.parametrize("cut", [0, 3, 8, 9, 20, 40, len(ANSWER) - 1])
def test_an_answer_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(BadAnswerError):
        ipp.answer(ANSWER[:cut])


@given(st.binary(max_size=300))
def test_whatever_comes_it_is_read_or_refused(data: bytes) -> None:
    try:
        ipp.answer(b"\x02\x00\x00\x00\x00\x00\x00\x01" + data)
    except BadAnswerError:
        return
