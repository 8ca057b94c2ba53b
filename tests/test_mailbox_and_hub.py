"""A question of the screen through a real `kiosk sync` to a real hub, and what the desk answered back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from hub.house import House
from hub.orders.casework import close, reply
from hub.orders.desk import list_orders
from hub.uplink.answers import Answer
from hub.uplink.requests import Asked
from hub.uplink.routes import SIGNED_CALLS
from kiosk.clock import SystemClock
from kiosk.config import CHECKOUT, Config
from kiosk.domain.effects import LookUp
from kiosk.domain.messages import ProgressThere
from kiosk.domain.progress import LookOutcome
from kiosk.domain.work_order import Committed
from kiosk.doorbell import MAIL_BELL, SYNC_BELL, ring
from kiosk.mail.mailbox import Mailbox
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import load_enrolled, load_sealer
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.wire.mailbox import MAILBOX_PATH
from tests.support.clock import ManualClock
from tests.support.county import new_id, submission
from tests.support.enrolling import provisioned
from tests.support.hub_server import HubServer
from tests.support.wait import Inbox, until

REPLY = "老板应当在七日内付清工资"


@dataclass
class Scene:
    """A hub that has an order and has answered it, a sync that runs, and the screen's end of the mailbox."""

    config: Config
    house: House
    server: HubServer
    sync: "subprocess.Popen[bytes]"
    mailbox: Mailbox
    inbox: Inbox
    order: Committed

    def ask(self, *, secret: str = "", typed: str = "", order_no: str = "") -> ProgressThere:
        look = LookUp(new_id(), order_no or self.order.order_no, secret, typed)
        self.mailbox.look_up(look, online=True)
        return self.inbox.wait_for(ProgressThere, lambda told: told.look_id == look.look_id)

    def files(self) -> list[Path]:
        return [path for path in (self.config.run_path / "mailbox").rglob("*") if path.is_file()]


def submitted(config: Config) -> Committed:
    orders = OrderStore(
        open_database(store_path(config.state_path)),
        lambda: load_sealer(config.state_path),
        ManualClock(),
        Space(config.state_path, 1, 0),
        os.urandom,
        NumberBlocks(config.state_path),
    )
    try:
        return orders.commit(submission(request="船东拖欠工资"))
    finally:
        orders.close()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with provisioned(tmp_path) as made:
        config = made.config()
        order = submitted(config)
        made.kiosk("sync", "--once")
        reply(made.house, order.order_no, REPLY, "李律师")
        sync = subprocess.Popen([sys.executable, "-m", "kiosk", *made.root, "sync"], cwd=CHECKOUT)
        inbox = Inbox()
        mailbox = Mailbox(config.run_path, SystemClock(), inbox, lambda: load_enrolled(config.state_path))
        mailbox.start()
        try:
            assert until(lambda: ring(config.run_path / MAIL_BELL), 60)
            yield Scene(config, made.house, made.server, sync, mailbox, inbox, order)
        finally:
            mailbox.stop()
            sync.kill()
            sync.wait()


def test_the_answer_is_read_with_the_slip_and_not_without(scene: Scene) -> None:
    order = scene.order
    told = scene.ask(secret=order.secret)
    assert told.outcome is LookOutcome.FOUND
    assert told.progress is not None
    assert (told.progress.order_id, told.progress.order_no) == (order.order_id, order.order_no)
    assert told.progress.entries[0].state == "待受理"
    assert (told.progress.entries[-1].state, told.progress.entries[-1].reply) == ("办理中", REPLY)
    assert not told.progress.rated

    close(scene.house, order.order_no, "", "李律师")
    again = scene.ask(secret=order.secret).progress
    assert again is not None
    assert again.entries[-1].state == "待评价", "as it is now, not as it was"

    typed = scene.ask(typed=order.secret[:10]).progress
    assert typed is not None
    assert typed.state_only
    assert typed.entries[-1].state == "待评价"
    assert all((entry.note, entry.reply) == ("", "") for entry in typed.entries)

    assert scene.ask(secret="Z" * 26).outcome is LookOutcome.UNKNOWN
    assert scene.ask(typed="Z" * 10).outcome is LookOutcome.UNKNOWN
    assert scene.ask(secret=order.secret, order_no="SS3-9999").outcome is LookOutcome.UNKNOWN
    assert until(lambda: scene.files() == [])
    logs = "".join(path.read_text("utf-8") for path in scene.config.log_path.glob("*"))
    assert logs
    for word in (order.secret, order.secret[:10], order.order_no, REPLY):
        assert word not in logs


def test_guessing_ends_in_a_plain_no(scene: Scene) -> None:
    outcomes = [scene.ask(typed=f"{number:010d}").outcome for number in range(12)]
    assert outcomes[-1] is LookOutcome.LIMITED
    assert LookOutcome.FOUND not in outcomes
    assert scene.ask(typed=scene.order.secret[:10]).outcome is LookOutcome.LIMITED, "right, but too late"
    assert scene.ask(secret=scene.order.secret).outcome is LookOutcome.FOUND, "a slip is nothing to guess"


def test_without_a_hub_and_without_sync_it_is_off_line(scene: Scene) -> None:
    scene.server.close()
    assert scene.ask(secret=scene.order.secret).outcome is LookOutcome.OFFLINE
    scene.sync.send_signal(signal.SIGKILL)
    scene.sync.wait(20)
    assert scene.ask(secret=scene.order.secret).outcome is LookOutcome.OFFLINE
    assert until(lambda: scene.files() == [])


def stalled(monkeypatch: pytest.MonkeyPatch, path: str) -> tuple[Event, Event]:
    """The hub takes what comes at ``path`` and says nothing until the second event; the first: it came."""
    came, go = Event(), Event()
    true = SIGNED_CALLS[path]

    def stall(house: House, asked: Asked) -> Answer:
        came.set()
        go.wait(20)
        return true(house, asked)

    monkeypatch.setitem(cast("dict[str, object]", SIGNED_CALLS), path, stall)
    return came, go


def test_a_question_waits_for_no_upload(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    came, go = stalled(monkeypatch, "/v1/intake")
    submitted(scene.config)
    ring(scene.config.run_path / SYNC_BELL)
    try:
        assert came.wait(20)
        assert scene.ask(secret=scene.order.secret).outcome is LookOutcome.FOUND
    finally:
        go.set()


def test_an_upload_waits_for_no_question(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    came, go = stalled(monkeypatch, MAILBOX_PATH)
    look = LookUp(new_id(), scene.order.order_no, scene.order.secret)
    scene.mailbox.look_up(look, online=True)
    try:
        assert came.wait(20)
        other = submitted(scene.config)
        ring(scene.config.run_path / SYNC_BELL)
        assert until(lambda: other.order_no in [row["order_no"] for row in list_orders(scene.house)])
    finally:
        go.set()
    assert scene.inbox.wait_for(ProgressThere).outcome is LookOutcome.FOUND, "late, and in time"


def test_sync_with_a_mailbox_ends_at_once_when_told(scene: Scene) -> None:
    assert scene.ask(secret=scene.order.secret).outcome is LookOutcome.FOUND
    clock = SystemClock()
    told = clock.monotonic()
    scene.sync.terminate()
    assert scene.sync.wait(20) == 0
    assert clock.monotonic() - told < 5.0
    assert not ring(scene.config.run_path / MAIL_BELL)
