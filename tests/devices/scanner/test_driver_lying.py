"""A slip left under the window: nothing for the next person, at once for who asks for it, never silent."""

import pytest

from kiosk.devices.scanner.profile import shipped
from tests.devices.scanner.bench import FOREIGN, SLIP, ScannerBench


@pytest.mark.parametrize("profile", ["serial-trigger", "always-on"])
@pytest.mark.parametrize("pause", [0.05, 0.5, 60.0, 590.0])
def test_a_slip_left_lying_there_does_not_count_when_asked_again(profile: str, pause: float) -> None:
    """Its owner has gone; whoever comes next must not see his reply."""
    bench = ScannerBench(profile)
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="600")
    bench.stop_at(5.0)
    bench.start_at(5.0 + pause)
    bench.scan_at(20.0 + pause, FOREIGN, hold_s="1")
    bench.run(30.0 + pause)
    assert bench.codes == [SLIP, FOREIGN]


@pytest.mark.parametrize("profile", ["serial-trigger", "always-on"])
@pytest.mark.parametrize("pause", [-1.0, 0.05, 60.0])
def test_a_slip_that_lies_there_counts_at_once_for_who_asks_for_it(profile: str, pause: float) -> None:
    """``pause`` below nought: asked for on a page while another had been looking all the time."""
    bench = ScannerBench(profile)
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="600")
    if pause > 0:
        bench.stop_at(5.0)
    bench.start_at(6.0 + pause, fresh=True)
    bench.run(20.0 + pause)
    assert bench.codes == [SLIP, SLIP]
    assert bench.scanned_at[1] - (6.0 + pause) < 1.5
    assert not [at for at, lies in bench.lies if lies and 6.0 + pause <= at < bench.scanned_at[1]]


@pytest.mark.parametrize("profile", shipped())
def test_a_code_that_is_withheld_is_said_to_lie_there_until_it_is_gone(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="10")
    bench.run(30.0)
    assert [lies for _, lies in bench.lies] == [True, False]
    (first, _), (last, _) = bench.lies
    assert 2.0 < first < 4.5
    assert 13.5 < last < 15.5  # from then on it would count again


@pytest.mark.parametrize("end", ["stop", "unplug"])
def test_nothing_is_said_to_lie_there_while_nobody_looks(end: str) -> None:
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="20")
    if end == "stop":
        bench.stop_at(8.0)
    else:
        bench.at(8.0, "unplug")
    bench.run(9.0)
    assert [lies for _, lies in bench.lies] == [True, False]
    assert bench.lies[-1][0] < 8.6


@pytest.mark.parametrize("profile", ["serial-trigger", "always-on"])
def test_what_lay_there_before_the_program_began_opens_nothing(profile: str) -> None:
    """It follows another, which forgot whose slip that was: nobody's progress comes up by itself."""
    bench = ScannerBench(profile)
    bench.driver.beware()
    bench.scan_at(0.5, SLIP, hold_s="30")
    bench.start_at(1.0)
    bench.scan_at(60.0, SLIP, hold_s="5")
    bench.run(70.0)
    assert [at >= 60.0 for at in bench.scanned_at] == [True], "taken away and held there again it counts"
    assert any(lies for at, lies in bench.lies if at < 5.0), "and meanwhile it is said to lie there"


@pytest.mark.parametrize("profile", ["serial-trigger", "always-on"])
def test_who_holds_one_there_a_moment_later_is_heard(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.driver.beware()
    bench.start_at(1.0)
    bench.scan_at(4.0, SLIP, hold_s="5")
    bench.run(12.0)
    assert bench.codes == [SLIP]
