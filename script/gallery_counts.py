"""The states of 解决了吗, surveys and what is counted; as the content has them."""

from collections.abc import Iterator

from kiosk.domain import counting
from kiosk.domain import counts as c
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import visit_where as at
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Survey
from kiosk.domain.update_counts import AnswerSurvey, Solved
from script.gallery_walk import Walk


def count_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    yield "surveys", home.does(m.Open(at.Surveys()))
    for page in range(2):
        yield f"counted-{page + 1}", home.does(m.Open(at.WhatIsCounted(page)))
    for survey in library.every(Survey).values():
        yield from _survey(home, survey)
    guide = max(library.guides.values(), key=lambda one: len(one.law))
    last = home.does(m.Open(s.GuideView(guide.id, 99)))
    yield "solved-asked", last
    yield "solved-yes", last.does(Solved(c.YES))
    yield "solved-no", last.does(Solved(c.NO))


def _survey(home: Walk, survey: Survey) -> Iterator[tuple[str, Walk]]:
    walk = home.does(m.Open(at.SurveyView(survey.id)))
    nothing = home.does(m.Open(at.SurveyView(survey.id, len(survey.questions))))
    yield f"survey-{survey.id}-nothing", nothing
    for number, question in enumerate(survey.questions):
        yield f"survey-{survey.id}-{number + 1}", walk
        answered = walk.does(AnswerSurvey(counting.values(question)[0]))
        back = answered if question.kind == "several" else answered.does(m.Back())
        yield f"survey-{survey.id}-{number + 1}-given", back
        walk = answered
        if question.kind == "several":
            walk = walk.does(m.Open(at.SurveyView(survey.id, number + 1)))
    yield f"survey-{survey.id}-end", walk
