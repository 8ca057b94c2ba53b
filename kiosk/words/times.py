"""Days and hours as people say them. Every day is one in China: the country keeps one time."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kiosk.domain.instants import parsed

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)", re.ASCII)
# Hours of the day as people name them: up to this hour (exclusive), in the order of ``TimeTexts.parts``.
_PARTS: Final = (5, 8, 12, 13, 18, 24)


@dataclass(frozen=True, slots=True)
class TimeTexts:
    # lists: seven and twelve words with a space between, and the six parts of a day
    weekdays: str = "周一 周二 周三 周四 周五 周六 周日"
    months: str = "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"
    parts: str = "凌晨 早上 上午 中午 下午 晚上"
    day: str = "{month}{day}日"
    day_of_year: str = "{year}年{month}{day}日"
    clock: str = "{day} {weekday} {time}"
    at_minute: str = "{day} {time}"
    at_hour: str = "{day} {part}{hour}点"
    past_hour: str = "{day} {part}{hour}点多"
    midnight: str = "{day} 凌晨0点"
    past_midnight: str = "{day} 凌晨0点多"

    def clock_words(self, local: datetime) -> str:
        """11月21日 周六 14:05."""
        weekday = self.weekdays.split()[local.weekday()]
        return self.clock.format(day=self.day_words(local), weekday=weekday, time=f"{local:%H:%M}")

    def day_words(self, when: date, year: bool = False) -> str:
        """11月21日, with the year when asked for."""
        form = self.day_of_year if year else self.day
        return form.format(year=when.year, month=self.months.split()[when.month - 1], day=when.day)

    def day_at(self, at: str, today: datetime | None) -> str:
        """The day of an ISO instant, with the year unless it is ``today``'s; empty when it is no time."""
        when = parsed(at)
        return "" if when is None else self.day_words(when, year=today is None or when.year != today.year)

    def day_and_hour(self, at: str, today: datetime) -> str:
        """``11月21日 下午2点``, 下午2点多 when it is past the hour; empty when it is no time."""
        when = parsed(at)
        if when is None:
            return ""
        if when.hour == 0:
            return (self.past_midnight if when.minute else self.midnight).format(day=self.day_at(at, today))
        part = next(index for index, hour in enumerate(_PARTS) if when.hour < hour)
        form = self.past_hour if when.minute else self.at_hour
        hour = when.hour - 12 if when.hour > 12 else when.hour
        return form.format(day=self.day_at(at, today), part=self.parts.split()[part], hour=hour)

    def day_and_minute(self, at: str, today: datetime | None) -> str:
        """``11月22日 14:05``; empty when it is no time."""
        when = parsed(at)
        if when is None:
            return ""
        return self.at_minute.format(day=self.day_at(at, today), time=f"{when:%H:%M}")

    def with_times_told(self, text: str, today: datetime | None) -> str:
        """``text`` with every instant in it as ``day_and_minute``. Instants are ISO 8601 with their zone."""
        return _INSTANT.sub(lambda found: self.day_and_minute(found[0], today) or found[0], text)
