"""What each of an editor's files may say (the models of ``library/``), and what becomes of it.

Bounds are what fits a screen in large type. Words of problems are in kiosk/content/publish/words.py.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.article import WrittenArticle
from kiosk.content.publish.editor_forms import CHOICES_MOST, Conditions, bounds_problem, parts_problem
from kiosk.domain import library as lib
from kiosk.domain.forms_conditions import ALWAYS
from kiosk.domain.forms_kinds import GREEN, boat_begins
from kiosk.domain.library_english import ENDING
from kiosk.wire.limits import PAGES_MOST

GUIDE_ID: Final = r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"
SLUG: Final = r"^[a-z][a-z0-9-]*$"
ORDER_MOST: Final = 999
FIELD_ID: Final = r"^[a-z][a-z0-9_]*$"


def _text(longest: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=longest)


Word = Annotated[str, _text(12)]
Short = Annotated[str, _text(24)]
Line = Annotated[str, _text(40)]
Sentence = Annotated[str, _text(60)]
Paragraph = Annotated[str, _text(160)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=40)]
GuideId = Annotated[str, StringConstraints(pattern=GUIDE_ID, max_length=60)]
FieldId = Annotated[str, StringConstraints(pattern=FIELD_ID, max_length=30)]
OfficeId = Annotated[str, StringConstraints(pattern=r"^office/[a-z][a-z0-9-]*$", max_length=60)]
Bound = Annotated[str, StringConstraints(pattern=r"^[0-9a-z.+-]*$", max_length=16)]
Phone = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9-]{2,19}$")]
# English takes more letters for the same width of screen; empty where there is none.
WordEn = Annotated[str, StringConstraints(max_length=24)]
ShortEn = Annotated[str, StringConstraints(max_length=50)]
LineEn = Annotated[str, StringConstraints(max_length=90)]
SentenceEn = Annotated[str, StringConstraints(max_length=140)]
NoticeEn = Annotated[str, StringConstraints(max_length=170)]  # a part of a consent notice is never split
ParagraphEn = Annotated[str, StringConstraints(max_length=400)]


class EditorModel(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def english_of(model: EditorModel) -> dict[str, Any]:
    """The fields of English, which have the same names in the library."""
    return {name: getattr(model, name) for name in type(model).model_fields if name.endswith(ENDING)}


REVIEW: Final = ("reviewed_by", "reviewed_on")  # who stands for it is the editors' matter, not the screen's


class Reviewed(EditorModel):
    """Whoever stands for a text puts his name under it; until then it is a sample and says so.

    ``reviewed_by``: a name or an office; ``reviewed_on``: the day. ``sample: true`` stands instead of both.
    """

    reviewed_by: Annotated[str, StringConstraints(max_length=20)] = ""
    reviewed_on: date | None = None
    sample: bool = False

    @model_validator(mode="after")
    def _reviewed(self) -> Self:
        if bool(self.reviewed_by) != (self.reviewed_on is not None):
            raise PydanticCustomError("reviewed", "reviewed_by 和 reviewed_on 要一起写：谁审的、哪天审的")
        if self.sample and self.reviewed_by:
            raise PydanticCustomError("reviewed", "审过了就不是样例，请删掉 sample: true")
        if not self.sample and not self.reviewed_by:
            raise PydanticCustomError(
                "reviewed", "没审过的写 sample: true，审过的写 reviewed_by 和 reviewed_on"
            )
        return self


def _bare(law: str) -> str:
    if law.startswith(("《", "〈", "<")):
        raise PydanticCustomError("marks", "只写法律的名字，书名号屏幕上自己会加")
    return law


class EditorOnward(EditorModel):
    """``next``: where to go from here, by kind."""

    guides: tuple[GuideId, ...] = Field(default=(), max_length=6)
    scenarios: tuple[Slug, ...] = Field(default=(), max_length=3)
    calculators: tuple[Slug, ...] = Field(default=(), max_length=4)
    documents: tuple[Slug, ...] = Field(default=(), max_length=4)
    items: tuple[Slug, ...] = Field(default=(), max_length=3)
    offices: tuple[OfficeId, ...] = Field(default=(), max_length=6)


class EditorLaw(EditorModel):
    law: Annotated[Line, AfterValidator(_bare)]
    article: WrittenArticle
    gist: Line
    gist_en: LineEn = ""

    def build(self, names: Mapping[str, str]) -> lib.LawRef:
        """``names``: laws in English (``laws.yaml``). The Chinese name stays beside it: offices know it."""
        english = f"{names[self.law]} ({self.law})" if self.gist_en and self.law in names else ""
        return lib.LawRef(self.law, self.article, self.gist, english, self.gist_en)


class EditorGuide(Reviewed):
    """``guides/<topic>/<name>.md``."""

    id: GuideId
    title: Short
    answer: tuple[Line, ...] = Field(min_length=3, max_length=3)
    steps: tuple[Sentence, ...] = Field(min_length=3, max_length=6)
    bring: tuple[Line, ...] = Field(min_length=1, max_length=8)
    where: tuple[OfficeId, ...] = Field(min_length=1, max_length=6)
    cost: Paragraph
    time: Paragraph
    never: Annotated[str, StringConstraints(max_length=160)] = ""
    urgent: Annotated[str, StringConstraints(max_length=160)] = ""
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=20)
    checked: date
    review_by: date
    asks: tuple[Line, ...] = Field(min_length=8, max_length=80)
    related: tuple[GuideId, ...] = Field(default=(), max_length=6)
    form: Slug
    valid_from: date | None = None
    valid_to: date | None = None
    next: EditorOnward = EditorOnward()
    media: tuple[Slug, ...] = Field(default=(), max_length=4)
    title_en: ShortEn = ""
    answer_en: tuple[LineEn, ...] = Field(default=(), max_length=3)
    steps_en: tuple[SentenceEn, ...] = Field(default=(), max_length=6)
    bring_en: tuple[LineEn, ...] = Field(default=(), max_length=8)
    cost_en: ParagraphEn = ""
    time_en: ParagraphEn = ""
    never_en: ParagraphEn = ""
    urgent_en: ParagraphEn = ""

    @model_validator(mode="after")
    def _dates(self) -> Self:
        if self.review_by <= self.checked:
            raise PydanticCustomError("dates", "review_by 要在 checked 之后")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise PydanticCustomError("dates", "valid_to 不能比 valid_from 早")
        return self

    def build(self, names: Mapping[str, str]) -> lib.Guide:
        """``names``: laws in English."""
        return lib.Guide(
            id=self.id,
            topic=self.id.partition("/")[0],
            title=self.title,
            answer=self.answer,
            steps=self.steps,
            bring=self.bring,
            where=self.where,
            cost=self.cost,
            time=self.time,
            law=tuple(ref.build(names) for ref in self.law),
            checked=self.checked.isoformat(),
            review_by=self.review_by.isoformat(),
            asks=self.asks,
            never=self.never,
            urgent=self.urgent,
            related=self.related,
            form=self.form,
            sample=self.sample,
            valid_from=str(self.valid_from or ""),
            valid_to=str(self.valid_to or ""),
            next=lib.Onward(**self.next.model_dump()),
            media=self.media,
            **english_of(self),
        )


class EditorTopic(EditorModel):
    """A row of ``topics.yaml``. ``guides``: names of those shown first; the others follow by name."""

    id: Slug
    title: Annotated[str, _text(6)]
    hint: Annotated[str, _text(16)]
    icon: Slug
    title_en: Annotated[str, StringConstraints(max_length=10)] = ""
    hint_en: WordEn = ""
    guides: tuple[Slug, ...] = ()

    def build(self) -> lib.Topic:
        return lib.Topic(self.id, self.title, self.hint, self.icon, **english_of(self))


class EditorChoice(EditorModel):
    id: Slug
    label: Word
    label_en: WordEn = ""

    def build(self) -> lib.Choice:
        return lib.Choice(self.id, self.label, self.label_en)


class EditorField(EditorModel):
    """``title`` heads the field's page; a step with one field lends its own."""

    id: FieldId
    kind: lib.FieldKind
    label: Word
    title: Short | None = None
    required: bool = False
    help: Annotated[str, StringConstraints(max_length=40)] = ""
    max_length: int = Field(default=100, ge=1, le=2000)
    sentences: tuple[Annotated[str, _text(16)], ...] = Field(default=(), max_length=12)
    choices: tuple[EditorChoice, ...] = Field(default=(), max_length=CHOICES_MOST)
    reads: tuple[Literal["name", "number", "sex", "birth"], ...] = ()
    personal: bool = False
    represented: bool = False
    asked_when: FieldId | Literal[""] = ""
    when: Conditions = ALWAYS
    least: Bound = ""
    most: Bound = ""
    unit: Annotated[str, StringConstraints(max_length=6)] = ""
    phone: FieldId = "phone"
    offices: tuple[Word, ...] = Field(default=(), max_length=6)
    office: FieldId | Literal[""] = ""
    unit_en: WordEn = ""
    label_en: WordEn = ""
    title_en: ShortEn = ""
    help_en: SentenceEn = ""
    sentences_en: tuple[Annotated[str, _text(30)], ...] = Field(default=(), max_length=12)

    @model_validator(mode="after")
    def _belongs(self) -> Self:
        if (self.kind in ("choice", "choices", "green")) != (len(self.choices) >= 2):
            raise PydanticCustomError("choices", "kind 是 choice 的要有两个以上 choices，别的不要")
        if self.kind == "green" and (self.required or {one.id for one in self.choices} - set(GREEN)):
            raise PydanticCustomError(
                "green", "green 不能必填，choices 的 id 只能是 {ids}", {"ids": "、".join(GREEN)}
            )
        if wrong := bounds_problem(self.kind, self.least, self.most, len(self.choices)):
            raise PydanticCustomError("bounds", "{wrong}", {"wrong": wrong})
        if wrong := parts_problem(
            self.kind, len(self.sentences), len(self.choices), self.offices, self.office
        ):
            raise PydanticCustomError("parts", "{wrong}", {"wrong": wrong})
        if (self.kind == "idcard") != bool(self.reads):
            raise PydanticCustomError("reads", "kind 是 idcard 的要写 reads，别的不要")
        if self.sentences and self.kind not in ("text", "place", "boat", "pages"):
            raise PydanticCustomError("sentences", "只有 kind 是 text、place、boat、pages 的才有 sentences")
        if self.kind == "boat" and not all(map(boat_begins, self.sentences)):
            raise PydanticCustomError("boat", "boat 的 sentences 写船号开头的两到八个汉字，比如浙嵊渔")
        if self.kind == "boat" and self.sentences_en:
            raise PydanticCustomError("boat", "船号写在船上，没有英文：boat 不要写 sentences_en")
        if len({choice.id for choice in self.choices}) != len(self.choices):
            raise PydanticCustomError("choices", "choices 里有重复的 id")
        return self

    def build(self, step: "EditorStep") -> lib.FormField:
        said = {name: getattr(self, name) for name in type(self).model_fields}
        said["title"] = self.title or step.title
        said["title_en"] = self.title_en or ("" if self.title else step.title_en)
        said["choices"] = tuple(choice.build() for choice in self.choices)
        if self.kind == "boat":
            said["sentences_en"] = self.sentences  # painted on the bow, whoever reads it
        return lib.FormField(**said)


class EditorStep(EditorModel):
    id: Slug
    name: Annotated[str, _text(5)]
    title: Short
    name_en: Annotated[str, StringConstraints(max_length=14)] = ""
    title_en: ShortEn = ""
    fields: tuple[EditorField, ...] = Field(min_length=1, max_length=8)

    @model_validator(mode="after")
    def _titled(self) -> Self:
        untitled = [field.id for field in self.fields if field.title is None]
        if len(self.fields) > 1 and untitled:
            raise PydanticCustomError(
                "titled", "这一步有几项，每项要有自己的 title：{names}", {"names": "、".join(untitled)}
            )
        return self

    def build(self) -> lib.FormStep:
        fields = tuple(field.build(self) for field in self.fields)
        return lib.FormStep(self.id, self.name, fields, self.name_en)


class EditorConsent(EditorModel):
    """The notice of 个人信息保护法 article 17; a changed text needs a new ``version``."""

    version: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*-[0-9]+$", max_length=40)]
    title: Short
    what: tuple[Sentence, ...] = Field(min_length=1, max_length=6)
    why: Paragraph
    keep: Paragraph
    who: Paragraph
    contact: Sentence
    rights: Paragraph
    along: Paragraph | Literal[""] = ""
    title_en: ShortEn = ""
    what_en: tuple[Annotated[str, StringConstraints(max_length=44)], ...] = Field(default=(), max_length=6)
    why_en: NoticeEn = ""
    keep_en: NoticeEn = ""
    who_en: NoticeEn = ""
    contact_en: SentenceEn = ""
    rights_en: NoticeEn = ""
    along_en: NoticeEn = ""

    def build(self) -> lib.ConsentNotice:
        return lib.ConsentNotice(**self.model_dump())


class EditorSlip(EditorModel):
    next: tuple[Annotated[str, _text(16)], ...] = Field(min_length=1, max_length=3)
    bring: Annotated[str, _text(16)]
    next_en: tuple[ShortEn, ...] = Field(default=(), max_length=3)
    bring_en: ShortEn = ""


class EditorMaterial(EditorModel):
    """A paper that is to be brought only after some answers."""

    text: Line
    when: Conditions
    text_en: SentenceEn = ""
    slip: bool = False

    def build(self) -> lib.Material:
        return lib.Material(self.text, self.when, self.text_en, self.slip)


class EditorItem(Reviewed):
    """``items/<id>.yaml``: something that can be done here, with its form. ``order``: its place in lists."""

    id: Slug
    title: Annotated[str, _text(10)]
    short: Line
    icon: Slug = "document"
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=20)
    identity: Literal["none", "card"]
    identity_why: Paragraph
    notice: EditorConsent
    steps: tuple[EditorStep, ...] = Field(min_length=1, max_length=6)
    promise: tuple[Line, ...] = Field(min_length=1, max_length=6)
    materials: tuple[Line, ...] = Field(min_length=1, max_length=8)
    materials_when: tuple[EditorMaterial, ...] = Field(default=(), max_length=60)
    slip_lines: EditorSlip
    title_en: WordEn = ""
    short_en: SentenceEn = ""
    identity_why_en: ParagraphEn = ""
    promise_en: tuple[SentenceEn, ...] = Field(default=(), max_length=6)
    materials_en: tuple[SentenceEn, ...] = Field(default=(), max_length=8)
    reader: Annotated[str, StringConstraints(max_length=20)] = ""
    reader_en: ShortEn = ""
    answer_workdays: int = Field(default=0, ge=0, le=30)
    order: int = Field(default=0, ge=0, le=ORDER_MOST)
    asks: tuple[Line, ...] = Field(default=(), max_length=30)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        cards = [field for step in self.steps for field in step.fields if field.kind == "idcard"]
        if len(cards) != (1 if self.identity == "card" else 0):
            raise PydanticCustomError("identity", "identity 是 card 的要有一项 idcard，是 none 的不要")
        fields = (field for step in self.steps for field in step.fields if field.kind == "pages")
        if (count := sum(int(field.most or PAGES_MOST) for field in fields)) > PAGES_MOST:
            wrong = f"一张表最多拍 {PAGES_MOST} 页，几项 pages 的 most 加起来是 {count}"
            raise PydanticCustomError("pages", "{wrong}", {"wrong": wrong})
        return self

    def build(self, names: Mapping[str, str]) -> lib.ServiceItem:
        """``names``: laws in English."""
        return lib.ServiceItem(
            id=self.id,
            title=self.title,
            short=self.short,
            icon=self.icon,
            identity=self.identity,
            identity_why=self.identity_why,
            notice=self.notice.build(),
            steps=tuple(step.build() for step in self.steps),
            promise=self.promise,
            materials=self.materials,
            materials_when=tuple(one.build() for one in self.materials_when),
            slip_next=self.slip_lines.next,
            slip_bring=self.slip_lines.bring,
            law=tuple(ref.build(names) for ref in self.law),
            sample=self.sample,
            reader=self.reader,
            answer_workdays=self.answer_workdays,
            slip_next_en=self.slip_lines.next_en,
            slip_bring_en=self.slip_lines.bring_en,
            **english_of(self),
        )
