"""The demonstration as anybody runs it: four whole visits, a hub, and nothing left behind."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import CHECKOUT
from kiosk.devices.idcard.samples import SAMPLES
from script.demo import fitting
from script.leaks import forms, search
from tests.support.spoken import seconds_of
from tests.system.playing import JOURNEYS, Played
from tests.system.test_journeys import judge, text_of

pytestmark = pytest.mark.timeout(300)
PERSON = SAMPLES["resident"]


def demo(out: Path, *options: str) -> tuple[Played, list[dict[str, Any]]]:
    """What it left in ``out``, and the orders as the hub opened them."""
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "script.demo", "--headless", "--out", str(out), *options],
        cwd=CHECKOUT,
        env={**environment, "TMPDIR": str(out.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads((out / "journey.json").read_text(encoding="utf-8"))
    orders = json.loads((out / "hub-order.json").read_text(encoding="utf-8"))
    return Played(0, done.stdout, done.stderr, out, report), orders


def test_four_visits_reach_the_hub_as_they_were_made_and_one_is_answered(tmp_path: Path) -> None:
    played, (question, spoken, application, answered) = demo(tmp_path / "out", "--keep-state")
    judge(played)
    pictures = played.pictures()
    numbers = [int(name.split("-")[0]) for name in pictures]
    assert numbers == sorted(set(numbers))
    assert len({step["journey"] for step in played.steps}) == 4
    assert question["item"] == "consultation"
    assert question["identity_source"] == ""
    assert question["fields"]["request"] == "三个月没发工资"
    assert question["fields"]["contact"] == "none"
    assert question["evaluation"]["via"] == "screen"
    assert spoken["fields"] == {"phone": "13700000000", "contact": "phone"}
    ms = spoken["recordings"][0]["ms"]
    assert ms >= 3000
    sound = played.out / f"recording-{spoken['order_no']}-1.opus"
    assert seconds_of(sound.read_bytes()) == pytest.approx(ms / 1000, abs=0.05)
    assert application["item"] == "legal-aid"
    assert application["identity_source"] == "card"
    assert application["fields"]["name"] == PERSON.name
    assert application["fields"]["id_number"] == PERSON.number
    assert application["evaluation"] == {**application["evaluation"], "level": 5, "via": "evaluator"}
    assert question["seq"] < spoken["seq"] < application["seq"]
    assert answered["state"] == "已评价"
    assert (answered["evaluation"]["level"], answered["evaluation"]["via"]) == (4, "screen")
    for name, order in (
        ("receipt-1", question),
        ("receipt-2", spoken),
        ("receipt-3", application),
        ("receipt", answered),
    ):
        drawn = text_of(played.out / f"{name}.bin")
        assert order["order_no"] in drawn
        assert PERSON.name not in drawn
    reply = answered["reply"].splitlines()
    assert reply[0] in text_of(played.out / "receipt.bin")
    state = played.out / "state"
    assert search([state], [PERSON.name, PERSON.number, *reply]).leaks == ()
    assert search([state], ["kiosk"]).files > 3
    assert PERSON.number in played.stdout
    # Whatever it made beside its answer is gone.
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_order_waits_for_a_hub_that_is_away_and_arrives_once(tmp_path: Path) -> None:
    played, orders = demo(tmp_path / "out", "--journey", str(JOURNEYS / "hub-away.yaml"))
    judge(played)
    assert len(orders) == 1
    links = [(event["online"], event["waiting"]) for event in played.events("hub")]
    assert (False, 1) in links
    assert links[-1] == (True, 0)


@pytest.mark.parametrize(
    ("display", "window"),
    [
        ((3840, 2160), "1080x1920"),
        ((1440, 2560), "969x1724"),
        ((2560, 1600), "849x1510"),
        ((1920, 1080), "1280x800"),
        ((1366, 768), "1152x720"),
    ],
)
def test_the_window_fits_the_display(display: tuple[int, int], window: str) -> None:
    assert fitting(*display) == window


def test_a_word_is_found_however_it_was_written(tmp_path: Path) -> None:
    written = {
        "utf8": "姓名：测试甲".encode(),
        "utf16": "测试甲".encode("utf-16-le"),
        "gb": "测试甲".encode("gb18030"),
        "json": json.dumps("测试甲").encode(),
        "base64": base64.b64encode("x 测试甲 y".encode()),
    }
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "innocent").write_text("测试乙", encoding="utf-8")
    # At the border of two pieces read.
    (tmp_path / "far").write_bytes(b"\0" * ((1 << 20) - 4) + "测试甲".encode())
    found = search([tmp_path, tmp_path / "none"], ["测试甲"])
    assert {leak.file.name for leak in found.leaks} == {*written, "far"}
    assert found.files == len(written) + 2
    assert all(len(form) >= 6 for form in forms("测试甲"))
