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
    # borders of words
    "纠纷的当事人": "jiu1 fen1 de5 dang1 shi4 ren2",
    "工商行政管理": "gong1 shang1 xing2 zheng4 guan3 li3",
    "银行政策": "yin2 hang2 zheng4 ce4",
    "物质的帮助": "wu4 zhi4 de5 bang1 zhu4",
    "标的物": "biao1 di4 wu4",
    "违法所得": "wei2 fa3 suo3 de2",
    "没收入的": "mei2 shou1 ru4 de5",
    "是谁打的": "shi4 shui2 da3 de5",
    "也不看家里": "ye3 bu2 kan4 jia1 li3",
    "不给养老钱": "bu4 gei3 yang3 lao3 qian2",
    "本钱要还": "ben3 qian2 yao4 huan2",
    "最长六个月": "zui4 chang2 liu4 ge4 yue4",
    "撤销假释": "che4 xiao1 jia3 shi4",
    # 为
    "以最新规定为准": "yi3 zui4 xin1 gui1 ding4 wei2 zhun3",
    "以借到的为本金": "yi3 jie4 dao4 de5 wei2 ben3 jin1",
    "视为没有利息": "shi4 wei2 mei2 you3 li4 xi1",
    "期限为六个月": "qi1 xian4 wei2 liu4 ge4 yue4",
    "为什么": "wei4 shen2 me5",
    "可以为您申请": "ke3 yi3 wei4 nin2 shen1 qing3",
    "以便为您申请": "yi3 bian4 wei4 nin2 shen1 qing3",
    # 处
    "处三年以下": "chu3 san1 nian2 yi3 xia4",
    "海事处一楼": "hai3 shi4 chu4 yi1 lou2",
    "可以处违法所得": "ke3 yi3 chu3 wei2 fa3 suo3 de2",
    # 还
    "他几时还": "ta1 ji3 shi2 huan2",
    "说已经还了的": "shuo1 yi3 jing1 huan2 le5 de5",
    "还不给": "hai2 bu4 gei3",
    "还了解": "hai2 liao3 jie3",
    # 当
    "就当没有利息": "jiu4 dang4 mei2 you3 li4 xi1",
    "就当事人的": "jiu4 dang1 shi4 ren2 de5",
    # 得
    "伤得重": "shang1 de5 zhong4",
    "说得清楚": "shuo1 de5 qing1 chu5",
    "您得先交": "nin2 dei3 xian1 jiao1",
    "得知道是谁": "dei3 zhi1 dao4 shi4 shui2",
    "不得不": "bu4 de2 bu4",
    "取得证据": "qu3 de2 zheng4 ju4",
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
