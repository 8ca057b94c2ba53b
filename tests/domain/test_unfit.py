"""Insults alone are named, and nothing people must be able to write."""

import pytest

from kiosk.content.publish.own_words import own_words
from kiosk.content.publish.studio import wanted
from kiosk.domain.unfit import insult
from tests.support.whole_library import collected

# Of criminal law, of what is told at a counter, and names of places and things.
NEEDED = """
强奸 强奸罪 轮奸 猥亵 猥亵儿童 卖淫 嫖娼 组织卖淫 传播淫秽物品 裸聊 性骚扰 口交 肛交 手淫 射精 做爱 被迫做爱
奸淫 通奸 我妈逼我嫁人 他妈打我 妈的房子 他骂我是王八蛋 骂我傻逼 破鞋 放屁 鬼子 黄片 春药 奶子 小日本 二逼迫
贱卖 操作 操心 日你妈的房
"""


@pytest.mark.parametrize("text", NEEDED.split())
def test_what_is_needed_is_no_insult(text: str) -> None:
    assert not insult(text)


@pytest.mark.parametrize("text", ["傻逼", "王八蛋", "贱货", "操你妈"])
def test_what_only_insults_is_one(text: str) -> None:
    assert insult(text)


def test_no_word_of_the_library_is_one() -> None:
    draft = collected()
    words = {word.text for part in own_words(draft).values() for word in part}
    texts = {row.sentence.caption for row in wanted(draft).values()}
    assert len(words) > 100
    assert not [text for text in words | texts if insult(text)]
