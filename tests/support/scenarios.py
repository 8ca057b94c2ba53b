"""A small scenario and a bundle that goes with it, built by hand. All made up."""

from typing import Final

from kiosk.domain.article import ArticleNo
from kiosk.domain.library import LawRef, Onward
from kiosk.domain.library_services import (
    Answer,
    Bundle,
    Outcome,
    Question,
    Scenario,
    Stop,
    Unsure,
)

LAW: Final = (LawRef("劳动法", ArticleNo(50), "工资不能拖欠"),)


def outcome(name: str, **onward: tuple[str, ...]) -> Outcome:
    return Outcome(name, "有办法", ("钱可以去讨。",), ("先去投诉。",), LAW, Onward(**onward))


COURT: Final = outcome(
    "court", guides=("labour/unpaid-wages",), calculators=("payment-order",), items=("legal-aid",)
)
ASK: Final = outcome("ask", documents=("wage-arbitration",), items=("legal-aid",))
BOAT: Final = outcome("boat", offices=("office/maritime-court",))
WAGES: Final = Scenario(
    id="wages",
    topic="labour",
    title="工钱没拿到，该找谁？",
    start="where",
    questions=(
        Question(
            "where",
            "您在哪里干活？",
            (Answer("工地", "note", (("matter", "wages"),)), Answer("船上", "boat", (("matter", "crew"),))),
            Unsure("看谁发钱。", "note"),
        ),
        Question(
            "note",
            "有欠条吗？",
            (Answer("有", "court", (("note", "yes"),)), Answer("没有", "ask")),
            Unsure("写着欠您多少的才算。", "ask"),
        ),
    ),
    outcomes=(COURT, ASK, BOAT),
)
BUNDLE: Final = Bundle(
    id="unpaid-wages",
    topic="labour",
    title="讨薪一件事",
    short="一次走完",
    stops=(
        Stop("scenario", "wages"),
        Stop("guide", "labour/unpaid-wages"),
        Stop("calculator", "payment-order", carries=(("amount", "owed"),)),
        Stop("document", "wage-arbitration"),
        Stop("item", "legal-aid", carries=(("request", "story"),)),
    ),
)
