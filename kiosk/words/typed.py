"""Words around what is typed by digit keys: amounts, days, boats, places. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.words.counted import Counted


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

    def range(self, least: str, most: str) -> str:
        """Both bounds of an amount in one line; empty when there is none."""
        return self.both(least and self.least.format(least), most and self.most.format(most))

    def both(self, one: str, other: str) -> str:
        return self.bounds.format(one, other) if one and other else one or other
