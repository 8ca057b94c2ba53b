"""The states of the page where one speaks: before, during, after, and what may go wrong."""

from collections.abc import Iterator

from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain.device import ABSENT, READY
from kiosk.domain.recording import Cause, Verdict
from script.gallery_walk import Walk

ITEM = "consultation"


def record_walks(home: Walk) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    home = home.with_(microphone=READY, recording_room=True)
    yield "home-microphone", home
    begun = home.does(m.OpenForm(ITEM, "order-1"), m.Answer("request", "老板不给钱"), m.GoHome())
    yield "home-microphone-begun", begun
    yield "write-microphone", home.does(m.OpenForm(ITEM, "order-1"))
    page = home.does(m.OpenForm(ITEM, "order-1", speak=True))
    yield "record", page
    begun = page.does(m.StartRecording("a"))
    yield "record-begun", begun
    yield "record-speaking", begun.does(r.RecordingLevel("a", 18.2, 0.7))
    yield "record-unheard", begun.does(r.RecordingLevel("a", 4.0, 0.03))
    yield "record-faint", begun.does(r.RecordingLevel("a", 18.2, 0.7), r.RecordingLevel("a", 41.0, 0.03))
    yield "record-last-second", begun.does(r.RecordingLevel("a", 59.2, 0.5))
    yield "record-keeping", begun.does(m.StopRecording(), _end(Verdict.GOOD))
    for verdict in Verdict:
        yield f"record-{verdict.value}", begun.does(_end(verdict), r.RecordingKept("a", 23_000))
    for cause in (Cause.LIMIT, Cause.LOST):
        ended = begun.does(_end(Verdict.GOOD, cause), r.RecordingKept("a", 60_000))
        yield f"record-{cause.value}", ended
    yield "record-not-packed", begun.does(_end(Verdict.GOOD), r.RecordingFailed("a", "E-MIC-03"))
    one = begun.does(_end(Verdict.GOOD), r.RecordingKept("a", 23_000))
    yield "record-playing", one.does(m.PlayRecording("a"))
    yield "record-no-loudspeaker", one.does(m.PlayRecording("a"), r.RecordingFailed("a", "E-SPK-02"))
    yield "record-no-microphone", one.with_(microphone=ABSENT)
    yield "record-no-room", one.does(r.RecordingRoom(free=False), m.StartRecording("b"))
    yield "record-three", _more(_more(one, "b"), "c")
    yield "check-spoken", _more(one, "b").does(m.NextPage(), m.RefuseConsent("2026-11-21T14:05:00+08:00"))


def _end(verdict: Verdict, cause: Cause = Cause.ASKED) -> r.RecordingEnded:
    return r.RecordingEnded("a", 23.0, verdict, cause)


def _more(walk: Walk, name: str) -> Walk:
    ended = r.RecordingEnded(name, 60.0, Verdict.GOOD, Cause.LIMIT)
    return walk.does(m.StartRecording(name), ended, r.RecordingKept(name, 60_000))
