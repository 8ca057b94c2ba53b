"""Looking something up through the county's centre."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OnlineTexts:
    here: str = "就在这里查"
    here_note: str = "县里接通了，可以在这里查"
    some_here: str = "有的在这里查，有的用手机查"
    no_line: str = "现在没有网，这里查不了"
    by_phone: str = "可以用手机扫码查"
    write_title: str = "写{}"
    begin: str = "写好点“找一找”，查完不留下"
    waiting: str = "正在查，请等一等"
    waiting_hint: str = "最多等 15 秒"
    found: str = "查到的"
    more: str = "还有更多，写全一点再查"
    none: str = "没有查到"
    none_hint: str = "写法不同也会查不到"
    none_law: str = "没查到，不等于没有"
    away: str = "对方现在不回答"
    away_hint: str = "过一会儿再查，也可以用手机查"
    offline: str = "现在连不上县里"
    limited: str = "这台机器查得太多了"
    limited_hint: str = "过一个小时再查，也可以用手机查"
    source: str = "来自{}"
    source_day: str = "来自{}，{}的"
    again: str = "再查一次"
    other: str = "换一个查"
