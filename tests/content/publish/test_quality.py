"""Remarks to editors: what is hard to read, what two parts answer, what a topic lacks."""

from pathlib import Path

from kiosk.content.publish.check import check
from kiosk.content.publish.quality import Quality, quality
from tests.support import editor_kinds
from tests.support import editor_library as small

WAGES = "guides/labour/wages.md"


def remarks(root: Path, old: str = "", new: str = "") -> Quality:
    text = small.files()[WAGES]
    assert old in text
    draft = check(small.write(root, {WAGES: text.replace(old, new, 1)}))
    assert draft.problems == []
    return quality(draft)


def test_a_long_sentence_and_an_office_word_are_named_with_their_line(tmp_path: Path) -> None:
    found = remarks(tmp_path, "cost: 都不收钱。", f"cost: 都不收钱。逾期，{'长' * 20}。")
    assert [str(row) for row in found.hard] == [
        "guides/labour/wages.md:16 “逾期”不好懂，换成：过了期限",
        f"guides/labour/wages.md:16 这句有 22 个字，最好不超过 20 个：逾期，{'长' * 9}…",
    ]


def test_a_word_the_glossary_explains_is_not_hard(tmp_path: Path) -> None:
    term = "- {id: late, word: 逾期, means: 过了说好的日子。, sample: true}\n"
    text = small.files()[WAGES].replace("cost: 都不收钱。", "cost: 逾期不收。", 1)
    draft = check(small.write(tmp_path, {WAGES: text, "glossary.yaml": term}))
    assert draft.problems == []
    assert quality(draft).hard == ()


def test_a_question_two_guides_answer_is_named_once(tmp_path: Path) -> None:
    text = small.files()["guides/labour/dismissed.md"]
    for number, one in enumerate("一二三四五六七八"):
        text = text.replace(f"问法{one}", f"另外{number}句话")
    text = text.replace("另外0句话", "老板拖着工资不给，怎么办")
    wages = small.files()[WAGES].replace("问法一", "老板拖着工资不给怎么办呀", 1)
    draft = check(small.write(tmp_path, {WAGES: wages, "guides/labour/dismissed.md": text}))
    assert draft.problems == []
    (found,) = quality(draft).doubles
    other = "guides/labour/dismissed.md 的“老板拖着工资不给，怎么办”"
    assert str(found) == f"guides/labour/wages.md:25 “老板拖着工资不给怎么办呀”和 {other}差不多"


def test_topics_are_counted_by_kind_and_few_questions_named(tmp_path: Path) -> None:
    found = quality(check(editor_kinds.write(tmp_path / "library")))
    assert found.topics == {
        "labour": {
            "guide": 2,
            "scenario": 1,
            "document": 1,
            "bundle": 1,
            "lesson": 2,
            "quiz": 1,
            "self-check": 1,
        }
    }
    assert any(row.file == "lessons/case-iou.yaml" and "只有 0 句问法" in row.text for row in found.few)
    assert set(found.remarks) == {*found.hard, *found.doubles, *found.few, *found.unexplained}


def unexplained(root: Path, cost: str, glossary: str) -> list[str]:
    text = small.files()[WAGES].replace("cost: 都不收钱。", f"cost: {cost}", 1)
    draft = check(small.write(root, {WAGES: text, "glossary.yaml": glossary}))
    assert draft.problems == []
    return [str(row) for row in quality(draft).unexplained if "定金" in row.text or "时效" in row.text]


def test_a_legal_word_wants_the_glossary_once(tmp_path: Path) -> None:
    other = "- {id: lpr, word: LPR, means: 一个利率。, sample: true}\n"
    assert unexplained(tmp_path, "先看定金。定金可以退。", other) == [
        "guides/labour/wages.md:16 “定金”是法律词，glossary.yaml 里还没有讲"
    ]
    assert unexplained(tmp_path, "先看定金。", other.replace("LPR", "定金")) == []


def test_a_short_word_within_an_explained_one_is_not_asked_for(tmp_path: Path) -> None:
    term = "- {id: fines, word: 定金罚则, means: 双倍退。, also: [诉讼时效], sample: true}\n"
    assert unexplained(tmp_path, "照定金罚则，看诉讼时效。", term) == []
    assert len(unexplained(tmp_path, "照定金罚则，退定金。", term)) == 1


def test_the_median_is_of_sentences_in_answers_and_steps(tmp_path: Path) -> None:
    assert remarks(tmp_path).median == 5
    long = remarks(tmp_path, "  - 留好证据。\n", "".join(f"  - {'长' * 19}{n}。\n" for n in "一二三"))
    assert long.median > 5
