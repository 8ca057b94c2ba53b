"""Played on the pages of typed fields: amounts, identity numbers, days. Each function gets a fresh stage."""

from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.library import FormField
from tests.screens.filling import with_field
from tests.screens.stage import Stage
from tests.screens.writing import enabled, text

SUM = FormField(
    "amount",
    "money",
    "多少钱",
    "一共多少钱？",
    required=True,
    help="写到手的数。",
    least="0.01",
    most="1000000",
)
AGE = FormField("age", "number", "年纪", "您多大年纪？", unit="岁", least="14", most="120", max_length=3)
DAY = FormField("day", "date", "哪天", "哪天把钱给的？", required=True, least="2020-01-01", most="today")
NUMBER = FormField("who", "identity", "身份证号", "他的身份证号码？")


def press(stage: Stage, keys: str, name: str = "phone") -> None:
    for key in keys:
        stage.tap(f"{name}.key.{ {'X': 'x', '.': 'dot'}.get(key, key) }".replace(" ", ""))


def empty(stage: Stage, name: str) -> None:
    """清空; where it has no room, 删一位 as often as it does something."""
    clear = f"{name}.clear"
    while enabled(stage, clear) or enabled(stage, f"{name}.delete"):
        stage.tap(clear if enabled(stage, clear) else f"{name}.delete")


def box(stage: Stage) -> list[str]:
    """What stands in the box: before the caret, behind it."""
    from kiosk.screens.widgets.entry import DigitsText

    found = next(node for node in stage.frame.root.walk() if isinstance(node, DigitsText))
    assert not found.overflows()
    return [str(found.text), str(found.rest)]


def heard(stage: Stage) -> str:
    """What is read of the box."""
    from kiosk.screens.widgets.entry import DigitsText

    found = next(node for node in stage.frame.root.walk() if isinstance(node, DigitsText))
    return " ".join(getattr(part, "text", "") for part in found.spoken())


def sum_typed(stage: Stage) -> dict[str, Any]:
    with_field(stage, SUM)
    out: dict[str, Any] = {"shown": stage.shown, "empty": stage.texts(), "box": [box(stage)]}
    press(stage, "12000.505")
    out |= {"places": stage.texts(), "typed": text(stage, "amount"), "heard": heard(stage)}
    out["box"].append(box(stage))
    press(stage, "9")
    stage.tap("phone.clear")
    press(stage, "5000000")
    stage.tap("phone.done")
    out |= {"wrong": stage.texts(), "kept": text(stage, "amount"), "stayed": stage.shown}
    stage.tap("phone.delete")
    stage.tap("phone.done")
    out["after"] = stage.shown
    return out


def sum_left(stage: Stage) -> list[str]:
    """返回 and back again: what was typed is there."""
    with_field(stage, SUM)
    press(stage, "12.5")
    stage.tap("bar.back")
    stage.dispatch(m.OpenForm("consultation", "order-2"))
    return [stage.shown, *box(stage)]


def age_typed(stage: Stage) -> dict[str, Any]:
    with_field(stage, AGE)
    out: dict[str, Any] = {"empty": stage.texts()}
    press(stage, "9")
    stage.tap("phone.done")
    out |= {"wrong": stage.texts(), "kept": text(stage, "age")}
    press(stage, "00")
    out |= {"box": box(stage)}
    press(stage, "1")
    return {**out, "full": stage.texts()}


def identity_typed(stage: Stage) -> dict[str, Any]:
    with_field(stage, NUMBER)
    stage.dispatch(m.GiveConsent("2026-11-21T14:05:00+08:00"))
    out: dict[str, Any] = {"shown": stage.shown, "empty": stage.texts()}
    press(stage, "330922190001010011")
    out["box"] = box(stage)
    stage.tap("phone.done")
    out |= {"wrong": stage.texts(), "kept": text(stage, "who")}
    stage.tap("phone.delete")
    press(stage, "0")
    stage.tap("phone.done")
    return {**out, "after": stage.shown}


def day_typed(stage: Stage) -> dict[str, Any]:
    with_field(stage, DAY)
    out: dict[str, Any] = {"shown": stage.shown, "empty": stage.texts(), "box": [box(stage)]}
    press(stage, "202635", "date")
    out["box"].append(box(stage))
    out |= {"typed": text(stage, "day"), "heard": heard(stage)}
    press(stage, "1", "date")
    out["full"] = stage.texts()
    stage.tap("date.delete")
    out["box"].append(box(stage))
    empty(stage, "date")
    press(stage, "20190101", "date")
    stage.tap("date.done")
    out |= {"wrong": stage.texts(), "kept": text(stage, "day"), "stayed": stage.shown}
    stage.tap("date.today")
    out["today"] = text(stage, "day")
    stage.tap("date.yesterday")
    out["yesterday"] = text(stage, "day")
    stage.tap("date.done")
    return {**out, "after": stage.shown}


def day_of_none(stage: Stage) -> dict[str, Any]:
    """The 30th of February, and a day half typed: kept as typed, refused in words."""
    with_field(stage, DAY)
    out = {}
    for keys in ("20260230", "2026"):
        empty(stage, "date")
        press(stage, keys, "date")
        stage.tap("date.done")
        out[keys] = [stage.texts(), text(stage, "day"), stage.shown]
    return out


def day_far(stage: Stage) -> dict[str, Any]:
    """Where neither today nor yesterday may be, neither is offered; where nothing must be, one can go on."""
    with_field(stage, FormField("day", "date", "哪天", "哪天开庭？", least="today+1"))
    ids = [name for name in stage.ids_shown() if name.startswith("date.") and ".key." not in name]
    out = {"ids": ids, "texts": stage.texts(), "skip": "跳过" in stage.texts()}
    stage.tap("date.done")
    return {**out, "after": stage.shown}


def digits_forgotten(stage: Stage) -> dict[str, Any]:
    """The visit ends: neither the box nor any drawn line holds what was typed."""
    with_field(stage, DAY)
    press(stage, "20260305", "date")
    screen: Any = stage.frame.current
    stage.tap("bar.hide")
    kept = [key[0] for key in stage.painter._lines if "03月" in key[0]]
    return {"box": screen._pad.digits.text, "kept": kept}


# ---- boats and places

BOAT = FormField("boat", "boat", "船号", "船牌上写的什么？", sentences=("浙嵊渔", "浙岱渔", "浙普渔"))
PLACE = FormField("place", "place", "住哪里", "您住在哪里？", required=True, sentences=("船上",))
AGREED = m.GiveConsent("2026-11-21T14:05:00+08:00")


def boat_typed(stage: Stage) -> dict[str, Any]:
    with_field(stage, BOAT)
    stage.dispatch(AGREED)
    out: dict[str, Any] = {"shown": stage.shown, "empty": stage.texts()}
    press(stage, "12", "boat")
    stage.tap("boat.done")
    out |= {"wrong": stage.texts(), "kept": text(stage, "boat")}
    stage.tap("boat.begin.1")
    stage.tap("boat.begin.0")
    out["box"] = [box(stage)]
    press(stage, "345", "boat")
    out["box"].append(box(stage))
    out |= {"typed": text(stage, "boat"), "heard": heard(stage)}
    for _ in range(5):
        stage.tap("boat.delete")
    out["left"] = text(stage, "boat")
    stage.tap("boat.delete")
    out["none"] = text(stage, "boat")
    stage.tap("boat.begin.2")
    press(stage, "7", "boat")
    stage.tap("boat.done")
    return {**out, "after": stage.shown}


def boat_by_hand(stage: Stage) -> list[str]:
    """手写 takes along what there is; 返回 leads to the keys again, and nothing is lost."""
    with_field(stage, BOAT)
    stage.dispatch(AGREED)
    stage.tap("boat.begin.0")
    stage.tap("boat.write")
    out = [stage.shown]
    stage.dispatch(m.Answer("boat", "辽大中渔88"))
    stage.tap("bar.back")
    out += [stage.shown, *box(stage)]
    stage.tap("boat.write")
    stage.tap("write.done")
    return [*out, stage.shown, text(stage, "boat")]


def many_boats(stage: Stage) -> dict[str, Any]:
    """Every beginning can be reached, whatever the panel holds at once."""
    from dataclasses import replace

    begins = tuple(f"浙{mark}渔" for mark in "甲乙丙丁戊己庚辛壬癸子丑")
    with_field(stage, replace(BOAT, sentences=begins))
    stage.dispatch(AGREED)
    seen: set[str] = set()
    for _ in begins:
        seen |= {name for name in stage.ids_shown() if name.startswith("boat.begin.")}
        stage.tap("boat.begins")
    return {"seen": sorted(int(name.rsplit(".", 1)[1]) for name in seen)}


def place_chosen(stage: Stage) -> dict[str, Any]:
    with_field(stage, PLACE)
    out: dict[str, Any] = {"shown": stage.shown, "empty": stage.texts()}
    stage.tap("place.done")
    out["wrong"] = stage.texts()
    stage.tap("place.row.0")
    out["chosen"] = text(stage, "place")
    stage.tap("place.write")
    out["writing"] = stage.shown
    stage.dispatch(m.Answer("place", "船上二号舱"))
    stage.tap("bar.back")
    out |= {"back": stage.shown, "written": stage.texts()}
    stage.tap("place.done")
    return {**out, "after": stage.shown}


def every_place(stage: Stage, count: int) -> list[str]:
    """All of them can be reached by 下一页, long names and short ones."""
    from dataclasses import replace

    names = tuple("很远的地方" * (1 + at % 3) + str(at) for at in range(count))
    with_field(stage, replace(PLACE, sentences=names))
    seen: list[str] = []
    while True:
        shown = [name for name in stage.ids_shown() if name.startswith("place.row.")]
        seen += [name for name in shown if not name.endswith(".say")]
        if not enabled(stage, "place.page.after"):
            return sorted(seen, key=lambda name: int(name.rsplit(".", 1)[1]))
        stage.tap("place.page.after")


def check_page(stage: Stage) -> dict[str, list[list[str]]]:
    """What the check page says of each, covered and shown."""
    out = {}
    for field, value in (
        (SUM, "12000.5"),
        (DAY, "20260305"),
        (NUMBER, "330922190001010010"),
        (BOAT, "浙嵊渔12345"),
    ):
        with_field(stage, field)
        stage.dispatch(AGREED, m.Answer(field.id, value), m.NextPage())
        stage.dispatch(AGREED, m.NextPage(), m.NextPage(), m.NextPage())
        covered = [stage.shown, *stage.texts()]
        stage.dispatch(m.ShowPersonal())
        out[field.id] = [covered, stage.texts()]
    return out
