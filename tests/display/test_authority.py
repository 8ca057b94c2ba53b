"""The cookie file: what X clients read, and nobody else."""

import os
import stat
import struct
from pathlib import Path

import pytest

from kiosk.display.authority import COOKIE_BYTES, entry, write_authority


def test_an_entry_is_of_the_shape_x_clients_read() -> None:
    data = entry(bytes(range(16)))
    family, address, number, kind = struct.unpack(">HHHH", data[:8])
    assert (family, address, number, kind) == (0xFFFF, 0, 0, 18)
    assert data[8:] == b"MIT-MAGIC-COOKIE-1" + b"\x00\x10" + bytes(range(16))


def test_every_start_has_a_cookie_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "authority"
    cookies = set()
    for _ in range(3):
        write_authority(file)
        cookies.add(file.read_bytes()[-COOKIE_BYTES:])
    assert len(cookies) == 3


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_only_owner_and_group_read_it_whatever_the_umask(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        write_authority(tmp_path / "authority")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "authority").stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["authority"]
