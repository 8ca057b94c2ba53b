"""A real driver under its supervisor, in simulated time: every fault at every moment of a picture."""

from pathlib import Path

import pytest

from kiosk.clock import Clock
from kiosk.devices.base import Report
from kiosk.devices.camera.driver import CameraDriver
from kiosk.devices.camera.settings import CameraSettings
from kiosk.devices.camera.shelf import Shelf
from kiosk.devices.camera.simulator import CameraSimulator
from kiosk.devices.camera.source import KernelSource, PortSource
from kiosk.devices.registry import _pictures
from kiosk.devices.transport.base import OpenPort, TransportError
from kiosk.domain.device import DeviceState
from kiosk.domain.sheets import Doubt, PreviewSeen, SheetFailed, SheetTaken
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.wire.limits import PAGES_MOST
from tests.devices.benches import TimedBench
from tests.support.clock import ManualClock

BAUD = 4_000_000


class Bench(TimedBench[CameraDriver]):
    def __init__(self, kind: str = "letter") -> None:
        clock = ManualClock()
        self.simulator = CameraSimulator(BAUD)
        self.simulator.control("show", {"kind": kind})
        super().__init__("camera", clock, self.simulator, self._made)

    def _made(self, open_port: OpenPort, clock: Clock, post: Post, report: Report) -> CameraDriver:
        source = PortSource("port", open_port, BAUD, clock, lambda: self.host.line.plugged)
        return CameraDriver(source, clock, post, report)

    def looking(self, begin: float, end: float) -> None:
        self.plan(begin, lambda: self.driver.look(True))
        self.plan(end, lambda: self.driver.look(False))

    def takes(self, at: float, name: str) -> None:
        self.plan(at, lambda: self.driver.take(name, "contract"))

    def of(self, kind: type) -> list[object]:
        return [message for _, message in self.events if isinstance(message, kind)]

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [
            (message.sheet_id, getattr(message, "code", ""))
            for _, message in self.events
            if isinstance(message, SheetTaken | SheetFailed)
        ]


def test_it_is_open_only_while_somebody_looks() -> None:
    bench = Bench()
    bench.looking(3.0, 5.0)
    sent: list[int] = []
    for second in (2.9, 4.9, 5.6, 8.0):
        bench.plan(second, lambda: sent.append(bench.simulator.sent))
    bench.run(9.0)
    assert sent[0] == 1, "the probe at the beginning"
    assert sent[1] >= sent[0] + 4, "a few a second"
    assert sent[2] == sent[3]
    views = [message.view for message in bench.of(PreviewSeen) if isinstance(message, PreviewSeen)]
    assert len({view.number for view in views}) == len(views) == sent[2] - 1
    assert all(len(view.pixels) == view.width * view.height * 3 for view in views)


def test_what_lies_there_is_a_page_on_the_shelf() -> None:
    bench = Bench()
    bench.looking(2.0, 6.0)
    bench.takes(3.0, "one")
    bench.takes(4.0, "two")
    bench.run(7.0)
    assert bench.answers == [("one", ""), ("two", "")]
    (taken, _) = (message for message in bench.of(SheetTaken))
    assert isinstance(taken, SheetTaken)
    assert taken.doubt is Doubt.NONE
    (page,) = bench.driver.shelf.taken(("one",))
    assert (page.kind, page.field_id, page.data[:2]) == ("page", "contract", b"\xff\xd8")
    assert b"Exif" not in page.data


@pytest.mark.parametrize("verb", ["unplug", "stall"])
@pytest.mark.parametrize("second", [2.01, 2.9, 3.005, 3.2])
def test_every_picture_is_answered_whatever_happens(verb: str, second: float) -> None:
    bench = Bench()
    bench.looking(2.0, second + 30)
    bench.takes(2.5, "before")
    bench.takes(3.0, "one")
    bench.at(second, verb)
    bench.at(second + 12, "plug" if verb == "unplug" else "resume")
    bench.run(second + 60)
    assert [name for name, _ in bench.answers] == ["before", "one"]
    kept = [name for name, code in bench.answers if not code]
    assert [page.attachment_id for page in bench.driver.shelf.taken(kept)] == kept
    assert bench.report.status.state is DeviceState.READY, "it is back"


def test_a_torn_picture_is_no_preview_and_the_next_one_is_taken() -> None:
    bench = Bench()
    bench.looking(2.0, 5.0)
    bench.at(2.9, "torn")
    bench.takes(3.0, "one")
    bench.run(6.0)
    assert bench.answers == [("one", "")]


def test_bytes_that_are_no_picture_end_it_and_it_comes_back() -> None:
    bench = Bench()
    bench.looking(2.0, 4.0)
    bench.at(3.0, "garbage", hex="ffffffff00")
    bench.run(40.0)
    assert bench.report.status.state is DeviceState.READY
    assert DeviceState.ABSENT in {status.state for status in bench.statuses}


def test_without_a_camera_there_is_an_answer_at_once() -> None:
    bench = Bench()
    bench.at(0.0, "unplug")
    bench.takes(2.0, "one")
    bench.run(4.0)
    assert bench.answers == [("one", "E-CAM-01")]


def test_the_end_of_a_visit_wipes_all_of_it_and_says_nothing() -> None:
    bench = Bench()
    bench.looking(2.0, 9.0)
    bench.takes(3.0, "one")
    held: list[bytearray] = []
    bench.plan(5.0, lambda: held.append(bench.driver.shelf._kept["one"].jpeg))

    def over() -> None:
        assert any(held[0])
        bench.driver.take("late", "contract")
        bench.driver.forget()

    bench.plan(6.0, over)
    bench.run(8.0)
    assert bench.answers == [("one", "")]
    assert not any(held[0])
    assert bench.driver.shelf._kept == {}


def test_its_rows_for_the_doctor() -> None:
    bench = Bench()
    assert [row.ok for row in bench.driver.preflight()] == [True]
    bench.host.control("stall")
    assert [row.code for row in bench.driver.preflight()] == ["E-CAM-02"]
    bench.host.control("unplug")
    assert [row.code for row in bench.driver.preflight()] == ["E-CAM-01"]


def test_a_camera_of_the_kernels_that_is_not_there(tmp_path: Path) -> None:
    source = KernelSource(str(tmp_path / "video0"), 640, 480)
    assert not source.present()
    with pytest.raises(TransportError, match="cannot be opened"):
        source.start()
    settings = CameraSettings()
    assert settings.where("camera") == "/dev/video0"
    assert isinstance(_pictures(settings, ManualClock()), KernelSource)
    assert isinstance(_pictures(CameraSettings(port=str(tmp_path / "port")), ManualClock()), PortSource)


def test_the_shelf_has_an_end() -> None:
    shelf = Shelf()
    for number in range(PAGES_MOST):
        shelf.keep(str(number), "contract", bytearray(b"page"))
    more = bytearray(b"page")
    with pytest.raises(KioskError, match="E-CAM-03"):
        shelf.keep("more", "contract", more)
    assert not more
    shelf.wipe("0")
    shelf.wipe("0")
    with pytest.raises(KioskError, match="E-CAM-03"):
        shelf.taken(("0",))
    assert [page.attachment_id for page in shelf.taken(("2", "1"))] == ["2", "1"]
