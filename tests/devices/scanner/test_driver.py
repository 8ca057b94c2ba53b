"""The driver's policy in simulated time: dark until asked, each code once, nothing kept for later."""

import logging
import threading
from pathlib import Path

import pytest

from kiosk.devices.scanner.profile import load_profile, shipped
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.domain.device import CodeScanned
from tests.devices.scanner.bench import FOREIGN, SLIP, ScannerBench, own_profile

ON, OFF = b"\x16T\r", b"\x16U\r"


@pytest.mark.parametrize("profile", shipped())
@pytest.mark.parametrize("text", [SLIP, FOREIGN])
def test_a_code_is_handed_on_once(profile: str, text: str) -> None:
    bench = ScannerBench(profile)
    bench.start_at(1.0)
    bench.scan_at(3.0, text, times="3")
    bench.run(30.0)
    assert bench.codes == [text]
    assert 3.1 < bench.scanned_at[0] < 3.6


def test_a_code_in_gb18030_is_handed_on() -> None:
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.scan_at(2.0, FOREIGN, encoding="gb18030")
    bench.run(5.0)
    assert bench.codes == [FOREIGN]


def test_the_trigger_is_on_while_asked_and_off_before_and_after() -> None:
    bench = ScannerBench()
    lit: list[bool] = []
    for moment in (0.9, 1.5, 5.5):
        bench.clock.at(moment, lambda: lit.append(bench.simulator._looking))
    bench.start_at(1.0)
    bench.stop_at(5.0)
    bench.run(20.0)
    assert lit == [False, True, False]
    assert bench.host.sent == OFF + ON + OFF


def test_a_terminal_that_stops_leaves_it_dark() -> None:
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.run(2.0)
    assert bench.host.sent.endswith(OFF)
    assert bench.host.opened == bench.host.closed == 1


# ---- only while asked ----------------------------------------------------------------------------


@pytest.mark.parametrize("profile", shipped())
def test_what_is_held_before_and_after_the_asking_is_nobodys(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.scan_at(1.0, "before", hold_s="2")
    bench.start_at(5.0)
    bench.stop_at(8.0)
    bench.scan_at(9.0, "after", hold_s="2")
    bench.run(20.0)
    assert bench.codes == []


def test_a_code_whose_beginning_came_before_the_asking_is_dropped() -> None:
    """4 of its 40 bytes a 4.2 ms: at any moment of it."""
    for step in range(12):
        bench = ScannerBench("always-on")
        bench.scan_at(1.0, SLIP, hold_s="0.2")
        bench.start_at(1.152 + step * 0.0035)
        bench.scan_at(4.0, FOREIGN)
        bench.run(10.0)
        assert bench.codes == [FOREIGN], step


def test_a_code_that_ends_after_the_asking_is_dropped() -> None:
    bench = ScannerBench("always-on")
    bench.start_at(0.5)
    bench.scan_at(1.0, SLIP, hold_s="0.2")
    bench.stop_at(1.17)
    bench.start_at(5.0)
    bench.run(10.0)
    assert bench.codes == []


def test_half_a_code_from_before_is_not_finished_after() -> None:
    bench = ScannerBench()
    bench.at(1.00, "garbage", hex=SLIP[:20].encode().hex())
    bench.start_at(1.05)
    bench.at(1.10, "garbage", hex=(SLIP[20:] + "\r").encode().hex())
    bench.at(3.00, "garbage", hex=b"AB\r".hex())
    bench.run(5.0)
    assert bench.codes == ["AB"]


@pytest.mark.parametrize("before", ["", f"{FOREIGN}\r", "9" * 40_000])
def test_what_waits_in_the_ports_buffer_when_asked_is_dropped(before: str) -> None:
    """The terminal was busy; meanwhile a whole code came, more than is read at once, and half of another."""
    bench = ScannerBench("always-on")
    bench.driver.open()
    bench.host.control("garbage", {"hex": (before + SLIP[:20]).encode().hex()})
    bench.clock.advance(60.0)
    bench.host.control("garbage", {"hex": SLIP[20:22].encode().hex()})
    bench.clock.advance(0.01)
    bench.driver.start_scanning()
    now = bench.clock.elapsed
    bench.at(now + 0.05, "garbage", hex=(SLIP[22:] + "\r").encode().hex())
    bench.at(now + 2.0, "garbage", hex=b"AB\r".hex())
    stop = threading.Event()
    bench.clock.at(now + 5.0, stop.set)
    bench.driver.run(stop)
    bench.driver.close()
    assert bench.codes == ["AB"]


def test_nothing_is_posted_once_stop_has_returned() -> None:
    bench = ScannerBench("always-on")
    bench.start_at(0.5)
    stopped_at = 1.19  # it is being sent
    bench.scan_at(1.0, SLIP)
    bench.stop_at(stopped_at)
    bench.run(5.0)
    assert bench.codes == []


# ---- each code once ------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", shipped())
def test_a_code_that_stays_is_one_code(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="25")
    bench.run(30.0)
    assert bench.codes == [SLIP]
    assert bench.simulator.reads > 15  # looked at again and again


def test_two_codes_that_lie_side_by_side_are_two() -> None:
    bench = ScannerBench("always-on")
    bench.start_at(1.0)
    for second in range(2, 20, 2):
        bench.scan_at(second, SLIP, hold_s="0.9")
        bench.scan_at(second + 1, FOREIGN, hold_s="0.9")
    bench.run(30.0)
    assert bench.codes == [SLIP, FOREIGN]


def test_taken_away_for_a_while_it_counts_again() -> None:
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="1")
    bench.scan_at(8.0, SLIP, hold_s="3")
    bench.run(20.0)
    assert bench.codes == [SLIP, SLIP]


def test_taken_away_and_held_there_again_it_counts_for_whoever_asks() -> None:
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="1")
    bench.stop_at(3.0)
    bench.start_at(4.0)
    bench.scan_at(8.0, SLIP, hold_s="1")
    bench.stop_at(10.0)
    bench.start_at(10.0 + 700.0)
    bench.scan_at(10.0 + 700.5, SLIP, hold_s="1")
    bench.run(720.0)
    assert bench.codes == [SLIP] * 3


def test_another_code_right_after_counts() -> None:
    bench = ScannerBench("always-on")
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP, hold_s="0.5")
    bench.scan_at(3.0, FOREIGN, hold_s="0.5")
    bench.run(10.0)
    assert bench.codes == [SLIP, FOREIGN]


def test_many_codes_in_turn_are_remembered_within_bounds() -> None:
    bench = ScannerBench("always-on")
    bench.start_at(1.0)
    for number in range(60):
        bench.at(2.0 + number * 0.02, "garbage", hex=f"CODE-{number % 20}\r".encode().hex())
    bench.run(10.0)
    assert len(bench.driver._seen) == 8
    assert set(bench.codes) == {f"CODE-{number}" for number in range(20)}


def test_of_what_was_seen_too_little_is_kept_to_tell_a_code_by() -> None:
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP)
    bench.stop_at(5.0)
    bench.run(8.0)
    assert bench.codes == [SLIP]
    assert bench.driver._wanted is bench.driver._shown is None
    assert "7K3Q" not in repr(bench.driver.__dict__)
    assert [len(code) for code in bench.driver._seen] == [4]


# ---- what a model does by itself -----------------------------------------------------------------


def test_a_model_that_saw_nothing_is_told_to_look_again_and_says_no_code() -> None:
    bench = ScannerBench("zkb200")
    bench.start_at(1.0)
    bench.scan_at(20.0, SLIP)
    bench.run(25.0)
    assert bench.codes == [SLIP]
    assert 5 <= bench.host.sent.count(b"\x54") <= 12


def test_a_trigger_that_got_lost_is_said_again() -> None:
    bench = ScannerBench()
    bench.at(0.9, "stall")
    bench.start_at(1.0)
    bench.at(2.0, "resume")
    bench.scan_at(8.0, SLIP)
    bench.run(12.0)
    assert bench.codes == [SLIP]


@pytest.mark.parametrize("profile", shipped())
def test_an_ordinary_life(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.start_at(10.0)
    bench.stop_at(30.0)
    bench.run(60.0)
    assert bench.told == [("opening", ""), ("ready", "")]


@pytest.mark.parametrize("profile", ["newland-em", "newland-hr"])
def test_a_model_that_answers_and_falls_silent_is_noticed_and_comes_back(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.at(6.0, "alive", state="off")
    bench.at(70.0, "alive", state="on")
    bench.run(100.0)
    assert bench.told == [("opening", ""), ("ready", ""), ("degraded", "silent"), ("ready", "")]


def test_a_model_that_falls_silent_while_asked_is_noticed() -> None:
    bench = ScannerBench("newland-em")
    bench.start_at(1.0)
    bench.at(6.0, "stall")
    bench.run(40.0)
    assert bench.told[-1] == ("degraded", "silent")


@pytest.mark.parametrize("profile", ["mindeo", "newland-em", "newland-hr"])
def test_a_port_without_the_device_behind_it_is_not_ready_until_it_has_power(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.host.control("alive", {"state": "off"})
    bench.at(20.0, "alive", state="on")
    bench.start_at(40.0)
    bench.scan_at(41.0, SLIP)
    bench.run(50.0)
    assert bench.told == [("opening", ""), ("degraded", "silent"), ("ready", "")]
    assert bench.codes == [SLIP]
    setup = b"".join(command.data for command in load_profile(profile).setup)
    assert not setup or bench.host.sent.count(setup) >= 2  # what it lost with its power it is told again


def test_a_model_that_refuses_the_trigger_needs_staff(tmp_path: Path) -> None:
    em = load_profile("newland-em")
    assert em.on is not None
    deaf = em.on.model_copy(update={"answer": em.refusals[1]})
    _, device = own_profile(tmp_path, "newland-em", on=deaf, refusals=[])
    bench = ScannerBench("newland-em", device)
    bench.start_at(5.0)
    bench.stop_at(12.0)
    bench.run(20.0)
    assert bench.told == [("opening", ""), ("ready", ""), ("degraded", "refuses"), ("ready", "")]


def test_a_scanner_set_to_another_end_is_understood() -> None:
    bench = ScannerBench()
    bench.start_at(0.5)
    for number, end in enumerate(("CR", "LF", "CRLF", "TAB", "none")):
        bench.at(1.0 + 3 * number, "suffix", end=end)
        bench.scan_at(1.1 + 3 * number, f"CODE-{end}", hold_s="2")
    bench.run(20.0)
    assert bench.codes == ["CODE-CR", "CODE-LF", "CODE-CRLF", "CODE-TAB", "CODE-none"]


@pytest.mark.parametrize("baud", [1200, 9600, 115200])
def test_a_long_code_at_any_speed_is_one_code(baud: int) -> None:
    """Adapters hand over 64 bytes at once: the pauses between are no silence."""
    bench = ScannerBench(settings=ScannerSettings(baud=baud))
    bench.simulator.baud = baud
    bench.at(0.1, "suffix", end="none")
    bench.start_at(1.0)
    bench.scan_at(2.0, "9" * 400, hold_s="1")
    bench.run(20.0)
    assert bench.codes == ["9" * 400]


def test_nothing_of_a_code_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "kiosk")
    bench = ScannerBench()
    bench.start_at(1.0)
    bench.scan_at(2.0, SLIP)
    bench.at(4.0, "unplug")
    bench.at(5.0, "plug")
    bench.run(10.0)
    assert bench.codes == [SLIP]
    for record in caplog.records:
        assert "7K3Q" not in repr(record.__dict__)
    assert "7K3Q" not in repr(CodeScanned(SLIP))


# ---- settings and the doctor ---------------------------------------------------------------------


def test_the_speed_comes_from_the_table_unless_configured() -> None:
    bench = ScannerBench()
    bench.run(1.0)
    assert bench.host.line.host_baud == 9600
    other = ScannerBench(settings=ScannerSettings(baud=115200))
    other.run(1.0)
    assert other.host.line.host_baud == 115200


def test_a_faulty_table_needs_staff(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text("{")
    bench = ScannerBench(str(path), load_profile("serial-trigger"))
    bench.run(5.0)
    assert bench.told[-1] == ("failed", "refuses")
    (row,) = bench.driver.preflight()
    assert (row.ok, row.code) == (False, "E-SCN-02")


@pytest.mark.parametrize("profile", shipped())
def test_preflight(profile: str) -> None:
    bench = ScannerBench(profile)
    assert [(row.check, row.ok, row.code) for row in bench.driver.preflight()] == [
        ("扫码器型号", True, ""),
        ("扫码器", True, ""),
    ]
    assert bench.host.opened == bench.host.closed == 1
    bench.host.control("unplug")
    assert [row.code for row in bench.driver.preflight()] == ["", "E-SCN-01"]


@pytest.mark.parametrize("profile", ["mindeo", "newland-em"])
def test_preflight_of_a_model_that_should_answer_and_does_not(profile: str) -> None:
    bench = ScannerBench(profile)
    bench.host.control("alive", {"state": "off"})
    assert [row.code for row in bench.driver.preflight()] == ["", "E-SCN-02"]


def test_preflight_leaves_alone_what_is_in_use() -> None:
    bench = ScannerBench()
    rows: list[bool] = []
    bench.clock.at(2.0, lambda: rows.extend(row.ok for row in bench.driver.preflight()))
    bench.run(4.0)
    assert rows == [True, True]
    assert bench.host.opened == 1
