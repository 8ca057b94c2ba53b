"""HTTP to the hub with everything bounded: where it may go, how long it may take, how much it may answer.

Plain http to loopback only; elsewhere TLS that trusts the enrolment's authority and no other. No redirects,
no proxies or credentials from the environment. One deadline covers the whole exchange: a peer that drips
a byte now and then is cut off like one that is silent.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from kiosk.clock import Clock
from kiosk.wire.models import MAX_ANSWER
from kiosk.wire.transport import allowed_url

_CHUNK: Final = 16 * 1024
_CUT_AGAIN_S: Final = 0.5
_NO_FIELDS: Final[Mapping[str, str]] = MappingProxyType({})
# X509_V_FLAG_NO_CHECK_TIME (x509_vfy.h); the ssl module has no name for it.
_NO_CHECK_TIME: Final = 0x200000


class Unreachable(Exception):
    """No whole answer came. The text names the kind of failure, never a body."""


class Http:
    """One keep-alive connection to ``base_url``. For one thread, but for ``interrupt``.

    ``ca_pem``: the only authority trusted, PEM; None: whoever answers is talked to (only to enrol, where the
    code is what convinces). ``check_time``: whether certificates must be in force by this machine's clock;
    False while nobody vouches for that. Raises ValueError for a URL or an authority of no use.
    """

    def __init__(
        self,
        base_url: str,
        ca_pem: str | None,
        connect_timeout_s: float,
        read_timeout_s: float,
        clock: Clock,
        *,
        check_time: bool = True,
    ) -> None:
        if not allowed_url(base_url):
            raise ValueError("the hub's address must be https, or http to this machine")
        self._base = base_url.rstrip("/")
        self._timeout = (connect_timeout_s, read_timeout_s)
        self._clock = clock
        self._sockets: list[socket.socket] = []
        self._interrupted = False
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", _Adapter(None, self._sockets))
        if self._base.startswith("https:"):
            self._session.mount("https://", _Adapter(_context(ca_pem, check_time), self._sockets))

    def post(self, path: str, body: bytes, fields: Mapping[str, str] = _NO_FIELDS) -> tuple[int, bytes]:
        """Status and body of the answer; ``fields`` are further header fields. Raises Unreachable."""
        return self._exchange("POST", path, body, fields)

    def get(self, path: str) -> tuple[int, bytes]:
        """As ``post``."""
        return self._exchange("GET", path, None, _NO_FIELDS)

    def interrupt(self) -> None:
        """From any thread: end the exchange that is going on, and let no other begin."""
        self._interrupted = True
        self._cut()

    def close(self) -> None:
        self._session.close()

    def _exchange(
        self, method: str, path: str, body: bytes | None, fields: Mapping[str, str]
    ) -> tuple[int, bytes]:
        if self._interrupted:
            raise Unreachable("stopped")
        done, late = threading.Event(), threading.Event()
        guard = threading.Thread(target=self._guard, args=(done, late), name="http-deadline", daemon=True)
        guard.start()
        try:
            with self._session.request(
                method,
                self._base + path,
                data=body,
                headers={"Content-Type": "application/json", "Accept-Encoding": "identity", **fields},
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                answer = response.status_code, _read(response)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        finally:
            done.set()
            guard.join()
        if late.is_set():  # headers that were cut short can look whole
            raise Unreachable("deadline")
        return answer

    def _guard(self, done: threading.Event, late: threading.Event) -> None:
        if self._clock.wait(done, sum(self._timeout)):
            return
        late.set()
        self._cut()
        while not self._clock.wait(done, _CUT_AGAIN_S):
            self._cut()  # a slow name server: the connection was made only after the deadline

    def _cut(self) -> None:
        while self._sockets:
            with contextlib.suppress(OSError, IndexError):
                # Not SSLSocket.shutdown: it would take the TLS object from under the reading thread.
                socket.socket.shutdown(self._sockets.pop(), socket.SHUT_RDWR)


def _read(response: requests.Response) -> bytes:
    """As it came: we ask for no compression, and what unpacks to gigabytes is a few bytes on the wire."""
    body = b""
    for chunk in response.raw.stream(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > MAX_ANSWER:
            raise Unreachable("the answer is too long")
    return body


def _context(ca_pem: str | None, check_time: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_pem is None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if not check_time:
        context.verify_flags |= _NO_CHECK_TIME
    try:
        context.load_verify_locations(cadata=ca_pem)
    except ssl.SSLError as error:
        raise ValueError("the hub's certificate authority cannot be read") from error
    return context


class _Adapter(HTTPAdapter):
    """Uses ``context`` as it is (requests would add its own authorities) and notes the sockets it opens."""

    def __init__(self, context: ssl.SSLContext | None, sockets: list[socket.socket]) -> None:
        self._context = context
        self._sockets = sockets
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _noting(HTTPConnectionPool, HTTPConnection, self._sockets),
            "https": _noting(HTTPSConnectionPool, HTTPSConnection, self._sockets),
        }

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        known = self._context is None or self._context.verify_mode != ssl.CERT_NONE
        conn.cert_reqs = "CERT_REQUIRED" if known else "CERT_NONE"


def _noting(pool: type, connection: type, sockets: list[socket.socket]) -> type:
    """``pool`` whose connections note their socket, so that a deadline can cut it."""
    plain: Callable[[Any], None] = connection.connect  # type: ignore[attr-defined]

    def connect(self: Any) -> None:
        plain(self)
        sockets[:] = [self.sock]

    noting = type(f"Noting{connection.__name__}", (connection,), {"connect": connect})
    return type(f"Noting{pool.__name__}", (pool,), {"ConnectionCls": noting})
