"""A terminal that enrols with a real hub's functions, without a socket, and whoever is in between."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from hub.fleet.enrolment import enrol as hub_enrol
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.errors import KioskError
from kiosk.sync.enrolment import Means
from kiosk.sync.http import Http, Unreachable
from kiosk.sync.invitation import from_qr, from_typing
from kiosk.wire.bundle import EnrolmentBundle, Invitation, write_qr
from tests.support.clock import START, ManualClock

Change = Callable[[bytes], bytes]


def a_hub(folder: Path) -> Iterator[House]:
    """For a fixture: a new hub in ``folder``, its clock in a test's hand."""
    settings, clock = HubSettings(data=folder), ManualClock()
    make_house(settings, clock)
    house = open_house(settings, clock)
    yield house
    house.close()


class Direct:
    """An Http that hands requests to a hub's function; ``lose`` answers are lost on the way back.

    ``up`` and ``down`` are what somebody in between does to requests and answers.
    """

    def __init__(
        self, house: House, lose: int = 0, up: Change = lambda raw: raw, down: Change = lambda raw: raw
    ) -> None:
        self.house = house
        self.lose = lose
        self.up = up
        self.down = down
        self.bodies: list[bytes] = []
        self.trusted: list[str | None] = []

    def __call__(self, _url: str, ca_pem: str | None) -> Http:
        self.trusted.append(ca_pem)
        return cast("Http", self)

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        assert path == "/v1/enrol"
        self.bodies.append(body)
        result = hub_enrol(self.house, self.up(body))
        if len(self.bodies) <= self.lose:
            raise Unreachable("ReadTimeout")
        return result.status, self.down(result.body)

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def empty() -> Iterator[int]:
    yield 0


@contextmanager
def one_waits() -> Iterator[int]:
    yield 1


def means(
    hub: Direct,
    hold: Callable[[], AbstractContextManager[int]] = empty,
    said: list[str] | None = None,
    *,
    agree: bool = True,
) -> Means:
    return Means(
        connect=hub,
        hold_queue=hold,
        show_words=(said if said is not None else []).append,
        agree=lambda _: agree,
        clock=cast("ManualClock", hub.house.clock),
        reference=START,
    )


def invited(bundle: EnrolmentBundle, way: str) -> Invitation:
    if way == "typed":
        return from_typing(bundle.hub_url, bundle.code)
    qr = write_qr(bundle.hub_url, bundle.receipt_sha256, bundle.root_sha256, bundle.code)
    if way == "qr":
        return from_qr(qr)
    return replace(from_qr(qr), how="file", root=bundle.root, hub_id=bundle.hub_id, ca_pem=bundle.ca_pem)


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(KioskError) as caught:
        ask()
    return caught.value.code
