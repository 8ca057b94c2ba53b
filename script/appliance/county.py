"""The county's end, outside the machine: a hub with its own certificate, in its own network namespace."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from script.appliance.machine import HUB_ADDRESS
from script.appliance.shell import StepError, run

PORT: Final = 8443
URL: Final = f"https://{HUB_ADDRESS}:{PORT}"
_START_S: Final = 60
_END_S: Final = 10
_COMMAND_S: Final = 60


class County:
    """``folder`` holds the hub's data; ``space`` is the network namespace it serves in."""

    def __init__(self, folder: Path, space: Path) -> None:
        self._folder = folder
        self._space = space
        self._serving: subprocess.Popen[bytes] | None = None

    def up(self) -> None:
        """Serves; made on first use. Idempotent. Raises StepError."""
        if self._serving is not None:
            return
        if not self._folder.exists():
            self._folder.mkdir()
            self._certify()
            self._says("init")
        tls = ["--tls-cert", str(self._folder / "server.pem"), "--tls-key", str(self._folder / "server.key")]
        serve = self._command("serve", "--host", HUB_ADDRESS, "--port", str(PORT), *tls)
        self._serving = subprocess.Popen(
            ["nsenter", f"--net={self._space}", "setpriv", "--pdeathsig", "TERM", *serve],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._serving.stdout is not None
        if not self._serving.stdout.readline():  # end of file when it died
            raise StepError("the hub did not start")

    def down(self) -> None:
        """Idempotent."""
        if self._serving is None:
            return
        process, self._serving = self._serving, None
        process.terminate()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def bundle(self) -> bytes:
        """What a technician carries to the terminal."""
        file = self._folder / "bundle.json"
        self._says("enrol-bundle", "--url", URL, "--ca", str(self._folder / "ca.pem"), "--out", str(file))
        data = file.read_bytes()
        file.unlink()
        return data

    def orders(self) -> list[Mapping[str, Any]]:
        """Every order it accepted, as it opens them."""
        listed = self._says("orders", "list")
        return [self._says("orders", "show", order["order_id"]) for order in listed]

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "hub", "--data", str(self._folder / "data"), "--json", *arguments]

    def _says(self, *arguments: str) -> Any:
        return json.loads(run(self._command(*arguments), within=_COMMAND_S).stdout or b"null")

    def _certify(self) -> None:
        """An authority for this run, and a certificate for the one address there is."""
        ca, ca_key = self._folder / "ca.pem", self._folder / "ca.key"
        key, request = self._folder / "server.key", self._folder / "server.csr"
        names = self._folder / "names"
        names.write_text(f"subjectAltName=IP:{HUB_ADDRESS}\n")
        curve: list[str | Path] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        openssl: list[str | Path] = ["openssl", "req"]
        run(
            [*openssl, "-x509", *curve, "-subj", "/CN=county", "-days", "2", "-keyout", ca_key, "-out", ca],
            within=30,
        )
        run([*openssl, *curve, "-subj", "/CN=hub", "-keyout", key, "-out", request], within=30)
        signed: list[str | Path] = [
            "-CA",
            ca,
            "-CAkey",
            ca_key,
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            names,
        ]
        run(
            ["openssl", "x509", "-req", "-in", request, *signed, "-out", self._folder / "server.pem"],
            within=30,
        )
