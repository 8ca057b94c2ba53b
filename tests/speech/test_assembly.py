"""A speaker from what there is: no clips, no jack and no loudspeaker are all ordinary."""

import json
import logging
from pathlib import Path

import pytest

from kiosk.domain.speech import Personal, SpeechEnded, SpeechFailed, Utterance, public
from kiosk.speech.assembly import assemble, open_shelf
from kiosk.speech.clips import ClipShelf, NoClips
from kiosk.speech.player import SimulatedPlayer
from tests.support.clock import ManualClock
from tests.support.wait import Inbox


def test_it_speaks_with_the_real_voice_into_a_simulated_room() -> None:
    inbox, clock = Inbox(), ManualClock()
    player = SimulatedPlayer(clock)
    speaker = assemble(inbox, clock, NoClips(), player=player, volume=5)
    speaker.start()
    speaker.say(Utterance((*public("请坐").parts, Personal("王小明", instead=""))))
    assert inbox.wait_for(SpeechEnded).finished
    speaker.stop()
    assert [row.words for row in player.transcript] == ["请坐"]


def test_a_terminal_without_sound_serves_on() -> None:
    inbox = Inbox()
    speaker = assemble(inbox, ManualClock(), NoClips(), device="no-such-device")
    speaker.start()
    speaker.say(public("请坐"))
    failed = inbox.wait_for(SpeechFailed)
    assert (failed.code, failed.caption) == ("E-SPK-02", "请坐")
    speaker.stop()


def test_a_named_jack_that_is_not_there_is_not_private() -> None:
    inbox, clock = Inbox(), ManualClock()
    player = SimulatedPlayer(clock)
    speaker = assemble(inbox, clock, NoClips(), player=player, headphone="No Such Jack")
    speaker.start()
    speaker.say(Utterance((Personal("王小明", instead="不念"),)))
    assert inbox.wait_for(SpeechEnded).finished
    speaker.stop()
    assert [row.words for row in player.transcript] == ["不念"]


def test_an_index_that_cannot_be_read_costs_the_recordings_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index = tmp_path / "index"
    assert isinstance(open_shelf(None, tmp_path.joinpath), NoClips)
    index.write_text(json.dumps({"format": 1, "clips": {}}))
    assert isinstance(open_shelf(index, tmp_path.joinpath), ClipShelf)
    assert not caplog.records
    index.write_text("{")
    with caplog.at_level(logging.ERROR):
        assert isinstance(open_shelf(index, tmp_path.joinpath), NoClips)
        assert isinstance(open_shelf(tmp_path / "gone", tmp_path.joinpath), NoClips)
    assert [record.__dict__["code"] for record in caplog.records] == ["E-SPK-03", "E-SPK-03"]
