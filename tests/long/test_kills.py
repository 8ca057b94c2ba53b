"""The kills proof in small: the same code, six kills."""

import pytest

from tests.long.kills import run


@pytest.mark.timeout(240)
def test_six_kills_lose_and_double_nothing() -> None:
    proof = run(6, 20260302)
    assert proof.passed, proof.figures
    assert proof.figures["killed"] == {"submitter": 1, "resident": 1, "sync": 2, "hub": 2}
