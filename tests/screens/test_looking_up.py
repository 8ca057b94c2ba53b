"""查一查 on the real window: where to go, the sketch, lists, who comes, whom to call."""

import pytest

from tests.screens.conftest import Window


def test_only_what_the_content_holds_is_offered(each_window: Window) -> None:
    names = ["offices", "map", "registers", "schedule", "board", "duty", "online", "emergency"]
    assert each_window.play("looking_up.menu", bare=False) == [f"lookups.row.{name}" for name in names]
    assert each_window.play("looking_up.menu", bare=True) == ["lookups.row.emergency"]


def test_the_nearest_office_first_and_which_boat_to_the_farthest(each_window: Window) -> None:
    seen = each_window.play("looking_up.offices")
    assert seen["rows"] == [
        "offices.row.labour-inspection",
        "offices.row.legal-aid-office",
        "offices.row.far",
    ]
    assert seen["shown"] == "office"
    said = "\n".join(seen["texts"])
    for words in ("对面司法所", "到示例码头", "坐船 25 分钟，到对面码头", "上岸再走", "等船另算"):
        assert words in said
    assert "问船班，打 0580-0000041" in said
    assert seen["back"] == "offices"


def test_the_list_tells_a_walk_from_a_boat(window: Window) -> None:
    listed = "\n".join(window.play("looking_up.offices")["listed"])
    assert "往西走，至少 6 分钟" in listed
    assert "要坐船，路上" in listed


@pytest.mark.parametrize(
    ("trusted", "workday", "words"),
    [
        (True, True, "现在开着，到 17:00"),
        (True, False, "现在没开门，周一 8:30 开"),
        (False, True, "开门时间：工作日 8:30–17:00"),
    ],
)
def test_a_door_is_said_to_be_open_only_by_a_clock_somebody_vouches_for(
    each_window: Window, trusted: bool, workday: bool, words: str
) -> None:
    assert words in each_window.play("looking_up.door", trusted=trusted, workday=workday)


@pytest.mark.parametrize(
    ("place", "known", "said"),
    [
        ("office", "far", "对面司法所\n望海路 1 号\n0580-0000002"),
        ("platform", "portal", "https://www.sample.gov.cn/"),
        ("lookup", "company", "https://www.sample.gov.cn/company"),
    ],
)
def test_what_is_taken_along_by_telephone(each_window: Window, place: str, known: str, said: str) -> None:
    assert each_window.play("looking_up.codes", place=place, known=known) == [said]


def test_a_mark_on_the_map_opens_what_is_there(each_window: Window) -> None:
    seen = each_window.play("looking_up.map_touched")
    # Two offices of one house are one mark.
    assert seen["near"] == ["map.mark.labour-inspection"]
    shown, rows = seen["several"]
    assert (shown, rows) == ("offices", ["offices.row.labour-inspection", "offices.row.legal-aid-office"])
    assert set(seen["wide"]) == {"map.mark.far", "map.mark.labour-inspection"}
    assert "对面岛" in seen["texts"]
    assert "您在这里" in seen["texts"]
    shown, texts = seen["island"]
    assert shown == "office"
    assert "对面司法所" in texts
    assert seen["list"] == "offices"


def test_pictures_behind_the_marks_say_whose_they_are(each_window: Window) -> None:
    seen = each_window.play("looking_up.map_pictured")
    assert any("示意图，不能当地图用" in text for text in seen["before"])
    said = "\n".join(seen["pictured"])
    assert "审图号 样例审图号" in said
    assert "样例单位" in said
    assert "示意图" not in said
    assert seen["marks"] == ["map.mark.labour-inspection"]
    assert any("示意图，不能当地图用" in text for text in seen["wide"])


def test_the_map_can_be_heard(window: Window) -> None:
    lines = window.play("looking_up.by_ear")
    assert "[map.mark.labour-inspection] 示例县劳动监察大队、示例县法律援助中心" in lines
    assert "您在这里" in lines


def test_a_list_says_whose_it_is_and_of_which_day(each_window: Window) -> None:
    seen = each_window.play("looking_up.lists")
    assert "示例县名册" in seen["texts"]
    assert seen["short"] == ["register.row.0", "register.row.1"]
    assert seen["shown"] == "listed"
    said = "\n".join(seen["person"])
    for words in (
        "王示例",
        "执业证号：13309000000000001",
        "在示例律师事务所",
        "电话：0580-0000021",
        "名册日期：2026年11月1日",
        "以主管部门公布的为准",
    ):
        assert words in said
    assert seen["kinds"] == ["register.kind.0", "register.kind.1"]
    assert seen["of_kind"] == [f"register.row.{number}" for number in range(6, 12)]


def test_a_day_is_booked_with_the_items_form(each_window: Window) -> None:
    seen = each_window.play("looking_up.booked")
    assert seen["rows"] == ["schedule.row.once.20261121", "schedule.row.weekly.20261125"]
    assert "今天 15:00–17:00" in seen["texts"]
    assert "11月25日 周三 9:00–11:00" in seen["texts"]
    assert seen["shown"] == "comes"
    assert (seen["after"], seen["item"]) == ("write", "consultation")
    assert seen["request"] == "我想约：航行的司法所，11月25日 周三。"


def test_without_a_clock_no_day_is_named(window: Window) -> None:
    texts = window.play("looking_up.unsure_schedule")
    assert "每周三 9:00–11:00" in texts
    assert not any("今天" in text for text in texts)
    assert "机器的时间没对准，先打电话问" in texts


@pytest.mark.parametrize(
    ("day", "said", "not_said"), [(21, "下村去了", "今天在不在"), (22, "今天在不在", "下村去了")]
)
def test_where_somebody_is_is_said_on_its_day_only(
    each_window: Window, day: int, said: str, not_said: str
) -> None:
    texts = "\n".join(each_window.play("looking_up.board", day=day))
    assert said in texts
    assert not_said not in texts
    for words in ("人民调解", "马上安排", "收费：不收钱", "一次讲清要带什么。", "不满意，打 0580-0000001。"):
        assert words in texts


@pytest.mark.parametrize(("day", "words"), [(22, "孙示例 值班律师"), (23, "今天没有排值班")])
def test_who_is_on_duty_today_and_whom_to_call_otherwise(each_window: Window, day: int, words: str) -> None:
    texts = each_window.play("looking_up.duty", day=day)
    assert words in texts
    assert any("打 12348" in text for text in texts)


def test_what_is_looked_up_on_line_is_said_not_to_be_possible_here(each_window: Window) -> None:
    seen = each_window.play("looking_up.online")
    assert "这台机器上不能直接查" in seen["lookup"]
    assert "示例公示系统" in seen["lookup"]
    assert "网址还没核对过" in seen["lookup"]
    assert seen["office"] == "office"


def test_numbers_for_danger_are_one_touch_from_help(each_window: Window) -> None:
    seen = each_window.play("looking_up.emergency")
    assert seen["shown"] == "emergency"
    for number in ("110", "119", "120", "12395", "96110"):
        assert number in seen["texts"]
