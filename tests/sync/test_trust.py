"""Sync fetches the trust file and judges nothing: not too often, not too much, only when it is another."""

from pathlib import Path
from typing import cast

import pytest

from kiosk.store.trust import incoming_file
from kiosk.sync.http import Http, Unreachable
from kiosk.sync.trust import PAUSE_S, TrustFetcher
from tests.support.clock import ManualClock
from tests.support.trusting import Office, raw


class Served:
    """An Http that answers with ``body``."""

    def __init__(self, body: bytes, status: int = 200) -> None:
        self.body = body
        self.status = status
        self.asked: list[str] = []

    def get(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if not self.body:
            raise Unreachable("ConnectTimeout")
        return self.status, self.body


class Sync:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.rung = 0
        self.path = incoming_file(folder)
        self.fetcher = TrustFetcher(folder, self.clock, self.ring)

    def ring(self) -> None:
        self.rung += 1

    def want(self, served: Served) -> bool:
        return self.fetcher.want(cast("Http", served))


@pytest.fixture
def sync(tmp_path: Path) -> Sync:
    return Sync(tmp_path)


def test_it_is_put_where_the_ui_looks_and_the_ui_is_rung(sync: Sync) -> None:
    served = Served(raw(Office().document(1)))
    assert sync.want(served)
    assert (sync.path.read_bytes(), sync.rung, served.asked) == (served.body, 1, ["/v1/trust"])
    assert sync.path.stat().st_mode & 0o777 == 0o640


def test_an_answer_that_names_an_unknown_key_makes_it_ask_once_in_ten_minutes(sync: Sync) -> None:
    served = Served(raw(Office().document(1)))
    for _ in range(100):
        sync.want(served)
    assert len(served.asked) == 1
    sync.clock.advance(PAUSE_S)
    sync.want(served)
    assert len(served.asked) == 2


def test_the_same_again_wakes_nobody(sync: Sync) -> None:
    served = Served(raw(Office().document(1)))
    sync.want(served)
    sync.clock.advance(PAUSE_S)
    assert not sync.want(served)
    assert sync.rung == 1
    sync.clock.advance(PAUSE_S)
    assert sync.want(Served(raw(Office().document(2))))
    assert sync.rung == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"<html>login</html>", 200), (b"{}", 200), (b"", 200), (b"{}", 503), (b" " * 300_000, 200)],
)
def test_what_is_no_trust_document_is_not_kept(sync: Sync, body: bytes, status: int) -> None:
    assert not sync.want(Served(body, status))
    assert not sync.path.exists()


def test_a_document_with_another_status_is_not_kept(sync: Sync) -> None:
    assert not sync.want(Served(raw(Office().document(1)), 403))
    assert not sync.path.exists()
