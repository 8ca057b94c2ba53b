"""What goes along with an order, on the check page. Chinese source; see ``texts``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlongTexts:
    title: str = "一起交吗"
    goes: str = "您答的、算的，一起交"
    stays: str = "您答的、算的，不交"
    drop: str = "不交"
    add: str = "一起交"
    # what it is
    path: str = "您答的"
    said: str = "{} {}"
    unsure: str = "不清楚"
    outcome: str = "结果：{}"
    given: str = "{}：{}"
    figure: str = "用的数：{}"
    papers: str = "做好的材料"
    spot: str = "地图上：北纬 {}，东经 {}"
