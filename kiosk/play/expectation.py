"""Whether what a journey expects is true now. Looked at on the Kivy thread."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.flow import Route, can_record, route
from kiosk.domain.state import AppState, Visit
from kiosk.play.schema import Expect

if TYPE_CHECKING:
    from kiosk.screens.probe import Probe

Essence = tuple[Route, Visit | None]
_TOLD: Final = 8  # sentences of what was heard instead


def essence(state: AppState) -> Essence:
    """All that a touch or a key could have changed: everything of the visit but when it was touched, and what
    is read aloud of it meanwhile.
    """
    visit = state.visit
    if visit is not None:
        visit = replace(visit, last_touch=0.0, touches=0, saying=None, heard_out=False)
    return route(state), visit


def unmet(
    expected: Expect,
    state: AppState,
    probe: "Probe",
    before: Essence,
    said: Sequence[tuple[str, ...]] = (),
) -> str:
    """The first thing that is not true, in one Chinese sentence; empty when all of it is. ``said``: what was
    asked to be said since the step began, a tuple of sentences each time.
    """
    return (
        _screen(expected, probe)
        or _heard(expected, said)
        or _words(expected, probe)
        or _devices(expected, state)
        or _order(expected, state)
        or ("这一步不该改变什么，却变了" if expected.unchanged and essence(state) != before else "")
    )


def _screen(expected: Expect, probe: "Probe") -> str:
    screen, key = probe.screen()
    if expected.screen is not None and screen != expected.screen.value:
        return f"应是 {expected.screen.value} 屏，现在是 {screen}"
    if expected.key is not None and key != expected.key:
        return f"{screen} 屏应在 {expected.key}，现在在 {key or '（空）'}"
    return ""


def _heard(expected: Expect, said: Sequence[tuple[str, ...]]) -> str:
    sentences = [sentence for one in said for sentence in one]
    for wanted in expected.heard:
        if not any(wanted in sentence for sentence in sentences):
            return f"没有念“{wanted}”，念的是“{'；'.join(sentences[-_TOLD:])}”"
    return ""


def _words(expected: Expect, probe: "Probe") -> str:
    if expected.text or expected.no_text:
        shown = "\n".join(probe.texts())
        for wanted in expected.text:
            if wanted not in shown:
                return f"屏幕上没有“{wanted}”"
        for unwanted in expected.no_text:
            if unwanted in shown:
                return f"屏幕上不该有“{unwanted}”"
    if expected.focus is not None and probe.focus() != expected.focus:
        return f"框应在 {expected.focus}，现在在 {probe.focus() or '（没有框）'}"
    if expected.uid or expected.no_uid:
        there = set(probe.uids())
        for uid in expected.uid:
            if uid not in there:
                return f"屏幕上没有 {uid}"
        for uid in expected.no_uid:
            if uid in there:
                return f"屏幕上不该有 {uid}"
    return ""


def _devices(expected: Expect, state: AppState) -> str:
    for name, wanted in expected.device.items():
        now = getattr(state, name).state
        if now is not wanted:
            return f"{name} 应是 {wanted.value}，现在是 {now.value}"
    for what in ("online", "can_submit", "handwriting", "pinyin"):
        asked = getattr(expected, what)
        if asked is not None and getattr(state, what) != asked:
            return f"{what} 应是 {asked}"
    if expected.can_record is not None and can_record(state) != expected.can_record:
        return f"can_record 应是 {expected.can_record}"
    if expected.aloud is not None and state.speech_works != expected.aloud:
        return f"aloud 应是 {expected.aloud}"
    if expected.waiting is not None and state.waiting != expected.waiting:
        return f"应有 {expected.waiting} 件等着上传，现在有 {state.waiting}"
    return ""


def _order(expected: Expect, state: AppState) -> str:
    if expected.printing is not None:
        job = state.visit.print_progress if state.visit is not None else None
        if job is None or job.state is not expected.printing:
            return f"打印应是 {expected.printing.value}，现在是 {job.state.value if job else '没有打印'}"
    if expected.taken is not None:
        form = state.visit.form if state.visit is not None else None
        taken = form.voice.seconds if form is not None else 0.0
        if taken < expected.taken:
            return f"应录到 {expected.taken:g} 秒，现在是 {taken:.1f} 秒"
    if expected.identity is not None:
        form = state.visit.form if state.visit is not None else None
        source = (form.draft.identity_source if form is not None else "") or "none"
        if source != expected.identity:
            return f"身份应来自 {expected.identity}，现在是 {source}"
    return ""
