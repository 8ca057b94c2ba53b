"""``kiosk devices read scanner``: one code, as the terminal would get it."""

import pytest

from kiosk.devices.scanner.command import read_code
from kiosk.devices.scanner.profile import load_profile, shipped
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.devices.transport.memory import MemoryHost
from kiosk.errors import KioskError
from tests.devices.scanner.bench import FOREIGN, SLIP
from tests.support.clock import ManualClock


def bench(profile: str = "serial-trigger") -> tuple[MemoryHost, ManualClock]:
    clock = ManualClock()
    return MemoryHost(ScannerSimulator(load_profile(profile), clock), clock), clock


@pytest.mark.parametrize("profile", shipped())
def test_the_whole_text_is_handed_out_once(profile: str) -> None:
    host, clock = bench(profile)
    clock.at(2.0, lambda: host.control("scan", {"text": SLIP}))
    clock.at(3.0, lambda: host.control("scan", {"text": FOREIGN}))
    answer = read_code(ScannerSettings(profile=profile), host.open, clock, 20.0)
    assert answer["text"] == SLIP
    assert answer["elapsed_ms"] == pytest.approx(clock.elapsed * 1000, abs=1.0)
    assert clock.elapsed < 3.0
    assert host.opened == host.closed == 1


def test_no_code_in_time() -> None:
    host, clock = bench("zkb200")
    with pytest.raises(KioskError) as caught:
        read_code(ScannerSettings(profile="zkb200"), host.open, clock, 5.0)
    assert caught.value.code == "E-SCN-03"
    assert 5.0 <= clock.elapsed < 5.5
    assert host.opened == host.closed == 1


def test_no_scanner_and_one_that_goes_away() -> None:
    host, clock = bench()
    clock.at(2.0, lambda: host.control("unplug"))
    for _ in range(2):
        with pytest.raises(KioskError) as caught:
            read_code(ScannerSettings(), host.open, clock, 5.0)
        assert caught.value.code == "E-SCN-01"
    assert host.opened == host.closed == 1
