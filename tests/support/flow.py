"""Visitor journeys as data: what happens, and which screen must be there then.

    FlowStep(Wake("v1"), Screen.HOME, effects=(BeginVisit,)),
    FlowStep(Open(Topics()), Screen.TOPICS),

Each step says everything about itself: effects not named are a failure, and so is a screen not named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kiosk.domain import flow
from kiosk.domain.effects import Effect
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.watch import Watch

E = TypeVar("E")


class FlowFailed(AssertionError):
    """A step did not lead where it says."""


@dataclass(frozen=True)
class FlowStep:
    """``key`` None = any. ``card``: what is read from then on. ``holds``: what else is true then.

    ``still``: the message must change nothing at all.
    """

    message: object
    screen: Screen
    key: str | None = None
    effects: tuple[type[Effect], ...] = ()
    card: tuple[str, ...] = ()
    holds: Callable[[AppState], bool] | None = None
    still: bool = False


@dataclass(frozen=True)
class Played:
    """The end of a journey, and every effect on the way in order."""

    state: AppState
    effects: tuple[Effect, ...]

    def only(self, kind: type[E]) -> E:
        """The one effect of this kind."""
        found = [effect for effect in self.effects if isinstance(effect, kind)]
        if len(found) != 1:
            raise FlowFailed(f"{len(found)} effects {kind.__name__}")
        return found[0]


def play(state: AppState, steps: Sequence[FlowStep]) -> Played:
    """Apply the steps one after another. Raises FlowFailed naming the first that went elsewhere."""
    watch = Watch(state) if state.visit is None else None
    effects: list[Effect] = []
    for number, step in enumerate(steps, 1):
        after, produced = update(state, step.message)
        wrong = _wrong(step, state, after, produced)
        if wrong:
            raise FlowFailed(f"step {number}, {step.message}: {wrong}")
        if watch is not None:
            watch.after(state, step.message, after, produced)
        effects += produced
        state = after
    return Played(state, tuple(effects))


def _wrong(step: FlowStep, before: AppState, after: AppState, effects: tuple[Effect, ...]) -> str:
    route = flow.route(after)
    if route.screen is not step.screen:
        return f"expected {step.screen.value}, got {route.screen.value}"
    if step.key is not None and route.key != step.key:
        return f"expected page {step.key!r}, got {route.key!r}"
    names = tuple(type(effect) for effect in effects)
    if names != step.effects:
        return f"expected effects {_names(step.effects)}, got {_names(names)}"
    if flow.card_wanted(after) != step.card:
        return f"expected the reader to want {step.card}, got {flow.card_wanted(after)}"
    if step.still and after != before:
        return "expected no change"
    if not step.still and after == before:
        return "changed nothing"
    if step.holds is not None and not step.holds(after):
        return "what should hold does not"
    return ""


def _names(kinds: tuple[type, ...]) -> list[str]:
    return [kind.__name__ for kind in kinds]
