"""A handful of records to search in. All invented."""

from pathlib import Path
from typing import Final

from kiosk.content.publish.search_index import Searchable, build
from kiosk.content.search import Index
from kiosk.domain.search import Record

RECORDS: Final = (
    Record("labour", "topic", "labour", "工资劳动", (), ("欠薪 辞退",)),
    Record("family", "topic", "family", "婚姻家庭", (), ("离婚 家里挨打",)),
    Record("sea", "topic", "sea", "渔船出海", (), ("工钱 碰船",)),
    Record("traffic", "topic", "traffic", "交通事故", (), ("撞车",)),
    Record(
        "labour/wages",
        "guide",
        "labour",
        "老板拖欠工资，怎么办？",
        ("工钿一直拖着不给", "过年了老板还讲没铜钿"),
        (
            "干了活就该拿钱，劳动仲裁不收费。",
            "去县劳动监察投诉，也可以打 12333。",
            "Unpaid wages: what to do?",
        ),
    ),
    Record(
        "family/divorce",
        "guide",
        "family",
        "想离婚，要怎么办？",
        ("老公不肯签字，咋离",),
        ("两个人都愿意，去婚姻登记处办。", "也可以请法院下保护令。"),
    ),
    Record(
        "sea/collision",
        "guide",
        "sea",
        "海上碰了船，先做什么？",
        ("两条渔船撞了",),
        ("先救人，马上打 12395。",),
    ),
    Record("consultation", "item", "", "留言问法律", (), ("不刷证，直接留言，有人答复您。",)),
    Record("office/labour", "office", "", "示例县劳动监察大队", ("劳动监察",), ("示例镇示例路 8 号",)),
)
SYNONYMS: Final = {"薪水": ("工资",), "散伙": ("离婚",)}
COUNTABLE: Final = frozenset({"遗嘱"})
SEARCHABLE: Final = Searchable(RECORDS, SYNONYMS, COUNTABLE)


def small_index(folder: Path, of: Searchable = SEARCHABLE) -> Index:
    """An index of ``of`` in ``folder``, which has none yet."""
    build(folder / "search.sqlite", of)
    return Index.open(folder / "search.sqlite")
