"""What an operator and a technician do so that a terminal becomes one, against a real hub's functions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from nacl.signing import SigningKey

from hub.clock import Clock
from hub.fleet.enrolment import make_bundle
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from hub.trust.document import ensure_published, publish
from hub.trust.file import read_published
from hub.trust.offline_keys import OfflineKey, load_offline_keys, make_offline_keys
from kiosk.cli import main
from kiosk.config import Config
from kiosk.config_load import load
from kiosk.wire.bundle import EnrolmentBundle
from kiosk.wire.enrolment import (
    FILE,
    EnrolAnswer,
    EnrolRequest,
    code_keys,
    public_text,
    read_reply,
    write_request,
)
from tests.support.clock import ManualClock
from tests.support.hub_server import HubServer
from tests.support.logs import logging_restored

# After the build's own time, or a terminal would find what a hub signs out of date.
NOW = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
URL = "http://127.0.0.1:1"
NONCE = "0" * 32


def offline(house: House) -> list[OfflineKey]:
    """The hub's off-line keys, made when there are none."""
    folder = house.settings.data / "offline-keys"
    if not folder.exists():
        make_offline_keys(folder, "now", "")
    return load_offline_keys([folder], "")


def invite(
    house: House, url: str = URL, code: str = "SS3", ca_pem: str = "", *, compare_words: bool = False
) -> EnrolmentBundle:
    """As ``kiosk-hub enrol-bundle`` does; the trust file is signed first where it has to be."""
    published = read_published(house.settings)
    if published is not None and (published.hub.hub_url, published.hub.ca_pem) != (url, ca_pem):
        publish(house, url, ca_pem, offline(house))
    ensure_published(house, url, ca_pem, lambda: offline(house))
    return make_bundle(house, code, 24, compare_words=compare_words)


@dataclass(frozen=True)
class Provisioned:
    """A terminal enrolled by ``kiosk provision``, and its hub, whose clock moves by hand.

    ``root``: the options every command of this terminal begins with.
    """

    root: list[str]
    house: House
    server: HubServer
    time: ManualClock

    def kiosk(self, *words: str) -> None:
        assert main([*self.root, *words]) == 0

    def config(self, *settings: str) -> Config:
        return load(None, [self.root[1], *settings])


@contextmanager
def provisioned(folder: Path) -> Iterator[Provisioned]:
    """Hub and terminal below ``folder``; what the commands do to logging is undone at the end."""
    settings, time = HubSettings(data=folder / "hub"), ManualClock(NOW)
    make_house(settings, cast("Clock", time))
    house = open_house(settings, cast("Clock", time))
    server = HubServer(house)
    bundle = folder / "bundle.json"
    bundle.write_text(invite(house, server.url).model_dump_json())
    made = Provisioned(["--set", f"state_dir={folder / 'terminal'}"], house, server, time)
    try:
        with logging_restored():
            made.kiosk("provision", "--bundle", str(bundle))
            yield made
    finally:
        server.close()
        house.close()


def ask(
    bundle: EnrolmentBundle,
    device: SigningKey,
    link: SigningKey,
    how: str = FILE,
    nonce: str = NONCE,
    exchange: int = 1,
) -> bytes:
    """The body of a terminal's call."""
    keys = code_keys(bundle.code)
    request = EnrolRequest(
        code_id=keys.code_id,
        how=how,
        nonce=nonce,
        exchange=exchange,
        device_key=public_text(device),
        link_key=public_text(link),
    )
    return write_request(request, device, link, keys)


def answered(bundle: EnrolmentBundle, body: bytes) -> EnrolAnswer:
    """What the hub said, the proof of the code checked."""
    word, _ = read_reply(body, code_keys(bundle.code))
    return EnrolAnswer.model_validate_json(word.text)
