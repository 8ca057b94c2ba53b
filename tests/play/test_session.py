"""What is refused before anything is opened, and what a play leaves behind."""

import json
from pathlib import Path

import pytest
from PIL import Image

from kiosk.config import Config
from kiosk.devices.printer.interpreter import draw
from kiosk.play.reader import JourneyError
from kiosk.play.record import Record
from kiosk.play.session import prepare_play
from kiosk.play.visit_clock import LaterClock
from tests.support.clock import ManualClock

PIECE = b"\x1b@\x1c&" + "已提交".encode("gb18030") + b"\n\x1dV\x01"


def journey(folder: Path, steps: str, head: str = "", name: str = "j") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(f"name: {name}\n{head}\nsteps:\n{steps}\n", encoding="utf-8")
    return path


def refused(*paths: Path, **options: object) -> str:
    with pytest.raises(JourneyError) as caught:
        prepare_play(paths, Path("out"), Config(), **options)  # type: ignore[arg-type]
    return "\n".join(caught.value.problems)


def test_simulated_things_need_simulators(tmp_path: Path) -> None:
    steps = " - card: resident\n - press: 5\n - scan: slip\n - touch: a"
    path = journey(tmp_path, steps)
    told = refused(path)
    assert "第 1 步：card 要有模拟设备" in told
    assert "第 2 步：press" in told
    assert "第 3 步：scan" in told
    assert prepare_play([path], Path("out"), Config(), simulate=True).simulate
    assert prepare_play([journey(tmp_path, steps, "simulate: true")], Path("out"), Config()).simulate


def test_the_hub_is_steered_only_where_there_is_one(tmp_path: Path) -> None:
    path = journey(tmp_path, " - hub: down")
    assert "没有中心" in refused(path)
    assert prepare_play([path], Path("out"), Config(), hub=lambda _up: None).hub is not None


def test_characters_nobody_drew_are_told_before_the_play(tmp_path: Path) -> None:
    told = refused(journey(tmp_path, " - write: 工龘龘\n - write: {text: 龘, strokes: [[[1, 1], [9, 9]]]}"))
    assert told.count("龘") == 2
    assert "第 2 步" not in told
    told = refused(journey(tmp_path, " - write: 工", "strokes: mine.json"))
    assert "mine.json：读不了" in told


def test_the_problems_of_all_journeys_come_together(tmp_path: Path) -> None:
    told = refused(
        journey(tmp_path, " - hub: up", name="a"), journey(tmp_path, " - {}", name="b"), tmp_path / "c.yaml"
    )
    assert [name for name in ("a.yaml", "b.yaml", "c.yaml") if name in told] == ["a.yaml", "b.yaml", "c.yaml"]


def test_the_window_is_the_given_one_then_the_journeys_then_the_configured(tmp_path: Path) -> None:
    plain, sized = journey(tmp_path, " - touch: a"), journey(tmp_path, " - touch: a", "window: 1280x800", "s")
    config = Config()
    assert prepare_play([plain], Path("o"), config).screen == config.screen.model_copy(
        update={"fullscreen": False}
    )
    desk = prepare_play([plain, sized], Path("o"), config).screen
    assert (desk.width, desk.height, desk.diagonal_inch) == (1280, 800, 10.1)
    assert prepare_play([sized], Path("o"), config, window="1080x1920").screen.diagonal_inch == 21.5
    other = journey(tmp_path, " - touch: a", "window: 1920x1080", "o")
    assert "1280x800、1920x1080" in refused(sized, other)


def test_pictures_are_numbered_like_the_steps_and_old_ones_are_gone(tmp_path: Path) -> None:
    for name in ("01-idle.png", "107-home.png", "receipt-2.png", "journey.json"):
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    record = Record(tmp_path)
    image = Image.new("RGB", (4, 4), "white")
    names = []
    for screen in ("idle", "home"):
        names.append(record.picture(image, screen))
        record.step({"do": "touch"})
    record.close({"result": "ok"})
    assert names == ["01-idle.png", "02-home.png"]
    assert {path.name for path in tmp_path.iterdir()} == {*names, "journey.json", "notes.txt"}
    written = json.loads((tmp_path / "journey.json").read_text(encoding="utf-8"))
    assert written["steps"] == [{"n": 1, "do": "touch"}, {"n": 2, "do": "touch"}]
    assert written["versions"]["kivy"]


def test_pictures_of_a_hundred_steps_sort_as_they_were_taken(tmp_path: Path) -> None:
    assert Record(tmp_path, 99).picture(Image.new("RGB", (4, 4)), "idle") == "01-idle.png"
    record = Record(tmp_path, 100)
    names = []
    for _ in range(100):
        names.append(record.picture(Image.new("RGB", (4, 4)), "idle"))
        record.step({"do": "touch"})
    assert names[0] == "001-idle.png"
    assert sorted(path.name for path in tmp_path.glob("*.png")) == names


def test_paper_is_kept_as_bytes_and_drawn_from_them(tmp_path: Path) -> None:
    record = Record(tmp_path)
    files = record.paper([PIECE + b"\n", PIECE], b"\x1b@half", Config().fonts_path, 384)
    assert files == ["receipt-1.bin", "receipt.bin", "receipt-unfinished.bin"]
    assert (tmp_path / "receipt.bin").read_bytes() == PIECE
    with Image.open(tmp_path / "receipt.png") as drawn:
        assert drawn.tobytes() == draw(PIECE, Config().fonts_path, 384).image.tobytes()
    assert (tmp_path / "receipt-unfinished.png").is_file()


def test_no_paper_leaves_no_file(tmp_path: Path) -> None:
    assert Record(tmp_path).paper([], b"", Config().fonts_path, 576) == []
    assert list(tmp_path.iterdir()) == []


def test_later_moves_only_the_clock_a_visit_is_timed_by() -> None:
    real = ManualClock()
    clock = LaterClock(real)
    before, wall = clock.monotonic(), clock.now()
    assert clock.later(120) == before + 120
    assert (clock.monotonic(), real.monotonic(), clock.now()) == (before + 120, before, wall)
    real.advance(1)
    assert clock.monotonic() == before + 121
    assert clock.boot_id() == real.boot_id()
