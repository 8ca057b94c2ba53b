"""A visit on a real terminal, and the places where words of a person may lie while it lasts, and after it.

docs/privacy-limits.md is the list of these places.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

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
from tests.support.outside import Outside
from tests.support.sieve import Sieve

SECRET: Final = "7K3QX9M2TAVWXYZ0123456789A"
READ_S: Final = 2.0  # from outside nobody sees which ink the candidates belong to
_ROW: Final = re.compile(r"^\| `([a-z ]+)` \| (yes|no) \| (yes|no) \|", re.MULTILINE)


def asked(typed: str) -> str:
    """Journey steps from the calm picture to the first page of a form."""
    return f"""
  - touch_at: [640, 400]
    expect: {{screen: home}}
  - touch: home.tile.do
    expect: {{screen: items}}
  - touch: items.row.{typed}
    expect: {{screen: write}}
"""


def phoned(phone: str) -> str:
    """Journey steps from the notice of the consultation to its check page, without a name."""
    return f"""
  - touch: consent.yes
    expect: {{screen: write, key: name}}
  - touch: write.done
    expect: {{screen: phone, key: phone}}
  - keys: "{phone}"
  - touch: phone.done
    expect: {{screen: choice, key: contact}}
  - touch: choice.done
    expect: {{screen: check}}
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


def look(
    terminal: Outside, words: Iterable[str], sounds: Mapping[str, Sequence[bytes]] | None = None
) -> Looked:
    """For ``words`` and for pieces of ``sounds``, through every place of the list."""
    words, sounds = tuple(words), sounds or {}
    of_screen = memory.search(terminal.pid, words) | memory.search_bytes(terminal.pid, sounds)
    of_server = memory.search(terminal.display_pid, words) | memory.search_bytes(terminal.display_pid, sounds)
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
        "window properties": bool(memory.stands_in(terminal.kept.properties(), words)),
        "selections": terminal.kept.selection_owners() != [],
        "command line": bool(memory.stands_in([(proc / "cmdline").read_bytes()], words)),
        "environment": bool(memory.stands_in([(proc / "environ").read_bytes()], words)),
        **{
            name: bool(memory.stands_in(_bytes(folder), words) or heard_in(folder, sounds))
            for name, folder in files.items()
        },
    }
    return Looked(places, {found.word for found in of_screen}, sorted(map(str, of_screen)))


def heard_in(folder: Path, sounds: Mapping[str, Sequence[bytes]]) -> list[str]:
    """Files below ``folder`` in which a piece of any of ``sounds`` stands."""
    sieve = Sieve([piece for several in sounds.values() for piece in several])
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in files if sieve.standing_in(path.read_bytes()))


def _bytes(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name.encode() + b"\n" + path.read_bytes()


def documented() -> tuple[dict[str, bool], dict[str, bool]]:
    """The places of the list: during a visit, and after it."""
    page = (CHECKOUT / "docs" / "privacy-limits.md").read_text(encoding="utf-8")
    found = _ROW.findall(page)
    return {name: a == "yes" for name, a, _ in found}, {name: b == "yes" for name, _, b in found}
