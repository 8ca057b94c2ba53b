"""The forms of releases as they lie on disk or on a stick: ``releases/N/manifest.json`` and ``blobs``.

And what an order names besides by id: scenarios, bundles and papers, kept as forms too (``forms.beside``);
and guides, quizzes and surveys, of which terminals tell sums (``worklist``).

The layout is kiosk/content/models.py's, which the hub does not import; what it does not need is not read.
Every blob is held against its hash: a form that was cut short must not name another's answers.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import Field, ValidationError

from hub.errors import HubError
from hub.orders.forms import OUTCOMES, FormChoice, FormField, Id, ItemForm, Part, Words, beside
from kiosk.wire import asked_version
from kiosk.wire.models import MOST

_MANIFEST_MOST: Final = 4_000_000
_BLOB_MOST: Final = 1_000_000
_WRONG: Final = "E-HUB-05"
_ITEM: Final = "item"
_SCENARIO: Final = "scenario"
_QUIZ: Final = "quiz"
_SURVEY: Final = "survey"
_CALLED: Final = {
    _ITEM: "事项",
    _SCENARIO: "情景",
    "bundle": "一件事",
    "document": "文书",
    "guide": "指南",
    _QUIZ: "考一考",
    _SURVEY: "问卷",
}

P = TypeVar("P", bound=Part)


class _Entry(Part):
    kind: str
    id: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Manifest(Part):
    release: Annotated[int, Field(ge=1, lt=MOST)]
    items: tuple[_Entry, ...] = Field(max_length=20_000)


class _Step(Part):
    fields: tuple[FormField, ...] = Field(max_length=100)


class _Item(Part):
    id: Id
    title: Words
    steps: tuple[_Step, ...] = Field(max_length=50)


class _Answer(Part):
    say: Words


class _Question(Part):
    id: Id
    ask: Words
    answers: tuple[_Answer, ...] = Field(max_length=20)


class _Outcome(Part):
    id: Id
    title: Words


class _Titled(Part):
    id: Id
    title: Words


class _QuizQuestion(Part):
    ask: Words
    choices: tuple[Words, ...] = Field(max_length=20)
    right: int


class _Quiz(_Titled):
    questions: tuple[_QuizQuestion, ...] = Field(max_length=200)


class _SurveyQuestion(Part):
    id: Id
    kind: Annotated[str, Field(max_length=40)]
    ask: Words
    choices: tuple[Words, ...] = Field(max_length=20)


class _Survey(_Titled):
    questions: tuple[_SurveyQuestion, ...] = Field(max_length=200)


class _Scenario(_Titled):
    questions: tuple[_Question, ...] = Field(max_length=200)
    outcomes: tuple[_Outcome, ...] = Field(max_length=200)


def read_forms(content: Path) -> dict[int, dict[str, ItemForm]]:
    """Forms by item, by release, of every release in ``content``.

    Raises HubError E-HUB-05, naming the file, when there is none or one is not whole.
    """
    folder = content / "releases"
    try:
        names = sorted((path.name for path in folder.iterdir() if _is_number(path.name)), key=int)
    except OSError:
        names = []
    if not names:
        raise HubError(_WRONG, f"{content}：里面没有内容版本（releases/数字/manifest.json）")
    return {int(name): dict(_items(content, folder / name)) for name in names}


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and not name.startswith("0") and len(name) < 19


def _items(content: Path, release: Path) -> Iterator[tuple[str, ItemForm]]:
    path = release / "manifest.json"
    manifest = _parsed(_Manifest, path, _read(path, _MANIFEST_MOST))
    if str(manifest.release) != release.name:
        raise HubError(_WRONG, f"{path}：清单里写的是版本 {manifest.release}")
    for entry in manifest.items:
        if entry.kind not in _CALLED:
            continue
        blob = content / "blobs" / entry.sha256[:2] / entry.sha256
        data = _read(blob, _BLOB_MOST)
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise HubError(_WRONG, f"{blob}：内容损坏（{_CALLED[entry.kind]} {entry.id}），重新拷一份")
        if entry.kind == _ITEM:
            item = _parsed(_Item, blob, data)
            fields = tuple(field for step in item.steps for field in step.fields)
            yield item.id, ItemForm(title=item.title, fields=fields)
        elif entry.kind == _SCENARIO:
            yield from _named(entry.kind, _scenario(_parsed(_Scenario, blob, data)))
        elif entry.kind == _QUIZ:
            yield from _named(entry.kind, _quiz(_parsed(_Quiz, blob, data)))
        elif entry.kind == _SURVEY:
            yield from _named(entry.kind, _survey(_parsed(_Survey, blob, data)))
        else:
            titled = _parsed(_Titled, blob, data)
            yield from _named(entry.kind, (titled.id, ItemForm(title=titled.title, fields=())))


def _named(kind: str, found: tuple[str, ItemForm]) -> Iterator[tuple[str, ItemForm]]:
    """Nothing for an id that has no room in the database: it is shown as one."""
    name = beside(kind, found[0])
    if name:
        yield name, found[1]


def _scenario(one: _Scenario) -> tuple[str, ItemForm]:
    """Its questions as fields, answers by their number; and the outcomes."""
    fields = [
        FormField(
            id=asked.id,
            kind="choice",
            label=asked.ask,
            choices=tuple(
                FormChoice(id=str(number), label=answer.say) for number, answer in enumerate(asked.answers)
            ),
        )
        for asked in one.questions
    ]
    ends = tuple(FormChoice(id=end.id, label=end.title) for end in one.outcomes)
    return one.id, ItemForm(
        title=one.title,
        fields=(*fields, FormField(id=OUTCOMES, kind="choice", label="", choices=ends)),
    )


def _quiz(one: _Quiz) -> tuple[str, ItemForm]:
    """Its questions by their number, from 1."""
    fields = tuple(
        FormField(id=str(number), kind="choice", label=asked.ask)
        for number, asked in enumerate(one.questions, start=1)
    )
    version = asked_version.of_quiz((asked.ask, asked.choices, asked.right) for asked in one.questions)
    return one.id, ItemForm(title=one.title, fields=fields, version=version)


def _survey(one: _Survey) -> tuple[str, ItemForm]:
    """Its questions, answers by their number, from 1."""
    fields = tuple(
        FormField(
            id=asked.id,
            kind=asked.kind,
            label=asked.ask,
            choices=tuple(
                FormChoice(id=str(number), label=say) for number, say in enumerate(asked.choices, start=1)
            ),
        )
        for asked in one.questions
    )
    version = asked_version.of_survey(
        (asked.id, asked.kind, asked.ask, asked.choices) for asked in one.questions
    )
    return one.id, ItemForm(title=one.title, fields=fields, version=version)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise HubError(_WRONG, f"{path}：读不了（{error.strerror}）") from error
    if len(data) > most:
        raise HubError(_WRONG, f"{path}：太大，最多 {most} 字节")
    return data


def _parsed(model: type[P], path: Path, data: bytes) -> P:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "开头"
        raise HubError(_WRONG, f"{path}：写法不对（{where}）") from error
