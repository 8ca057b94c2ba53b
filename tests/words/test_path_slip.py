"""The paper of what was asked, answered and done: danger first, inside both widths, no name on it."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.devices.printer.encode import Line
from kiosk.devices.printer.layout import compose
from kiosk.devices.printer.paper import Paper
from kiosk.domain.bundle import How
from kiosk.domain.comfort import Language
from kiosk.domain.duty import ALWAYS
from kiosk.domain.library import Office
from kiosk.domain.scenario import PathLine
from kiosk.domain.scenario_matter import Passed, PathPaper, Way
from kiosk.words.slips import PathSlip, say
from kiosk.words.texts import Texts
from tests.support.scenarios import COURT

ON = date(2026, 11, 23)
OFFICE = Office("office/court", "示例县法院", "court", "望海路 1 号", "0580-0000001", ALWAYS, 30.0, 122.0)
PATH = (PathLine("您在哪里干活？", "工地"), PathLine("有欠条吗？", ""))
STOPS = (
    Passed(Way("scenario", "wages", "工钱没拿到"), How.DONE),
    Passed(Way("guide", "labour/unpaid-wages", "老板拖欠工资"), How.DONE),
    Passed(Way("calculator", "payment-order", ""), How.DONE, "116.67"),
    Passed(Way("document", "arbitration-application", "劳动仲裁申请书"), How.NOT_NEEDED),
    Passed(Way("item", "legal-aid", "申请法律援助"), How.SKIPPED),
)
PAPER = PathPaper(
    Language.ZH, "菜园码头", "讨薪一件事", PATH, replace(COURT, urgent="被打，打 110。"), (OFFICE,), ON, STOPS
)


def said(paper: PathPaper) -> PathSlip:
    found = say(paper, Texts())
    assert isinstance(found, PathSlip)
    return found


def test_what_was_asked_and_what_was_done() -> None:
    slip = said(PAPER)
    assert slip.path == ("您在哪里干活？ 答：工地", "有欠条吗？ 答：不清楚")
    assert slip.did == ("老板拖欠工资：做完了", "算一算：116.67 元", "申请法律援助：跳过了")
    fee, last = (
        Passed(Way("calculator", "one", ""), How.DONE, found) for found in ("12000.00", "2024-08-30")
    )
    assert said(replace(PAPER, stops=(fee, last))).did == ("算一算：12,000 元", "算一算：2024年8月30日")
    assert slip.where == ("示例县法院，望海路 1 号，0580-0000001，窗口 24 小时",)
    assert slip.law == ("《劳动法》第 50 条：工资不能拖欠",)
    assert slip.note == "样例，以工作人员答复为准"
    assert said(replace(PAPER, sample=False)).note == "以工作人员答复为准"
    assert "工地" not in repr(slip)


def test_a_bundle_without_questions_has_its_stops_alone() -> None:
    slip = said(replace(PAPER, outcome=None, path=(), offices=()))
    assert (slip.outcome, slip.answer, slip.path, slip.where, slip.law) == ("", (), (), (), ())
    assert slip.did


@pytest.mark.parametrize("on", [Paper(), Paper(dots=384, qr_module=5)], ids=["80mm", "58mm"])
def test_it_is_laid_out_danger_first(on: Paper) -> None:
    lines = [part for part in compose(said(PAPER), on) if isinstance(part, Line)]
    words = ["".join(span.text for span in line.spans) for line in lines]
    marks = [text for text in words if text.startswith("【")]
    assert marks == [
        "【情况紧急】",
        "【结果】",
        "【怎么做】",
        "【办了哪些】",
        "【去哪里】",
        "【法律依据】",
        "【您答的】",
    ]
    assert all(sum(span.columns for span in line.spans) <= on.columns for line in lines)
