"""When something is said, and when it stops: the state alone, without a speaker."""

from dataclasses import replace

import pytest

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import VOLUMES, Comfort
from kiosk.domain.device import ABSENT, READY, DeviceChanged
from kiosk.domain.effects import CloseVisit, Effect
from kiosk.domain.recording import Cause as EndedBy
from kiosk.domain.recording import RecordingEnded, Verdict
from kiosk.domain.speech import (
    SpeechEnded,
    SpeechFailed,
    SpeechStarted,
    SpeechWorks,
    Tone,
    Urgency,
    Utterance,
    public,
)
from kiosk.domain.spoken import FallSilent, Hush, Louder, Say, SayAloud, SetVolume
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.states import LOCAL, ready_state, speaking_state

PAGE = public("您遇到了什么事？")


def run(state: AppState, *messages: object) -> tuple[AppState, list[Effect]]:
    effects: list[Effect] = []
    for message in messages:
        state, more = update(state, message)
        effects += more
    return state, effects


def visited(state: AppState | None = None) -> AppState:
    """Somebody is there, at home, on a terminal that reads aloud."""
    begun, _ = run(replace(state or ready_state(), speech=True), m.Wake("visit-1"))
    return begun


def test_what_is_asked_for_is_said() -> None:
    assert run(visited(), Say(PAGE))[1] == [SayAloud(PAGE)]
    assert run(visited(), Hush())[1] == [FallSilent()]


@pytest.mark.parametrize(
    "state",
    [replace(ready_state(), speech=True), replace(visited(), speech=False)],
    ids=["nobody is there", "a silent terminal"],
)
def test_nothing_is_said_to_nobody_nor_without_a_speaker(state: AppState) -> None:
    assert run(state, Say(PAGE))[1] == []


def test_nothing_to_say_is_not_said() -> None:
    assert run(visited(), Say(Utterance(())))[1] == []


def test_nothing_is_said_into_a_recording_nor_over_one() -> None:
    taking, effects = run(
        visited(speaking_state()),
        m.OpenForm("consultation", "order-1", speak=True),
        m.StartRecording("take-1"),
    )
    assert FallSilent() in effects
    assert run(taking, Say(PAGE))[1] == []
    kept, _ = run(taking, RecordingEnded("take-1", 3.0, Verdict.SILENT, EndedBy.ASKED))
    assert run(kept, Say(PAGE))[1] == [SayAloud(PAGE)]


@pytest.mark.parametrize(
    "message",
    [m.Open(s.Topics()), m.Open(s.ComfortSheet()), m.OpenForm("consultation", "order-1")],
)
def test_another_page_silences_the_one_before(message: object) -> None:
    assert FallSilent() in run(visited(), message)[1]


def test_another_page_of_a_form_does_too() -> None:
    form, _ = run(visited(), m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"))
    assert run(form, m.Answer("request", "老板不给工钱"))[1] == []
    assert run(form, m.NextPage())[1] == [FallSilent()]


def test_answering_the_time_out_question_ends_its_countdown() -> None:
    asked, _ = run(visited(), m.Tick(1200.0, LOCAL))
    assert asked.visit is not None
    assert asked.visit.question_since is not None
    assert run(asked, m.KeepUsing())[1] == [FallSilent()]


def test_the_caption_stands_as_long_as_its_sentence_is_heard() -> None:
    state, _ = run(visited(), SpeechStarted(7, "您遇到了什么事"))
    assert state.visit is not None
    assert state.visit.saying is not None
    assert state.visit.saying.caption == "您遇到了什么事"
    still, _ = run(state, SpeechEnded(6, finished=False))  # of one that was cut off before
    assert still.visit is not None
    assert still.visit.saying == state.visit.saying
    over, _ = run(state, SpeechEnded(7, finished=False))
    assert over.visit is not None
    assert over.visit.saying is None


def test_what_comes_late_finds_nobody() -> None:
    empty = replace(ready_state(), speech=True)
    late = (SpeechStarted(7, "您好"), SpeechEnded(7, finished=True), SpeechFailed(7, "E-SPK-02"), Louder(1))
    assert run(empty, *late) == (empty, [])


def test_listening_to_the_end_is_as_good_as_a_touch_but_once() -> None:
    later = replace(visited(), now=1100.0)
    heard, _ = run(later, SpeechEnded(1, finished=True))
    assert heard.visit is not None
    assert heard.visit.last_touch == 1100.0
    again, _ = run(replace(heard, now=1150.0), SpeechEnded(2, finished=True))
    assert again.visit is not None
    assert again.visit.last_touch == 1100.0  # what is read by itself keeps no visit alive
    touched, _ = run(replace(again, now=1160.0), m.Touched())
    last, _ = run(replace(touched, now=1170.0), SpeechEnded(3, finished=True))
    assert last.visit is not None
    assert last.visit.last_touch == 1170.0


def test_what_was_cut_off_is_nobodys_presence() -> None:
    heard, _ = run(replace(visited(), now=1100.0), SpeechEnded(1, finished=False))
    assert heard.visit is not None
    assert heard.visit.last_touch == 1000.0


def test_who_is_being_read_to_is_given_a_minute_more_and_no_longer() -> None:
    reading, _ = run(visited(), SpeechStarted(1, "您好"))
    waiting, _ = run(reading, m.Tick(1179.0, LOCAL))
    assert waiting.visit is not None
    assert waiting.visit.question_since is None
    asked, _ = run(waiting, m.Tick(1181.0, LOCAL))
    assert asked.visit is not None
    assert asked.visit.question_since is not None


def test_a_fault_is_told_once_a_visit() -> None:
    failed, _ = run(visited(), SpeechFailed(1, "E-SPK-02", "您好"))
    assert failed.visit is not None
    assert failed.visit.toast == "E-SPK-02"
    again, _ = run(failed, m.Touched(), SpeechFailed(2, "E-SPK-02", "您好"))
    assert again.visit is not None
    assert again.visit.toast == ""


def test_the_volume_goes_by_steps_and_only_as_far_as_there_are_any() -> None:
    state, effects = run(visited(), *[Louder(1)] * 4)
    assert [effect.step for effect in effects if isinstance(effect, SetVolume)] == [4, 5]
    state, effects = run(state, Louder(-9))
    assert effects == [SetVolume(VOLUMES.start)]
    assert state.comfort_now.volume == VOLUMES.start


def test_the_visits_end_undoes_it() -> None:
    state, _ = run(visited(), Louder(2), m.SetComfort("voice", True))
    state, effects = run(state, m.EndVisit(quietly=True))
    assert effects == [CloseVisit("visit-1")]
    assert state.comfort_now == Comfort()


def test_turning_the_voice_off_ends_what_it_says() -> None:
    state, effects = run(visited(), m.SetComfort("voice", True))
    assert effects == []
    assert run(state, m.SetComfort("voice", False))[1] == [FallSilent()]


def test_who_asked_for_no_voice_is_not_told_that_there_is_none() -> None:
    asked, _ = run(visited(), m.Tick(1200.0, LOCAL))
    assert run(asked, SpeechFailed(1, "E-SPK-02", "您还在吗？"))[0] == asked


# ---- the microphone is heard to be open


@pytest.mark.parametrize("voice", [True, False])
def test_who_is_read_to_hears_a_tone_when_the_microphone_opens(voice: bool) -> None:
    state, _ = run(
        visited(speaking_state()),
        m.OpenForm("consultation", "order-1", speak=True),
        m.SetComfort("voice", voice),
    )
    _, effects = run(state, m.StartRecording("take-1"))
    tone = [SayAloud(Utterance((Tone(),), Urgency.WARNING))]
    assert effects[-1 - voice :] == [FallSilent(), *(tone if voice else [])]
    assert run(state, m.StartRecording("take-1"), m.StopRecording())[1].count(tone[0]) == voice


# ---- the curtain


def covered() -> AppState:
    """Behind the curtain, by keys and ear."""
    state, _ = run(
        visited(replace(ready_state(), keypad=READY)),
        m.SetComfort("voice", True),
        SpeechWorks(True),
        m.SetComfort("curtain", True),
    )
    assert flow.covered(state)
    return state


@pytest.mark.parametrize(
    ("lost", "again"),
    [
        (SpeechWorks(False), SpeechWorks(True)),
        (DeviceChanged("keypad", ABSENT), DeviceChanged("keypad", READY)),
        (m.SetComfort("voice", False), m.SetComfort("voice", True)),
    ],
    ids=["no sound", "no keys", "no voice"],
)
def test_the_curtain_lifts_when_nobody_could_go_on_behind_it_and_stays_up(
    lost: object, again: object
) -> None:
    state, _ = run(covered(), lost)
    assert not flow.covered(state)
    assert not flow.can_cover(state)
    state, _ = run(state, again)
    assert flow.can_cover(state)
    assert not flow.covered(state)
    assert flow.covered(run(state, m.SetComfort("curtain", True))[0])


@pytest.mark.parametrize(
    "missing",
    [SpeechWorks(False), DeviceChanged("keypad", ABSENT), m.SetComfort("voice", False)],
    ids=["no sound", "no keys", "no voice"],
)
def test_nobody_can_cover_the_picture_and_be_left_without(missing: object) -> None:
    state, _ = run(covered(), m.SetComfort("curtain", False), missing)
    state, _ = run(state, m.SetComfort("curtain", True))
    assert state.visit is not None
    assert not state.visit.comfort.curtain


def test_sound_that_goes_in_the_time_out_question_lifts_it_too() -> None:
    state = covered()
    assert state.visit is not None
    asked = replace(state, visit=replace(state.visit, question_since=state.now))
    assert not flow.covered(run(asked, SpeechWorks(False))[0])


def test_a_terminal_that_said_nothing_yet_covers_nothing() -> None:
    state, _ = run(visited(replace(ready_state(), keypad=READY)), m.SetComfort("voice", True))
    assert not flow.can_cover(state)
