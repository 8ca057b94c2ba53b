"""Rows and buttons by which other pages lead into 一步一步问."""

from dataclasses import dataclass
from functools import partial

from kiosk.domain import state as s
from kiosk.domain.library import Guide, Library
from kiosk.domain.library_services import Bundle, Scenario
from kiosk.screens.language import only_chinese
from kiosk.screens.scenarios import offered
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.lists import Row
from kiosk.services import Services
from kiosk.words.texts import Texts

_MOST_ROWS = 2  # in a topic's list of guides, on low panels one; more are a list of their own


@dataclass(frozen=True, slots=True)
class Step:
    """One row. ``count`` 0: of ``one``; else of that many of a topic, which stand in a list of their own."""

    one: Scenario | Bundle
    count: int = 0


def steps_of(library: Library, topic: str, *, low: bool) -> tuple[Step, ...]:
    """What a topic's list of guides begins with. ``low``: where rows are few."""
    found = offered(library, topic)
    most = 1 if low else _MOST_ROWS
    return tuple(map(Step, found)) if len(found) <= most else (Step(found[0], len(found)),)


def step_row(step: Step, texts: Texts, services: Services) -> Row:
    words, one = texts.matter, step.one
    if step.count:
        return Row(
            words.more.format(step.count),
            icon="chat",
            touch_id="guides.steps",
            on_tap=partial(services.open, s.Scenarios(one.topic)),
        )
    whole = isinstance(one, Bundle)
    return Row(
        (words.together if whole else words.ask).format(one.title),
        icon="bag" if whole else "chat",
        touch_id=f"guides.{'together' if whole else 'step'}.{one.id}",  # both may have the same id
        on_tap=partial(services.open_bundle if whole else services.open_scenario, one.id),
    )


def scenario_of(guide: Guide, library: Library) -> Scenario | None:
    """The first scenario a guide leads on to that this release has."""
    known = library.every(Scenario)
    return next((known[one] for one in guide.next.scenarios if one in known), None)


def step_button(one: Scenario, texts: Texts, services: Services) -> SecondaryButton:
    """A title that is in Chinese alone says nothing to who reads no Chinese, and takes a second line."""
    words = texts.matter
    return SecondaryButton(
        words.title if only_chinese(texts, one) else words.ask.format(one.title),
        icon="chat",
        role="strong",
        touch_id="guide.step",
        on_tap=partial(services.open_scenario, one.id),
    )
