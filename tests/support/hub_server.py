"""The hub's real functions behind a plain threaded server: its answers over a socket, without a process."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from hub.clock import iso
from hub.enrolment import enrol
from hub.house import House
from hub.intake import accept
from kiosk.wire.models import Health
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.words import say


class HubServer:
    """Serves ``house`` on loopback from construction to ``close``."""

    def __init__(self, house: House) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/v1/intake":
                    answer = accept(house, body)
                    self._send(answer.status, answer.word)
                else:
                    result = enrol(house, body)
                    self._send(result.status, result.word)

            def do_GET(self) -> None:
                nonce = parse_qs(urlsplit(self.path).query)["nonce"][0]
                word = Health(hub_id=house.hub_id, nonce=nonce, at=iso(house.clock.now()))
                self._send(200, say(Tag.HEALTH, word, house.keys.sign))

            def _send(self, status: int, word: SignedText | None) -> None:
                content = word.model_dump_json().encode() if word is not None else b"{}"
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
