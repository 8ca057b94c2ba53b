"""What several tests of papers need: a font of whole ems, and small templates."""

from kiosk.domain.article import ArticleNo
from kiosk.domain.library import Choice, FormField, FormStep, LawRef
from kiosk.domain.library_services import Block, DocumentTemplate


class WholeEms:
    """Every character is as wide as high, ASCII half of it; ☒ has no font."""

    def em(self, char: str) -> float:
        return 0.5 if char.isascii() else 1.0

    def drawn(self, text: str) -> str:
        return text.replace("☒", "〓")


FIELDS = (
    FormField("name", "name", "姓名", "您叫什么？"),
    FormField("amount", "money", "多少钱", "多少钱？"),
    FormField("day", "date", "哪天", "哪天？"),
    FormField(
        "how", "choice", "怎么给", "怎么给？", choices=(Choice("cash", "现金"), Choice("bank", "转账"))
    ),
    FormField("which", "choices", "哪些", "哪些？", choices=(Choice("one", "一"), Choice("two", "二"))),
    FormField("sure", "yesno", "确定", "确定吗？"),
    FormField("age", "number", "年龄", "多大？", unit="岁"),
    FormField("story", "text", "经过", "怎么回事？"),
    FormField("mark", "signature", "签名", "请签名"),
)


def template(*blocks: Block, **more: object) -> DocumentTemplate:
    given = {
        "id": "sample",
        "topic": "lending",
        "title": "样张",
        "short": "一张样张。",
        "steps": (FormStep("all", "全部", FIELDS),),
        "blocks": blocks,
        "hand_in": (),
        "law": (LawRef("民法典", ArticleNo(668), "借款写明数额"),),
        **more,
    }
    return DocumentTemplate(**given)  # type: ignore[arg-type]
