"""A slip in English: whole on both widths of paper, and plain letters wherever the library has English."""

from datetime import UTC, date, datetime

import pytest

from kiosk.devices.printer.encode import Line
from kiosk.devices.printer.layout import compose
from kiosk.devices.printer.paper import Paper
from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.duty import ALWAYS, Duty, Span
from kiosk.domain.library import Guide, LawRef, Office
from kiosk.domain.library_english import in_english
from kiosk.domain.slip import GuidePaper, Receipt, ReplyPaper, receipt
from kiosk.domain.standing import Manner, Standing
from kiosk.words.slips import GuideSlip, say
from kiosk.words.texts import load
from tests.support.states import SECRET

WIDE = Paper()
NARROW = Paper(dots=384, qr_module=5)
ENGLISH = load().of(Language.EN)
MONDAYS = Duty("times", (Span("weekdays", 510, 1020, (1,)),))
AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def lines(paper: Receipt | GuidePaper | ReplyPaper, on: Paper) -> list[str]:
    printed = compose(say(paper, ENGLISH), on)
    return ["".join(span.text for span in part.spans) for part in printed if isinstance(part, Line)]


def grouped(refs: tuple[LawRef, ...]) -> tuple[str, ...]:
    guide = Guide("a/b", "a", "？", (), (), (), (), "", "", refs, "2026-11-01", "2027-11-01", ())
    said = say(GuidePaper(Language.EN, "Pier", guide, (), date(2026, 11, 21)), ENGLISH)
    assert isinstance(said, GuideSlip)
    return said.law


def told(offline: bool = False, card: bool = True) -> Receipt:
    following = ["Answer within 1 working day", "Scan this slip here to see it"]
    return receipt(Language.EN, "Caiyuan Pier", "SS3-0147", AT, SECRET, following, "This slip", offline, card)


@pytest.mark.parametrize("on", [WIDE, NARROW], ids=["80mm", "58mm"])
def test_a_receipt_is_in_english_and_no_label_touches_its_value(on: Paper) -> None:
    found = lines(told(offline=True), on)
    whole = " ".join(" ".join(found).split())
    assert whole.isascii()
    assert found[0] == "Caiyuan Pier Public Legal Service Terminal" or on is NARROW
    for part in (
        "Receipt",
        "Number SS3-0147",
        "Time 2026-11-21 14:05",
        "Next Answer",
        "Bring This slip",
        "Note No",
    ):
        assert part in whole
    assert "Please take your ID card." in whole
    assert "Please keep this slip." in " ".join(" ".join(lines(told(card=False), on)).split())


@pytest.mark.parametrize("on", [WIDE, NARROW], ids=["80mm", "58mm"])
def test_an_answer_has_english_around_it_and_stays_as_it_was_written(on: Paper) -> None:
    standing = Standing(Manner.CLOSED)
    paper = ReplyPaper(
        Language.EN, "Caiyuan Pier", "SS3-0147", standing, (("2026-11-20T09:00:00+08:00", "先去投诉。"),), AT
    )
    found = lines(paper, on)
    assert "先去投诉。" in found
    assert "[ 20 Nov ]" in found
    assert (
        any(line.split() == ["Status", *["Done.", "The", "answer", "is", "below"]] for line in found)
        or on is NARROW
    )


def test_a_guide_that_has_english_is_printed_in_it() -> None:
    guide = Guide(
        "a/b", "a", "拖欠？", ("一。", "二。", "三。"), ("去。",), ("证",), ("office/x",), "免费。", "一年。",
        (LawRef("劳动法", ArticleNo(50), "按月发", law_en="Labour Law", gist_en="paid monthly"),),
        "2026-11-01",
        "2027-11-01", (), title_en="Not paid?", answer_en=("One.", "Two.", "Three."), steps_en=("Go.",),
        bring_en=("ID card",), cost_en="Free.", time_en="One year.",
    )  # fmt: skip
    office = Office("office/x", "队", "队", "路", "0580-0000000", MONDAYS, 30.0, 122.0, name_en="Office",
                    address_en="1 Sea Road", answers=ALWAYS)  # fmt: skip
    paper = GuidePaper(
        Language.EN, "Caiyuan Pier", in_english(guide), (in_english(office),), date(2026, 11, 21)
    )
    for on in (WIDE, NARROW):
        whole = " ".join(" ".join(lines(paper, on)).split())
        assert "Labour Law, Article 50: paid monthly" in whole
        assert "Office, 1 Sea Road, 0580-0000000 (answered 24 hours), Desk: Mon 8:30-17:00" in whole
        assert whole.replace("□", "").replace("·", "").isascii()


def test_the_name_of_a_law_is_printed_once() -> None:
    refs = (
        LawRef("Labour Law", ArticleNo(50), "a"),
        LawRef("Civil Code", ArticleNo(188), "b"),
        LawRef("Labour Law", ArticleNo(3), "c"),
        LawRef("Civil Code", ArticleNo(195), "d"),
    )
    assert grouped(refs) == (
        "Labour Law, Article 50: a",
        "Article 3: c",
        "Civil Code, Article 188: b",
        "Article 195: d",
    )
    crimes = (LawRef("Criminal Law", ArticleNo(133, 1), "e"), LawRef("Criminal Law", ArticleNo(276, 1), "f"))
    assert grouped(crimes) == ("Criminal Law, Article 133-1: e", "Article 276-1: f")
