"""Throw-away certificate authorities and servers, made by the openssl that ca-certificates brings along."""

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Authority:
    """``ca`` signs ``chain``, a certificate for 127.0.0.1, whose key is ``key``. All PEM files."""

    ca: Path
    chain: Path
    key: Path


def make_authority(folder: Path, days: int = 2) -> Authority:
    folder.mkdir(parents=True, exist_ok=True)
    ca, ca_key = folder / "ca.pem", folder / "ca.key"
    chain, key, request = folder / "server.pem", folder / "server.key", folder / "server.csr"
    names = folder / "names"
    names.write_text("subjectAltName=IP:127.0.0.1\n")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    _openssl("req", "-x509", *curve, "-subj", "/CN=test", "-days", "9", "-keyout", ca_key, "-out", ca)
    _openssl("req", *curve, "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", request)
    signed: list[str | Path] = [
        "-CA",
        ca,
        "-CAkey",
        ca_key,
        "-CAcreateserial",
        "-days",
        str(days),
        "-extfile",
        names,
    ]
    _openssl("x509", "-req", "-in", request, *signed, "-out", chain)
    return Authority(ca, chain, key)


def renew(authority: Authority, folder: Path, *, before: Sequence[str]) -> Authority:
    """The same authority with another certificate of its server; ``before``: what to put before openssl, such
    as a faketime, to make one that has run out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chain, request = folder / "server.pem", folder / "server.csr"
    names = folder / "names"
    names.write_text("subjectAltName=IP:127.0.0.1\n")
    new = ["openssl", "req", "-new", "-subj", "/CN=127.0.0.1", "-key", authority.key, "-out", request]
    subprocess.run([*map(str, new)], check=True, capture_output=True)
    sign = ["openssl", "x509", "-req", "-in", request, "-CA", authority.ca]
    key = authority.ca.with_suffix(".key")
    rest = ["-CAkey", key, "-CAcreateserial", "-days", "2", "-extfile", names, "-out", chain]
    subprocess.run([*before, *map(str, [*sign, *rest])], check=True, capture_output=True)
    return Authority(authority.ca, chain, authority.key)


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class TlsEcho:
    """Answers every request on a TLS socket with 200 and ``{}``; counts those that got so far."""

    def __init__(self, authority: Authority) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority.chain, authority.key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.requests = 0
        self._context = context
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                with contextlib.suppress(OSError), self._context.wrap_socket(plain, server_side=True) as tls:
                    tls.recv(65_536)
                    self.requests += 1
                    tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
