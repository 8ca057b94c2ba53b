"""Who this terminal is, on disk: read anew when it was replaced, and named when it is damaged."""

import json
from pathlib import Path

import pytest

from kiosk.store.identity import (
    SealerSource,
    device_key_file,
    link_key_file,
    load_link_key,
    load_sealer,
    terminal_file,
)
from kiosk.wire.models import Enrolled
from tests.support.county import County
from tests.support.direct import code_of


def test_a_new_enrolment_is_noticed_while_running(tmp_path: Path) -> None:
    source = SealerSource(tmp_path)
    assert source() is None
    one = County()
    one.install(tmp_path)
    sealer = source()
    assert sealer is not None
    assert source() is sealer
    County(hub_id="hub-other").install(tmp_path)
    other = source()
    assert other is not None
    assert other.enrolled.hub_id == "hub-other"


@pytest.mark.parametrize("wreck", ["", "{}", "\x00"])
def test_a_damaged_identity_is_an_error_with_a_code(tmp_path: Path, wreck: str) -> None:
    County().install(tmp_path)
    terminal_file(tmp_path).write_text(wreck)
    assert code_of(SealerSource(tmp_path)) == "E-STO-04"


@pytest.mark.parametrize("wreck", ["", "zz", "00", "00" * 32])
def test_so_is_a_damaged_or_foreign_key(tmp_path: Path, wreck: str) -> None:
    County().install(tmp_path)
    for file in (device_key_file, link_key_file):
        file(tmp_path).write_text(wreck)
    assert code_of(lambda: load_sealer(tmp_path)) == "E-STO-04"
    assert code_of(lambda: load_link_key(tmp_path)) == "E-STO-04"


def test_terminal_json_holds_no_secret(tmp_path: Path) -> None:
    County().install(tmp_path)
    assert set(json.loads(terminal_file(tmp_path).read_text())) == set(Enrolled.model_fields)
