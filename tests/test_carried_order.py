"""What was worked out on a terminal, from the touch through store, sync and hub to the desk in words."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hub.cli import main as hub_main
from kiosk.domain import messages as m
from kiosk.domain import update_matter as um
from kiosk.domain.flow import Screen
from kiosk.domain.library import ServiceItem
from kiosk.domain.update_along import Enclose
from kiosk.domain.update_sums import AnswerSum
from script.gallery_forms_chosen import AT
from tests.hub.orders.releases import lay_down
from tests.support.matters import NOTE, SITE, with_matters
from tests.support.scenarios import BUNDLE, WAGES
from tests.support.to_hub import Resident, Scene
from tests.support.wait import until
from tests.test_spoken_order import scene

__all__ = ["scene"]  # the fixture

ORDER = "0193b0c5-0000-7000-8000-00000000cafe"
SUM = um.OpenWay("calculator", "payment-order", "none")


def asked(base: ServiceItem) -> ServiceItem:
    return replace(base, id="legal-aid", notice=replace(base.notice, along="答过算过的，也一起交。"))


def _reckoned(resident: Resident) -> bool:
    visit = resident.state.visit
    return visit is not None and any(one.result is not None for one in visit.sums)


def touch(resident: Resident, *messages: object) -> None:
    for message in messages:
        resident.touch(message)


def submitted(resident: Resident, *last: object) -> str:
    """A bundle from its first question to its order; the order's number."""
    opened = (m.Wake("visit"), um.OpenMatter("bundle", "unpaid-wages"), SITE, NOTE, um.GoOn())
    summed = (um.StopPassed(1, skipped=False), SUM, AnswerSum("payment-order", "amount", "12000"))
    touch(resident, *opened, *summed)
    assert until(lambda: _reckoned(resident))
    touch(resident, um.UseSum("payment-order"), um.StopPassed(3, skipped=True))
    touch(resident, um.OpenWay("item", "legal-aid", ORDER), m.Answer("request", "老板三个月没发工资"))
    touch(resident, *(m.NextPage(), m.GiveConsent(AT)) * 6)
    assert resident.sees(Screen.CHECK)
    touch(resident, *last, m.Submit())
    assert resident.sees(Screen.SUBMITTED)
    submission = resident.state.visit.submission  # type: ignore[union-attr]
    assert submission is not None
    return submission.committed.order_no


@pytest.mark.parametrize("goes", [True, False])
def test_it_is_read_at_the_desk_in_words_or_was_never_sent(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str], goes: bool
) -> None:
    with scene.running() as terminal:
        resident = Resident(terminal)
        assert until(lambda: resident.state.can_submit and bool(resident.state.sums))
        library = resident.state.library
        assert library is not None
        item = asked(library.items[0])
        content = with_matters(replace(library, items=(item,), english=None))
        resident.touch(m.ReleaseChanged(content))
        number = submitted(resident, *(() if goes else (Enclose(yes=False),)))
        assert scene.sync() == 0
        assert until(lambda: resident.state.visit.submission.delivered)  # type: ignore[union-attr]

    lay_down(tmp_path / "content", library.info.release, item, WAGES, BUNDLE)
    assert hub_main([*scene.hub, "content", "import", str(tmp_path / "content")]) == 0
    shown = scene.at_hub(capsys, "show", number)
    assert shown["fields"]["request"] == "老板三个月没发工资"
    if not goes:
        assert shown["worked"] is None
        return
    worked = shown["worked"]
    assert worked["bundle"]["title"] == "讨薪一件事"
    assert [(one["ask"], one["say"]) for one in worked["path"]] == [
        ("您在哪里干活？", "工地"),
        ("有欠条吗？", "有"),
    ]
    assert worked["outcome"]["title"] == "有办法"
    (made,) = worked["sums"]
    assert made["name"] == "payment-order"
    assert made["result"].endswith("元")
    assert "12,000 元" in json.dumps(made["given"], ensure_ascii=False)
