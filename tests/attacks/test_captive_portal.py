"""A network that answers everything itself, for a whole day: a login page, a refusal, a redirect, noise."""

import itertools

import pytest

from tests.attacks.conftest import Asked, Field, Reply, Unreachable

DAY_S = 24 * 3600.0
LOGIN = "<html><head><title>上网登录</title></head><body>请先登录</body></html>".encode()
ANSWERS: dict[str, list[Reply]] = {
    "200 login page": [(200, LOGIN)],
    "403 forbidden": [(403, b"Forbidden")],
    "302 to the login page": [(302, b"")],
    "511 network authentication": [(511, LOGIN)],
    "204 nothing": [(204, b"")],
    "200 empty": [(200, b"")],
    "200 JSON of its own": [(200, b'{"ok": true}')],
    "one after the other": [(200, LOGIN), (403, b""), (302, b""), (200, b"{}")],
}
PROXIES: dict[str, Reply] = {
    "401": (401, b'{"detail": "who"}'),
    "404": (404, b"<html>not found</html>"),
    "407": (407, b"proxy authentication"),
    "408": (408, b""),
    "409": (409, b"{}"),
    "410": (410, b"gone"),
    "413": (413, b"too large"),
    "422": (422, b'{"detail": "no"}'),
    "429": (429, b"slow down"),
    "500": (500, b"<html>oops</html>"),
    "502": (502, b"<html>bad gateway</html>"),
    "503": (503, b"busy"),
    "504": (504, b"timeout"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_captive_portal_for_a_day(field: Field, kind: str) -> None:
    ids = field.submit(3)
    answers = itertools.cycle(ANSWERS[kind])
    field.meddle = lambda _: next(answers)
    field.pass_time(DAY_S)
    assert field.kept_back(ids)
    assert field.attempts() == 0  # no row is charged for what a network does
    assert field.link.code == "E-SYN-03"
    assert not field.link.online
    assert 100 < len(field.seen) < 400  # it goes on asking, every ten minutes or so
    assert field.safe(ids)


@pytest.mark.parametrize("kind", PROXIES)
def test_a_proxy_that_answers_for_the_hub(field: Field, kind: str) -> None:
    ids = field.submit(2)
    field.meddle = lambda _: PROXIES[kind]
    field.pass_time(3600)
    assert field.kept_back(ids)
    assert (field.attempts(), field.link.code) == (0, "E-SYN-03")
    assert field.safe(ids)


@pytest.mark.parametrize("kind", PROXIES)
def test_a_proxy_that_answers_after_the_hub_kept_the_order(field: Field, kind: str) -> None:
    ids = field.submit(2)

    def meddle(asked: Asked) -> Reply:
        asked.forward()
        return PROXIES[kind]

    field.meddle = meddle
    field.pass_time(3600)
    assert list(field.true.taken) == ids[:1]  # nothing behind a row that is not answered is tried
    assert field.kept_back(ids)
    assert field.safe(ids)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.99])
def test_half_an_answer(field: Field, part: float) -> None:
    ids = field.submit(2)

    def meddle(asked: Asked) -> Reply:
        status, body = asked.forward()
        return status, body[: int(len(body) * part)]

    field.meddle = meddle
    field.pass_time(3600)
    assert field.kept_back(ids)
    assert field.safe(ids)


@pytest.mark.parametrize("reached", [False, True], ids=["before the hub", "after the hub"])
def test_a_stalled_server(field: Field, reached: bool) -> None:
    """Cut off by the deadline: tests/sync/test_http.py holds that against real sockets."""
    ids = field.submit(2)

    def meddle(asked: Asked) -> Reply:
        if reached:
            asked.forward()
        field.time.advance(40)
        raise Unreachable("deadline")

    field.meddle = meddle
    field.pass_time(6 * 3600)
    assert field.kept_back(ids)
    assert field.link.code == "E-SYN-01"
    assert field.safe(ids)


def test_without_orders_a_portal_is_still_no_hub(field: Field) -> None:
    field.meddle = lambda _: (200, LOGIN)
    field.pass_time(3600)
    assert (field.link.online, field.link.code) == (False, "E-SYN-03")


def test_each_new_order_during_the_day_waits_with_the_others(field: Field) -> None:
    ids: list[str] = []
    field.meddle = lambda _: (200, LOGIN)
    for _ in range(6):
        ids += field.submit()
        field.pass_time(3 * 3600)
    assert field.kept_back(ids)
    assert field.safe(ids)
