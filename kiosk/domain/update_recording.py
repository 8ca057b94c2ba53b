"""Saying instead of writing: takes, hearing them again, and what the microphone reports."""

from dataclasses import replace

from kiosk.domain import flow, forms
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain.device import DeviceStatus
from kiosk.domain.effects import Effect, KeepRecording, WipeRecording
from kiosk.domain.recording import KEPT, MOST, Phase, Recording, Voice
from kiosk.domain.state import AppState, FormProgress, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
NO_ROOM = "E-MIC-04"


def _form(state: AppState) -> tuple[Visit, FormProgress] | None:
    """The open form, wherever the person is."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.saving:
        return None
    return visit, visit.form


def _here(state: AppState) -> tuple[Visit, FormProgress] | None:
    """The open form, while its page for speaking is shown."""
    return _form(state) if flow.route(state).screen is flow.Screen.RECORD else None


def _with(state: AppState, visit: Visit, form: FormProgress, *effects: Effect) -> Outcome:
    """What the person or the machine does here is being there."""
    return replace(state, visit=replace(visit, form=form, last_touch=state.now)), effects


def speak(state: AppState, message: m.Speak) -> Outcome:
    """Both ways stand side by side: what was written or said before stays."""
    current = flow.current_page(state)
    opened = _form(state)
    if opened is None or current is None or current[2] is None or not forms.speakable(current[2]):
        return state, ()
    visit, form = opened
    if message.speak and not (flow.can_record(state) or form.draft.recordings):
        return state, ()
    voice = _closed(form.voice)
    return _with(state, visit, replace(form, speaking=message.speak, problem=None, voice=voice))


def start(state: AppState, message: m.StartRecording) -> Outcome:
    """Refused, with its sentence, before it begins: nothing that was said is thrown away for want of room."""
    opened = _here(state)
    if opened is None:
        return state, ()
    visit, form = opened
    if form.voice.phase in (Phase.RECORDING, Phase.KEEPING) or len(form.draft.recordings) >= MOST:
        return state, ()
    if not flow.can_record(state):
        code = NO_ROOM if state.microphone.usable else state.microphone.code
        return _with(state, visit, replace(form, voice=Voice(code=code)))
    return _with(
        state, visit, replace(form, voice=Voice(Phase.RECORDING, message.recording_id), problem=None)
    )


def stop(state: AppState, _message: m.StopRecording) -> Outcome:
    """The microphone says when it has ended; until then nothing else may begin."""
    opened = _here(state)
    if opened is None or opened[1].voice.phase is not Phase.RECORDING:
        return state, ()
    visit, form = opened
    return _with(state, visit, replace(form, voice=replace(form.voice, phase=Phase.KEEPING)))


def play(state: AppState, message: m.PlayRecording) -> Outcome:
    opened = _here(state)
    if opened is None:
        return state, ()
    visit, form = opened
    kept = {one.recording_id for one in form.draft.recordings}
    if form.voice.phase not in (Phase.WAITING, Phase.PLAYING) or message.recording_id not in kept:
        return state, ()
    return _with(state, visit, replace(form, voice=Voice(Phase.PLAYING, message.recording_id)))


def stop_playing(state: AppState, _message: m.StopPlaying) -> Outcome:
    opened = _here(state)
    if opened is None or opened[1].voice.phase is not Phase.PLAYING:
        return state, ()
    return _with(state, opened[0], replace(opened[1], voice=Voice()))


def drop(state: AppState, message: m.DropRecording) -> Outcome:
    opened = _here(state)
    if opened is None or opened[1].voice.phase not in (Phase.WAITING, Phase.PLAYING):
        return state, ()
    visit, form = opened
    left = tuple(one for one in form.draft.recordings if one.recording_id != message.recording_id)
    if len(left) == len(form.draft.recordings):
        return state, ()
    draft = replace(form.draft, recordings=left)
    return _with(state, visit, replace(form, draft=draft, voice=Voice()), WipeRecording(message.recording_id))


# ---- what the microphone and the shelf report ------------------------------------------------------


def microphone(state: AppState, status: DeviceStatus) -> Outcome:
    """Of a take whose end is not told before the microphone is gone nothing is waited for: it may never have
    begun. Should its end be told after all, what was said until then is kept.
    """
    state = replace(state, microphone=status)
    opened = _form(state)
    if opened is None or status.usable:
        return state, ()
    visit, form = opened
    if form.voice.phase not in (Phase.RECORDING, Phase.KEEPING) or form.voice.verdict is not None:
        return state, ()
    told = Voice(recording_id=form.voice.recording_id, code=status.code)
    return replace(state, visit=replace(visit, form=replace(form, voice=told))), ()


def level(state: AppState, message: r.RecordingLevel) -> Outcome:
    opened = _form(state)
    if opened is None or opened[1].voice.recording_id != message.recording_id:
        return state, ()
    visit, form = opened
    if form.voice.phase is not Phase.RECORDING:
        return state, ()
    return _with(state, visit, replace(form, voice=form.voice.hearing(message.seconds, message.level)))


def ended(state: AppState, message: r.RecordingEnded) -> Outcome:
    """Also of a page that was left: what was said until then is kept. Of a form that is gone, nothing is."""
    opened = _form(state)
    if opened is None or opened[1].voice.recording_id != message.recording_id:
        return state, ((WipeRecording(message.recording_id),) if message.verdict in KEPT else ())
    visit, form = opened
    told = Voice(
        recording_id=message.recording_id,
        seconds=message.seconds,
        verdict=message.verdict,
        cause=message.cause,
        code=state.microphone.code if message.cause is r.Cause.LOST else "",
    )
    if message.verdict not in KEPT:
        return _with(state, visit, replace(form, voice=told))
    keeping = replace(told, phase=Phase.KEEPING)
    return _with(state, visit, replace(form, voice=keeping), KeepRecording(message.recording_id))


def kept(state: AppState, message: r.RecordingKept) -> Outcome:
    """Only now it is one of the order's: there is something to hear and to send."""
    opened = _form(state)
    if opened is None or opened[1].voice.recording_id != message.recording_id:
        return state, (WipeRecording(message.recording_id),)
    visit, form = opened
    if len(form.draft.recordings) >= MOST:
        return state, (WipeRecording(message.recording_id),)
    one = Recording(message.recording_id, message.ms)
    draft = replace(form.draft, recordings=(*form.draft.recordings, one))
    waiting = replace(form.voice, phase=Phase.WAITING)
    return _with(state, visit, replace(form, draft=draft, voice=waiting, problem=None))


def failed(state: AppState, message: r.RecordingFailed) -> Outcome:
    opened = _form(state)
    if opened is None or opened[1].voice.recording_id != message.recording_id:
        return state, ()
    return _with(state, opened[0], replace(opened[1], voice=Voice(code=message.code)))


def replay_ended(state: AppState, message: r.ReplayEnded) -> Outcome:
    opened = _form(state)
    if opened is None or opened[1].voice != Voice(Phase.PLAYING, message.recording_id):
        return state, ()
    return _with(state, opened[0], replace(opened[1], voice=Voice()))


def aside(visit: Visit, *, stayed: bool) -> Visit:
    """The page was left: the microphone closes and nothing sounds; the take under way is still to be kept."""
    form = visit.form
    if stayed or form is None or form.voice == Voice():
        return visit
    voice = _closed(form.voice)
    return visit if voice == form.voice else replace(visit, form=replace(form, voice=voice))


def _closed(voice: Voice) -> Voice:
    """Nothing is listened to or heard; a take that was under way is still to be kept."""
    if voice.phase in (Phase.RECORDING, Phase.KEEPING):
        return replace(voice, phase=Phase.KEEPING)
    return Voice()
