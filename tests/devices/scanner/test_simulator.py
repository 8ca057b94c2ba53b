"""The simulated scanner, without our driver."""

import re

import pytest

from kiosk.devices.scanner.profile import Profile, load_profile
from kiosk.devices.scanner.simulator import DECODING, HOLD_S, REREADING, ScannerSimulator
from kiosk.devices.simulation import Powered, Simulator, Timed
from tests.support.clock import ManualClock

ON, OFF = b"\x16T\r", b"\x16U\r"


def make(profile: str | Profile = "serial-trigger") -> tuple[ScannerSimulator, ManualClock]:
    clock = ManualClock()
    table = load_profile(profile) if isinstance(profile, str) else profile
    return ScannerSimulator(table, clock), clock


def said(simulator: ScannerSimulator) -> list[bytes]:
    return [reply.data for reply in simulator.unsolicited()]


def test_it_is_a_simulator_with_a_timer_and_a_plug() -> None:
    simulator: Simulator = make()[0]
    assert isinstance(simulator, Timed)
    assert isinstance(simulator, Powered)
    assert (simulator.name, simulator.baud) == ("scanner", 9600)


def test_dark_it_reads_nothing_and_lit_it_reads_once() -> None:
    simulator, clock = make()
    simulator.control("scan", {"text": "AB"})
    clock.advance(1.0)
    assert said(simulator) == []
    assert simulator.receive(b"\x00" + ON[:2]) == []
    assert simulator.receive(ON[2:]) == []
    assert said(simulator) == []
    clock.advance(DECODING)
    assert said(simulator) == [b"AB\r"]
    assert simulator.control("suffix", {"end": "LF"}) == {
        "looking": False,
        "held": True,
        "alive": True,
        "reads": 1,
    }
    clock.advance(1.0)
    assert said(simulator) == []
    simulator.receive(ON)
    clock.advance(DECODING)
    assert said(simulator) == [b"AB\n"]


def test_a_code_is_held_for_a_while_or_until_it_is_taken() -> None:
    simulator, clock = make()
    simulator.receive(ON)
    simulator.control("scan", {"text": "AB"})
    simulator.control("take", {})
    clock.advance(1.0)
    assert said(simulator) == []
    simulator.receive(OFF)
    simulator.control("scan", {"text": "AB", "hold_s": "0.5"})
    assert simulator.next_due() == clock.monotonic() + 0.5
    clock.advance(0.5)
    simulator.unsolicited()
    simulator.receive(ON)
    clock.advance(1.0)
    assert said(simulator) == []
    assert simulator.next_due() is None


def test_a_model_that_always_looks_reads_what_is_held_again_and_again() -> None:
    simulator, clock = make("always-on")
    simulator.control("scan", {"text": "AB"})
    reads = []
    for _ in range(100):
        due = simulator.next_due()
        if due is None:
            break
        clock.advance(due - clock.monotonic())
        reads += said(simulator)
    assert reads == [b"AB\r"] * len(reads)
    assert len(reads) == int((HOLD_S - DECODING) / REREADING) + 1


def test_a_stutter_and_codes_of_any_bytes() -> None:
    simulator, clock = make("always-on")
    simulator.control("scan", {"text": "测试", "encoding": "gb18030", "times": "2", "hold_s": "0.5"})
    clock.advance(DECODING)
    assert said(simulator) == ["测试".encode("gb18030") + b"\r"] * 2
    simulator.control("scan", {"hex": "1B 40", "hold_s": "0.5"})
    clock.advance(REREADING)
    assert said(simulator) == []  # it was taken away before
    simulator.control("scan", {"hex": "1B 40"})
    clock.advance(DECODING)
    assert said(simulator) == [b"\x1b@\r"]


def test_a_model_that_gives_up_says_so() -> None:
    simulator, clock = make("zkb200")
    simulator.receive(b"\x54")
    assert simulator.next_due() == clock.monotonic() + 3.0
    clock.advance(3.0)
    assert said(simulator) == [b"%%NoRead\r"]
    assert simulator.next_due() is None
    simulator.receive(b"\x54")
    simulator.control("noread", {})
    assert said(simulator) == [b"%%NoRead\r"]
    silent, _ = make()
    silent.control("noread", {})
    assert said(silent) == []


def test_commands_are_answered_as_the_table_says_until_told_not_to() -> None:
    simulator, _ = make("newland-em")
    on = bytes.fromhex("7E 00 08 01 00 02 01 AB CD")
    off = bytes.fromhex("7E 00 08 01 00 02 00 AB CD")
    ok = bytes.fromhex("02 00 00 01 00 33 31")
    assert [reply.data for reply in simulator.receive(on + off + on)] == [ok] * 3
    assert simulator.control("alive", {"state": "off"})["looking"] is False
    assert simulator.receive(on) == []
    mindeo, _ = make("mindeo")
    (setup,) = load_profile("mindeo").setup
    assert [reply.data for reply in mindeo.receive(setup.data + ON)] == [b"0401D05.\x06"]


def test_a_pulled_plug_ends_the_looking_and_forgets_half_a_command() -> None:
    simulator, clock = make()
    simulator.receive(ON + ON[:2])
    simulator.control("scan", {"text": "AB"})
    simulator.power_off()
    simulator.receive(ON[2:])
    clock.advance(1.0)
    assert said(simulator) == []


def test_the_aim_prefix_of_a_model_that_sends_one() -> None:
    simulator, clock = make(load_profile("always-on").model_copy(update={"aim_prefix": True}))
    simulator.control("scan", {"text": "AB"})
    clock.advance(DECODING)
    assert said(simulator) == [b"]Q1AB\r"]


@pytest.mark.parametrize(
    ("verb", "args", "fault"),
    [
        ("press", {}, "knows scan"),
        ("scan", {}, "text or hex"),
        ("scan", {"text": "a", "hex": "61"}, "text or hex"),
        ("scan", {"text": ""}, "1 to"),
        ("scan", {"text": "a" * 9000}, "1 to"),
        ("scan", {"hex": "6"}, "hexadecimal"),
        ("scan", {"text": "a", "encoding": "latin-1"}, "utf-8|gb18030"),
        ("scan", {"text": "\ud800"}, "in that encoding"),
        ("scan", {"text": "a", "hold_s": "soon"}, "hold_s"),
        ("scan", {"text": "a", "hold_s": "0"}, "hold_s"),
        ("scan", {"text": "a", "hold_s": "nan"}, "hold_s"),
        ("scan", {"text": "a", "times": "0"}, "times"),
        ("suffix", {"end": "EOT"}, "CRLF"),
        ("alive", {"state": "perhaps"}, "on|off"),
    ],
)
def test_what_it_does_not_know_it_says(verb: str, args: dict[str, str], fault: str) -> None:
    simulator, _ = make()
    with pytest.raises(ValueError, match=re.escape(fault)):
        simulator.control(verb, args)
