"""The real hub, on disk, and real terminals' stores and sync: what is between them is a function call.

So time stands still, a request can be caught, changed and shown again, and the hub can be put back to any
backup.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers

from hub.care.backup import back_up
from hub.care.restore import restore
from hub.database.schema import ACTIVE, TERMINALS
from hub.house import House, make_house, open_house
from hub.orders.desk import list_orders, show_order
from hub.orders.opening import open_pending
from hub.settings import HubSettings
from hub.uplink.exchange import tell_time
from hub.uplink.requests import Asked
from hub.uplink.routes import SIGNED_CALLS
from kiosk.sync.http import Unreachable
from kiosk.wire.enrolment import public_text
from kiosk.wire.models import Enrolled
from kiosk.wire.request_signing import sign_request
from tests.support.clock import ManualClock
from tests.support.county import County, new_id
from tests.support.terminal_side import TerminalSide

INTAKE: Final = "/v1/intake"
Reply = tuple[int, bytes]


@dataclass(frozen=True)
class Known(County):
    """What a terminal of this hub knows."""

    terminal_id: str = field(default_factory=new_id)
    terminal_code: str = "SS3"

    @property
    def enrolled(self) -> Enrolled:
        named = {"terminal_id": self.terminal_id, "terminal_code": self.terminal_code}
        return super().enrolled.model_copy(update=named)


class Scene:
    """``seen``: every request that reached the hub. ``broken``: the network is gone."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.folder = folder
        self.settings = HubSettings(data=folder / "hub")
        make_house(self.settings, self.clock)
        self.house: House = open_house(self.settings, self.clock)
        self.seen: list[Asked] = []
        self.broken = False
        self._terminals: list[TerminalSide] = []

    def terminal(self) -> TerminalSide:
        """One more, enrolled."""
        keys = self.house.keys
        code = f"SS{len(self._terminals) + 3}"
        county = Known(hub_id=self.house.hub_id, sign=keys.sign, seal=keys.seal, terminal_code=code)
        with self.house.engine.begin() as connection:
            connection.execute(
                TERMINALS.insert().values(
                    terminal_id=county.terminal_id,
                    terminal_code=code,
                    device_key=public_text(county.device),
                    link_key=public_text(county.link),
                    state=ACTIVE,
                    number_from=1,
                    enrolled_at="",
                    hub_nonce="",
                    words="",
                    words_for="",
                    words_exchange=0,
                    changed_at="",
                )
            )
        folder = self.folder / f"terminal-{len(self._terminals)}"
        folder.mkdir()
        return self.side(folder, county)

    def side(self, folder: Path, county: County) -> TerminalSide:
        """A terminal whose disk is ``folder``."""
        self._terminals.append(TerminalSide(folder, county, lambda _check: _Line(self), self.clock))
        return self._terminals[-1]

    def signed(self, terminal: TerminalSide, path: str, body: bytes, counter: int) -> Asked:
        """A request as this terminal makes it, of which its sync knows nothing."""
        headers = sign_request(
            method="POST",
            path=path,
            body=body,
            hub_id=self.house.hub_id,
            terminal_id=terminal.county.enrolled.terminal_id,
            counter=counter,
            key=terminal.county.link,
        )
        return Asked(path, headers, body)

    def answer(self, asked: Asked) -> Reply:
        """As the hub's server: the answer, and seals opened behind it."""
        done = SIGNED_CALLS[asked.path](self.house, asked)
        open_pending(self.house)
        return done.status, done.word.model_dump_json().encode() if done.word is not None else b"{}"

    def last(self, path: str = INTAKE) -> Asked:
        """The newest request of this kind that was seen."""
        return next(asked for asked in reversed(self.seen) if asked.path == path)

    def back_up(self, name: str) -> None:
        back_up(self.house, self.folder / name)

    def put_back(self, name: str) -> None:
        """The hub's disk is lost; staff restore what was backed up."""
        self.house.close()
        restore(self.settings, self.folder / name, self.clock)
        self.house = open_house(self.settings, self.clock)

    def with_settings(self, **changes: int) -> None:
        self.house = replace(self.house, settings=self.settings.model_copy(update=changes))

    def orders(self, terminal: TerminalSide) -> list[str]:
        """Order ids of one terminal at the hub, by seq."""
        mine = terminal.county.enrolled.terminal_id
        return [order["order_id"] for order in list_orders(self.house) if order["terminal_id"] == mine]

    def show(self, order_id: str) -> dict[str, Any]:
        return show_order(self.house, order_id)

    def close(self) -> None:
        for terminal in self._terminals:
            terminal.close()
        self.house.close()


class _Line:
    """Stands where a terminal's connection stands."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def post(self, path: str, body: bytes, fields: Mapping[str, str]) -> Reply:
        asked = Asked(path, dict(fields), body)
        self._scene.seen.append(asked)
        if self._scene.broken:
            raise Unreachable("connection")
        return self._scene.answer(asked)

    def get(self, path: str) -> Reply:
        nonce = parse_qs(urlsplit(path).query)["nonce"][0]
        word = tell_time(self._scene.house, nonce).word
        assert word is not None
        return 200, word.model_dump_json().encode()

    def close(self) -> None:
        """Nothing is open."""

    def interrupt(self) -> None:
        """Nothing waits."""


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    made = Scene(folder)
    try:
        yield made
    finally:
        made.close()


def copied(at: Scene, terminal: TerminalSide) -> TerminalSide:
    """The same terminal from a copy of its disk, pulled while nothing was being written."""
    folder = at.folder / "copy"
    shutil.copytree(terminal.folder, folder)
    return at.side(folder, terminal.county)


def doubled(asked: Asked) -> Asked:
    """The same request with its counter given twice."""
    fields = [(name.lower().encode(), value.encode()) for name, value in asked.headers.items()]
    return replace(asked, headers=Headers(raw=[*fields, (b"gongfa-counter", b"1")]))


Change = Callable[[Asked], Asked]
