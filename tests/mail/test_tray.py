"""Files between two processes: whole, small, few, gone; and nobody is led astray by what the other put."""

import os
import stat
import threading
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.mail.tray import MOST, Tray, trays

ID = "0193b0c5-0000-7000-8000-000000000001"


def other(number: int) -> str:
    return str(UUID(int=number))


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    return Tray(tmp_path, "ask")


def lying(tmp_path: Path, name: str = "ask") -> list[str]:
    return sorted(path.name for path in (tmp_path / "mailbox" / name).iterdir())


def test_what_is_put_is_taken_once(tmp_path: Path, tray: Tray) -> None:
    tray.put(ID, b"sealed")
    assert [left.name for left in tray.left()] == [ID]
    assert stat.S_IMODE((tmp_path / "mailbox" / "ask" / ID).stat().st_mode) == 0o660
    assert tray.take(ID, 100) == b"sealed"
    assert tray.take(ID, 100) is None
    assert lying(tmp_path) == []


def test_a_tray_that_was_never_made_is_empty(tmp_path: Path, tray: Tray) -> None:
    assert tray.left() == []
    assert tray.take(ID, 100) is None
    tray.drop(ID)
    tray.clear()
    assert not (tmp_path / "mailbox").exists()


def test_what_is_too_long_is_not_read_and_not_kept(tmp_path: Path, tray: Tray) -> None:
    tray.put(ID, b"x" * 101)
    assert tray.take(ID, 100) is None
    assert lying(tmp_path) == []


def test_a_tray_is_full_some_time(tmp_path: Path, tray: Tray) -> None:
    for number in range(MOST):
        tray.put(other(number), b"")
    with pytest.raises(OSError, match="full"):
        tray.put(ID, b"")
    assert len(lying(tmp_path)) == MOST
    tray.clear()
    assert lying(tmp_path) == []


@given(st.text(max_size=60).filter(lambda text: text != ID))
def test_only_ids_name_files(name: str) -> None:
    tray = Tray(Path("/nonexistent"), "ask")
    try:
        UUID(name)
    except ValueError:
        if len(name) != 36 or set(name) - set("0123456789abcdef-"):
            with pytest.raises(ValueError, match="not the id"):
                tray.put(name, b"")


def test_the_oldest_comes_first(tmp_path: Path, tray: Tray) -> None:
    for number in range(4):
        tray.put(other(number), b"")
        os.utime(tmp_path / "mailbox" / "ask" / other(number), (100, 100 - number))
    assert [left.name for left in tray.left()] == [other(number) for number in (3, 2, 1, 0)]
    assert tray.left()[0].at == 97


def test_nothing_is_read_through_a_link_and_nobodys_file_deleted(tmp_path: Path, tray: Tray) -> None:
    """What a sync that was taken over could put in the screen's way."""
    secret = tmp_path / "device.key"
    secret.write_text("key")
    tray.put(other(1), b"")
    folder = tmp_path / "mailbox" / "ask"
    (folder / ID).symlink_to(secret)
    (folder / "device.key").write_text("not an id")
    os.mkfifo(folder / other(2))
    assert tray.take(ID, 100) is None
    assert tray.take(other(2), 100) is None, "and nobody waits for a writer"
    tray.clear()
    assert lying(tmp_path) == ["device.key"]
    assert secret.read_text() == "key"


@pytest.mark.parametrize("which", ["mailbox", "mailbox/answer"])
def test_a_folder_that_is_a_link_is_no_tray(tmp_path: Path, which: str) -> None:
    """Else the end of a visit would delete whatever has a question's name elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "answer").mkdir(parents=True)
    for folder in (elsewhere, elsewhere / "answer"):
        (folder / ID).write_text("kept")
    link = tmp_path / which
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    tray = Tray(tmp_path, "answer")
    tray.clear()
    tray.drop(ID)
    with pytest.raises(OSError, match=r"answer|mailbox"):
        tray.put(other(1), b"")
    assert (elsewhere / ID).read_text() == (elsewhere / "answer" / ID).read_text() == "kept"


def test_what_was_half_written_is_cleared_and_never_seen(tmp_path: Path, tray: Tray) -> None:
    tray.put(other(1), b"")
    (tmp_path / "mailbox" / "ask" / f".new-{ID}").write_bytes(b"half")
    assert [left.name for left in tray.left()] == [other(1)]
    tray.clear()
    assert lying(tmp_path) == []


def test_the_two_trays_are_two(tmp_path: Path) -> None:
    asks, answers = trays(tmp_path)
    asks.put(ID, b"q")
    answers.put(ID, b"a")
    assert (asks.take(ID, 9), answers.take(ID, 9)) == (b"q", b"a")


def test_two_who_take_at_once_do_not_both_fail(tmp_path: Path, tray: Tray) -> None:
    got: list[bytes | None] = []
    for number in range(50):
        name = other(number)
        tray.put(name, b"x")
        threads = [
            threading.Thread(target=lambda name=name: got.append(tray.take(name, 9))) for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert got.count(b"x") >= 50
    assert lying(tmp_path) == []
