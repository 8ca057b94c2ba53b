"""Words of the sheet behind 大字, and of the bar's item. Chinese source; see ``texts``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComfortTexts:
    bar: str = "大字"
    title: str = "怎么看着舒服？"
    hint: str = "点一下就变，办完自动变回来"
    elder: str = "字大一些"
    elder_hint: str = "时间也放宽"
    high: str = "黑底白字"
    high_hint: str = "颜色更分明"
    seated: str = "按钮放低"
    seated_hint: str = "坐着也够得到"
    language: str = "中文 / English"
    language_hint: str = "点一下换成 English"
    language_now: str = "中文"
    on: str = "已打开"
    off: str = "没打开"
    curtain: str = "遮住画面"
    curtain_hint: str = "别人看不到，用按键和声音办"
    covered: str = "画面遮住了"
    covered_hint: str = "按键和声音照常。"
    uncover: str = "看画面"
    uncovered: str = "画面又看得见了"
    usual: str = "都变回来"
    done: str = "好了，接着办"
