"""Every word the terminal itself shows (what a county writes comes from the library). Chinese source.

Plain spoken, at most 20 characters a sentence. ``TEXT`` holds what all screens share and the screens of
information; the form's are in ``strings_form``. Fields are attributes so that a missing one fails the types.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Texts:
    # the frame
    service: str = "公共法律服务"
    online: str = "已联网"
    offline: str = "离线，可照常办理"
    content_of: str = "内容 {}月{}日更新"
    bar_back: str = "返回"
    bar_home: str = "首页"
    bar_help: str = "求助"
    bar_hide: str = "马上收起"
    bar_end: str = "结束"
    page_before: str = "上一页"
    page_after: str = "下一页"
    page_of: str = "第 {} 页，共 {} 页"
    step_of: str = "第 {} 步，共 {} 步"


TEXT: Final = Texts()
