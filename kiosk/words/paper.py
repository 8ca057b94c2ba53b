"""The words of 写文书. Chinese source; see ``texts``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperTexts:
    # the list, and the row that leads to it
    title: str = "写文书"
    hint: str = "借条、委托书这样的纸，一步步填"
    none: str = "这里还没有文书可写"
    # what one paper is
    stays: str = "您写的，不交给任何人"
    stays_hint: str = "只在这台机器里，您一走就清掉"
    printed: str = "填完先看，再打在 A4 纸上"
    unprinted: str = "这里不打 A4 纸，看着抄下来"
    copied: str = "不必填的先空着，拿笔补"
    fill: str = "一步步填"
    go_on: str = "接着填"
    home: str = "接着写：{}"
    home_few: str = "接着写文书"
    blank: str = "拿空白的"
    # before it is made
    check_title: str = "都对吗？对了就看纸"
    see: str = "看看写好的纸"
    # the paper
    empty: str = "{}，空白的"
    making: str = "正在做这张纸，几秒就好"
    again: str = "再试一次"
    bigger: str = "放大"
    whole: str = "看整页"
    words: str = "大字看"
    picture: str = "看纸样"
    print: str = "打印"
    print_again: str = "再打一份"
    printing: str = "正在打印，请等一下"
    sent: str = "已送到打印机，请取纸"
    uncertain: str = "请看纸有没有打出来"
    stuck: str = "可能没打全，大打印机要加纸或看一看"
    no_printer: str = "这里不打 A4 纸，看着抄，或自己拍下来"
    codes: str = "扫到手机上"
    # codes for a telephone
    codes_title: str = "空白的{}，扫到手机上"
    codes_hint: str = "一个一个扫，连起来就是全文"
    codes_empty: str = "码里没有您写的一个字"
    code_of: str = "第 {} 个码，共 {} 个"
