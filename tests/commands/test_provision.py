"""`kiosk provision` and `kiosk staff` against a real hub: three ways in, one PIN, nobody asked twice."""

import errno
import io
import json
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.fleet.terminals import accept, list_terminals
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import SealerSource, load_enrolled
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.sync.enrolment import POLL_S
from kiosk.wire.bundle import EnrolmentBundle, show_code, write_qr
from tests.support.clock import ManualClock
from tests.support.county import submission
from tests.support.enrolling import invite
from tests.support.hub_server import HubServer
from tests.support.logs import logging_restored

# After the build's own time, or the terminal would find what this hub signs out of date.
NOW = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
PIN = "135790"


class Site:
    """A hub that serves, and a terminal's commands."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        settings = HubSettings(data=folder / "hub")
        make_house(settings, ManualClock(NOW))
        self.house: House = open_house(settings, ManualClock(NOW))
        self.server = HubServer(self.house)
        self.folder = folder
        self.state = folder / "terminal"
        self._capsys = capsys
        self.err = ""

    def __call__(self, *argv: str, status: int = 0) -> dict[str, object]:
        self._capsys.readouterr()
        assert main(["--set", f"state_dir={self.state}", *argv, "--json"]) == status
        out, self.err = self._capsys.readouterr()
        said = json.loads(out) if out else {}
        assert isinstance(said, dict)
        return said

    def invite(self, name: str = "bundle.json", code: str = "SS3") -> tuple[EnrolmentBundle, str]:
        made = invite(self.house, self.server.url, code)
        path = self.folder / name
        path.write_text(made.model_dump_json())
        return made, str(path)

    def pin(self, pin: str = PIN) -> str:
        path = self.folder / "pin"
        path.write_text(f"{pin}\n")
        return str(path)

    def submit(self) -> None:
        connection = open_database(store_path(self.state))
        space, numbers = Space(self.state, 1, 0), NumberBlocks(self.state)
        orders = OrderStore(connection, SealerSource(self.state), SystemClock(), space, os.urandom, numbers)
        orders.commit(submission())
        orders.close()

    def close(self) -> None:
        self.server.close()
        self.house.close()


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Site]:
    site = Site(tmp_path, capsys)
    with logging_restored():
        yield site
    site.close()


def test_a_pin_is_made_and_shown_once(site: Site) -> None:
    _, path = site.invite()
    said = site("provision", "--bundle", path)
    made = str(said["staff_pin"])
    assert (len(made), made.isdigit()) == (8, True)
    assert site("provision", "--bundle", path).keys() == said.keys() - {"staff_pin"}
    assert site("staff", "check-pin", "--pin-file", site.pin(made)) == {"right": True}


def test_a_used_up_bundle_is_left_and_said_to_be_used_up(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    _, path = site.invite()
    assert main(["--set", f"state_dir={site.state}", "provision", "--bundle", path]) == 0
    said = capsys.readouterr().out
    assert f"注册码已用掉，别的机器再用不了；文件没有用了，可以删：{path}" in said
    assert Path(path).exists()


def test_a_bundle_is_removed_on_request_and_only_after_it_was_used(site: Site) -> None:
    _, path = site.invite()
    site("provision", "--remove-bundle", "--url", "http://127.0.0.1:9", "--code", "0" * 16, status=2)
    site.server.close()
    assert site("provision", "--bundle", path, "--remove-bundle", status=1) == {}
    assert Path(path).exists()
    site.server = HubServer(site.house)
    _, path = site.invite("second.json", "SS4")
    assert site("provision", "--bundle", path, "--remove-bundle")["bundle_removed"] is True
    assert not Path(path).exists()


def test_a_bundle_that_cannot_be_removed_is_named_and_the_enrolment_stands(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, path = site.invite()
    unlink = Path.unlink

    def read_only(self: Path, missing_ok: bool = False) -> None:
        if str(self) == path:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        unlink(self, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.unlink", read_only)
        said = site("provision", "--bundle", path, "--remove-bundle")
    assert (said["terminal_code"], said["bundle_removed"]) == ("SS3", False)
    assert f"请自己删：{path}" in site.err


def test_by_the_text_of_a_qr_code(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = site.invite()
    text = write_qr(made.hub_url, made.receipt_sha256, made.root_sha256, made.code)
    monkeypatch.setattr("sys.stdin", io.StringIO(text + "\r\n"))
    said = site("provision", "--qr", "-")
    assert (said["terminal_code"], said["trust_version"]) == ("SS3", 1)
    assert site("provision", "--qr", text)["terminal_id"] == said["terminal_id"]


def accepting(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An operator who accepts while the terminal waits; the words he saw."""
    seen: list[str] = []

    class Impatient(SystemClock):
        def wait(self, event: threading.Event, timeout: float) -> bool:
            if timeout != POLL_S:
                return super().wait(event, timeout)
            if not seen:
                seen.append(str(list_terminals(site.house)[0]["words"]))
                accept(site.house, "SS3")
            return False

    monkeypatch.setattr("kiosk.commands.provision.SystemClock", Impatient)
    return seen


def test_typed_alone_with_the_words_compared_by_machine(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = site.invite()
    seen = accepting(site, monkeypatch)
    code = show_code(made.code).lower().replace("0", "o")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said = site("provision", "--url", made.hub_url, "--code", code)
    assert said["words"] == seen[0]
    assert f"六个词：{seen[0]}" in site.err
    assert "Ctrl-C" in site.err


@pytest.mark.parametrize(("typed", "status"), [("一样\n", 0), ("不一样\n", 1), ("\n", 1)])
def test_typed_alone_whoever_sits_there_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch, typed: str, status: int
) -> None:
    made, _ = site.invite()
    accepting(site, monkeypatch)
    keyboard = io.StringIO(typed)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keyboard)
    site("provision", "--url", made.hub_url, "--code", made.code, status=status)
    assert (load_enrolled(site.state) is not None) == (status == 0)
    assert status == 0 or "E-ENR-05 " in site.err


def test_typed_alone_with_other_words_than_the_county_read_out(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = site.invite()
    accepting(site, monkeypatch)
    words = "苹果 香蕉 葡萄 柠檬 菠萝 樱桃"
    site("provision", "--url", made.hub_url, "--code", made.code, "--words", words, status=1)
    assert "E-ENR-05 " in site.err
    assert load_enrolled(site.state) is None


def test_not_accepted_yet(site: Site) -> None:
    made, _ = site.invite()
    for _ in range(2):  # the same command again, the same words at both ends
        site("provision", "--url", made.hub_url, "--code", made.code, "--wait", "0", status=1)
        assert "E-ENR-04 " in site.err
        words = str(list_terminals(site.house)[0]["words"])
        assert f"六个词：{words}" in site.err
    assert load_enrolled(site.state) is None
    accept(site.house, "SS3")
    said = site("provision", "--url", made.hub_url, "--code", made.code, "--words", words)
    assert said["words"] == words == list_terminals(site.house)[0]["words"]


def test_re_enrolment_without_the_pin_is_refused(site: Site) -> None:
    site("provision", "--bundle", site.invite()[1], "--pin-file", site.pin())
    first = load_enrolled(site.state)
    _, other = site.invite("other.json")
    site("provision", "--bundle", other, status=1)
    assert site.err.startswith("E-PIN-03 ")
    for code in ["E-PIN-01"] * 5 + ["E-PIN-02"]:
        site("provision", "--bundle", other, "--pin-file", site.pin("999999"), status=1)
        assert site.err.startswith(f"{code} ")
    site("provision", "--bundle", other, "--pin-file", site.pin(), status=1)
    assert site.err.startswith("E-PIN-02 ")
    assert load_enrolled(site.state) == first
    assert len(list_terminals(site.house)) == 1


def test_whoever_sits_there_is_asked_for_the_pin(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made = "271828"
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: made if "管理密码" in prompt else "")
    site("staff", "set-pin", "--pin-file", "-")
    assert site("staff", "check-pin", "--pin-file", "-") == {"right": True}

    def gone(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", gone)
    site("staff", "set-pin", "--pin-file", "-", status=1)


def test_re_enrolment_with_the_pin_keeps_it(site: Site) -> None:
    site("provision", "--bundle", site.invite()[1], "--pin-file", site.pin())
    said = site("provision", "--bundle", site.invite("other.json", "SS4")[1], "--pin-file", site.pin())
    assert (said["terminal_code"], "staff_pin" in said) == ("SS4", False)
    assert site("staff", "check-pin", "--pin-file", site.pin()) == {"right": True}


def test_what_sync_only_says_it_delivered_keeps_the_enrolment(site: Site) -> None:
    """A sync that was taken over: no receipt of the hub, and the order would be nobody's afterwards."""
    said = site("provision", "--bundle", site.invite()[1], "--pin-file", site.pin())
    site.submit()
    with closing(open_database(store_path(site.state))) as connection:
        connection.execute(
            "INSERT INTO delivery (seq, state, word, changed_at) VALUES (1, 'accepted', '{}', '')"
        )
    for ways in (("--reset",), ("--bundle", site.invite()[1])):
        site("provision", *ways, "--pin-file", site.pin(), status=1)
        assert site.err.startswith("E-ENR-02 ")
    site("sync", "--once")
    assert site("provision", "--reset", "--pin-file", site.pin())["terminal_id"] == said["terminal_id"]


def test_reset_wants_the_pin_and_an_empty_outbox(site: Site) -> None:
    site("provision", "--reset", status=1)
    assert site.err.startswith("E-STO-04 ")
    said = site("provision", "--bundle", site.invite()[1], "--pin-file", site.pin())
    site("provision", "--reset", status=1)
    assert site.err.startswith("E-PIN-03 ")
    site.submit()
    site("provision", "--reset", "--pin-file", site.pin(), status=1)
    assert site.err.startswith("E-ENR-02 ")
    assert load_enrolled(site.state) is not None
    site("sync", "--once")
    assert site("provision", "--reset", "--pin-file", site.pin()) == {
        "reset": True,
        "terminal_id": said["terminal_id"],
    }
    assert load_enrolled(site.state) is None
    assert not list((site.state / "identity").glob("*.key"))
    again = site("provision", "--bundle", site.invite("other.json")[1])
    assert again["terminal_id"] != said["terminal_id"]


def test_a_failed_enrolment_sets_no_pin(site: Site) -> None:
    made, path = site.invite()
    (site.folder / "bundle.json").write_text(made.model_copy(update={"code": "0" * 16}).model_dump_json())
    site("provision", "--bundle", path, "--pin-file", site.pin(), status=1)
    assert site.err.startswith("E-ENR-01 ")
    site("staff", "check-pin", "--pin-file", site.pin(), status=1)
    assert site.err.startswith("E-PIN-04 ")


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("--code", "0" * 16),
        ("--bundle", "x", "--qr", "y"),
        ("--bundle", "x", "--code", "y"),
        ("--bundle", "x", "--url", "https://hub.example"),
        ("--qr", "x", "--url", "https://hub.example"),
        ("--reset", "--url", "https://hub.example"),
        ("--reset", "--bundle", "x"),
        ("--reset", "--words", "苹果 香蕉"),
        ("--url", "https://hub.example"),
        ("--bundle", "x", "--wait", "soon"),
    ],
)
def test_bad_usage(site: Site, argv: tuple[str, ...]) -> None:
    site("provision", *argv, status=2)
    assert site.err.startswith("E-CFG-02 ")
    assert site.err.count("\n") == 1


def test_a_pin_that_is_none(site: Site, tmp_path: Path) -> None:
    _, path = site.invite()
    for pin_file in (site.pin("12345"), str(tmp_path / "missing")):
        site("provision", "--bundle", path, "--pin-file", pin_file, status=1)
        assert site.err.startswith("E-PIN-03 ")
    assert load_enrolled(site.state) is None


def test_a_root_of_its_own_must_be_the_hubs(site: Site, tmp_path: Path) -> None:
    made, path = site.invite()
    root = tmp_path / "root.json"
    root.write_text(made.root)
    site("provision", "--bundle", path, "--set", f"content.trusted_root={root}")
    assert load_enrolled(site.state) is not None
    site("provision", "--bundle", path, "--set", f"content.trusted_root={tmp_path / 'none'}", status=1)
    assert site.err.startswith("E-CFG-01 ")


def test_a_person_reads_lines(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    root = ["--set", f"state_dir={site.state}"]
    assert main([*root, "provision", "--bundle", site.invite()[1]]) == 0
    out = capsys.readouterr().out
    assert "SS3" in out
    assert "只显示这一次" in out
    assert main([*root, "staff", "set-pin"]) == 0
    made = capsys.readouterr().out.split("：")[1][:8]
    assert main([*root, "staff", "check-pin", "--pin-file", site.pin(made)]) == 0
    assert main([*root, "staff", "set-pin", "--pin-file", site.pin()]) == 0
    assert main([*root, "staff", "check-pin", "--pin-file", site.pin(made)]) == 1


def test_the_doctor_says_what_is_trusted_and_whether_a_pin_is_set(site: Site) -> None:
    from kiosk.store.trust import incoming_file

    site("provision", "--bundle", site.invite()[1], "--pin-file", site.pin())

    def row(name: str) -> dict[str, object]:
        found = site("doctor", status=1)["findings"]
        assert isinstance(found, list)
        return next(finding for finding in found if finding["check"] == name)

    assert row("信任")["ok"]
    assert "第 1 版" in str(row("信任")["text"])
    assert row("管理密码") == {"check": "管理密码", "ok": True, "text": "已设", "code": ""}
    for _ in range(5):
        site("staff", "check-pin", "--pin-file", site.pin("999999"), status=1)
    assert "还锁" in str(row("管理密码")["text"])
    (site.state / "identity" / "staff-pin").unlink()
    assert row("管理密码")["code"] == "E-PIN-04"
    # What the UI refused, it wrote down.
    from kiosk.store.trust import PAUSE_S, TrustAdopter

    clock = ManualClock()
    adopter = TrustAdopter(site.state, clock)
    clock.advance(PAUSE_S)
    incoming_file(site.state).parent.mkdir(parents=True)
    incoming_file(site.state).write_bytes(b"{}")
    adopter.look(clock.now)
    assert (row("信任")["ok"], row("信任")["code"]) == (False, "E-TRU-01")
