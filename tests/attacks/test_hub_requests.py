"""Somebody on the way shows requests again, in another order, cut short or changed: each counts once."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hub.fleet.alarms import list_alarms
from kiosk.wire.exchange import EXCHANGE_PATH, Denial
from kiosk.wire.signing import SignedText, Tag, verify_text
from tests.attacks.hub_scene import INTAKE, Change, Scene, doubled, scene
from tests.attacks.hub_socket import served


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        yield made


def reason(at: Scene, body: bytes) -> str:
    signed = SignedText.model_validate_json(body)
    terminal = at.seen[-1].headers["Gongfa-Terminal"]
    known = {signed.key_id: bytes(at.house.keys.sign.verify_key)}
    denial = Denial.model_validate_json(verify_text(signed, Tag.DENIAL, known))
    assert denial.terminal_id == terminal
    return denial.reason


def test_a_replayed_request_is_denied_and_told_to_staff(at: Scene) -> None:
    terminal = at.terminal()
    (order,) = terminal.submit()
    terminal.round()
    for asked in (at.last(INTAKE), at.last(EXCHANGE_PATH)):
        for _ in range(3):
            status, body = at.answer(asked)
            assert (status, reason(at, body)) == (409, "replayed")
    assert at.orders(terminal) == [order]
    (alarm,) = list_alarms(at.house)
    assert (alarm["kind"], alarm["times"]) == ("replayed", 6)


def test_reordered_requests_are_each_taken_once(at: Scene) -> None:
    """Three orders, each under a request of its own, brought in the opposite order."""
    terminal = at.terminal()
    orders = terminal.submit(3)
    rows = terminal.connection.execute("SELECT envelope FROM outbox ORDER BY seq").fetchall()
    caught = [at.signed(terminal, INTAKE, bytes(raw), counter) for counter, (raw,) in enumerate(rows, 101)]
    for asked in reversed(caught):
        assert at.answer(asked)[0] == 200
    for asked in caught:
        assert at.answer(asked)[0] == 409
    assert at.orders(terminal) == orders
    terminal.round()
    assert at.orders(terminal) == orders
    assert set(terminal.states()) == {"accepted"}


CHANGES: dict[str, Change] = {
    "a byte less": lambda asked: replace(asked, body=asked.body[:-1]),
    "no body": lambda asked: replace(asked, body=b""),
    "a byte more": lambda asked: replace(asked, body=asked.body + b" "),
    "another call": lambda asked: replace(asked, path=EXCHANGE_PATH),
    "a newer counter": lambda asked: replace(
        asked, headers={**asked.headers, "Gongfa-Counter": str(int(asked.headers["Gongfa-Counter"]) + 1)}
    ),
    "another digest": lambda asked: replace(
        asked, headers={**asked.headers, "Content-Digest": "sha-256=:" + "A" * 43 + "=:"}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_request_counts_for_nothing(at: Scene, change: Change) -> None:
    terminal = at.terminal()
    at.broken = True
    (order,) = terminal.submit()
    terminal.round()
    at.broken = False
    caught = at.last()
    status, body = at.answer(change(caught))
    assert (status, reason(at, body)) == (401, "bad_request")
    assert at.orders(terminal) == []
    assert at.answer(caught)[0] == 200, "and costs the true one nothing"
    assert at.orders(terminal) == [order]


def test_a_counter_given_twice_is_no_counter(at: Scene) -> None:
    terminal = at.terminal()
    at.broken = True
    terminal.submit()
    terminal.round()
    assert at.answer(doubled(at.last())) == (401, b"{}")
    assert at.answer(at.last())[0] == 200


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.99])
def test_a_request_truncated_on_the_wire_stores_nothing_and_can_come_again(at: Scene, kept: float) -> None:
    """A real server on a real socket: the body is announced whole and the connection cut in the middle."""
    terminal = at.terminal()
    at.broken = True
    (order,) = terminal.submit()
    terminal.round()
    caught = at.last()
    with served(at.settings, at.clock) as port:
        for part in (kept, 1.0):
            body = caught.body[: int(len(caught.body) * part)]
            fields = {**caught.headers, "Host": "hub", "Content-Length": str(len(caught.body))}
            head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.sendall(f"POST {INTAKE} HTTP/1.1\r\n{head}\r\n".encode() + body)
                if part < 1:
                    line.shutdown(socket.SHUT_WR)
                    assert b" 200 " not in _all(line)
                    assert at.orders(terminal) == []
                else:
                    assert line.recv(64).startswith(b"HTTP/1.1 200 ")
    assert at.orders(terminal) == [order]


def _all(line: socket.socket) -> bytes:
    said = b""
    while part := line.recv(4096):
        said += part
    return said
