"""The delivery proof in small: the same code, two terminals, sixty orders, six kills, one restore."""

import pytest

from tests.long.delivery import run


@pytest.mark.timeout(240)
def test_a_small_fleet_loses_and_doubles_nothing_though_the_hub_goes_back_in_time() -> None:
    proof = run(60, 20260303)
    assert proof.passed, proof.figures
    assert proof.figures["killed"] == {"terminal": 2, "sync": 2, "hub": 2}
