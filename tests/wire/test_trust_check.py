"""What may be adopted of a hub's word about itself: two of three signatures, down from the pinned root."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tuf.api.metadata import Metadata, Snapshot, Targets

from hub.errors import HubError
from hub.trust.signing import hub_text, make_online, make_targets, make_trust
from kiosk.wire.trust import Floors, TrustDocument, TrustRefused, read_document, read_hub_trust
from kiosk.wire.trust_check import Verdict, judge
from tests.support.clock import START
from tests.support.trusting import Office, keys, public, raw

NONE = Floors()


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(TrustRefused) as caught:
        ask()
    return caught.value.reason


def judged(
    office: Office, document: TrustDocument, floors: Floors = NONE, at: datetime = START, root: int = 0
) -> Verdict:
    return judge(raw(document), office.roots[root], floors, at)


def cut(text: str, count: int) -> str:
    """Metadata with only ``count`` of its signatures left."""
    metadata = json.loads(text)
    metadata["signatures"] = metadata["signatures"][:count]
    return json.dumps(metadata)


def test_what_two_of_three_signed_is_adopted() -> None:
    office = Office()
    verdict = judged(office, office.document(7, hub_url="https://hub.example"))
    assert (verdict.trust.version, verdict.trust.hub_url) == (7, "https://hub.example")
    assert verdict.root == office.roots[0]
    assert (verdict.floors.trust, verdict.floors.root, len(verdict.floors.online)) == (7, 1, 2)


@pytest.mark.parametrize("signatures", [0, 1])
def test_one_of_three_signatures_is_not_enough(signatures: int) -> None:
    office = Office()
    good = office.document(2)
    short = office.around(cut(good.trust, signatures), good.hub)
    assert refused(lambda: judged(office, short)) == "signature"
    two = office.around(cut(good.trust, 2), good.hub)
    assert judged(office, two).trust.version == 2


def test_the_same_signer_twice_is_one() -> None:
    """Neither his signature repeated nor his key under a second name makes two of one."""
    office = Office()
    good = office.document(2)
    metadata = json.loads(cut(good.trust, 1))
    metadata["signatures"] *= 2
    twice = json.dumps(metadata)
    with pytest.raises(HubError) as caught:
        office.around(twice, good.hub)
    assert caught.value.code == "E-HUB-13"
    assert refused(lambda: judged(office, good.model_copy(update={"trust": twice}))) == "mismatch"
    office.trust = [office.trust[0]] * 3
    office.new_root(office.root)
    office.targets_text = make_targets(2, office.signers, START, office.secrets())
    assert refused(lambda: judged(office, office.document(2))) == "signature"


def test_strangers_may_not_sign() -> None:
    office = Office()
    assert refused(lambda: judged(office, office.document(2, signed_by=keys(3)))) == "signature"
    assert refused(lambda: judged(office, office.document(2, signed_by=[office.trust[0], *keys(2)]))) == (
        "signature"
    )


def test_the_holder_of_the_targets_key_cannot_name_other_signers() -> None:
    office, thief = Office(), keys(3)
    stolen = replace(office.signers, trust=public(thief))
    office.targets_text = make_targets(2, stolen, START, office.secrets())
    assert refused(lambda: judged(office, office.document(2, signed_by=thief))) == "signature"


def test_a_swapped_sealing_key_is_refused() -> None:
    """In the file alone, and with the hash beside it made to fit by who holds every on-line key."""
    office = Office()
    good = office.document(3)
    swapped = good.hub.replace(office.hub(3).seal_key, "A" * 43 + "=")
    assert swapped != good.hub
    assert refused(lambda: judged(office, good.model_copy(update={"hub": swapped}))) == "mismatch"
    metadata = json.loads(good.trust)
    metadata["signed"]["targets"]["trust/hub.json"]["hashes"]["sha256"] = hashlib.sha256(
        swapped.encode()
    ).hexdigest()
    metadata["signed"]["targets"]["trust/hub.json"]["length"] = len(swapped.encode())
    fitted = office.around(json.dumps(metadata), swapped)
    assert refused(lambda: judged(office, fitted)) == "signature"


@pytest.mark.parametrize("role", ["trust", "targets", "root"])
def test_rolled_back_trust_is_refused(role: str) -> None:
    office = Office()
    old = office.document(1)
    office.versions = (2_000_000_000, 2_000_000_000)
    floors = judged(office, office.document(2)).floors
    floors = floors.model_copy(update={"targets": 1, "root": 1, "trust": 2})
    if role != "trust":
        floors = floors.model_copy(update={"trust": 1, role: 2})
    assert refused(lambda: judged(office, old, floors)) == "rollback"


@pytest.mark.parametrize("role", ["timestamp", "snapshot"])
def test_an_old_on_line_part_is_refused(role: str) -> None:
    office = Office()
    old = office.document(1)
    floors = judged(office, old).floors
    above = {role: getattr(floors, role) + 1}
    assert refused(lambda: judged(office, old, floors.model_copy(update=above))) == "rollback"
    assert judged(office, old, floors).floors == floors


def test_who_drove_the_on_line_versions_up_is_got_rid_of_by_a_new_root() -> None:
    office = Office()
    office.versions = (4_000_000_000, 4_000_000_000)
    floors = judged(office, office.document(1)).floors
    office.versions, office.online = (0, 0), keys(2)
    assert refused(lambda: judged(office, office.document(2), floors)) == "signature"
    office.new_root(office.root)
    verdict = judged(office, office.document(2), floors)
    assert (verdict.floors.root, verdict.root) == (2, office.roots[1])
    assert verdict.floors.timestamp < floors.timestamp


def test_a_chain_of_roots_is_followed_and_no_step_left_out() -> None:
    office = Office()
    for _ in range(3):
        before, office.root = office.root, keys(3)
        office.new_root(before)
    document = office.document(1)
    assert judged(office, document).root == office.roots[3]
    assert judged(office, document, root=2).root == office.roots[3]
    gap = document.model_copy(update={"roots": [office.roots[0], office.roots[3]]})
    assert judged(office, gap, root=0).floors.root == 1  # the step is missing: nothing is believed of it
    assert judged(office, gap, root=3).floors.root == 4


def test_a_root_that_the_one_before_did_not_sign_is_refused() -> None:
    office = Office()
    office.root = keys(3)
    office.new_root([])
    assert refused(lambda: judged(office, office.document(1))) == "signature"


def test_another_root_of_the_same_version_is_foreign() -> None:
    office, other = Office(), Office()
    assert refused(lambda: judge(raw(other.document(1)), office.roots[0], Floors(), START)) == "foreign"


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (timedelta(days=6), None),
        (timedelta(days=8), "expired"),  # timestamp
        (timedelta(days=400), "expired"),
        (timedelta(days=3650), "expired"),
        (timedelta(days=-20_000), None),  # a clock at 1970 refuses nothing: floors do
    ],
)
def test_expiry_is_judged_by_the_time_that_is_given(later: timedelta, reason: str | None) -> None:
    office = Office()
    document = office.document(1)
    if reason is None:
        assert judged(office, document, at=START + later).trust.version == 1
    else:
        assert refused(lambda: judged(office, document, at=START + later)) == reason


def test_no_clock_but_the_given_one_is_asked() -> None:
    """Signed for the year 2300, judged in it: the machine's own clock has no say."""
    office = Office(now=datetime(2300, 1, 1, tzinfo=UTC))
    assert judged(office, office.document(1), at=datetime(2300, 1, 2, tzinfo=UTC)).trust.version == 1
    past = Office(now=datetime(2001, 1, 1, tzinfo=UTC))
    assert judged(past, past.document(1), at=datetime(2001, 1, 2, tzinfo=UTC)).trust.version == 1


@pytest.mark.parametrize("role", ["root", "targets", "trust", "snapshot"])
def test_each_part_runs_out(role: str) -> None:
    """All but one of the parts are signed anew; the one that is not ends it."""
    lives = {"root": 731, "targets": 366, "trust": 366, "snapshot": 31}
    office = Office()
    old = office.document(1)
    later = START + timedelta(days=lives[role])
    office.now = later
    if role != "root":
        office.new_root(office.root)
    if role != "targets":
        office.targets_text = make_targets(2, office.signers, later, office.secrets())
    fresh = office.document(2)
    trust, hub = (old.trust, old.hub) if role == "trust" else (fresh.trust, fresh.hub)
    document = office.around(trust, hub)
    if role == "snapshot":
        office.now = START
        stale = office.around(trust, hub)
        online = office.online[0], office.online[1]
        _, timestamp = make_online(office.targets_text, trust, (0, 0), START, online)
        snapshot = Metadata[Snapshot].from_bytes(stale.snapshot.encode()).signed
        assert snapshot.is_expired(later)
        document = stale.model_copy(update={"timestamp": timestamp})
    assert refused(lambda: judged(office, document, at=later)) == "expired"


def test_a_file_of_another_version_than_its_signatures_is_refused() -> None:
    office = Office()
    text = hub_text(office.hub(9))
    trust = make_trust(text, 2, office.signers, START, office.secrets())
    assert refused(lambda: judged(office, office.around(trust, text))) == "mismatch"


@pytest.mark.parametrize("part", ["timestamp", "snapshot", "targets", "trust"])
def test_parts_of_two_versions_do_not_go_together(part: str) -> None:
    office = Office()
    one = office.document(1)
    office.now += timedelta(hours=1)
    office.targets_text = make_targets(2, office.signers, office.now, office.secrets())
    two = office.document(2)
    mixed = two.model_copy(update={part: getattr(one, part)})
    assert refused(lambda: judged(office, mixed)) in {"mismatch", "rollback", "unreadable"}


@pytest.mark.parametrize("part", ["timestamp", "snapshot", "targets", "trust", "hub", "roots"])
def test_noise_in_any_part_is_refused(part: str) -> None:
    office = Office()
    for noise in ("", "{}", "null", "[]", '{"signatures": [], "signed": {}}'):
        wrong = [office.roots[0], noise] if part == "roots" else noise
        document = office.document(1).model_copy(update={part: wrong})
        assert refused(lambda document=document: judged(office, document)) in {  # type: ignore[misc]
            "unreadable",
            "mismatch",
            "signature",
        }


@given(st.data())
def test_no_single_byte_can_be_changed(data: st.DataObject) -> None:
    office = OFFICE
    document = raw(DOCUMENT)
    at = data.draw(st.integers(0, len(document) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != document[at]))
    changed = document[:at] + bytes([byte]) + document[at + 1 :]
    try:
        verdict = judge(changed, office.roots[0], Floors(), START)
    except TrustRefused:
        return
    # What was changed was not signed: white space, a further signature, a key nobody knows.
    assert verdict == judged(office, DOCUMENT)


OFFICE = Office()
DOCUMENT = OFFICE.document(1)


@pytest.mark.parametrize(
    "change",
    [
        {"hub_url": "http://hub.example"},
        {"seal_key": "AAAA"},
        {"receipt_keys": ["?"]},
        {"receipt_keys": []},
        {"hub_id": ""},
        {"v": 2},
    ],
)
def test_what_could_not_be_used_is_refused_although_signed(change: dict[str, object]) -> None:
    office = Office()
    assert refused(lambda: judged(office, office.document(1, **change))) == "unreadable"  # type: ignore[arg-type]


def test_too_long_is_not_even_read() -> None:
    assert refused(lambda: read_document(b" " * (256 * 1024 + 1))) == "unreadable"
    assert refused(lambda: read_hub_trust("{}")) == "unreadable"


def test_the_metadata_is_what_other_tuf_clients_read() -> None:
    """The content channel will carry the same files: nothing of ours stands in their way."""
    office = Office()
    document = office.document(1)
    targets = Metadata[Targets].from_bytes(document.targets.encode())
    assert targets.signed.delegations is not None
    assert targets.signed.delegations.roles is not None
    assert list(targets.signed.delegations.roles) == ["trust"]
