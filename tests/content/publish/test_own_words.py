"""Words of the content: from titles and names, and from the editor's list, with readings one can type."""

from pathlib import Path

from kiosk.content.publish.check import check
from kiosk.content.publish.own_words import own_words
from tests.support import editor_library as sample


def test_titles_and_names_can_be_typed(tmp_path: Path) -> None:
    words = own_words(check(sample.write(tmp_path)))
    named = {word.text: word.reading for word in words["names"]}
    assert named["示例县劳动监察大队"][:3] == ("shi", "li", "xian")
    assert "示例码头" in named
    assert words["listed"] == ()


def test_the_list_may_say_how_a_word_is_read(tmp_path: Path) -> None:
    draft = check(sample.write(tmp_path, {"words.yaml": "places: 嵊泗县 六安/lu'an 绿岛/Lü'dao\n"}))
    assert draft.problems == []
    assert {(word.text, word.reading) for word in own_words(draft)["listed"]} == {
        ("嵊泗县", ("sheng", "si", "xian")),
        ("六安", ("lu", "an")),
        ("绿岛", ("lv", "dao")),
    }


def test_what_cannot_be_typed_is_told_with_its_line(tmp_path: Path) -> None:
    text = "good: 法院\nbad: 六安/lu 工伤A 鼥\n"
    draft = check(sample.write(tmp_path, {"words.yaml": text}))
    found = [(problem.file, problem.line) for problem in draft.problems if "打不出来" in problem.text]
    assert len(found) == 3
    assert set(found) == {("words.yaml", 2)}
    assert [word.text for word in own_words(draft)["listed"]] == ["法院"]
