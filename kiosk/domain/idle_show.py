"""What plays on the idle screen while nobody is there: what the content marks for it, in silence. Pure.

One clip, one still picture, and so on; after a round the idle page as it is without. Only while the screen is
as bright as by day, and from the first touch on nothing of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from kiosk.domain.levels import by_day
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Media
from kiosk.domain.media_play import Phase, Play, Show, Wish, length
from kiosk.domain.state import AppState

_LATE_S = 30.0  # behind its end: it is given up


def play_list(library: Library | None) -> tuple[Media | None, ...]:
    """A round; None: the idle page as it is. Empty: the content marks nothing."""
    marked = [one for one in library.every(Media).values() if one.idle] if library is not None else []
    clips = [one for one in marked if one.kind == "video"]
    stills = [one for one in marked if one.kind == "picture"]
    if not clips:
        return _between(stills)
    if not stills:
        return _between(clips)
    # As many rounds of the shorter as the longer has: between two clips stands one picture.
    pairs = zip_longest(clips, stills)
    turned = [
        (clip or clips[n % len(clips)], still or stills[n % len(stills)])
        for n, (clip, still) in enumerate(pairs)
    ]
    return (*(one for pair in turned for one in pair), None)


def _between(ones: Sequence[Media]) -> tuple[Media | None, ...]:
    return tuple(one for media in ones for one in (media, None))


def settled(state: AppState) -> AppState:
    """With what is shown at this second."""
    show = state.show
    if state.still_s <= 0 or not _free(state):
        return state if show.play is None and show.since is None else replace(state, show=Show(show.number))
    turns = play_list(state.library)
    if not turns:
        return state
    play = show.play
    if play is not None:
        if play.phase is Phase.BROKEN:
            return replace(state, show=Show(show.number, since=state.now))
        if play.phase is not Phase.ENDED and state.now < play.since + _seconds(state, play.media) + _LATE_S:
            return state
        return replace(state, show=_next(state, turns))
    if show.since is None:
        return replace(state, show=Show(show.number, since=state.now))
    if state.now - show.since < state.still_s:
        return state
    return replace(state, show=_next(state, turns))


def _next(state: AppState, turns: Sequence[Media | None]) -> Show:
    number = state.show.number + 1
    media = turns[(number - 1) % len(turns)]
    if media is None:
        return Show(number, since=state.now)
    return Show(number, Play(f"idle-{number}", media, since=state.now))


def _free(state: AppState) -> bool:
    if state.visit is not None or state.maintenance or state.fatal or state.recovered is not None:
        return False
    return state.clock_judged and by_day(state.schedule, state.local, trusted=state.clock_trusted)


def _seconds(state: AppState, media: Media) -> float:
    return float(state.still_s) if media.kind == "picture" else length(media) / 1000


def wish(state: AppState) -> Wish | None:
    """Without sound."""
    play = state.show.play
    if play is None or not play.going:
        return None
    return Wish(play.run, play.media, round(_seconds(state, play.media) * 1000))
