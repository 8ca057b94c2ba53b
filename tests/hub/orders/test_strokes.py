"""A signature is read as the terminal writes it, within its bounds, and becomes a picture, nothing else."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from hub.orders.strokes import LATER, draw, read_strokes
from kiosk.domain import forms_signature as terminal

POINT = st.tuples(st.floats(0, 300), st.floats(0, 100))


@given(st.lists(st.lists(POINT, min_size=1, max_size=30), min_size=1, max_size=6))
def test_what_a_pad_gives_is_read(strokes: list[list[tuple[float, float]]]) -> None:
    text = terminal.encode(strokes, 300, 100)
    assert read_strokes(text) == terminal.decode(text) is not None


@given(st.text(alphabet="S1;,0 9\n٣", max_size=40) | st.from_regex(r"S1(;[0-9]{1,5},[0-9]{1,5}){1,4}"))
@example("S1;")
@example("S1;0,1001")
@example("S1;0,0 ")
@example("S1" + ";0,0" * 61)
@example("S1;" + " ".join(["0,0"] * 1501))
@example("S1;" + "0,0 " * 5000 + "0,0")
def test_what_the_terminal_would_not_read_is_not_read_here(text: str) -> None:
    assert read_strokes(text) == terminal.decode(text)


def test_what_is_signed_later_has_one_name() -> None:
    assert LATER == terminal.LATER
    assert read_strokes(LATER) is None


@pytest.mark.parametrize("text", ["", "S2;0,0", "<svg/>", "S1;0,0;"])
def test_what_is_no_signature(text: str) -> None:
    assert read_strokes(text) is None


def test_ink_lies_where_the_finger_was() -> None:
    picture = Image.open(io.BytesIO(draw(((((0, 0), (1000, 0))), ((500, 900),)))))
    assert (picture.format, picture.size) == ("PNG", (900, 300))
    assert picture.getpixel((450, 12)) == 0
    assert picture.getpixel((450, 260)) == 0  # a dot is ink too
    assert picture.getpixel((450, 150)) == 255
    assert not picture.info
