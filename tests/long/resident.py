"""The whole UI for the kills proof: the real window, touched by real X events, in a process to kill.

Visits without end: a question of common sentences, submitted, sometimes rated. Writes to the same
journal as tests/long/submitter.py: ``try`` before 提交 is touched, ``saved`` once 已提交 is shown, and
``recovered`` when the screen shows an order of a visit that was killed.
"""

import argparse
import os
import random
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.clock import Clock, SystemClock
from kiosk.config_load import load
from kiosk.config_screen import windowed
from kiosk.domain import forms
from kiosk.domain.flow import Screen
from kiosk.play.hands import Hands
from kiosk.play.remote import Remote, StepFailed
from kiosk.play.xserver import XServer
from kiosk.systemd_notify import Notifier
from tests.long.submitter import Journal

if TYPE_CHECKING:
    from kiosk.app import Terminal
    from kiosk.ui_loop import UiLoop

WINDOW: Final = "1080x1920"
_MIDDLE: Final = (540.0, 900.0)
_READY_S: Final = 60.0


class Resident:
    """One person after the other, on a thread of its own, until the terminal ends."""

    def __init__(
        self, terminal: "Terminal", loop: "UiLoop", journal: Journal, chance: random.Random, clock: Clock
    ) -> None:
        self._terminal = terminal
        self._loop = loop
        self._journal = journal
        self._chance = chance
        self._clock = clock
        self._noted: set[str] = set()

    def live(self) -> None:
        from kiosk.screens.probe import Probe

        server = XServer(os.environ["DISPLAY"])
        # A resident who was killed with a finger down has left it on the glass.
        server.button("left", False)
        remote = Remote(
            self._loop.watches, Probe(self._loop.frame, self._clock.monotonic), self._loop.runtime
        )
        try:
            window = remote.ask(lambda: self._attach(remote))
            server.focus(window)
            hands = Hands(remote, server, window, self._clock)
            remote.until(self._able, _READY_S, lambda: "终端一直不能提交")
            while True:
                self._visit(remote, hands)
        except StepFailed as failed:
            if not self._loop.stopping:
                self._journal.write(what="failed", why=str(failed))
                raise
        finally:
            server.close()
            self._loop.stop()

    def _attach(self, remote: Remote) -> int:
        remote.probe.attach()
        # Told after the frame: what is noted here is what the screen shows.
        remote.runtime.on_change(lambda _state: self._note())
        self._note()
        return remote.probe.handles()[0]

    def _able(self) -> bool | None:
        return True if self._loop.runtime.state.can_submit else None

    def _note(self) -> None:
        """Runs on the Kivy thread, after the screen was changed to what the state says."""
        state, shown = self._loop.runtime.state, self._loop.frame.route
        if shown is None:
            return
        if shown.screen is Screen.RECOVERED and state.recovered is not None:
            found = state.recovered
            if found.order_id not in self._noted:
                self._noted.add(found.order_id)
                self._journal.write(what="recovered", order_id=found.order_id, order_no=found.order_no)
        visit = state.visit
        if shown.screen is Screen.SUBMITTED and visit is not None and visit.submission is not None:
            done = visit.submission.committed
            if done.order_id not in self._noted:
                self._noted.add(done.order_id)
                self._journal.write(
                    what="saved", order_id=done.order_id, order_no=done.order_no, seq=done.seq
                )

    def _visit(self, remote: Remote, hands: Hands) -> None:
        hands.tap_at(*_MIDDLE)
        hands.tap("home.tile.do")
        hands.tap("items.row.consultation")
        for index in self._chance.sample(range(3), self._chance.choice((1, 2))):
            hands.tap(f"write.sentence.{index}")
        hands.tap("write.done")
        hands.tap("consent.no")
        remote.ask(self._try)
        hands.tap("check.submit")
        hands.tap("submitted.rate")
        if self._chance.random() < 0.5:
            hands.tap("rate.5")
        hands.tap("bar.hide")

    def _try(self) -> None:
        state = self._loop.runtime.state
        assert state.visit is not None
        assert state.visit.form is not None
        assert state.library is not None
        draft = state.visit.form.draft
        item = state.library.item(draft.item_id)
        assert item is not None
        fields = forms.submitted_fields(item, draft)
        self._journal.write(what="try", order_id=draft.order_id, item=item.id, fields=fields)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    args = parser.parse_args()
    config = load(overrides=[f"state_dir={args.state}", "store.free_floor_mb=1", "store.ballast_mb=1"])
    screen = windowed(config.screen, WINDOW)

    from kiosk.screens.environment import Surface, prepare

    prepare(Surface(screen.width, screen.height, False, config.fonts_path))
    from kiosk.app import Terminal
    from kiosk.ui_loop import put_up

    clock = SystemClock()
    terminal = Terminal(config, clock, simulate=True)
    loop = put_up(terminal, screen, Notifier({}))
    resident = Resident(terminal, loop, Journal(args.journal), random.Random(args.seed), clock)
    threading.Thread(target=resident.live, name="resident", daemon=True).start()
    loop.run()


if __name__ == "__main__":
    main()
