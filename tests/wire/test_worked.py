"""What goes along with an order, between programs of different ages and with what nobody should send."""

import json
from typing import Any

import pytest

from kiosk.wire import worked as w
from kiosk.wire.models import OrderBody, SubmittedAt, Wire
from kiosk.wire.worked import UNREADABLE, Worked

WHEN = SubmittedAt(
    local="2026-03-02T09:00:00+08:00",
    utc="2026-03-02T01:00:00Z",
    clock_trusted=True,
    boot_id="b",
    monotonic_s=1.0,
)
WHOLE = Worked(
    bundle="unpaid-wages",
    walked=w.Walked("wages", "court", (w.Step("where", 0), w.Step("note", w.UNSURE))),
    sums=(
        w.SumMade(
            "payment-order",
            "申请支付令要交多少",
            (w.Given("欠款", "money", "9000", "元"), w.Given("地方", "choice", "示例县")),
            amount="16.67",
            figures=(w.UsedFigure("收费标准", "2025-01-01", "", sample=True),),
        ),
    ),
    papers=("arbitration-application",),
    spots=(w.Spot("where", 30.7251, 122.4583),),
)


def body(worked: Worked | None) -> OrderBody:
    return OrderBody(
        order_id="o", order_no="SS3-0001", terminal_id="t", terminal_code="SS3", seq=1, item="consultation",
        fields={"request": "船东拖欠工资"}, site="码头", submitted_at=WHEN, consent_version="", consent_at="",
        identity_source="", content_release=1, slip_secret="0" * 26, worked=worked,
    )  # fmt: skip


def changed(**worked: Any) -> str:
    """A body whose ``worked`` is this, as a foreign program might send it."""
    said = json.loads(body(None).model_dump_json())
    return json.dumps({**said, "worked": worked})


@pytest.mark.parametrize("worked", [None, WHOLE, Worked(papers=("iou",))])
def test_it_arrives_as_it_was_sent(worked: Worked | None) -> None:
    assert OrderBody.model_validate_json(body(worked).model_dump_json()).worked == worked


class OldBody(Wire):
    """As a hub read orders before anything went along."""

    order_id: str
    fields: dict[str, str]
    flood: str = ""


def test_an_old_hub_reads_the_order_and_a_new_hub_an_old_order() -> None:
    old = OldBody.model_validate_json(body(WHOLE).model_dump_json())
    assert old.fields == {"request": "船东拖欠工资"}
    said = json.loads(body(None).model_dump_json())
    del said["worked"]
    assert OrderBody.model_validate_json(json.dumps(said)).worked is None


def test_what_a_newer_terminal_says_besides_is_left_out() -> None:
    read = OrderBody.model_validate_json(changed(papers=["iou"], faces=[1], walked=None)).worked
    assert read == Worked(papers=("iou",))


@pytest.mark.parametrize(
    "worked",
    [
        {"papers": ["x" * 101]},
        {"papers": [""]},
        {"papers": ["iou"] * 9},
        {"papers": "iou"},
        {"sums": [{"name": "a"}]},
        {"sums": [{"name": "a", "title": "x" * 201}]},
        {"walked": {"scenario": "wages", "outcome": "", "steps": [{"question": "q", "answer": -2}]}},
        {"walked": {"scenario": "wages", "outcome": "", "steps": [{"question": "q", "answer": "no"}]}},
        {"walked": {"scenario": "wages", "outcome": "", "steps": [{"question": "q", "answer": 0}] * 17}},
        {"spots": [{"field": "where", "lat": 91.0, "lon": 0.0}]},
        {"spots": [{"field": "where", "lat": "north", "lon": 0.0}]},
    ],
    ids=str,
)
def test_what_cannot_be_read_never_costs_the_order(worked: dict[str, Any]) -> None:
    read = OrderBody.model_validate_json(changed(**worked))
    assert read.worked == UNREADABLE
    assert read.fields == {"request": "船东拖欠工资"}


def test_nothing_is_nothing() -> None:
    assert not Worked()
    assert not Worked(bundle="unpaid-wages")
    assert all((WHOLE, UNREADABLE, Worked(papers=("iou",))))


def test_at_its_largest_it_is_small_beside_an_envelope() -> None:
    given = w.Given("项" * 200, "choice", "值" * 200, "元" * 200)
    one = w.SumMade("n" * 100, "名" * 200, (given,) * w.GIVEN_MOST, outcome="果" * 200)
    whole = Worked(sums=(one,) * w.SUMS_MOST)
    assert len(body(whole).model_dump_json().encode()) < 512 * 1024


@pytest.mark.parametrize(
    "make",
    [
        lambda: Worked(bundle="b" * 101),
        lambda: w.Spot("where", float("nan"), 0.0),
        lambda: w.Given("x" * 201, "money", "1"),
        lambda: w.Step("", 0),
        lambda: Worked(sums=(w.SumMade("a", "b"),) * 7),
    ],
)
def test_it_is_bounded_where_it_is_made(make: Any) -> None:
    with pytest.raises(ValueError, match=r"too|id|earth"):
        make()
