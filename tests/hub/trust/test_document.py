"""What the hub publishes holds at a terminal; keys rotate; the on-line part stays fresh."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hub.app import create_app
from hub.care.status import status
from hub.cli import main
from hub.errors import HubError
from hub.house import open_house
from hub.trust.document import current_document, ensure_published, publish, trust_version
from hub.trust.file import read_published, trust_file
from hub.trust.keys import SIGNING, make_generation
from hub.trust.offline_keys import load_offline_keys, make_offline_keys
from hub.trust.rotation import rotate
from kiosk.wire.trust import Floors, TrustRefused, read_document
from kiosk.wire.trust_check import Verdict, judge
from kiosk.wire.words import hub_keys
from tests.hub.conftest import County
from tests.support.enrolling import URL, offline

OTHER = "http://127.0.0.1:2"


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(HubError) as caught:
        ask()
    return caught.value.code


def judged(county: County, floors: Floors | None = None, root: str = "") -> Verdict:
    raw = current_document(county.house)
    assert raw is not None
    first = read_document(raw).roots[0]
    return judge(raw, root or first, floors or Floors(), county.clock.now())


def test_nothing_is_published_before_somebody_signed(county: County) -> None:
    assert current_document(county.house) is None
    assert trust_version(county.house.settings) == 0


def test_what_is_published_holds_at_a_terminal(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    hub = judged(county).trust
    assert (hub.version, hub.hub_id, hub.hub_url) == (1, county.house.hub_id, URL)
    assert (hub.receipt_keys, hub.seal_key) == (
        [county.house.keys.sign_public],
        county.house.keys.seal_public,
    )


def test_each_version_is_above_the_one_before(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    first = judged(county)
    publish(county.house, OTHER, "", offline(county.house))
    second = judged(county, first.floors, first.root)
    assert (second.trust.version, second.trust.hub_url) == (2, OTHER)
    assert second.floors.timestamp > first.floors.timestamp
    assert second.floors.root == first.floors.root


def test_the_same_address_is_signed_once(county: County) -> None:
    keys = offline(county.house)
    asked: list[int] = []

    def at_hand() -> list[object]:
        asked.append(1)
        return list(keys)

    for _ in range(3):
        ensure_published(county.house, URL, "", at_hand)  # type: ignore[arg-type]
    assert (len(asked), trust_version(county.house.settings)) == (1, 1)


@pytest.mark.parametrize(("url", "ca_pem"), [(OTHER, ""), (URL, "another")])
def test_an_invitation_moves_no_terminal_to_another_address(county: County, url: str, ca_pem: str) -> None:
    keys = offline(county.house)
    publish(county.house, URL, "", keys)
    assert code_of(lambda: ensure_published(county.house, url, ca_pem, lambda: keys)) == "E-HUB-05"
    assert (judged(county).trust.hub_url, trust_version(county.house.settings)) == (URL, 1)


def test_two_keys_of_three_are_enough_and_one_is_not(county: County) -> None:
    keys = offline(county.house)
    publish(county.house, URL, "", keys)
    two = [key for key in keys if key.use == "trust"][:2]
    assert publish(county.house, OTHER, "", two).version == 2
    assert code_of(lambda: publish(county.house, URL, "", two[:1])) == "E-HUB-12"
    assert code_of(lambda: publish(county.house, URL, "", [])) == "E-HUB-12"
    assert trust_version(county.house.settings) == 2


def test_keys_of_another_set_sign_nothing(county: County, tmp_path: Path) -> None:
    publish(county.house, URL, "", offline(county.house))
    make_offline_keys(tmp_path / "others", "now", "")
    others = load_offline_keys([tmp_path / "others"], "")
    assert code_of(lambda: publish(county.house, OTHER, "", others)) == "E-HUB-12"
    assert judged(county).trust.hub_url == URL
    county.clock.advance(400 * 24 * 3600)
    assert code_of(lambda: ensure_published(county.house, URL, "", lambda: others)) == "E-HUB-12"
    assert trust_version(county.house.settings) == 1


def test_keys_on_three_sticks(county: County, tmp_path: Path) -> None:
    offline(county.house)
    folder = county.house.settings.data / "offline-keys"
    sticks = [tmp_path / str(number) for number in range(3)]
    for number, stick in enumerate(sticks, start=1):
        stick.mkdir()
        for file in folder.glob(f"*-{number}.json"):
            file.rename(stick / file.name)
    two = load_offline_keys(sticks[:2], "")
    assert code_of(lambda: publish(county.house, URL, "", two)) == "E-HUB-12"  # root is to name all three
    publish(county.house, URL, "", load_offline_keys(sticks, ""))
    assert publish(county.house, OTHER, "", two).version == 2
    assert publish(county.house, URL, "", load_offline_keys(sticks[1:], "")).version == 3


def test_a_lost_stick_is_replaced_and_the_old_set_signs_no_more(county: County, tmp_path: Path) -> None:
    old = offline(county.house)
    publish(county.house, URL, "", old)
    before = judged(county)
    left = [key for key in old if key.number != 1]  # with it went the only targets key
    make_offline_keys(tmp_path / "new", "now", "")
    new = load_offline_keys([tmp_path / "new"], "")
    assert code_of(lambda: publish(county.house, URL, "", left[:1], new_set=new)) == "E-HUB-12"
    assert code_of(lambda: publish(county.house, URL, "", left, new_set=new[:3])) == "E-HUB-12"
    publish(county.house, URL, "", left, new_set=new)
    then = judged(county, before.floors, before.root)
    assert (then.trust.version, then.floors.root, then.floors.targets) == (2, 2, 2)
    assert code_of(lambda: publish(county.house, OTHER, "", old)) == "E-HUB-12"
    assert publish(county.house, OTHER, "", new).version == 3
    assert judged(county, then.floors, then.root).trust.hub_url == OTHER


def test_a_passphrase_seals_the_keys(tmp_path: Path) -> None:
    files = make_offline_keys(tmp_path / "sealed", "now", "一句口令")
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert len(load_offline_keys([tmp_path / "sealed"], "一句口令")) == 7
    assert code_of(lambda: load_offline_keys([tmp_path / "sealed"], "")) == "E-HUB-12"
    assert code_of(lambda: load_offline_keys([tmp_path / "sealed"], "另一句")) == "E-HUB-12"
    assert code_of(lambda: make_offline_keys(tmp_path / "sealed", "now", "")) == "E-HUB-05"
    plain = make_offline_keys(tmp_path / "plain", "now", "")
    assert "secret" not in repr(load_offline_keys([tmp_path / "plain"], "")[0])
    plain[0].write_text(plain[0].read_text().replace('"public":"', '"public":"AA'))
    plain[1].write_text("{}")
    assert code_of(lambda: load_offline_keys([tmp_path / "plain"], "")) == "E-HUB-12"


def test_the_on_line_part_is_signed_again_each_day(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    first = current_document(county.house)
    county.clock.advance(23 * 3600)
    assert current_document(county.house) == first
    county.clock.advance(2 * 3600)
    assert current_document(county.house) != first
    county.clock.advance(40 * 24 * 3600)
    assert judged(county).trust.version == 1  # also after a long sleep


def test_without_that_it_would_run_out(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    raw = trust_file(county.house.settings).read_bytes()
    late = county.clock.now() + timedelta(days=8)
    with pytest.raises(TrustRefused, match="expired"):
        judge(raw, read_document(raw).roots[0], Floors(), late)


def test_a_hub_restored_from_a_backup_goes_on_above_what_terminals_saw(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    backup = trust_file(county.house.settings).read_bytes()
    county.clock.advance(2 * 24 * 3600)
    seen = judged(county).floors
    county.clock.advance(3600)
    trust_file(county.house.settings).write_bytes(backup)
    assert judged(county, seen).floors.timestamp > seen.timestamp


def test_before_root_runs_out_the_next_one_is_signed(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    first = judged(county)
    county.clock.advance(600 * 24 * 3600)
    publish(county.house, URL, "", offline(county.house))
    then = judged(county, first.floors, first.root)
    assert (then.floors.root, then.floors.targets) == (2, 2)


def test_status_tells_in_time_that_the_off_line_signatures_run_out(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    county.clock.advance(300 * 24 * 3600)
    assert status(county.house)["findings"] == []
    county.clock.advance(10 * 24 * 3600)
    assert [one["code"] for one in status(county.house)["findings"]] == ["E-HUB-12"]
    publish(county.house, URL, "", offline(county.house))
    assert status(county.house)["findings"] == []
    trust_file(county.house.settings).write_bytes(b"{")
    assert [one["code"] for one in status(county.house)["findings"]] == ["E-HUB-13"]


def test_no_code_is_made_on_signatures_that_have_run_out(county: County) -> None:
    keys = offline(county.house)
    publish(county.house, URL, "", keys)
    county.clock.advance(330 * 24 * 3600)
    assert ensure_published(county.house, URL, "", list).version == 1  # still holds, and no keys are at hand
    assert ensure_published(county.house, URL, "", lambda: keys).version == 2
    county.clock.advance(400 * 24 * 3600)
    assert code_of(lambda: ensure_published(county.house, URL, "", list)) == "E-HUB-12"
    ensure_published(county.house, URL, "", lambda: keys)
    assert judged(county).trust.version == 3


# ---- rotation ------------------------------------------------------------------------------------------


def test_a_new_receipt_key_signs_once_it_is_published(county: County) -> None:
    county.terminal()
    old = county.house.keys.sign_public
    rotate(county.house, ["signing"], offline(county.house))
    new = county.house.keys.sign_public
    assert new != old
    assert judged(county).trust.receipt_keys == [new, old]
    assert set(hub_keys(new, old)) == set(hub_keys(*judged(county).trust.receipt_keys))


def test_a_key_made_but_not_published_signs_nothing(county: County) -> None:
    county.terminal()
    old = county.house.keys.sign_public
    make_generation(county.house.settings.keys_dir, 2, "now", (SIGNING,))
    assert county.house.keys.sign_public == old
    publish(county.house, URL, "", offline(county.house))
    assert county.house.keys.sign_public != old


def test_rotation_without_the_off_line_keys_makes_nothing(county: County) -> None:
    county.terminal()
    files = sorted(county.house.settings.keys_dir.iterdir())
    assert code_of(lambda: rotate(county.house, ["signing", "sealing"], [])) == "E-HUB-12"
    assert sorted(county.house.settings.keys_dir.iterdir()) == files


def test_a_leaked_receipt_key_counts_no_more_and_does_not_come_back(county: County) -> None:
    county.terminal()
    leaked = county.house.keys.sign_public
    rotate(county.house, ["signing"], offline(county.house), distrust_old=True)
    assert leaked not in judged(county).trust.receipt_keys
    rotate(county.house, ["signing", "sealing"], offline(county.house))
    assert leaked not in judged(county).trust.receipt_keys
    assert len(judged(county).trust.receipt_keys) == 2


def test_new_on_line_keys_take_a_new_root(county: County) -> None:
    county.terminal()
    first = judged(county)
    rotate(county.house, ["online"], offline(county.house))
    then = judged(county, first.floors, first.root)
    assert (then.floors.root, then.floors.online != first.floors.online) == (2, True)


def test_a_key_lost_from_the_disk_ends_no_hub_that_serves_but_starts_none(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    county.terminal()
    rotate(county.house, ["sealing"], offline(county.house))
    before = county.house.keys.seal_public
    (county.house.settings.keys_dir / "sealing-0002.json").unlink()
    assert county.house.keys.seal_public == before
    assert [record.message for record in caplog.records] == ["keys.not_read"]
    assert code_of(lambda: open_house(county.house.settings, county.clock)) == "E-HUB-03"


# ---- the interface -------------------------------------------------------------------------------------


def test_everybody_may_read_it(county: County) -> None:
    with TestClient(create_app(county.house.settings, county.clock)) as client:
        assert client.get("/v1/trust").status_code == 503
        publish(county.house, URL, "", offline(county.house))
        answer = client.get("/v1/trust")
        assert (answer.status_code, answer.content) == (200, current_document(county.house))


def test_a_damaged_file_is_named(county: County) -> None:
    publish(county.house, URL, "", offline(county.house))
    trust_file(county.house.settings).write_text("{}")
    assert code_of(lambda: read_published(county.house.settings)) == "E-HUB-13"
    assert trust_version(county.house.settings) == 0  # exchanges go on


def spoil(county: County, part: str, text: str) -> None:
    """The document is of its shape, and what it carries as ``part`` is not."""
    path = trust_file(county.house.settings)
    document = json.loads(path.read_bytes())
    document[part] = [text] if part == "roots" else text
    path.write_text(json.dumps(document))


NONSENSE = ["", "{", "[]", "{}", '{"signed": {"_type": "mirrors"}, "signatures": []}']


@pytest.mark.parametrize("part", ["timestamp", "snapshot", "targets", "trust"])
@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_signed_each_day_is_not_made_of_a_damaged_part(county: County, part: str, text: str) -> None:
    publish(county.house, URL, "", offline(county.house))
    spoil(county, part, text)
    county.clock.advance(2 * 24 * 3600)
    assert code_of(lambda: current_document(county.house)) == "E-HUB-13"
    with TestClient(create_app(county.house.settings, county.clock)) as client:
        assert client.get("/v1/trust").status_code == 503


@pytest.mark.parametrize("part", ["roots", "timestamp", "snapshot", "targets"])
@pytest.mark.parametrize("text", NONSENSE)
def test_the_next_version_is_not_made_of_a_damaged_part(county: County, part: str, text: str) -> None:
    publish(county.house, URL, "", offline(county.house))
    spoil(county, part, text)
    assert code_of(lambda: publish(county.house, OTHER, "", offline(county.house))) == "E-HUB-13"


@pytest.mark.parametrize("part", ["roots", "targets", "trust"])
def test_status_names_a_damaged_part(county: County, capsys: pytest.CaptureFixture[str], part: str) -> None:
    county.terminal()
    spoil(county, part, "{}")
    capsys.readouterr()
    assert main(["status", "--data", str(county.house.settings.data)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert any(line.startswith("E-HUB-13 信任文件里的 ") for line in out.splitlines())


@pytest.mark.parametrize("field", ["gongfa_trust", "roles"])
def test_a_root_that_names_nobody_is_damaged(county: County, field: str) -> None:
    publish(county.house, URL, "", offline(county.house))
    document = read_published(county.house.settings)
    assert document is not None
    root = json.loads(document.document.roots[0])
    del root["signed"][field]
    spoil(county, "roots", json.dumps(root))
    assert code_of(lambda: publish(county.house, OTHER, "", offline(county.house))) == "E-HUB-13"
