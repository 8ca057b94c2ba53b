"""Words around what is typed by digit keys: amounts, days, boats, places. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.slots import HALVES, Slot, Why
from kiosk.words.counted import Counted
from kiosk.words.duty import DutyTexts
from kiosk.words.times import TimeTexts


@dataclass(frozen=True, slots=True)
class TypedTexts:
    yuan: str = "元"
    with_unit: str = "{} {}"
    least: str = "最少 {}"
    most: str = "最多 {}"
    first_day: str = "最早 {}"
    last_day: str = "最晚 {}"
    first_today: str = "最早今天"
    last_today: str = "最晚今天"
    bounds: str = "{}，{}"
    full: str = "填满了，要改先删一位"
    places: Counted = Counted(("小数点后最多 {} 位",))
    # a day: year, month and day beside each other
    day_form: str = "{}年{}月{}日"
    day_help: str = "先按年，再按月和日"
    today: str = "今天"
    yesterday: str = "昨天"
    # a boat: what its number begins with is touched, its figures are typed
    boat_begin: str = "先点前面的字，再按号码"
    boat_figures: str = "再按后面的号码"
    by_hand: str = "手写"
    # a place: chosen, written, or chosen and then written on
    place_other: str = "都不是，自己写"
    place_on: str = "接着写详细的"
    place_written: str = "您写的"
    place_far: str = "{} · {}"
    # when to come to an office: a wish, which its staff settle
    slot_day: str = "{} {}"
    slot_halves: str = "上午 下午"
    slot_any: str = "哪天都行"
    slot_call: str = "{}会打电话跟您定。"
    slot_call_short: str = "那边会打电话跟您定。"
    slot_clock: str = "机器的时间没对准，先不选哪天。"
    slot_hours: str = "哪天开门没核实，先不选哪天。"
    slot_calendar: str = "放假还没公布，先不选哪天。"
    slot_closed: str = "四个星期里都不开门。"

    def range(self, least: str, most: str) -> str:
        """Both bounds of an amount in one line; empty when there is none."""
        return self.both(least and self.least.format(least), most and self.most.format(most))

    def slot(self, slot: Slot, duty: DutyTexts, times: TimeTexts) -> str:
        """11月25日 周三 上午."""
        half = self.slot_halves.split()[HALVES.index(slot.half)]
        return self.slot_day.format(duty.named_day(slot.day, times), half)

    def no_slot(self, why: Why | None) -> str:
        """Why there is no day to choose; empty when there is one."""
        said = {
            Why.CLOCK: self.slot_clock,
            Why.HOURS: self.slot_hours,
            Why.CALENDAR: self.slot_calendar,
            Why.CLOSED: self.slot_closed,
        }
        return said[why] if why is not None else ""

    def both(self, one: str, other: str) -> str:
        return self.bounds.format(one, other) if one and other else one or other
