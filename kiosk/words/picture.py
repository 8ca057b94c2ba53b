"""The calm picture. Nobody can choose a language there: English stands below the Chinese."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureTexts:
    heading: str = "24小时公共法律服务"
    title: str = "正在准备，请稍等"
    # short enough for the narrowest panel; no line is broken
    starting: str = "机器正在启动，通常不到一分钟。"
    safe: str = "已经提交的申请都存好了，不会丢。"
    ask: str = "着急的事，现在就可以打"
    who: str = "公共法律服务热线"
