"""From a touch to the loudspeaker and back: the speaker of a terminal as it is put together."""

from pathlib import Path

import pytest

from kiosk.app import Terminal
from kiosk.app_speech import NotingSpeaker, build_player, build_speaker
from kiosk.clock import SystemClock
from kiosk.config import Config, SpeechSettings, VisitSettings
from kiosk.content.publish.build import build
from kiosk.domain import messages as m
from kiosk.domain.comfort import Comfort
from kiosk.domain.speech import OrderNumber, Personal, PhoneNumber, Public, SpeechEnded, public
from kiosk.runtime import first_state
from kiosk.speech.player import AplayPlayer, SimulatedPlayer
from tests.content.publish.test_build_clips import ANSWER, record
from tests.support import editor_library
from tests.support.clock import ManualClock
from tests.support.running import Running, running
from tests.support.wait import Inbox, until


def spoken(config: Config, clock: ManualClock, inbox: Inbox) -> tuple[NotingSpeaker, SimulatedPlayer]:
    player = build_player(config, clock, simulate=True)
    assert isinstance(player, SimulatedPlayer)
    speaker = build_speaker(config, clock, inbox, player)
    assert isinstance(speaker, NotingSpeaker)
    return speaker, player


def test_what_a_screen_asks_for_is_heard_and_shown(tmp_path: Path) -> None:
    with running(Config(state_dir=tmp_path)) as one:
        terminal = one.terminal
        began(one)
        terminal.services.say(
            Public("您的单号"), OrderNumber("SS3-0147"), Personal("王示例"), PhoneNumber("12348")
        )
        assert until(lambda: captioned(terminal))
        assert terminal.said == (
            (
                "您的单号",
                "S,S，三，杠，零，幺，四，七",
                "再念一遍，S,S，三，杠，零，幺，四，七",
                "这一项不念出声",
                "幺二三四八",
            ),
        )


def began(one: Running) -> None:
    with one.frozen:
        one.terminal.runtime.dispatch(m.Wake("visit-1"))


def captioned(terminal: Terminal) -> bool:
    visit = terminal.runtime.state.visit
    return visit is not None and visit.saying is not None and visit.saying.caption == "您的单号"


def test_the_end_of_a_visit_is_silence_and_the_usual_volume(tmp_path: Path) -> None:
    config = Config(state_dir=tmp_path, speech=SpeechSettings(volume=2))
    with running(config) as one:
        began(one)
        house = one.terminal._house
        assert house is not None
        assert house.speaker is not None
        volume = house.speaker.volume
        with one.frozen:
            one.terminal.services.louder(2)
        assert volume.step == 4
        with one.frozen:
            one.terminal.services.end_visit(quietly=True)
        assert volume.step == 2


def test_a_terminal_may_be_silent(tmp_path: Path) -> None:
    config = Config(state_dir=tmp_path, speech=SpeechSettings(enabled=False))
    clock = ManualClock()
    assert build_speaker(config, clock, Inbox(), SimulatedPlayer(clock)) is None
    assert not first_state(config).speech
    with running(config) as one:
        began(one)
        with one.frozen:
            one.terminal.services.say(Public("您好"))
        assert one.terminal.said == ()


def test_a_site_may_read_aloud_from_the_beginning() -> None:
    visit = VisitSettings(read_aloud=True)
    assert first_state(Config(visit=visit, speech=SpeechSettings(volume=5))).comfort == Comfort(
        voice=True, volume=5
    )
    assert first_state(Config(visit=visit, speech=SpeechSettings(enabled=False))).comfort == Comfort()


def test_the_real_player_is_the_configured_one(tmp_path: Path) -> None:
    config = Config(state_dir=tmp_path, speech=SpeechSettings(device="plughw:1,0"))
    player = build_player(config, SystemClock(), simulate=False)
    assert isinstance(player, AplayPlayer)
    assert player._device == "plughw:1,0"


@pytest.mark.parametrize("recorded", [True, False])
def test_a_sentence_of_the_release_is_played_and_the_rest_is_voiced(tmp_path: Path, recorded: bool) -> None:
    clips, content = tmp_path / "clips", tmp_path / "content"
    if recorded:
        record(clips, ANSWER, "putonghua")
    build(editor_library.write(tmp_path / "library"), content, ManualClock(), clips=clips)
    clock, inbox = ManualClock(), Inbox()
    config = Config(state_dir=tmp_path)
    speaker, player = spoken(config, clock, inbox)
    speaker.start()
    speaker.say(public(ANSWER, "办事情"))
    assert inbox.wait_for(SpeechEnded).finished
    speaker.stop()
    assert [(row.words, row.source) for row in player.transcript] == [
        (ANSWER, "clip" if recorded else "voice"),
        ("办事情", "voice"),
    ]
