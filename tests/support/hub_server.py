"""The hub's real functions behind a plain threaded server: its answers over a socket, without a process."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers

from hub.fleet.enrolment import enrol
from hub.house import House
from hub.orders.opening import open_pending
from hub.trust.document import current_document
from hub.uplink.exchange import tell_time
from hub.uplink.requests import Asked
from hub.uplink.routes import SIGNED_CALLS
from kiosk.wire.signing import SignedText
from kiosk.wire.trust import TRUST_PATH


class HubServer:
    """Serves ``house`` on loopback from construction to ``close``."""

    def __init__(self, house: House) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path in SIGNED_CALLS:
                    fields = [(k.lower().encode(), v.encode()) for k, v in self.headers.items()]
                    asked = Asked(self.path, Headers(raw=fields), body)  # a field given twice stays so
                    answer = SIGNED_CALLS[self.path](house, asked)
                    self._send(answer.status, answer.word)
                    open_pending(house)
                else:
                    result = enrol(house, body)
                    self._send_raw(result.status, result.body)

            def do_GET(self) -> None:
                if self.path == TRUST_PATH:
                    self._send_raw(200, current_document(house) or b"{}")
                    return
                nonce = parse_qs(urlsplit(self.path).query)["nonce"][0]
                answer = tell_time(house, nonce)
                self._send(answer.status, answer.word)

            def _send(self, status: int, word: SignedText | None) -> None:
                self._send_raw(status, word.model_dump_json().encode() if word is not None else b"{}")

            def _send_raw(self, status: int, content: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """A test's output is no access log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
