"""Clips in a visit: when they play and stop, and that who watches one is there. Without a screen."""

from dataclasses import replace
from typing import Final

import pytest

from kiosk.domain import messages as m
from kiosk.domain import spoken
from kiosk.domain import state as s
from kiosk.domain import update_media as media
from kiosk.domain.flow import Screen, route
from kiosk.domain.library_learning import Media, MediaFile
from kiosk.domain.media_play import (
    ClipBroken,
    ClipEnded,
    ClipMoment,
    ClipUnheard,
    Phase,
    Play,
    Shot,
    ShowClip,
    Wish,
)
from kiosk.domain.speech import Public, Utterance
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.learning import LESSON
from tests.support.states import LOCAL, ready_state, then

START: Final = media.StartClip("run-1", "lesson", LESSON)
SOUND: Final = MediaFile("opus", 3, "1" * 64, ("1" * 64,))


def visiting(*messages: object, sound: bool = False) -> AppState:
    state = replace(ready_state(), speech=True)
    library = state.library
    assert library is not None
    if sound:
        known = {**library.every(Media)}
        known["boat"] = replace(known["boat"], sound=SOUND)
        state = replace(state, library=replace(library, more={**library.more, Media: known}))
    return then(state, m.Wake("visit-1"), m.Open(s.LessonView(LESSON)), *messages)


def play(state: AppState) -> Play:
    assert state.visit is not None
    assert state.visit.play is not None
    return state.visit.play


def asked(state: AppState, message: object) -> tuple[AppState, list[Wish | None]]:
    """What the room that plays is told then."""
    after, effects = update(state, message)
    return after, [one.wish for one in effects if isinstance(one, ShowClip)]


def test_one_touch_leads_to_its_page_and_plays_it() -> None:
    state, told = asked(visiting(), START)
    assert route(state).screen is Screen.CLIP
    assert [wish and (wish.run, wish.media.id, wish.ms, wish.paused) for wish in told] == [
        ("run-1", "boat", 6000, False)
    ]
    assert play(state).phase is Phase.GETTING
    assert route(then(state, m.Back())).screen is Screen.LESSON


def test_captions_follow_the_time_whether_or_not_there_is_sound() -> None:
    state = visiting(START)
    said = []
    for ms in (0, 2999, 3000, 5999, 6000):
        state = then(state, ClipMoment("run-1", ms))
        said.append(play(state).caption)
    assert said == ["每周三，司法所坐船来。"] * 2 + ["有事到码头来问。"] * 2 + [""]
    assert play(then(state, ClipUnheard("run-1"))).unheard


def test_it_is_stopped_gone_on_with_and_begun_anew() -> None:
    state = visiting(START, ClipMoment("run-1", 1200, Shot(1, 1, b"\0" * 4)))
    state, told = asked(state, media.PauseClip())
    assert [wish and wish.paused for wish in told] == [True]
    shown = play(state).shot
    state, told = asked(then(state, ClipMoment("run-1", 1250)), media.GoOnClip())
    assert [wish and (wish.run, wish.paused) for wish in told] == [("run-1", False)]
    assert play(state).shot is shown
    state, told = asked(state, media.StartClip("run-2", "lesson", LESSON))
    assert [wish and wish.run for wish in told] == ["run-2"]
    assert play(state).ms == 0
    assert state.visit is not None
    assert [type(place) for place in state.visit.stack] == [s.Home, s.LessonView, s.ClipView]


def test_what_an_earlier_run_still_says_counts_no_more() -> None:
    state = visiting(START, media.StartClip("run-2", "lesson", LESSON))
    for late in (ClipMoment("run-1", 5000), ClipEnded("run-1"), ClipBroken("run-1"), ClipUnheard("run-1")):
        assert then(state, late) == state


@pytest.mark.parametrize(
    "leaving",
    [
        m.Back(),
        m.GoHome(),
        m.Open(s.HelpPeople()),
        m.EndVisit(quietly=True),
        m.Fatal("E-STO-01"),
        m.Hiccup("E-APP-01"),
    ],
)
def test_it_stops_at_once_with_its_page(leaving: object) -> None:
    _, told = asked(visiting(START, ClipMoment("run-1", 1000)), leaving)
    assert told == [None]


def test_it_goes_on_under_the_sheet_that_makes_it_louder() -> None:
    state, told = asked(visiting(START, sound=True), m.Open(s.ComfortSheet()))
    assert told == []
    _, told = asked(state, spoken.Louder(1))
    assert [wish and wish.volume for wish in told] == [4]


def test_without_a_loudspeaker_no_sound_is_asked_for() -> None:
    state = replace(visiting(sound=True), speech=False)
    _, told = asked(state, START)
    assert [wish and wish.volume for wish in told] == [0]


def test_who_watches_is_there_until_it_is_over() -> None:
    state = visiting()
    assert state.visit is not None
    long = replace(play(then(state, START)).media, ms=180_000)
    library = state.library
    assert library is not None
    state = replace(state, library=replace(library, more={**library.more, Media: {"boat": long}}))
    state = then(state, m.Touched(), START)
    now = state.now
    for second in range(5, 180, 5):
        state = then(state, ClipMoment("run-1", second * 1000), m.Tick(now + second, LOCAL))
        assert route(state).screen is Screen.CLIP
    state = then(state, ClipEnded("run-1"), m.Tick(now + 180 + 119, LOCAL))
    assert route(then(state, m.Tick(now + 180 + 121, LOCAL))).screen is Screen.TIMEOUT


def test_a_clip_that_never_ends_keeps_nobodys_visit_alive() -> None:
    state = visiting(START)
    now = state.now
    for second in range(5, 400, 5):
        state = then(state, m.Tick(now + second, LOCAL))
    assert state.visit is None


def test_nothing_is_read_over_it_and_what_is_read_falls_silent() -> None:
    state, effects = update(visiting(sound=True), START)
    assert spoken.FallSilent() in effects
    said = spoken.Say(Utterance((Public("学法律"),)))
    assert update(state, said)[1] == ()
    assert update(visiting(START), said)[1] != ()  # one without sound is read over
    assert update(then(state, ClipUnheard("run-1")), said)[1] != ()


def test_what_is_not_there_is_not_begun() -> None:
    state = visiting()
    for message in (
        media.StartClip("run-1", "lesson", LESSON, 1),
        media.StartClip("run-1", "guide", "no/such"),
        media.PauseClip(),
        media.GoOnClip(),
    ):
        assert then(state, message) == state
    broken = then(state, START, ClipBroken("run-1"))
    assert then(broken, media.GoOnClip()) == broken


def test_a_guide_has_clips_too() -> None:
    state = visiting()
    library = state.library
    assert library is not None
    guide = next(iter(library.guides.values()))
    shown = replace(library, guides={guide.id: replace(guide, media=("dock-picture", "boat"))})
    state, told = asked(replace(state, library=shown), media.StartClip("run-1", "guide", guide.id))
    assert [wish and wish.media.id for wish in told] == ["dock-picture"]
    state, told = asked(state, media.StartClip("run-2", "guide", guide.id, 1))
    assert [wish and wish.media.id for wish in told] == ["boat"]
