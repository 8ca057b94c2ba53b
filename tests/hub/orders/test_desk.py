"""The desk finds every order, opens those it can, and says which it cannot."""

import pytest
from sqlalchemy import select

from hub.database.schema import EVALUATIONS, ORDERS
from hub.errors import HubError
from hub.orders.desk import list_orders, show_order
from hub.orders.opening import open_pending
from hub.orders.seals import open_order
from hub.trust.rotation import rotate
from hub.uplink.intake import accept
from kiosk.wire.ids import secret_sha256
from tests.hub.conftest import WHEN, County
from tests.support.county import new_id
from tests.support.enrolling import offline


def test_the_list_has_exactly_what_programs_read(county: County) -> None:
    one, two = county.terminal("SS3"), county.terminal("SS4")
    ids = [new_id() for _ in range(3)]
    accept(county.house, one.order(ids[0]))
    accept(county.house, two.order(ids[1]))
    accept(county.house, one.order(ids[2]))
    rows = list_orders(county.house)
    assert {row["order_id"] for row in rows} == set(ids)
    first = next(row for row in rows if row["order_id"] == ids[2])
    assert first == {
        "order_id": ids[2],
        "order_no": "SS3-0002",
        "terminal_id": one.enrolled.terminal_id,
        "seq": 2,
        "state": "待受理",
    }
    assert [(row["terminal_id"], row["seq"]) for row in rows] == sorted(
        (row["terminal_id"], row["seq"]) for row in rows
    )


def test_what_looks_like_a_flood_is_listed_last_and_says_why(county: County) -> None:
    terminal, ids = county.terminal("SS3"), [new_id() for _ in range(3)]
    for oid, why in zip(ids, ("", "person", ""), strict=True):
        accept(county.house, terminal.order(oid, changes={"flood": why}, flood=bool(why)))
    rows = list_orders(county.house)
    assert [row["order_id"] for row in rows] == [ids[0], ids[2], ids[1]]
    assert [row.get("flood") for row in rows] == [None, None, "person"]
    assert [show_order(county.house, oid)["flood"] for oid in ids] == ["", "person", ""]


def test_an_order_is_shown_as_it_was_written(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    accept(county.house, terminal.order(oid))
    shown = show_order(county.house, "SS3-0001")
    assert shown == show_order(county.house, oid)
    assert (shown["item"], shown["fields"]) == ("consultation", {"request": "船东拖欠工资"})
    assert shown["submitted_at"] == "2026-03-02T09:00:00+08:00"
    assert shown["channel"] == "自助终端"
    assert shown["evaluation"] is None
    assert "slip_secret" not in str(shown)


def test_its_evaluation_is_shown_with_it(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    accept(county.house, terminal.order(oid))
    accept(county.house, terminal.evaluation(oid, 2))
    assert show_order(county.house, oid)["evaluation"] == {
        "level": 2,
        "reasons": "slow",
        "via": "screen",
        "rated_at": "2026-03-02T01:00:00.000+00:00",
    }


def test_another_terminal_cannot_rate_it(county: County) -> None:
    one, two, oid = county.terminal("SS3"), county.terminal("SS4"), new_id()
    accept(county.house, one.order(oid))
    accept(county.house, two.evaluation(oid, 1))
    assert show_order(county.house, oid)["evaluation"] is None


def test_an_id_that_is_anothers_number_does_not_stand_in_its_way(county: County) -> None:
    thief, honest = county.terminal("SS3"), county.terminal("SS4")
    accept(county.house, thief.order("SS4-0001"))
    accept(county.house, honest.order())
    assert show_order(county.house, "SS4-0001")["terminal_id"] == honest.enrolled.terminal_id


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"order_id": new_id()}, "mismatch"),
        ({"terminal_id": "another"}, "mismatch"),
        ({"seq": 99}, "mismatch"),
        ({"order_no": "x" * 30}, "unreadable"),
    ],
)
def test_what_cannot_be_opened_is_listed_with_the_reason(
    county: County, changes: dict[str, object], problem: str
) -> None:
    terminal, oid, good = county.terminal(), new_id(), new_id()
    accept(county.house, terminal.order(oid, changes=changes))
    accept(county.house, terminal.order(good))
    rows = {row["order_id"]: row for row in list_orders(county.house)}
    assert (rows[oid]["order_no"], rows[oid]["problem"]) == ("", problem)
    assert rows[good]["order_no"] == "SS3-0002"
    with pytest.raises(HubError) as caught:
        show_order(county.house, oid)
    assert caught.value.code == "E-HUB-06"


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"v": 2}'])
def test_a_body_of_another_kind_is_listed_too(county: County, body: str) -> None:
    terminal, oid = county.terminal(), new_id()
    accept(county.house, terminal.sealer.seal("order", oid, 1, body).envelope)
    accept(county.house, terminal.sealer.seal("evaluation", f"{oid}:rating", 2, body).envelope)
    assert [(row["order_id"], row["problem"]) for row in list_orders(county.house)] == [(oid, "unreadable")]


@pytest.mark.parametrize("field", ["utc", "secret_sha256"])
def test_an_evaluation_with_what_no_column_takes_is_unreadable_and_stops_no_other(
    county: County, field: str
) -> None:
    terminal, oid, other = county.terminal(), new_id(), new_id()
    for one in (oid, other):
        accept(county.house, terminal.order(one))
    changes = {field: "a\0b"} if field != "utc" else {"rated_at": WHEN.model_copy(update={"utc": "a\0b"})}
    accept(county.house, terminal.evaluation(oid, 1, **changes))
    accept(county.house, terminal.evaluation(other, 4))
    assert show_order(county.house, oid)["evaluation"] is None
    assert show_order(county.house, other)["evaluation"]["level"] == 4


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_what_is_no_number_to_other_programs_is_no_order(county: County, number: str) -> None:
    terminal, oid = county.terminal(), new_id()
    good = open_order(terminal.order(oid), county.house.keys).model_dump_json()
    body = good.replace('"monotonic_s":1.0', f'"monotonic_s":{number}')
    assert body != good
    accept(county.house, terminal.sealer.seal("order", oid, 1, body).envelope)
    assert [row["problem"] for row in list_orders(county.house)] == ["unreadable"]


def test_an_unknown_number_is_an_error(county: County) -> None:
    with pytest.raises(HubError) as caught:
        show_order(county.house, "SS3-9999")
    assert caught.value.code == "E-HUB-04"


def test_a_number_given_twice_is_not_guessed(county: County) -> None:
    terminal = county.terminal()
    ids = [new_id(), new_id()]
    for oid in ids:
        accept(county.house, terminal.order(oid, number=5))
    with pytest.raises(HubError, match=ids[0]):
        show_order(county.house, "SS3-0005")
    assert show_order(county.house, ids[1])["order_id"] == ids[1]


def test_the_index_holds_no_word_of_what_was_written(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    accept(county.house, terminal.order(oid))
    assert open_pending(county.house) == 1
    assert open_pending(county.house) == 0
    with county.house.engine.connect() as connection:
        row = connection.execute(select(ORDERS)).mappings().one()
        assert connection.execute(select(EVALUATIONS)).all() == []
    assert row["secret_sha256"] == secret_sha256("0" * 26)
    for file in county.house.settings.data.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert "船东拖欠".encode() not in data
        assert b"consultation" not in data
        assert b"0" * 26 not in data


def test_old_keys_open_old_orders(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    accept(county.house, terminal.order(oid))
    before = county.house.keys.seal_public
    rotate(county.house, ["sealing"], offline(county.house))
    assert county.house.keys.seal_public != before
    assert len(county.house.keys.openers) == 2
    assert show_order(county.house, oid)["order_id"] == oid
