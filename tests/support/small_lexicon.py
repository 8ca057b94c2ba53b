"""A lexicon small enough to be made in every test that needs one, and large enough for the asked examples."""

from pathlib import Path
from typing import Final

from kiosk.content.publish.dictionaries import Sources
from kiosk.content.publish.lexicon import build

RIME: Final = """\
# Rime dictionary
---
name: sample
...

老\tlao\t900
板\tban\t500
老板\tlao ban\t800
拖\ttuo\t300
欠\tqian\t300
拖欠\ttuo qian\t200
工\tgong\t700
资\tzi\t500
工资\tgong zi\t600
公子\tgong zi\t90
离\tli\t500
婚\thun\t200
离婚\tli hun\t400
怎么\tzen me\t900
办\tban\t800
怎么办\tzen me ban\t600
我\two\t3000
要\tyao\t2500
申请\tshen qing\t500
神情\tshen qing\t450
法律\tfa lv\t500
援助\tyuan zhu\t300
交通\tjiao tong\t400
事故\tshi gu\t300
世故\tshi gu\t40
生死\tsheng si\t300
线\txian\t700
县\txian\t800
生死线\tsheng si xian\t60
西安\txi an\t500
先\txian\t900
是\tshi\t5000
时\tshi\t3000
四\tsi\t900
身\tshen\t400
生\tsheng\t500
行\txing\t700
行\thang\t500
银行\tyin hang\t500
女儿\tnv er\t300
律\tlv\t700
路\tlu\t600
傻逼\tsha bi\t900
傻\tsha\t90
沙\tsha\t80
比\tbi\t700
逼\tbi\t90
妈\tma\t900
嫁\tjia\t90
人\tren\t2000
嫁人\tjia ren\t80
被\tbei\t900
迫\tpo\t90
被迫\tbei po\t90
做\tzuo\t900
爱\tai\t900
做爱\tzuo ai\t90
强\tqiang\t500
奸\tjian\t90
强奸\tqiang jian\t90
他\tta\t3000
骂\tma\t90
王八\twang ba\t80
王八蛋\twang ba dan\t70
网吧\twang ba\t60
鼥\tba\t1
"""
JIEBA: Final = """\
老板 800 n
交通事故 300 n
法律援助 400 n
劳动合同 400 n
阿不都 900 nrt
法院 900 n
嵊 3 g
泗 3 g
"""
STATUTES: Final = "# counted\n事故 900\n诉讼 900\n"


def sources(folder: Path) -> Sources:
    """The dictionaries, written into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Sources(folder / "rime.yaml", folder / "jieba.txt", folder / "statutes.txt")
    for path, text in zip(made.paths, (RIME, JIEBA, STATUTES), strict=True):
        path.write_text(text, encoding="utf-8")
    return made


def write(folder: Path) -> Path:
    """The lexicon, in ``folder``."""
    path = folder / "pinyin.sqlite"
    build(path, sources(folder))
    return path
