"""The words of 学法律 and of cited articles. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.learn import ArticleOutcome
from kiosk.domain.visit_places import LearnPart
from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class LearnTexts:
    title: str = "学法律"
    hint: str = "想看哪一样？"
    crumb: str = "学法律 › {}"
    none: str = "现在还没有内容"
    read: str = "看一看"
    read_hint: str = "法律说了什么"
    cases: str = "举例说法"
    cases_hint: str = "例子是编的，法是真的"
    quizzes: str = "考一考"
    quizzes_hint: str = "点一点，看对不对"
    checks: str = "查一查自己"
    checks_hint: str = "有没有要当心的"
    days: str = "法律的日子"
    days_hint: str = "宪法日、民法典宣传月"
    day_now: str = "这几天"
    questions: Counted = Counted(("{} 题",))
    # a lesson
    remember: str = "记住这几句"
    heard: str = "声音里说的"
    seen: str = "视频里说的"
    picture: str = "图片：{}"
    picture_none: str = "图片看不了：{}"
    laws: str = "看法条"
    onward: str = "接着怎么办"
    onward_title: str = "接着怎么办？"
    # a quiz
    at: str = "第 {} 题，共 {} 题"
    right: str = "答对了"
    wrong: str = "没答对"
    chosen: str = "您选的：{}"
    answer: str = "对的是：{}"
    next: str = "下一题"
    finish: str = "看答对几题"
    score: str = "答对 {} 题，共 {} 题"
    all_right: str = "都答对了，真好"
    not_all: str = "没答对的，再看一遍就会了"
    again: str = "再来一次"
    others: str = "看看别的"
    # a self-check
    who: str = "给谁用：{}"
    private: str = "点“是”或“不是”。机器里不留。"
    yes: str = "是"
    no: str = "不是"
    found: Counted = Counted(("有 {} 处要当心",))
    clear: str = "没看出要当心的"
    clear_hint: str = "情况变了，再来查一查"
    advice: str = "怎么办：{}"
    check_again: str = "再查一次"
    # an article
    laws_title: str = "法条"
    laws_hint: str = "点一条，看它说什么"
    gist: str = "大意"
    gist_ours: str = "这是我们写的大意，不是原文"
    gist_none: str = "我们没有写它的大意"
    checked: str = "{}核对过"
    unchecked: str = "没有写核对日期"
    words: str = "法条原文"
    version: str = "{}的版本"
    looking: str = "正在找原文，请等一下"
    no_pack: str = "这台机器没有存原文"
    unknown: str = "存的原文里没有这一条"
    broken: str = "原文现在读不了"
    ask: str = "要看原文，可以打 12348 问"
    # on paper
    paper_check: str = "法治体检，共 {} 题"
    paper_found: str = "要当心的"
    paper_line: str = "{}怎么办：{}"

    def part(self, part: LearnPart) -> tuple[str, str]:
        """Its name, and what it is."""
        return {
            LearnPart.READ: (self.read, self.read_hint),
            LearnPart.CASES: (self.cases, self.cases_hint),
            LearnPart.QUIZZES: (self.quizzes, self.quizzes_hint),
            LearnPart.CHECKS: (self.checks, self.checks_hint),
            LearnPart.DAYS: (self.days, self.days_hint),
        }[part]

    def no_words(self, outcome: ArticleOutcome) -> str:
        """Why there are no words of the article itself."""
        return {
            ArticleOutcome.NO_PACK: self.no_pack,
            ArticleOutcome.UNKNOWN: self.unknown,
        }.get(outcome, self.broken)
