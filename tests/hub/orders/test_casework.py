"""What staff do moves an order only along the table, says who and why, and reaches the slip word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from hub.database.schema import ORDER_EVENTS, ORDERS
from hub.errors import HubError
from hub.orders.casework import LONGEST_REPLY, clean, close, reply, set_state
from hub.orders.desk import list_orders, show_order
from hub.orders.seals import CannotOpen, open_order
from hub.trust.keys import HubKeys
from kiosk.wire.ids import secret_sha256
from kiosk.wire.models import OrderBody
from kiosk.wire.slipbox import open_entry
from kiosk.wire.states import PLATFORM_TRANSITIONS, PlatformState
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County
from tests.support.county import new_id

SECRET = "0" * 26
NO = "SS3-0001"
BY = "王律师"


@pytest.fixture
def asking(county: County) -> Caller:
    """A terminal whose first order is here."""
    asking = caller(county)
    asking.send(asking.terminal.order())
    return asking


def steps(asking: Caller) -> list[str]:
    return [event["state"] for event in show_order(asking.county.house, NO)["events"]]


def code_of(work: object, *arguments: object) -> str:
    assert callable(work)
    with pytest.raises(HubError) as caught:
        work(*arguments)
    return caught.value.code


def test_an_answer_walks_to_the_hand_of_who_gives_it(asking: Caller) -> None:
    house = asking.county.house
    asking.county.clock.advance(3600)
    assert reply(house, NO, "可以申请法律援助。\r\n带身份证来。", BY) == "办理中"
    shown = show_order(house, NO)
    assert shown["state"] == "办理中"
    assert shown["reply"] == "可以申请法律援助。\n带身份证来。"
    assert steps(asking) == ["待受理", "已受理", "派单", "已承接", "办理中", "办理中"]
    assert [event["actor"] for event in shown["events"]] == ["自动", *[BY] * 5]
    assert {event["at"] for event in shown["events"][1:]} == {"2026-03-02T02:00:00.000+00:00"}
    assert shown["events"][0]["at"] == shown["received_at"]


def test_an_answer_may_be_completed_and_the_last_one_is_shown(asking: Caller) -> None:
    house = asking.county.house
    reply(house, NO, "先这样。", BY)
    reply(house, NO, "补充一句。", "李律师")
    assert show_order(house, NO)["reply"] == "补充一句。"
    assert steps(asking)[-3:] == ["办理中"] * 3


def test_closing_asks_for_an_evaluation(asking: Caller) -> None:
    house = asking.county.house
    reply(house, NO, "好了。", BY)
    assert close(house, NO, "已电话告知", BY) == "待评价"
    done = show_order(house, NO)["events"][-2]
    assert (done["state"], done["reason"]) == ("已办结", "已电话告知")
    assert steps(asking)[-1] == "待评价"
    assert code_of(reply, house, NO, "还有", BY) == "E-HUB-07"
    assert code_of(close, house, NO, "", BY) == "E-HUB-07"


def test_closing_without_an_answer_records_every_step_too(asking: Caller) -> None:
    close(asking.county.house, NO, "", BY)
    assert steps(asking) == ["待受理", "已受理", "派单", "已承接", "办理中", "已办结", "待评价"]


@pytest.mark.parametrize("aside", ["已撤回", "不予受理", "转办", "重复合并", "退回补正"])
@pytest.mark.parametrize("rated_before", [False, True])
def test_what_is_filed_without_being_done_is_never_called_done(
    asking: Caller, aside: str, rated_before: bool
) -> None:
    """Nor does an evaluation move it, whenever it comes: what was filed stays so."""
    house = asking.county.house
    rating = asking.terminal.evaluation(list_orders(house)[0]["order_id"], 1)
    if rated_before:
        asking.send(rating)
    for state in (aside, "归档"):
        assert set_state(house, NO, state, "说明", BY) == state
    if not rated_before:
        asking.send(rating)
    shown = show_order(house, NO)
    assert (shown["state"], shown["evaluation"]["level"]) == ("归档", 1)
    assert steps(asking) == ["待受理", aside, "归档"]
    for work in (reply, close):
        assert code_of(work, house, NO, "再说", BY) == "E-HUB-07"
    for further in PlatformState:
        assert code_of(set_state, house, NO, further.value, "说明", BY) == "E-HUB-07"
    assert steps(asking) == ["待受理", aside, "归档"]


@pytest.mark.parametrize(("level", "after"), [(5, "已评价"), (4, "已评价"), (3, "待回访"), (1, "待回访")])
@pytest.mark.parametrize("early", [False, True])
def test_an_evaluation_ends_the_wait_for_it(asking: Caller, level: int, after: str, early: bool) -> None:
    """It may come right after the order, long before anybody has closed it."""
    house = asking.county.house
    order_id = list_orders(house)[0]["order_id"]
    if early:
        asking.send(asking.terminal.evaluation(order_id, level))
        assert show_order(house, NO)["state"] == "待受理"
        assert close(house, NO, "", BY) == after
    else:
        assert close(house, NO, "", BY) == "待评价"
        asking.send(asking.terminal.evaluation(order_id, level))
    assert show_order(house, NO)["state"] == after
    assert steps(asking)[7:] == (["已评价", "待回访"] if level <= 3 else ["已评价"])
    assert show_order(house, NO)["evaluation"]["level"] == level


@pytest.mark.parametrize(("secret", "believed"), [(SECRET, True), ("1" * 26, False), ("", False)])
def test_another_terminal_is_believed_only_with_the_slip(asking: Caller, secret: str, believed: bool) -> None:
    house = asking.county.house
    order_id = list_orders(house)[0]["order_id"]
    close(house, NO, "", BY)
    other = caller(asking.county, "SS4")
    proof = secret_sha256(secret) if secret else ""
    other.send(other.terminal.evaluation(order_id, 5, secret_sha256=proof))
    shown = show_order(house, NO)
    assert (shown["evaluation"] is not None, shown["state"]) == (
        believed,
        "已评价" if believed else "待评价",
    )


def test_the_first_evaluation_that_is_believed_counts(asking: Caller) -> None:
    house = asking.county.house
    order_id = list_orders(house)[0]["order_id"]
    other = caller(asking.county, "SS4")
    other.send(other.terminal.evaluation(order_id, 1))
    asking.send(asking.terminal.evaluation(order_id, 4))
    other.send(other.terminal.evaluation(order_id, 1, rating_id=f"{order_id}:2"))
    assert show_order(house, NO)["evaluation"]["level"] == 4


@pytest.mark.parametrize("start", list(PlatformState))
def test_only_steps_of_the_table_are_taken(asking: Caller, start: PlatformState) -> None:
    house = asking.county.house
    show_order(house, NO)
    with house.engine.begin() as connection:
        connection.execute(update(ORDERS).values(state=start.value))
    for target in PlatformState:
        if target in PLATFORM_TRANSITIONS[start]:
            continue
        assert code_of(set_state, house, NO, target.value, "原因", BY) == "E-HUB-07"
    assert len(steps(asking)) == 1
    for target in PLATFORM_TRANSITIONS[start]:
        with house.engine.begin() as connection:
            connection.execute(update(ORDERS).values(state=start.value))
        assert set_state(house, NO, target.value, "原因", BY) == target.value


@pytest.mark.parametrize("state", ["不予受理", "退回补正"])
def test_a_no_needs_a_reason(asking: Caller, state: str) -> None:
    house = asking.county.house
    assert code_of(set_state, house, NO, state, "", BY) == "E-HUB-05"
    assert set_state(house, NO, state, "不属于公共法律服务", BY) == state
    assert show_order(house, NO)["events"][-1]["reason"] == "不属于公共法律服务"
    assert code_of(reply, house, NO, "答", BY) == "E-HUB-07"


def test_the_slip_opens_every_step(asking: Caller) -> None:
    house = asking.county.house
    reply(house, NO, "带身份证来。", BY)
    close(house, NO, "", BY)
    order_id = list_orders(house)[0]["order_id"]
    with house.engine.connect() as connection:
        rows = connection.execute(select(ORDER_EVENTS).order_by(ORDER_EVENTS.c.step)).all()
    entries = [open_entry(row.entry, SECRET, order_id, row.step) for row in rows]
    assert [(entry.state, entry.at) for entry in entries] == [(row.state, row.at) for row in rows]
    assert [entry.reply for entry in entries if entry.reply] == ["带身份证来。"]
    assert len({len(row.entry) for row in rows}) == 1, "a step and an answer are of one length"
    cursors = [row.progress_cursor for row in rows]
    assert cursors == sorted(set(cursors))


def test_an_order_that_cannot_be_opened_cannot_be_answered(county: County) -> None:
    asking, oid = caller(county), new_id()
    asking.send(asking.terminal.order(oid, changes={"slip_secret": "short"}))
    for work in (lambda: reply(county.house, oid, "答", BY), lambda: close(county.house, oid, "", BY)):
        assert code_of(work) == "E-HUB-06"
    assert code_of(reply, county.house, "SS3-9999", "答", BY) == "E-HUB-04"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n ",
        "a\x1b[2Jb",
        "好的😀",
        "a\x00b",
        "a\rb",
        "tab\tno",
        "\u202eabc",
        "a\u2066b",
        "a\u2028b",
        "\ue000",
        "字" * (LONGEST_REPLY + 1),
    ],
)
def test_a_text_that_could_do_more_than_be_read_is_refused(asking: Caller, text: str) -> None:
    assert code_of(reply, asking.county.house, NO, text, BY) == "E-HUB-05"
    assert steps(asking) == ["待受理"]


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=300))
def test_any_writing_is_kept_as_it_is(text: str) -> None:
    if text.strip():
        assert clean(text, 300, "答复") == text.strip()


def test_a_long_answer_is_carried_whole(asking: Caller) -> None:
    text = "字" * LONGEST_REPLY
    reply(asking.county.house, NO, text, BY)
    assert show_order(asking.county.house, NO)["reply"] == text


def test_an_unknown_state_names_those_there_are(asking: Caller) -> None:
    with pytest.raises(HubError, match="待受理"):
        set_state(asking.county.house, NO, "办好了", "", BY)
    assert code_of(reply, asking.county.house, NO, "答", "") == "E-HUB-05"


def test_a_lost_key_holds_up_no_evaluation_behind_it(asking: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of two rated orders cannot be opened any more; the second is settled all the same."""
    house = asking.county.house
    asking.send(asking.terminal.order())
    for order_no in (NO, "SS3-0002"):
        close(house, order_no, "", BY)
    first, second = (order["order_id"] for order in list_orders(house))
    for order_id in (first, second):
        asking.send(asking.terminal.evaluation(order_id, 5))

    def lost(raw: bytes, keys: HubKeys) -> OrderBody:
        body = open_order(raw, keys)
        if body.order_id == first:
            raise CannotOpen("sealed")
        return body

    monkeypatch.setattr("hub.orders.moves.open_order", lost)
    states = {order["order_id"]: order["state"] for order in list_orders(house)}
    assert states == {first: "待评价", second: "已评价"}
