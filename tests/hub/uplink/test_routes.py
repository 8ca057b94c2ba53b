"""Signed calls over HTTP: what the functions say arrives as it was said; unsigned words stay empty."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy.exc import OperationalError

from hub.app import create_app
from hub.settings import HubSettings
from hub.uplink.requests import Asked
from kiosk.wire.envelope import envelope_sha256
from kiosk.wire.exchange import EXCHANGE_PATH, TIME_PATH, Exchange, HubTime
from kiosk.wire.mailbox import MAILBOX_PATH
from kiosk.wire.signing import SignedText, Tag, verify_text
from kiosk.wire.words import check_receipt, parse_word
from tests.hub.asking import INTAKE_PATH, caller
from tests.hub.conftest import County
from tests.support.county import new_id
from tests.support.wait import until

NONCE = "0123456789abcdef"


@pytest.fixture
def client(county: County, settings: HubSettings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, county.clock), raise_server_exceptions=False) as client:
        yield client


def post(client: TestClient, asked: Asked) -> Response:
    response: Response = client.post(asked.path, content=asked.body, headers=dict(asked.headers))
    return response


def test_intake_gives_a_receipt_and_the_seal_is_opened_behind_it(county: County, client: TestClient) -> None:
    asking, oid = caller(county), new_id()
    raw = asking.terminal.order(oid)
    answer = post(client, asking.signed(INTAKE_PATH, raw))
    assert answer.status_code == 200
    about = (county.house.hub_id, asking.terminal.enrolled.terminal_id, oid, envelope_sha256(raw))
    assert check_receipt(parse_word(answer.content), county.keys, *about).hub_seq == 1

    def opened() -> bool:
        with county.house.engine.connect() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM orders WHERE order_no = 'SS3-0001'")
            return count.scalar() == 1

    assert until(opened)


def test_an_exchange_over_http(county: County, client: TestClient) -> None:
    asking = caller(county)
    said = asking.health()
    answer = post(client, asking.signed(EXCHANGE_PATH, said.model_dump_json().encode()))
    assert answer.status_code == 200
    text = verify_text(SignedText.model_validate(answer.json()), Tag.EXCHANGE, county.keys)
    assert Exchange.model_validate_json(text).nonce == said.nonce


@pytest.mark.parametrize("path", [INTAKE_PATH, EXCHANGE_PATH, MAILBOX_PATH])
def test_what_is_not_signed_gets_nothing_signed(county: County, client: TestClient, path: str) -> None:
    asked = caller(county).signed(path, b"{}")
    answer = client.post(path, content=b"{}")
    assert (answer.status_code, answer.content) == (401, b"{}")
    # The same field twice: which was meant, nobody can say.
    twice = [*asked.headers.items(), ("Gongfa-Counter", "2")]
    answer = client.post(path, content=b"{}", headers=twice)
    assert (answer.status_code, answer.content) == (401, b"{}")


@pytest.mark.parametrize("path", [INTAKE_PATH, EXCHANGE_PATH, MAILBOX_PATH])
def test_what_is_signed_but_no_such_thing_is_told_so(county: County, client: TestClient, path: str) -> None:
    answer = post(client, caller(county).signed(path, b"{}"))
    assert (answer.status_code, answer.content) == (400, b"{}")


def test_time_proves_who_answers_and_when(county: County, client: TestClient) -> None:
    answer = client.get(TIME_PATH, params={"nonce": NONCE})
    text = verify_text(SignedText.model_validate(answer.json()), Tag.TIME, county.keys)
    assert HubTime.model_validate_json(text) == HubTime(
        hub_id=county.house.hub_id, nonce=NONCE, at="2026-03-02T01:00:00.000+00:00"
    )


@pytest.mark.parametrize("nonce", ["", "00ff", "x" * 16, NONCE.upper(), "0" * 65, "../../../../../.."])
def test_time_signs_nothing_but_a_nonce(client: TestClient, nonce: str) -> None:
    assert client.get(TIME_PATH, params={"nonce": nonce}).status_code == 422


@pytest.mark.parametrize("path", [INTAKE_PATH, EXCHANGE_PATH, MAILBOX_PATH])
def test_a_body_too_long_is_cut_off(client: TestClient, settings: HubSettings, path: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(settings.max_body // 65_536 + 2):
            yield b" " * 65_536

    answer = client.post(path, content=endless())
    assert (answer.status_code, answer.content) == (413, b"{}")


def test_a_database_that_cannot_write_promises_nothing(
    county: County, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    asking = caller(county)
    raw = asking.terminal.order()
    for place in ("hub.uplink.intake._store", "hub.uplink.requests._count"):
        monkeypatch.setattr(place, fail)
        answer = post(client, asking.signed(INTAKE_PATH, raw))
        assert (answer.status_code, answer.content) == (503, b"{}")
        monkeypatch.undo()
    assert post(client, asking.signed(INTAKE_PATH, raw)).status_code == 200
