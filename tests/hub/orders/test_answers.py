"""Every kind of answer is shown in the words of its question; what nobody may miss stands above all."""

import unicodedata
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.orders import own_words
from hub.orders.answers import LONGEST, MOST_ANSWERS, SIGNED, UNREADABLE, read_answers, signatures
from hub.orders.desk import show_order
from hub.orders.form_files import read_forms
from hub.orders.forms import FormChoice, FormField, FoundForm, ItemForm, keep_forms
from hub.orders.text import WIDTH, order_lines, width
from hub.uplink.intake import accept
from kiosk.domain import forms, forms_kinds
from kiosk.domain.library import Choice, FieldKind
from kiosk.domain.library import FormField as Field
from tests.hub.conftest import County
from tests.hub.orders import releases
from tests.support.county import new_id

NO_CALLS = "不要打电话：答复用 reply 写，他凭回执看"


def form(*fields: FormField, title: str = "办一件事") -> FoundForm:
    return FoundForm(1, ItemForm(title=title, fields=fields))


def one(kind: str, value: str, *choices: tuple[str, str], unit: str = "") -> str:
    """The words of one answer of this kind."""
    options = tuple(FormChoice(id=name, label=label) for name, label in choices)
    asked = FormField(id="x", kind=kind, label="问", choices=options, unit=unit)
    (answer,) = read_answers("item", {"x": value}, 1, form(asked))["answers"]
    return str(answer["text"])


def attention(fields: dict[str, str], found: FoundForm | None) -> list[str]:
    said: list[str] = read_answers("item", fields, 1, found)["attention"]
    return said


def shown(county: County, fields: dict[str, str], release: int, item: str = releases.ITEM) -> dict[str, Any]:
    """An order as the desk gives it, sealed by a terminal and taken in by a real hub."""
    oid = new_id()
    changes = {"item": item, "fields": fields, "content_release": release}
    accept(county.house, county.terminal().order(oid, changes=changes))
    return show_order(county.house, oid)


def test_an_order_of_every_kind_there_is(county: County, tmp_path: Path) -> None:
    """From the editor's release and the terminal's own form to the lines an adviser reads."""
    item = releases.service_item(*releases.FIELDS)
    assert {field.kind for field in releases.FIELDS} == set(get_args(FieldKind))
    releases.lay_down(tmp_path, 7, item)
    for release, found in read_forms(tmp_path).items():
        keep_forms(county.house, release, found)
    order = shown(county, releases.submitted(item), 7)
    lines = order_lines(order)
    assert lines[:3] == [f"【注意】  {NO_CALLS}", "【注意】  绿色通道，先办：七十岁以上的老人；残疾人", ""]
    assert f"事项      申请支持起诉（{releases.ITEM}）" in lines
    start = lines.index("居民写的")
    assert lines[start + 1 : lines.index("经过") - 1] == [
        "  您的事        船东拖欠工资",
        "  替谁办        王小鱼",
        "  是哪一类事    讨薪",
        "  欠您多少      12,500.50 元",
        "  从哪天起      2026年3月2日",
        "  干了几天      90 天",
        "  手里有什么    劳动合同；聊天记录",
        "  参保没有      否",
        "  在哪里干活    菜园镇码头",
        "  去哪家公证处  示例公证处",
        "  想哪天去      2026年3月4日 周三 下午",
        "  船号          浙嵊渔12345",
        "  对方身份证    33092219000101007X",
        "  姓名          陈海",
        "  身份证号      330922190001010010",
        "  出生日期      1900年1月1日",
        "  电话          13000000000",
        "  怎么找您      不要打电话，凭回执看",
        "  要不要先办    七十岁以上的老人；残疾人",
        "  签名          签了名，2 笔。看图：",
        f"                kiosk-hub orders signature {order['order_no']} --out 签名.png",
        "  合同的照片    没有拍，办事时带来",
    ]
    assert order["form_note"] == ""
    assert order["fields"] == releases.submitted(item)  # as it came, for programs


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("money", "0.50", "0.50 元"),
        ("money", "1000.00", "1,000 元"),
        ("money", "999999999999.99", "999,999,999,999.99 元"),
        ("money", "一千", "一千"),
        ("money", "1e5", "1e5"),
        ("money", "１２", "１２"),
        ("date", "2026-11-30", "2026年11月30日"),
        ("date", "2026-02-30", "2026-02-30"),
        ("date", "去年", "去年"),
        ("yesno", "yes", "是"),
        ("yesno", "no", "否"),
        ("yesno", "maybe", "选项编号 maybe"),
        ("number", "3", "3"),
        ("contact", "visit", "上门"),
        ("contact", "other", "选项编号 other"),
        ("hologram", "<b>x</b>", "<b>x</b>"),
        ("pages", "3", "拍了 3 页"),
        ("pages", "no_camera", "摄像头用不了，没有拍，办事时带来"),
        ("pages", "<b>", "<b>"),
        ("office", "示例公证处", "示例公证处"),
        ("slot", "2026-11-25 上午", "2026年11月25日 周三 上午"),
        ("slot", "any", "哪天都行"),
        ("slot", "2026-02-30 上午", "2026-02-30 上午"),
        ("slot", "2026-11-25 <b>", "2026-11-25 <b>"),
        ("signature", "S1;0,0 9,9", "签了名，1 笔"),
        ("signature", "later", "未签，到场补签"),
        ("signature", "S1;0,0 9,1001", UNREADABLE),
        ("signature", "<svg onload=x>", UNREADABLE),
    ],
)
def test_words_of_a_value(kind: str, value: str, said: str) -> None:
    assert one(kind, value) == said


def test_what_was_chosen_is_said_in_the_words_that_were_touched() -> None:
    options = (("a", "离婚、赡养"), ("b", "工伤"))
    assert one("choice", "a", *options) == "离婚、赡养"
    assert one("choices", "b,a,c", *options) == "工伤；离婚、赡养；选项编号 c"
    assert one("choice", "a,b", *options) == "选项编号 a,b"
    assert one("number", "90", unit="天") == "90 天"


@pytest.mark.parametrize("kind", ["contact", "choice"])
def test_who_is_not_to_be_called_stands_first(kind: str) -> None:
    said = (FormChoice(id="none", label="随便"), FormChoice(id="sms", label="短信"))
    asked = FormField(id="contact", kind=kind, label="怎么找您", choices=said)
    assert attention({"contact": "none"}, form(asked)) == [NO_CALLS]
    assert attention({"contact": "sms"}, form(asked)) == ["只发短信，不要打电话"]
    assert attention({"contact": "phone"}, form(asked)) == []
    assert attention({"contact": "none"}, None) == [NO_CALLS]


@pytest.mark.parametrize("label", ["不要打电话，我凭回执看", "别打电话", "请勿再打电话"])
@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_a_question_of_the_editors_own_bars_calls_by_its_words(kind: str, label: str) -> None:
    """Kept apart from ids: an editor may call the answer as he likes."""
    said = (FormChoice(id="slip", label=label), FormChoice(id="call", label="打电话"))
    asked = FormField(id="how", kind=kind, label="怎么找您", choices=said)
    assert attention({"how": "slip"}, form(asked)) == [NO_CALLS]
    assert attention({"how": "call"}, form(asked)) == []


def test_the_strictest_wish_counts() -> None:
    asked = [FormField(id=name, kind="contact", label=name) for name in ("a", "b")]
    assert attention({"a": "sms", "b": "none"}, form(*asked)) == [NO_CALLS]


def test_without_its_form_a_wish_is_rather_believed_than_missed() -> None:
    (calls, green) = attention({"reach": "none", "first": "elder,migrant"}, None)
    assert calls.startswith(NO_CALLS)
    assert "reach 填的是 none，对不上表单，先当真" in calls
    assert green == "可能是绿色通道：老年人；农民工（first，对不上表单）"
    for sure in ({"reach": "none", "contact": "none"}, {"contact": "none", "reach": "none"}):
        assert attention(sure, None) == [NO_CALLS]
    assert attention({"reach": "phone", "first": "elder,other"}, None) == []
    assert attention({"note": "none"}, form(FormField(id="note", kind="text", label="还有"))) == []


def test_what_nobody_knows_is_shown_by_its_id_and_says_so(county: County) -> None:
    order = shown(county, {"amount": "12500.50", "first": "elder"}, 3)
    said = "\n".join(order_lines(order))
    assert "事项      support-suit\n" in said
    assert "表单      中心没有这个事项的表单（内容第 3 版），认不得的照编号写\n" in said
    assert "\n          收下那一版：kiosk-hub content import 目录\n" in said
    assert "  amount        12500.50\n" in said
    assert "  first         elder\n" in said


def test_an_order_of_the_first_library_needs_no_form(county: County) -> None:
    """Old orders, and a hub that was never given any content."""
    order = shown(county, {"request": "救命", "matter": "violence", "contact": "none"}, 1, "legal-aid")
    assert order["form_note"] == ""
    assert [(a["label"], a["text"]) for a in order["answers"]] == [
        ("您的事", "救命"),
        ("是哪一类事", "家里挨打"),
        ("方便怎么联系", "不要打电话，我凭回执看"),
    ]
    assert order_lines(order)[0] == f"【注意】  {NO_CALLS}"


def test_the_words_of_another_release_are_said_to_be_that(county: County, tmp_path: Path) -> None:
    """The resident saw 讨薪; the release after renamed it, and the one before never asked."""
    for release, label in ((4, "老词"), (5, "新词")):
        asked = Field("matter", "choice", label, "", choices=(Choice("w", label * 2),))
        releases.lay_down(tmp_path, release, releases.service_item(asked))
    for release, found in read_forms(tmp_path).items():
        keep_forms(county.house, release, found)
    exact, newest = shown(county, {"matter": "w", "gone": "x"}, 4), shown(county, {"matter": "w"}, 9)
    assert [(a["label"], a["text"]) for a in exact["answers"]] == [("老词", "老词老词"), ("gone", "x")]
    assert exact["form_note"] == "有几项表单里没有，照编号写"
    assert [(a["label"], a["text"]) for a in newest["answers"]] == [("新词", "新词新词")]
    assert newest["form_note"] == "照内容第 5 版的题目和选项；这一单是照第 9 版填的，可能不一样"


@pytest.mark.parametrize(
    ("item", "release"), [("a\0b", 1), ("x" * 5000, 1), ("x", 1 << 70), ("x", -1), ("", 0)]
)
def test_what_no_column_takes_is_shown_all_the_same(county: County, item: str, release: int) -> None:
    assert order_lines(shown(county, {"request": "救命"}, release, item))


def test_what_is_too_long_is_cut_and_says_so() -> None:
    said = one("text", "字" * (LONGEST + 1))
    assert said.startswith("字" * LONGEST + "……\n")
    assert f"一共 {LONGEST + 1} 个字" in said
    assert one("text", "字" * LONGEST) == "字" * LONGEST
    many = {f"f{number}": "x" for number in range(MOST_ANSWERS + 3)} | {"contact": "none"}
    read = read_answers("item", many, 1, None)
    assert (len(read["answers"]), read["more_answers"]) == (MOST_ANSWERS, 4)
    assert read["attention"] == [NO_CALLS]  # also behind what is left out
    (answer,) = read_answers("item", {"x" * 9999: "y"}, 1, None)["answers"]
    assert len(answer["label"]) < 120


def test_what_is_to_be_signed_later_is_no_picture(county: County, tmp_path: Path) -> None:
    signed = FormField(id="s", kind="signature", label="签名")
    assert signatures({"s": "later", "t": releases.SIGNATURE}, form(signed)) == ["t"]
    item = releases.service_item(*releases.FIELDS)
    releases.lay_down(tmp_path, 7, item)
    keep_forms(county.house, 7, read_forms(tmp_path)[7])
    order = shown(county, {**releases.submitted(item), "signed": "later"}, 7)
    said = order_lines(order)
    assert "  签名          未签，到场补签" in said
    assert not [line for line in said if "orders signature" in line]


def test_only_what_can_be_drawn_is_offered_as_a_picture() -> None:
    signed = FormField(id="s", kind="signature", label="签名")
    for value, found in ((releases.SIGNATURE, form(signed)), (releases.SIGNATURE, None)):
        (answer,) = read_answers("item", {"s": value}, 1, found)["answers"]
        assert (answer["kind"], answer["text"]) == (SIGNED, "签了名，2 笔")
    (answer,) = read_answers("item", {"s": "S1;x"}, 1, None)["answers"]
    assert (answer["kind"], answer["text"]) == ("", "S1;x")


WORD = st.text(max_size=60)
KIND = st.sampled_from([*get_args(FieldKind), "hologram"])


@given(st.dictionaries(WORD, st.tuples(WORD, KIND, WORD), max_size=6))
def test_whatever_comes_stays_within_80_columns_and_steers_nothing(
    fields: dict[str, tuple[str, str, str]],
) -> None:
    asked = tuple(
        FormField(id=name, kind=kind, label=label, reads=("name", "number"))
        for name, (label, kind, _) in fields.items()
        if name
    )
    values = {name: value for name, (_, _, value) in fields.items()}
    for found in (form(*asked), None):
        read = read_answers("item", values, 1, found)
        order = {
            "order_no": "SS3-0147",
            "order_id": "1",
            "state": "待受理",
            "submitted_at": "",
            "clock": {"clock_trusted": True},
            "received_at": "",
            "terminal_code": "SS3",
            "terminal_id": "2",
            "seq": 1,
            "site": "",
            "item": "item",
            "recordings": [],
            "pages": [],
            "flood": "",
            "fields": values,
            "events": [],
            "evaluation": None,
            **read,
        }
        lines = order_lines(order)
        assert all(width(line) <= WIDTH for line in lines)
        assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl") for letter in "".join(lines))


def test_the_terminals_own_ids_are_all_named() -> None:
    assert tuple(own_words.WISHES) == forms_kinds.WISHES
    assert tuple(own_words.TIMES) == forms_kinds.TIMES
    assert tuple(own_words.GREEN) == forms_kinds.GREEN
    assert set(own_words.YES_NO) == {forms_kinds.YES, forms_kinds.NO}
    assert {part: name for part, (name, _) in own_words.CARD.items()} == forms.CARD_FIELDS
    assert list(own_words.ADDED) == [forms.WRITTEN_NAME]
