"""What plays while nobody is there, second by second."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.domain import idle_show
from kiosk.domain import messages as m
from kiosk.domain.flow import Screen, route
from kiosk.domain.levels import DayPart, Levels, Schedule
from kiosk.domain.library_learning import Media
from kiosk.domain.media_play import ClipBroken, ClipEnded, ClipMoment, ShowClip, Wish
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.states import LOCAL, ready_state

NIGHT: Final = Schedule(Levels(90, 70), (DayPart(21 * 60, 6 * 60, Levels(40, 45)),))


def idle(*marked: str, still_s: float = 20.0) -> AppState:
    """Nobody there, and these of the library's media marked."""
    state = ready_state()
    library = state.library
    assert library is not None
    known = {name: replace(one, idle=name in marked) for name, one in library.every(Media).items()}
    second = replace(known["boat"], id="second")
    more = {**library.more, Media: {**known, **({"second": second} if "second" in marked else {})}}
    shown = replace(library, more=more)
    return replace(
        state, library=shown, still_s=still_s, clock_judged=True, clock_trusted=True, schedule=NIGHT
    )


def ticked(state: AppState, at: float, local: datetime = LOCAL) -> tuple[AppState, list[Wish | None]]:
    after, effects = update(state, m.Tick(at, local))
    return after, [one.wish for one in effects if isinstance(one, ShowClip)]


def watched(state: AppState, seconds: int) -> list[str]:
    """What is begun and ended; clips end at their time, as the room tells."""
    told: list[str] = []
    start = state.now
    for second in range(1, seconds):
        state, wishes = ticked(state, start + second)
        told += [f"{second} {wish.media.id if wish is not None else '-'}" for wish in wishes]
        play = state.show.play
        wish = idle_show.wish(state)
        if play is not None and wish is not None and state.now >= play.since + wish.ms / 1000:
            state, effects = update(state, ClipEnded(play.run))
            wishes = [one.wish for one in effects if isinstance(one, ShowClip)]
            told += [f"{second} {wish.media.id if wish is not None else '-'}" for wish in wishes]
    return told


def test_a_clip_then_a_still_picture_then_the_page_as_it_is() -> None:
    told = watched(idle("boat", "dock-picture"), 100)
    assert told == ["21 boat", "27 dock-picture", "47 -", "67 boat", "73 dock-picture", "93 -"]


def test_between_two_clips_stands_one_picture() -> None:
    state = idle("boat", "dock-picture", "second")
    turns = idle_show.play_list(state.library)
    assert [one and one.id for one in turns] == ["boat", "dock-picture", "second", "dock-picture", None]
    alone = idle_show.play_list(idle("boat").library)
    assert [one and one.id for one in alone] == ["boat", None]


def test_it_is_silent() -> None:
    state = idle("boat")
    for second in range(1, 30):
        state, wishes = ticked(state, state.now + 1)
        assert all(wish is None or wish.volume == 0 for wish in wishes), second


def test_without_marked_media_or_when_it_is_off_nothing_changes() -> None:
    for state in (idle(), idle("boat", still_s=0.0)):
        for second in range(0, 200, 10):
            after, wishes = ticked(state, 1000.0 + second)
            assert (after.show, wishes) == (state.show, []) or after.show.play is None
            assert wishes == []


def test_a_touch_begins_the_visit_and_ends_it_in_the_same_step() -> None:
    state = idle("boat")
    state, _ = ticked(state, 1001.0)
    state, _ = ticked(state, 1025.0)
    assert state.show.play is not None
    after, effects = update(state, m.Wake("visit-1"))
    assert route(after).screen is Screen.HOME
    assert ShowClip(None) in effects
    assert after.show.play is None
    # What the room still tells of it is nobody's.
    late, _ = update(after, ClipMoment(state.show.play.run, 1000))
    assert late == after


def test_it_plays_only_while_the_screen_is_as_bright_as_by_day() -> None:
    night = LOCAL.replace(hour=22)
    state = idle("boat")
    for second in range(1, 60):
        state, wishes = ticked(state, 1000.0 + second, night)
        assert wishes == []
    state, _ = ticked(state, 1061.0)
    state, wishes = ticked(state, 1090.0)
    assert [wish and wish.media.id for wish in wishes] == ["boat"]
    _, wishes = ticked(state, 1091.0, night)
    assert wishes == [None]


def test_a_broken_one_leaves_the_page_as_it_is_until_its_turn_comes_again() -> None:
    state = idle("boat")
    state, _ = ticked(state, 1001.0)
    state, _ = ticked(state, 1025.0)
    assert state.show.play is not None
    state, _ = update(state, ClipBroken(state.show.play.run))
    assert state.show.play is None
    assert ticked(state, 1044.0)[1] == []


def test_one_that_is_never_told_to_end_is_given_up() -> None:
    state = idle("boat")
    state, _ = ticked(state, 1001.0)
    state, _ = ticked(state, 1025.0)
    state, wishes = ticked(state, 1025.0 + 6 + 31)
    assert wishes == [None]


def test_nothing_plays_before_a_fault_or_until_the_clock_was_judged() -> None:
    for state in (
        replace(idle("boat"), fatal="E-STO-03"),
        replace(idle("boat"), maintenance=True),
        replace(idle("boat"), clock_judged=False),
    ):
        after, _ = ticked(state, 1001.0)
        assert ticked(after, 1100.0)[1] == []
