"""Which hub is spoken to, and how: it follows the identity, the trust and the clock of the moment."""

import hashlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from nacl.signing import SigningKey

from kiosk.build import build_time
from kiosk.domain.delivery import NotDelivered
from kiosk.errors import KioskError
from kiosk.store.identity import save_enrolled, save_link_keys
from kiosk.store.trust import Judged, incoming_file, judged_file
from kiosk.sync.counter import Counters
from kiosk.sync.current import CurrentHub
from kiosk.sync.http import Http
from kiosk.wire.signing import encode
from tests.support.county import TERMINAL_ID, County
from tests.support.memory_hub import NoNewTrust
from tests.support.trusting import Office, raw
from tests.sync.conftest import Line


def never(*_: object) -> Http:
    raise AssertionError("nothing to connect to")


@pytest.mark.parametrize("wreck", ["", "{}"])
def test_an_identity_that_cannot_be_read_is_no_reason_to_end(tmp_path: Path, wreck: str) -> None:
    County().install(tmp_path)
    (tmp_path / "identity" / "terminal.json").write_text(wreck)
    hub = CurrentHub(tmp_path, never, lambda: False, Counters(), lambda _: range(1, 9), NoNewTrust())
    failed = hub.calls()
    assert isinstance(failed, NotDelivered)
    assert failed.code == "E-STO-04"
    assert (hub.terminal_id, hub.trust_version, hub.is_revocation("word")) == ("", 0, False)
    hub.interrupt()
    failed = hub.calls()
    assert isinstance(failed, NotDelivered)
    assert failed.code == "E-SYN-01"


def test_a_link_key_that_is_not_the_enrolled_one_is_told(line: Line) -> None:
    save_link_keys(line.folder, [SigningKey.generate()])
    assert line.round().code == "E-STO-04"
    save_link_keys(line.folder, [line.county.link])
    assert line.round().code == ""


def test_a_new_identity_is_followed_without_a_restart(line: Line) -> None:
    with closing(line.hub()) as hub:
        rounds = line.rounds(hub)
        assert rounds.round().code == ""
        assert (hub.terminal_id, hub.trust_version) == (TERMINAL_ID, 1)
        stranger = encode(bytes(SigningKey.generate().verify_key))
        save_enrolled(line.folder, line.county.enrolled.model_copy(update={"receipt_keys": [stranger]}))
        assert rounds.round().code == "E-SYN-03"
        save_enrolled(line.folder, line.county.enrolled)
        assert rounds.round().code == ""


def test_an_unknown_key_and_a_newer_trust_file_are_asked_for(line: Line) -> None:
    assert line.round().code == ""
    assert line.trust.asked == 0
    line.faulty.hub.trust_version = 2
    line.round()
    assert line.trust.asked == 1
    stranger = encode(bytes(SigningKey.generate().verify_key))
    save_enrolled(line.folder, line.county.enrolled.model_copy(update={"receipt_keys": [stranger]}))
    line.round()
    assert line.trust.asked == 2


def test_a_key_that_waits_to_be_adopted_is_not_called_a_gateway(line: Line) -> None:
    stranger = encode(bytes(SigningKey.generate().verify_key))
    signing = line.county.enrolled.receipt_keys
    save_enrolled(line.folder, line.county.enrolled.model_copy(update={"receipt_keys": [stranger]}))
    line.submit()
    incoming = incoming_file(line.folder)
    incoming.parent.mkdir(parents=True)
    office = Office(hub_id=line.county.hub_id)
    for other in (
        b"noise",
        raw(office.document(2, receipt_keys=[stranger])),  # names another key than the answer
        raw(Office(hub_id="another").document(2, receipt_keys=signing)),
    ):
        incoming.write_bytes(other)
        assert line.round().code == "E-SYN-03"
    newer = raw(office.document(2, receipt_keys=[*signing, stranger]))
    incoming.write_bytes(newer)
    done = line.round()
    assert (done.code, line.link.code, line.states()) == ("E-SYN-07", "E-SYN-07", ["queued"])
    # The UI has looked and not adopted it: nothing will come of waiting.
    judged = Judged(sha256=hashlib.sha256(newer).hexdigest(), terminal_id=TERMINAL_ID, refused="signature")
    judged_file(line.folder).parent.mkdir(parents=True)
    judged_file(line.folder).write_text(judged.model_dump_json())
    assert line.round().code == "E-SYN-03"
    save_enrolled(line.folder, line.county.enrolled)
    assert (line.round().delivered, line.states()) == (1, ["accepted"])


def test_a_denial_by_a_key_that_waits_to_be_adopted_is_no_gateway_either(line: Line) -> None:
    stranger = encode(bytes(SigningKey.generate().verify_key))
    save_enrolled(line.folder, line.county.enrolled.model_copy(update={"receipt_keys": [stranger]}))
    line.faulty.hub.revoked = True
    assert line.round().code == "E-SYN-03"
    incoming_file(line.folder).parent.mkdir(parents=True)
    newer = Office(hub_id=line.county.hub_id).document(2, receipt_keys=line.county.enrolled.receipt_keys)
    incoming_file(line.folder).write_bytes(raw(newer))
    done = line.round()
    assert (done.code, line.link.denial) == ("E-SYN-07", "")


def test_trust_that_cannot_be_written_does_not_keep_an_order(line: Line) -> None:
    class FullDisk:
        def want(self, http: object) -> bool:
            raise KioskError("E-STO-02")

    line.submit()
    line.faulty.hub.trust_version = 2
    line.trust = cast("NoNewTrust", FullDisk())
    assert line.round().delivered == 1


def test_certificates_count_by_the_clock_once_it_is_confirmed(line: Line) -> None:
    asked: list[bool] = []
    connect = line._connect

    def noting(check_time: bool) -> Http:
        asked.append(check_time)
        return connect(check_time)

    line._http = noting
    now = build_time() + timedelta(days=30)
    line.time.set_wall(now)
    line.faulty.hub.now = lambda: now
    with closing(line.hub()) as hub:
        rounds = line.rounds(hub)
        rounds.round()  # the hub says that the clock is right
        rounds.round()
        assert asked == [False, True]
        line.time.set_wall(line.time.now().replace(year=2036))  # somebody sets it wrong
        rounds.round()
    assert asked == [False, True, False]
