"""What is plugged in is noticed by the kernel's word, whatever order names appear in."""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config_load import load
from kiosk.devices import hotplug
from kiosk.devices.hotplug import BY_ID, DEV, PAUSE_S, SETTLE_S, HotPlug, folders
from kiosk.devices.inotify import Inotify
from kiosk.domain.device import DeviceState
from tests.support.running import running
from tests.support.wait import PATIENCE_S, until


class Noticed:
    def __init__(self) -> None:
        self.count = 0
        self._event = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self._event.set()

    def again(self) -> bool:
        """Whether it is called once more, after ``rest``."""
        return self._event.wait(PATIENCE_S)

    def rest(self) -> None:
        """Return when nothing of what happened before is still coming."""
        while self._event.is_set():
            self._event.clear()
            until(self._event.is_set, 0.06)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotplug, "SETTLE_S", 0.01)
    monkeypatch.setattr(hotplug, "PAUSE_S", 0.01)


@pytest.fixture
def noticed() -> Noticed:
    return Noticed()


@pytest.fixture
def dev(tmp_path: Path, noticed: Noticed) -> Iterator[Path]:
    """A folder like /dev, watched as it is at start: without serial/by-id."""
    folder = tmp_path / "dev"
    folder.mkdir()
    made = HotPlug((folder, folder / "serial" / "by-id"), noticed, SystemClock())
    made.start()
    yield folder
    made.stop()
    made.stop()


def after(noticed: Noticed, happens: Callable[[], object]) -> bool:
    noticed.rest()
    happens()
    return noticed.again()


def test_it_is_noticed_within_a_second() -> None:
    assert SETTLE_S + PAUSE_S < 1


def test_a_new_name_its_rights_and_its_link_are_each_noticed(dev: Path, noticed: Noticed) -> None:
    port = dev / "ttyUSB0"
    assert after(noticed, port.touch)
    assert after(noticed, lambda: port.chmod(0o660)), "udev gives the group after making the node"
    assert after(noticed, lambda: (dev / "kiosk").symlink_to(port))

    def moved_over() -> None:
        (dev.parent / "link").symlink_to(port)
        (dev.parent / "link").rename(dev / "idcard")  # udev makes links beside and moves them

    assert after(noticed, moved_over)


def test_a_folder_that_comes_later_is_watched_when_it_comes(dev: Path, noticed: Noticed) -> None:
    by_id = dev / "serial" / "by-id"
    assert after(noticed, (dev / "serial").mkdir)
    assert after(noticed, by_id.mkdir)
    assert after(noticed, lambda: (by_id / "usb-1").symlink_to("../../ttyUSB0"))


def test_a_folder_that_goes_and_comes_back_is_watched_again(dev: Path, noticed: Noticed) -> None:
    by_id = dev / "serial" / "by-id"
    assert after(noticed, lambda: by_id.mkdir(parents=True))
    assert until(lambda: watched_deeply(dev, noticed))
    assert after(noticed, by_id.rmdir)
    assert after(noticed, (dev / "serial").rmdir)
    assert after(noticed, lambda: by_id.mkdir(parents=True))
    assert until(lambda: watched_deeply(dev, noticed))


def watched_deeply(dev: Path, noticed: Noticed) -> bool:
    """A link deep down is noticed, once the last folder made has been taken in."""
    link = dev / "serial" / "by-id" / "probe"
    before = noticed.count
    link.symlink_to("nothing")
    found = until(lambda: noticed.count > before, 0.5)
    link.unlink()
    return found


def test_nothing_plugged_nothing_tried(dev: Path, noticed: Noticed) -> None:
    port = dev / "ttyUSB0"
    assert after(noticed, port.touch)
    count = noticed.count
    with port.open("wb") as opened:  # what a driver does
        opened.write(b"\xaa\xaa\xaa")
    port.read_bytes()
    assert not until(lambda: noticed.count > count, 0.2)


def test_a_storm_is_one_try_a_while(
    tmp_path: Path, noticed: Noticed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotplug, "SETTLE_S", 0.2)
    made = HotPlug((tmp_path,), noticed, SystemClock())
    made.start()
    try:
        for number in range(2000):
            (tmp_path / str(number)).touch()
        assert noticed.again()
    finally:
        made.stop()
    assert noticed.count <= 5


def test_without_a_watch_to_give_the_timers_must_do(
    tmp_path: Path, noticed: Noticed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left() -> Inotify:
        raise OSError(errno.EMFILE, "too many")

    monkeypatch.setattr(hotplug, "Inotify", none_left)
    made = HotPlug((tmp_path,), noticed, SystemClock())
    made.start()
    (tmp_path / "ttyUSB0").touch()
    made.stop()
    assert noticed.count == 0


def test_nothing_stays_open(tmp_path: Path, noticed: Noticed) -> None:
    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = descriptors()
    for _ in range(20):
        made = HotPlug((tmp_path,), noticed, SystemClock())
        made.start()
        made.stop()
    assert descriptors() <= before + 1


def test_ports_are_looked_for_where_they_are_configured() -> None:
    ports = ["/dev/kiosk/idcard", "/dev/kiosk/printer", "/dev/serial/by-path/usb-2", "relative", ""]
    assert folders(ports) == (DEV, BY_ID, Path("/dev/kiosk"), Path("/dev/serial/by-path"))


def test_a_device_plugged_in_again_is_ready_long_before_its_timer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real drivers on real pseudo-terminals, with a timer that would take an hour."""
    monkeypatch.setattr("kiosk.devices.supervisor.BACKOFF_FIRST", 3600.0)
    monkeypatch.setattr("kiosk.devices.supervisor.BACKOFF_LAST", 3600.0)
    with running(load(None, [f"state_dir={tmp_path}", "store.free_floor_mb=1"])) as terminal:
        simulators = terminal.terminal.simulators
        assert simulators is not None
        states = {one.device.name: one.report for one in terminal.terminal.supervised}
        for name in ("evaluator", "idcard"):
            report = states[name]
            simulators.control(name, "unplug", {})
            assert until(lambda report=report: report.status.state is DeviceState.ABSENT)  # type: ignore[misc]
            simulators.control(name, "plug", {})
            assert until(lambda report=report: report.status.state is DeviceState.READY)  # type: ignore[misc]
