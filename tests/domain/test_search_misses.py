"""What is counted of searches without a good answer: words of a list, by visits, and nothing else."""

from kiosk.domain.search_misses import LEAST_VISITS, MOST_A_VISIT, Tally, missed

LIST = frozenset({"宅基地", "遗嘱", "医疗事故", "医疗", "彩礼", "诈骗"})


def test_only_words_of_the_list_are_seen() -> None:
    assert missed("隔壁老王占了我家宅基地，电话13000000000", LIST) == {"宅基地"}
    assert missed("我叫王小明，身份证330922190001010010", LIST) == frozenset()
    assert missed("", LIST) == frozenset()


def test_a_longer_word_stands_for_those_within_it() -> None:
    assert missed("医疗事故怎么赔", LIST) == {"医疗事故"}


def test_a_question_says_three_words_at_most() -> None:
    assert len(missed("".join(sorted(LIST)), LIST)) == MOST_A_VISIT


def test_a_visit_counts_a_word_once() -> None:
    tally = Tally().with_visit(["遗嘱", "遗嘱"]).with_visit(["遗嘱", "彩礼"]).with_visit([])
    assert (tally.visits, tally.unnamed) == (3, 1)
    assert tally.words == {"遗嘱": 2, "彩礼": 1}


def test_a_visit_cannot_be_made_to_say_more_than_three() -> None:
    assert len(Tally().with_visit("甲乙丙丁戊").words) == MOST_A_VISIT


def test_words_of_few_visits_do_not_leave_the_terminal() -> None:
    tally = Tally()
    for _ in range(LEAST_VISITS):
        tally = tally.with_visit(["遗嘱"])
    tally = tally.with_visit(["诈骗"])
    told = tally.told()
    assert told.words == {"遗嘱": LEAST_VISITS}
    assert (told.visits, told.unnamed) == (LEAST_VISITS + 1, 1)
    assert tally.words["诈骗"] == 1
    assert tally.told(least=1).words == tally.words
