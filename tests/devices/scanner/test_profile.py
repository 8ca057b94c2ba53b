"""The tables of scanner models: what is shipped, and what is refused with its fault."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.evaluator.checks import compute
from kiosk.devices.scanner.profile import Profile, load_profile, shipped


def test_what_is_shipped() -> None:
    assert shipped() == ["always-on", "mindeo", "newland-em", "newland-hr", "serial-trigger", "zkb200"]
    for name in shipped():
        profile = load_profile(name)
        assert profile.id == name
        assert profile.source
        assert Profile.model_validate_json(profile.model_dump_json()) == profile


@pytest.mark.parametrize(
    ("name", "on", "off"),
    [
        ("serial-trigger", "16 54 0D", "16 55 0D"),
        ("mindeo", "16 54 0D", "16 55 0D"),
        ("newland-em", "7E 00 08 01 00 02 01 AB CD", "7E 00 08 01 00 02 00 AB CD"),
        ("zkb200", "54", "50"),
    ],
)
def test_the_triggers_of_the_protocol_page(name: str, on: str, off: str) -> None:
    profile = load_profile(name)
    assert profile.on is not None
    assert profile.off is not None
    assert (profile.on.send, profile.off.send) == (on, off)


def test_the_answers_of_the_em_models_carry_their_check() -> None:
    answers = load_profile("newland-em").answers
    assert sorted(answers.values()) == [False, False, True]
    for frame in answers:
        assert frame[-2:] == compute("crc16-xmodem", frame[2:-2])


def made(**changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": "own",
        "label": "自己的",
        "serial": {"baud": 9600},
        "on": {"send": "16 54 0D"},
        "off": {"send": "16 55 0D"},
    }
    return base | changes


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (made(on=None), "on and off belong together"),
        (made(heartbeat={"every_s": 10.0}), "off command that is answered"),
        (made(on=None, off=None, gives_up_s=3.0), "does not give up"),
        (made(on={"send": "16 5"}), "on.send"),
        (made(on={"send": "16 54", "reply": "06"}), "on.reply"),
        (made(suffix="EOT"), "suffix"),
        (made(idle_ms=59), "idle_ms"),
        (made(idle_ms=101), "idle_ms"),
        (made(no_read=[""]), "no_read"),
        (made(retrigger_s=0.5), "retrigger_s"),
        (made(serial={"baud": 9600, "format": "7E1"}), "serial.format"),
    ],
)
def test_a_faulty_table_is_refused_with_its_fault(tmp_path: Path, table: dict[str, Any], fault: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(table))
    with pytest.raises(ValueError, match=re.escape(fault)):
        load_profile(str(path))


def test_a_technicians_own_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(made()))
    assert load_profile(str(path)).id == "own"
    with pytest.raises(ValueError, match="no profile"):
        load_profile("model")
