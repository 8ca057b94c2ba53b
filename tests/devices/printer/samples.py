"""Synthetic slips, and where the fonts are."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.devices.printer.glyphs import Glyphs
from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.duty import UNKNOWN
from kiosk.domain.library import Guide, LawRef, Office
from kiosk.domain.slip import GuidePaper, ReplyPaper, SumPaper, receipt
from kiosk.domain.standing import Manner, Standing
from kiosk.domain.sums import SumFigure, SumLine, SumResult
from kiosk.words.slips import GuideSlip, ReplySlip, Slip, SumSlip
from tests.support.said import guide_slip, receipt_slip, reply_slip, sum_slip

SECRET: Final = "7K3QX9M2TAHJ4N5P6Q7R8S9T0V"
PAYLOAD: Final = f"GL1.SS3-0147.{SECRET}"


def fonts() -> Path:
    return Config().fonts_path


@cache
def glyphs() -> Glyphs:
    """Loading the font takes longer than all the rest of a test."""
    return Glyphs(fonts())


def slip(offline: bool = False, site: str = "菜园码头", bring: str = "身份证、能证明这件事的材料") -> Slip:
    when = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    following = ["1 个工作日内给您打电话", "7 天内告诉您批不批"]
    return receipt_slip(receipt(Language.ZH, site, "SS3-0147", when, SECRET, following, bring, offline))


def guide(title: str = "老板拖欠工资，怎么办？", never: str = "不要堵路、爬塔吊。") -> GuideSlip:
    told = Guide(
        id="labour/unpaid-wages",
        topic="labour",
        title=title,
        answer=("工资可以要回来，劳动仲裁不收费。", "先投诉，再仲裁。", "申请法律援助，不查收入。"),
        steps=(
            "留好证据：考勤、工资条、转账记录、聊天记录、工友的话。",
            "去县劳动监察大队投诉，或打 12333。",
        ),
        bring=("身份证", "能证明在那里干活的东西"),
        where=("office/labour",),
        cost="投诉、仲裁都不收钱。",
        time="仲裁要在一年之内申请。",
        law=(LawRef("保障农民工工资支付条例", ArticleNo(10), "被欠薪可以投诉、仲裁、起诉"),),
        checked="2026-11-01",
        review_by="2027-11-01",
        asks=(),
        never=never,
    )
    office = Office("labour", "县劳动监察大队", "l", "望海路 1 号", "0580-0000000", UNKNOWN, 30.0, 122.0)
    return guide_slip(GuidePaper(Language.ZH, "菜园码头", told, (office,), date(2026, 11, 21)))


def reply(text: str = "工钱可以要回来，劳动仲裁不收费。\n先去投诉。", day: str = "11月22日") -> ReplySlip:
    when = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    told = ReplyPaper(Language.ZH, "菜园码头", "SS3-0147", Standing(Manner.CLOSED), ((day, text),), when)
    return replace(reply_slip(told), replies=((day, text),))


def reckoned() -> SumSlip:
    lines = (
        (SumLine("start", "哪天开始上班", "date"), "2020-03-01"),
        (SumLine("wage", "月平均工资", "money", unit="元"), "8000"),
    )
    figure = SumFigure("示例县职工月平均工资", "8100 元", "编的，不能当真", "2026-01-01", "2026-12-31", True)
    result = SumResult(
        amount="40000.00",
        steps=(
            "从2020年3月1日到2024年8月31日：满 4 年，算 4 个月工资",
            "经济补偿：8000 × 5 = 40000 元",
        ),
        articles=("《劳动合同法》第47条",),
        figures=(figure,),
        warnings=("申请劳动仲裁一般要在一年之内",),
        note="仅供参考，以法院、仲裁、经办机构核定为准",
        sample=True,
    )
    on = date(2026, 11, 21)
    return sum_slip(SumPaper(Language.ZH, "菜园码头", "不让干了，能拿多少补偿", lines, result, on))
