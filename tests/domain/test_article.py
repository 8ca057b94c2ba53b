from dataclasses import replace

import pytest

from kiosk.content import models
from kiosk.domain import learn_find
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.article import SUBS, ArticleNo
from kiosk.domain.citation import cited
from kiosk.domain.library import LawRef
from tests.support.library import WAGES, small_library
from tests.support.states import ready_state, then

LIBRARY = small_library()
INSERTED = ArticleNo(276, 1)


def test_one_put_behind_another_stands_behind_it() -> None:
    rows = [ArticleNo(277), ArticleNo(276, 2), INSERTED, ArticleNo(276), ArticleNo(28)]
    assert sorted(rows) == [ArticleNo(28), ArticleNo(276), INSERTED, ArticleNo(276, 2), ArticleNo(277)]
    assert ArticleNo(276) != INSERTED


@pytest.mark.parametrize(
    ("article", "code", "chinese"),
    [
        (ArticleNo(50), 50, "第 50 条"),
        (INSERTED, "276-1", "第 276 条之一"),
        (ArticleNo(120, 10), "120-10", "第 120 条之十"),
        (ArticleNo(120, 12), "120-12", "第 120 条之十二"),
        (ArticleNo(120, 20), "120-20", "第 120 条之二十"),
    ],
)
def test_it_has_a_code_and_a_name(article: ArticleNo, code: int | str, chinese: str) -> None:
    assert (article.code, str(article), article.chinese) == (code, str(code), chinese)
    assert ArticleNo.coded(code) == article


@pytest.mark.parametrize("code", ["276", "276-0", "276-21", "276-01", "0-1", "276之一", "276-1-1", "", "-1"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no article"):
        ArticleNo.coded(code)


def test_every_sub_is_counted_once() -> None:
    assert (SUBS[0], SUBS[9], SUBS[10], SUBS[19], len(set(SUBS))) == ("一", "十", "十一", "二十", 20)


def test_a_release_has_numbers_and_codes() -> None:
    """Plain ones as they always were: an old release loads, a new one without others has the same bytes."""
    guide = LIBRARY.guides[WAGES]
    assert b'"article":27,' in models.encode("guide", guide)
    both = models.KINDS["guide"].validate_python(
        models.KINDS["guide"].dump_python(guide, mode="json")
        | {"law": [{"law": "刑法", "article": one, "gist": "甲"} for one in (276, "276-1")]}
    )
    assert [ref.article for ref in both.law] == [ArticleNo(276), INSERTED]
    blob = models.encode("guide", both)
    assert b'"article":276,' in blob
    assert b'"article":"276-1",' in blob
    assert models.KINDS["guide"].validate_json(blob) == both


@pytest.mark.parametrize("code", ["x", "276-99", 1.5, None])
def test_a_code_nobody_knows_costs_its_item(code: object) -> None:
    guide = models.KINDS["guide"].dump_python(LIBRARY.guides[WAGES], mode="json")
    with pytest.raises(ValueError, match="law"):
        models.KINDS["guide"].validate_python(
            guide | {"law": [{"law": "刑法", "article": code, "gist": "甲"}]}
        )


def test_an_article_and_the_one_behind_it_are_two() -> None:
    two = (LawRef("刑法", ArticleNo(276), "破坏"), LawRef("刑法", INSERTED, "欠薪"))
    library = replace(LIBRARY, guides={WAGES: replace(LIBRARY.guides[WAGES], law=two)})
    found = cited(library, "刑法", INSERTED)
    assert found is not None
    assert found.gist == "欠薪"
    assert learn_find.refs(library, "guide", WAGES) == two
    known = learn_find.known(library, "刑法", INSERTED)
    assert known is not None
    assert known.ref is two[1]
    assert learn_find.known(library, "刑法", ArticleNo(276, 2)) is None


@pytest.mark.parametrize(("sub", "there"), [(0, True), (1, True), (20, True), (21, False), (-1, False)])
def test_only_what_can_be_counted_has_a_page(sub: int, there: bool) -> None:
    state = then(ready_state(), m.Wake("visit-1"), m.Open(s.LawLine("刑法", ArticleNo(276, sub))))
    assert state.visit is not None
    assert isinstance(state.visit.place, s.LawLine) is there
