"""What the page of answers asks: one of several, any of several, yes or no, how and when to be reached."""

from dataclasses import dataclass

from kiosk.domain import contact, flow
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.contact import ContactPart
from kiosk.domain.library import Choice, FormField
from kiosk.domain.state import AppState
from kiosk.screens.form_page import FormPage
from kiosk.words.chosen import ChosenTexts
from kiosk.words.texts import Texts

_SEVERAL = ("choices", "green")


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """``field_id``: the answer it fills. ``many``: any number may be chosen, ``most`` at most; 0: all."""

    field: FormField
    field_id: str
    title: str
    hint: str
    options: tuple[Choice, ...]
    answer: str
    required: bool
    many: bool = False
    most: int = 0

    def has(self, choice_id: str) -> bool:
        return choice_id in self.answer.split(",") if self.many else choice_id == self.answer

    def after(self, choice_id: str) -> str | None:
        """The answer once this one was touched; None when no more may be chosen."""
        if not self.many:
            return choice_id
        answer = kinds.toggled(self.field, self.answer, choice_id)
        return None if self.most and answer and len(answer.split(",")) > self.most else answer


def choice_question(state: AppState, form: FormPage, texts: Texts) -> ChoiceQuestion | None:
    """None where the open page is no such question."""
    field = form.field
    if field is None:
        return None
    if field.kind == "contact":
        return _reaching(field, flow.contact_part(state, field), form, texts.chosen)
    options = field.choices
    if field.kind == "yesno":
        options = tuple(Choice(one, label) for one, label in yes_or_no(texts.chosen).items())
    several = field.kind in _SEVERAL
    most = int(field.most) if several and field.most else 0
    hint = field.help
    if several:
        how = texts.chosen.several_most(most) if most else texts.chosen.several
        # Behind a Chinese full stop there is no space.
        hint = ("" if hint.endswith("。") else " ").join(part for part in (hint, how) if part)
    answer = kinds.normalise(field, form.draft.answer(field.id))
    return ChoiceQuestion(field, field.id, field.title, hint, options, answer, field.required, several, most)


def _reaching(
    field: FormField, part: ContactPart, form: FormPage, texts: ChosenTexts
) -> ChoiceQuestion | None:
    if part is ContactPart.WHERE:
        return None
    how = part is ContactPart.HOW
    field_id = contact.field_id(field, part)
    said = wishes(texts) if how else times(texts)
    title, hint = (field.title, field.help) if how else (texts.when, texts.when_help)
    options = tuple(Choice(one, label) for one, label in said.items())
    answer = form.draft.answer(field_id)
    return ChoiceQuestion(field, field_id, title, hint, options, answer, field.required and how)


def yes_or_no(texts: ChosenTexts) -> dict[str, str]:
    return {kinds.YES: texts.yes, kinds.NO: texts.no}


def wishes(texts: ChosenTexts) -> dict[str, str]:
    return dict(zip(kinds.WISHES, (texts.visit, texts.phone, texts.sms, texts.none), strict=True))


def times(texts: ChosenTexts) -> dict[str, str]:
    said = (texts.any, texts.morning, texts.afternoon, texts.evening, texts.weekend)
    return dict(zip(kinds.TIMES, said, strict=True))
