"""A bare Debian 12, and beside it everything its own installer will ask for, so that it needs no network.

Everything comes from where this machine's own apt and pip are told to look; nothing of that is written into
the project. The tree is kept below var/ and made anew when what it is made of has changed.
"""

import hashlib
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from script.appliance.shell import StepError, run, text

SUITE: Final = "bookworm"
KEYRING: Final = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# What debootstrap puts into the bare tree besides its own minimum.
BARE: Final = ("systemd", "systemd-sysv", "dbus", "udev", "iproute2")
# What only the test uses inside: a display without a panel.
TEST_ONLY: Final = ("xserver-xorg-video-dummy",)
PACKAGES: Final = Path("opt/packages")
WHEELS: Final = Path("opt/wheels")
_DONE: Final = ".complete"
_SOURCE: Final = re.compile(r"^(\S+) (\S+) (\S+)$")


def digest(parts: Iterable[bytes]) -> str:
    """Names a tree by all it is made of."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:16]


def sources(listing: str, suite: str) -> list[tuple[str, str, str]]:
    """Address, release and component of each source of ``suite`` in apt's own listing, itself first.

    Raises StepError when there is none: this machine does not know where Debian 12 comes from.
    """
    rows = {found.groups() for line in listing.splitlines() if (found := _SOURCE.match(line.strip()))}
    family = {suite, f"{suite}-updates", f"{suite}-security"}
    mine = sorted((row for row in rows if row[1] in family), key=lambda row: (row[1] != suite, row))
    if not mine or mine[0][1] != suite:
        raise StepError(f"apt on this machine has no source of {suite}")
    return [(address, release, component) for address, release, component in mine]


def packages(lib: Path) -> list[str]:
    """What script/install asks apt for: TERMINAL_PACKAGES of script/lib.sh."""
    done = run(["bash", "-c", '. "$1"; printf "%s\\n" "${TERMINAL_PACKAGES[@]}"', "-", lib], within=10)
    return text(done).split()


class Tree:
    """``root`` is the checkout, ``cache`` the folder trees are kept in."""

    def __init__(self, root: Path, cache: Path) -> None:
        self._root = root
        self._cache = cache

    def ready(self, *, fresh: bool) -> Path:
        """The folder of the bare tree, made when it is not there or ``fresh``."""
        lock = run([sys.executable, "-m", "script.terminal_lock"], cwd=self._root, within=20).stdout
        build = run(
            [sys.executable, "-m", "script.terminal_lock", "--build"], cwd=self._root, within=20
        ).stdout
        wanted = packages(self._root / "script" / "lib.sh")
        listing = text(
            run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"], within=30)
        )
        found = sources(listing, SUITE)
        names = (*BARE, *TEST_ONLY, *wanted)
        here = Path(__file__).read_bytes()
        tree = self._cache / f"tree-{digest((lock, build, repr((names, found)).encode(), here))}"
        if fresh:
            shutil.rmtree(tree, ignore_errors=True)
        if (tree / _DONE).exists():
            return tree
        for old in self._cache.glob("tree-*"):
            shutil.rmtree(old)
        self._bootstrap(tree, found[0][0])
        self._fetch_packages(tree, found, [*TEST_ONLY, *wanted])
        self._fetch_wheels(tree, lock, build)
        (tree / _DONE).touch()
        return tree

    def _bootstrap(self, tree: Path, address: str) -> None:
        tree.parent.mkdir(parents=True, exist_ok=True)
        run(
            ["debootstrap", "--variant=minbase", f"--include={','.join(BARE)}", SUITE, tree, address],
            within=900,
        )

    def _fetch_packages(self, tree: Path, found: list[tuple[str, str, str]], wanted: list[str]) -> None:
        """Into a folder that apt inside reads as its only source."""
        lines = [f"deb [signed-by={KEYRING}] {' '.join(row)}\n" for row in found]
        list_file = tree / "etc/apt/sources.list"
        list_file.write_text("".join(lines))
        resolver = tree / "etc/resolv.conf"
        resolver.write_bytes(Path("/etc/resolv.conf").read_bytes())
        inside = ["chroot", str(tree), "apt-get", "-q"]
        run([*inside, "update"], within=300)
        options = ["--no-install-recommends", "--download-only", "-y"]
        run([*inside, "install", *options, *wanted], within=900, env={"DEBIAN_FRONTEND": "noninteractive"})
        resolver.unlink()
        offered = tree / PACKAGES
        offered.mkdir(parents=True)
        for package in (tree / "var/cache/apt/archives").glob("*.deb"):
            package.rename(offered / package.name)
        index = run(["dpkg-scanpackages", "--multiversion", "."], cwd=offered, within=120).stdout
        (offered / "Packages").write_bytes(index)
        list_file.write_text(f"deb [trusted=yes] file:/{PACKAGES} ./\n")
        shutil.rmtree(tree / "var/lib/apt/lists")
        (tree / "var/lib/apt/lists/partial").mkdir(parents=True)

    def _fetch_wheels(self, tree: Path, lock: bytes, build: bytes) -> None:
        """The locked files, checked against the lock's hashes here and again inside."""
        folder = tree / WHEELS
        folder.mkdir(parents=True)
        for number, part in enumerate((lock, build)):
            chosen = folder / f"{number}.lock"
            chosen.write_bytes(part)
            run(
                [
                    *(sys.executable, "-m", "pip", "download", "-q", "--require-hashes", "--no-deps"),
                    *("--only-binary", ":all:", "--dest", folder, "-r", chosen),
                ],
                within=900,
            )
            chosen.unlink()
