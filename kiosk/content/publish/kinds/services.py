"""``scenarios/``, ``documents/``, ``bundles/``, ``platforms/``: what leads a resident through a matter."""

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import (
    EditorLaw,
    EditorModel,
    EditorOnward,
    EditorStep,
    FieldId,
    GuideId,
    Line,
    LineEn,
    OfficeId,
    Paragraph,
    Reviewed,
    Sentence,
    SentenceEn,
    Short,
    ShortEn,
    Slug,
    WordEn,
)
from kiosk.content.publish.kinds.parts import Asks, Say, Title, Url

MOST_QUESTIONS: Final = 40  # in the file; on one path at most 8, which its own check counts


class EditorAnswer(EditorModel):
    """``to``: id of a question or an outcome. ``fills``: answers a later form starts with."""

    say: Say
    to: Slug
    fills: dict[FieldId, Line] = Field(default={}, max_length=6)
    say_en: WordEn = ""


class EditorUnsure(EditorModel):
    """不清楚: shown last, always. ``tell``: how one can tell."""

    tell: Sentence
    to: Slug
    tell_en: SentenceEn = ""


class EditorQuestion(EditorModel):
    id: Slug
    ask: Short
    hint: Annotated[str, StringConstraints(max_length=40)] = ""
    answers: tuple[EditorAnswer, ...] = Field(min_length=2, max_length=6)
    unsure: EditorUnsure
    ask_en: ShortEn = ""
    hint_en: LineEn = ""


class EditorOutcome(EditorModel):
    id: Slug
    title: Short
    answer: tuple[Line, ...] = Field(min_length=1, max_length=3)
    steps: tuple[Sentence, ...] = Field(min_length=1, max_length=6)
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=8)
    next: EditorOnward
    urgent: Annotated[str, StringConstraints(max_length=60)] = ""
    title_en: ShortEn = ""
    answer_en: tuple[LineEn, ...] = Field(default=(), max_length=3)
    steps_en: tuple[SentenceEn, ...] = Field(default=(), max_length=6)
    urgent_en: SentenceEn = ""


class EditorScenario(Reviewed):
    """``scenarios/<id>.yaml``."""

    id: Slug
    topic: Slug
    title: Short
    asks: Asks = ()
    start: Slug
    questions: tuple[EditorQuestion, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)
    outcomes: tuple[EditorOutcome, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)
    title_en: ShortEn = ""

    @model_validator(mode="after")
    def _names(self) -> Self:
        names = [*(part.id for part in self.questions), *(part.id for part in self.outcomes)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise PydanticCustomError("names", "id 重复了：{names}", {"names": "、".join(twice)})
        return self


class EditorBlock(EditorModel):
    """``when``: a field that must be filled, or 字段=选项. ``rows``: 名目 and what stands beside it."""

    kind: Literal["title", "heading", "text", "right", "item", "table", "sign", "date", "space"]
    text: Annotated[str, StringConstraints(max_length=400)] = ""
    rows: tuple[tuple[Line, Paragraph], ...] = Field(default=(), max_length=20)
    when: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]*(=[a-z][a-z0-9-]*)?)?$")] = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.kind == "table") != bool(self.rows):
            raise PydanticCustomError("rows", "kind 是 table 的要写 rows，别的不要")
        if self.kind in ("title", "heading", "text", "right", "item", "sign") and not self.text:
            raise PydanticCustomError("text", "这一段没有 text")
        return self


class EditorDocument(Reviewed):
    """``documents/<id>.yaml``: a paper with blanks. ``steps`` as in a form of ``items/``."""

    id: Slug
    topic: Slug
    title: Short
    short: Line
    asks: Asks = ()
    steps: tuple[EditorStep, ...] = Field(min_length=1, max_length=6)
    blocks: tuple[EditorBlock, ...] = Field(min_length=2, max_length=80)
    copies: int = Field(default=1, ge=1, le=10)
    hand_in: tuple[OfficeId, ...] = Field(default=(), max_length=4)
    bring: tuple[Line, ...] = Field(default=(), max_length=8)
    notes: tuple[Line, ...] = Field(default=(), max_length=8)
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=12)


class EditorStop(EditorModel):
    """``carries``: field here: field typed before, which is not asked again."""

    kind: Literal["guide", "scenario", "calculator", "document", "item"]
    id: GuideId | Slug
    why: Annotated[str, StringConstraints(max_length=40)] = ""
    carries: dict[FieldId, FieldId] = Field(default={}, max_length=20)


class EditorBundle(Reviewed):
    """``bundles/<id>.yaml``: 一件事."""

    id: Slug
    topic: Slug
    title: Title
    short: Line
    asks: Asks = ()
    stops: tuple[EditorStop, ...] = Field(min_length=2, max_length=10)


class EditorPlatform(Reviewed):
    """``platforms/<id>.yaml``. ``checked``: the day somebody opened ``url``."""

    id: Slug
    title: Title
    what: Sentence
    steps: tuple[Sentence, ...] = Field(min_length=1, max_length=8)
    url: Url
    checked: date
    carry_on: Annotated[str, StringConstraints(max_length=60)] = ""
    needs: tuple[Line, ...] = Field(default=(), max_length=6)
