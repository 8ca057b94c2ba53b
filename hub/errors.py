"""The hub's errors, each with a code that never changes; docs/runbook.md says what to do about it."""

import re
from typing import Final

HUB_ERRORS: Final[dict[str, str]] = {
    "E-HUB-01": "数据目录还没初始化，先运行 kiosk-hub init",
    "E-HUB-02": "数据库不可用，或不是本程序的版本",
    "E-HUB-03": "密钥文件缺失或损坏，从备份恢复",
    "E-HUB-04": "没有这个工单",
    "E-HUB-05": "命令用法或输入有误",
    "E-HUB-06": "这一单打不开，密钥不对或内容损坏",
    "E-HUB-07": "工单现在的状态不能这样办",
    "E-HUB-08": "备份不能用，或没有备份成",
    "E-HUB-09": "数据目录正有程序在用",
    "E-HUB-10": "终端的请求编号不对，像有两台在用同一份硬盘",
    "E-HUB-11": "中心缺终端已经送到的工单",
    "E-HUB-12": "要用离线密钥签名，密钥不够、口令不对或读不了",
    "E-HUB-13": "信任文件还没签发，或已损坏",
    "E-HUB-14": "没有这台终端，或它现在的状态不能这样办",
    "E-HUB-15": "没有这条告警，或已经收起",
    "E-HUB-16": "中心的磁盘快满了，先腾出空间",
    "E-HUB-17": "程序出现未预料的错误，这一件没有办成",
    "E-HUB-18": "这一单的录音或材料照片还在路上",
    "E-HUB-19": "一台终端一小时里来了很多像同一个人交的工单",
}


_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PATH: Final = re.compile(r"/[^\s：，。（）]*")  # a folder may have a Chinese name; that is no sentence


class HubError(Exception):
    """``detail`` is for staff, a Chinese sentence: never personal, never a key. One given without a word of
    Chinese (a number, a path, an OSError's words) follows the code's own sentence in brackets.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        if code not in HUB_ERRORS:
            raise ValueError(f"unknown error code {code}")
        if not _HAN.search(_PATH.sub("", detail)):
            detail = f"{HUB_ERRORS[code]}（{detail}）" if detail else HUB_ERRORS[code]
        super().__init__(f"{code} {detail}")
        self.code = code
        self.detail = detail
