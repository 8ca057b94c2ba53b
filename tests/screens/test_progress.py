"""The screens of an order's progress, on the real window: what they say, what they offer, what they keep."""

import re

import pytest

from kiosk.words.texts import messages
from tests.flows.steps import REPLY
from tests.screens.conftest import Window
from tests.support.states import SECRET

SENTENCE = "第{}句，先去县劳动监察大队投诉，带上身份证、考勤和转账记录。"


def test_nothing_is_cut_off_or_crowded(each_window: Window) -> None:
    found = each_window.play("progressing.fits")
    assert len(found) > 35
    assert {screen.rpartition("(")[2] for screen in found} == {"progress_ask)", "progress_type)", "progress)"}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_it_is_offered_where_people_look_and_as_it_works(each_window: Window) -> None:
    found = each_window.play("progressing.asked_at")
    assert "有回执的，对准扫码口就能查进度" in found["idle with"]
    assert not any("扫码" in text for text in [*found["idle without"], *found["idle nobody enrolled"]])
    assert any("扫回执就可以" in text for text in found["home with"])
    assert any("看回执上的号码" in text for text in found["home without"])
    assert "home.progress" not in found["home nobody enrolled"]
    for page in ("idle", "home", "ask"):
        said = [
            any("拿开，过几秒再放" in text for text in found[f"{page}{name}"])
            for name in (" with", " lies with", " lies without")
        ]
        assert said == [False, True, False], page
    assert found["ask with"][0] == "progress_ask"
    assert {"把回执上的码对准扫码口", "没有回执上的码？手输号码"} <= set(found["ask with"])
    assert found["ask without"][0] == "progress_type"
    assert "扫码口现在用不了，请手输" in found["ask without"]
    assert (found["help with"], found["help without"]) == (["progress_ask"], ["progress_type"])


def test_a_slip_can_be_typed_by_touches_alone(each_window: Window) -> None:
    played = each_window.play("progressing.type_it", other=False)
    assert played["seen"] == ["SS3-147", "7K0QX 112TA"]
    assert "还差 5 个，请对着回执看" in played["wrong"]
    assert played["asked"] == ["SS3-0147", "", "7K0QX112TA"]
    assert "正在查，请等一下" in played["waiting"]
    assert "号码和手输码对不上" in played["told"]
    assert played["again"] == ["progress_type", "7K0QX 112TA"]
    assert "10 个齐了，不对就清空" in played["full"]
    assert "10 个齐了，不对就清空" not in played["wrong"]


def test_a_slip_of_another_terminal_too(each_window: Window) -> None:
    played = each_window.play("progressing.type_it", other=True)
    assert played["seen"] == ["ZSX", "ZSX-147", "7K0QX 112TA"]
    assert played["asked"][0] == "ZSX-0147"


@pytest.mark.parametrize("text", ["https://example.invalid/pay?to=某某人", "wxp://f2f0某某人"])
def test_a_code_of_something_else_is_never_shown(window: Window, text: str) -> None:
    played = window.play("progressing.foreign", text=text)
    assert (played["home"][0], played["ask"][0]) == ("home", "progress_ask")
    for seen in (played["home"], played["ask"]):
        assert "这不是回执上的码，请换回执" in seen
        assert not any("某某" in words or "://" in words for words in seen)
    assert "这不是回执上的码，请换回执" not in played["cleared"]


@pytest.mark.parametrize(
    ("here", "outcome", "said", "offered"),
    [
        (False, "found", ["办好了，答复在下面", "刚查到的，11月21日 14:05"], "progress.rate"),
        (True, "found", ["办好了，答复在下面"], "progress.rate"),
        (True, "offline", ["收到了，等着受理", "现在连不上网，这是 11月21日 14:05 的消息"], "progress.again"),
        (True, "limited", ["查得太多，过一阵再查最新的"], "progress.done"),
        (True, "unknown", ["最新的没查到，可打 12348 问"], "progress.again"),
        (False, "offline", ["现在连不上网，查不到", "12348"], "progress.again"),
        (False, "limited", ["查的次数太多了", "12348"], "progress.done"),
        (False, "unknown", ["没有查到这张回执", "12348"], "progress.again"),
    ],
)
def test_every_outcome_is_one_plain_sentence(
    each_window: Window, here: bool, outcome: str, said: list[str], offered: str
) -> None:
    first, kept, told = each_window.play(
        "progressing.scan", here=here, outcome=outcome, online=outcome != "offline"
    )
    assert "正在查，请等一下" in first
    expected = "11月21日 14:05 的消息，正在问最新的" if here else "正在查，请等一下"
    assert expected in kept
    assert {*said, offered} <= set(told)


def test_a_hub_that_says_nothing_is_not_called_a_network_that_is_away(window: Window) -> None:
    *_, told = window.play("progressing.scan", here=False, outcome="offline", online=True)
    assert {"已联网", "中心没有回话，查不到"} <= set(told)
    *_, told = window.play("progressing.scan", here=True, outcome="offline", online=True)
    assert "中心没有回话，这是 11月21日 14:05 的消息" in told


@pytest.mark.parametrize(
    ("here", "uploaded", "said"),
    [
        (False, True, ["这台机器停用了，查不到", "换一台机器查，或者打电话问", "12348"]),
        (True, True, ["收到了，等着受理", "这台机器停用了，这是 11月21日 14:05 的消息"]),
        (True, False, ["已提交，还没有送出去", "这台机器停用了，请打 12348 问"]),
    ],
)
def test_a_terminal_the_hub_has_stopped_promises_nothing_and_offers_no_second_try(
    each_window: Window, here: bool, uploaded: bool, said: list[str]
) -> None:
    *_, told = each_window.play(
        "progressing.scan", here=here, outcome="offline", online=False, stopped="E-SYN-05", uploaded=uploaded
    )
    assert {*said, "已停用，可以看办法", "progress.done"} <= set(told)
    assert not {"progress.again", "离线，可照常办理"} & set(told)
    assert not any("网" in text or "自动送出" in text for text in told)


def test_a_long_answer_is_read_by_one_button_and_may_be_rated_from_its_second_page(
    each_window: Window,
) -> None:
    reply = "\n".join(SENTENCE.format(number) * 3 for number in range(12))
    played = each_window.play("progressing.read_through", reply=reply)
    read = "".join(text for page in played["pages"] for text in page)
    assert all(SENTENCE.format(number) in read for number in range(12))
    assert played["count"] > 2
    assert played["rate"] == [False] + [True] * (played["count"] - 1)


@pytest.mark.parametrize("length", [1, 27, 60, 90])
@pytest.mark.parametrize("comma", [True, False])
def test_no_line_of_an_answer_is_cut_off_at_the_end_of_a_page(
    each_window: Window, length: int, comma: bool
) -> None:
    """On the low panel the fourth line of a sentence of sixty characters was, with its full stop overleaf."""
    words = "请您带上合同，去劳动监察大队，" if comma else "请您带上合同去劳动监察大队投诉"
    sentence = (words * 7)[:length].rstrip("，") + "。"
    played = each_window.play("progressing.read_through", reply="\n".join([sentence] * 6), closely=True)
    assert played["faults"] == []
    for page in played["pages"]:
        assert not [text for text in page if text[0] in "，。"]
    read = "".join(text for page in played["pages"] for text in page)
    assert read.count("请") >= sentence.count("请") * 6


@pytest.mark.parametrize("why", ["由县里的律师接手，", "材料还没有到，要等县里的大队查清楚，" * 6])
def test_no_page_begins_with_why_when_the_step_is_overleaf(each_window: Window, why: str) -> None:
    """Why is read below its step; only what a page cannot hold goes on overleaf."""
    pages = each_window.play("progressing.steps_with_why", why=why)
    assert len(pages) > 1
    assert [page["faults"] for page in pages if page["faults"]] == []
    told = [text for page in pages for text in page["told"]]
    assert "".join(told).count(why[:5]) >= 9
    if len(why) < 20:
        for page in pages:
            steps = [text for text in page["told"] if re.search("点$|点多$", text)]
            assert len(steps) == sum("次。" in text for text in page["told"])


def test_whose_reason_stands_overleaf_is_led_there(each_window: Window) -> None:
    """Large text on a low panel: below where the order stands there is no room for why."""
    why = "缺能证明欠您多少钱的材料，欠条、转账记录都可以。"
    pages = each_window.play("progressing.sent_back", why=why)
    first = next(number for number, told in enumerate(pages) if why[:12] in "".join(told))
    for number, told in enumerate(pages):
        assert ("接着看" in told) is (number < first)
    assert first == 0 or "请您补材料" in pages[first]


@pytest.mark.parametrize(
    ("times", "columns", "said"), [(3, 48, ""), (40, 48, "0.7 米"), (72, 48, "1.2 米"), (40, 32, "1 米")]
)
def test_before_much_paper_is_printed_it_says_how_much(
    each_window: Window, times: int, columns: int, said: str
) -> None:
    reply = "工资可以要回来，不收费，先去县里的大队投诉一下。" * 2 * times
    played = each_window.play("progressing.read_through", reply=reply, columns=columns)
    told = [text.replace("70 厘米", "0.7 米") for text in played["pages"][0] if text.startswith("打印")]
    assert [text for text in told if "约" in text and "米" in text] == [
        text for text in told if said and said in text
    ]
    assert any(said in text and "约" in text for text in told) == bool(said)


@pytest.mark.parametrize("reply", ["一" * 8000, "a" * 3000, "\n\n 一行\n\n" * 200])
def test_whatever_was_written_is_all_there(window: Window, reply: str) -> None:
    played = window.play("progressing.read_through", reply=reply)
    read = "".join(text for page in played["pages"] for text in page)
    wanted = reply.strip()[0]
    assert read.count(wanted) >= reply.count(wanted)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("sent", "已送到打印机，请取走"),
        ("uncertain", "请看有没有打出来"),
        ("refused", "打印机没纸了，可以用手机拍"),
    ],
)
def test_printing_is_told_truthfully(window: Window, report: str, said: str) -> None:
    played = window.play("progressing.print_it", report=report)
    assert "正在打印，请等一下" in played["sending"]
    assert said in played["told"]


@pytest.mark.parametrize("guide", [False, True])
def test_what_is_said_of_a_printer_that_fails_later_covers_no_text(each_window: Window, guide: bool) -> None:
    played = each_window.play("progressing.printer_troubled", guide=guide)
    assert len(played) == 7
    assert {when: faults for when, faults in played.items() if faults} == {}


@pytest.mark.parametrize(("how", "screen"), [("hide", "idle"), ("home", "home"), ("time", "idle")])
def test_nothing_of_an_answer_is_left_on_the_glass_or_behind_it(
    window: Window, how: str, screen: str
) -> None:
    played = window.play("progressing.wiped", how=how)
    assert REPLY in played["shown"]
    assert played["screen"] == screen
    code = f"{SECRET[:5]} {SECRET[5:10]}"
    for left in (played["kept"], played["alive"]):
        assert not [text for text in left if REPLY[:6] in text or code in text]


def test_every_sentence_is_short_and_plain() -> None:
    for text in (one.source for one in messages() if one.context == "progress"):
        for sentence in re.split("[。？！]", text):
            assert len(re.findall("[\u4e00-\u9fff，“”]", sentence)) <= 20, sentence
        assert not re.search("[A-Za-z]{2,}|请求|错误|失败|系统|数据|用户", text), text
