"""Identity numbers against the vectors of the specification (GB 11643, residence permits, old numbers)."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import identity
from tests.support.said import sentence as said

TODAY = date(2026, 11, 21)

VALID = (
    "330922190001010010",  # 男, remainder 1
    "33092219000101007X",  # remainder 2
    "330922190001010061",  # remainders 0, 3, 4, 5, 6, 7, 8, 9, 10
    "330922190001010029",
    "330922190001010088",
    "330922190001010037",
    "330922190001010096",
    "330922190001010045",
    "330922190001010184",
    "330922190001010053",
    "330922190001010002",
    "330922190001010109",  # 女
    "330922200002290022",  # 2000 was a leap year
    "810000190001010026",  # 港澳台居民居住证
    "820000190001010036",
    "830000190001010046",
    "933840190001010012",  # 外国人永久居留身份证, 2023
    "93339219000101002X",
    "911398199012310021",
    "KAZ110090123105",  # 2017
    "USA330000010104",
    "GBR330900010105",
    "FRA310000010126",
)

CHECK = "号码不对，请对着证再看一遍"
BIRTH = "号码里的出生日期不对，请再看一遍"
PROVINCE = "号码开头不对，请对着证再看一遍"
OLD = "这是老号码，请输新身份证的 18 位"
UNKNOWN = "号码里有认不出的字"

INVALID = (
    ("330922190001010011", CHECK),
    ("911398199012310022", CHECK),
    ("33092219000101001X", CHECK),
    ("330922190002290018", BIRTH),  # 1900 was no leap year
    ("330922209912310011", BIRTH),  # the future
    ("330922190013010018", BIRTH),  # month 13
    ("000000190001010017", PROVINCE),
    ("330922000101001", OLD),
    ("33092219000101001", "号码要 18 位，现在是 17 位"),
    ("3309221900010100100", "号码要 18 位，现在是 19 位"),
    ("", "号码要 18 位，现在是 0 位"),
    ("33O922190001010010", UNKNOWN),
    ("X30922190001010010", UNKNOWN),
    ("91330922MA00000077", UNKNOWN),  # a company's code, with letters
    ("KA1110090123105", "号码要 18 位，现在是 15 位"),
)


def with_check(first17: str) -> str:
    return first17 + identity.check_digit(first17)


@pytest.mark.parametrize("number", VALID)
def test_a_valid_number_passes(number: str) -> None:
    assert said(identity.problem(number, TODAY)) == ""


@pytest.mark.parametrize(("number", "sentence"), INVALID)
def test_an_invalid_number_is_refused_with_its_own_sentence(number: str, sentence: str) -> None:
    assert said(identity.problem(number, TODAY)) == sentence


@pytest.mark.parametrize(
    "typed",
    [
        "33092219000101007x",
        "３３０９２２１９０００１０１００７Ｘ",
        "３３０９２２１９０００１０１００７ｘ",
        " 330922 19000101 007X ",
        "330922\u300019000101\u3000007X",
        "330922\t19000101\n007X",
    ],
)
def test_what_people_type_is_made_plain(typed: str) -> None:
    assert identity.normalise(typed) == "33092219000101007X"
    assert said(identity.problem(typed, TODAY)) == ""


def test_digits_of_other_scripts_are_not_digits() -> None:
    arabic = "".join(chr(0x0660 + int(d)) for d in "330922190001010010")
    assert all(unicodedata.decimal(ch) == int(d) for ch, d in zip(arabic, "330922190001010010", strict=True))
    assert said(identity.problem(arabic, TODAY)) == UNKNOWN


def test_today_bounds_the_birth_date() -> None:
    newborn = with_check("33092220261121001")
    assert said(identity.problem(newborn, date(2026, 11, 21))) == ""
    assert said(identity.problem(newborn, date(2026, 11, 20))) == BIRTH
    assert said(identity.problem(with_check("33092218991231001"), TODAY)) == BIRTH
    assert said(identity.problem(with_check("33092219000101001"), TODAY)) == ""


ACCEPTED_PROVINCES = {
    *(11, 12, 13, 14, 15),
    *(21, 22, 23),
    *(31, 32, 33, 34, 35, 36, 37),
    *(41, 42, 43, 44, 45, 46),
    *(50, 51, 52, 53, 54),
    *(61, 62, 63, 64, 65),
    *(71, 81, 82, 83),
}


@pytest.mark.parametrize("province", range(90))
def test_provinces(province: int) -> None:
    number = with_check(f"{province:02d}092219000101001")
    expected = "" if province in ACCEPTED_PROVINCES else PROVINCE
    assert said(identity.problem(number, TODAY)) == expected


@given(st.integers(0, 10**17 - 1))
def test_the_check_digit_is_the_standards_formula(value: int) -> None:
    """GB 11643 by way of ISO 7064: the number and its check, weighed by powers of two, leave 1 mod 11."""
    number = with_check(f"{value:017d}")
    digits = [10 if ch == "X" else int(ch) for ch in number]
    assert sum(d * pow(2, 17 - i, 11) for i, d in enumerate(digits)) % 11 == 1


@given(st.integers(0, 10**17 - 1), st.integers(0, 16), st.integers(1, 9))
def test_the_check_digit_catches_every_single_wrong_digit(value: int, place: int, shift: int) -> None:
    first17 = f"{value:017d}"
    wrong = first17[:place] + str((int(first17[place]) + shift) % 10) + first17[place + 1 :]
    assert identity.check_digit(wrong) != identity.check_digit(first17)


@given(st.integers(0, 10**17 - 1), st.integers(0, 15))
def test_the_check_digit_catches_every_swap_of_neighbours(value: int, place: int) -> None:
    first17 = f"{value:017d}"
    swapped = first17[:place] + first17[place + 1] + first17[place] + first17[place + 2 :]
    same = swapped == first17
    assert (identity.check_digit(swapped) == identity.check_digit(first17)) is same


TYPED = st.text(st.sampled_from("0123456789０１２３xXｘ \u3000KAZ¨"), max_size=24) | st.text(max_size=40)


@given(TYPED)
def test_any_text_is_judged_and_what_passes_is_plain_ascii(text: str) -> None:
    if said(identity.problem(text, TODAY)) == "":
        plain = identity.normalise(text)
        assert plain.isascii()
        assert plain.isalnum()
        assert identity.normalise(plain) == plain


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("330922190001010010", "3****************0"),
        ("33092219000101007x", "3****************X"),
        ("KAZ110090123105", "K*************5"),
        ("330", "3*0"),
        ("33", "33"),
        ("", ""),
    ],
)
def test_masking_shows_the_first_and_last_character_only(number: str, shown: str) -> None:
    assert identity.mask(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("王小明", "王**"), ("王明", "王*"), ("王", "王*"), ("", ""), ("欧阳小明", "欧***")]
)
def test_masking_a_name_shows_its_first_character_only(name: str, shown: str) -> None:
    assert identity.mask_name(name) == shown
