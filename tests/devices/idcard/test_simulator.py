"""The reader's simulator, byte for byte, without a line."""

import json
from pathlib import Path

import pytest

from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.protocol import Command, Frame, FrameDecoder
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from tests.support.clock import ManualClock

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "idcard_vectors.json").read_text("utf-8"))
RESPONSES = {row["name"]: bytes.fromhex(row["hex"]) for row in VECTORS["responses"]}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def simulator(clock: ManualClock) -> IdCardSimulator:
    return IdCardSimulator(clock, RfTimes(0.1, 0.2, 0.3))


def ask(simulator: IdCardSimulator, command: Command, data: bytes = b"") -> bytes:
    (reply,) = simulator.receive(protocol.request(command, data))
    return reply.data


def read(simulator: IdCardSimulator) -> list[bytes]:
    return [ask(simulator, command) for command in (Command.FIND, Command.SELECT, Command.READ)]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (Command.RESET, "sam_ok"),
        (Command.STATUS, "sam_ok"),
        (Command.SAM_ID, "sam_id"),
        (Command.FIND, "find_none"),
        (Command.SELECT, "select_fail"),
        (Command.READ, "read_fail"),
        (Command.READ_ADDRESS, "read_fail"),
        (Command.READ_CARD_ID, "read_fail"),
    ],
)
def test_answers_without_a_card(simulator: IdCardSimulator, command: Command, answer: str) -> None:
    assert ask(simulator, command) == RESPONSES[answer]


def test_a_card_is_found_selected_read_and_then_unseen_until_lifted(simulator: IdCardSimulator) -> None:
    simulator.control("present", {})
    found, selected, data = read(simulator)
    assert (found, selected) == (RESPONSES["find_ok"], RESPONSES["select_ok"])
    assert data[: 14 + 256] == RESPONSES["read_base_resident"][: 14 + 256]
    assert len(data) == 1295
    assert ask(simulator, Command.FIND) == RESPONSES["find_none"]
    simulator.control("remove", {})
    simulator.control("present", {})
    assert ask(simulator, Command.FIND) == RESPONSES["find_ok"]


def test_without_the_latch_a_card_is_found_again(simulator: IdCardSimulator) -> None:
    simulator.control("latch", {"on": "false"})
    simulator.control("present", {})
    assert read(simulator)[2] == read(simulator)[2]


def test_steps_out_of_order_fail(simulator: IdCardSimulator) -> None:
    simulator.control("present", {})
    assert ask(simulator, Command.SELECT) == RESPONSES["select_fail"]
    assert ask(simulator, Command.READ) == RESPONSES["read_fail"]


@pytest.mark.parametrize(("at", "failing"), [("select", "select_fail"), ("read", "read_fail")])
def test_a_card_may_be_pulled_at_a_step(simulator: IdCardSimulator, at: str, failing: str) -> None:
    simulator.control("present", {})
    simulator.control("remove", {"at": at})
    answers = read(simulator)
    assert answers[0] == RESPONSES["find_ok"]
    assert RESPONSES[failing] in answers
    assert simulator.card is None


@pytest.mark.parametrize(
    ("size", "name"), [("0", "read_fp_none"), ("512", "read_fp_512"), ("1024", "read_fp_1024")]
)
def test_fingerprints(simulator: IdCardSimulator, size: str, name: str) -> None:
    simulator.control("present", {"fingerprint": size})
    ask(simulator, Command.FIND)
    ask(simulator, Command.SELECT)
    data = ask(simulator, Command.READ_FINGERPRINT)
    assert len(data) == len(RESPONSES[name])
    assert data[:16] == RESPONSES[name][:16]


def test_new_address(simulator: IdCardSimulator) -> None:
    simulator.control("present", {"new_address": "示例省示例市新住址路9号"})
    assert ask(simulator, Command.READ_ADDRESS) == RESPONSES["new_address"]
    simulator.control("present", {})
    assert ask(simulator, Command.READ_ADDRESS) == RESPONSES["no_content"]


def test_a_photo_may_hold_frames(simulator: IdCardSimulator) -> None:
    simulator.control("present", {"photo": "preamble"})
    data = read(simulator)[2]
    assert data.count(protocol.PREAMBLE) == 4
    (frame,) = FrameDecoder().feed(data)
    assert isinstance(frame, Frame)


def test_card_work_takes_time(simulator: IdCardSimulator) -> None:
    simulator.control("present", {})
    delays = [
        simulator.receive(protocol.request(c))[0].delay for c in (Command.FIND, Command.SELECT, Command.READ)
    ]
    assert delays == [0.1, 0.2, 0.3]
    simulator.control("rf", {"find_ms": "10"})
    assert simulator.receive(protocol.request(Command.FIND))[0].delay == 0.01
    assert sum((RfTimes.of(700).find, RfTimes.of(700).select, RfTimes.of(700).read)) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("data", "sw3"),
    [
        (protocol.request(Command.FIND)[:-1] + b"\x00", protocol.CHECKSUM_WRONG),
        (protocol.PREAMBLE + b"\x00\x02", protocol.LENGTH_WRONG),
        (protocol.encode(b"\x99\x01"), protocol.COMMAND_WRONG),
        (protocol.encode(b"\x60\x09"), protocol.COMMAND_WRONG),
    ],
)
def test_what_is_wrong_with_a_request_is_answered(simulator: IdCardSimulator, data: bytes, sw3: int) -> None:
    assert [reply.data for reply in simulator.receive(data)] == [protocol.response(sw3)]


def test_a_request_may_come_in_pieces_and_two_at_once(simulator: IdCardSimulator) -> None:
    request = protocol.request(Command.STATUS)
    assert simulator.receive(request[:4]) == []
    assert len(simulator.receive(request[4:] + request)) == 2


def test_errors_are_given_as_often_as_asked(simulator: IdCardSimulator) -> None:
    simulator.control("present", {})
    simulator.control("error", {"operation": "find", "sw3": "41", "times": "2"})
    answers = [ask(simulator, Command.FIND) for _ in range(3)]
    assert answers == [protocol.response(0x41)] * 2 + [RESPONSES["find_ok"]]
    simulator.control("error", {"operation": "any", "sw3": "24", "times": "0"})
    assert {ask(simulator, command) for command in Command} == {protocol.response(0x24)}
    simulator.control("clear", {})
    assert ask(simulator, Command.STATUS) == RESPONSES["sam_ok"]


def test_a_broken_module_takes_no_commands(simulator: IdCardSimulator) -> None:
    assert simulator.control("broken", {})["broken"] is True
    assert {ask(simulator, command) for command in Command} == {protocol.response(0x60)}
    simulator.control("broken", {"on": "false"})
    assert ask(simulator, Command.STATUS) == RESPONSES["sam_ok"]


def test_the_speed_changes_after_the_answer(simulator: IdCardSimulator, clock: ManualClock) -> None:
    (reply,) = simulator.receive(protocol.set_baud(38400))
    assert reply.data == RESPONSES["sam_ok"]
    assert simulator.baud == 115200
    due = simulator.next_due()
    assert due is not None
    clock.advance(due - clock.monotonic())
    assert simulator.unsolicited() == []
    assert simulator.baud == 38400
    assert simulator.next_due() is None


def test_power_off_forgets_what_was_under_way(simulator: IdCardSimulator) -> None:
    simulator.control("present", {})
    read(simulator)
    simulator.receive(protocol.request(Command.FIND)[:5])
    simulator.power_off()
    assert read(simulator)[0] == RESPONSES["find_ok"]


def test_the_state_names_no_person(simulator: IdCardSimulator) -> None:
    state = simulator.control("present", {"person": "hkmt", "name": "测试戊"})
    assert state == {"card": "hkmt", "read": False, "broken": False, "baud": 115200}
    assert simulator.control("state", {}) == state


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("jump", {}),
        ("present", {"person": "nobody"}),
        ("present", {"shoe_size": "43"}),
        ("present", {"name": "长" * 16}),
        ("present", {"photo": "nice"}),
        ("present", {"fingerprint": "3"}),
        ("present", {"new_address": "长" * 36}),
        ("present", {"document": "passport", "person": "resident"}),
        ("remove", {"at": "lunch"}),
        ("error", {"operation": "dance"}),
        ("error", {"sw3": "zz"}),
        ("error", {"times": "-1"}),
        ("rf", {"find_ms": "70000"}),
        ("latch", {"on": "maybe"}),
    ],
)
def test_what_it_does_not_know_is_said_and_changes_nothing(
    simulator: IdCardSimulator, verb: str, args: dict[str, str]
) -> None:
    simulator.control("present", {})
    card = simulator.card
    with pytest.raises(ValueError):
        simulator.control(verb, args)
    assert simulator.card is card
