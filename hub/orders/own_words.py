"""What the hub can name without being given any content: the stable ids of the terminal, the first library.

An order carries ids alone. Whatever the forms of its release say comes first (hub/orders/answers.py).
"""

from datetime import date
from typing import Final

# Of the library the terminals came with (a test compares).
ITEMS: Final = {"consultation": "留言问法律", "legal-aid": "申请法律援助"}
FIELDS: Final = {
    "request": "您的事",
    "name": "怎么称呼您",
    "phone": "电话",
    "matter": "是哪一类事",
    "id_number": "身份证",
    "contact": "方便怎么联系",
    "represented_relation": "他是您的",
    "represented_name": "替谁办",
}
CHOICES: Final = {
    "matter": {
        "wages": "讨薪",
        "work-injury": "工伤",
        "family": "离婚、赡养",
        "violence": "家里挨打",
        "traffic": "交通事故",
        "criminal": "家里人被抓",
        "other": "别的事",
        "unsure": "说不清",
    },
    "contact": {"phone": "打电话", "sms": "发短信", "none": "不要打电话，我凭回执看"},
    "represented_relation": {
        "parent": "父母",
        "child": "孩子",
        "spouse": "丈夫或妻子",
        "family": "别的亲人",
        "neighbour": "邻居、朋友",
        "official": "村里、单位派我帮的",
    },
}
# Of no library: what the terminal itself asks where a card's name has a character it cannot show.
ADDED: Final = {"name_written": "本人写的姓名"}

# Ids that are the terminal's own, the same in every library (kiosk/domain/forms_kinds.py; a test compares).
NO_CALLS: Final = "none"
TEXT_ONLY: Final = "sms"
WISHES: Final = {
    "visit": "上门",
    "phone": "打电话",
    TEXT_ONLY: "发短信",
    NO_CALLS: "不要打电话，凭回执看",
}
TIMES: Final = {
    "any": "什么时候都行",
    "morning": "上午",
    "afternoon": "下午",
    "evening": "晚上",
    "weekend": "周末",
}
YES_NO: Final = {"yes": "是", "no": "否"}
GREEN: Final = {"military": "军人军属", "elder": "老年人", "disabled": "残疾人", "migrant": "农民工"}
# What a card is read for, and the order's ids it fills: (id, what it is called).
CARD: Final = {
    "name": ("name", "姓名"),
    "number": ("id_number", "身份证号"),
    "sex": ("sex", "性别"),
    "birth": ("birth", "出生日期"),
}

# Of a wish when to come (kiosk/domain/slots.py): any day, and which half of one.
ANY_DAY: Final = "any"
HALVES: Final = ("上午", "下午")


def weekday(day: str) -> str:
    """``day``: ISO, of the calendar."""
    return "周" + "一二三四五六日"[date.fromisoformat(day).weekday()]
