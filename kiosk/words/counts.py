"""解决了吗, surveys, and what this terminal counts without anybody's name. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.counts import HELP, NO, YES
from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class CountTexts:
    # 解决了吗
    solved: str = "解决了吗？"
    solved_yes: str = "解决了"
    solved_no: str = "没解决"
    thanks: str = "记下了，谢谢您"
    sorry: str = "记下了，可以找人问"
    # the list
    row: str = "填问卷"
    row_hint: str = "说说您的看法，不记名"
    title: str = "说说您的看法"
    hint: str = "想说就点，不说也行"
    none: str = "现在没有问卷"
    questions: Counted = Counted(("{} 题，不记名",))
    counted: str = "这台机器数些什么"
    counted_hint: str = "只加数，不记是谁"
    # a survey
    at: str = "第 {} 题，共 {} 题"
    several: str = "可以选几个"
    nameless: str = "不记名。不想答就跳过。"
    skip: str = "跳过"
    next: str = "下一题"
    finish: str = "答完了"
    yes: str = "是"
    no: str = "不是"
    scale_1: str = "很不好"
    scale_2: str = "不太好"
    scale_3: str = "一般"
    scale_4: str = "比较好"
    scale_5: str = "很好"
    done: str = "谢谢您"
    done_hint: str = "您的回答加进了总数，不记是谁"
    undone: str = "没有算进去"
    undone_hint: str = "没答完，答案都没有记"
    close: str = "好了"
    # what is counted
    what: str = "数这些"
    what_help: str = "看完以后，几个人说解决了"
    what_survey: str = "问卷几个人打开，每个答案几个人选"
    what_quiz: str = "考一考，每道题几个人答对"
    what_miss: str = "没搜到时，里面有没有词表上的词"
    not_what: str = "数的时候不记"
    not_who: str = "不记您是谁，不记几点来的"
    not_words: str = "不记您写的话"
    not_together: str = "不记同一个人都答了什么"
    when: str = "什么时候交"
    when_month: str = "一个月过完，报给县里一次"
    when_few: str = "少于 {} 次的，不单独报"
    when_erased: str = "报完，这台机器里就删掉"

    def acknowledged(self, answer: str) -> str:
        """What stands beside the answers, by what was said; empty: nothing yet."""
        return {YES: self.thanks, NO: self.sorry, HELP: self.thanks}.get(answer, self.solved)

    def scale(self, value: str) -> str:
        """One of five, from bad to good."""
        return {
            "1": self.scale_1,
            "2": self.scale_2,
            "3": self.scale_3,
            "4": self.scale_4,
            "5": self.scale_5,
        }[value]
