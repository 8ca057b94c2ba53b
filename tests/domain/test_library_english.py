"""English of the county's words: in its place where it is, and never half."""

from dataclasses import replace

from kiosk.domain.comfort import Language
from kiosk.domain.library_english import has_english, in_english, with_english
from tests.support.library import consultation, small_library


def test_what_has_english_is_replaced_all_the_way_down_and_the_rest_stays() -> None:
    item = consultation()
    step = item.steps[0]
    field = replace(step.fields[0], title_en="Your question", sentences_en=("Not paid", "Hurt", "Lent"))
    told = replace(
        item, title_en="Ask", steps=(replace(step, name_en="Case", fields=(field,)), *item.steps[1:])
    )
    said = in_english(told)
    assert (said.title, said.short) == ("Ask", item.short)
    assert (said.steps[0].name, said.steps[0].fields[0].title) == ("Case", "Your question")
    assert said.steps[0].fields[0].sentences == ("Not paid", "Hurt", "Lent")
    assert said.steps[0].fields[0].id == field.id
    assert said.steps[1] == item.steps[1]
    assert item.title == told.title


def test_a_thing_has_english_only_when_all_of_it_has() -> None:
    notice = small_library().notices[0]
    assert not has_english(notice)
    assert not has_english(replace(notice, title_en="Today"))
    whole = replace(notice, title_en="Today", lines_en=tuple("x" for _ in notice.lines))
    assert has_english(whole)
    assert has_english(in_english(whole))
    assert not has_english((whole, notice))


def test_what_is_empty_in_chinese_needs_none() -> None:
    notice = small_library().notices[0]
    assert has_english(replace(notice, lines=(), title_en="Today"))


def test_a_library_is_said_in_the_language_asked_for() -> None:
    library = small_library()
    assert library.said(Language.EN) is library
    ready = with_english(replace(library, site=replace(library.site, name_en="Pier")))
    assert ready.said(Language.ZH) is ready
    assert ready.said(Language.EN).site.name == "Pier"
    assert ready.said(Language.EN).guides.keys() == library.guides.keys()
    assert ready.site.name == library.site.name
