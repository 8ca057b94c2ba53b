"""The hub in memory behind TLS on loopback, with the machine's true clock: for real processes."""

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kiosk.clock import SystemClock
from tests.support.county import County
from tests.support.memory_hub import MemoryHub
from tests.support.tls import Authority


class TlsHub:
    """Serves ``hub`` from construction to ``close``. ``show`` exchanges its certificate."""

    def __init__(self, authority: Authority, make: Callable[[str, str], County]) -> None:
        hub_of: list[MemoryHub] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(b"")

            def do_POST(self) -> None:
                self._answer(self.rfile.read(int(self.headers["Content-Length"])))

            def _answer(self, body: bytes) -> None:
                fields = dict(self.headers.items())
                status, content = hub_of[0].handle(self.command, self.path, fields, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """A test's output is no access log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.show(authority)
        # The handshake is the handler's thread's affair: a client that refuses must not end the server.
        self._server.socket = self._context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://127.0.0.1:{self._server.server_address[1]}"
        self.county = make(self.url, authority.ca.read_text())
        self.hub = MemoryHub(self.county, SystemClock().now)
        hub_of.append(self.hub)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def show(self, authority: Authority) -> None:
        """From now on, this certificate."""
        self._context.load_cert_chain(authority.chain, authority.key)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
