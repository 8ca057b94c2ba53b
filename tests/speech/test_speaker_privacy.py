"""Whose ears: names are kept off the loudspeaker, out of captions, and out of memory once said."""

import sys
from collections.abc import Iterator

import pytest

from kiosk.domain.speech import UNSPOKEN, Personal, Public, SpeechStarted, Utterance
from kiosk.speech.clips import NoClips
from kiosk.speech.plan import PRIVATE_CAPTION
from kiosk.speech.player import UNWRITTEN
from kiosk.speech.speaker import Speaker
from tests.speech.room import Ear, Hearing, Listener, Voice, ended
from tests.support.clock import ManualClock
from tests.support.wait import Inbox, until


@pytest.fixture
def hearing() -> Iterator[Hearing]:
    hearing = Hearing()
    yield hearing
    hearing.speaker.stop()


def test_a_name_is_not_said_on_the_loudspeaker(hearing: Hearing) -> None:
    said = hearing.hear(Utterance((Public("您的姓名"), Personal("王小明"), Public("对吗"))))
    assert said == ["您的姓名", UNSPOKEN, "对吗"]
    assert not any("王小明" in repr(message) + str(vars_of(message)) for message in hearing.inbox.seen)


def test_a_name_is_said_into_a_headphone_and_shown_in_no_caption(hearing: Hearing) -> None:
    hearing.ear.is_private = True
    assert hearing.hear(Utterance((Public("您的姓名"), Personal("王小明")))) == ["您的姓名", "王小明"]
    captions = [message.caption for message in hearing.inbox.seen if isinstance(message, SpeechStarted)]
    assert captions == ["您的姓名", PRIVATE_CAPTION]


def vars_of(message: object) -> list[object]:
    return [getattr(message, name) for name in getattr(message, "__slots__", ())]


def test_a_headphone_pulled_out_cuts_the_name_off() -> None:
    """Within a piece of a tenth of a second, and the loudspeaker goes on with what is said instead."""
    inbox, clock, ear = Inbox(), ManualClock(), Ear(private=True)
    player = Listener(clock)
    clock.after(0.35, lambda: setattr(ear, "is_private", False))
    speaker = Speaker(Voice(), NoClips(), player, ear, inbox)
    speaker.start()
    generation = speaker.say(Utterance((Personal("王小明住在海边路"), Public("对吗"))))
    assert ended(inbox, generation)
    speaker.stop()
    rows = [(words, row.whole) for words, row in zip(player.words, player.transcript, strict=True)]
    assert rows == [("王小明住在海边路", False), (UNSPOKEN, True), ("对吗", True)]
    assert player.transcript[0].seconds <= 0.5


def test_the_simulators_transcript_has_no_name_in_it(hearing: Hearing) -> None:
    hearing.ear.is_private = True
    assert hearing.hear(Utterance((Public("您的姓名"), Personal("王小明")))) == ["您的姓名", "王小明"]
    assert [row.words for row in hearing.player.transcript] == ["您的姓名", UNWRITTEN]
    assert "王小明" not in repr(hearing.player.transcript)


def test_nothing_of_what_was_said_is_kept(hearing: Hearing) -> None:
    hearing.ear.is_private = True
    utterance = Utterance((Personal("王小明"),))
    mine = sys.getrefcount(utterance)
    assert hearing.hear(utterance) == ["王小明"]
    assert until(lambda: sys.getrefcount(utterance) == mine), "the thread still holds it"
