"""The terminal's real store and sync against the hub's real functions: both ends read one protocol."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from nacl.signing import SigningKey

from hub.care.backup import back_up
from hub.care.restore import restore
from hub.fleet.enrolment import enrol
from hub.fleet.terminals import reset_counter, revoke
from hub.house import House, make_house, open_house
from hub.orders.casework import close, reply
from hub.orders.desk import list_orders, show_order
from hub.orders.opening import open_pending
from hub.settings import HubSettings
from hub.uplink.requests import Asked
from hub.uplink.routes import SIGNED_CALLS
from kiosk.domain.work_order import Rating
from kiosk.store.hub_watch import HubWatch
from kiosk.store.hub_words import revoked
from kiosk.store.identity import save_device_keys, save_enrolled, save_link_keys
from kiosk.store.progress import look_up
from kiosk.wire.envelope import Sealer
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import key_id
from kiosk.wire.words import hub_keys
from tests.support.clock import ManualClock
from tests.support.county import County, new_id, submission
from tests.support.enrolling import answered, ask, invite
from tests.support.terminal_side import TerminalSide


@dataclass(frozen=True)
class Identity:
    """What a terminal side needs of a county, from a real enrolment."""

    enrolled: Enrolled
    device: SigningKey
    link: SigningKey

    @property
    def hub_id(self) -> str:
        return self.enrolled.hub_id

    @property
    def keys(self) -> dict[str, bytes]:
        return hub_keys(*self.enrolled.receipt_keys)

    def sealer(self) -> Sealer:
        return Sealer(self.enrolled, self.device)

    def install(self, folder: Path) -> None:
        save_enrolled(folder, self.enrolled)
        save_device_keys(folder, [self.device])
        save_link_keys(folder, [self.link])


def enrolled_with(house: House) -> Identity:
    bundle, device, link = invite(house), SigningKey.generate(), SigningKey.generate()
    answer = answered(bundle, enrol(house, ask(bundle, device, link)).body)
    enrolled = Enrolled(
        terminal_id=answer.terminal_id,
        terminal_code=answer.terminal_code,
        number_from=answer.number_from,
        device_key_id=key_id(bytes(device.verify_key)),
        link_key_id=key_id(bytes(link.verify_key)),
        hub_id=house.hub_id,
        hub_url="http://127.0.0.1:1",
        receipt_keys=[house.keys.sign_public],
        seal_key=house.keys.seal_public,
        ca_pem="",
        trust_version=1,
        enrolled_at=answer.enrolled_at,
    )
    return Identity(enrolled, device, link)


class World:
    """One terminal, one hub, one clock for both."""

    def __init__(self, folder: Path, **limits: int) -> None:
        self.time = ManualClock()
        self.settings = HubSettings.model_validate({"data": folder / "hub", **limits})
        make_house(self.settings, self.time)
        self.house = open_house(self.settings, self.time)
        identity = enrolled_with(self.house)
        self.terminal = TerminalSide(folder / "terminal", cast("County", identity), lambda _: self, self.time)
        self.backup = folder / "backup"

    # ---- as the terminal's connection ------------------------------------------------------------------

    def post(self, path: str, body: bytes, fields: Mapping[str, str]) -> tuple[int, bytes]:
        answer = SIGNED_CALLS[path](self.house, Asked(path, fields, body))
        return answer.status, answer.word.model_dump_json().encode() if answer.word is not None else b"{}"

    def close(self) -> None:
        """Nothing is open."""

    # ---- the day -----------------------------------------------------------------------------------

    def end(self) -> None:
        self.terminal.close()
        self.house.close()

    def at_hub(self) -> list[str]:
        open_pending(self.house)
        return [str(row["order_id"]) for row in list_orders(self.house)]

    def restore(self) -> None:
        self.house.close()
        restore(self.settings, self.backup, self.time)
        self.house = open_house(self.settings, self.time)

    def let_go(self) -> int:
        """What the UI's process does once an hour; how many bodies are left."""
        side = self.terminal
        HubWatch(side.connection, side.clock, side.space, 100.0).release(side.county.enrolled)
        return len(side.states())


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.end()


def test_an_order_goes_up_and_its_answer_comes_down_for_its_slip_alone(world: World) -> None:
    side = world.terminal
    order = side.orders.commit(submission(request="船东拖欠工资"))
    assert side.round().delivered == 1
    assert side.proved() == [order.order_id]
    assert world.at_hub() == [order.order_id]
    reply(world.house, order.order_no, "可以申请劳动仲裁，不收费", "王某")
    close(world.house, order.order_no, "", "王某")
    assert side.round().code == ""
    found = look_up(side.connection, order.order_no, order.secret)
    assert found is not None
    assert found.entries[-1].state == "待评价"
    assert "可以申请劳动仲裁，不收费" in [entry.reply for entry in found.entries]
    assert (found.uploaded, found.rated, found.as_of[:10]) == (True, False, "2026-03-02")
    assert look_up(side.connection, order.order_no, "0" * 26) is None


def test_a_rating_from_the_slip_of_another_terminals_order_is_believed(world: World, tmp_path: Path) -> None:
    order = world.terminal.orders.commit(submission())
    world.terminal.round()
    world.at_hub()
    close(world.house, order.order_no, "", "王某")
    identity = enrolled_with(world.house)
    second = TerminalSide(tmp_path / "second", cast("County", identity), lambda _: world, world.time)
    proof = world.terminal.connection.execute("SELECT secret_sha256 FROM work_order").fetchone()[0]
    second.orders.rate(Rating(new_id(), order.order_id, 5, (), "1", "screen", proof))
    assert second.round().delivered == 1
    open_pending(world.house)
    assert show_order(world.house, order.order_no)["state"] == "已评价"
    second.close()


def test_bodies_go_after_a_backup_and_come_again_after_a_restore(world: World) -> None:
    side = world.terminal
    before = side.submit(3)
    side.round()
    assert side.proved() == before
    assert world.let_go() == 3
    back_up(world.house, world.backup)
    side.round()
    assert world.let_go() == 0
    lost = side.submit(4)
    side.round()
    assert side.proved() == lost
    world.restore()
    assert world.at_hub() == before
    new = side.submit(1)
    done = side.round()
    assert (done.delivered, done.code) == (5, "")
    assert sorted(world.at_hub()) == sorted(before + lost + new)
    assert set(side.proved()) == {*lost, *new}
    assert side.queue.waiting() == 0
    assert side.round().delivered == 0


def enrol_anew(world: World) -> None:
    """Another identity with the same hub, as staff give it with an empty outbox."""
    identity = enrolled_with(world.house)
    identity.install(world.terminal.folder)
    world.terminal.orders._sealer = identity.sealer


def test_what_was_delivered_under_an_enrolment_before_survives_a_restore_too(world: World) -> None:
    side = world.terminal
    first = side.submit(2)
    enrol_anew(world)
    back_up(world.house, world.backup)
    side.round()
    second = side.submit(2)
    side.round()
    assert sorted(world.at_hub()) == sorted(first + second)
    world.restore()
    assert world.at_hub() == []
    assert side.round().delivered == 4
    assert sorted(world.at_hub()) == sorted(first + second)


def enrolled_anew_since_the_backup(world: World) -> list[str]:
    """One order before the backup and one under an enrolment that the backup does not know."""
    side = world.terminal
    made = side.submit(1)
    side.round()
    back_up(world.house, world.backup)
    enrol_anew(world)
    made += side.submit(1)
    side.round()
    return made


def test_an_enrolment_younger_than_the_backup_is_taken_over(world: World) -> None:
    side = world.terminal
    made = enrolled_anew_since_the_backup(world)
    world.restore()
    made += side.submit(1)
    for _ in range(2):
        assert side.round().code == ""
    assert sorted(world.at_hub()) == sorted(made)
    assert side.queue.waiting() == 0


def test_envelopes_of_an_enrolment_the_hub_has_lost_stop_nothing(world: World) -> None:
    """The replaced database is gone: nobody can check what was signed under it. It waits here."""
    side = world.terminal
    first = enrolled_anew_since_the_backup(world)[:1]
    world.house.close()
    (world.house.settings.data / "hub.sqlite3").unlink()
    world.restore()
    enrol_anew(world)  # the hub does not know the terminal any more; staff enrol it again
    new = side.submit(1)
    for _ in range(2):
        assert side.round().code == ""
    assert sorted(world.at_hub()) == sorted(first + new)
    assert side.states()[1] == "queued"
    assert side.queue.waiting() == 1


def test_what_became_of_an_order_stays_a_month_after_its_end(world: World) -> None:
    side = world.terminal
    closed, open_still = (side.orders.commit(submission()) for _ in range(2))
    side.round()
    world.at_hub()
    for order in (closed, open_still):
        reply(world.house, order.order_no, "请到法律援助中心二楼", "王某")
    close(world.house, closed.order_no, "", "王某")
    side.round()

    def told() -> list[bool]:
        found = [look_up(side.connection, order.order_no, order.secret) for order in (closed, open_still)]
        return [progress is not None and bool(progress.entries) for progress in found]

    world.time.advance(29 * 86400)
    assert [side.round().code for _ in range(2)] == ["", ""]
    assert told() == [True, True]
    world.time.advance(2 * 86400)
    assert [side.round().code for _ in range(2)] == ["", ""]
    assert told() == [False, True]
    revoke(world.house, "SS3")
    assert [side.round().code for _ in range(2)] == ["E-SYN-05", "E-SYN-05"]
    assert told() == [False, False]


def test_a_revoked_terminal_is_told_and_sends_nothing(world: World) -> None:
    side = world.terminal
    ids = side.submit(2)
    revoke(world.house, "SS3")
    done = side.round()
    assert (done.delivered, done.code) == (0, "E-SYN-05")
    assert revoked(side.connection, side.county.enrolled)
    assert side.round().code == "E-SYN-05"
    assert world.at_hub() == []
    assert side.states() == ["queued"] * len(ids)


def test_a_copied_disk_waits_for_staff_who_reset_its_counter(world: World) -> None:
    side = world.terminal
    ids = side.submit(1)
    side.connection.execute("DELETE FROM request_counter")
    for _ in range(5):
        side.round()  # each a process of its own, with a block of its own
    side.connection.execute("DELETE FROM request_counter")  # the disk of the first day is put back
    ids += side.submit(1)
    assert side.round().code == "E-SYN-04"
    reset_counter(world.house, "SS3")
    assert side.round().delivered == 1
    assert sorted(world.at_hub()) == sorted(ids)


def test_more_than_a_days_share_waits_till_tomorrow_in_order(tmp_path: Path) -> None:
    world = World(tmp_path, quota_envelopes=2)
    side = world.terminal
    ids = side.submit(3)
    done = side.round()
    assert (done.delivered, done.delayed, done.code) == (2, 1, "")
    assert side.link.online
    world.time.advance(24 * 3600)
    assert side.round().delivered == 1
    assert sorted(world.at_hub()) == sorted(ids)
    world.end()
