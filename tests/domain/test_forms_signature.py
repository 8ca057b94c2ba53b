"""A signature as strokes: what was drawn comes back, bounded, and nothing else is one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import forms_signature as signature

COORDINATE = st.floats(-50, 900, allow_nan=False)
STROKES = st.lists(st.lists(st.tuples(COORDINATE, COORDINATE), max_size=30), max_size=8)


def test_a_stroke_scales_to_the_board() -> None:
    text = signature.encode([[(0.0, 0.0), (300.0, 50.0), (600.0, 200.0)]], 600.0, 200.0)
    assert text == "S1;0,0 500,250 1000,1000"
    assert signature.decode(text) == (((0, 0), (500, 250), (1000, 1000)),)
    assert signature.signed(signature.decode(text) or ())


def test_ink_beyond_the_edge_is_drawn_on_it_and_points_that_say_nothing_are_left_out() -> None:
    text = signature.encode([[(-5.0, 0.0), (1.0, 1.0), (2.0, 2.0), (700.0, 1.0)], []], 600.0, 200.0)
    assert text == "S1;0,0 2,5 3,10 1000,5"


def test_nothing_drawn_is_nothing_and_a_touch_is_no_signature() -> None:
    assert signature.encode([], 600.0, 200.0) == ""
    assert signature.encode([[]], 600.0, 200.0) == ""
    dot = signature.decode(signature.encode([[(5.0, 5.0)]], 600.0, 200.0))
    assert dot is not None
    assert not signature.signed(dot)
    with pytest.raises(ValueError, match="a pad has a size"):
        signature.encode([[(5.0, 5.0)]], 0.0, 200.0)


def test_whoever_scribbles_without_end_is_thinned_to_the_bounds() -> None:
    zigzag = [(float(i % 600), float(i * 37 % 200)) for i in range(300)]
    text = signature.encode([zigzag] * 100, 600.0, 200.0)
    assert signature.encode([zigzag * 100], 600.0, 200.0) == signature.encode([zigzag * 70], 600.0, 200.0)
    strokes = signature.decode(text)
    assert strokes is not None
    assert len(strokes) == signature.STROKES_MOST
    assert sum(map(len, strokes)) <= signature.POINTS_MOST
    assert len(text) <= signature.LONGEST


@pytest.mark.parametrize(
    "text",
    ["", "S1", "S1;", "S2;1,1", "S1;1,1;", "S1;1,1  2,2", "S1;1,1 2", "S1;1001,1", "S1;-1,1", "S1;１,1",
     "S1;" + ";".join(["1,1"] * 61), "S1;" + " ".join(["1,1"] * 1501)],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert signature.decode(text) is None


@settings(max_examples=60)
@given(STROKES)
def test_what_is_drawn_is_read_back(strokes: list[list[tuple[float, float]]]) -> None:
    text = signature.encode(strokes, 600.0, 200.0)
    if not text:
        assert not any(strokes)
        return
    read = signature.decode(text)
    assert read is not None
    assert len(read) == len([stroke for stroke in strokes if stroke])
    again = signature.encode([[(float(x), float(y)) for x, y in s] for s in read], 1000.0, 1000.0)
    assert signature.decode(again) is not None
