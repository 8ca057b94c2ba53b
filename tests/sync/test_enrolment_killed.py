"""A terminal killed at any line of an enrolment: it can seal and sign as before or as after, and goes on."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.store import files, identity, trust
from kiosk.store.identity import load_device_keys, load_enrolled, load_link_key, load_link_keys, load_sealer
from kiosk.sync import enrolment
from kiosk.sync.enrolment import enrol
from kiosk.wire.bundle import Invitation
from kiosk.wire.models import Enrolled
from tests.support.clock import ManualClock
from tests.support.direct import Direct, invited, means
from tests.support.enrolling import invite
from tests.support.killing import killed_at

# Of some 380 lines; no divisor of what a loop has, so that they differ in what they meet.
_EVERY: Final = 17


class Place:
    """A hub and a terminal in one folder, to be copied as a whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"

    def hub(self) -> House:
        return open_house(HubSettings(data=self.folder / "hub"), ManualClock())

    def enrol(self, invitation: Invitation) -> Enrolled:
        with closing(self.hub()) as house:
            return enrol(invitation, self.state, means(Direct(house)))

    def usable(self) -> bool:
        return load_sealer(self.state) is not None and load_link_key(self.state) is not None


@pytest.mark.parametrize("enrolled_before", [False, True])
def test_a_kill_anywhere_leaves_a_terminal_that_can_be_enrolled(
    tmp_path: Path, enrolled_before: bool
) -> None:
    place = Place(tmp_path / "before")
    make_house(HubSettings(data=place.folder / "hub"), ManualClock())
    place.state.mkdir()
    with closing(place.hub()) as house:
        codes = [invited(invite(house, code=code), "file") for code in ("SS3", "SS4", "SS5")]
    before = place.enrol(codes[0]) if enrolled_before else None
    ends: set[str] = set()
    at, killed = 0, True
    while killed:
        now = Place(tmp_path / f"at-{at}")
        shutil.copytree(place.folder, now.folder)

        def work(now: Place = now) -> None:
            now.enrol(codes[1])

        killed = killed_at(at, (enrolment, identity, files, trust), work)
        left = load_enrolled(now.state)
        assert now.usable() == (left is not None)
        ends.add("none" if left is None else "old" if left == before else "new")
        second = now.enrol(codes[1])  # the same command again
        assert now.usable()
        third = now.enrol(codes[2])
        assert third.device_key_id not in (second.device_key_id, before and before.device_key_id)
        assert list(load_device_keys(now.state)) == [third.device_key_id]
        assert list(load_link_keys(now.state)) == [third.link_key_id]
        shutil.rmtree(now.folder)
        at += _EVERY
    assert ends == {"old" if enrolled_before else "none", "new"}
    assert at > 200, "it was hardly traced"
