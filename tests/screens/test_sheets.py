"""Papers laid under the camera: on the real window, by touches, by keys, and gone afterwards."""

from tests.screens.conftest import Window


def test_papers_are_laid_down_looked_at_and_sent(each_window: Window) -> None:
    seen = each_window.play("sheets.laid_down")
    assert {"请把合同放到摄像头下面", "合同的每一页", "开始拍照", "不拍，办事时带来"} <= set(seen["asked"])
    assert "摄像头正在打开" in seen["opening"]
    assert "把纸放平，四边都照进去" in seen["aiming"]
    assert seen["eye"] == 1
    assert "正在拍，请别动" in seen["taking"]
    assert seen["twice"] == 1, "one picture at a time"
    assert {"第 1 页", "请看看字清不清楚", "重拍", "再拍一页", "好了"} <= set(seen["back"])
    assert "这一页有点糊，重拍更清楚" in seen["blurred"]
    assert "第 2 页" in seen["again"][0]
    assert seen["again"][1] == "sheets"
    assert "拍了 1 页，最多 3 页" in seen["left"]
    assert seen["small"] == 1
    assert "还要再拍，一共至少 2 页" in seen["few"]
    assert "不拍，办事时带来" not in seen["second"], "it is required"
    assert {"拍了 2 页", "拍了 1 页"} <= set(seen["check"])
    assert (seen["fields"], seen["pages"]) == ({"contract": "2", "card": "1"}, 3)


def test_a_page_is_given_up(each_window: Window) -> None:
    seen = each_window.play("sheets.dropped")
    assert (seen["before"], seen["after"]) == (2, 1)
    assert "sheets.bring" in seen["none"]


def test_without_a_camera_one_sentence_and_the_rest_goes_on(each_window: Window) -> None:
    seen = each_window.play("sheets.without_a_camera")
    assert "摄像头没接上，材料办事时带来" in seen["told"]
    assert seen["pictures"] == 0
    assert "不拍，办事时带来" in seen["required"]
    assert seen["shown"] == "check"
    assert seen["check"].count("没有拍，办事时带来") == 2


def test_no_widget_holds_a_picture_after_the_visit(each_window: Window) -> None:
    assert each_window.play("sheets.forgotten") == {"before": 1, "held": 0}


def test_the_four_keys_take_a_picture(window: Window) -> None:
    assert window.play("sheets.by_keys") == {"phase": "aiming"}
