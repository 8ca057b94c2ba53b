"""Where sync may go, whom it trusts there, and how soon it gives up."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.transport import allowed_url
from tests.support.county import County
from tests.support.faulty_hub import Fault, FaultyHub
from tests.support.tls import Authority, TlsEcho, make_authority


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.example",
        "https://hub.example:8443/base",
        "http://127.0.0.1:8080",
        "http://127.8.8.8",
        "http://[::1]:80",
        "http://localhost:1",
    ],
)
def test_where_it_may_go(url: str) -> None:
    assert allowed_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example",
        "http://10.0.0.1",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@hub.example",
        "https://hub.example/?a=b",
        "http://127.0.0.1:99999",
        "http://[::1",
        "",
    ],
)
def test_where_it_may_not_go(url: str) -> None:
    assert not allowed_url(url)
    with pytest.raises(ValueError):
        Http(url, "", 1, 1, SystemClock())


@pytest.fixture
def hub() -> Iterator[FaultyHub]:
    hub = FaultyHub(lambda url: County(hub_url=url))
    yield hub
    hub.close()


def connect(hub: FaultyHub, read_s: float = 0.2) -> Http:
    return Http(hub.county.hub_url, "", 0.2, read_s, SystemClock())


def test_one_connection_serves_many_requests(hub: FaultyHub) -> None:
    with closing(connect(hub)) as http:
        statuses = [http.get("/v1/time?nonce=00")[0] for _ in range(3)]
    assert statuses == [200, 200, 200]


def test_a_redirect_is_an_answer_not_an_order(hub: FaultyHub) -> None:
    hub.next(Fault.REDIRECT)
    with closing(connect(hub)) as http:
        assert http.get("/v1/time?nonce=00")[0] == 307
    assert hub.requests == 1


@pytest.mark.parametrize("fault", [Fault.STALLED, Fault.DRIPPING, Fault.ENDLESS, Fault.TRUNCATED])
def test_whoever_does_not_answer_is_cut_off_in_time(hub: FaultyHub, fault: Fault) -> None:
    hub.default = fault
    clock = SystemClock()
    begun = clock.monotonic()
    envelope = hub.county.sealer().seal("order", "0193b0c5-0000", 1, "{}").envelope
    with closing(connect(hub)) as http, pytest.raises(Unreachable):
        http.post("/v1/intake", envelope)
    assert clock.monotonic() - begun < 5


def test_a_connection_that_is_made_after_the_deadline_is_cut_off_too(
    hub: FaultyHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that takes its time, and behind it a hub that drips."""
    hub.default = Fault.DRIPPING
    clock, quick = SystemClock(), socket.create_connection

    def slow(*args: Any, **kwargs: Any) -> socket.socket:
        clock.wait(threading.Event(), 1.2)
        kwargs.pop("socket_options", None)
        return quick(*args, **kwargs)

    monkeypatch.setattr("urllib3.util.connection.create_connection", slow)
    begun = clock.monotonic()
    with closing(connect(hub)) as http, pytest.raises(Unreachable):
        http.get("/v1/time?nonce=00")
    assert clock.monotonic() - begun < 4


def test_what_comes_packed_is_not_unpacked() -> None:
    """Packed twice, a few kilobytes fill any memory; before enrolment anybody may answer."""
    packed = gzip.compress(gzip.compress(b" " * 4_000_000))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(head.encode() + packed)

        thread = threading.Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        with closing(Http(url, "", 5, 5, SystemClock())) as http:
            assert http.get("/v1/time") == (200, packed)
        thread.join()


def test_an_exchange_can_be_ended_from_another_thread(hub: FaultyHub) -> None:
    hub.default = Fault.STALLED
    clock = SystemClock()
    begun = clock.monotonic()
    with closing(connect(hub, read_s=30)) as http:
        timer = threading.Timer(0.2, http.interrupt)
        timer.start()
        with pytest.raises(Unreachable):
            http.get("/v1/time?nonce=00")
        with pytest.raises(Unreachable, match="stopped"):
            http.get("/v1/time?nonce=00")
    assert clock.monotonic() - begun < 5


def test_the_environment_sends_it_nowhere(hub: FaultyHub, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with closing(connect(hub)) as http:
        assert http.get("/v1/time?nonce=00")[0] == 200


# ---- TLS ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    folder: Path = tmp_path_factory.mktemp("tls")
    return make_authority(folder / "ours"), make_authority(folder / "theirs")


def test_tls_trusts_the_authority_of_the_enrolment(authorities: tuple[Authority, Authority]) -> None:
    ours, _ = authorities
    with (
        closing(TlsEcho(ours)) as server,
        closing(Http(f"https://127.0.0.1:{server.port}", ours.ca.read_text(), 2, 2, SystemClock())) as http,
    ):
        assert http.get("/") == (200, b"{}")


def test_tls_trusts_no_other(
    authorities: tuple[Authority, Authority], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = authorities
    # Not even one that the machine, the environment or the library would trust.
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(theirs.ca))
    with closing(TlsEcho(theirs)) as server:
        http = Http(f"https://127.0.0.1:{server.port}", ours.ca.read_text(), 2, 2, SystemClock())
        with pytest.raises(Unreachable):
            http.get("/")
        assert server.requests == 0


def test_tls_checks_the_name(authorities: tuple[Authority, Authority]) -> None:
    ours, _ = authorities
    with closing(TlsEcho(ours)) as server:
        http = Http(f"https://localhost:{server.port}", ours.ca.read_text(), 2, 2, SystemClock())
        with pytest.raises(Unreachable):
            http.get("/")
        assert server.requests == 0


def test_an_unknown_authority_is_talked_to_only_by_who_says_so(
    authorities: tuple[Authority, Authority],
) -> None:
    """To enrol by QR or typed code: there the code is what convinces."""
    _, theirs = authorities
    with closing(TlsEcho(theirs)) as server:
        url = f"https://127.0.0.1:{server.port}"
        with closing(Http(url, None, 2, 2, SystemClock())) as http:
            assert http.get("/") == (200, b"{}")
        for ca_pem in ("", authorities[0].ca.read_text()):
            with (
                pytest.raises((Unreachable, ValueError)),
                closing(Http(url, ca_pem, 2, 2, SystemClock())) as http,
            ):
                http.get("/")
        assert server.requests == 1


def test_an_authority_that_cannot_be_read_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="authority"):
        Http("https://127.0.0.1:1", "not a certificate", 1, 1, SystemClock())
