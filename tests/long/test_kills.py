"""The kills proof in small: the same code, nine kills."""

import pytest

from tests.long.kills import run


@pytest.mark.timeout(180)
def test_nine_kills_lose_and_double_nothing() -> None:
    proof = run(9, 20260302)
    assert proof.passed, proof.figures
    assert proof.figures["killed"] == {"submitter": 3, "sync": 3, "hub": 3}
