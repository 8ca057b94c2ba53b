"""算一算: the words around the calculators, whose own questions and steps are Chinese. See ``texts``."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kiosk.domain import sums
from kiosk.domain.sums import NO, YES, Fault, SumFigure, SumLine, SumResult
from kiosk.wire import money
from kiosk.words.counted import Counted
from kiosk.words.times import TimeTexts

_DAY_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class SumTexts:
    # the list
    title: str = "您要算什么？"
    hint: str = "选一个最像的"
    crumb: str = "算一算"
    none: str = "现在还不能算"
    none_hint: str = "请打 12348 问"
    topic_work: str = "工资、辞退、加班"
    topic_work_hint: str = "补偿、双倍工资、年休假"
    topic_hurt: str = "受伤、工伤、去世"
    topic_hurt_hint: str = "车祸、工伤，各能赔多少"
    topic_court: str = "打官司要花多少"
    topic_court_hint: str = "诉讼费、执行费、保全费"
    topic_money: str = "借钱、定金、抚养费"
    topic_money_hint: str = "利息、定金、孩子的钱"
    topic_limits: str = "最晚哪天、能不能援助"
    topic_limits_hint: str = "期限、法律援助"
    # a calculator
    gone: str = "这一项现在没有了"
    gone_hint: str = "请回到上一页再选一项"
    fill: str = "点这里填"
    pick: str = "点这里选"
    optional: str = "可以不填"
    published: str = "不填就用公布的数"
    between: str = "{} 到 {}"
    example: str = "比如 {}"
    joint: str = " · "
    begin: str = "填上知道的，就能算"
    left: Counted = Counted(("还差 {} 项",))
    left_named: str = "先填：{}"
    wrong: str = "有一项要改一改"
    one_more: str = "还要填一项"
    wrong_named: str = "请看：{}"
    reckoning: str = "正在算……"
    failed: str = "这样算不出来"
    failed_hint: str = "请找人问"
    note: str = "仅供参考"
    sample: str = "有的数字是样例，不能当真"
    sample_short: str = "样例，不能当真"
    next_line: str = "接着填"
    how: str = "怎么算的"
    how_back: str = "改一改"
    ask: str = "没弄明白，找人问"
    ask_short: str = "没弄明白，\n找人问"
    ask_few: str = "找人问"
    law: str = "依据"
    figures: str = "用到的数"
    notices: str = "请留意"
    # one line
    done_next: str = "下一项"
    done: str = "填好了"
    skip: str = "不填"
    yes: str = "是"
    no: str = "不是"
    # what is said of it
    fault_empty: str = "这一项要填"
    fault_number: str = "要填数字"
    fault_whole: str = "要填整数，不带小数"
    fault_places: str = "小数太长了，最多 {} 位"
    fault_low: str = "太小了，最少 {}"
    fault_high: str = "太大了，最多 {}"
    fault_day: str = "没有这一天，请再看一遍"
    fault_year: str = "年份不对，请再看一遍"
    fault_choice: str = "请点一个"
    # values
    amount: str = "{} 元"
    range: str = "{} 到 {} 元"
    with_unit: str = "{} {}"
    figure_value: str = "{}：{}"
    figure_source: str = "{}（{}）"
    figure_since: str = "{} 起"
    figure_period: str = "{} 到 {}"
    figure_sample: str = "样例"
    figure_checked: str = "{} 核对"
    law_of: str = "法条按 {} 年 {} 月的文本核对过"
    comma: str = "，"

    def topic(self, name: str) -> tuple[str, str]:
        """Title and hint."""
        return getattr(self, f"topic_{name}"), getattr(self, f"topic_{name}_hint")

    def value(self, line: SumLine, text: str, times: TimeTexts) -> str:
        """What was answered, with its unit; half of a day or number as it stands."""
        if line.kind == "yes_no":
            return {YES: self.yes, NO: self.no}.get(text, text)
        if line.kind == "choice":
            return next((choice.label for choice in line.choices if choice.id == text), text)
        if line.kind == "date":
            return self._day(text, times)
        if line.kind == "percent":
            return f"{text}%"
        shown = _yuan(text) if line.kind == "money" else text
        return self.with_unit.format(shown, line.unit).strip()

    def _day(self, text: str, times: TimeTexts) -> str:
        try:
            return times.day_words(date.fromisoformat(text), year=True)
        except ValueError:
            # Eight digits of no day: as they would be read, or nobody sees what is wrong.
            return (
                f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == _DAY_DIGITS and text.isdigit() else text
            )

    def headline(self, result: SumResult, times: TimeTexts) -> str:
        """The one line of a result."""
        if result.high and result.high != result.amount:
            return self.range.format(_yuan(result.amount), _yuan(result.high))
        if result.amount:
            return self.amount.format(_yuan(result.amount))
        return self._day(result.day, times) if result.day else result.outcome

    def fact(self, found: str, times: TimeTexts) -> str:
        """What a calculator answered, of which only the fact was kept (``sums.of_fact``)."""
        result = sums.of_fact(found)
        return self.headline(result, times) if result is not None else ""

    def articles(self, result: SumResult) -> tuple[str, ...]:
        """The articles, and when somebody read them."""
        year, _, month = result.articles_of.partition("-")
        return (*result.articles, *([self.law_of.format(year, int(month))] if month else ()))

    def figure(self, one: SumFigure) -> str:
        """A published figure: what, how much, of which time, from where."""
        named = self.figure_value.format(one.title, one.value) if one.value else one.title
        when = self.figure_period.format(one.since, one.until) if one.since and one.until else ""
        when = when or (self.figure_since.format(one.since) if one.since else "")
        checked = self.figure_checked.format(one.checked) if one.checked else ""
        sure = self.figure_sample if one.sample else checked  # whatever is a sample, nobody vouches for
        about = [part for part in (when, one.source, sure) if part]
        return self.figure_source.format(named, self.comma.join(about)) if about else named

    def limits(self, line: SumLine) -> str:
        """``1 到 10 级``; empty where there is no range worth telling."""
        if not line.bounded:
            return ""
        both = self.between.format(_bound(line, line.least), _bound(line, line.most))
        return self.with_unit.format(both, line.unit).strip()

    def fault(self, line: SumLine, fault: Fault) -> str:
        """Why an answer cannot stand, beside its line."""
        said: str = getattr(self, f"fault_{fault.value}")
        if fault is Fault.PLACES:
            return said.format(line.places)
        if fault in (Fault.LOW, Fault.HIGH):
            bound = line.least if fault is Fault.LOW else line.most
            return said.format(self.with_unit.format(_bound(line, bound), line.unit).strip())
        return said


def _yuan(text: str) -> str:
    """40,000; 6,550.50; what is no sum of yuan and fen as it stands."""
    amount = sums.number(text)
    return money.yuan(amount) if amount is not None and amount == round(amount, 2) else text


def _bound(line: SumLine, bound: Decimal) -> str:
    return money.yuan(bound) if line.kind == "money" else f"{bound:f}"
