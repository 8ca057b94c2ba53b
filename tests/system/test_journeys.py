"""Visits on the real window, with real touches and every simulator, and with something wrong in each.

What must hold is in the journeys themselves (tests/journeys); here is what only their traces can tell.
"""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from kiosk.config import Config
from kiosk.devices.printer.codes import codes
from kiosk.devices.printer.interpreter import draw
from script.leaks import search
from tests.play.test_journey_page import documented_ids
from tests.system import by_ear
from tests.system.by_ear import BY_EAR
from tests.system.playing import JOURNEYS, Played, Terminal

pytestmark = pytest.mark.timeout(180)
# No 王, and not to be taken for one.
SQUARE: Final = """ - touch: home.tile.do
 - touch: items.row.consultation
 - write: {text: 王, strokes: [[[10, 10], [90, 10], [90, 90], [10, 90], [10, 10]]]}"""
PAPER: Final = (246, 243, 236)  # the screens' background
# Orders a journey leaves in the store. hub-away is played with a hub, in test_demo, attached in test_attach.
ORDERS: Final = {
    "only-touch-counts": 0,
    "no-devices": 1,
    "paper": 1,
    "card": 0,
    "time-out": 0,
    "progress-offline": 1,
    "slip": 1,
    "step-by-step": 0,
    "clip": 0,
    "writing-a-paper": 0,
}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(tmp_path)
    made.enrol()
    return made


def judge(played: Played) -> None:
    """What holds for every play that went well."""
    assert (played.status, played.stderr) == (0, "")
    assert played.report["result"] == "ok"
    assert {step["result"] for step in played.steps} == {"ok"}
    documented = documented_ids()
    for step in played.steps:
        strange = [u for u in step["touchable"] if not any(fnmatchcase(u, known) for known in documented)]
        assert strange == []
    shots = [step["shot"] for step in played.steps if "shot" in step]
    assert shots == played.pictures()
    for name in shots:
        with Image.open(played.out / name) as picture:
            assert f"{picture.width}x{picture.height}" == played.report["window"]
            assert PAPER in {colour for _, colour in picture.getcolors(1 << 24) or []}
    for step in played.steps:
        if step["do"] == "touch":
            assert step["press_ms"] is not None
            assert step["press_ms"] > 0


@pytest.mark.parametrize("name", sorted(ORDERS))
def test_a_visit_with_something_wrong(terminal: Terminal, name: str) -> None:
    played = terminal.play(JOURNEYS / f"{name}.yaml")
    judge(played)
    assert len(terminal.orders()) == ORDERS[name]
    # What was typed, written or read in it is nowhere on this terminal.
    assert search([terminal.state], ["王大", "测试甲", "330199194912310012", "13700000000"]).leaks == ()
    if name == "paper":
        outcomes = [event["outcome"] for event in played.events("print")]
        assert outcomes == ["sending", "refused", "sending", "uncertain", "sending", "sent"]
        assert played.events("rating")[-1] == {**played.events("rating")[-1], "level": 2, "via": "evaluator"}
        order_no = terminal.orders()[0]["order_no"]
        assert order_no in text_of(played.out / "receipt.bin")
    elif name == "step-by-step":
        paper = text_of(played.out / "receipt.bin")
        assert "先投诉，再申请仲裁" in paper
        assert "答：没写过" in paper
    elif name not in ("slip", "progress-offline"):
        assert not (played.out / "receipt.bin").exists()
    if name == "slip":
        (code,) = codes((played.out / "receipt.bin").read_bytes())
        # It is on the paper and in the seal; of it the terminal keeps and writes down nothing.
        assert search([terminal.state], [code.rpartition(".")[2], "4N5P6Q7R8S9T0V7K3QX9M2TAHJ"]).leaks == ()
        assert code.rpartition(".")[2] not in (played.out / "journey.json").read_text(encoding="utf-8")
    if name == "card":
        told = [event["card"] for event in played.events("card")]
        assert told.index("problem") < told.index("read")


def text_of(receipt: Path) -> str:
    return "\n".join(draw(receipt.read_bytes(), Config().fonts_path).texts)


def test_every_journey_is_played_somewhere() -> None:
    assert {path.stem for path in JOURNEYS.glob("*.yaml")} == {
        *ORDERS,
        *BY_EAR,
        "hub-away",
        "attached",
        "keys",
    }


def test_a_visit_by_the_keypad_alone_reaches_a_durable_order(terminal: Terminal) -> None:
    """The driver on its port, the real window, the store, the printer: and no finger but the keypad's."""
    played = terminal.play(JOURNEYS / "keys.yaml", options=("--set", "devices.keypad.enabled=true"))
    judge(played)
    assert not {"touch", "touch_at", "keys", "write"} & {step["do"] for step in played.steps}
    (order,) = terminal.orders()
    assert order["order_no"] in text_of(played.out / "receipt.bin")
    assert search([terminal.state], ["05800000002", "05800000001"]).leaks == ()


@pytest.mark.parametrize("name", sorted(BY_EAR))
def test_a_visit_by_keys_and_ear_is_heard_word_for_word(terminal: Terminal, name: str) -> None:
    """Whoever sees nothing comes to a durable order, and hears what is kept as what he should hear."""
    played = by_ear.play(terminal, name)
    judge(played)
    assert {step["do"] for step in played.steps} <= {"keypad", "seek", "later", "device", "expect"}
    (order,) = terminal.orders()
    assert order["order_no"] in text_of(played.out / "receipt.bin")
    heard = by_ear.spoken(played)
    assert by_ear.differences(name, heard) == []
    # Of a person's own nothing was said in the room: neither what was typed nor what was chosen.
    assert [word for word in ("零五八零零零零零零", "工资没发，", "幺三八") if word in heard] == []
    assert search([terminal.state], ["05800000002", "05800000001"]).leaks == ()


def test_a_step_that_does_not_happen_is_told_in_one_sentence_and_shown(
    terminal: Terminal, tmp_path: Path
) -> None:
    journey = tmp_path / "j.yaml"
    journey.write_text(
        "name: 不成\nsteps:\n - touch_at: [640, 400]\n   expect: {screen: home}\n"
        " - expect: {screen: submitted, within: 0.5}\n - touch: home.tile.ask\n",
        encoding="utf-8",
    )
    played = terminal.play(journey, options=("--window", "1280x800"))
    assert played.status == 1
    (line,) = played.stderr.splitlines()
    assert line.startswith("E-APP-02 ")
    assert "第 2 步" in line
    assert "应是 submitted 屏，现在是 home" in line
    assert played.pictures() == ["01-home.png", "02-failed.png"]
    assert played.report["failure"] in line
    assert [step["result"] == "ok" for step in played.steps] == [True, False]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (" - touch: bar.back", "bar.back 现在是灰的"),
        (" - touch: no.such.thing", "home 屏上没有 no.such.thing"),
        (" - key: NoSuchKey", "没有 NoSuchKey 这个键"),
        (" - device: {name: printer, verb: dance}", "dance"),
        (" - touch: home.tile.ask\n   expect: {unchanged: true}", "不该改变什么，却变了"),
        (
            SQUARE,
            "候选里没有“王”",
        ),
    ],
    ids=["dimmed", "absent", "key", "verb", "changed", "candidate"],
)
def test_nothing_passes_that_did_not_happen(terminal: Terminal, tmp_path: Path, steps: str, why: str) -> None:
    journey = tmp_path / "j.yaml"
    journey.write_text(
        "name: 不成\nsimulate: true\nsteps:\n"
        " - expect: {can_submit: true, handwriting: true, within: 60}\n"
        f" - touch_at: [640, 400]\n   expect: {{screen: home}}\n{steps}\n",
        encoding="utf-8",
    )
    played = terminal.play(journey, options=("--window", "1280x800"))
    assert played.status == 1
    assert why in played.stderr


def test_a_journey_that_cannot_be_played_opens_nothing(terminal: Terminal, tmp_path: Path) -> None:
    journey = tmp_path / "j.yaml"
    journey.write_text("name: 坏\nsteps:\n - tuch: a\n - press: 0\n", encoding="utf-8")
    played = terminal.play(journey)
    assert (played.status, played.stdout, played.report) == (2, "", {})
    first, second = played.stderr.splitlines()
    assert first.startswith(f"E-CFG-02 {journey} 第 3 行")
    assert second.startswith(f"E-CFG-02 {journey} 第 4 行")
    assert not played.out.exists()


def test_here_needs_a_display(terminal: Terminal, tmp_path: Path) -> None:
    journey = tmp_path / "j.yaml"
    journey.write_text("name: 这里\nsteps:\n - touch_at: [1, 1]\n", encoding="utf-8")
    played = terminal.play(journey, options=("--here",))
    assert played.status == 1
    assert "DISPLAY" in played.stderr
