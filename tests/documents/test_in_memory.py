"""A paper is handed to no print server that keeps it on a disk."""

from pathlib import Path

import pytest

from kiosk.documents.in_memory import spool_fault

ROOT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
RUN = "23 22 0:21 / /run rw,nosuid - tmpfs tmpfs rw,size=800M\n"
NONE = "Filename\tType\tSize\tUsed\tPriority\n"
SPOOL = Path("/run/cups/spool")


def machine(tmp_path: Path, mounts: str, swaps: str = NONE) -> tuple[Path, Path]:
    proc, sysfs = tmp_path / "proc", tmp_path / "sys"
    (proc / "self").mkdir(parents=True)
    (proc / "self" / "mountinfo").write_text(mounts)
    (proc / "swaps").write_text(swaps)
    (sysfs / "class" / "block").mkdir(parents=True)
    return proc, sysfs


def test_in_memory_without_swap_it_may(tmp_path: Path) -> None:
    assert spool_fault(SPOOL, *machine(tmp_path, ROOT + RUN)) == ""


def test_on_a_disk_it_may_not(tmp_path: Path) -> None:
    said = spool_fault(Path("/var/spool/cups"), *machine(tmp_path, ROOT + RUN))
    assert "不在内存里（ext4）" in said


def test_the_mount_on_top_counts(tmp_path: Path) -> None:
    over = "24 23 8:2 / /run/cups rw - ext4 /dev/sda2 rw\n"
    assert "ext4" in spool_fault(SPOOL, *machine(tmp_path, RUN + ROOT + over))


def test_of_two_on_the_same_point_the_later_one_counts(tmp_path: Path) -> None:
    again = "25 22 8:3 / /run rw - xfs /dev/sdb1 rw\n"
    assert "xfs" in spool_fault(SPOOL, *machine(tmp_path, ROOT + RUN + again))


@pytest.mark.parametrize(
    ("name", "kind", "content", "loose"),
    [
        ("/dev/sda3", "", "", True),
        ("/swapfile", "", "", True),
        ("/dev/zram0", "backing_dev", "none\n", False),
        ("/dev/zram0", "backing_dev", "/dev/sda4\n", True),
        ("/dev/dm-1", "dm/uuid", "CRYPT-PLAIN-swap\n", False),
        ("/dev/dm-1", "dm/uuid", "LVM-abcdef\n", True),
    ],
)
def test_swap_must_be_enciphered_or_in_memory(
    tmp_path: Path, name: str, kind: str, content: str, loose: bool
) -> None:
    proc, sysfs = machine(tmp_path, ROOT + RUN, f"{NONE}{name}\tpartition\t1000\t0\t-2\n")
    if kind:
        told = sysfs / "class" / "block" / Path(name).name / kind
        told.parent.mkdir(parents=True)
        told.write_text(content)
    said = spool_fault(SPOOL, proc, sysfs)
    assert (name in said) is loose


def test_what_cannot_be_asked_is_no_yes(tmp_path: Path) -> None:
    assert "查不了" in spool_fault(SPOOL, tmp_path / "none", tmp_path)
