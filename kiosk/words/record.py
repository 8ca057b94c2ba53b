"""The words of the page where one speaks instead of writing. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.recording import Verdict
from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class RecordTexts:
    # ways to it
    home: str = "我不识字，听我说"
    home_few: str = "听我说"
    home_hint: str = "对着机器说，有人听、有人答"
    instead: str = "不写字，我来说"
    instead_low: str = "我来说"
    # the page
    title: str = "请对着话筒说"
    hint: str = "哪天、和谁、出了什么事。说错了可以重来。"
    free: str = "最多说 3 段，每段 1 分钟"
    sealed: str = "加密送出，只给答复您的人听"
    aloud: str = "重听会放出来，旁边的人也听得见"
    start: str = "开始说话"
    stop: str = "停止"
    again: str = "再说一段"
    done: str = "说好了"
    write: str = "改用写字"
    left: Counted = Counted(("还能说 {} 秒",))
    speaking: str = "正在听，您请说"
    unheard: str = "没听到声音，请靠近说"
    faint: str = "听不见，请靠近一点说"
    keeping: str = "正在存好……"
    take: str = "第 {} 段，{} 秒"
    play: str = "重听"
    hush: str = "停"
    drop: str = "删掉"
    playing: str = "正在放，旁边的人也听得见"
    full: str = "3 段都说满了"
    # what became of a take
    kept: str = "这一段存好了"
    short: str = "太短了，请说完再按停止"
    silent: str = "没听到声音，请靠近话筒再说"
    loud: str = "存好了。声音有点大，离远一点更清楚"
    noisy: str = "存好了。周围有点吵，请听听清不清楚"
    limit: str = "满 1 分钟了，存好了，可以再说一段"
    lost: str = "话筒断了，前面说的存好了"
    # check
    check: Counted = Counted(("录了 {} 段话，一共 {} 秒",))

    def verdict(self, verdict: Verdict) -> str:
        return {
            Verdict.GOOD: self.kept,
            Verdict.SHORT: self.short,
            Verdict.SILENT: self.silent,
            Verdict.LOUD: self.loud,
            Verdict.NOISY: self.noisy,
        }[verdict]
