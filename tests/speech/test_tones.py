"""The reading of a character depends on its word: legal words, our screens' words, these islands."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.lexicon import SURNAMES, TITLES, WORDS
from kiosk.speech.tones import marked

READ: Final = {
    # what the voice alone reads wrong
    "重庆": "chong2 qing4",
    "银行": "yin2 hang2",
    "长大": "zhang3 da4",
    "赡养费": "shan4 yang3 fei4",
    "宅基地": "zhai2 ji1 di4",
    "调解": "tiao2 jie3",
    "调查": "diao4 cha2",
    "重婚": "chong2 hun1",
    "给付": "ji3 fu4",
    "没收": "mo4 shou1",
    "处罚": "chu3 fa2",
    "办事处": "ban4 shi4 chu4",
    "参与": "can1 yu4",
    "还款": "huan2 kuan3",
    "差额": "cha1 e2",
    "会计": "kuai4 ji4",
    "乐清": "yue4 qing1",
    "逮捕": "dai4 bu3",
    "恐吓": "kong3 he4",
    # corrections
    "应诉": "ying4 su4",
    "合同载明": "he2 tong2 zai3 ming2",
    "供养": "gong1 yang3",
    "单先生": "shan4 xian1 sheng5",
    "解律师": "xie4 lv4 shi1",
    "解除合同": "jie3 chu2 he2 tong2",
    "查律师": "cha2 lv4 shi1",
    "请重试": "qing3 chong2 shi4",
    "严重打击": "yan2 zhong4 da3 ji1",
    "长涂": "chang2 tu2",
    "嵊泗县": "sheng4 si4 xian4",
    "一幢房子": "yi2 zhuang4 fang2 zi5",
    # 一
    "一个": "yi2 ge4",
    "一次": "yi2 ci4",
    "一年": "yi4 nian2",
    "一起": "yi4 qi3",
    "一天": "yi4 tian1",
    "第一次": "di4 yi1 ci4",
    "一月一日": "yi1 yue4 yi1 ri4",
    "十一月": "shi2 yi1 yue4",
    "二零一四年": "er4 ling2 yi1 si4 nian2",
    "一百一十": "yi4 bai3 yi1 shi2",
    "一点五": "yi1 dian3 wu3",
    "一点十分": "yi4 dian3 shi2 fen1",
    "看一看": "kan4 yi5 kan4",
    "统一的": "tong3 yi1 de5",
    # 不
    "不要": "bu2 yao4",
    "不能": "bu4 neng2",
    "好不好": "hao3 bu5 hao3",
    "幺二三四八": "yao1 er4 san1 si4 ba1",
}


@pytest.mark.parametrize(("text", "marks"), READ.items(), ids=READ)
def test_a_word_is_read_as_the_word_it_is(text: str, marks: str) -> None:
    assert marked(text) == marks


@pytest.mark.parametrize(("word", "marks"), WORDS.items(), ids=WORDS)
def test_every_correction_takes_effect(word: str, marks: str) -> None:
    assert marked(word) == marks
    assert len(marks.split()) == len(word)


@pytest.mark.parametrize(("name", "mark"), SURNAMES.items(), ids=SURNAMES)
def test_a_family_name_is_told_by_the_title_after_it(name: str, mark: str) -> None:
    for title in TITLES:
        assert marked(name + title).split()[0] == mark


def test_pauses_stay_and_what_nobody_can_read_is_left_out() -> None:
    assert marked("重庆，银行") == "chong2 qing4, yin2 hang2"
    assert marked("王\U000323af先生") == "wang2 xian1 sheng5"
    assert marked("，") == ""


@given(st.text(alphabet="一不是看个天零十百点第重打统，王行长\U000323af", max_size=20))
def test_one_mark_for_each_character_that_has_a_reading(text: str) -> None:
    marks = marked(text).replace(",", "").split()
    assert len(marks) == sum(ch not in "，\U000323af" for ch in text)
    assert all(mark[-1] in "12345" for mark in marks)
