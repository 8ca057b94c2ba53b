"""A library with papers to write, and visits that write one."""

from dataclasses import replace
from typing import Any, Final

from kiosk.domain import messages as m
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.article import ArticleNo
from kiosk.domain.forms_conditions import Test
from kiosk.domain.library import Choice, FormField, FormStep, LawRef, Library
from kiosk.domain.library_services import Block, DocumentTemplate
from kiosk.domain.paper_shown import Drawn, PaperDrawn, SheetPage, SheetPart
from kiosk.domain.state import AppState
from tests.support.library import small_library
from tests.support.matters import with_matters
from tests.support.states import MAN, ready_state, then

LENDER: Final = "王阿婆"
NUMBER: Final = MAN
_LENT: Final = FormStep(
    "money",
    "多少钱",
    (
        FormField("lender", "name", "出钱的人", "出钱的人叫什么？", required=True, max_length=30),
        FormField("lender_id", "identity", "他的号码", "他的身份证号码？", personal=True, help="不写也行。"),
        FormField("amount", "money", "借多少", "借了多少钱？", required=True, least="0.01"),
        FormField(
            "paid",
            "choice",
            "怎么给的",
            "钱怎么给的？",
            required=True,
            choices=(Choice("transfer", "转账"), Choice("cash", "现金")),
        ),
        FormField("interest", "yesno", "要不要利息", "说好要利息吗？", required=True),
        FormField(
            "rate", "number", "利息", "一年多少？", unit="%", when=((Test("interest", one_of=("yes",)),),)
        ),
    ),
)
IOU: Final = DocumentTemplate(
    id="iou",
    topic="labour",
    title="借条",
    short="借钱的时候写。",
    steps=(_LENT,),
    blocks=(
        Block("title", "借条"),
        Block("text", "今向{lender}（{lender_id}）借款{amount}。"),
        Block("text", "用转账给付。", when="paid=transfer"),
        Block("text", "年利率{rate}。", when="interest=yes"),
        Block("sign", "借款人："),
        Block("date", "{today}"),
    ),
    hand_in=(),
    law=(LawRef("民法典", ArticleNo(668), "借款写明数额"),),
    notes=("本人当面签。",),
)
ARBITRATION: Final = DocumentTemplate(
    id="wage-arbitration",
    topic="labour",
    title="劳动仲裁申请书",
    short="工资讨不回，去仲裁。",
    steps=(
        FormStep(
            "who",
            "谁",
            (
                FormField("story", "text", "经过", "出了什么事？", required=True, max_length=300),
                FormField("owed", "money", "欠多少", "欠您多少？"),
            ),
        ),
    ),
    blocks=(
        Block("title", "劳动仲裁申请书"),
        Block("text", "{story}"),
        Block("table", rows=(("欠薪", "{owed}"),)),
    ),
    hand_in=(),
    law=(),
    copies=2,
)
ANSWERS: Final = {"lender": LENDER, "amount": "5000", "paid": "transfer", "interest": "no"}
PAGE: Final = SheetPage(124, 175, bytes([255]) * (124 * 175))


def with_papers(library: Library) -> Library:
    mine: dict[type[Any], dict[str, Any]] = {DocumentTemplate: {"iou": IOU, "wage-arbitration": ARBITRATION}}
    return replace(library, more={**library.more, **mine})


def paper_state(**changes: Any) -> AppState:
    """Idle; there are papers, and a scenario and a bundle that lead to one, and a printer for A4."""
    library = with_papers(with_matters(small_library()))
    return replace(ready_state(), **{"library": library, "sheets": True, **changes})


def drawn_of(*parts: SheetPart, pages: int = 2) -> Drawn:
    parts = parts or (SheetPart("text", "今向＿＿借款。"),)
    return Drawn((PAGE,) * pages, parts, (("先看一遍", ("对不对。",)),))


def filling(state: AppState, document_id: str = "iou") -> AppState:
    """On the first page of its form."""
    return then(state, m.Wake("visit-1"), m.Open(p.PaperAbout(document_id)), up.FillPaper(document_id))


def filled(state: AppState, answers: dict[str, str] = ANSWERS) -> AppState:
    """On the check page."""
    state = filling(state)
    for name in ("lender", "lender_id", "amount", "paid", "interest"):
        given = (m.Answer(name, answers[name]),) if name in answers else ()
        state = then(state, *given, m.NextPage())
    return state


def seen(state: AppState, drawn: Drawn | None = None) -> AppState:
    """The filled paper is on the screen."""
    state = then(filled(state), up.SeePaper())
    drawn = drawn or drawn_of(SheetPart("text", f"今向{LENDER}借款。", own=True))
    return then(state, PaperDrawn("visit-1", 1, drawn))
