"""The staff PIN: slow to guess, and locked through restarts, pulled plugs and clocks that were set."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.pin import StaffPin, make_pin, read_pin
from tests.support.clock import ManualClock

PIN = "246813"


class Terminal:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()
        (folder / "identity").mkdir()
        self.pin.set(PIN)

    @property
    def pin(self) -> StaffPin:
        """As a process that has just been started."""
        return StaffPin(self.folder, self.clock)

    def try_(self, pin: str) -> str:
        """The code that was answered; empty when it is the PIN."""
        try:
            self.pin.check(pin)
        except KioskError as error:
            return error.code
        return ""

    def wrong(self, times: int = 5) -> list[str]:
        return [self.try_("000000") for _ in range(times)]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Quick to hash: what is slow about it is proved once, below."""
    monkeypatch.setattr("kiosk.store.pin._OPS", 1)
    monkeypatch.setattr("kiosk.store.pin._MEMORY", 8192)
    return Terminal(tmp_path)


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(KioskError) as caught:
        ask()
    return caught.value.code


def test_right_and_wrong(terminal: Terminal) -> None:
    assert [terminal.try_(pin) for pin in (PIN, f" {PIN}\n", "246814", "", PIN)] == [
        "",
        "",
        "E-PIN-01",
        "E-PIN-01",
        "",
    ]


def test_only_a_hash_is_kept_and_only_the_owner_reads_it(terminal: Terminal) -> None:
    terminal.wrong(1)
    files = list((terminal.folder / "identity").iterdir())
    assert sorted(file.name for file in files) == ["staff-pin", "staff-pin-tries.json"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert all(PIN.encode() not in file.read_bytes() for file in files)
    assert (terminal.folder / "identity" / "staff-pin").read_text().startswith("$argon2id$")


def test_five_wrong_lock_for_a_minute(terminal: Terminal) -> None:
    assert terminal.wrong(6) == ["E-PIN-01"] * 5 + ["E-PIN-02"]
    assert terminal.try_(PIN) == "E-PIN-02"
    terminal.clock.advance(59)
    assert terminal.try_(PIN) == "E-PIN-02"
    terminal.clock.advance(2)
    assert terminal.try_(PIN) == ""


def test_a_right_one_forgets_the_wrong_ones(terminal: Terminal) -> None:
    for _ in range(3):
        assert terminal.wrong(4) == ["E-PIN-01"] * 4
        assert terminal.try_(PIN) == ""


def test_each_further_one_doubles_it_up_to_an_hour(terminal: Terminal) -> None:
    terminal.wrong(5)
    waits = []
    for _ in range(9):
        locked = terminal.pin.state().locked_s
        waits.append(locked)
        terminal.clock.advance(locked)
        assert terminal.try_("000000") == "E-PIN-01"
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_restart_does_not_end_it(terminal: Terminal) -> None:
    terminal.wrong()
    terminal.clock.advance(50)
    assert terminal.try_(PIN) == "E-PIN-02"  # each try is another process
    terminal.clock.reboot("boot-2")
    assert terminal.try_(PIN) == "E-PIN-02"
    terminal.clock.advance(9)
    assert terminal.try_(PIN) == "E-PIN-02"
    terminal.clock.advance(2)
    assert terminal.try_(PIN) == ""


def test_time_while_it_was_off_does_not_count(terminal: Terminal) -> None:
    terminal.wrong()
    for boot in range(20):
        terminal.clock.reboot(f"again-{boot}")
        assert terminal.try_(PIN) == "E-PIN-02"


@pytest.mark.parametrize("year", [1970, 2020, 2028, 2099])
def test_setting_the_clock_does_not_end_it(terminal: Terminal, year: int) -> None:
    terminal.wrong()
    terminal.clock.set_wall(datetime(year, 1, 1, tzinfo=UTC))
    assert terminal.try_(PIN) == "E-PIN-02"
    terminal.clock.reboot("boot-2", datetime(year, 1, 1, tzinfo=UTC))
    assert terminal.try_(PIN) == "E-PIN-02"


def test_a_try_is_counted_before_it_is_judged(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulling the plug while it is being judged buys no free try."""

    def cut(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.store.pin.pwhash.argon2id.verify", cut)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                terminal.pin.check("000000")
    assert terminal.try_(PIN) == "E-PIN-02"


@pytest.mark.parametrize("wreck", ["", "{}x", '{"wrong": -1}', '{"locked_s": 1e999}'])
def test_a_damaged_count_locks(terminal: Terminal, wreck: str) -> None:
    (terminal.folder / "identity" / "staff-pin-tries.json").write_text(wreck)
    assert terminal.try_(PIN) == "E-PIN-02"
    terminal.clock.advance(61)
    assert terminal.try_(PIN) == ""


def test_a_new_pin_starts_anew(terminal: Terminal) -> None:
    terminal.wrong()
    terminal.pin.set("97531246")
    assert (terminal.try_("97531246"), terminal.try_(PIN)) == ("", "E-PIN-01")


def test_it_is_slow_to_guess(tmp_path: Path) -> None:
    (tmp_path / "identity").mkdir()
    StaffPin(tmp_path, ManualClock()).set(PIN)
    assert "$m=65536,t=3,p=1$" in (tmp_path / "identity" / "staff-pin").read_text()


def test_none_set(tmp_path: Path) -> None:
    pin = StaffPin(tmp_path, ManualClock())
    assert not pin.state().is_set
    assert code_of(lambda: pin.check(PIN)) == "E-PIN-04"


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567890123", "12345a", "１２３４５６", "12 3456", "-123456"]
)
def test_what_is_no_pin(text: str) -> None:
    assert code_of(lambda: read_pin(text)) == "E-PIN-03"


def test_one_that_is_made_is_one() -> None:
    made = {make_pin() for _ in range(50)}
    assert len(made) > 45
    assert all(read_pin(pin) == pin and len(pin) == 8 for pin in made)
