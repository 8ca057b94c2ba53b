"""What the hub looks up elsewhere comes by the same mailbox, proved and sealed as an order's progress is."""

import pytest

from kiosk.domain.online import AskHub, HubTold, OnlineRow, Told
from kiosk.wire.lookups import LookupAnswer, LookupRow
from tests.support.county import new_id
from tests.support.mail_hub import THERE
from tests.support.mail_sides import Both, carry_now


def ask(both: Both, connector: str = "company", text: str = "甲公司", *, online: bool = True) -> AskHub:
    look = AskHub(new_id(), connector, text)
    both.mailbox.look_up(look, online=online)
    both.mailbox.turn()
    return look


def heard(both: Both) -> HubTold:
    assert both.files() == []
    (told,) = both.heard
    both.heard.clear()
    return told


def test_what_there_is_and_what_was_found(both: Both) -> None:
    probe = ask(both, "", "")
    carry_now(both)
    assert heard(both) == HubTold(probe.look_id, Told.FOUND, frozenset({"company"}))
    row = LookupRow(title="甲公司", lines=["在业"])
    both.hub.elsewhere = LookupAnswer(result="more", rows=[row], source="样例", as_of="2026-11-01")
    look = ask(both)
    assert [one.text for one in both.hub.looked_up] == [""]
    assert "甲公司".encode() not in b"".join(path.read_bytes() for path in both.files())
    carry_now(both)
    rows = (OnlineRow("甲公司", ("在业",)),)
    assert heard(both) == HubTold(look.look_id, Told.MORE, None, rows, "样例", "2026-11-01")
    assert both.hub.looked_up[-1].text == "甲公司"


@pytest.mark.parametrize("result", ["unknown", "away", "limited"])
def test_how_it_ended_is_told(both: Both, result: str) -> None:
    both.hub.elsewhere = LookupAnswer.model_validate({"result": result})
    look = ask(both)
    carry_now(both)
    assert heard(both) == HubTold(look.look_id, Told(result))


def test_an_answer_to_the_other_kind_of_question_is_none(both: Both) -> None:
    both.hub.elsewhere = THERE
    look = ask(both)
    carry_now(both)
    assert heard(both) == HubTold(look.look_id, Told.OFFLINE)


def test_off_line_and_too_late_are_said(both: Both) -> None:
    look = ask(both, online=False)
    assert heard(both) == HubTold(look.look_id, Told.OFFLINE)
    look = ask(both)
    both.late()
    assert heard(both) == HubTold(look.look_id, Told.OFFLINE)
