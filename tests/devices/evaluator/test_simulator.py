"""The simulated evaluator, without our driver."""

import re

import pytest

from kiosk.devices.evaluator.profile import load_profile
from kiosk.devices.evaluator.simulator import EvaluatorSimulator
from kiosk.devices.simulation import Powered, Simulator, Timed
from tests.support.clock import ManualClock


def make(profile: str = "synthetic-framed", address: int = 1) -> tuple[EvaluatorSimulator, ManualClock]:
    clock = ManualClock()
    return EvaluatorSimulator(load_profile(profile), clock, address), clock


def said(simulator: EvaluatorSimulator) -> list[str]:
    return [reply.data.hex() for reply in simulator.unsolicited()]


def test_it_is_a_simulator_with_a_timer_and_a_plug() -> None:
    simulator: Simulator = make()[0]
    assert isinstance(simulator, Timed)
    assert isinstance(simulator, Powered)
    assert simulator.baud == 9600


def test_it_speaks_the_tables_frames() -> None:
    simulator, _ = make(address=7)
    simulator.control("press", {"level": "5"})
    simulator.control("press", {"level": "1", "times": "2"})
    simulator.control("timeout", {})
    assert said(simulator) == ["aa5581070187", "aa5581070583", "aa5581070583", "aa5582070085"]
    ascii_one, _ = make("synthetic-ascii")
    ascii_one.control("press", {"level": "2"})  # two keys mean 不满意: the first of them
    ascii_one.control("timeout", {})
    assert said(ascii_one) == [b"S4;".hex(), b"S0;".hex()]


def test_it_gives_up_after_the_tables_time_when_asked() -> None:
    simulator, clock = make()
    assert simulator.next_due() is None
    assert simulator.receive(bytes.fromhex("00aa5501")) == []
    assert simulator.receive(bytes.fromhex("0100")) == []
    assert simulator.next_due() == clock.monotonic() + 30.0
    clock.advance(29.0)
    assert said(simulator) == []
    clock.advance(1.0)
    assert said(simulator) == ["aa5582010083"]
    assert simulator.next_due() is None


def test_a_stop_a_press_and_a_pulled_plug_end_the_asking() -> None:
    simulator, _ = make()
    start, stop = bytes.fromhex("aa55010100"), bytes.fromhex("aa55020103")
    simulator.receive(start + stop)
    assert not simulator.asking
    simulator.receive(start)
    assert simulator.control("press", {"level": "4"}) == {"asking": False, "alive": True, "pressed": [4]}
    simulator.receive(start)
    simulator.power_off()
    assert not simulator.asking
    assert said(simulator) == []


def test_heartbeats_are_answered_until_told_not_to() -> None:
    simulator, _ = make()
    beat = bytes.fromhex("aa55030102")
    assert [reply.data.hex() for reply in simulator.receive(beat + beat)] == ["aa5583010082"] * 2
    simulator.control("alive", {"state": "off"})
    assert simulator.receive(beat) == []


def test_a_model_that_never_says_that_nobody_pressed() -> None:
    simulator, _ = make("synthetic-raw-key")
    simulator.control("timeout", {})
    assert said(simulator) == []
    assert simulator.receive(b"anything at all") == []


@pytest.mark.parametrize(
    ("verb", "args", "fault"),
    [
        ("present", {}, "knows press"),
        ("press", {}, "level"),
        ("press", {"level": "6"}, "from 1 to 5"),
        ("press", {"level": "5", "times": "0"}, "times"),
        ("press", {"level": "5"}, "nothing to say for 5"),
        ("alive", {"state": "perhaps"}, "on|off"),
    ],
)
def test_what_it_does_not_know_it_says(verb: str, args: dict[str, str], fault: str) -> None:
    simulator, _ = make("synthetic-raw-key")
    with pytest.raises(ValueError, match=re.escape(fault)):
        simulator.control(verb, args)
