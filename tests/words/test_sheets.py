"""What is printed of a lesson, a self-check and an article, as a slip's words."""

from dataclasses import replace
from datetime import date

from kiosk.devices.printer.layout import compose
from kiosk.devices.printer.paper import Paper
from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.slip import SheetPaper
from kiosk.words.slips import GuideSlip, say
from kiosk.words.texts import Texts, load
from tests.support.learning import SEVEN

BASE = SheetPaper(Language.ZH, "示例码头", date(2026, 11, 21), law=(SEVEN,))


def slip(paper: SheetPaper, texts: Texts | None = None) -> GuideSlip:
    said = say(paper, texts or Texts())
    assert isinstance(said, GuideSlip)
    return said


def test_a_lesson_says_what_it_says_and_what_to_remember() -> None:
    said = slip(replace(BASE, kind="lesson", heading="要有合同", said=("一段。",), items=("一句。",)))
    assert (said.heading, said.answer, said.steps) == ("要有合同", ("一段。",), ("一句。",))
    assert (said.words.steps, said.note) == ("记住这几句", "样例，以工作人员答复为准")
    assert said.law == ("《劳动合同法》第 7 条：用工那天起就有劳动关系",)
    assert compose(said, Paper())


def test_a_check_says_how_many_were_asked_and_what_to_do() -> None:
    found = replace(BASE, kind="check", heading="体检", count=3, items=("要付两倍。",), advice=("补签。",))
    said = slip(found)
    assert said.answer == ("法治体检，共 3 题", "有 1 处要当心")
    assert said.steps == ("要付两倍。怎么办：补签。",)
    assert slip(replace(found, items=(), advice=())).answer[1] == "没看出要当心的"


def test_an_article_is_named_by_its_number() -> None:
    law = replace(
        BASE, kind="law", heading="劳动合同法", article=ArticleNo(7), items=("第七条　原文。",), sample=False
    )
    said = slip(law)
    assert (said.heading, said.words.steps) == ("《劳动合同法》第 7 条", "法条原文")
    assert said.steps == ("第七条　原文。",)
    assert said.note == "以工作人员答复为准"
    inserted = slip(replace(law, heading="刑法", article=ArticleNo(276, 1)))
    assert inserted.heading == "《刑法》第 276 条之一"


def test_english_visits_get_english_headings() -> None:
    english = load().of(Language.EN)
    said = slip(replace(BASE, language=Language.EN, kind="lesson", heading="x", items=("y",)), english)
    assert said.words.steps == "Remember this"
