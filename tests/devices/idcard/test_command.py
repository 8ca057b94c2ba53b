"""The technician's look at a whole card, in simulated time."""

import pytest

from kiosk.devices.idcard.command import read_document
from kiosk.devices.idcard.samples import SAMPLES
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import RfTimes
from kiosk.errors import KioskError
from tests.devices.idcard.bench import WIRE, CardBench


def read(bench: CardBench, seconds: float = 10) -> dict[str, object]:
    document = read_document(IdCardSettings(), bench.host.open, bench.clock, seconds)
    assert bench.host.opened == bench.host.closed
    return dict(document)


@pytest.mark.parametrize("person", SAMPLES)
def test_a_whole_document_with_its_times(person: str) -> None:
    bench = CardBench(rf=RfTimes(0, 0, 0))
    bench.control("present", {"person": person})
    document = read(bench)
    assert document.pop("wire_ms") == pytest.approx(WIRE * 1000, abs=0.01)
    assert document.pop("elapsed_ms") == pytest.approx(WIRE * 1000, rel=0.001)
    assert document == SAMPLES[person].to_json()


def test_times_count_from_the_find_that_saw_the_card() -> None:
    bench = CardBench()
    bench.at(3.3, "present")
    document = read(bench)
    assert document["elapsed_ms"] == pytest.approx((WIRE + 0.35) * 1000, rel=0.001)
    assert bench.clock.elapsed < 4.2


def test_a_retry_counts_in_both_times() -> None:
    bench = CardBench(rf=RfTimes(0, 0, 0))
    bench.control("present")
    bench.control("error", {"operation": "read", "sw3": "41"})
    document = read(bench)
    extra = (10 + 15 + 10 + 19 + 10 + 11) * 10 / 115200
    assert document["wire_ms"] == pytest.approx((WIRE + extra) * 1000, abs=0.01)


def fails(bench: CardBench, seconds: float = 5) -> str:
    with pytest.raises(KioskError) as caught:
        read(bench, seconds)
    assert bench.host.opened == bench.host.closed
    return caught.value.code


def test_no_card_in_time() -> None:
    bench = CardBench()
    assert fails(bench) == "E-IDC-02"
    assert bench.clock.elapsed == pytest.approx(5, abs=0.1)


@pytest.mark.parametrize(("sw3", "code"), [("41", "E-IDC-02"), ("40", "E-IDC-05")])
def test_a_card_that_cannot_be_read(sw3: str, code: str) -> None:
    bench = CardBench()
    bench.control("present")
    bench.control("error", {"operation": "read", "sw3": sw3, "times": "0"})
    assert fails(bench) == code


@pytest.mark.parametrize(
    ("verb", "code"), [("unplug", "E-IDC-01"), ("stall", "E-IDC-04"), ("broken", "E-IDC-03")]
)
@pytest.mark.parametrize("when", [0.0, 2.0])
def test_no_reader(verb: str, code: str, when: float) -> None:
    bench = CardBench()
    if when:
        bench.at(when, verb)
    else:
        bench.control(verb)
    assert fails(bench, seconds=30) == code
