"""Whether what somebody wrote can be a matter at all. It is asked about once and never refused, as is
an empty page (docs/adr/0107). Pure.

Careful in one direction: real words, however short, plain or dialectal, must never be doubted; that some
nonsense passes costs a colleague one look. So only what says nothing in any language is doubted: no letter at
all, one sign over and over, a row of keys, a word that only tries the machine out.
"""

import re
import unicodedata
from typing import Final

# Alone these say a matter already.
_CRIES: Final = frozenset("救帮命打痛疼杀逃怕病血火死骗钱债冤告离伤残租房地车船保娃税偷抢赌毒")
# Tried out, or only polite: whole texts, compared without what stands around them.
_TRIES: Final = (
    "测试", "试试", "试一试", "试一下", "试", "看看", "玩", "玩玩", "随便", "随便写写",
    "哈", "哈哈", "呵呵", "嘿嘿", "嘻嘻", "嗯", "嗯嗯", "哦", "啊", "喂", "你好",
    "您好", "好", "好的", "无", "没有", "没事", "没", "hello", "hi", "hey",
    "ok", "test", "abc", "no", "none",
)  # fmt: skip
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_ROW_LEAST: Final = 4
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}|[0-9]{7,8}|110|119|120|122|12[0-9]{3}")
_SEVERAL: Final = 3  # of the same sign in a row is no word


def doubtful(text: str) -> bool:
    """Whether a person might have meant more than ``text`` says."""
    said = "".join(ch for ch in unicodedata.normalize("NFKC", text).lower() if _says(ch))
    if not said or said in _TRIES:
        return True
    if len(set(said)) == 1:
        return said[0] not in _CRIES and (len(said) >= _SEVERAL or not _cjk_word(said))
    if said.isascii():
        return _no_word(said)
    return False


def _says(ch: str) -> bool:
    """Letters of every script, and digits: not space, punctuation, drawings."""
    return unicodedata.category(ch)[0] in "LN"


def _cjk_word(said: str) -> bool:
    """Two of the same character are a word (妈妈, 谢谢); one alone is rarely a matter."""
    return len(said) == 2 and not said.isascii()


def _no_word(said: str) -> bool:
    """Of Latin letters and digits: pinyin and English have vowels, a telephone number may stand alone."""
    if said.isdigit():
        return not _PHONE.fullmatch(said)
    if any(said in row or said in row[::-1] for row in _ROWS) and len(said) >= _ROW_LEAST:
        return True
    letters = [ch for ch in said if ch.isalpha()]
    return len(letters) >= _ROW_LEAST and not set(letters) & set("aeiouvy")
