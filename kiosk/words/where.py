"""Where to go, how to come there, who comes, whom to call: the words of 查一查."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kiosk.domain.distance import COMPASS
from kiosk.domain.duty import State
from kiosk.domain.hours import Opening, When
from kiosk.domain.library_places import Repeat
from kiosk.domain.library_places import Visit as Comes
from kiosk.domain.places_way import ByFerry, OnFoot, Way
from kiosk.domain.schedule import Occurrence
from kiosk.words.duty import DutyTexts
from kiosk.words.times import TimeTexts

_KM: Final = 1000
_DAY: Final = 1440


@dataclass(frozen=True, slots=True)
class WhereTexts:
    # 查一查
    title: str = "查一查"
    map: str = "办事地点的地图"
    map_row_hint: str = "您在哪里，附近有什么"
    hint: str = "点一行就能看"
    offices: str = "去哪儿办"
    offices_hint: str = "从近到远，开没开门"
    registers: str = "查律师、公证、鉴定"
    registers_short: str = "查律师、公证"
    registers_hint: str = "名册上的机构和人员"
    schedule: str = "谁什么时候来"
    schedule_hint: str = "今天、这个星期、以后"
    board: str = "公示栏"
    board_hint: str = "办什么、要多久、找谁"
    duty: str = "今天值班"
    duty_hint: str = "今天找谁，几点有人"
    online: str = "网上办、网上查"
    online_hint: str = "官方网址，用手机扫"
    emergency: str = "紧急电话"
    danger: str = "紧急求救"
    emergency_hint: str = "有危险，马上打"
    gone: str = "这一条现在没有了"
    # how to come there
    compass: str = "北 东北 东 东南 南 西南 西 西北"
    metres: str = "{} 米"
    kilometres: str = "{} 公里"
    foot: str = "往{}走，至少 {} 分钟"
    foot_near: str = "就在旁边"
    foot_long: str = "往{}走 {}，至少 {} 分钟"
    ferry: str = "要坐船，路上 {}"
    minutes: str = "{} 分钟"
    hours: str = "{} 小时"
    hours_minutes: str = "{} 小时 {} 分钟"
    ferry_wait: str = "路上共 {}，等船另算"
    over: str = "在{}，要坐船"
    over_sea: str = "隔着海，要坐船"
    over_ask: str = "怎么坐船，先到码头问"
    walk_to: str = "走 {} 分钟，到{}"
    ride_to: str = "坐船 {} 分钟，到{}"
    walk_on: str = "上岸再走 {} 分钟"
    boats: str = "问船班，打 {}"
    how: str = "怎么去"
    # a door
    always: str = "24 小时开门"
    open_until: str = "现在开着，到 {}"
    closed: str = "现在没开门"
    closed_until: str = "现在没开门，{} 开"
    holiday_until: str = "今天放假，{} 开"
    door: str = "开门时间：{}"
    door_unknown: str = "开门时间没核实"
    # an office
    contact: str = "地址和电话"
    address: str = "地址：{}"
    phone: str = "电话：{}"
    here_for: str = "办什么"
    take: str = "扫一扫，记到手机里"
    sample: str = "样例，以工作人员答复为准"
    to_map: str = "看地图"
    to_list: str = "看名单"
    # the map
    map_title: str = "办事地点在哪里"
    map_near: str = "附近"
    map_wide: str = "全县"
    map_here: str = "您在这里"
    map_hint: str = "点标记就能看，数字是几处挨着"
    map_sketch: str = "示意图，不能当地图用"
    map_approval: str = "审图号 {}"
    map_ring: str = "圈里走 15 分钟以内"
    map_key: str = "{}，上面是北"
    # lists
    listed_on: str = "名册日期：{}"
    listed_old: str = "名册旧了，先打电话问"
    list_of: str = "{} · {}"
    listed_count: str = "{} 条"
    licence: str = "执业证号：{}"
    licence_org: str = "许可证号：{}"
    works_at: str = "在{}"
    works_there: str = "在这里执业的"
    region: str = "地方：{}"
    source: str = "来源：{}"
    authority: str = "以主管部门公布的为准"
    not_listed: str = "名册上没有，不等于没有证"
    listed_facts: str = "名册上这样写"
    # who comes
    today: str = "今天"
    tomorrow: str = "明天"
    later_day: str = "{} {}"
    span: str = "{}–{}"
    when_and: str = "{} {}"
    unsure: str = "放不放假没定，先打电话"
    comes_who: str = "谁来"
    comes_where: str = "到哪里来"
    comes_when: str = "什么时候"
    comes_next: str = "最近几次"
    comes_seats: str = "一次能接待 {} 个人"
    comes_ask: str = "问一问，打 {}"
    comes_none: str = "最近没有人来"
    comes_none_hint: str = "可以打电话，也可以留言"
    comes_clock: str = "机器的时间没对准，先打电话问"
    book: str = "约这一次"
    book_day: str = "约 {}"
    book_how: str = "要约时间"
    book_request: str = "我想约：{}，{}。"
    book_request_any: str = "我想约：{}，哪天能来？"
    every_week: str = "每{}"
    every_nth: str = "每月第{}个{}"
    every_day: str = "每月 {} 日"
    ordinals: str = "一 二 三 四 五"
    # the board
    board_updated: str = "{}更新"
    board_items: str = "办什么"
    board_cost: str = "收费：{}"
    board_promise: str = "承诺：{}"
    board_commitments: str = "我们承诺"
    board_staff: str = "谁在"
    board_away: str = "今天在不在，先打电话"
    board_complaints: str = "不满意"
    # on duty
    duty_title: str = "今天值班"
    duty_none: str = "今天没有排值班"
    duty_clock: str = "今天谁值班，打电话问"
    duty_who: str = "{} {}"
    # on-line
    online_note: str = "这台机器上不能直接查"
    platform_what: str = "能做什么"
    platform_steps: str = "怎么做"
    platform_needs: str = "要准备"
    platform_on: str = "手机上接着办"
    scan: str = "用手机扫这个码"
    checked: str = "网址 {} 打开看过"
    unchecked: str = "网址还没核对过"
    lookup_answers: str = "能查到什么"
    lookup_asks: str = "要知道"
    lookup_person: str = "没有手机，去{}问"
    lookup_person_short: str = "去窗口问"
    no_address: str = "网址没核实，先去窗口问"
    # danger
    emergency_say: str = "先说：{}"

    # ---- the way

    def far(self, metres: float) -> str:
        """650 米; 1.3 公里."""
        if metres < _KM:
            return self.metres.format(max(10, round(metres / 10) * 10))
        return self.kilometres.format(f"{metres / _KM:.1f}".removesuffix(".0"))

    def lasting(self, minutes: int) -> str:
        """50 分钟; 1 小时 16 分钟."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.minutes.format(minutes)
        return self.hours_minutes.format(hours, rest) if rest else self.hours.format(hours)

    def way(self, way: Way) -> str:
        """In one line, for a list."""
        match way.means:
            case OnFoot(minutes):
                towards = self._towards(way)
                return self.foot.format(towards, minutes) if towards else self.foot_near
            case ByFerry() as ferry:
                return self.ferry.format(self.lasting(ferry.minutes))
            case over:
                return self.over.format(over.island.name) if over.island is not None else self.over_sea

    def way_lines(self, way: Way) -> Iterator[str]:
        """Step by step."""
        match way.means:
            case OnFoot(minutes):
                towards = self._towards(way)
                yield (
                    self.foot_long.format(towards, self.far(way.metres), minutes)
                    if towards
                    else self.foot_near
                )
            case ByFerry(rides, walks) as ferry:
                for walk, ride in zip(walks, rides, strict=False):
                    if walk:
                        yield self.walk_to.format(walk, ride.aboard.name)
                    yield self.ride_to.format(ride.ferry.minutes, ride.ashore.name)
                if walks[-1]:
                    yield self.walk_on.format(walks[-1])
                yield self.ferry_wait.format(self.lasting(ferry.minutes))
                if rides[0].aboard.phone:
                    yield self.boats.format(rides[0].aboard.phone)
            case _:
                yield self.way(way)
                yield self.over_ask

    def _towards(self, way: Way) -> str:
        """Where to turn; empty where it is here."""
        points = dict(zip(COMPASS, self.compass.split(), strict=True))
        return points.get(way.towards, "")

    # ---- a door

    def opening(self, opening: Opening, hours: str, duty: DutyTexts, times: TimeTexts) -> str:
        """How a door stands now; where that is not sure its ``hours``, empty: nobody asked."""
        match opening.state:
            case State.ALWAYS:
                return self.always
            case State.OPEN if opening.until is not None:
                until = opening.until
                midnight = (until.hour, until.minute) == (0, 0)
                return self.open_until.format("24:00" if midnight else clock(until))
            case State.CLOSED if opening.again is not None:
                form = self.holiday_until if opening.holiday else self.closed_until
                return form.format(self._again(opening.again, opening.day, duty, times))
            case State.CLOSED:
                return self.closed
            case _:
                return self.door.format(hours) if hours else self.door_unknown

    def _again(self, again: datetime, day: When | None, duty: DutyTexts, times: TimeTexts) -> str:
        match day:
            case When.TODAY:
                return clock(again)
            case When.TOMORROW:
                return duty.tomorrow_at.format(clock(again))
            case When.WEEKDAY:
                return duty.day_at.format(weekday(again, times), clock(again))
            case _:
                return duty.day_at.format(times.day_words(again), clock(again))

    # ---- who comes

    def time(self, one: Occurrence, today: date, duty: DutyTexts, times: TimeTexts) -> str:
        """今天 9:00–11:00; 11月25日 周三 9:00–11:00."""
        span = self.span.format(clock(one.begins), clock(one.ends))
        return self.when_and.format(self.day(one, today, duty, times), span)

    def day(self, one: Occurrence, today: date, duty: DutyTexts, times: TimeTexts) -> str:
        ahead = (one.day - today).days
        if ahead in (0, 1):
            return (self.today, self.tomorrow)[ahead]
        return duty.named_day(one.day, times)

    def repeats(self, comes: Comes, duty: DutyTexts, times: TimeTexts) -> str:
        """每周三 9:00–11:00."""
        days = duty.list_joint.join(self._days(comes.repeat, times))
        span = self.span.format(minute(comes.start), minute(comes.end))
        return self.when_and.format(days, span)

    def _days(self, repeat: Repeat, times: TimeTexts) -> Iterator[str]:
        names, ordinals = times.weekdays.split(), self.ordinals.split()
        yield from (self.every_week.format(names[day - 1]) for day in repeat.weekdays)
        for nth, day in repeat.nth:
            yield self.every_nth.format(ordinals[nth - 1], names[day - 1])
        yield from (self.every_day.format(day) for day in repeat.days)
        for text in repeat.dates:
            try:
                yield times.day_words(date.fromisoformat(text))
            except ValueError:
                yield text


def clock(at: datetime) -> str:
    return f"{at.hour}:{at.minute:02}"


def minute(of_day: int) -> str:
    return "24:00" if of_day == _DAY else f"{of_day // 60}:{of_day % 60:02}"


def weekday(day: date, times: TimeTexts) -> str:
    return times.weekdays.split()[day.weekday()]
