"""Whole or not there, and no half of it left behind."""

import errno
import os
from pathlib import Path

import pytest

from kiosk.store.files import write_durably


@pytest.mark.parametrize("step", ["fsync", "fchmod", "rename"])
def test_what_cannot_be_written_leaves_the_old_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "device.key"
    write_durably(path, b"old", 0o600)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if step == "rename":
        monkeypatch.setattr(Path, "replace", full)
    else:
        monkeypatch.setattr(f"kiosk.store.files.os.{step}", full)
    with pytest.raises(OSError):
        write_durably(path, b"new", 0o600)
    assert [file.name for file in tmp_path.iterdir()] == ["device.key"]
    assert path.read_bytes() == b"old"
