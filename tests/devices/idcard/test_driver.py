"""The driver's policy, one rule a test, in simulated time."""

import threading
from collections.abc import Mapping

import pytest

from kiosk.devices.idcard.driver import PING_EVERY
from kiosk.devices.idcard.protocol import Command, request, response
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.devices.simulation import Reply
from kiosk.devices.transport.base import TransportError
from kiosk.domain.device import CardDocument, CardProblem, CardRead, CardSeen, DeviceState
from tests.devices.idcard.bench import ALL, WIRE, CardBench

READY_ONLY = [DeviceState.OPENING, DeviceState.READY]


def count(bench: CardBench, command: Command) -> int:
    return bytes(bench.host.sent).count(request(command))


def test_nothing_is_read_until_somebody_asks() -> None:
    bench = CardBench()
    bench.control("present")
    bench.run(10)
    assert bench.states == READY_ONLY
    assert bench.cards == []
    assert count(bench, Command.FIND) == 0
    assert count(bench, Command.STATUS) == 1 + 10 // PING_EVERY


def test_a_card_is_read_and_only_the_wanted_fields_pass() -> None:
    bench = CardBench()
    bench.driver.start_reading(("name",))
    bench.at(1.0, "present")
    bench.run(3)
    assert bench.cards == [CardSeen(), bench.reads[0]]
    assert bench.reads[0].document == CardDocument("resident", name="测试甲")
    assert bench.states == READY_ONLY


def test_elapsed_is_the_wire_and_the_card_and_nothing_else() -> None:
    bench = CardBench()
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(3)
    (read,) = bench.reads
    assert read.elapsed_ms == pytest.approx((WIRE + 0.35) * 1000, rel=0.001)
    assert read.document == CardDocument("resident", "测试甲", "330199194912310012", "男", "1949-12-31")


def test_a_touch_is_answered_at_once_even_between_two_pings() -> None:
    bench = CardBench(rf=RfTimes(0, 0, 0))
    bench.control("present")
    bench.clock.at(1.234, lambda: bench.driver.start_reading(ALL))
    bench.run(3)
    ((at, _),) = [event for event in bench.events if isinstance(event[1], CardRead)]
    assert at == pytest.approx(1.234 + WIRE, abs=0.001)


def test_reading_ends_with_the_document() -> None:
    bench = CardBench()
    bench.control("latch", {"on": "false"})
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(5)
    assert len(bench.reads) == 1
    assert count(bench, Command.FIND) == 1


def test_the_next_request_reads_again_once_the_card_was_lifted() -> None:
    bench = CardBench()
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.at(2, "remove")
    bench.at(2.1, "present", person="hkmt")
    bench.clock.at(3, lambda: bench.driver.start_reading(("name",)))
    bench.run(5)
    assert [read.document.document for read in bench.reads] == ["resident", "hkmt"]


def test_a_card_left_lying_is_not_read_for_the_next_person() -> None:
    bench = CardBench()
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.clock.at(2, lambda: bench.driver.start_reading(ALL))
    bench.run(6)
    assert len(bench.reads) == 1


def test_with_the_probe_the_status_says_that_a_card_was_left() -> None:
    bench = CardBench(IdCardSettings(card_left_probe=True))
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.clock.at(2, lambda: bench.driver.start_reading(ALL))
    bench.at(4, "remove")
    bench.run(6)
    assert [(status.state, status.reason) for status in bench.statuses[1:]] == [
        (DeviceState.READY, ""),
        (DeviceState.READY, "card_left"),
        (DeviceState.READY, ""),
    ]


def test_nobody_waiting_clears_the_card_left() -> None:
    bench = CardBench(IdCardSettings(card_left_probe=True))
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.clock.at(2, lambda: bench.driver.start_reading(ALL))
    bench.clock.at(4, bench.driver.stop_reading)
    bench.run(6)
    assert bench.statuses[-1].reason == ""
    assert bench.statuses[-2].reason == "card_left"


def test_stop_reading_in_the_middle_says_nothing_of_the_card() -> None:
    bench = CardBench()
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.clock.at(0.2, bench.driver.stop_reading)  # selected, being read
    bench.run(3)
    assert bench.cards == [CardSeen()]
    assert count(bench, Command.FIND) == 1


def test_another_wish_in_the_middle_gets_its_own_answer() -> None:
    bench = CardBench()
    bench.control("latch", {"on": "false"})
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.clock.at(0.2, lambda: bench.driver.start_reading(("sex",)))
    bench.run(3)
    assert [read.document for read in bench.reads] == [CardDocument("resident", sex="男")]


@pytest.mark.parametrize("wanted", [("address",), ("photo",), ("name", "nation")])
def test_what_a_form_may_not_ask_for_is_refused_at_once(wanted: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=wanted[-1]):
        CardBench().driver.start_reading(wanted)


@pytest.mark.parametrize(("times", "read"), [(1, True), (2, True), (3, False)])
@pytest.mark.parametrize("operation", ["select", "read"])
def test_a_failed_step_repeats_the_whole_sequence_three_times(operation: str, times: int, read: bool) -> None:
    bench = CardBench()
    bench.control("present")
    bench.control("error", {"operation": operation, "sw3": "41", "times": str(times)})
    bench.driver.start_reading(ALL)
    bench.run(5)
    assert bench.problems == ([] if read else ["E-IDC-02"])
    assert len(bench.reads) == 1  # in the same look, or in the next
    assert bench.cards.count(CardSeen()) == 1
    assert count(bench, Command.FIND) == min(times, 3) + 1


def test_a_problem_is_said_once_for_each_card() -> None:
    bench = CardBench()
    bench.control("present")
    bench.control("error", {"operation": "read", "sw3": "41", "times": "0"})
    bench.driver.start_reading(ALL)
    bench.at(10, "remove")
    bench.at(12, "present")
    bench.run(20)
    assert bench.cards == [CardSeen(), CardProblem("E-IDC-02")] * 2


@pytest.mark.parametrize("sw3", ["31", "32", "33", "40"])
def test_a_card_that_cannot_be_read_is_another_problem(sw3: str) -> None:
    bench = CardBench()
    bench.control("present")
    bench.control("error", {"operation": "read", "sw3": sw3, "times": "0"})
    bench.driver.start_reading(ALL)
    bench.run(5)
    assert bench.problems == ["E-IDC-05"]


@pytest.mark.parametrize("fields", [{"name": " "}, {"birth": "19490231"}, {"number": ""}])
def test_a_card_that_does_not_say_enough_is_not_handed_on(fields: dict[str, str]) -> None:
    bench = CardBench()
    bench.control("present", fields)
    bench.driver.start_reading(ALL)
    bench.run(3)
    assert bench.cards == [CardSeen(), CardProblem("E-IDC-05")]


def test_preambles_and_frames_inside_the_photo_change_nothing() -> None:
    bench = CardBench()
    bench.control("present", {"photo": "preamble", "person": "full_width"})
    bench.driver.start_reading(("name",))
    bench.run(3)
    assert bench.reads[0].document.name == "阿卜杜拉·测试买买提样本名字"
    assert bench.problems == []


@pytest.mark.parametrize("sw3", ["60", "66"])
@pytest.mark.parametrize("operation", ["status", "find", "select", "read"])
def test_a_module_that_is_out_of_order_is_a_fault_without_a_retry(operation: str, sw3: str) -> None:
    bench = CardBench()
    bench.control("present")
    bench.control("error", {"operation": operation, "sw3": sw3, "times": "0"})
    bench.driver.start_reading(ALL)
    bench.run(25)
    assert (bench.statuses[-1].state, bench.statuses[-1].code) == (DeviceState.FAILED, "E-IDC-03")
    assert bench.host.opened == 1
    assert bench.reads == []


def test_a_repaired_module_is_found_again_by_itself() -> None:
    bench = CardBench()
    bench.control("broken")
    bench.driver.start_reading(ALL)
    bench.at(10, "clear")
    bench.at(10, "present")
    bench.run(40)
    assert bench.states == [DeviceState.OPENING, DeviceState.FAILED, DeviceState.OPENING, DeviceState.READY]
    assert len(bench.reads) == 1


def test_a_reader_that_refuses_every_find_is_not_ready() -> None:
    bench = CardBench()
    bench.control("error", {"operation": "find", "sw3": "21", "times": "0"})
    bench.driver.start_reading(ALL)
    bench.run(20)
    assert (bench.statuses[-1].state, bench.statuses[-1].code) == (DeviceState.FAILED, "E-IDC-03")


@pytest.mark.parametrize("baud", [57600, 38400, 19200, 9600])
def test_another_speed_is_found_by_itself(baud: int) -> None:
    bench = CardBench(baud=baud)
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(10)
    assert len(bench.reads) == 1
    assert bench.states == READY_ONLY


def test_a_reader_that_changed_its_speed_is_followed() -> None:
    bench = CardBench()

    def change() -> None:
        bench.simulator.baud = 38400

    bench.clock.at(4, change)
    bench.clock.at(15, lambda: bench.driver.start_reading(ALL))
    bench.at(15, "present")
    bench.run(20)
    assert len(bench.reads) == 1
    assert DeviceState.FAILED not in bench.states


def test_a_reader_that_does_not_know_the_status_request_still_works() -> None:
    bench = CardBench()
    bench.control("error", {"operation": "status", "sw3": "21", "times": "0"})
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(10)
    assert len(bench.reads) == 1
    assert bench.states == READY_ONLY


def test_rf_bytes_are_only_set_when_configured() -> None:
    for size, sent in ((0, 0), (0x50, 1)):
        bench = CardBench(IdCardSettings(max_rf_bytes=size)).run(1)
        assert bytes(bench.host.sent).count(request(Command.MAX_RF_BYTES, b"\x50")) == sent


def test_the_poll_interval_is_kept() -> None:
    bench = CardBench(IdCardSettings(poll_ms=1000), rf=RfTimes(0, 0, 0))
    bench.driver.start_reading(ALL)
    bench.run(10)
    assert count(bench, Command.FIND) == 10


def test_preflight_names_the_module_and_closes_the_port() -> None:
    bench = CardBench()
    (finding,) = bench.driver.preflight()
    assert finding.ok
    assert "05.01-20251121-0001234567-0305419896" in finding.text
    assert (bench.host.opened, bench.host.closed) == (1, 1)


@pytest.mark.parametrize(
    ("verb", "code"), [("unplug", "E-IDC-01"), ("stall", "E-IDC-04"), ("broken", "E-IDC-03")]
)
def test_preflight_says_what_is_wrong(verb: str, code: str) -> None:
    bench = CardBench()
    bench.control(verb)
    (finding,) = bench.driver.preflight()
    assert (finding.ok, finding.code) == (False, code)
    assert bench.host.opened == bench.host.closed


def test_preflight_leaves_a_port_in_use_alone() -> None:
    bench = CardBench()
    seen = []
    bench.clock.at(1, lambda: seen.append(bench.driver.preflight()[0]))
    bench.run(2)
    assert seen[0].ok
    assert bench.host.opened == 1


def test_running_without_a_port_is_gone_not_a_crash() -> None:
    with pytest.raises(TransportError):
        CardBench().driver.run(threading.Event())


def test_stop_in_the_middle_of_a_read_ends_at_once() -> None:
    bench = CardBench(rf=RfTimes(0.1, 0.1, 2.5))
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(1)
    assert bench.clock.elapsed < 1.3
    assert bench.reads == []


def test_stop_in_the_middle_of_the_handshake_ends_at_once() -> None:
    bench = CardBench()
    bench.control("stall")
    bench.run(1)
    assert bench.clock.elapsed < 1.3
    assert bench.states == [DeviceState.OPENING]


def test_a_module_that_does_not_tell_its_number_is_found_good_all_the_same() -> None:
    bench = CardBench()
    bench.control("error", {"operation": "status", "sw3": "21", "times": "0"})
    (finding,) = bench.driver.preflight()
    assert finding.ok
    assert "报不出模块号" in finding.text


def test_preflight_survives_a_plug_pulled_in_the_middle() -> None:
    bench = CardBench()
    bench.host.at_byte("out", 12, "unplug")
    (finding,) = bench.driver.preflight()
    assert (finding.ok, finding.code) == (False, "E-IDC-04")
    assert bench.host.opened == bench.host.closed


def test_a_reader_deaf_to_the_rf_setting_is_used_as_it_is() -> None:
    bench = CardBench(IdCardSettings(max_rf_bytes=80))
    bench.host.at_byte("out", 12, "cut")  # the first byte of the setting's answer
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(5)
    assert len(bench.reads) == 1


def test_a_probe_without_an_answer_means_no_card() -> None:
    bench = CardBench(IdCardSettings(card_left_probe=True), rf=RfTimes(0, 0, 0))
    bench.driver.start_reading(ALL)
    bench.host.at_byte("out", 11 + 11 + 3, "cut")  # handshake, find, then inside the probe's answer
    bench.run(2)
    assert bench.states == READY_ONLY
    assert [status.reason for status in bench.statuses] == ["", ""]


class Liar:
    """A port whose reader answers every read with a frame of the wrong make-up."""

    def __init__(self, simulator: IdCardSimulator) -> None:
        self.simulator = simulator
        self.name, self.baud = "idcard", simulator.baud

    def receive(self, data: bytes) -> list[Reply]:
        replies = self.simulator.receive(data)
        return [Reply(response(0x90, b"short"), r.delay) if len(r.data) > 1000 else r for r in replies]

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        return self.simulator.control(verb, args)

    def unsolicited(self) -> list[Reply]:
        return []


def test_an_answer_of_the_wrong_make_up_is_no_card() -> None:
    bench = CardBench()
    bench.host.line.simulator = Liar(bench.simulator)
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.run(3)
    assert bench.problems == ["E-IDC-05"]
    assert bench.reads == []
