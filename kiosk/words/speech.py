"""Words around reading aloud, and for what a drawing says to eyes alone. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.speech import UNSPOKEN
from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class SpeechTexts:
    # the bar, and the small speaker beside a row or an answer
    bar: str = "朗读"
    bar_stop: str = "停下"
    listen: str = "念这一条"
    # the sheet behind 大字
    voice: str = "念给我听"
    voice_hint: str = "每一页自动念出来"
    volume: str = "声音大小"
    level: str = "第 {} 档，共 {} 档"
    level_short: str = "声音 {}／{}"
    softer: str = "小一点"
    louder: str = "大一点"
    # said for what is only drawn, or must not be said
    unspoken: str = UNSPOKEN
    chosen: str = "已选上"
    noted: str = "选好了"
    dropped: str = "去掉了"
    dimmed: str = "现在点不了"
    pad: str = "写字的地方"
    candidate: str = "第 {} 个字"
    candidates: str = "候选字"
    caret: str = "改中间的字"
    caret_free: str = "按确认，就能挪位置"
    caret_held: str = "按上一项、下一项，一个字一个字挪，挪好了按确认"
    caret_behind: str = "写字的位置在第 {} 个字后面"
    caret_start: str = "写字的位置在最前面"
    umlaut: str = "打绿和女的音"
    comma: str = "逗号"
    stop: str = "句号"
    question: str = "问号"
    exclamation: str = "感叹号"
    pause: str = "顿号"
    dot: str = "点"
    apostrophe: str = "撇号"
    # for whoever goes on by keys
    welcome: str = "您好，这里是 24 小时公共法律服务，不收钱"
    keys: str = "用四个键：下一项，上一项，确认，重念"
    keys_go: str = "一项一项往下听，听到要的，按确认"
    keys_again: str = "念着也能按。连按两次重念，再讲一遍怎么按"
    here: str = "现在停在"
    joint: str = "，"
    top: str = "回到开头"
    end: str = "到了末尾"
    keep: str = "按一下确认，就接着用"
    digits: str = "有数字键的，直接按数字"
    record: str = "按确认，听到滴一声再说，说完再按一下确认"
    seconds: Counted = Counted(("还有 {} 秒",))

    def mark(self, char: str) -> str:
        """What a mark on a key is called; empty for what says itself."""
        names = {
            "，": self.comma,
            ",": self.comma,
            "。": self.stop,
            "？": self.question,
            "?": self.question,
            "！": self.exclamation,
            "、": self.pause,
            ".": self.dot,
            "'": self.apostrophe,
        }
        return names.get(char, "")
