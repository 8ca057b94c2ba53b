"""Who this terminal is, on disk: read anew when it was replaced, and named when it is damaged."""

import json
import os
from pathlib import Path

import pytest

from kiosk.errors import KioskError, for_staff
from kiosk.store.identity import (
    SealerSource,
    device_key_file,
    identity_dir,
    link_key_file,
    load_link_key,
    load_sealer,
    loose_files,
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


def test_what_is_wrong_with_it_is_told_in_chinese_and_never_to_enrol_at_once(tmp_path: Path) -> None:
    County().install(tmp_path)
    link_key_file(tmp_path).write_text("zz")
    with pytest.raises(KioskError) as caught:
        load_link_key(tmp_path)
    assert for_staff(caught.value.code, caught.value.detail).startswith("身份文件 link.key 坏了，先导出")


@pytest.mark.parametrize(
    ("name", "mode"),
    [("device.key", 0o644), ("device.key", 0o400), ("link.key", 0o600), ("terminal.json", 0o666)],
)
def test_a_file_others_may_read_or_sync_may_not_is_named(tmp_path: Path, name: str, mode: int) -> None:
    County().install(tmp_path)
    assert loose_files(tmp_path) == []
    (identity_dir(tmp_path) / name).chmod(mode)
    assert loose_files(tmp_path) == [name]


def test_so_is_one_of_another_owner_and_one_that_is_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    County().install(tmp_path)
    device_key_file(tmp_path).rename(tmp_path / "elsewhere")
    device_key_file(tmp_path).symlink_to(tmp_path / "elsewhere")
    assert loose_files(tmp_path) == ["device.key"]
    lstat = Path.lstat

    def anothers(path: Path) -> os.stat_result:
        status = list(lstat(path))
        status[4] += path.name == "link.key"  # the user
        return os.stat_result(status)

    monkeypatch.setattr(Path, "lstat", anothers)
    assert loose_files(tmp_path) == ["device.key", "link.key"]


def test_a_terminal_without_an_identity_has_nothing_loose(tmp_path: Path) -> None:
    assert loose_files(tmp_path) == []
