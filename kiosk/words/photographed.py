"""The words of the page where papers are laid under the camera. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.sheets import Doubt
from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class PhotographedTexts:
    # what was taken so far
    start: str = "开始拍照"
    more: str = "再拍一页"
    done: str = "好了"
    bring: str = "不拍，办事时带来"
    drop: str = "删掉"
    number: str = "第 {} 页"
    count: Counted = Counted(("拍了 {} 页",))
    count_most: Counted = Counted(("拍了 {} 页，最多 {} 页",))
    sealed: str = "加密送出，只给办事的人看"
    # looking through the camera
    aim: str = "把纸放平，四边都照进去"
    take: str = "拍这一页"
    taking: str = "正在拍，请别动"
    leave: str = "不拍了"
    opening: str = "摄像头正在打开"
    # what was taken just now
    look: str = "请看看字清不清楚"
    again: str = "重拍"
    blurred: str = "这一页有点糊，重拍更清楚"
    dark: str = "这一页有点暗，重拍更清楚"
    # on the check page
    brought: str = "没有拍，办事时带来"
    # for who presses keys
    keys: str = "把纸放到摄像头下面，再按拍照"

    def doubt(self, doubt: Doubt) -> str:
        """Empty when nothing seems wrong."""
        return {Doubt.NONE: "", Doubt.BLURRED: self.blurred, Doubt.DARK: self.dark}[doubt]
