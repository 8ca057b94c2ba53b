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
    "清楚": "qing1 chu5",
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
    # the dictionary finds another word across the border of two: 工商行|政, 的当|事人, 物质的
    "行政": "xing2 zheng4",
    "推行": "tui1 xing2",
    "银行": "yin2 hang2",
    "央行": "yang1 hang2",
    "行为": "xing2 wei2",
    "当事人": "dang1 shi4 ren2",
    "当天": "dang4 tian1",
    "当日": "dang4 ri4",
    "当地": "dang1 di4",
    "当时": "dang1 shi2",
    "当选": "dang1 xuan3",
    "适当地": "shi4 dang4 de5",
    "稳当": "wen3 dang5",
    "确定": "que4 ding4",
    "确认": "que4 ren4",
    "确有": "que4 you3",
    "处罚": "chu3 fa2",
    "处分": "chu3 fen4",
    "处理": "chu3 li3",
    "相关": "xiang1 guan1",
    "相应": "xiang1 ying4",
    "相同": "xiang1 tong2",
    "相抵": "xiang1 di3",
    "期间": "qi1 jian1",
    "干预": "gan1 yu4",
    "标明": "biao1 ming2",
    "发生": "fa1 sheng1",
    "发卡": "fa1 ka3",
    "假释": "jia3 shi4",
    "生产假": "sheng1 chan3 jia3",
    "所得": "suo3 de2",
    "最长": "zui4 chang2",
    "数目": "shu4 mu4",
    "项目的": "xiang4 mu4 de5",
    "科目的": "ke1 mu4 de5",
    "题目的": "ti2 mu4 de5",
    "质的": "zhi4 de5",
    "商标的": "shang1 biao1 de5",
    "招标的": "zhao1 biao1 de5",
    "投标的": "tou2 biao1 de5",
    "中标的": "zhong4 biao1 de5",
    "打的": "da3 de5",
    "没收入": "mei2 shou1 ru4",
    "看家里": "kan4 jia1 li3",
    "看押金": "kan4 ya1 jin1",
    "给养老": "gei3 yang3 lao3",
    # to pay back
    "提前还": "ti2 qian2 huan2",
    "钱要还": "qian2 yao4 huan2",
    "要还钱": "yao4 huan2 qian2",
    "还旧债": "huan2 jiu4 zhai4",
    "还了钱": "huan2 le5 qian2",
    "还清": "huan2 qing1",
    "管得着": "guan3 de5 zhao2",
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

# A character whose reading the words around it tell: pattern (its last character is the one) and mark.
_VERBS: Final = (
    "说看听写做办找买请管打伤讲来走跑拿送付算过活住睡吃穿用借欠判答辞骂闹弄修病疼痛累忙急气哭变坐赶赔认记"
)
_HOW: Final = "重轻清起好坏快慢很不没太更像住见开回完动高低远近久早晚急怕"
PLACES: Final[tuple[tuple[str, str], ...]] = (
    # to be, not for somebody: 视为, 为三年, 为准, 以…为
    (r"(?<=[视定作称改变分列判认成转评升降])为(?![了何]|什么)", "wei2"),
    (
        r"为(?=[零一二三四五六七八九十两百]|准(?!备)|限(?!制)|主(?![人张体管])|由(?!此)|本金|理由|目的|期限)",
        "wei2",
    ),
    (r"(?<![可所得足难加予])以(?![便免后前上下来及内外往至致])[^，]{1,12}?(?<!因)为(?![了何]|什么)", "wei2"),
    # to punish, not an office: 处三年有期徒刑
    (
        r"(?<![事住证办务记出长到好坏])处(?=[一二三四五六七八九十两百]|有期|无期|死刑|拘役|管制|罚金|以)",
        "chu3",
    ),
    (r"(?<=[以并单])处", "chu3"),
    # to pay back: nothing follows 还 as still
    (r"还(?=$|了(?!解)|给[他她我您你人对]|[钱债贷])", "huan2"),
    # as if: 就当没有
    (r"(?<=就)当(?![事时地天年初选场下])", "dang4"),
    # how: 伤得重; must: 您得知道
    (rf"(?<=[{_VERBS}])得(?=[{_HOW}]|多(?!少))", "de5"),
    (r"(?:(?<=[您你我他她也都还就总可])|^)得(?=知道|先|自己|赶紧|马上|本人|带|去|找|交|等|把|让)", "dei3"),
)

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
