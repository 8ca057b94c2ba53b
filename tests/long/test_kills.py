"""The kills proof in small: the same code, twelve kills."""

import pytest

from tests.long.kills import run


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("untraced")
def test_twelve_kills_lose_and_double_nothing() -> None:
    proof = run(12, 20260302)
    assert proof.passed, proof.figures
    assert proof.figures["killed"] == {"submitter": 2, "resident": 2, "sync": 4, "hub": 4}
