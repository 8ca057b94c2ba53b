"""Every registered decoder against any bytes at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.decoders import DECODERS, DecoderCase, streams


@pytest.mark.parametrize("case", DECODERS, ids=lambda case: case.name)
@given(data=st.data())
def test_any_stream(case: DecoderCase, data: st.DataObject) -> None:
    case.check(data.draw(streams(case)))


def test_names_are_unique() -> None:
    names = [case.name for case in DECODERS]
    assert len(names) == len(set(names))
