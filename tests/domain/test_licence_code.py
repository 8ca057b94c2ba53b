"""Which codes bear the number of a licence, and which say nothing here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.licence_code import LONGEST, number_in

HOSTS = ("www.sample.gov.cn",)
NUMBER = "13309000000000001"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (NUMBER, NUMBER),
        (f" {NUMBER}\r\n", NUMBER),
        ("31330000MD0000001N", "31330000MD0000001N"),
        ("31330000-md0000001n", "31330000MD0000001N"),
        (f"https://www.sample.gov.cn/lawyer?no={NUMBER}", NUMBER),
        (f"http://www.sample.gov.cn/lawyer?t=1&ZYZH={NUMBER}&x=2", NUMBER),
        (f"https://www.sample.gov.cn/lawyer?no={NUMBER}&licence={NUMBER}", NUMBER),
    ],
)
def test_known_forms(text: str, number: str) -> None:
    assert number_in(text, HOSTS) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234567",  # too short to be one
        "GL1.SS3-0147.AAAAAAAAAAAAAAAAAAAAAAAAAA",  # a slip
        "律师执业证 13309000000000001",
        f"https://sample.gov.cn/lawyer?no={NUMBER}",  # another host
        f"https://a.www.sample.gov.cn/?no={NUMBER}",
        f"https://www.sample.gov.cn.evil.com/?no={NUMBER}",
        f"https://www.sample.gov.cn:8443/?no={NUMBER}",
        f"https://www.sample.gov.cn@evil.com/?no={NUMBER}",
        f"https://you@www.sample.gov.cn/?no={NUMBER}",
        f"https://www.sаmple.gov.cn/?no={NUMBER}",
        f"javascript://www.sample.gov.cn/?no={NUMBER}",
        f"https://www.sample.gov.cn/{NUMBER}",  # not one of its values
        f"https://www.sample.gov.cn/?other={NUMBER}",
        f"https://www.sample.gov.cn/?no={NUMBER}&no=13309000000000002",  # two of them
        "https://www.sample.gov.cn/?" + "&".join(f"a{n}=1" for n in range(30)) + f"&no={NUMBER}",
        f"https://[www.sample.gov.cn/?no={NUMBER}",
        "weixin://dl/business",
        f"{NUMBER}\x1b@",
        "1" * (LONGEST + 1),
        "ABCDEFGHIJKLMNOPQR",  # no digits
    ],
)
def test_everything_else_is_foreign(text: str) -> None:
    assert number_in(text, HOSTS) == ""


def test_without_hosts_no_address_counts() -> None:
    assert number_in(f"https://www.sample.gov.cn/?no={NUMBER}", ()) == ""


@given(st.text(max_size=200))
def test_a_number_is_only_letters_and_digits(text: str) -> None:
    number = number_in(text, HOSTS)
    assert not number or (number.isascii() and number.isalnum() and 8 <= len(number) <= 20)
