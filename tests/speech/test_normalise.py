"""Written text becomes what a person would say; nothing that cannot be said gets through."""

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import SystemClock
from kiosk.speech import normalise
from kiosk.speech.normalise import Run, Sentence, sentences
from kiosk.speech.rule import HAN

SAID: Final = (
    # years, dates, times
    ("2024年", "二零二四年"),
    ("2024年3月15日14:30", "二零二四年三月十五日十四点三十分"),
    ("2024-03-15到2024/4/1", "二零二四年三月十五日到二零二四年四月一日"),
    ("1999—2003年", "一九九九到二零零三年"),
    ("2026年11月22日-12月1日", "二零二六年十一月二十二日到十二月一日"),
    ("周一至周五 9:00-11:30，14:00—17:05", "周一至周五九点到十一点三十分，十四点到十七点零五分"),
    ("8:00", "八点"),
    ("2:00", "两点"),
    ("24:00", "二十四点"),
    ("24小时公共法律服务", "二十四小时公共法律服务"),
    ("7×24小时", "七乘二十四小时"),
    # money
    ("工资¥1,234.50，共5万元", "工资一千二百三十四元五角，共五万元"),
    ("￥12.05", "十二元零五分"),
    ("0.5元", "五角"),
    ("0.02元", "两分"),
    ("3.5万元", "三点五万元"),
    ("100000000元", "一亿元"),
    ("2000元/月", "两千元每月"),
    ("20000元", "两万元"),
    # shares
    ("3.85%", "百分之三点八五"),
    ("15%-20%", "百分之十五到百分之二十"),
    ("4‰", "千分之四"),
    ("1/3的股份", "三分之一的股份"),
    # telephone numbers, digit by digit, 1 as 幺
    ("拨打12348", "拨打幺二三四八"),
    ("拨打１２３４８", "拨打幺二三四八"),
    ("12345", "幺二三四五"),
    ("电话0580-5081234", "电话零五八零，五零八，幺二三四"),
    ("电话：5081234", "电话，五零八，幺二三四"),
    ("13900000000", "幺三九，零零零零，零零零零"),
    ("400-123-4567", "四零零，幺二三，四五六七"),
    ("请拨110或120，或者12348", "请拨幺幺零或幺二零，或者幺二三四八"),
    ("拨打110、120、119", "拨打幺幺零，幺二零，幺幺九"),
    ("报警110", "报警幺幺零"),
    ("110报警", "幺幺零报警"),
    # the same figures as quantities
    ("12345元", "一万两千三百四十五元"),
    ("拨打123450元", "拨打十二万三千四百五十元"),
    ("打2000元", "打两千元"),
    ("120天内", "一百二十天内"),
    ("长度10、100、1000", "长度十，一百，一千"),
    # articles and order
    ("《民法典》第13条（§1084）", "民法典第十三条，第一千零八十四条"),
    ("第十三条", "第十三条"),
    ("《刑法》第 276 条之一", "刑法第二百七十六条之一"),
    ("第 133 条、第 133 条之一", "第一百三十三条，第一百三十三条之一"),
    ("第2条，2楼，2月2日", "第二条，二楼，二月二日"),
    ("1、带身份证；2、带合同", "一，带身份证二，带合同"),
    # quantities
    ("2个人，2小时，22个", "两个人，两小时，二十二个"),
    ("3-5天", "三到五天"),
    ("身高1.2m，距离2km", "身高一点二米，距离两公里"),
    ("温度-5℃", "温度负五摄氏度"),
    ("1001000", "一零零一零零零"),
    ("10010", "幺零零幺零"),
    ("1010", "一千零一十"),
    # signs, brackets, addresses
    ("男/女", "男或女"),
    ("【提示】请看屏幕……", "提示，请看屏幕"),
    ("详见 https://www.gov.cn/a?b=1，谢谢", "详见，谢谢"),
    ("网址 www.12348.gov.cn 可查", "网址，可查"),
    ("写信到 a.b@example.org。", "写信到"),
    ("🙂你好\u200b", "你好"),
    ("欠薪 辞退，打 12333 问", "欠薪，辞退，打幺二三三三问"),
    ("工单号SS3-0012", "工单号，S,S，三，杠，零，零，幺，二"),
)


def said(text: str) -> str:
    return "".join(sentence.spoken for sentence in sentences(text))


@pytest.mark.parametrize(("written", "spoken"), SAID, ids=[written for written, _ in SAID])
def test_it_is_said_as_people_say_it(written: str, spoken: str) -> None:
    assert said(written) == spoken


def test_a_text_is_said_a_sentence_at_a_time_and_captioned_as_written() -> None:
    found = sentences("拨打12348。免费！\n2楼；找人。")
    assert [(row.caption, row.spoken) for row in found] == [
        ("拨打12348", "拨打幺二三四八"),
        ("免费", "免费"),
        ("2楼", "二楼"),
        ("找人", "找人"),
    ]


def test_latin_words_in_chinese_go_to_the_english_voice() -> None:
    (row,) = sentences("下载APP，用Word打开")
    assert row.runs == (
        Run("zh", "下载"),
        Run("en", "A P P"),
        Run("zh", "，用"),
        Run("en", "Word"),
        Run("zh", "打开"),
    )


def test_english_text_is_left_to_the_english_voice_but_for_what_is_dialled() -> None:
    found = sentences("Call 12348 [free], open 24 hours. See https://example.org/x now!")
    assert [row.runs for row in found] == [
        (Run("en", "Call 1 2 3 4 8 free , open 24 hours."),),
        (Run("en", "See now!"),),
    ]


def test_a_code_that_opens_an_order_is_never_said() -> None:
    assert sentences("GL1.SS3-0012.ABCDEFGHJKMNPQRSTVWXYZ0123") == ()
    assert said("回执码GL1.SS3-0012.ABCDEFGHJKMNPQRSTVWXYZ0123。请收好") == "回执码请收好"


@pytest.mark.parametrize("nothing", ["", "  ", "……", "()", "https://example.org", "🙂", "،", "Ω", "[[]]"])
def test_what_holds_nothing_to_say_is_silent(nothing: str) -> None:
    assert sentences(nothing) == ()


def test_an_order_number_is_said_slowly_a_character_at_a_time_and_twice() -> None:
    once, again = normalise.order_number("SS3-0012")
    assert once.spoken == "S,S，三，杠，零，零，幺，二"
    assert again.spoken == "再念一遍，" + once.spoken
    assert once.caption == again.caption == "SS3-0012"
    assert normalise.order_number("…") == ()


def test_a_phone_number_is_said_in_groups() -> None:
    (row,) = normalise.phone_number("0580-5081234")
    assert row.spoken == "零五八零，五零八，幺二三四"
    assert [row.spoken for row in normalise.phone_number("+86 13900000001")] == ["幺三九，零零零零，零零零幺"]
    assert normalise.phone_number("") == ()
    (row,) = normalise.phone_number("（0580）5081234 转 801 / 12348")
    assert row.spoken == "零五八零，五零八，幺二三四转八零幺或幺二三四八"
    assert [row.spoken for row in normalise.phone_number("暂无")] == ["暂无"]


def test_a_clip_is_filed_under_what_is_heard() -> None:
    first, second = sentences("拨打12348")[0], sentences("拨打１２３４８。")[0]
    assert first.key == second.key == normalise.clip_key("拨打幺二三四八")
    assert first.key != sentences("拨打12345")[0].key
    assert re.fullmatch("[0-9a-f]{64}", first.key)


PIECES: Final = st.sampled_from(
    [
        *"0123456789年月日元%.,:-/—至第条§¥()《》2两万亿个天点幺一百十，。！ A",
        "https://",
        "GL1.",
        "拨打",
        "APP",
        "km",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)))
def test_whatever_is_written_only_speakable_words_come_out(text: str) -> None:
    for row in sentences(text):
        assert row.runs
        assert isinstance(row, Sentence)
        for run in row.runs:
            allowed = r"[A-Za-z0-9 ,.!?;:'%$-]+" if run.language == "en" else rf"[{HAN}，]+"
            assert re.fullmatch(allowed, run.text), run
            assert run.text.strip("，, ")
        chinese = any(run.language == "zh" for run in row.runs)
        assert not (chinese and re.search("[0-9]", row.spoken)), "a digit was left to the voice"


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_was_said_is_said_the_same_again(text: str) -> None:
    """The key of a clip does not depend on how often a text was made ready."""
    for row in sentences(text):
        if all(run.language == "zh" for run in row.runs):
            assert [again.spoken for again in sentences(row.spoken)] == [row.spoken]


@given(st.text(alphabet="0123456789-. ", max_size=200))
def test_of_rows_of_digits_none_is_left(text: str) -> None:
    assert not re.search("[0-9]", "".join(row.spoken for row in sentences("号" + text)))


@pytest.mark.parametrize(
    "piece", ["1", "1-", "第1、", "110、", "1,111", "1.1.", "2024-", "A1-", "(0", "1 ", "0580-"]
)
def test_a_long_row_takes_no_longer_than_it_is_long(piece: str) -> None:
    """A rule that looks at a row again from each of its digits takes 100 times as long for 10 times."""
    clock = SystemClock()

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        begun = clock.monotonic()
        sentences("号" + text)
        return clock.monotonic() - begun

    assert min(seconds(4_000) for _ in range(3)) < 1.0
