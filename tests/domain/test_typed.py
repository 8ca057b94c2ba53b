"""Typing by digit keys: which key makes sense, and how it stands there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.typed import Amount, Day, IdentityNumber, Refused, Shown, Telephone, Typing, grouped

DAY = Day("{}年{}月{}日")
SUM = Amount("元", places=2, thousands=True)
KEYS = st.text("0123456789.X", max_size=30)


def typed(typing: Typing, keys: str, text: str = "") -> tuple[str, Refused | None]:
    """The answer after these keys, and why the last one changed nothing."""
    refused = None
    for key in keys:
        after = typing.press(text, key)
        refused = after if isinstance(after, Refused) else None
        text = after if isinstance(after, str) else text
    return text, refused


@pytest.mark.parametrize(
    ("typing", "keys", "text", "refused", "shown"),
    [
        (Telephone(), "13800000000", "13800000000", None, Shown("138 0000 0000")),
        (Telephone(), "138000000005", "13800000000", Refused.FULL, Shown("138 0000 0000")),
        (Telephone(), "05800000001", "05800000001", None, Shown("0580 0000 001")),
        (IdentityNumber(), "33X", "33", Refused.NO_SENSE, Shown("33")),
        (
            IdentityNumber(),
            "33092219000101001X5",
            "33092219000101001X",
            Refused.FULL,
            Shown("330922 19000101 001X"),
        ),
        (SUM, "1200.5", "1200.5", None, Shown("1,200.5", "元")),
        (SUM, "1200.505", "1200.50", Refused.PLACES, Shown("1,200.50", "元")),
        (SUM, "12.5.", "12.5", Refused.NO_SENSE, Shown("12.5", "元")),
        (SUM, ".", "", Refused.NO_SENSE, Shown("", "元")),
        (SUM, "007", "7", None, Shown("7", "元")),
        (SUM, "0.07", "0.07", None, Shown("0.07", "元")),
        (Amount("天", places=0, most=3), "1234", "123", Refused.FULL, Shown("123", "天")),
        (Amount(), "1985", "1985", None, Shown("1985")),
        (DAY, "", "", None, Shown("", "____年__月__日")),
        (DAY, "2026", "2026", None, Shown("2026", "年__月__日")),
        (DAY, "202603", "202603", None, Shown("2026年03", "月__日")),
        (DAY, "20260305", "2026-03-05", None, Shown("2026年03月05日")),
        (DAY, "202635", "2026-03-05", None, Shown("2026年03月05日")),
        (DAY, "2026135", "202601" + "3", Refused.NO_SENSE, Shown("2026年01月3", "_日")),
        (DAY, "2026131", "2026-01-31", None, Shown("2026年01月31日")),
        (DAY, "202600", "20260", Refused.NO_SENSE, Shown("2026年0", "_月__日")),
        (DAY, "20260230", "20260230", None, Shown("2026年02月30日")),
        (DAY, "202603055", "2026-03-05", Refused.FULL, Shown("2026年03月05日")),
    ],
)
def test_keys(typing: Typing, keys: str, text: str, refused: Refused | None, shown: Shown) -> None:
    assert typed(typing, keys) == (text, refused)
    assert typing.shown(text) == shown


def test_a_day_from_elsewhere_is_shortened_by_digits() -> None:
    assert DAY.shorten("2026-03-05") == "2026030"
    assert typed(DAY, "6", "2026030")[0] == "2026-03-06"


@pytest.mark.parametrize("keys", ["2026229", "1985711", "20261010", "2026121"])
def test_noughts_may_be_left_out(keys: str) -> None:
    text, _ = typed(DAY, keys)
    assert text == date.fromisoformat(text).isoformat() if len(text) == 10 else text.isdigit()


@given(KEYS, st.sampled_from([Telephone(), IdentityNumber(), SUM, Amount(places=0), DAY]))
def test_no_keys_lead_beyond_the_limit_or_into_what_cannot_be_shown(keys: str, typing: Typing) -> None:
    text, _ = typed(typing, "".join(key for key in keys if key.isdigit() or key == typing.extra))
    assert sum(char.isdigit() or char in ".X" for char in text) <= typing.limit(text)
    shown = typing.shown(text)
    assert [c for c in shown.text if c.isdigit()] == [c for c in text if c.isdigit()]
    while text:
        shorter = typing.shorten(text)
        assert len(shorter) < len(text)
        text = shorter


@pytest.mark.parametrize(("number", "said"), [("1200", "1,200"), ("999.5", "999.5"), ("", ""), ("x", "x")])
def test_thousands(number: str, said: str) -> None:
    assert grouped(number) == said
