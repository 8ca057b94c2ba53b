"""The fault matrix: every fault of cable and card, at every step of a reading, in simulated time.

Whatever happened, in the end the card of the person standing there was read once, whole and right, and
nothing else was ever handed on.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.idcard import protocol
from kiosk.domain.device import CardDocument, CardRead, CardSeen, DeviceState
from tests.devices.idcard.bench import ALL, CardBench

pytestmark = pytest.mark.untraced

PERSON = CardDocument("resident", "测试甲", "330199194912310012", "男", "1949-12-31")
REPAIR = 5.0  # s; the cable is mended, noise and silence end
LIFT = 8.0  # s; "没读出来，请把证放平再试": the person lays the card on again
END = 80.0  # s; the slow retry of a failed reader is within it

# Bytes from the first request on: handshake 10/11, find 10/15, select 10/19, read 10/1295.
REQUEST_STEPS = {
    "handshake": (1, 5, 10),
    "find": (11, 15, 20),
    "select": (21, 25, 30),
    "read": (31, 35, 40),
}
REPLY_STEPS = {
    "handshake": (1, 6, 11),
    "find": (12, 18, 19, 25, 26),
    "select": (27, 33, 44, 45),
    "read": (46, 51, 53, 60, 316, 700, 1339, 1340),
}
STEPS = [("in", name, count) for name, counts in REQUEST_STEPS.items() for count in counts]
STEPS += [("out", name, count) for name, counts in REPLY_STEPS.items() for count in counts]
FALSE_PERSON = protocol.response(protocol.SUCCESS, b"\x01\x00\x04\x00" + bytes(1280))
GARBAGE = {
    "noise": {"bytes": "40"},
    "half a header": {"hex": "AA AA AA 96"},
    "a header": {"hex": "AA AA AA 96 69 05 08"},
    "an impossible length": {"hex": "AA AA AA 96 69 FF FF"},
    "another frame": {"hex": protocol.response(protocol.NOT_FOUND).hex()},
    "a frame of zeros": {"hex": FALSE_PERSON.hex()},
}
FAULTS: dict[str, tuple[str, dict[str, str], str]] = {  # name -> verb, arguments, repair
    "unplug": ("unplug", {}, "plug"),
    "half frame": ("cut", {}, ""),
    "stall": ("stall", {}, "resume"),
    "card pulled": ("remove", {}, ""),
    **{f"garbage: {name}": ("garbage", args, "") for name, args in GARBAGE.items()},
}


def prepared() -> CardBench:
    bench = CardBench()
    bench.control("present")
    bench.driver.start_reading(ALL)
    return bench


def finish(bench: CardBench, lift: float = LIFT, end: float = END) -> CardBench:
    bench.at(lift, "remove")
    bench.at(lift + 0.5, "present")
    return bench.run(end)


def check(bench: CardBench) -> None:
    assert [read.document for read in bench.reads] == [PERSON]
    seen_at, read_at = bench.cards.index(CardSeen()), bench.cards.index(bench.reads[0])
    assert seen_at < read_at == len(bench.cards) - 1
    assert bench.statuses[-1].state is DeviceState.READY
    assert "crashed" not in [status.reason for status in bench.statuses]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("direction", "step", "count"), STEPS, ids=str)
def test_fault_at_step(fault: str, direction: str, step: str, count: int) -> None:
    verb, args, repair = FAULTS[fault]
    bench = prepared()
    bench.host.at_byte("in" if direction == "in" else "out", count, verb, args)
    if repair:
        bench.at(REPAIR, repair)
    check(finish(bench))
    if verb == "unplug":
        assert DeviceState.ABSENT in bench.states
        assert bench.statuses[bench.states.index(DeviceState.ABSENT)].reason == "unplugged"
    if verb == "remove":
        # Pulled after it was found and before the reader was told to read it.
        noticed = 20 <= count < 40 if direction == "in" else 12 <= count <= 45
        assert bench.problems == (["E-IDC-02"] if noticed else []), step


def test_without_a_fault_the_matrix_itself_reads_at_once() -> None:
    bench = finish(prepared())
    check(bench)
    assert bench.events[-1][0] < 1
    assert (bench.host.line.written, bench.host.line.delivered) >= (40, 1340)


@pytest.mark.parametrize("moment", ["start", "waiting", "pinging"])
@pytest.mark.parametrize("fault", [name for name in FAULTS if name != "card pulled"])
def test_fault_while_nobody_waits(fault: str, moment: str) -> None:
    verb, args, repair = FAULTS[fault]
    bench = CardBench()
    if moment == "start":
        bench.control(verb, args)
    else:
        bench.at(1.0 if moment == "waiting" else 3.0009, verb, **args)
    if repair:
        bench.at(20, repair)
    bench.clock.at(60, lambda: bench.driver.start_reading(ALL))
    bench.at(61, "present")
    bench.run(70)
    check(bench)
    if repair:
        assert bench.states != [DeviceState.OPENING, DeviceState.READY]
    else:
        assert bench.states == [DeviceState.OPENING, DeviceState.READY]


def test_a_silent_reader_is_said_to_be_silent_and_comes_back() -> None:
    bench = CardBench()
    bench.at(1, "stall")
    bench.at(60, "resume")
    bench.run(100)
    assert [(status.state, status.code) for status in bench.statuses] == [
        (DeviceState.OPENING, ""),
        (DeviceState.READY, ""),
        (DeviceState.ABSENT, "E-IDC-01"),
        (DeviceState.OPENING, ""),
        (DeviceState.FAILED, "E-IDC-04"),
        (DeviceState.OPENING, ""),
        (DeviceState.READY, ""),
    ]


def test_a_line_that_never_stops_making_noise_is_no_endless_loop() -> None:
    bench = prepared()
    for tick in range(600):
        bench.at(0.2 + tick * 0.1, "garbage", bytes="64", seed=str(tick))
    bench.run(60)
    assert bench.reads == [] or [read.document for read in bench.reads] == [PERSON]
    assert "crashed" not in [status.reason for status in bench.statuses]


def test_an_absent_reader_stays_absent_quietly_and_the_wish_outlives_it() -> None:
    bench = CardBench()
    bench.control("unplug")
    bench.control("present")
    bench.driver.start_reading(ALL)
    bench.at(3600, "plug")
    bench.run(3620)
    assert [read.document for read in bench.reads] == [PERSON]
    assert bench.states == [DeviceState.ABSENT, DeviceState.OPENING, DeviceState.READY]
    (at,) = [at for at, message in bench.events if isinstance(message, CardRead)]
    assert at - 3600 < 6


SCHEDULE = st.lists(
    st.tuples(
        st.floats(0, 40),
        st.sampled_from(["unplug", "plug", "stall", "resume", "cut", "half", "garbage", "remove", "present"]),
        st.integers(0, 1400),
    ),
    max_size=12,
)


@given(schedule=SCHEDULE, byte=st.integers(1, 3000))
def test_any_sequence_of_faults_is_survived(schedule: list[tuple[float, str, int]], byte: int) -> None:
    bench = prepared()
    bench.control("latch", {"on": "true" if byte % 2 else "false"})
    bench.host.at_byte("out", byte, "cut")
    for at, verb, number in schedule:
        bench.at(at, verb, **({} if verb == "present" else {"bytes": str(number), "seed": str(number)}))
    for verb in ("plug", "resume"):
        bench.at(45, verb)
    # The cut may still be to come and hit the first card laid on after the repair.
    for verb, at in (("remove", 90.0), ("present", 90.5)):
        bench.at(at, verb)
    finish(bench, lift=100, end=120)
    check(bench)
