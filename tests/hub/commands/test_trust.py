"""`kiosk-hub trust`, `keys`, `enrol-…` and `terminals` as operators call them."""

import json
from pathlib import Path

import pytest

from hub.cli import main
from hub.house import open_house
from hub.settings import HubSettings
from kiosk.wire.bundle import EnrolmentBundle, read_code
from kiosk.wire.trust import text_sha256
from tests.hub.conftest import County
from tests.hub.fleet.test_enrolment import new_keys
from tests.support.clock import ManualClock
from tests.support.enrolling import ask
from tests.support.tls import make_authority

URL = "http://127.0.0.1:8080"


class Operator:
    """``hub(...)`` runs a command and gives its document; ``err`` is what it said besides."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys
        self.err = ""

    def __call__(self, *argv: str, status: int = 0) -> dict[str, object]:
        self._capsys.readouterr()
        assert main([*argv, "--data", str(self.data), "--json"]) == status
        out, self.err = self._capsys.readouterr()
        return json.loads(out) if out else {}

    def lines(self, *argv: str) -> list[str]:
        self._capsys.readouterr()
        assert main([*argv, "--data", str(self.data)]) == 0
        return self._capsys.readouterr().out.splitlines()


@pytest.fixture
def hub(settings: HubSettings, capsys: pytest.CaptureFixture[str]) -> Operator:
    hub = Operator(settings.data, capsys)
    hub("init")
    return hub


def test_init_warns_of_the_keys_it_leaves_lying_there(hub: Operator) -> None:
    said = hub("init")
    assert (said["created"], "离线密钥" in str(said["warning"])) == (False, True)
    names = sorted(path.name for path in (hub.data / "offline-keys").iterdir())
    assert len(names) == 7
    (hub.data / "offline-keys").rename(hub.data.parent / "stick")
    assert "warning" not in hub("init")
    assert not (hub.data / "offline-keys").exists()


def test_a_bundle_signs_the_first_version(hub: Operator, tmp_path: Path) -> None:
    out = tmp_path / "b.json"
    for _ in range(2):
        hub("enrol-bundle", "--url", URL, "--out", str(out))
        assert hub("trust", "show")["version"] == 1
    bundle = EnrolmentBundle.model_validate_json(out.read_bytes())
    assert (bundle.hub_url, text_sha256(bundle.root)) == (URL, bundle.root_sha256)


def test_a_new_address_is_published_first(hub: Operator, tmp_path: Path) -> None:
    """All terminals go there: not by an invitation for one, with or without the off-line keys at hand."""
    out, other = tmp_path / "b.json", "http://127.0.0.1:8081"
    hub("enrol-bundle", "--url", URL, "--out", str(out))
    before, stick = out.read_bytes(), tmp_path / "stick"
    hub("enrol-bundle", "--url", other, "--out", str(out), status=2)
    (hub.data / "offline-keys").rename(stick)
    hub("enrol-bundle", "--url", other, "--out", str(out), status=2)
    assert hub.err.startswith("E-HUB-05 ")
    assert URL in hub.err
    assert f"kiosk-hub trust publish --url {other}" in hub.err
    assert (hub("trust", "show")["version"], out.read_bytes()) == (1, before)
    said = hub("trust", "publish", "--url", other, "--keys", str(stick))
    assert said == {"version": 2, "hub_url": other}
    hub("enrol-bundle", "--url", other, "--out", str(out))
    assert EnrolmentBundle.model_validate_json(out.read_bytes()).hub_url == other


def test_publishing_again_keeps_address_and_authority(hub: Operator, tmp_path: Path) -> None:
    ca = make_authority(tmp_path / "tls").ca
    url = "https://hub.example"
    hub("trust", "publish", "--url", url, status=2)
    hub("trust", "publish", "--url", url, "--ca", str(ca))
    assert hub("trust", "publish") == {"version": 2, "hub_url": url}
    hub("enrol-bundle", "--url", url, "--out", str(tmp_path / "b.json"))
    assert EnrolmentBundle.model_validate_json((tmp_path / "b.json").read_bytes()).ca_pem == ca.read_text()


def test_off_line_keys_with_a_passphrase_elsewhere(hub: Operator, tmp_path: Path) -> None:
    words, safe = tmp_path / "words", tmp_path / "safe"
    words.write_text("一句口令\n")
    made = hub("trust", "init", "--out", str(safe), "--passphrase-file", str(words))
    assert "三个" in str(made["warning"])
    hub("trust", "publish", "--url", URL, "--keys", str(safe), status=1)
    assert hub.err.startswith("E-HUB-12 ")
    with_words = ("--keys", str(safe), "--passphrase-file", str(words))
    assert hub("trust", "publish", "--url", URL, *with_words)["version"] == 1
    hub("trust", "init", "--out", str(safe), status=2)
    # The hub's own set was never told to anybody: it signs nothing.
    hub("trust", "publish", "--url", URL, status=1)


def test_replacing_the_off_line_keys(hub: Operator, tmp_path: Path) -> None:
    new, words = tmp_path / "new", tmp_path / "words"
    words.write_text("一句口令\n")
    hub("trust", "init", "--out", str(new), "--passphrase-file", str(words))
    with_words = ("--new", str(new), "--new-passphrase-file", str(words))
    hub("trust", "replace", *with_words, status=1)
    assert hub.err.startswith("E-HUB-13 ")
    hub("trust", "publish", "--url", URL)
    hub("trust", "replace", "--new", str(new), status=1)
    hub("trust", "replace", "--new", str(tmp_path / "no-stick"), status=1)  # not as if it had been done
    assert hub.err.startswith("E-HUB-12 ")
    assert hub("trust", "replace", *with_words)["version"] == 2
    hub("trust", "publish", status=1)
    said = hub("trust", "publish", "--keys", str(new), "--passphrase-file", str(words))
    assert said["version"] == 3
    assert hub("trust", "show")["roots"] == 2


def test_nothing_to_show_before_the_first(hub: Operator) -> None:
    hub("trust", "show", status=1)
    assert hub.err.startswith("E-HUB-13 ")
    hub("keys", "rotate", "--seal", status=1)
    assert hub.err.startswith("E-HUB-13 ")
    hub("trust", "publish", status=2)


def test_rotating(hub: Operator) -> None:
    hub("trust", "publish", "--url", URL)
    before = hub("trust", "show")
    assert hub("keys", "rotate", "--seal", "--receipt")["rotated"] == ["sealing", "signing"]
    then = hub("trust", "show")
    assert (then["version"], then["seal_key"] != before["seal_key"]) == (2, True)
    assert then["receipt_keys"][1:] == before["receipt_keys"]  # type: ignore[index]
    hub("keys", "rotate", "--online", "--distrust-old")
    last = hub("trust", "show")
    assert (last["roots"], last["receipt_keys"]) == (2, then["receipt_keys"][:1])  # type: ignore[index]
    hub("keys", "rotate", status=2)


def test_a_code_to_be_read_out(hub: Operator) -> None:
    said = hub("enrol-code", "--url", URL, "--terminal-code", "SS9")
    assert len(read_code(str(said["code"]))) == 16
    assert str(said["code"]).count("-") == 3
    assert said["terminal_code"] == "SS9"
    assert any("SS10" in line for line in hub.lines("enrol-code", "--url", URL, "--terminal-code", "SS10"))


def test_the_qr_picture_is_nobody_elses_and_reads_back(hub: Operator, tmp_path: Path) -> None:
    from PIL import Image
    from pyzbar.pyzbar import decode

    from kiosk.wire.bundle import read_qr

    out, picture = tmp_path / "b.json", tmp_path / "b.png"
    hub("enrol-bundle", "--url", URL, "--out", str(out), "--qr", str(picture))
    assert picture.stat().st_mode & 0o777 == 0o600
    bundle = EnrolmentBundle.model_validate_json(out.read_bytes())
    (found,) = decode(Image.open(picture))
    assert read_qr(found.data.decode("ascii")) == (
        URL,
        bundle.receipt_sha256,
        bundle.root_sha256,
        bundle.code,
    )


def test_terminals_are_listed_accepted_and_revoked(hub: Operator, settings: HubSettings) -> None:
    assert hub.lines("terminals", "list") == ["还没有终端"]
    house = open_house(settings, ManualClock())
    county = County(house, ManualClock())
    from hub.fleet.enrolment import enrol

    enrol(house, ask(county.bundle("SS1"), *new_keys(), how="typed"))
    enrol(house, ask(county.bundle("SS2"), *new_keys(), how="typed"))
    house.close()
    line = sorted(hub.lines("terminals", "list"))[0]
    assert line.startswith("SS1  pending  ")
    assert len(line.split()) == 3 + 6
    assert hub("terminals", "accept", "SS1")["state"] == "active"
    assert hub("terminals", "refuse", "SS2")["state"] == "revoked"
    assert hub("terminals", "reset-counter", "SS1")["state"] == "active"
    (sentence,) = hub.lines("terminals", "reset-counter", "SS1")
    assert sentence.startswith("SS1：")
    assert "重新数起" in sentence
    assert hub.lines("terminals", "revoke", "SS1") == ["SS1  revoked"]
    hub("terminals", "revoke", "SS1", status=1)
    assert hub.err.startswith("E-HUB-14 ")
