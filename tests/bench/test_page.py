"""The page that Chromium shows has the terminal's words, places and ways."""

from html.parser import HTMLParser
from pathlib import Path

from bench.page import Shown, write
from kiosk.config import Config

TALL = 1920
IDLE = Shown(
    "idle",
    [{"text": "请点一下 <开始>", "pos": (100.0, 300.0), "area": (400.0, 60.0), "size": 48, "bold": True}],
    [{"id": "idle.start", "pos": (80.0, 280.0), "area": (500.0, 100.0)}],
)
HOME = Shown(
    "home",
    [{"text": "问法律\n工资", "pos": (10.0, 1800.0), "area": (200.0, 80.0), "size": 30, "bold": False}],
    [{"id": "home.tile.ask", "pos": (0.0, 1790.0), "area": (300.0, 100.0)}],
)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_words_places_and_ways_are_the_terminals(tmp_path: Path) -> None:
    file = tmp_path / "equal.html"
    write(file, [IDLE, HOME], {"home.tile.ask": "topics"}, TALL, Config().fonts_path)
    reader = Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    sections = [attributes for tag, attributes in reader.found if tag == "section"]
    assert sections == [{"id": "idle", "class": "shown"}, {"id": "home"}]
    boxes = [attributes for tag, attributes in reader.found if tag == "div"]
    assert [(box["id"], box["data-to"]) for box in boxes] == [("idle.start", ""), ("home.tile.ask", "topics")]
    assert boxes[1]["style"] == "left:0.0px;top:30.0px;width:300.0px;height:100.0px"
    spans = [str(attributes["style"]) for tag, attributes in reader.found if tag == "span"]
    assert spans[0].endswith("font:700 48px/60.00px kiosk")
    assert spans[1].endswith("font:400 30px/40.00px kiosk")
    assert {"请点一下 <开始>", "问法律\n工资"} <= set(reader.words)


def test_its_fonts_are_the_terminals(tmp_path: Path) -> None:
    file = tmp_path / "equal.html"
    write(file, [IDLE, HOME], {}, TALL, Config().fonts_path)
    assert file.read_text(encoding="utf-8").count(Config().fonts_path.as_uri()) == 2
