"""Saying instead of writing, from the first touch to the order; the microphone is open only on its page."""

from dataclasses import replace

import pytest

from kiosk.domain import device as d
from kiosk.domain import flow, forms
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain import state as s
from kiosk.domain.comfort import Size
from kiosk.domain.effects import CloseVisit, Effect, KeepRecording, SaveOrder, WipeRecording
from kiosk.domain.flow import Screen
from kiosk.domain.recording import Cause, Phase, Recording, Verdict, Voice
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.flows.places import PLACES, at, tick
from tests.support.library import CONSULTATION
from tests.support.states import saved, speaking_state

ORDER = "order-1"
AT = "2026-11-21T14:05:00+08:00"


def through(state: AppState, *messages: object) -> tuple[AppState, list[Effect]]:
    done: list[Effect] = []
    for message in messages:
        state, effects = update(state, message)
        done += effects
    return state, done


def page() -> AppState:
    opened = m.OpenForm(CONSULTATION, ORDER, speak=True)
    return through(speaking_state(), m.Wake("visit"), opened)[0]


def take(name: str, seconds: float = 9.0, verdict: Verdict = Verdict.GOOD) -> list[object]:
    """One take from 开始说话 until it is kept."""
    return [
        m.StartRecording(name),
        r.RecordingLevel(name, seconds, 0.5),
        m.StopRecording(),
        r.RecordingEnded(name, seconds, verdict, Cause.ASKED),
        r.RecordingKept(name, round(seconds * 1000)),
    ]


def voice(state: AppState) -> Voice:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form.voice


def takes(state: AppState) -> tuple[Recording, ...]:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form.draft.recordings


def test_what_was_said_is_not_taken_for_nothing_written() -> None:
    state, _ = through(page(), *take("a"), m.Speak(speak=False), m.Answer("request", "测试"), m.NextPage())
    assert state.visit is not None
    assert state.visit.form is not None
    assert not state.visit.form.doubted
    assert flow.route(state).screen is Screen.CONSENT


def test_an_order_is_spoken_and_nothing_is_written() -> None:
    state, effects = through(page(), *take("a"), *take("b", 20.0))
    assert effects == [KeepRecording("a"), KeepRecording("b")]
    assert takes(state) == (Recording("a", 9000), Recording("b", 20_000))
    state, _ = through(state, m.NextPage(), m.RefuseConsent(AT))
    assert flow.route(state).screen is Screen.CHECK
    state, effects = through(state, m.Submit())
    (save,) = effects
    assert isinstance(save, SaveOrder)
    assert (save.submission.recordings, save.submission.fields) == (("a", "b"), {})
    state, effects = through(state, saved(ORDER))
    assert [one for one in effects if isinstance(one, WipeRecording)] == [
        WipeRecording("a"),
        WipeRecording("b"),
    ]
    assert flow.route(state).screen is Screen.SUBMITTED


def test_with_nothing_said_and_nothing_written_one_does_not_get_on() -> None:
    state, _ = through(page(), m.NextPage())
    assert flow.route(state).screen is Screen.RECORD
    assert state.visit is not None
    assert state.visit.form is not None
    assert state.visit.form.problem


def test_what_was_written_is_sent_beside_what_was_said() -> None:
    state, _ = through(page(), *take("a"), m.Speak(speak=False), m.Answer("request", "工资没发"))
    assert flow.route(state).screen is Screen.WRITE
    state, effects = through(state, m.NextPage(), m.RefuseConsent(AT), m.Submit())
    (save,) = effects
    assert isinstance(save, SaveOrder)
    assert (save.submission.recordings, save.submission.fields["request"]) == (("a",), "工资没发")


@pytest.mark.parametrize(
    "lacking",
    [
        {"microphone": d.ABSENT},
        {"recording_room": False},
        {"can_submit": False},
    ],
    ids=lambda one: next(iter(one)),
)
def test_speaking_is_offered_only_where_it_works(lacking: dict[str, object]) -> None:
    state = replace(speaking_state(), **lacking)  # type: ignore[arg-type]
    assert not flow.can_record(state)
    state, _ = through(state, m.Wake("visit"), m.OpenForm(CONSULTATION, ORDER, speak=True))
    assert flow.route(state).screen is not Screen.RECORD


def test_a_microphone_that_goes_leaves_what_was_said() -> None:
    state, _ = through(page(), *take("a"), d.DeviceChanged("microphone", d.ABSENT))
    assert flow.route(state).screen is Screen.RECORD
    assert takes(state) == (Recording("a", 9000),)
    state, effects = through(state, m.StartRecording("b"))
    assert (flow.recording_wanted(state), effects) == ("", [])
    empty, _ = through(page(), d.DeviceChanged("microphone", d.ABSENT))
    assert flow.route(empty).screen is Screen.WRITE


@pytest.mark.parametrize("stopped", [False, True])
def test_a_take_of_which_no_end_is_told_does_not_keep_anybody_waiting(stopped: bool) -> None:
    """The microphone went in the very moment somebody began: it never heard of the take."""
    begun, _ = through(page(), m.StartRecording("a"), *([m.StopRecording()] if stopped else []))
    gone = d.DeviceStatus(d.DeviceState.ABSENT, code="E-MIC-01")
    state, _ = through(begun, d.DeviceChanged("microphone", gone))
    assert (voice(state).phase, voice(state).code) == (Phase.WAITING, "E-MIC-01")
    assert flow.recording_wanted(state) == ""
    written, _ = through(state, m.Speak(speak=False), m.Answer("request", "工资没发"), m.NextPage())
    assert flow.route(written).screen is Screen.CONSENT
    # Words that reach the screen in another order lose nothing either.
    late = [*take("a")[-2:]]
    state, effects = through(state, *late)
    assert (effects, takes(state)) == ([KeepRecording("a")], (Recording("a", 9000),))


def test_a_full_disk_refuses_the_next_take_before_it_begins() -> None:
    state, _ = through(page(), *take("a"), r.RecordingRoom(free=False), m.StartRecording("b"))
    assert (voice(state).phase, voice(state).code) == (Phase.WAITING, "E-MIC-04")
    assert flow.recording_wanted(state) == ""
    state, effects = through(state, m.NextPage(), m.RefuseConsent(AT), m.Submit())
    assert isinstance(effects[0], SaveOrder), "the order is taken all the same"


def test_three_takes_are_the_most() -> None:
    state, _ = through(page(), *take("a"), *take("b"), *take("c"), m.StartRecording("d"))
    assert len(takes(state)) == 3
    assert flow.recording_wanted(state) == ""
    state, effects = through(state, m.DropRecording("b"), m.StartRecording("d"))
    assert effects == [WipeRecording("b")]
    assert flow.recording_wanted(state) == "d"


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("cause", list(Cause))
def test_a_take_is_kept_unless_there_is_nothing_in_it(verdict: Verdict, cause: Cause) -> None:
    state, effects = through(
        page(), m.StartRecording("a"), r.RecordingEnded("a", 9.0, verdict, cause), r.RecordingKept("a", 9000)
    )
    worth = verdict not in (Verdict.SHORT, Verdict.SILENT)
    assert (KeepRecording("a") in effects) is worth
    assert voice(state).verdict is verdict
    assert voice(state).cause is cause
    assert voice(state).phase is Phase.WAITING
    assert flow.recording_wanted(state) == ""


def test_the_microphone_is_wanted_on_the_page_alone() -> None:
    state, _ = through(page(), m.StartRecording("a"))
    assert flow.recording_wanted(state) == "a"
    ways: list[object] = [m.Back(), m.GoHome(), m.EndVisit(), m.EndVisit(quietly=True), m.Speak(speak=False)]
    ways += [m.Open(place) for place in (s.HelpPeople(), s.Topics())]
    for way in ways:
        left, _ = through(state, way)
        assert flow.recording_wanted(left) == "", way
    asked, _ = through(replace(state, visit=replace(state.visit, question_since=1.0)))  # type: ignore[type-var]
    assert flow.recording_wanted(asked) == ""


def test_the_page_left_in_the_middle_of_a_take_what_was_said_is_kept() -> None:
    state, _ = through(page(), m.StartRecording("a"), m.GoHome())
    state, effects = through(state, r.RecordingEnded("a", 9.0, Verdict.GOOD, Cause.ASKED))
    assert effects == [KeepRecording("a")]
    state, _ = through(state, r.RecordingKept("a", 9000), m.OpenForm(CONSULTATION, "other"))
    assert takes(state) == (Recording("a", 9000),)
    assert flow.route(state).screen is Screen.RECORD


def test_a_sheet_over_the_page_ends_the_take_as_leaving_does() -> None:
    begun, _ = through(page(), m.StartRecording("a"), r.RecordingLevel("a", 9.0, 0.5))
    sheet, _ = through(begun, m.Open(s.ComfortSheet()))
    assert (flow.route(sheet).screen, flow.recording_wanted(sheet)) == (Screen.COMFORT, "")
    back, _ = through(sheet, m.SetComfort("size", Size.ELDER), m.Back())
    assert flow.route(back).screen is Screen.RECORD
    assert flow.recording_wanted(back) == "", "the microphone may not have said yet that it ended"
    kept, effects = through(
        back, r.RecordingEnded("a", 9.0, Verdict.GOOD, Cause.ASKED), r.RecordingKept("a", 9000)
    )
    assert effects == [KeepRecording("a")]
    assert takes(kept) == (Recording("a", 9000),)


def test_of_a_visit_that_is_over_nothing_is_kept() -> None:
    state, effects = through(page(), m.StartRecording("a"), m.EndVisit(quietly=True))
    assert effects == [CloseVisit("visit")]
    state, effects = through(state, r.RecordingEnded("a", 9.0, Verdict.GOOD, Cause.ASKED))
    assert effects == [WipeRecording("a")]
    state, effects = through(state, m.Wake("next"), r.RecordingKept("a", 9000))
    assert effects[1:] == [WipeRecording("a")]


def test_while_a_take_is_packed_one_does_not_get_on() -> None:
    state, _ = through(page(), *take("a")[:-1], m.NextPage())
    assert flow.route(state).screen is Screen.RECORD
    state, _ = through(state, r.RecordingKept("a", 9000), m.NextPage())
    assert flow.route(state).screen is Screen.CONSENT


def test_a_take_that_could_not_be_packed_says_so() -> None:
    state, _ = through(page(), *take("a")[:-1], r.RecordingFailed("a", "E-MIC-03"))
    assert (voice(state).code, voice(state).phase, takes(state)) == ("E-MIC-03", Phase.WAITING, ())


def test_one_is_heard_again_and_stops_when_told_or_left() -> None:
    state, _ = through(page(), *take("a"))
    playing, _ = through(state, m.PlayRecording("a"))
    assert flow.playing_wanted(playing) == "a"
    for way in (m.StopPlaying(), r.ReplayEnded("a"), m.Back(), m.GoHome(), m.DropRecording("a")):
        assert flow.playing_wanted(through(playing, way)[0]) == "", way
    assert flow.playing_wanted(through(state, m.PlayRecording("other"))[0]) == ""
    assert flow.playing_wanted(through(playing, m.StartRecording("b"))[0]) == ""


def test_nobody_is_asked_whether_he_is_there_while_he_speaks() -> None:
    state, _ = through(page(), m.StartRecording("a"))
    for second in range(150):
        state, _ = through(state, tick(state, 1.0), r.RecordingLevel("a", float(second % 60), 0.3))
        assert flow.route(state).screen is Screen.RECORD


@pytest.mark.parametrize("place", [name for name in PLACES if name not in ("record", "write")])
def test_elsewhere_nothing_listens_and_nothing_is_taken(place: str) -> None:
    before = at(place)
    for message in (m.Speak(), m.StartRecording("a"), m.PlayRecording("a"), m.StopRecording()):
        after, effects = through(before, message)
        assert (flow.recording_wanted(after), flow.playing_wanted(after), effects) == ("", "", [])


def test_what_is_said_does_not_do_for_another_field() -> None:
    state = page()
    assert state.library is not None
    item = state.library.item(CONSULTATION)
    assert item is not None
    assert [field.id for field in forms.fields_of(item) if forms.speakable(field)] == ["request"]


def test_who_is_not_heard_is_known_from_the_levels() -> None:
    state, _ = through(page(), m.StartRecording("a"), r.RecordingLevel("a", 1.9, 0.02))
    assert not voice(state).unheard, "he may be drawing breath"
    state, _ = through(state, r.RecordingLevel("a", 2.1, 0.02))
    assert voice(state).unheard
    state, _ = through(state, r.RecordingLevel("a", 2.2, 0.5), r.RecordingLevel("a", 7.1, 0.02))
    assert (voice(state).unheard, voice(state).fallen_silent) == (False, False)
    state, _ = through(state, r.RecordingLevel("a", 7.3, 0.02))
    assert voice(state).fallen_silent
    state, _ = through(state, r.RecordingLevel("a", 7.4, 0.5))
    assert not voice(state).fallen_silent


@pytest.mark.parametrize("speech", [True, False])
def test_who_cannot_read_is_read_to(speech: bool) -> None:
    """我不识字，听我说: from there on pages read themselves, where the terminal can."""
    began = replace(speaking_state(), speech=speech)
    spoken, _ = through(began, m.Wake("visit"), m.OpenForm(CONSULTATION, ORDER, speak=True))
    written, _ = through(began, m.Wake("visit"), m.OpenForm(CONSULTATION, ORDER))
    assert spoken.visit is not None
    assert written.visit is not None
    assert (spoken.visit.comfort.voice, written.visit.comfort.voice) == (speech, False)
    left, _ = through(spoken, m.EndVisit(quietly=True), m.Wake("next"))
    assert left.visit is not None
    assert not left.visit.comfort.voice, "nobody after him asked for it"
