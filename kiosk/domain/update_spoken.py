"""Reading aloud: when something is said, when it stops, and what of it is known while it lasts."""

from dataclasses import replace
from typing import Final

from kiosk.domain import flow, spoken
from kiosk.domain import speech as sp
from kiosk.domain.comfort import VOLUMES
from kiosk.domain.effects import Effect
from kiosk.domain.media_play import has_sound
from kiosk.domain.recording import Phase
from kiosk.domain.state import AppState, Farewell, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
# Who does not see that the microphone is open hears it; it is over before anybody has begun to speak.
_SPEAK_NOW: Final = sp.Utterance((sp.Tone(),), sp.Urgency.WARNING)


def say(state: AppState, message: spoken.Say) -> Outcome:
    """Nothing is said into a recording, nor over one that is heard."""
    visit = state.visit
    if visit is None or not state.speech or sounding(visit) or not message.utterance.parts:
        return state, ()
    return state, (spoken.SayAloud(message.utterance),)


def hush(state: AppState, _message: spoken.Hush) -> Outcome:
    return state, ((spoken.FallSilent(),) if state.speech else ())


def louder(state: AppState, message: spoken.Louder) -> Outcome:
    visit = state.visit
    if visit is None:
        return state, ()
    step = min(max(visit.comfort.volume + message.by, VOLUMES.start), VOLUMES.stop - 1)
    return replace(state, visit=replace(visit, comfort=replace(visit.comfort, volume=step))), ()


def started(state: AppState, message: sp.SpeechStarted) -> Outcome:
    if state.visit is None:
        return state, ()
    now = spoken.Saying(message.generation, message.caption)
    return replace(state, visit=replace(state.visit, saying=now)), ()


def ended(state: AppState, message: sp.SpeechEnded) -> Outcome:
    """Who has listened to the end was there: as good as a touch, but once for each touch. What is read by
    itself again and again must not keep alive a visit that nobody is in.
    """
    visit = state.visit
    if visit is None:
        return state, ()
    if visit.saying is not None and visit.saying.generation <= message.generation:
        visit = replace(visit, saying=None)
    asked = visit.question_since is not None or visit.farewell_since is not None
    if message.finished and not visit.heard_out and not asked:
        visit = replace(visit, last_touch=state.now, heard_out=True)
    return (state if visit == state.visit else replace(state, visit=visit)), ()


def failed(state: AppState, message: sp.SpeechFailed) -> Outcome:
    """Told once a visit, to who wanted to hear something: all of it stands on the screen, and every page
    would fail alike.
    """
    visit = state.visit
    if visit is None or visit.unheard or visit.question_since is not None or visit.farewell_since is not None:
        return state, ()
    return replace(state, visit=replace(visit, toast=message.code, unheard=True)), ()


def works(state: AppState, message: sp.SpeechWorks) -> Outcome:
    return replace(state, speech_works=message.works), ()


def uncovered(state: AppState) -> AppState:
    """The picture comes back as soon as nobody could go on without it, and stays until it is covered anew:
    whoever sits before a black screen that says nothing is lost.
    """
    visit = state.visit
    if visit is None or not visit.comfort.curtain or flow.can_cover(state):
        return state
    return replace(state, visit=replace(visit, comfort=replace(visit.comfort, curtain=False)))


def turned(before: AppState, after: AppState) -> tuple[Effect, ...]:
    """What a change of the state means for what is being said: it is about what is shown, or it stops."""
    was, now = before.visit, after.visit
    if not after.speech or was is None or now is None or was is now or was.visit_id != now.visit_id:
        return ()
    found: list[Effect] = []
    if _elsewhere(was, now) or (sounding(now) and not sounding(was)):
        found.append(spoken.FallSilent())
    if now.comfort.voice and _listening(now) and not _listening(was):
        found.append(spoken.SayAloud(_SPEAK_NOW))
    if was.comfort.volume != now.comfort.volume:
        found.append(spoken.SetVolume(now.comfort.volume))
    return tuple(found)


def _elsewhere(was: Visit, now: Visit) -> bool:
    """Whether what was being read is not what is to be read any more."""
    if was.place != now.place and not isinstance(was.place, Farewell):
        return True
    if was.question_since is not None and now.question_since is None:
        return True
    if (was.comfort.voice and not now.comfort.voice) or was.comfort.language is not now.comfort.language:
        return True
    one, other = was.form, now.form
    return (
        one is not None
        and other is not None
        and (one.index, one.identity_mode, one.speaking) != (other.index, other.identity_mode, other.speaking)
    )


def sounding(visit: Visit) -> bool:
    """Whether a person's own voice is being taken or heard, or a clip."""
    play = visit.play
    if play is not None and play.going and not play.unheard and has_sound(play.media):
        return True
    return visit.form is not None and visit.form.voice.phase in (Phase.RECORDING, Phase.PLAYING)


def _listening(visit: Visit) -> bool:
    return visit.form is not None and visit.form.voice.phase is Phase.RECORDING
