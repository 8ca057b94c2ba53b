"""Enrolling is repeatable at every step, believes nobody who does not know the code, and strands no order."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from hub.fleet.enrolment import enrol as hub_enrol
from hub.fleet.terminals import accept, list_terminals, refuse
from hub.house import House
from hub.trust.rotation import rotate
from kiosk.store.identity import (
    device_key_file,
    exchange_file,
    link_key_file,
    load_device_keys,
    load_enrolled,
    load_link_key,
    load_link_keys,
    load_sealer,
    save_enrolled,
    terminal_file,
)
from kiosk.store.trust import floors_file, root_file
from kiosk.sync.enrolment import enrol
from kiosk.sync.http import Unreachable
from kiosk.sync.invitation import from_file, from_qr, from_typing
from kiosk.wire.envelope import read_header
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import key_id
from tests.support.clock import ManualClock
from tests.support.direct import Direct, code_of, invited, means, one_waits
from tests.support.enrolling import invite, offline


def test_an_enrolled_terminal_can_seal_for_its_hub(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    enrolled = enrol(from_file(bundle()), tmp_path, means(Direct(house)))
    sealer = load_sealer(tmp_path)
    assert sealer is not None
    _, header = read_header(sealer.seal("order", "0193b0c5-0000", 1, "{}").envelope)
    assert (header.hub_id, header.terminal_id) == (house.hub_id, enrolled.terminal_id)
    assert header.seal_key in house.keys.openers
    assert (enrolled.receipt_keys, enrolled.trust_version) == ([house.keys.sign_public], 1)
    modes = [
        stat.S_IMODE(file(tmp_path).stat().st_mode)
        for file in (terminal_file, device_key_file, link_key_file, root_file, floors_file)
    ]
    assert modes == [0o640, 0o600, 0o640, 0o640, 0o640]
    # Sync shares the group: what it could write there it could make the terminal trust.
    assert stat.S_IMODE(root_file(tmp_path).parent.stat().st_mode) & 0o027 == 0
    for file in (device_key_file, link_key_file):
        assert file(tmp_path).read_text().strip() not in terminal_file(tmp_path).read_text()
    link = load_link_key(tmp_path)
    assert link is not None
    assert key_id(bytes(link.verify_key)) == enrolled.link_key_id != enrolled.device_key_id


def test_the_code_never_travels(tmp_path: Path, house: House, bundle: Callable[[], Path]) -> None:
    invitation, hub = from_file(bundle()), Direct(house)
    enrol(invitation, tmp_path, means(hub))
    assert invitation.code.encode() not in hub.bodies[0]
    assert invitation.code not in repr(invitation)
    assert all(
        invitation.code.encode() not in file.read_bytes() for file in (tmp_path / "identity").glob("*.*")
    )


def test_a_lost_answer_costs_a_retry_with_the_same_keys(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    file, hub = bundle(), Direct(house, lose=2)
    for _ in range(2):
        assert code_of(lambda: enrol(from_file(file), tmp_path, means(hub))) == "E-SYN-01"
        assert load_enrolled(tmp_path) is None
    enrolled = enrol(from_file(file), tmp_path, means(hub))
    assert len(load_device_keys(tmp_path)) == len(load_link_keys(tmp_path)) == 1
    assert [t["terminal_id"] for t in list_terminals(house)] == [enrolled.terminal_id]


def test_the_same_bundle_again_changes_nothing(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    file, hub = bundle(), Direct(house)
    first = enrol(from_file(file), tmp_path, means(hub))
    assert enrol(from_file(file), tmp_path, means(hub, one_waits)) == first
    assert len(hub.bodies) == 1


def test_a_used_bundle_is_refused_elsewhere(tmp_path: Path, house: House, bundle: Callable[[], Path]) -> None:
    file = bundle()
    enrol(from_file(file), tmp_path / "one", means(Direct(house)))
    assert code_of(lambda: enrol(from_file(file), tmp_path / "two", means(Direct(house)))) == "E-ENR-01"
    assert load_enrolled(tmp_path / "two") is None


def test_re_enrolment_waits_for_an_empty_outbox(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    first = enrol(from_file(bundle()), tmp_path, means(Direct(house)))
    hub = Direct(house)
    assert code_of(lambda: enrol(from_file(bundle()), tmp_path, means(hub, one_waits))) == "E-ENR-02"
    assert (hub.bodies, load_enrolled(tmp_path)) == ([], first)
    second = enrol(from_file(bundle()), tmp_path, means(hub))
    assert second.terminal_id != first.terminal_id
    assert second.device_key_id != first.device_key_id
    assert second.link_key_id != first.link_key_id
    assert list(load_device_keys(tmp_path)) == [second.device_key_id]
    assert list(load_link_keys(tmp_path)) == [second.link_key_id]


class Killed(BaseException):
    """No code of ours runs after it, as after SIGKILL."""


def test_keys_of_an_enrolment_killed_once_it_counted_are_used_for_no_other(
    tmp_path: Path, house: House, bundle: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = enrol(from_file(bundle()), tmp_path, means(Direct(house)))

    def killed_after(state_dir: Path, enrolled: Enrolled) -> None:
        save_enrolled(state_dir, enrolled)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.sync.enrolment.save_enrolled", killed_after)
        with pytest.raises(Killed):
            enrol(from_file(bundle()), tmp_path, means(Direct(house)))
    second = load_enrolled(tmp_path)
    assert second is not None
    assert load_sealer(tmp_path) is not None
    third = enrol(from_file(bundle()), tmp_path, means(Direct(house)))
    assert len({enrolled.device_key_id for enrolled in (first, second, third)}) == 3
    assert len({enrolled.link_key_id for enrolled in (first, second, third)}) == 3
    assert list(load_device_keys(tmp_path)) == [third.device_key_id]


def test_an_order_that_comes_in_between_stops_it(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:
    first = enrol(from_file(bundle()), tmp_path, means(Direct(house)))
    counts = [0, 1]

    @contextmanager
    def hold() -> Iterator[int]:
        yield counts.pop(0)

    file = bundle()
    assert code_of(lambda: enrol(from_file(file), tmp_path, means(Direct(house), hold))) == "E-ENR-02"
    assert load_enrolled(tmp_path) == first
    sealer = load_sealer(tmp_path)
    assert sealer is not None
    assert sealer.enrolled == first
    # Delivered meanwhile; the hub has the new keys already and gives the same answer.
    assert enrol(from_file(file), tmp_path, means(Direct(house))).terminal_id != first.terminal_id


def test_a_hub_that_has_changed_its_keys_since_is_still_the_one_invited_to(
    tmp_path: Path, house: House, bundle: Callable[[], Path]
) -> None:

    invitation = from_file(bundle())
    rotate(house, ["sealing", "signing", "online"], offline(house))
    enrolled = enrol(invitation, tmp_path, means(Direct(house)))
    assert enrolled.receipt_keys[0] == house.keys.sign_public
    assert (len(enrolled.receipt_keys), enrolled.trust_version) == (2, 2)


# ---- the three ways ------------------------------------------------------------------------------------


def test_tls_is_verified_with_a_file_and_not_without(tmp_path: Path, house: House) -> None:
    for way, known in (("file", ""), ("qr", None)):
        hub = Direct(house)
        enrol(invited(invite(house), way), tmp_path / way, means(hub))
        assert hub.trusted == [known]


def test_typed_alone_it_waits_for_the_operator_and_shows_the_words_he_sees(
    tmp_path: Path, house: House
) -> None:
    bundle, said = invite(house), list[str]()
    hub, clock = Direct(house), cast("ManualClock", house.clock)
    shown: list[str] = []

    def operator() -> None:
        shown.append(list_terminals(house)[0]["words"])
        accept(house, "SS3")

    clock.after(12.0, operator)
    enrolled = enrol(invited(bundle, "typed"), tmp_path, means(hub, said=said))
    assert said == shown
    assert enrolled.terminal_code == "SS3"
    assert len(set(hub.bodies)) == 1
    assert len(hub.bodies) == 4  # at 0, 5, 10 and 15 seconds


class Away(Direct):
    """From the second request on the hub is started anew: nobody answers, then what stands before it does."""

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        asked = len(self.bodies)
        said = super().post(path, body)
        if asked in (1, 2):
            raise Unreachable("ConnectionError")
        return (502, b"<html>") if asked == 3 else said


def test_a_hub_that_goes_away_while_words_are_compared_is_waited_for(tmp_path: Path, house: House) -> None:
    hub, said = Away(house), list[str]()
    cast("ManualClock", house.clock).after(12.0, lambda: accept(house, "SS3"))
    enrol(invited(invite(house), "typed"), tmp_path, means(hub, said=said))
    assert len(said) == 1
    assert (len(hub.bodies), len(set(hub.bodies))) == (5, 1)


def test_before_any_words_a_hub_that_is_away_is_told_at_once(tmp_path: Path, house: House) -> None:
    hub = Direct(house, lose=1)
    assert code_of(lambda: enrol(invited(invite(house), "typed"), tmp_path, means(hub))) == "E-SYN-01"
    assert len(hub.bodies) == 1


def test_a_hub_that_stays_away_is_told_when_patience_ends(tmp_path: Path, house: House) -> None:
    class Gone(Direct):
        def post(self, path: str, body: bytes) -> tuple[int, bytes]:
            if self.bodies:
                raise Unreachable("ConnectionError")
            return super().post(path, body)

    clock = cast("ManualClock", house.clock)
    assert code_of(lambda: enrol(invited(invite(house), "typed"), tmp_path, means(Gone(house)))) == "E-SYN-01"
    assert clock.elapsed >= 1800


def test_refused_by_the_operator(tmp_path: Path, house: House) -> None:
    bundle, hub = invite(house), Direct(house)
    cast("ManualClock", house.clock).after(7.0, lambda: refuse(house, "SS3"))
    assert code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(hub))) == "E-ENR-05"
    assert load_enrolled(tmp_path) is None


def test_nobody_accepts_in_time_and_the_same_command_goes_on(tmp_path: Path, house: House) -> None:
    bundle, hub = invite(house), Direct(house)
    words: list[str] = []
    for _ in range(2):
        again = code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(hub, said=words)))
        assert again == "E-ENR-04"
    assert stat.S_IMODE(exchange_file(tmp_path).stat().st_mode) == 0o600
    accept(house, "SS3")
    enrol(invited(bundle, "typed"), tmp_path, means(hub, said=words))
    assert len(set(hub.bodies)) == 1
    assert words == [list_terminals(house)[0]["words"]] * 3  # the hub's own, also once it has accepted
    assert not exchange_file(tmp_path).exists()


def test_another_code_and_words_that_were_wrong_begin_anew(tmp_path: Path, house: House) -> None:
    one, two, hub = invite(house, code="SS3"), invite(house, code="SS4"), Direct(house)
    words: list[str] = []
    assert code_of(lambda: enrol(invited(one, "typed"), tmp_path, means(hub, said=words))) == "E-ENR-04"
    accept(house, "SS3")
    no = means(hub, said=words, agree=False)
    assert code_of(lambda: enrol(invited(one, "typed"), tmp_path, no)) == "E-ENR-05"
    assert code_of(lambda: enrol(invited(one, "typed"), tmp_path, no)) == "E-ENR-05"
    assert code_of(lambda: enrol(invited(two, "typed"), tmp_path, means(hub, said=words))) == "E-ENR-04"
    assert words[0] == words[1]
    assert len(set(words)) == 3
    assert [t["words"] for t in list_terminals(house)] == words[2:]


def test_an_older_exchange_that_was_held_back_changes_no_words(tmp_path: Path, house: House) -> None:
    bundle, lost = invite(house), Direct(house, lose=1)
    assert code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(lost))) == "E-SYN-01"
    words: list[str] = []
    hub = Direct(house)
    assert code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(hub, said=words))) == "E-ENR-04"
    assert hub.bodies[0] != lost.bodies[0]  # a nonce whose answer never came is not used again
    hub_enrol(house, lost.bodies[0])
    accept(house, "SS3")
    hub_enrol(house, lost.bodies[0])
    assert [t["words"] for t in list_terminals(house)] == words


def test_words_once_shown_are_compared_whatever_way_the_code_came(tmp_path: Path, house: House) -> None:
    bundle, hub, words = invite(house, compare_words=True), Direct(house), list[str]()
    assert code_of(lambda: enrol(invited(bundle, "qr"), tmp_path, means(hub, said=words))) == "E-ENR-04"
    accept(house, "SS3")
    no = means(hub, said=words, agree=False)
    assert code_of(lambda: enrol(invited(bundle, "qr"), tmp_path, no)) == "E-ENR-05"
    assert words == [list_terminals(house)[0]["words"]] * 2


def test_a_damaged_exchange_costs_other_words_and_no_more(tmp_path: Path, house: House) -> None:
    bundle, hub, words = invite(house), Direct(house), list[str]()
    for _ in range(2):
        assert (
            code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(hub, said=words))) == "E-ENR-04"
        )
        exchange_file(tmp_path).write_text("{")
    assert words[0] != words[1] == list_terminals(house)[0]["words"]


def test_words_that_change_while_it_waits_end_it(tmp_path: Path, house: House) -> None:

    bundle, hub = invite(house), Direct(house)
    cast("ManualClock", house.clock).after(6.0, lambda: rotate(house, ["signing"], offline(house)))
    assert code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(hub))) == "E-ENR-05"


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("hub_url", "http://hub.example"),
        ("hub_url", 3),
        ("terminal_code", "ss 3"),
        ("receipt_sha256", "AAAA"),
        ("root_sha256", "0" * 64),
        ("root", "{}"),
        ("code", "short"),
        ("kind", "something else"),
        ("v", 1),
    ],
)
def test_a_bundle_that_is_none(bundle: Callable[[], Path], change: str, value: object) -> None:
    file = bundle()
    file.write_text(json.dumps({**json.loads(file.read_text()), change: value}))
    assert code_of(lambda: from_file(file)) == "E-ENR-01"


def test_no_bundle_at_all(tmp_path: Path) -> None:
    assert code_of(lambda: from_file(tmp_path / "missing")) == "E-CFG-02"
    assert code_of(lambda: from_file(tmp_path)) == "E-CFG-02"
    os.mkfifo(tmp_path / "pipe")
    assert code_of(lambda: from_file(tmp_path / "pipe")) == "E-CFG-02"
    (tmp_path / "noise").write_bytes(b"\xff\x00")
    assert code_of(lambda: from_file(tmp_path / "noise")) == "E-ENR-01"
    assert code_of(lambda: from_qr("GL1.SS3-0001.x")) == "E-ENR-01"
    assert code_of(lambda: from_typing("http://hub.example", "0" * 16)) == "E-CFG-02"
    assert code_of(lambda: from_typing("https://hub.example", "0" * 15)) == "E-CFG-02"
