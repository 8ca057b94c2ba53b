"""The words of looking for something. Chinese source; see ``texts``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchTexts:
    # home
    home: str = "写一写您的事"
    home_low: str = "写一写"
    # writing
    title: str = "写一写您的事"
    hint: str = "比如：老板不发工资"
    begin: str = "写一两个字，就开始找"
    waiting: str = "正在找……"
    none: str = "还没找到，可以接着写"
    broken: str = "现在找不了，请看各类问题"
    go: str = "找一找"
    # what was found
    found: str = "找到这些"
    near: str = "没有正好的，这些最接近"
    near_low: str = "没有正好的"
    written: str = "您写的：{}"
    people: str = "找人问"
    people_hint: str = "打热线，问律师"
    leave: str = "留言问一问"
    other: str = "没有您的事？找人问"
    topics: str = "看各类问题"
    # what kind of thing it is
    guide: str = "指南"
    topic: str = "一类问题"
    item: str = "办事"
    scenario: str = "一步一步问"
    bundle: str = "一件事"
    calculator: str = "算一算"
    document: str = "文书"
    lesson: str = "学法律"
    quiz: str = "测一测"
    self_check: str = "体检"
    glossary: str = "名词"
    office: str = "地点"
    platform: str = "网上办"
    register: str = "名册"
    listed: str = "名册"
    visits: str = "谁来岛上"
    lookups: str = "查一查"
    emergency: str = "紧急电话"

    def kind(self, kind: str) -> str:
        """What a record of this kind is, in words; empty for one nobody has named."""
        said: str = getattr(self, kind.replace("-", "_"), "")
        return said
