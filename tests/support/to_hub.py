"""A terminal whose orders go to a hub beside it, and who stands before it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from hub.cli import main as hub_main
from hub.clock import Clock
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.cli import main
from kiosk.config_load import load
from kiosk.domain.flow import Screen, route
from kiosk.domain.state import AppState, FormProgress
from tests.support.clock import ManualClock
from tests.support.enrolling import invite
from tests.support.hub_server import HubServer
from tests.support.logs import logging_restored
from tests.support.running import Running, running
from tests.support.wait import until

NOW = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)  # after the build's own time


@dataclass
class Scene:
    root: list[str]
    hub: list[str]
    house: House
    folder: Path
    settings: tuple[str, ...]

    def running(self) -> Any:
        return running(load(None, [self.root[1], "store.free_floor_mb=1", *self.settings]))

    def sync(self) -> int:
        return main([*self.root, "sync", "--once"])

    def at_hub(self, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
        capsys.readouterr()
        assert hub_main([*self.hub, "--json", "orders", *words]) == 0
        return json.loads(capsys.readouterr().out)


@contextmanager
def provisioned(folder: Path, *settings: str) -> Iterator[Scene]:
    """A terminal in ``folder``, enrolled; ``settings``: what else it has."""
    hub = HubSettings(data=folder / "hub")
    make_house(hub, cast("Clock", ManualClock(NOW)))
    house = open_house(hub, cast("Clock", ManualClock(NOW)))
    server = HubServer(house)
    root = ["--set", f"state_dir={folder / 'terminal'}"]
    bundle = folder / "bundle.json"
    bundle.write_text(invite(house, server.url).model_dump_json())
    with logging_restored():
        assert main([*root, "provision", "--bundle", str(bundle)]) == 0
        yield Scene(root, ["--data", str(hub.data)], house, folder / "terminal", settings)
    server.close()
    house.close()


class Resident:
    """Does what a person does, on the thread a touch would be on."""

    def __init__(self, terminal: Running) -> None:
        self.terminal = terminal

    @property
    def state(self) -> AppState:
        return self.terminal.terminal.runtime.state

    @property
    def form(self) -> FormProgress:
        assert self.state.visit is not None
        assert self.state.visit.form is not None
        return self.state.visit.form

    def touch(self, *messages: object) -> None:
        for message in messages:
            self.terminal.terminal.queue.post(message)

    def sees(self, screen: Screen) -> bool:
        return until(lambda: route(self.state).screen is screen)
