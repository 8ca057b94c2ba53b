"""The real CUPS, as a terminal's is set up (config/cups), in a folder of its own, and a printer of ours."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from kiosk.clock import SystemClock
from kiosk.documents.sheet_printer import SheetPrinter
from tests.support.wait import until

CUPSD: Final = Path("/usr/sbin/cupsd")
_WAIT_S: Final = 10.0
_CONFIG: Final = Path(__file__).resolve().parents[2] / "config" / "cups"
# What CUPS runs for each job, as it would run the one for USB. Without a job it is asked what there is.
_BACKEND: Final = """#!/bin/sh
cd "$(dirname "$0")/../.." || exit 4
[ "$#" -gt 4 ] || exit 0
while [ -e empty ]; do echo 'STATE: +media-empty-error' >&2; sleep 0.05; done
echo 'STATE: -media-empty-error' >&2
if [ "$#" -gt 5 ]; then cat "$6"; else cat; fi >printed.part && mv printed.part printed
"""
_PRINTERS: Final = """<Printer a4>
DeviceURI ours:/
State Idle
Accepting Yes
ErrorPolicy abort-job
OpPolicy default
</Printer>
"""


class QuickClock(SystemClock):
    """Looks more often than a terminal does."""

    def wait(self, event: Event, timeout: float) -> bool:
        return super().wait(event, timeout / 20)


@dataclass(frozen=True)
class RealCups:
    """``empty``: while this file is there, the printer has no paper."""

    folder: Path

    @property
    def empty(self) -> Path:
        return self.folder / "empty"

    def printer(self) -> SheetPrinter:
        server, spool = self.folder / "cups.sock", self.folder / "spool"
        return SheetPrinter("a4", server, spool, QuickClock(), _WAIT_S, fault=lambda _folder: "")

    def papers(self) -> list[bytes]:
        """What lies in its spool of anybody's paper."""
        return [path.read_bytes() for path in (self.folder / "spool").glob("d*")]


@contextmanager
def running(folder: Path) -> Iterator[RealCups]:
    """``folder``: with a short path, for its socket."""
    backends = folder / "bin" / "backend"
    backends.mkdir(parents=True)
    backend = backends / "ours"
    backend.write_text(_BACKEND, encoding="utf-8")
    (folder / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
    backend.chmod(0o700)  # as who started it, not as lp, who may not come here
    for name in ("etc", "spool", "tmp", "cache"):  # systemd/cups.service.d makes them
        (folder / name).mkdir()
    (folder / "etc" / "printers.conf").write_text(_PRINTERS, encoding="utf-8")
    files = (_CONFIG / "cups-files.conf").read_text(encoding="utf-8").replace("syslog", f"{folder}/error_log")
    files += f"ServerRoot {folder}/etc\nServerBin {folder}/bin\nStateDir {folder}\n"
    # As Debian has it: nothing may stay although CUPS would keep it.
    server = (_CONFIG / "cupsd.conf").read_text(encoding="utf-8").replace("PreserveJobFiles No", "")
    paths = []
    for name, text in (("cups-files.conf", files), ("cupsd.conf", server)):
        paths.append(folder / "etc" / name)
        paths[-1].write_text(text.replace("/run/cups", str(folder)), encoding="utf-8")
    log = (folder / "out").open("wb")
    process = subprocess.Popen([CUPSD, "-f", "-s", paths[0], "-c", paths[1]], stdout=log, stderr=log)
    try:
        assert until((folder / "cups.sock").exists), (folder / "out").read_text(encoding="utf-8")
        yield RealCups(folder)
    finally:
        process.terminate()
        process.wait(10)
        log.close()
