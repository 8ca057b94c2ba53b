"""The words of finding out what became of an order. Chinese source; see ``texts``.

Where an order stands is said in ``standing``: the printed answer says it too.
"""

from dataclasses import dataclass

from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class ProgressTexts:
    # home
    home: str = "查进度"
    home_few: str = "看进度"  # where three stand beside each other
    home_low: str = "查进度，{}"
    home_scan: str = "扫回执就可以"
    home_type: str = "看回执上的号码"
    # asking
    ask_title: str = "交过的事，办得怎样？"
    ask_hold: str = "把回执上的码对准扫码口"
    ask_still: str = "拿稳一秒，结果自己出来"
    lies: str = "扫码口的码拿开，过几秒再放回执"
    ask_type: str = "没有回执上的码？手输号码"
    # typing
    type_number: str = "请输工单号"
    type_number_help: str = "回执上最大的那一行"
    type_number_count: Counted = Counted(("横线后面，已输 {} 位",))
    type_no_scanner: str = "扫码口现在用不了，请手输"
    type_prefix: str = "请输工单号开头"
    type_prefix_help: str = "回执上横线前面的"
    type_prefix_other: str = "横线前面不是 {}"
    type_prefix_short: str = "改前面"
    type_code: str = "再输手输码"
    type_code_help: str = "在方块码下面，10 个"
    type_code_count: str = "已输 {} 个，还差 {} 个"
    type_code_full: str = "10 个齐了，不对就清空"
    type_look: str = "查一查"
    wrong_foreign: str = "这不是回执上的码，请换回执"
    wrong_prefix: str = "请先输工单号的开头"
    wrong_number: str = "号码不对，请对着回执看"
    wrong_code: Counted = Counted(("还差 {} 个，请对着回执看",))
    # showing
    number: str = "工单号"
    number_of: str = "工单号 {}"
    waiting: str = "正在查，请等一下"
    waiting_hint: str = "最多十几秒"
    waiting_as_of: str = "{} 的消息，正在问最新的"
    waiting_fresh: str = "正在问最新的消息"
    fresh: str = "刚查到的，{}"
    no_network: str = "现在连不上网"
    no_answer: str = "中心没有回话"
    stopped: str = "这台机器停用了"
    offline_as_of: str = "{}，这是 {} 的消息"
    offline_queued: str = "{}，连上后自动送出"
    offline_uploaded: str = "{}，过一会儿再查"
    stopped_here: str = "{}，请打 12348 问"
    queued: str = "正在送，不会丢"
    unknown_here: str = "最新的没查到，可打 12348 问"
    limited_here: str = "查得太多，过一阵再查最新的"
    reply: str = "答复（{}）"
    reply_undated: str = "答复"
    steps: str = "经过"
    state_only: str = "要看答复，请扫回执上的码"
    # nothing to show
    offline: str = "{}，查不到"
    offline_next: str = "过一会儿再查，或者打电话问"
    stopped_next: str = "换一台机器查，或者打电话问"
    unknown: str = "没有查到这张回执"
    unknown_next: str = "再查一次，或者打电话问"
    unknown_typed: str = "号码和手输码对不上"
    unknown_typed_next: str = "请对着回执，一个一个再看"
    limited: str = "查的次数太多了"
    limited_next: str = "过一阵再查，急的话打电话"
    say_number: str = "不收钱，报上面的工单号"
    # what to do
    do_on: str = "接着看"
    do_print: str = "打印答复"
    do_print_again: str = "再打一张"
    long_cm: str = "打印要约 {} 厘米长的纸"
    long_m: str = "打印要约 {} 米长的纸"
    long_m_short: str = "打印约 {} 米"
    do_rate: str = "评一评"
    do_again: str = "再查一次"
    do_retype: str = "再输一遍"
    do_done: str = "看好了，结束"
    do_done_short: str = "看好了"
