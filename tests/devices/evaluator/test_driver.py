"""The driver's policy, and every fault at every step, in simulated time."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.evaluator.profile import Heartbeat, load_profile, shipped
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.domain.device import EvaluatorPressed
from tests.devices.evaluator.bench import EvaluatorBench

START = bytes.fromhex("aa55010100")
STOP = bytes.fromhex("aa55020103")


@pytest.mark.parametrize("profile", shipped())
@pytest.mark.parametrize("level", [4, 3, 2])
def test_a_key_is_handed_on_once(profile: str, level: int) -> None:
    bench = EvaluatorBench(profile)
    bench.ask_at(1.0)
    bench.at(3.0, "press", level=str(level), times="3")
    bench.run(30.0)
    assert bench.levels == [level]
    pressed = [at for at, message in bench.events if isinstance(message, EvaluatorPressed)]
    assert 3.0 < pressed[0] < 3.2


def test_the_device_is_told_to_ask_and_not_interrupted_after_a_key() -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0)
    bench.clock.at(2.0, lambda: bench.events.append((2.0, bench.simulator.asking)))
    bench.at(3.0, "press", level="5")
    bench.run(30.0)
    assert (2.0, True) in bench.events
    assert bench.host.sent.count(START) == 1
    assert STOP not in bench.host.sent


def test_a_cancel_stops_the_device_and_posts_nothing() -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0)
    bench.cancel_at(3.0)
    bench.at(3.5, "press", level="5")
    bench.run(40.0)
    assert bench.levels == []
    assert bench.host.sent.count(STOP) == 1


def test_nobody_pressed_by_our_own_clock() -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0, timeout_s=5.0)
    bench.run(30.0)
    assert bench.levels == [None]
    at = next(when for when, message in bench.events if isinstance(message, EvaluatorPressed))
    assert 6.0 <= at < 6.3
    assert bench.host.sent.count(STOP) == 1


def test_nobody_pressed_by_the_devices_clock() -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0, timeout_s=100.0)
    bench.run(60.0)
    assert bench.levels == [None]
    at = next(when for when, message in bench.events if isinstance(message, EvaluatorPressed))
    assert 31.0 < at < 31.3
    assert STOP not in bench.host.sent


def test_keys_nobody_asked_for_are_ignored() -> None:
    bench = EvaluatorBench()
    bench.at(1.0, "press", level="1")
    bench.ask_at(5.0)
    bench.at(7.0, "press", level="5")
    bench.at(9.0, "press", level="1")
    bench.run(20.0)
    assert bench.levels == [5]


def test_half_a_frame_from_before_the_question_is_not_finished_after_it() -> None:
    bench = EvaluatorBench()
    bench.at(1.00, "garbage", hex="AA 55 81 01")
    bench.ask_at(1.05)
    bench.at(1.20, "garbage", hex="05 85")
    bench.run(5.0)
    assert bench.levels == []


def test_half_a_frame_is_forgotten_when_the_line_is_quiet() -> None:
    bench = EvaluatorBench("synthetic-ascii")
    bench.ask_at(1.0)
    bench.at(2.0, "garbage", hex="53")
    bench.at(3.0, "garbage", hex="31 3B")
    bench.run(5.0)
    assert bench.levels == []


def test_a_profile_may_take_unasked_keys_and_hears_a_worn_one_once(tmp_path: Path) -> None:
    profile = load_profile("synthetic-raw-key").model_copy(update={"accept_unsolicited": True})
    path = tmp_path / "own.json"
    path.write_text(profile.model_dump_json(by_alias=True))
    bench = EvaluatorBench(str(path), profile)
    bench.at(1.0, "press", level="4", times="3")
    bench.at(2.0, "press", level="2")
    bench.run(5.0)
    assert bench.levels == [4, 2]


def test_the_second_word_of_a_worn_key_does_not_answer_the_next_question() -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0)
    bench.at(2.0, "press", level="5")
    bench.ask_at(2.15)
    bench.at(2.3, "press", level="5")
    bench.at(4.0, "press", level="3")
    bench.run(10.0)
    assert bench.levels == [5, 3]


def test_a_new_question_replaces_the_old_one() -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0, timeout_s=3.0)
    bench.ask_at(2.0, timeout_s=10.0)
    bench.at(8.0, "press", level="4")
    bench.run(20.0)
    assert bench.levels == [4]
    assert bench.host.sent.count(START) == 2


@pytest.mark.parametrize("profile", shipped())
def test_an_ordinary_life(profile: str) -> None:
    bench = EvaluatorBench(profile)
    bench.run(60.0)
    assert bench.told == [("opening", ""), ("ready", "")]


def test_a_device_with_a_heartbeat_that_falls_silent_is_noticed_and_comes_back() -> None:
    bench = EvaluatorBench()
    bench.at(6.0, "alive", state="off")
    bench.at(40.0, "alive", state="on")
    bench.run(60.0)
    assert bench.told == [("opening", ""), ("ready", ""), ("degraded", "silent"), ("ready", "")]


def test_a_port_without_the_device_behind_it_is_not_ready() -> None:
    bench = EvaluatorBench()
    bench.host.control("stall")
    bench.at(20.0, "resume")
    bench.run(40.0)
    assert bench.told == [("opening", ""), ("degraded", "silent"), ("ready", "")]


def test_a_plug_pulled_between_two_heartbeats_is_not_taken_for_silence() -> None:
    bench = EvaluatorBench()
    bench.at(6.0, "unplug")
    bench.at(6.2, "plug")
    bench.run(30.0)
    assert ("degraded", "silent") not in bench.told
    assert bench.told[-1] == ("ready", "")


def test_the_settings_of_the_line_come_from_the_table_unless_configured() -> None:
    bench = EvaluatorBench()
    bench.run(1.0)
    assert bench.host.line.host_baud == 9600
    other = EvaluatorBench(settings=EvaluatorSettings(baud=19200))
    other.run(1.0)
    assert other.host.line.host_baud == 19200


def test_a_faulty_table_needs_staff(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text("{")
    bench = EvaluatorBench(str(path), load_profile("synthetic-framed"))
    bench.run(5.0)
    assert bench.told[-1] == ("failed", "refuses")
    (row,) = bench.driver.preflight()
    assert (row.ok, row.code) == (False, "E-EVA-02")


def test_preflight() -> None:
    bench = EvaluatorBench()
    assert [(row.check, row.ok) for row in bench.driver.preflight()] == [
        ("评价器型号", True),
        ("评价器", True),
    ]
    bench.host.control("unplug")
    assert [row.code for row in bench.driver.preflight()] == ["", "E-EVA-01"]


# ---- the fault matrix ----------------------------------------------------------------------------

FAULTS = {
    "unplug": ("unplug", {}, "plug"),
    "garbage": ("garbage", {"bytes": "200", "seed": "3"}, "resume"),
    "half": ("half", {"bytes": "3"}, "resume"),
    "stall": ("stall", {}, "resume"),
}
STEPS = {"before": 1.0, "while asked": 6.0, "after": 14.0}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("profile", shipped())
def test_any_fault_at_any_step_ends_in_a_working_evaluator(profile: str, fault: str, step: str) -> None:
    verb, args, end = FAULTS[fault]
    bench = EvaluatorBench(profile)
    bench.at(STEPS[step], verb, **args)
    bench.at(STEPS[step] + 3.5, end)
    bench.ask_at(5.0, timeout_s=40.0)
    bench.at(12.0, "press", level="4")
    bench.ask_at(40.0)
    bench.at(45.0, "press", level="2")
    bench.run(60.0)
    if fault == "garbage" and step == "while asked":
        # A one-byte protocol cannot tell noise from keys; a framed one must.
        assert bench.levels == [4, 2] or profile == "synthetic-raw-key"
    elif fault == "half":
        assert bench.levels[-1] == 2
    else:
        assert bench.levels == [4, 2]
    assert bench.told[-1] == ("ready", "")
    assert bench.host.opened == bench.host.closed


@pytest.mark.parametrize("count", range(1, 6))
def test_a_frame_that_breaks_off_anywhere_is_no_key_and_the_next_one_is(count: int) -> None:
    bench = EvaluatorBench()
    bench.ask_at(1.0, timeout_s=40.0)
    bench.at(6.2, "half", bytes=str(count))
    bench.at(6.3, "press", level="5")
    bench.at(9.0, "press", level="4")
    bench.run(20.0)
    assert bench.levels == [4]


def test_a_question_put_while_unplugged_is_asked_once_the_plug_is_back() -> None:
    bench = EvaluatorBench()
    bench.at(1.0, "unplug")
    bench.ask_at(2.0, timeout_s=30.0)
    bench.at(8.0, "plug")
    bench.at(20.0, "press", level="5")
    bench.run(30.0)
    assert bench.levels == [5]


def test_a_question_that_ran_out_while_unplugged_is_not_answered_to_somebody_else() -> None:
    bench = EvaluatorBench()
    bench.at(1.0, "unplug")
    bench.ask_at(2.0, timeout_s=5.0)
    bench.at(20.0, "plug")
    bench.at(30.0, "press", level="1")
    bench.run(40.0)
    assert bench.levels == []


@given(st.sampled_from(sorted(FAULTS)), st.floats(0.0, 12.0), st.floats(0.1, 5.0), st.sampled_from(shipped()))
def test_a_fault_at_any_moment(fault: str, moment: float, lasts: float, profile: str) -> None:
    verb, args, end = FAULTS[fault]
    bench = EvaluatorBench(profile)
    bench.at(moment, verb, **args)
    bench.at(moment + lasts, end)
    bench.ask_at(5.0, timeout_s=10.0)
    bench.at(8.0, "press", level="4")
    bench.ask_at(35.0)
    bench.at(40.0, "press", level="3")
    bench.run(50.0)
    assert len(bench.levels) <= 2
    assert bench.levels[-1:] == [3]
    if profile != "synthetic-raw-key" or fault != "garbage":
        assert set(bench.levels) <= {4, 3, None}
    assert bench.told[-1] == ("ready", "")


def test_heartbeats_do_not_pile_up() -> None:
    bench = EvaluatorBench()
    profile = load_profile("synthetic-framed")
    assert isinstance(profile.heartbeat, Heartbeat)
    bench.run(51.0)
    beats = bytes.fromhex("aa55030102")
    assert 10 <= bench.host.sent.count(beats) <= 12
