"""The HTTP interface: bounded, described, and silent about anything it did not sign."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from nacl.signing import SigningKey

from hub.app import create_app
from hub.errors import HubError
from hub.settings import HubSettings
from tests.hub.conftest import County
from tests.support.clock import ManualClock
from tests.support.enrolling import answered, ask


@pytest.fixture
def client(county: County, settings: HubSettings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, county.clock), raise_server_exceptions=False) as client:
        yield client


def test_enrolment_over_http(county: County, client: TestClient) -> None:
    bundle = county.bundle()
    answer = client.post("/v1/enrol", content=ask(bundle, SigningKey.generate(), SigningKey.generate()))
    assert answer.status_code == 200
    assert answered(bundle, answer.content).state == "accepted"
    assert client.post("/v1/enrol", content=b"{}").status_code == 400


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


def test_the_interface_is_described(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    signed = ["/v1/exchange", "/v1/intake", "/v1/mailbox"]
    assert {"/v1/enrol", "/v1/time", *signed} <= set(description["paths"])
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
