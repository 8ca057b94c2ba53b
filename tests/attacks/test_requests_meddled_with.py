"""Requests said again, out of turn, cut short or changed on their way: as the terminal lives through it."""

import json

import pytest

from kiosk.wire.exchange import BEHIND, REPLAYED
from tests.attacks.conftest import INTAKE, Asked, Field, Reply


def test_replayed_request(field: Field) -> None:
    """Every request is brought twice, at once and again at the end of the day."""
    ids = field.submit(3)

    def meddle(asked: Asked) -> Reply:
        answer = asked.forward()
        again = asked.forward()
        assert json.loads(json.loads(again[1])["text"])["reason"] == REPLAYED
        return answer

    field.meddle = meddle
    field.pass_time(600)
    taken = dict(field.true.taken)
    assert list(taken) == ids
    for asked in field.seen[:6]:
        assert b"gongfa/denial" in asked.forward()[1]
    assert field.true.taken == taken
    assert field.proved() == ids


def test_replayed_request_whose_denial_is_brought_to_the_terminal(field: Field) -> None:
    """The answer is swallowed, the request said again, and the true denial given to the terminal."""
    ids = field.submit(3)

    def meddle(asked: Asked) -> Reply:
        asked.forward()
        return asked.forward()

    field.meddle = meddle
    field.pass_time(3600)
    assert field.kept_back(ids)
    assert field.link.code == "E-SYN-04"
    assert len(field.seen) < 5 * 30  # five counters a round at the most, and rounds ever further apart
    assert field.safe(ids)


def test_reordered_requests(field: Field) -> None:
    """A hub that lost everything is brought the requests of before, the last first."""
    ids = field.submit(4)
    field.pass_time(60)
    caught = [asked for asked in field.seen if asked.path == INTAKE]
    assert len({asked.body for asked in caught}) == 4
    field.true.restore(to=0)
    field.true.counters.clear()
    for asked in reversed(caught):
        assert asked.forward()[0] == 200
    field.pass_time(2 * 3600)
    assert list(field.true.taken) == ids[::-1]
    assert field.proved() == ids
    assert field.true.denied == []  # no counter of a later request is taken for a used one


@pytest.mark.parametrize("part", [0.0, 0.5, 0.999])
def test_truncated_request(field: Field, part: float) -> None:
    ids = field.submit(2)
    field.meddle = lambda asked: asked.forward(asked.body[: int(len(asked.body) * part)])
    field.pass_time(3600)
    assert field.true.taken == {}
    assert field.kept_back(ids)
    assert field.safe(ids)


def test_request_with_another_body(field: Field) -> None:
    """The envelope of one order under the signature of another request."""
    ids = field.submit(2)
    field.pass_time(0.5)
    other = field.true.taken[ids[1]]
    field.true.taken.clear()
    field.connection.execute("UPDATE delivery SET state = 'queued', word = ''")
    field.meddle = lambda asked: asked.forward(other) if asked.path == INTAKE else asked.forward()
    field.pass_time(3600)
    assert field.true.taken == {}
    assert field.kept_back(ids)
    assert field.safe(ids)


@pytest.mark.parametrize("field_name", ["Gongfa-Counter", "Gongfa-Terminal", "Signature", "Content-Digest"])
def test_request_with_a_field_changed_or_taken_away(field: Field, field_name: str) -> None:
    ids = field.submit(2)

    def meddle(asked: Asked) -> Reply:
        rest = {name: value for name, value in asked.fields.items() if name != field_name}
        changed = {**rest, field_name: asked.fields[field_name].replace("1", "2").replace("A", "B") + "0"}
        asked.forward(fields=rest)
        return asked.forward(fields=changed)

    field.meddle = meddle
    field.pass_time(3600)
    assert field.true.taken == {}
    assert field.kept_back(ids)
    assert field.safe(ids)


def test_a_request_too_old_for_the_window_is_denied_to_whoever_brings_it(field: Field) -> None:
    field.submit(1)
    field.pass_time(60)
    first = field.seen[0]
    field.true.counters.add(first.counter + 5000)
    assert json.loads(json.loads(first.forward()[1])["text"])["reason"] in (REPLAYED, BEHIND)
