"""Looking somebody up in the published lists, by touches: by name, by number, by the code on a licence."""

from tests.screens.conftest import Window


def test_only_ways_that_work_are_offered(window: Window) -> None:
    seen = window.play("finding.ways")
    number, name, code = (f"registers.find.{way}" for way in ("number", "name", "code"))
    assert set(seen["all"]) == {name, number, code}
    assert set(seen["no scanner"]) == {name, number}
    assert set(seen["no pen"]) == {number, code}


def test_by_name_in_letters(each_window: Window) -> None:
    seen = each_window.play("finding.by_name")
    assert seen["shown"] == "write"
    assert seen["live"] == ["write.found.listed.county-list.1"]
    assert seen["found"] == "found_listed"
    assert seen["rows"] == ["found_listed.row.county-list.1"]
    assert any("名册日期 2026年11月1日" in text for text in seen["texts"])
    assert "执业证号：13309000000000001" in seen["who"]


def test_by_number_and_nobody_is_said_plainly(each_window: Window) -> None:
    seen = each_window.play("finding.by_number")
    texts, done = seen["empty"]
    assert "号码印在证的里面" in texts
    assert not done
    assert "合得上的有 1 条" in seen["some"]
    assert "find_number.key.Z" in seen["letters"]
    assert "还没有合得上的，接着输" in seen["none"]
    said = "\n".join(seen["nobody"])
    assert "名册上没有找到" in said
    assert "名册上没有，不等于没有证" in said
    assert "最旧的是 2026年11月1日的" in said
    assert seen["codes"] == ["https://www.sample.gov.cn/company"]
    assert seen["back"] == "find_number"


def test_a_scanned_number_is_asked_about_before_it_is_used(each_window: Window) -> None:
    seen = each_window.play("finding.by_code")
    assert "把证上的码对着扫码口" in seen["waiting"]
    assert "这不是证上的码，请输号码" in "\n".join(seen["foreign"])
    assert seen["read"] == "find_code"
    assert "和证上印的一样吗？" in seen["asks"]
    assert "把证上的码对着扫码口" in seen["again"]
    assert seen["found"] == "found_listed"
    assert seen["rows"] == ["found_listed.row.county-list.1"]
