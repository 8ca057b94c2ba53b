"""Which hard words stand in what is read."""

import pytest

from kiosk.domain import glossary, learn_find
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Term
from tests.support.learning import CASE, LESSON, RELATION, WRITTEN
from tests.support.library import small_library
from tests.support.matters import with_matters

TERMS = {
    one.id: one
    for one in (
        Term("a", "劳动仲裁", "先评理", ("仲裁",)),
        Term("b", "仲裁委员会", "评理的地方"),
        Term("c", "支付令", "法院的一张令"),
    )
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("申请劳动仲裁不收钱。", ["a"]),
        ("先去仲裁委员会。", ["b"]),  # the longest word that begins there
        ("仲裁以后，还可以申请支付令，再仲裁。", ["a", "c"]),  # once, in the order they are met
        ("劳动仲裁委员会", ["a"]),
        ("没有难词。", []),
        ("", []),
    ],
)
def test_the_longest_word_counts_and_each_term_once(text: str, found: list[str]) -> None:
    assert [one.id for one in glossary.found(TERMS, [text])] == found


def test_no_terms_no_words() -> None:
    assert glossary.found({}, ["劳动仲裁"]) == ()


def test_a_page_is_looked_through_once_for_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    library, known = small_library(), glossary.terms_of
    looked: list[str] = []

    def noting(of: Library, kind: str, content_id: str) -> tuple[Term, ...]:
        looked.append(content_id)
        return known(of, kind, content_id)

    monkeypatch.setattr(glossary, "terms_of", noting)
    pages = glossary.PageTerms()
    for _ in range(3):
        assert pages.of(library, "lesson", LESSON) == (WRITTEN, RELATION)
        assert pages.of(library, "lesson", CASE) == ()
    assert len(looked) == 2
    pages.of(small_library(), "lesson", LESSON)
    assert len(looked) == 3


def test_every_kind_of_page_has_its_words() -> None:
    library = with_matters(small_library())
    guide = next(iter(library.guides.values()))
    assert guide.answer[0] in glossary.words_of(library, "guide", guide.id)
    assert "留好考勤。" in glossary.words_of(library, "lesson", LESSON)
    for of in ("guide", "lesson", "outcome", "sum", "quiz"):
        assert glossary.words_of(library, of, "no-such") == ()


def test_a_term_leads_to_the_articles_it_cites() -> None:
    assert learn_find.refs(small_library(), "term", "relation") == RELATION.law
    assert learn_find.refs(small_library(), "term", "no-such") == ()
