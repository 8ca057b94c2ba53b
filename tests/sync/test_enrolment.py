"""Enrolling is repeatable at every step, and never leaves an undelivered order behind."""

import json
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from hub.clock import Clock
from hub.enrolment import enrol as hub_enrol
from hub.enrolment import make_bundle
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.errors import KioskError
from kiosk.store.identity import (
    SealerSource,
    device_key_file,
    link_key_file,
    load_device_keys,
    load_enrolled,
    load_link_key,
    load_link_keys,
    load_sealer,
    terminal_file,
)
from kiosk.sync.enrolment import enrol, read_bundle
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.envelope import read_header
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import key_id
from tests.support.clock import ManualClock
from tests.support.county import County


class Direct:
    """An Http that hands requests to a hub's function; ``lose`` answers are lost on the way back."""

    def __init__(self, house: House, lose: int = 0) -> None:
        self.house = house
        self.lose = lose
        self.bodies: list[bytes] = []

    def __call__(self, _url: str, _ca: str) -> Http:
        return cast("Http", self)

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        assert path == "/v1/enrol"
        self.bodies.append(body)
        result = hub_enrol(self.house, body)
        if len(self.bodies) <= self.lose:
            raise Unreachable("ReadTimeout")
        return result.status, result.word.model_dump_json().encode() if result.word else b"{}"

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def empty() -> Iterator[int]:
    yield 0


@contextmanager
def one_waits() -> Iterator[int]:
    yield 1


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    settings, clock = HubSettings(data=tmp_path / "hub"), cast("Clock", ManualClock())
    make_house(settings, clock)
    house = open_house(settings, clock)
    yield house
    house.close()


@pytest.fixture
def bundle(house: House, tmp_path: Path) -> Callable[[], Path]:
    def write() -> Path:
        path = tmp_path / "bundle.json"
        path.write_text(make_bundle(house, "http://127.0.0.1:1", "", "SS3", 24).model_dump_json())
        return path

    return write


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(KioskError) as caught:
        ask()
    return caught.value.code


def test_an_enrolled_terminal_can_seal_for_its_hub(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    enrolled = enrol(read_bundle(bundle()), tmp_path, Direct(house), empty)
    sealer = load_sealer(tmp_path)
    assert sealer is not None
    _, header = read_header(sealer.seal("order", "0193b0c5-0000", 1, "{}").envelope)
    assert (header.hub_id, header.terminal_id) == (house.hub_id, enrolled.terminal_id)
    assert header.seal_key in house.keys.openers
    modes = [
        stat.S_IMODE(file(tmp_path).stat().st_mode)
        for file in (terminal_file, device_key_file, link_key_file)
    ]
    assert modes == [0o640, 0o600, 0o640]
    for file in (device_key_file, link_key_file):
        assert file(tmp_path).read_text().strip() not in terminal_file(tmp_path).read_text()
    link = load_link_key(tmp_path)
    assert link is not None
    assert key_id(bytes(link.verify_key)) == enrolled.link_key_id != enrolled.device_key_id


def test_a_lost_answer_costs_a_retry_with_the_same_key(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    file, hub = bundle(), Direct(house, lose=2)
    for _ in range(2):
        assert code_of(lambda: enrol(read_bundle(file), tmp_path, hub, empty)) == "E-SYN-01"
        assert load_enrolled(tmp_path) is None
    enrolled = enrol(read_bundle(file), tmp_path, hub, empty)
    assert len(set(hub.bodies)) == 1  # the same key each time: to the hub it is one terminal
    assert len(load_device_keys(tmp_path)) == len(load_link_keys(tmp_path)) == 1
    assert enrolled.terminal_code == "SS3"


def test_the_same_bundle_again_changes_nothing(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    file, hub = bundle(), Direct(house)
    first = enrol(read_bundle(file), tmp_path, hub, empty)
    assert enrol(read_bundle(file), tmp_path, hub, one_waits) == first
    assert len(hub.bodies) == 1


def test_a_used_bundle_is_refused_elsewhere(tmp_path: Path, house: House, bundle: Callable[[], Path]) -> None:
    file = bundle()
    enrol(read_bundle(file), tmp_path / "one", Direct(house), empty)
    assert code_of(lambda: enrol(read_bundle(file), tmp_path / "two", Direct(house), empty)) == "E-ENR-01"
    assert load_enrolled(tmp_path / "two") is None


def test_another_bundle_waits_for_an_empty_outbox(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    first = enrol(read_bundle(bundle()), tmp_path, Direct(house), empty)
    hub = Direct(house)
    assert code_of(lambda: enrol(read_bundle(bundle()), tmp_path, hub, one_waits)) == "E-ENR-02"
    assert (hub.bodies, load_enrolled(tmp_path)) == ([], first)
    second = enrol(read_bundle(bundle()), tmp_path, hub, empty)
    assert second.terminal_id != first.terminal_id
    assert second.device_key_id != first.device_key_id
    assert second.link_key_id != first.link_key_id
    assert list(load_device_keys(tmp_path)) == [second.device_key_id]
    assert list(load_link_keys(tmp_path)) == [second.link_key_id]


def test_an_order_that_comes_in_between_stops_it(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    first = enrol(read_bundle(bundle()), tmp_path, Direct(house), empty)
    counts = [0, 1]

    @contextmanager
    def hold() -> Iterator[int]:
        yield counts.pop(0)

    file = bundle()
    assert code_of(lambda: enrol(read_bundle(file), tmp_path, Direct(house), hold)) == "E-ENR-02"
    assert load_enrolled(tmp_path) == first
    sealer = load_sealer(tmp_path)
    assert sealer is not None
    assert sealer.enrolled == first
    # Delivered meanwhile; the hub has the new key already and gives the same answer.
    assert enrol(read_bundle(file), tmp_path, Direct(house), empty).terminal_id != first.terminal_id


@pytest.mark.parametrize(
    "change",
    [
        {"hub_id": "hub-elsewhere"},
        {"code": "A" * 16},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_the_hub_does_not_know_is_refused(
    tmp_path: Path, house: House, bundle: Callable[[], Path], change: dict[str, str]
) -> None:
    wrong = read_bundle(bundle()).model_copy(update=change)
    assert code_of(lambda: enrol(wrong, tmp_path, Direct(house), empty)) == "E-ENR-01"


def test_another_hub_cannot_answer_for_it(tmp_path: Path, house: House, bundle: Callable[[], Path]) -> None:
    stranger = County().enrolled
    wrong = read_bundle(bundle()).model_copy(update={"sign_key": stranger.receipt_keys[0]})
    assert code_of(lambda: enrol(wrong, tmp_path, Direct(house), empty)) == "E-SYN-03"
    assert load_enrolled(tmp_path) is None


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("hub_url", "http://hub.example"),
        ("hub_url", 3),
        ("terminal_code", "ss 3"),
        ("sign_key", "AAAA"),
        ("seal_key", "?"),
        ("kind", "something else"),
        ("v", 2),
    ],
)
def test_a_bundle_that_is_none(bundle: Callable[[], Path], change: str, value: object) -> None:
    file = bundle()
    file.write_text(json.dumps({**json.loads(file.read_text()), change: value}))
    assert code_of(lambda: read_bundle(file)) == "E-ENR-01"


def test_no_bundle_at_all(tmp_path: Path) -> None:
    assert code_of(lambda: read_bundle(tmp_path / "missing")) == "E-ENR-01"
    (tmp_path / "noise").write_bytes(b"\xff\x00")
    assert code_of(lambda: read_bundle(tmp_path / "noise")) == "E-ENR-01"


# ---- the identity on disk ------------------------------------------------------------------------------


def test_a_new_enrolment_is_noticed_while_running(tmp_path: Path) -> None:
    source = SealerSource(tmp_path)
    assert source() is None
    one = County()
    one.install(tmp_path)
    sealer = source()
    assert sealer is not None
    assert source() is sealer
    County(hub_id="hub-other").install(tmp_path)
    other = source()
    assert other is not None
    assert other.enrolled.hub_id == "hub-other"


@pytest.mark.parametrize("wreck", ["", "{}", "\x00"])
def test_a_damaged_identity_is_an_error_with_a_code(tmp_path: Path, wreck: str) -> None:
    County().install(tmp_path)
    terminal_file(tmp_path).write_text(wreck)
    assert code_of(SealerSource(tmp_path)) == "E-STO-04"


@pytest.mark.parametrize("wreck", ["", "zz", "00", "00" * 32])
def test_so_is_a_damaged_or_foreign_key(tmp_path: Path, wreck: str) -> None:
    County().install(tmp_path)
    for file in (device_key_file, link_key_file):
        file(tmp_path).write_text(wreck)
    assert code_of(lambda: load_sealer(tmp_path)) == "E-STO-04"
    assert code_of(lambda: load_link_key(tmp_path)) == "E-STO-04"


def test_terminal_json_holds_no_secret(tmp_path: Path) -> None:
    County().install(tmp_path)
    assert set(json.loads(terminal_file(tmp_path).read_text())) == set(Enrolled.model_fields)
