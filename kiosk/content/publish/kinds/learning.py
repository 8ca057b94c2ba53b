"""``lessons/``, ``quizzes/``, ``self-checks/``, ``surveys/``, ``glossary.yaml``, ``wording.yaml``."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import (
    EditorLaw,
    EditorModel,
    EditorOnward,
    FieldId,
    Line,
    Paragraph,
    Reviewed,
    Sentence,
    SentenceEn,
    Short,
    ShortEn,
    Slug,
    Word,
)
from kiosk.content.publish.kinds.parts import Asks, Say, Text, Title, in_order

MonthDay = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}-[0-9]{2})?$")]


class EditorTerm(Reviewed):
    """A row of ``glossary.yaml``."""

    id: Slug
    word: Word
    means: Sentence
    also: tuple[Word, ...] = Field(default=(), max_length=8)
    law: tuple[EditorLaw, ...] = Field(default=(), max_length=3)
    word_en: ShortEn = ""
    means_en: SentenceEn = ""


class EditorSum(EditorModel):
    """A row of ``sums.yaml``: how residents ask for a calculator of the program, by its name."""

    id: Slug
    asks: Annotated[Asks, Field(min_length=1)]


class EditorLesson(Reviewed):
    """``lessons/<id>.yaml``. ``kind``: piece (普法文章), case (以案释法), day (普法的日子): that one has
    ``first`` and ``last``, month and day, as 12-04.
    """

    id: Slug
    kind: Literal["piece", "case", "day"]
    topic: Slug
    title: Short
    asks: Asks = ()
    paragraphs: tuple[Text, ...] = Field(min_length=1, max_length=12)
    points: tuple[Line, ...] = Field(min_length=1, max_length=5)
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=10)
    media: tuple[Slug, ...] = Field(default=(), max_length=4)
    next: EditorOnward = EditorOnward()
    first: MonthDay = ""
    last: MonthDay = ""

    @model_validator(mode="after")
    def _days(self) -> Self:
        if (self.kind == "day") != bool(self.first and self.last):
            raise PydanticCustomError("days", "kind 是 day 的要写 first 和 last，别的不要")
        for text in filter(None, (self.first, self.last)):
            try:
                date.fromisoformat(f"2024-{text}")
            except ValueError:
                raise PydanticCustomError("days", "没有 {day} 这一天", {"day": text}) from None
        if self.last < self.first:
            raise PydanticCustomError("days", "last 不能比 first 早，跨年的写成两个")
        return self


class EditorQuizQuestion(EditorModel):
    """``right``: which of ``choices``, counted from 1 as a person counts."""

    ask: Line
    choices: tuple[Short, ...] = Field(min_length=2, max_length=4)
    right: int = Field(ge=1, le=4)
    why: Sentence
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=3)

    @model_validator(mode="after")
    def _there(self) -> Self:
        if self.right > len(self.choices):
            raise PydanticCustomError("right", "right 写的 {right}，没有这么多选项", {"right": self.right})
        return self


class EditorQuiz(Reviewed):
    """``quizzes/<id>.yaml``."""

    id: Slug
    topic: Slug
    title: Short
    questions: tuple[EditorQuizQuestion, ...] = Field(min_length=3, max_length=20)


class EditorRisk(EditorModel):
    """``risky``: the answer that is a risk."""

    ask: Line
    risky: Literal["yes", "no"]
    risk: Sentence
    advice: Sentence
    law: tuple[EditorLaw, ...] = Field(default=(), max_length=3)


class EditorSelfCheck(Reviewed):
    """``self-checks/<id>.yaml``: 法治体检, at most 20 questions. ``who``: for whom it is."""

    id: Slug
    topic: Slug
    title: Title
    who: Line
    questions: tuple[EditorRisk, ...] = Field(min_length=3, max_length=20)
    next: EditorOnward = EditorOnward()


class EditorSurveyQuestion(EditorModel):
    """``kind``: choice (one), several, scale (five steps), yes-no."""

    id: FieldId
    kind: Literal["choice", "several", "scale", "yes-no"]
    ask: Line
    choices: tuple[Say, ...] = Field(default=(), max_length=8)
    required: bool = False

    @model_validator(mode="after")
    def _choices(self) -> Self:
        if (self.kind in ("choice", "several")) != (len(self.choices) >= 2):
            raise PydanticCustomError("choices", "kind 是 choice、several 的要有两个以上 choices，别的不要")
        return self


class EditorSurvey(Reviewed):
    """``surveys/<id>.yaml``: nobody is asked who he is."""

    id: Slug
    title: Title
    why: Sentence
    questions: tuple[EditorSurveyQuestion, ...] = Field(min_length=1, max_length=10)
    valid_from: date
    valid_to: date

    @model_validator(mode="after")
    def _whole(self) -> Self:
        in_order(self.valid_from, self.valid_to, "valid_from、valid_to")
        names = [question.id for question in self.questions]
        if len(set(names)) != len(names):
            raise PydanticCustomError("names", "questions 里有重复的 id")
        return self


class EditorWording(Reviewed):
    """A row of ``wording.yaml``: ``id`` is the name of a sentence of the terminal, ``text`` the county's."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$", max_length=60)]
    text: Paragraph
    text_en: Annotated[str, StringConstraints(max_length=400)] = ""
