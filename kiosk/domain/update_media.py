"""Clips of a lesson or a guide: played, stopped, begun anew; and what the room that plays them tells.

Leaving the page, closing the visit, the time-out question: whatever ends it, the wish ends with the state.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.domain import flow, idle_show
from kiosk.domain import state as s
from kiosk.domain.effects import Effect
from kiosk.domain.learn_find import clips
from kiosk.domain.library_learning import Media
from kiosk.domain.media_play import (
    ClipBroken,
    ClipEnded,
    ClipMoment,
    ClipUnheard,
    Phase,
    Play,
    ShowClip,
    Wish,
    has_sound,
    length,
)
from kiosk.domain.spoken import FallSilent
from kiosk.domain.state import AppState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
_SLACK_S: Final = 30.0  # for a machine that is slow to begin

# ---- what a screen says


@dataclass(frozen=True, slots=True)
class StartClip:
    """Play this clip from its beginning, and go to its page. ``run``: a new id."""

    run: str
    of: str
    id: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class PauseClip:
    """先停一下."""


@dataclass(frozen=True, slots=True)
class GoOnClip:
    """接着放, from where it was stopped."""


def start(state: AppState, message: StartClip) -> Outcome:
    visit, library = state.visit, state.library
    if visit is None or library is None or (visit.form is not None and visit.form.saving):
        return state, ()
    there = clips(library, message.of, message.id)
    if not 0 <= message.at < len(there) or isinstance(visit.place, s.FINAL_PLACES):
        return state, ()
    place = s.ClipView(message.of, message.id, message.at)
    stack = visit.stack[:-1] if isinstance(visit.place, s.ClipView) else visit.stack
    play = Play(message.run, there[message.at], since=state.now)
    return replace(state, visit=replace(visit, stack=(*stack, place), play=play)), ()


def pause(state: AppState, _message: PauseClip) -> Outcome:
    return _turned(state, Phase.PAUSED, going=True)


def go_on(state: AppState, _message: GoOnClip) -> Outcome:
    return _turned(state, Phase.PLAYING, going=False)


def _turned(state: AppState, phase: Phase, *, going: bool) -> Outcome:
    visit = state.visit
    play = visit.play if visit is not None else None
    if visit is None or play is None or play.phase in (Phase.ENDED, Phase.BROKEN) or play.going is not going:
        return state, ()
    play = replace(play, phase=phase, since=state.now)
    return replace(state, visit=replace(visit, play=play)), ()


# ---- what the room tells


def moment(state: AppState, message: ClipMoment) -> Outcome:
    play = _of(state, message.run)
    if play is None or play.phase in (Phase.ENDED, Phase.BROKEN):
        return state, ()
    phase = Phase.PLAYING if play.phase is Phase.GETTING else play.phase
    shot = message.shot or play.shot
    return _with(state, replace(play, phase=phase, ms=message.ms, shot=shot)), ()


def ended(state: AppState, message: ClipEnded) -> Outcome:
    play = _of(state, message.run)
    return (_with(state, replace(play, phase=Phase.ENDED)) if play is not None else state), ()


def broken(state: AppState, message: ClipBroken) -> Outcome:
    play = _of(state, message.run)
    return (_with(state, replace(play, phase=Phase.BROKEN)) if play is not None else state), ()


def unheard(state: AppState, message: ClipUnheard) -> Outcome:
    play = _of(state, message.run)
    return (_with(state, replace(play, unheard=True)) if play is not None else state), ()


def _of(state: AppState, run: str) -> Play | None:
    """What is played now, if it is that one."""
    visit = state.visit
    play = visit.play if visit is not None else state.show.play
    return play if play is not None and play.run == run else None


def _with(state: AppState, play: Play) -> AppState:
    if state.visit is not None:
        return replace(state, visit=replace(state.visit, play=play))
    return replace(state, show=replace(state.show, play=play))


HANDLERS: Final[dict[type, Callable[[AppState, Any], Outcome]]] = {
    StartClip: start,
    PauseClip: pause,
    GoOnClip: go_on,
    ClipMoment: moment,
    ClipEnded: ended,
    ClipBroken: broken,
    ClipUnheard: unheard,
}

# ---- what it means for the rest


def kept(visit: Visit) -> Visit:
    """A clip leaves with its page; under the sheet where one makes it louder it goes on."""
    if visit.play is None or isinstance(visit.under, s.ClipView):
        return visit
    return replace(visit, play=None)


def attended(state: AppState) -> AppState:
    """Who watches a clip is there; not for ever, should it never come to its end."""
    visit = state.visit
    play = visit.play if visit is not None else None
    if visit is None or play is None or not play.going or visit.question_since is not None:
        return state
    left = (length(play.media) - play.ms) / 1000 + _SLACK_S
    if state.now > play.since + max(left, _SLACK_S) + length(play.media) / 1000:
        return state
    return replace(state, visit=replace(visit, last_touch=state.now))


def wish(state: AppState) -> Wish | None:
    """What is to be played now."""
    visit = state.visit
    if visit is None:
        return idle_show.wish(state)
    play, shown = visit.play, flow.route(state).screen
    if play is None or play.phase in (Phase.ENDED, Phase.BROKEN):
        return None
    if shown not in (flow.Screen.CLIP, flow.Screen.COMFORT):
        return None
    loud = visit.comfort.volume if state.speech and has_sound(play.media) else 0
    return Wish(play.run, play.media, length(play.media), play.phase is Phase.PAUSED, loud)


def turned(before: AppState, after: AppState) -> tuple[Effect, ...]:
    """What a change of the state means for the room that plays."""
    same = before.visit is after.visit and before.show is after.show
    if same and (before.fatal, before.maintenance) == (after.fatal, after.maintenance):
        return ()
    was, now = wish(before), wish(after)
    if was == now:
        return ()
    begins = now is not None and now.volume and (was is None or was.run != now.run)
    silence = (FallSilent(),) if begins and after.speech else ()
    return (*silence, ShowClip(now))


def shown(state: AppState) -> tuple[Media, ...]:
    """The clips of the page one is on."""
    place = state.visit.under if state.visit is not None else None
    if not isinstance(place, s.ClipView) or state.library is None:
        return ()
    return clips(state.library, place.of, place.id)
