"""Words whose marks the general dictionary does not give, or not for the way they are used here.

Found by reading what it makes of legal words, the words of our screens and the names of these islands; each
is in tests/speech/test_tones.py. Standard readings: 现代汉语词典; place names as their counties say them.
"""

from typing import Final

# Tones as spoken alone: the changes of 一 and 不 and of two third tones are not written here.
WORDS: Final[dict[str, str]] = {
    # law and offices
    "应诉": "ying4 su4",
    "载明": "zai3 ming2",
    "供养": "gong1 yang3",
    "还款": "huan2 kuan3",
    "还贷": "huan2 dai4",
    "还本": "huan2 ben3",
    "还不起": "huan2 bu4 qi3",
    "还不上": "huan2 bu2 shang4",
    "累犯": "lei3 fan4",
    "殴打": "ou1 da3",
    "一行字": "yi4 hang2 zi4",
    "卡住": "qia3 zhu4",
    "大夫": "dai4 fu5",
    "先生": "xian1 sheng5",
    "结实": "jie1 shi5",
    "相片": "xiang4 pian4",
    "一会儿": "yi2 hui4 er5",
    "数一数": "shu3 yi5 shu3",
    # again, on buttons and in questions
    "重试": "chong2 shi4",
    "重写": "chong2 xie3",
    "重打": "chong2 da3",
    "重听": "chong2 ting1",
    "重来": "chong2 lai2",
    "重填": "chong2 tian2",
    "重放": "chong2 fang4",
    "重读": "chong2 du2",
    "重拍": "chong2 pai1",
    "重做": "chong2 zuo4",
    "重发": "chong2 fa1",
    # must, and the adverb's ending
    "必须得": "bi4 xu1 dei3",
    "好好地": "hao3 hao3 de5",
    "慢慢地": "man4 man4 de5",
    # buildings: a measure word
    "一幢": "yi2 zhuang4",
    "幢": "zhuang4",
    # islands and towns
    "长涂": "chang2 tu2",
    "嵊泗": "sheng4 si4",
    "单县": "shan4 xian4",
    # ordinals and fractions hidden in words: 一 stays level
    "统一": "tong3 yi1",
    "唯一": "wei2 yi1",
    "万一": "wan4 yi1",
    "之一": "zhi1 yi1",
    "单一": "dan1 yi1",
    "逐一": "zhu2 yi1",
    "周一": "zhou1 yi1",
    "星期一": "xing1 qi1 yi1",
}

# 严重打击 is not 重打: before these, 重 ends a word.
HEAVY: Final = "严沉繁慎贵庄隆郑尊着加偏"

# A character read otherwise when it is somebody's family name, which a title after it tells.
# Not 查, 任 and 应: 查律师, 任主任, 应同志 are more often verbs.
SURNAMES: Final[dict[str, str]] = {
    "单": "shan4",
    "仇": "qiu2",
    "解": "xie4",
    "曾": "zeng1",
    "区": "ou1",
    "朴": "piao2",
    "华": "hua4",
    "乐": "yue4",
    "盖": "ge3",
    "翟": "zhai2",
    "宁": "ning4",
}
TITLES: Final = (
    "先生",
    "女士",
    "律师",
    "法官",
    "检察官",
    "警官",
    "主任",
    "书记",
    "所长",
    "同志",
    "师傅",
    "阿姨",
    "大爷",
    "老师",
)
