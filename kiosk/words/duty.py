"""When somebody answers, in words: the hours themselves, and how it stands now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from kiosk.domain.duty import DAY, Answering, Duty, Span, State
from kiosk.words.times import TimeTexts

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class DutyTexts:
    always: str = "24 小时"
    workdays: str = "工作日"
    daily: str = "每天"
    days_to: str = "{}到{}"
    list_joint: str = "、"
    span: str = "{}–{}"
    next_day: str = "次日 {}"
    part: str = "{} {}"
    comma: str = "，"
    phone: str = "{} · {}"
    # now
    answered_always: str = "24 小时有人接"
    answered_in: str = "{} 有人接"
    answered_now: str = "现在有人接，到 {}"
    silent: str = "现在没人接"
    silent_until: str = "现在没人接，{} 起有人"
    unasked: str = "不一定有人接"
    tomorrow_at: str = "明天 {}"
    day_at: str = "{} {}"
    all_lines: str = "这些电话，{}"
    weekday_day: str = "{day} {weekday}"
    window: str = "窗口 {}"
    call: str = "打 {}"
    # who answers when nobody does there
    instead: str = "{}，急事打 {}"
    instead_leave: str = "{}，可以留言"
    instead_here: str = "没人接，就打 {}，24 小时有人接"

    def hours(self, duty: Duty, times: TimeTexts) -> str:
        """工作日 8:30–17:00; empty when it is not known."""
        if duty.kind != "times":
            return self.always if duty.kind == "always" else ""
        days = groupby(duty.spans, key=lambda span: (span.on, span.days))
        return self.comma.join(
            self.part.format(self._days(on, which, times), self.list_joint.join(map(self._span, spans)))
            for (on, which), spans in days
        )

    def stated(self, duty: Duty, times: TimeTexts) -> str:
        """When somebody answers, whatever the time is now; empty when it is not known."""
        if duty.kind == "always":
            return self.answered_always
        hours = self.hours(duty, times)
        return self.answered_in.format(hours) if hours else ""

    def answers(self, duty: Duty, now: Answering, at: datetime, times: TimeTexts) -> str:
        """Whether somebody answers now, else when they do; said honestly where nobody knows."""
        match now.state:
            case State.ALWAYS:
                return self.answered_always
            case State.OPEN if now.turns is not None:
                return self.answered_now.format(self._end(now.turns, at, times))
            case State.CLOSED:
                turns = now.turns
                return (
                    self.silent if turns is None else self.silent_until.format(self._when(turns, at, times))
                )
            case _:
                return self.stated(duty, times) or self.unasked

    def named_day(self, day: date, times: TimeTexts) -> str:
        """11月24日 周二."""
        return self.weekday_day.format(day=times.day_words(day), weekday=_weekday(day, times))

    def _end(self, turns: datetime, at: datetime, times: TimeTexts) -> str:
        """What ends at midnight ends at 24:00 of the day before."""
        midnight = (turns.hour, turns.minute) == (0, 0) and (turns.date() - at.date()).days == 1
        return _minute(DAY) if midnight else self._when(turns, at, times)

    def _when(self, turns: datetime, at: datetime, times: TimeTexts) -> str:
        ahead, clock = (turns.date() - at.date()).days, f"{turns.hour}:{turns.minute:02}"
        if ahead <= 0:
            return clock
        if ahead == 1:
            return self.tomorrow_at.format(clock)
        day = _weekday(turns.date(), times) if ahead < _WEEK else times.day_words(turns)
        return self.day_at.format(day, clock)

    def _days(self, on: str, days: tuple[int, ...], times: TimeTexts) -> str:
        if on != "weekdays":
            return self.workdays if on == "workdays" else self.daily
        names = times.weekdays.split()
        return self.list_joint.join(
            names[first - 1] if first == last else self.days_to.format(names[first - 1], names[last - 1])
            for first, last in _runs(days)
        )

    def _span(self, span: Span) -> str:
        end = _minute(span.end)
        return self.span.format(
            _minute(span.start), end if span.end > span.start else self.next_day.format(end)
        )


def _runs(days: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Days that follow each other as first and last."""
    first = last = 0
    for day in days:
        if first and day == last + 1:
            last = day
            continue
        if first:
            yield first, last
        first = last = day
    if first:
        yield first, last


def _minute(minute: int) -> str:
    return "24:00" if minute == DAY else f"{minute // 60}:{minute % 60:02}"


def _weekday(day: date, times: TimeTexts) -> str:
    return times.weekdays.split()[day.weekday()]
