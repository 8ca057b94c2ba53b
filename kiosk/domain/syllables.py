"""The syllables of Mandarin as residents type them, folded where the county's speech is one sound.

zh/z, ch/c, sh/s, eng/en and ing/in are one syllable here; n and l stay two (docs/adr/0091 has the measure).
Every folded syllable has a *code*, one character, so that words are found by short keys; codes follow the
alphabet, so that an unfinished syllable is a range of codes. What folding dropped is kept as *marks*: two
bits a syllable, with which a spelling that fits exactly is put before one that only sounds alike.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

RETROFLEX: Final = 1  # the initial was zh, ch or sh
BACK_NASAL: Final = 2  # the final was eng or ing
MARK_BITS: Final = 2
LONGEST: Final = 6  # letters of zhuang

_STANDARD: Final = """
a ai an ang ao e ei en eng er o ou
ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu
ca cai can cang cao ce cen ceng ci cong cou cu cuan cui cun cuo
cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo
da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo
fa fan fang fei fen feng fo fou fu
ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo
ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo
ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun
ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo
la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lue lun luo lv
ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu
na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nue nuo nv
pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu
qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun
ran rang rao re ren reng ri rong rou ru ruan rui run ruo
sa sai san sang sao se sen seng si song sou su suan sui sun suo
sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo
ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
wa wai wan wang wei wen weng wo wu
xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun
ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun
za zai zan zang zao ze zei zen zeng zi zong zou zu zuan zui zun zuo
zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo
"""
# Other spellings of the same: what dictionaries, passports and keyboards without ü have for it.
_ALIASES: Final = {
    "lve": "lue", "nve": "nue", "lyu": "lv", "nyu": "nv", "lyue": "lue", "nyue": "nue",
    "jv": "ju", "qv": "qu", "xv": "xu", "yv": "yu", "jve": "jue", "qve": "que", "xve": "xue", "yve": "yue",
    "jvan": "juan", "qvan": "quan", "xvan": "xuan", "yvan": "yuan",
    "jvn": "jun", "qvn": "qun", "xvn": "xun", "yvn": "yun",
}  # fmt: skip
_FIRST_CODE: Final = 0x100  # two bytes each in UTF-8, and none of them means anything to SQL


class Syllable(NamedTuple):
    """``code``: one character, equal for all that sound alike here; ``marks``: what folding dropped."""

    code: str
    marks: int


def fold(syllable: str) -> tuple[str, int]:
    """The folded spelling and the marks: ``("sen", 3)`` for ``sheng``."""
    marks = 0
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable, marks = syllable[0] + syllable[2:], RETROFLEX
    if syllable.endswith(("eng", "ing")):
        syllable, marks = syllable[:-1], marks | BACK_NASAL
    return syllable, marks


_FOLDED: Final = sorted({fold(syllable)[0] for syllable in _STANDARD.split()})


def _spellings(folded: str) -> Iterator[str]:
    """Everything that folds to ``folded``, also what no dictionary has: some cannot tell them apart."""
    starts = (folded[0], folded[0] + "h") if folded[0] in "zcs" else (folded[0],)
    ends = (folded[1:], folded[1:] + "g") if folded.endswith(("en", "in")) else (folded[1:],)
    for start in starts:
        for end in ends:
            yield start + end


def _table() -> dict[str, Syllable]:
    table: dict[str, Syllable] = {}
    for number, folded in enumerate(_FOLDED):
        for spelling in _spellings(folded):
            table[spelling] = Syllable(chr(_FIRST_CODE + number), fold(spelling)[1])
    table.update({alias: table[spelling] for alias, spelling in _ALIASES.items()})
    return table


TYPED: Final[dict[str, Syllable]] = _table()


# Typed without the two dots by whoever does not know that v stands for them. They count as a sound finer than
# the word has: 律师 comes behind what is really read so.
_DOTLESS: Final = {
    plain: Syllable(TYPED[dotted].code, TYPED[dotted].marks | RETROFLEX)
    for plain, dotted in (("lu", "lv"), ("nu", "nv"))
}


def meant(spelling: str) -> tuple[Syllable, ...]:
    """The syllables that may be meant by it, the likeliest first; none when it is no syllable."""
    found = (TYPED.get(spelling), _DOTLESS.get(spelling))
    return tuple(syllable for syllable in found if syllable is not None)


def _ranges() -> dict[str, tuple[str, str]]:
    """Unfinished spelling → first and last code it may become. A finished syllable is not unfinished."""
    found: dict[str, tuple[str, str]] = {}
    for spelling in TYPED:
        for end in range(1, len(spelling)):
            start = spelling[:end]
            if start not in TYPED and start not in found:
                folded = start[0] + start[2:] if start[:2] in ("zh", "ch", "sh") else start
                low, high = bisect_left(_FOLDED, folded), bisect_right(_FOLDED, folded + "{")
                if low < high:
                    found[start] = (chr(_FIRST_CODE + low), chr(_FIRST_CODE + high - 1))
    return found


UNFINISHED: Final[dict[str, tuple[str, str]]] = _ranges()
# Changes whenever a key would: a lexicon made for other codes must not be read with these.
EDITION: Final = hashlib.sha256(" ".join(_FOLDED).encode()).hexdigest()[:16]


def key_of(syllables: Sequence[str]) -> tuple[str, int]:
    """Key and marks of a word read so (lower case, no tones, ü as v). KeyError for what is no syllable."""
    key, marks = "", 0
    for syllable in syllables:
        code, mark = TYPED[syllable]
        key, marks = key + code, marks << MARK_BITS | mark
    return key, marks


def initials_of(key: str) -> str:
    """The first letters of a key's syllables, folded: ``jtsg`` for 交通事故."""
    return "".join(_FOLDED[ord(code) - _FIRST_CODE][0] for code in key)


def spelling_of(code: str) -> str:
    """The folded spelling of one code."""
    return _FOLDED[ord(code) - _FIRST_CODE]
