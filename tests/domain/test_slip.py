"""The slip says what it must and nothing of the person (DESIGN: identity and privacy)."""

import dataclasses
import inspect
from datetime import date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.duty import UNKNOWN
from kiosk.domain.library import Guide, LawRef, Office
from kiosk.domain.slip import GuidePaper, Receipt, ReplyPaper, receipt
from kiosk.domain.slip_code import mask_identity, qr_payload, typed_code
from kiosk.domain.standing import Manner, Standing
from kiosk.words.slips import Slip
from tests.support.said import guide_slip, receipt_slip, reply_slip
from tests.support.states import MAN

WHEN = datetime(2026, 11, 21, 14, 5, 59)  # noqa: DTZ001 - local time as printed
SECRET = "7K3QX9M2TAHJ4N5P6Q7R8S9T0V"
NEXT = ("1 个工作日内给您打电话", "7 天内告诉您批不批")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def make(offline: bool = False, site: str = "菜园码头", card: bool = True, **changes: str) -> Slip:
    number = changes.get("order_no", "SS3-0147")
    secret = changes.get("secret", SECRET)
    bring = changes.get("bring", "身份证")
    return receipt_slip(receipt(Language.ZH, site, number, WHEN, secret, NEXT, bring, offline, card))


def test_says_what_the_specification_shows() -> None:
    slip = make()
    assert slip.title == "菜园码头公共法律服务终端"
    assert slip.heading == "受理回执"
    assert slip.time == "2026-11-21 14:05"
    assert slip.next_lines == NEXT
    assert slip.qr == f"GL1.SS3-0147.{SECRET}"
    assert slip.code == "7K3QX 9M2TA"
    assert slip.footer == "免费。问进度打 12348。请拿好身份证。"


def test_the_name_of_the_terminal_is_not_said_twice() -> None:
    assert make(site="嵊泗县公共法律服务终端").title == "嵊泗县公共法律服务终端"


def test_off_line_it_says_so_and_online_it_does_not() -> None:
    assert "没有网络" in make(offline=True).note
    assert make(offline=False).note == ""


def test_only_who_laid_a_card_down_is_asked_to_take_one_along() -> None:
    assert "身份证" in make(card=True).footer
    assert "身份证" not in make(card=False).footer


def test_nothing_of_the_person_or_the_matter_can_be_passed_in() -> None:
    """``papers``: of the item's content, and only those an editor marked (ADR 0145)."""
    allowed = {
        *("language", "site", "order_no", "at", "secret"),
        *("next_lines", "bring", "papers", "offline", "card"),
        "printed",  # how many, never which (ADR 0152)
    }
    assert set(inspect.signature(receipt).parameters) == allowed
    made = {field.name for field in dataclasses.fields(Receipt)}
    assert made == (allowed - {"secret"}) | {"qr", "code"}


@pytest.mark.parametrize("number", ["330199194912310012", "33019919491231001X", "号33019919491231001x。"])
def test_an_identity_number_is_refused_wherever_it_stands(number: str) -> None:
    with pytest.raises(ValueError, match="identity number") as caught:
        make(bring=number)
    assert number not in str(caught.value)
    with pytest.raises(ValueError, match="identity number"):
        receipt(Language.ZH, "码头", "SS3-1", WHEN, SECRET, [number], "", False)


def test_papers_are_added_once_and_judged_like_everything_else() -> None:
    receipt_of = partial(receipt, Language.ZH, "码头", "SS3-1", WHEN, SECRET, ["有人看"], "身份证", False)
    assert receipt_of(papers=("户口本", "户口本", "身份证")).papers == ("户口本",)
    with pytest.raises(ValueError, match="identity number"):
        receipt_of(papers=("33019919491231001X",))


def test_the_secret_stays_out_of_repr_and_of_error_messages() -> None:
    assert SECRET[:5] not in repr(make())
    with pytest.raises(ValueError, match="26 characters") as caught:
        make(secret=SECRET[:-1] + "U")
    assert SECRET[:5] not in str(caught.value)


@pytest.mark.parametrize("number", ["", "a-1", "SS3.0147", "SS3-0147\x1b@", "工单1", "1" * 25, "-1", "1\n"])
def test_a_number_of_another_shape_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="order number"):
        qr_payload(number, SECRET)


@pytest.mark.parametrize("secret", ["", SECRET.lower(), SECRET + "0", SECRET[:-1] + "I", SECRET + "\n"])
def test_a_secret_of_another_shape_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="26 characters"):
        typed_code(secret)


@given(st.text(alphabet=CROCKFORD, min_size=26, max_size=26))
def test_the_typed_code_is_the_head_of_the_secret_and_no_more(secret: str) -> None:
    payload = qr_payload("SS3-0147", secret)
    assert payload.isascii()
    assert payload.split(".") == ["GL1", "SS3-0147", secret]
    assert typed_code(secret).replace(" ", "") == secret[:10]


def test_a_guide_to_take_home() -> None:
    guide = Guide(
        id="labour/unpaid-wages",
        topic="labour",
        title="老板拖欠工资，怎么办？",
        answer=("工资可以要回来。", "先投诉，再仲裁。", "不查收入。"),
        steps=("留好证据", "去投诉"),
        bring=("身份证",),
        where=("office/x",),
        cost="不收钱",
        time="一年之内",
        law=(LawRef("劳动合同法", ArticleNo(30), "可以申请支付令"),),
        checked="2026-11-01",
        review_by="2027-11-01",
        asks=(),
        never="不要堵路",
    )
    office = Office("x", "县劳动监察大队", "labour", "望海路 1 号", "0580-0000000", UNKNOWN, 30.0, 122.0)
    slip = guide_slip(GuidePaper(Language.ZH, "菜园码头", guide, (office,), date(2026, 11, 21)))
    assert slip.heading == guide.title
    assert slip.where == ("县劳动监察大队，望海路 1 号，0580-0000000",)
    assert slip.law == ("《劳动合同法》第 30 条：可以申请支付令",)
    assert slip.note == "样例，以工作人员答复为准"
    assert slip.date == "2026-11-21"
    checked = dataclasses.replace(guide, sample=False)
    told = GuidePaper(Language.ZH, "菜园码头", checked, (), date(2026, 11, 21))
    assert guide_slip(told).note == "以工作人员答复为准"


def test_an_answer_carries_what_was_asked_for_and_no_number_of_a_person() -> None:
    told = (
        ("2026-11-22T09:00:00+08:00", f"先去投诉。\n号码 {mask_identity(MAN)} 没错。"),
        ("", "再补一张欠条。"),
    )
    slip = reply_slip(ReplyPaper(Language.ZH, "菜园码头", "SS3-0147", Standing(Manner.CLOSED), told, WHEN))
    assert slip.title == "菜园码头公共法律服务终端"
    assert slip.replies == (
        ("11月22日", "先去投诉。\n号码 3****************0 没错。"),
        ("", "再补一张欠条。"),
    )
    assert (slip.order_no, slip.standing) == ("SS3-0147", "办好了，答复在下面")
    assert "投诉" not in repr(slip)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (MAN, "3****************0"),
        ("号33092219000101007x。", "号3****************x。"),
        ("1330922190001010010", "1330922190001010010"),
        ("0580-0000001 与 13000000000", "0580-0000001 与 13000000000"),
    ],
)
def test_only_an_identity_number_is_masked(text: str, shown: str) -> None:
    assert mask_identity(text) == shown
