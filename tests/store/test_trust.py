"""The UI adopts what was signed down from the root pinned here, and nothing else that sync may bring."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.identity import SealerSource, load_enrolled, save_enrolled, terminal_file
from kiosk.store.trust import (
    PAUSE_S,
    TrustAdopter,
    floors_file,
    incoming_file,
    load_judged,
    root_file,
    save_trust,
    trusting,
)
from kiosk.wire.signing import encode
from kiosk.wire.trust import Floors, TrustDocument
from kiosk.wire.trust_check import judge
from tests.support.clock import START, ManualClock
from tests.support.county import HUB_ID, County
from tests.support.trusting import Office, raw

NEW_KEY = encode(b"n" * 32)


class Terminal:
    """An enrolled terminal whose identity was pinned to ``office``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()
        self.office = Office(hub_id=HUB_ID)
        self.county = County()
        self.county.install(folder)
        first = raw(self.office.document(1, seal_key=self.county.enrolled.seal_key))
        save_trust(folder, judge(first, self.office.roots[0], Floors(), START))
        self.adopter = TrustAdopter(folder, self.clock)
        self.clock.advance(PAUSE_S)

    def bring(self, document: TrustDocument | bytes) -> bool:
        """What sync does, and then a look."""
        path = incoming_file(self.folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(document if isinstance(document, bytes) else raw(document))
        return self.look()

    def look(self) -> bool:
        return self.adopter.look(self.clock.now)

    @property
    def seal_key(self) -> str:
        enrolled = load_enrolled(self.folder)
        assert enrolled is not None
        return enrolled.seal_key


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_a_new_sealing_key_is_used_from_the_next_order_on(terminal: Terminal) -> None:
    source = SealerSource(terminal.folder)
    before = source()
    assert terminal.bring(terminal.office.document(2, seal_key=NEW_KEY, hub_url="https://new.example"))
    after = source()
    assert before is not None
    assert after is not None
    assert (after.enrolled.seal_key, after.enrolled.trust_version) == (NEW_KEY, 2)
    assert after.enrolled.hub_url == "https://new.example"
    # Who it is has not changed.
    assert after.enrolled.terminal_id == before.enrolled.terminal_id
    assert after.enrolled.device_key_id == before.enrolled.device_key_id


def test_a_swapped_sealing_key_is_not_used(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    good = terminal.office.document(2)
    swapped = good.model_copy(update={"hub": good.hub.replace(terminal.office.hub(2).seal_key, NEW_KEY)})
    before = terminal.seal_key
    with caplog.at_level(logging.ERROR):
        assert not terminal.bring(swapped)
        assert not terminal.look()
    assert terminal.seal_key == before
    assert [record.message for record in caplog.records] == ["trust.refused"]
    assert load_judged(terminal.folder).refused.startswith("mismatch")


def test_one_of_three_signatures_changes_nothing(terminal: Terminal) -> None:
    good = terminal.office.document(2, seal_key=NEW_KEY)
    metadata = json.loads(good.trust)
    metadata["signatures"] = metadata["signatures"][:1]
    assert not terminal.bring(terminal.office.around(json.dumps(metadata), good.hub))
    assert terminal.seal_key != NEW_KEY


def test_rolled_back_trust_changes_nothing(terminal: Terminal) -> None:
    old = terminal.office.document(1, seal_key=NEW_KEY)
    terminal.office.versions = (2_000_000_000, 2_000_000_000)
    assert terminal.bring(terminal.office.document(2))
    current = terminal.seal_key
    assert not terminal.bring(old)
    assert terminal.seal_key == current
    assert load_judged(terminal.folder).refused.startswith("rollback")


@pytest.mark.parametrize("wreck", ["", "{}", None])
def test_a_lost_floor_lets_nothing_older_in_than_what_is_in_use(
    terminal: Terminal, wreck: str | None
) -> None:
    old = terminal.office.document(1, seal_key=NEW_KEY)
    assert terminal.bring(terminal.office.document(2))
    floors_file(terminal.folder).unlink()
    if wreck is not None:
        floors_file(terminal.folder).write_text(wreck)
    assert not terminal.bring(old)
    assert terminal.seal_key != NEW_KEY


def test_another_hub_with_the_same_signers_is_foreign(terminal: Terminal) -> None:
    assert not terminal.bring(terminal.office.document(2, hub_id="hub-other"))
    assert load_judged(terminal.folder).refused.startswith("foreign")


def test_another_root_is_foreign(terminal: Terminal) -> None:
    assert not terminal.bring(Office(hub_id=HUB_ID).document(2))
    assert load_judged(terminal.folder).refused.startswith("foreign")


def test_out_of_date_by_the_time_that_is_certain(terminal: Terminal) -> None:
    document = terminal.office.document(2, seal_key=NEW_KEY)
    terminal.clock.advance(8 * 24 * 3600)
    assert not terminal.bring(document)
    assert load_judged(terminal.folder).refused.startswith("expired")


def test_the_newest_root_is_pinned_then(terminal: Terminal) -> None:
    terminal.office.new_root(terminal.office.root)
    assert terminal.bring(terminal.office.document(2))
    assert root_file(terminal.folder).read_text() == terminal.office.roots[1]


def test_only_the_on_line_part_is_newer(terminal: Terminal) -> None:
    assert terminal.bring(terminal.office.document(2))
    stamp = terminal_file(terminal.folder).stat().st_mtime_ns
    terminal.office.versions = (2_000_000_000, 2_000_000_000)
    assert not terminal.bring(terminal.office.document(2))
    assert terminal_file(terminal.folder).stat().st_mtime_ns == stamp
    assert '"timestamp":2000000001' in floors_file(terminal.folder).read_text()


def test_what_was_judged_is_not_judged_again_after_a_restart(
    terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    terminal.bring(b"noise")
    caplog.clear()
    again = TrustAdopter(terminal.folder, terminal.clock)
    terminal.clock.advance(PAUSE_S)

    def never() -> datetime:
        raise AssertionError("it was judged before")

    with caplog.at_level(logging.ERROR):
        assert not again.look(never)
    assert caplog.records == []


def test_an_enrolment_made_while_it_judges_is_not_undone(terminal: Terminal) -> None:
    before = load_enrolled(terminal.folder)
    assert before is not None
    anew = before.model_copy(update={"terminal_id": "enrolled-anew", "device_key_id": "f" * 16})

    def judging() -> datetime:
        save_enrolled(terminal.folder, anew)
        return terminal.clock.now()

    path = incoming_file(terminal.folder)
    path.parent.mkdir(parents=True)
    path.write_bytes(raw(terminal.office.document(2, seal_key=NEW_KEY)))
    assert not terminal.adopter.look(judging)
    assert load_enrolled(terminal.folder) == anew
    # Not forgotten: it is judged again for whom this terminal is now.
    assert terminal.look()
    after = load_enrolled(terminal.folder)
    assert after is not None
    assert (after.terminal_id, after.seal_key) == ("enrolled-anew", NEW_KEY)


def test_nobody_enrols_while_it_writes(terminal: Terminal) -> None:
    held: list[str] = []

    @contextmanager
    def hold() -> Iterator[None]:
        held.append(terminal.seal_key)
        yield
        held.append(terminal.seal_key)

    before = terminal.seal_key
    path = incoming_file(terminal.folder)
    path.parent.mkdir(parents=True)
    path.write_bytes(raw(terminal.office.document(2, seal_key=NEW_KEY)))
    assert terminal.adopter.look(terminal.clock.now, hold)
    assert held == [before, NEW_KEY]


def test_a_terminal_that_is_not_enrolled_adopts_nothing(tmp_path: Path) -> None:
    clock = ManualClock()
    adopter = TrustAdopter(tmp_path, clock)
    clock.advance(PAUSE_S)
    incoming_file(tmp_path).parent.mkdir(parents=True)
    incoming_file(tmp_path).write_bytes(b"noise")
    assert not adopter.look(clock.now)


def test_it_waits_until_the_first_picture_stands(terminal: Terminal) -> None:
    terminal.bring(terminal.office.document(2))
    early = TrustAdopter(terminal.folder, terminal.clock)
    incoming_file(terminal.folder).write_bytes(raw(terminal.office.document(3, seal_key=NEW_KEY)))
    terminal.clock.advance(PAUSE_S - 1)
    assert not early.look(terminal.clock.now)
    terminal.clock.advance(1)
    assert early.look(terminal.clock.now)


def link_to_a_secret(path: Path) -> None:
    path.symlink_to(path.parents[2] / "identity" / "device.key")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def endless(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize("make", [link_to_a_secret, pipe, folder, endless])
def test_nothing_sync_puts_there_can_hold_the_store_up(
    terminal: Terminal, make: Callable[[Path], None]
) -> None:
    path = incoming_file(terminal.folder)
    path.parent.mkdir(parents=True)
    make(path)
    before = terminal.seal_key
    assert not terminal.look()
    assert terminal.seal_key == before
    assert load_judged(terminal.folder).refused


def test_a_lost_root_is_a_fault_of_the_identity(terminal: Terminal) -> None:
    root_file(terminal.folder).unlink()
    with pytest.raises(KioskError) as caught:
        terminal.bring(terminal.office.document(2))
    assert caught.value.code == "E-STO-04"


def test_a_power_cut_between_the_files_is_made_good(terminal: Terminal) -> None:
    """The floors are on disk, terminal.json is not yet: the same document is adopted at the next look."""
    document = terminal.office.document(2, seal_key=NEW_KEY)
    save_trust(terminal.folder, judge(raw(document), terminal.office.roots[0], Floors(), START))
    assert terminal.bring(document)
    assert terminal.seal_key == NEW_KEY


def test_trusting_changes_only_what_the_hub_says_of_itself() -> None:
    enrolled = County().enrolled
    told = trusting(enrolled, Office().hub(5))
    changed = {name for name, value in told.model_dump().items() if getattr(enrolled, name) != value}
    assert changed <= {"hub_url", "ca_pem", "seal_key", "receipt_keys", "trust_version"}


def test_python_tuf_is_not_loaded_by_who_adopts_nothing() -> None:
    """Cold start is measured; the UI, sync and the commands come up without it."""
    modules = "kiosk.app, kiosk.store.worker, kiosk.sync.cli, kiosk.commands.doctor, kiosk.commands.orders"
    program = f"import sys, {modules}; print([n for n in sys.modules if n.split('.')[0] in ('tuf',)])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
