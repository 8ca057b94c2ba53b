"""A real driver under its supervisor, in simulated time."""

import threading
from functools import partial

import pytest

from kiosk.devices.keypad.command import read_key
from kiosk.devices.keypad.driver import KeypadDriver
from kiosk.devices.keypad.protocol import encode
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.keypad.simulator import KeypadSimulator
from kiosk.devices.transport.memory import MemoryHost
from kiosk.domain.device import DeviceState
from kiosk.domain.focus import Key, KeyPressed
from kiosk.errors import KioskError
from tests.devices.benches import TimedBench
from tests.support.clock import ManualClock

SETTINGS = KeypadSettings(enabled=True)


class Bench(TimedBench[KeypadDriver]):
    def __init__(self, settings: KeypadSettings = SETTINGS) -> None:
        clock = ManualClock()
        super().__init__("keypad", clock, KeypadSimulator(clock, 460_800), partial(KeypadDriver, settings))

    @property
    def keys(self) -> list[Key]:
        return [message.key for _, message in self.events if isinstance(message, KeyPressed)]


def test_each_key_once_and_at_once() -> None:
    bench = Bench()
    for at, key in enumerate(Key, start=1):
        bench.at(float(at), "press", key=key.value)
    bench.run(30.0)
    assert bench.keys == list(Key)
    told = [at for at, message in bench.events if isinstance(message, KeyPressed)]
    assert [round(at) for at in told] == list(range(1, len(Key) + 1))
    assert max(at - round(at) for at in told) < 0.02


def test_what_is_read_late_was_pressed_when_it_was_pressed() -> None:
    """A busy machine reads five digits at once: none of them is a trembling hand's."""
    clock = ManualClock()
    posted: list[object] = []
    stop = threading.Event()

    class Late:
        """Gives all that was typed in a second and a half in one piece, then ends."""

        def read(self, _most: int, _timeout: float) -> bytes:
            stop.set()
            return b"".join(encode(79, 1, 100.0 + index * 0.3) for index in range(5))

        def wake(self) -> None: ...

        def write(self, data: bytes) -> None: ...

        def flush_input(self) -> None: ...

        def close(self) -> None: ...

    driver = KeypadDriver(SETTINGS, lambda _baud: Late(), clock, posted.append, lambda _status: None)
    driver.open()
    driver.run(stop)
    assert posted == [KeyPressed(Key.D1)] * 5


def test_a_key_that_is_held_is_one_press() -> None:
    """EN 301 549, 5.7: no key repeats."""
    bench = Bench()
    bench.at(1.0, "hold", key="next", repeats="400")
    bench.run(10.0)
    assert bench.keys == [Key.NEXT]


def test_a_hand_that_trembles_presses_once() -> None:
    bench = Bench()
    bench.at(1.0, "press", key="press", times="30", every_s="0.2")
    bench.run(15.0)
    assert bench.keys == [Key.PRESS]


def test_other_keys_of_a_keyboard_are_not_told_of() -> None:
    bench = Bench()
    for at, code in enumerate((1, 15, 30, 59, 125, 99, 116)):
        bench.at(1.0 + at, "press", code=str(code))
    bench.run(20.0)
    assert bench.keys == []


def test_a_stick_that_types_by_itself_types_one_key() -> None:
    bench = Bench()
    for index in range(300):
        bench.at(1.0 + index * 0.004, "press", key=("5", "press", "next")[index % 3])
    bench.run(10.0)
    assert bench.keys == [Key.D5]


def test_the_settings_say_what_another_pads_keys_mean() -> None:
    settings = KeypadSettings(enabled=True, previous_code=183, next_code=184, press_code=185, repeat_code=186)
    bench = Bench(settings)
    for at, code in enumerate((183, 184, 185, 186, 106), start=1):
        bench.at(float(at), "press", code=str(code))
    bench.run(10.0)
    assert bench.keys == [Key.PREVIOUS, Key.NEXT, Key.PRESS, Key.REPEAT, Key.NEXT]


@pytest.mark.parametrize("fault", ["unplug", "cut", "stall"])
def test_after_a_fault_it_goes_on(fault: str) -> None:
    bench = Bench()
    bench.at(1.0, "press", key="next")
    bench.at(3.0, fault)
    if fault != "cut":
        bench.at(5.0, "plug" if fault == "unplug" else "resume")
    bench.at(20.0, "press", key="repeat")
    bench.run(30.0)
    assert bench.keys == [Key.NEXT, Key.REPEAT]
    states = [status.state for status in bench.statuses]
    if fault == "unplug":
        assert states[:3] == [DeviceState.OPENING, DeviceState.READY, DeviceState.ABSENT]
        assert DeviceState.READY in states[3:]


def test_noise_on_the_line_presses_nothing_for_long() -> None:
    bench = Bench()
    bench.at(1.0, "garbage", bytes="500", seed="3")
    bench.at(5.0, "lose")
    bench.at(6.0, "press", key="next")
    bench.at(7.0, "press", key="press")
    bench.run(10.0)
    assert bench.keys[-2:] == [Key.NEXT, Key.PRESS] or bench.keys[-1:] == [Key.PRESS]
    assert len(bench.keys) <= 3


def test_preflight_says_whether_it_can_be_had() -> None:
    bench = Bench()
    (there,) = bench.driver.preflight()
    assert there.ok
    bench.host.control("unplug")
    (gone,) = bench.driver.preflight()
    assert (gone.ok, gone.code) == (False, "E-KEY-01")
    assert bench.host.opened == bench.host.closed == 1


def test_reading_a_key_tells_its_code_and_what_it_means() -> None:
    clock = ManualClock()
    host = MemoryHost(KeypadSimulator(clock, 460_800), clock)
    clock.at(2.0, lambda: host.control("press", {"code": "187"}))
    clock.at(6.0, lambda: host.control("press", {"key": "next"}))
    assert read_key(SETTINGS, host.open, clock, 5.0)["code"] == 187
    answer = read_key(SETTINGS, host.open, clock, 5.0)
    assert (answer["code"], answer["key"]) == (78, "next") or answer["key"] == "next"
    assert host.opened == host.closed == 2


def test_reading_a_key_ends_without_one() -> None:
    clock = ManualClock()
    host = MemoryHost(KeypadSimulator(clock, 460_800), clock)
    with pytest.raises(KioskError) as late:
        read_key(SETTINGS, host.open, clock, 5.0)
    assert late.value.code == "E-KEY-03"
    host.control("unplug")
    with pytest.raises(KioskError) as gone:
        read_key(SETTINGS, host.open, clock, 5.0)
    assert gone.value.code == "E-KEY-01"


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("dance", {}),
        ("press", {"key": "escape"}),
        ("press", {"code": "x"}),
        ("press", {"times": "0"}),
        ("press", {"times": "many"}),
        ("press", {"after_s": "soon"}),
        ("press", {"every_s": "-1"}),
    ],
)
def test_a_simulator_says_what_it_does_not_know(verb: str, args: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        KeypadSimulator(ManualClock(), 9600).control(verb, args)
