"""Nothing of a person is left: a whole visit on a real terminal, then its memory is searched.

The visit writes by hand, types, lays down a card, holds a slip there and reads the answer.
docs/privacy-limits.md is the list of where its words may lie while it lasts, and after it.
"""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from kiosk.clock import SystemClock, pause
from kiosk.config import CHECKOUT
from kiosk.domain.delivery import Link
from kiosk.doorbell import MAIL_BELL, Doorbell
from kiosk.play.strokes import onto, read_strokes
from kiosk.store.db import open_database, store_path
from kiosk.store.link import LinkTable
from kiosk.store.space import Space
from kiosk.sync.mailbox import Postman
from kiosk.wire.ids import secret_sha256
from kiosk.wire.mailbox import ProgressAnswer, ProgressQuestion
from tests.support import memory
from tests.support.mail_hub import ORDER_ID, ORDER_NO, MailHub, rows
from tests.support.outside import Outside, outside
from tests.support.wait import until

pytestmark = pytest.mark.timeout(240)
SECRET: Final = "7K3QX9M2TAVWXYZ0123456789A"
PHONE: Final = "13987654321"
MATTER: Final = "没发我"  # written by hand
READ_S: Final = 2.0  # from outside nobody sees which ink the candidates belong to
CARD_NAME: Final = "测试甲"
CARD_NUMBER: Final = "330199194912310012"
REPLY: Final = "老板应在七日内付清工资"
TYPED: Final = "SS3-000007"
SLIP: Final = "GL1.SS3-000001"  # of the slip that was printed: gone again when the next thing begins
WORDS: Final = (PHONE, MATTER, CARD_NAME, CARD_NUMBER, REPLY, SECRET, SLIP)
_ROW: Final = re.compile(r"^\| `([a-z ]+)` \| (yes|no) \| (yes|no) \|", re.MULTILINE)


def asked(typed: str) -> str:
    return f"""
  - touch_at: [640, 400]
    expect: {{screen: home}}
  - touch: home.tile.do
    expect: {{screen: items}}
  - touch: items.row.{typed}
"""


SUBMIT: Final = """
  - touch: check.submit
    expect: {screen: submitted, printing: sent, within: 30}
"""
SECOND: Final = f"""
  - touch: bar.home
    expect: {{screen: home}}
  - touch: home.tile.do
    expect: {{screen: items}}
  - touch: items.row.legal-aid
    expect: {{screen: choice, key: matter}}
  - touch: choice.wages
  - touch: choice.done
    expect: {{screen: write, key: request}}
  - touch: write.sentence.0
  - touch: write.done
    expect: {{screen: consent}}
  - touch: consent.yes
    expect: {{screen: identity, no_uid: identity.next}}
  - card: resident
    expect: {{uid: identity.next, within: 20}}
  - card: remove
  - touch: bar.home
    expect: {{screen: home}}
  - scan: GL1.{ORDER_NO}.{SECRET}
    expect: {{screen: progress, within: 20}}
"""


class Hub(MailHub):
    """Knows the order of ``SECRET``."""

    def _about(self, question: ProgressQuestion) -> ProgressAnswer:
        if question.secret_sha256 != secret_sha256(SECRET):
            return ProgressAnswer(result="unknown")
        found = {"result": "found", "order_id": ORDER_ID, "order_no": ORDER_NO, "rated": True}
        return ProgressAnswer.model_validate({**found, "rows": rows(SECRET)})


@contextmanager
def carried(terminal: Outside) -> Iterator[None]:
    """Sync's side of the mailbox, with a county that answers at once."""
    rung, ended = threading.Event(), threading.Event()
    clock = SystemClock()
    hub = Hub(terminal.county)
    postman = Postman(terminal.run_path, clock, lambda: hub)  # type: ignore[arg-type,return-value]

    bell = Doorbell(terminal.run_path / MAIL_BELL, rung)  # who does not hear it is not asked

    def run() -> None:
        while not ended.is_set():
            clock.wait(rung, 0.5)
            rung.clear()
            with suppress(FileNotFoundError):
                postman.deliver()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        rung.set()
        thread.join()
        bell.close()


def go_online(terminal: Outside) -> None:
    connection = open_database(store_path(terminal.state))
    clock = SystemClock()
    link = Link(
        online=True, changed_at=clock.now(), seen_boot=clock.boot_id(), seen_monotonic=clock.monotonic()
    )
    LinkTable(connection, Space(terminal.state, 1, 0)).save_link(link)
    connection.close()


def write(terminal: Outside, text: str) -> None:
    """With a finger on the pad, one character after the other."""
    drawn = read_strokes(CHECKOUT / "tests" / "data" / "strokes.json")
    player = terminal.player()
    for character in text:
        shown = terminal.screen()
        assert shown is not None
        pad = next(one["rectangle"] for one in shown["touchables"] if one["id"] == "write.pad")
        left, top = terminal.server.origin(int(shown["window"]["id"]))
        for points in onto(drawn[character], left + pad[0], top + pad[1], pad[2], pad[3]):
            terminal.server.move(*points[0])
            terminal.server.button("left", True)
            for x, y in points:
                terminal.server.move(x, y)
                player.look()
            terminal.server.button("left", False)
        pause(terminal.clock, READ_S)
        terminal.play("  - touch: write.candidate.0\n")
        player.settle()


@dataclass
class Looked:
    """Places where words were found, and which words were found at all."""

    places: dict[str, bool]
    words: set[str] = field(default_factory=set)
    where: list[str] = field(default_factory=list)


def look(terminal: Outside) -> Looked:
    """Through every place of the list."""
    of_screen = memory.search(terminal.pid, WORDS)
    of_server = memory.search(terminal.display_pid, WORDS)
    files = {
        "store": terminal.state / "store",
        "identity": terminal.state / "identity",
        "log": terminal.state / "log",
        "run folder": terminal.run_path,
    }
    proc = Path(f"/proc/{terminal.pid}")
    places = {
        "screen process": bool(of_screen),
        "display server": bool(of_server),
        "window properties": bool(memory.stands_in(terminal.kept.properties(), WORDS)),
        "selections": terminal.kept.selection_owners() != [],
        "command line": bool(memory.stands_in([(proc / "cmdline").read_bytes()], WORDS)),
        "environment": bool(memory.stands_in([(proc / "environ").read_bytes()], WORDS)),
        **{name: bool(memory.stands_in(_bytes(folder), WORDS)) for name, folder in files.items()},
    }
    return Looked(places, {found.word for found in of_screen}, sorted(map(str, of_screen)))


def _bytes(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name.encode() + b"\n" + path.read_bytes()


def documented() -> tuple[dict[str, bool], dict[str, bool]]:
    page = (CHECKOUT / "docs" / "privacy-limits.md").read_text(encoding="utf-8")
    found = _ROW.findall(page)
    return {name: a == "yes" for name, a, _ in found}, {name: b == "yes" for name, _, b in found}


def test_what_a_visit_leaves_is_what_the_list_says(tmp_path: Path) -> None:
    with outside(tmp_path) as terminal, carried(terminal):
        go_online(terminal)
        terminal.play("  - expect: {online: true, can_submit: true, handwriting: true, within: 60}\n")
        terminal.play(asked("consultation") + "    expect: {screen: write}\n")
        write(terminal, MATTER)
        terminal.play("  - touch: write.done\n    expect: {screen: consent}\n")
        terminal.play("  - touch: consent.yes\n    expect: {screen: write, key: name}\n")
        terminal.play(f"""
  - touch: write.done
    expect: {{screen: phone, key: phone}}
  - keys: "{PHONE}"
  - touch: phone.done
    expect: {{screen: check}}
""")
        first = look(terminal)
        assert first.words >= {PHONE, MATTER}, "what was written is not found: the search is blind"
        terminal.play(
            "  - touch: check.submit\n    expect: {screen: submitted, printing: sent, within: 30}\n"
        )
        terminal.play(SECOND)
        assert until(lambda: REPLY in memory.words_in(terminal.pid, [REPLY]))
        during = look(terminal)
        assert during.words >= set(WORDS) - {SLIP}, "the search is blind"
        since = terminal.clock.monotonic()
        terminal.leave("bar.hide")
        assert terminal.replaced(since)
        terminal.play("  - expect: {screen: idle, can_submit: true, handwriting: true, within: 60}\n")
        after = look(terminal)
    allowed_during, allowed_after = documented()
    assert after.where == [], "words of a person in the memory of the process after him"
    assert {**first.places, **during.places} == allowed_during
    assert after.places == allowed_after


PHONE_ONLY: Final = f"""
  - touch: write.sentence.0
  - touch: write.done
    expect: {{screen: consent}}
  - touch: consent.yes
    expect: {{screen: write, key: name}}
  - touch: write.done
    expect: {{screen: phone, key: phone}}
  - keys: "{PHONE}"
  - touch: phone.done
    expect: {{screen: check}}
"""


def test_the_service_manager_sees_nothing_of_it(tmp_path: Path) -> None:
    """The same process id, ready once more, fed and never said to stop; who only read keeps the process."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "30000000"}
        with outside(tmp_path, environ=told) as terminal:
            assert b"READY=1" in set(_heard(manager))
            begun = terminal.clock.monotonic() - terminal.age()
            terminal.play("  - touch_at: [640, 400]\n    expect: {screen: home}\n  - touch: bar.end\n")
            terminal.play("  - expect: {screen: idle}\n")
            assert terminal.clock.monotonic() - terminal.age() == pytest.approx(begun, abs=0.5)
            terminal.play(asked("consultation") + "    expect: {screen: write}\n" + PHONE_ONLY)
            since = terminal.clock.monotonic()
            terminal.leave("bar.hide")
            assert terminal.replaced(since)
            said = set(_heard(manager))
            assert said == {b"WATCHDOG=1", b"READY=1"}
            terminal.play("  - touch_at: [640, 400]\n    expect: {screen: home, within: 20}\n")


def _heard(manager: socket.socket) -> Iterator[bytes]:
    with suppress(BlockingIOError):
        while True:
            yield manager.recv(64)
