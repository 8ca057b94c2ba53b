"""The table: what is refused, what each check and map means."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.evaluator.checks import CheckKind, compute
from kiosk.devices.evaluator.profile import Profile, level_maps, load_profile, shipped
from kiosk.devices.evaluator.protocol import command
from kiosk.devices.evaluator.settings import EvaluatorSettings


def framed() -> dict[str, Any]:
    loaded = json.loads(load_profile("synthetic-framed").model_dump_json(by_alias=True))
    assert isinstance(loaded, dict)
    return loaded


def test_all_that_is_shipped_loads_and_says_that_it_is_made_up() -> None:
    assert shipped() == ["synthetic-ascii", "synthetic-framed", "synthetic-raw-key"]
    for name in shipped():
        profile = load_profile(name)
        assert profile.id == name
        assert profile.synthetic
        assert "合成" in profile.label
    assert EvaluatorSettings().profile in shipped()


@pytest.mark.parametrize(
    ("kind", "data", "check"),
    [
        ("none", "0102", ""),
        ("xor", "810101", "81"),
        ("sum8", "ff02", "01"),
        ("crc16-xmodem", "313233343536373839", "31c3"),  # the catalogue's check value of "123456789"
        ("crc16-modbus", "313233343536373839", "374b"),
    ],
)
def test_checks(kind: CheckKind, data: str, check: str) -> None:
    assert compute(kind, bytes.fromhex(data)).hex() == check


def test_the_level_maps_of_real_products() -> None:
    assert level_maps() == {
        "pjq": {1: 4, 2: 3, 3: 2, 4: 5},
        "xjpjq": {0: "none", 1: 5, 2: 4, 3: 3, 4: 2, 5: 2},
    }


@pytest.mark.parametrize(
    ("template", "data"),
    [
        ("AA 55 01 {addr} {xor}", "aa 55 01 07 06"),  # counts from where the frames count
        ("AA 55 01 {addr} {xor:0}", "aa 55 01 07 f9"),
        ("AA 55 01 {sum8:1}", "aa 55 01 56"),
        ("01 {crc16-modbus:0} 0D", "01 7e 80 0d"),
        ("53 45 3B", "53 45 3b"),
    ],
)
def test_commands(template: str, data: str) -> None:
    assert command(template, load_profile("synthetic-framed"), 7) == bytes.fromhex(data)


def test_without_a_checked_frame_a_check_covers_all() -> None:
    assert command("01 02 {xor}", load_profile("synthetic-raw-key"), 1) == b"\x01\x02\x03"


def _frame(change: dict[str, Any]) -> dict[str, Any]:
    made = framed()
    made["frames"][0] |= change
    return made


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (framed() | {"vendor": "x"}, "vendor"),
        (framed() | {"frames": []}, "frames"),
        (framed() | {"frames": framed()["frames"][1:]}, "no frame carries a key"),
        (framed() | {"heartbeat": None}, "belong together"),
        (framed() | {"start": "AA 5"}, "start"),
        (framed() | {"start": "AA {crc32}"}, "start"),
        (framed() | {"serial": {"baud": 9600, "format": "7E1"}}, "format"),
        (framed() | {"timeout_s": 1.0}, "timeout_s"),
        (_frame({"len": 5}), "the pattern has 6 bytes"),
        (_frame({"pattern": "AA 55 81 ?? ll CC"}), "pattern"),
        (_frame({"map": {"XX": {"01": 5}}}), "XX must stand in the pattern once"),
        (_frame({"map": {"LL": {"01": 6}}}), "less than or equal to 5"),
        (_frame({"map": {"LL": {"1": 5}}}), "match pattern"),
        (_frame({"map": {"LL": {"levels": "sundyn"}}}), "no level map 'sundyn'"),
        (_frame({"map": {}}), "either a map or a result"),
        (_frame({"result": "none"}), "either a map or a result"),
        (_frame({"check": {"kind": "xor", "from": 2, "to": 5, "at": 5}}), "does not fit"),
        (_frame({"check": {"kind": "xor", "from": 3, "to": 2, "at": 5}}), "does not fit"),
        (_frame({"check": {"kind": "crc16-modbus", "from": 2, "to": 4, "at": 5}}), "does not fit"),
        (_frame({"check": {"kind": "xor", "from": 2, "to": 3, "at": 4}}), "name the same byte"),
    ],
)
def test_a_faulty_table_is_refused_with_its_fault(tmp_path: Path, made: dict[str, Any], fault: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(made))
    with pytest.raises(ValueError, match=re.escape(fault)):
        load_profile(str(path))


def test_a_technicians_own_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(framed() | {"id": "own", "synthetic": False}))
    assert load_profile(str(path)).id == "own"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 60_000, "not JSON"),
        (b"[]", "dictionary"),
        (b" " * 70_000, "larger than"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=re.escape(fault)):
        load_profile(str(path))


@pytest.mark.parametrize("name", ["unknown", "../level_maps", "/nowhere/model.json"])
def test_a_name_that_leads_nowhere(name: str) -> None:
    with pytest.raises(ValueError, match=r"no profile|No such file"):
        load_profile(name)


def test_profiles_survive_a_round_trip() -> None:
    for name in shipped():
        profile = load_profile(name)
        assert Profile.model_validate_json(profile.model_dump_json(by_alias=True)) == profile
