"""Both ends of the mailbox in one thread, with a county behind them."""

import os
from pathlib import Path
from threading import Event

from kiosk.domain.effects import LookUp
from kiosk.domain.messages import ProgressThere
from kiosk.domain.online import HubTold
from kiosk.mail.mailbox import Mailbox
from kiosk.mail.tray import DEADLINE_S
from kiosk.sync.mailbox import Postman
from kiosk.wire.models import Enrolled
from tests.support.clock import ManualClock
from tests.support.county import County, new_id
from tests.support.mail_hub import ORDER_NO, SECRET, MailHub


class Both:
    """The screen's end and sync's, in one thread, a county behind them, and a bell that is heard."""

    def __init__(self, run_path: Path) -> None:
        self.run_path = run_path
        self.county = County()
        self.hub = MailHub(self.county)
        self.clock = ManualClock()
        self.posted: list[ProgressThere] = []
        self.heard: list[HubTold] = []
        self.enrolled: Enrolled | None = self.county.enrolled
        self.mailbox = Mailbox(run_path, self.clock, self._post, lambda: self.enrolled)
        self.postman = Postman(run_path, self.clock, lambda: self.hub)  # type: ignore[arg-type,return-value]
        self.rung = Event()

    def _post(self, message: object) -> None:
        if isinstance(message, HubTold):
            self.heard.append(message)
            return
        assert isinstance(message, ProgressThere)
        self.posted.append(message)

    def look(self, order_no: str = ORDER_NO, secret: str = SECRET, typed: str = "") -> LookUp:
        look = LookUp(new_id(), order_no, "" if typed else secret, typed)
        self.mailbox.look_up(look, online=True)
        self.mailbox.turn()
        return look

    def carry(self) -> None:
        self.postman.deliver()
        self.mailbox.turn()

    def files(self) -> list[Path]:
        return [path for path in (self.run_path / "mailbox").rglob("*") if path.is_file()]

    def late(self, seconds: float = DEADLINE_S) -> None:
        self.clock.advance(seconds)
        self.mailbox.turn()

    def only(self) -> ProgressThere:
        assert len(self.posted) == 1
        assert self.files() == []
        return self.posted[0]


def now(path: Path, clock: ManualClock) -> None:
    """As if it had been put there now, by the test's clock."""
    at = clock.now().timestamp()
    os.utime(path, (at, at))


def carry_now(both: Both) -> None:
    for path in both.files():
        now(path, both.clock)
    both.carry()
