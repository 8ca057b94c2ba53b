"""The HTTP interface: bounded, described, and silent about anything it did not sign."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from hub.app import create_app
from hub.errors import HubError
from hub.settings import HubSettings
from kiosk.wire.envelope import envelope_sha256
from kiosk.wire.models import Health
from kiosk.wire.signing import SignedText, Tag, verify_text
from kiosk.wire.words import check_receipt, parse_word
from tests.hub.conftest import County
from tests.support.clock import ManualClock
from tests.support.county import new_id
from tests.support.wait import until


@pytest.fixture
def client(county: County, settings: HubSettings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, county.clock), raise_server_exceptions=False) as client:
        yield client


def test_intake_gives_a_receipt_and_the_seal_is_opened_behind_it(county: County, client: TestClient) -> None:
    terminal, oid = county.terminal(), new_id()
    raw = terminal.order(oid)
    answer = client.post("/v1/intake", content=raw)
    assert answer.status_code == 200
    about = (county.house.hub_id, terminal.enrolled.terminal_id, oid, envelope_sha256(raw))
    assert check_receipt(parse_word(answer.content), county.keys, *about).hub_seq == 1

    def opened() -> bool:
        with county.house.engine.connect() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM orders WHERE order_no = 'SS3-0001'")
            return count.scalar() == 1

    assert until(opened)


def test_enrolment_over_http(county: County, client: TestClient) -> None:
    from nacl.signing import SigningKey

    answer = client.post(
        "/v1/enrol", content=county.request(county.bundle(), SigningKey.generate(), SigningKey.generate())
    )
    assert answer.status_code == 200
    assert parse_word(answer.content).type == Tag.ENROL_ANSWER
    assert client.post("/v1/enrol", content=b"{}").status_code == 400


def test_health_proves_who_answers_and_when(county: County, client: TestClient) -> None:
    answer = client.get("/v1/health?nonce=00ff")
    text = verify_text(SignedText.model_validate(answer.json()), Tag.HEALTH, county.keys)
    assert Health.model_validate_json(text) == Health(
        hub_id=county.house.hub_id, nonce="00ff", at="2026-03-02T01:00:00.000+00:00"
    )


@pytest.mark.parametrize("nonce", ["x", "AA", "0" * 65, "../"])
def test_health_signs_nothing_but_a_nonce(client: TestClient, nonce: str) -> None:
    assert client.get("/v1/health", params={"nonce": nonce}).status_code == 422


@pytest.mark.parametrize("path", ["/v1/intake", "/v1/enrol"])
def test_a_body_too_long_is_cut_off(client: TestClient, settings: HubSettings, path: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(settings.max_body // 65_536 + 2):
            yield b" " * 65_536

    answer = client.post(path, content=endless())
    assert (answer.status_code, answer.content) == (413, b"{}")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("GET", "/v1/intake", 405), ("GET", "/docs", 404)]
)
def test_nothing_else_is_served(client: TestClient, method: str, path: str, status: int) -> None:
    assert client.request(method, path).status_code == status


def test_a_database_that_cannot_write_promises_nothing(
    county: County, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    raw = county.terminal().order()
    monkeypatch.setattr("hub.intake._store", fail)
    answer = client.post("/v1/intake", content=raw)
    assert (answer.status_code, answer.content) == (503, b"{}")
    monkeypatch.undo()
    assert client.post("/v1/intake", content=raw).status_code == 200


def test_the_interface_is_described(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert sorted(description["paths"]) == ["/v1/enrol", "/v1/health", "/v1/intake"]
    intake = description["paths"]["/v1/intake"]["post"]
    body = intake["requestBody"]["content"]["application/json"]["schema"]
    assert set(body["properties"]) == {"header", "sealed", "signature"}
    assert {"200", "400", "403", "413", "422", "503"} <= set(intake["responses"])
    assert "SignedText" in json.dumps(intake["responses"]["200"])


def test_an_empty_folder_is_no_hub(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = HubSettings(data=tmp_path_factory.mktemp("empty"))
    with pytest.raises(HubError) as caught:
        create_app(empty, ManualClock())
    assert caught.value.code == "E-HUB-01"
