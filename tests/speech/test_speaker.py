"""The speaker's thread: who interrupts whom, what is said aloud, and that nothing stops it for good."""

from collections.abc import Callable, Iterator

import pytest

from kiosk.domain.speech import (
    UNSPOKEN,
    OrderNumber,
    Personal,
    Public,
    SpeechEnded,
    SpeechFailed,
    SpeechStarted,
    SpeechWorks,
    Tone,
    Urgency,
    Utterance,
    public,
)
from kiosk.speech.clips import NoClips
from kiosk.speech.normalise import Run
from kiosk.speech.pcm import Pcm
from kiosk.speech.player import SimulatedPlayer, Sound
from kiosk.speech.speaker import LONGEST_QUEUE, PAUSE_S, Speaker
from kiosk.speech.voice import Espeak
from kiosk.speech.volume import GAINS, Volume
from tests.speech.room import RATE, Ear, Hearing, HeldPlayer, Voice, ended
from tests.support.clock import ManualClock
from tests.support.wait import PATIENCE_S, Inbox, until


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def held() -> HeldPlayer:
    return HeldPlayer()


@pytest.fixture
def speaker(held: HeldPlayer, inbox: Inbox) -> Iterator[Speaker]:
    speaker = Speaker(Voice(), NoClips(), held, Ear(private=False), inbox)
    speaker.start()
    yield speaker
    speaker.stop()


def playing(held: HeldPlayer) -> str:
    assert held.playing.acquire(timeout=PATIENCE_S)
    return held.began[-1]


# ---- order and interruption ----------------------------------------------------------------------


def test_sentences_are_captioned_as_they_begin(speaker: Speaker, held: HeldPlayer, inbox: Inbox) -> None:
    generation = speaker.say(public("拨打12348。再见"))
    assert playing(held) == "拨打幺二三四八"
    assert inbox.wait_for(SpeechStarted) == SpeechStarted(generation, "拨打12348")
    held.let()
    assert playing(held) == "再见"
    held.let()
    assert ended(inbox, generation)


def test_a_new_page_stops_the_old_one_and_what_waits_of_it(
    speaker: Speaker, held: HeldPlayer, inbox: Inbox
) -> None:
    old = speaker.say(public("第一页。第二句"))
    playing(held)
    queued = speaker.say(Utterance((Public("等着的"),), after=True))
    new = speaker.say(public("第二页"))
    assert playing(held) == "第二页"
    held.let()
    assert ended(inbox, new)
    told = {
        message.generation: message.finished for message in inbox.seen if isinstance(message, SpeechEnded)
    }
    assert told == {old: False, queued: False, new: True}
    assert held.began == ["第一页", "第二页"]


def test_what_comes_after_waits_its_turn(speaker: Speaker, held: HeldPlayer, inbox: Inbox) -> None:
    first = speaker.say(public("您好"))
    playing(held)
    second = speaker.say(Utterance((Public("再见"),), after=True))
    held.let()
    assert ended(inbox, first)
    assert playing(held) == "再见"
    held.let()
    assert ended(inbox, second)


def test_a_page_does_not_cut_a_warning_off_but_follows_it(
    speaker: Speaker, held: HeldPlayer, inbox: Inbox
) -> None:
    page = speaker.say(public("您好"))
    playing(held)
    warning = speaker.say(Utterance((Public("还有四十五秒"),), Urgency.WARNING))
    assert not ended(inbox, page)
    assert playing(held) == "还有四十五秒"
    speaker.say(public("旧的一页"))
    new = speaker.say(public("新的一页"))
    held.let()
    assert ended(inbox, warning)
    assert playing(held) == "新的一页"
    held.let()
    assert ended(inbox, new)


def test_a_warning_overtakes_what_waits(speaker: Speaker, held: HeldPlayer) -> None:
    speaker.say(Utterance((Public("一号"),), Urgency.WARNING))
    playing(held)
    speaker.say(public("普通"))
    speaker.say(Utterance((Public("二号"),), Urgency.WARNING, after=True))
    held.let()
    assert playing(held) == "二号"


def test_hush_is_silence(speaker: Speaker, held: HeldPlayer, inbox: Inbox) -> None:
    first = speaker.say(public("您好。再见"))
    playing(held)
    second = speaker.say(Utterance((Public("等着的"),), after=True))
    speaker.hush()
    assert not ended(inbox, second)
    assert not ended(inbox, first)
    third = speaker.say(public("又来"))
    assert playing(held) == "又来"
    held.let()
    assert ended(inbox, third)
    assert held.began == ["您好", "又来"]


def test_the_queue_is_bounded(speaker: Speaker, held: HeldPlayer, inbox: Inbox) -> None:
    speaker.say(public("您好"))
    playing(held)
    waiting = [speaker.say(Utterance((Public("等"),), after=True)) for _ in range(LONGEST_QUEUE + 1)]
    assert not ended(inbox, waiting[-1])


def test_only_an_utterance_is_spoken(speaker: Speaker) -> None:
    for wrong in ("王小明", Public("您好"), ("王小明",)):
        with pytest.raises(TypeError, match="Utterance"):
            speaker.say(wrong)  # type: ignore[arg-type]


def test_after_the_end_nothing_is_said(held: HeldPlayer, inbox: Inbox) -> None:
    speaker = Speaker(Voice(), NoClips(), held, Ear(private=False), inbox)
    speaker.start()
    first = speaker.say(public("您好"))
    playing(held)
    speaker.stop()
    assert not ended(inbox, first)
    assert not ended(inbox, speaker.say(public("再见")))
    speaker.stop()
    assert held.began == ["您好"]


@pytest.fixture
def hearing() -> Iterator[Hearing]:
    hearing = Hearing()
    yield hearing
    hearing.speaker.stop()


# ---- sound ---------------------------------------------------------------------------------------


def test_a_recorded_sentence_is_played_and_the_rest_is_voiced(hearing: Hearing) -> None:
    hearing.hear(public("您好。请坐"))
    assert [(row.words, row.source) for row in hearing.player.transcript] == [
        ("您好", "clip"),
        ("请坐", "voice"),
    ]
    assert hearing.player.transcript[0].seconds == pytest.approx(0.1 + PAUSE_S, abs=0.001)


def test_an_order_number_is_said_twice_and_slowly(hearing: Hearing) -> None:
    said = hearing.hear(Utterance((Public("您的单号"), OrderNumber("7-0012"))))
    assert said == ["您的单号", "七，杠，零，零，幺，二", "再念一遍，七，杠，零，零，幺，二"]
    _, once, _ = hearing.player.transcript
    assert once.seconds == pytest.approx(0.2 * len(once.words) + PAUSE_S, abs=0.001)


def test_volume_goes_in_steps_and_back_with_the_visit(hearing: Hearing) -> None:
    volume = hearing.speaker.volume
    usual = volume.step
    volume.set(5)
    assert volume.gain == GAINS[-1] == 1.0
    volume.set(1)
    assert (volume.step, volume.gain) == (1, GAINS[0])
    with pytest.raises(ValueError, match="step"):
        volume.set(6)
    hearing.speaker.forget()
    assert volume.step == usual
    with pytest.raises(ValueError, match="step"):
        Volume(9)


def test_the_samples_are_as_loud_as_the_step_says(inbox: Inbox) -> None:
    sounds: list[bytes] = []

    class Loud(Voice):
        def say(self, run: Run, *, slowly: bool = False) -> Pcm:
            return Pcm(RATE, b"\x10\x27" * 10)  # 10,000

    class Keeper(SimulatedPlayer):
        def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
            sounds.append(sound.pcm.samples[:2])
            return super().play(sound, allowed)

    speaker = Speaker(Loud(), NoClips(), Keeper(ManualClock()), Ear(private=False), inbox, Volume(5))
    speaker.start()
    ended(inbox, speaker.say(public("您好")))
    speaker.volume.set(1)
    ended(inbox, speaker.say(public("您好")))
    speaker.stop()
    assert sounds == [b"\x10\x27", (1000).to_bytes(2, "little")]


def test_a_long_sentence_is_said_to_its_end_and_captioned_once(hearing: Hearing) -> None:
    long = "我老板欠我三个月工资不给" * 60
    said = hearing.hear(public(long))
    assert "".join(said) == long
    assert len(said) > 5
    captions = [message for message in hearing.inbox.seen if isinstance(message, SpeechStarted)]
    assert [message.caption for message in captions] == [long]


def test_a_long_sentence_is_cut_off_between_its_parts_too(inbox: Inbox) -> None:
    player = HeldPlayer()
    speaker = Speaker(Voice(), NoClips(), player, Ear(private=False), inbox)
    speaker.start()
    generation = speaker.say(public("我老板欠我三个月工资不给" * 60))
    assert player.playing.acquire(timeout=PATIENCE_S)
    player.let()
    assert player.playing.acquire(timeout=PATIENCE_S)
    speaker.hush()
    assert not ended(inbox, generation)
    speaker.stop()
    assert len(player.began) == 2


# ---- faults --------------------------------------------------------------------------------------


def test_without_a_loudspeaker_the_captions_go_on(hearing: Hearing) -> None:
    hearing.player.broken = True
    generation = hearing.speaker.say(public("您好。请坐"))
    failed = hearing.inbox.wait_for(SpeechFailed)
    assert failed == SpeechFailed(generation, "E-SPK-02", "您好请坐")
    assert not ended(hearing.inbox, generation)
    hearing.player.broken = False  # plugged in again: the next one is heard
    assert hearing.hear(public("您好")) == ["您好"]


def test_without_a_voice_recorded_sentences_are_heard_still(hearing: Hearing) -> None:
    hearing.voice.broken = True
    assert hearing.hear(public("请坐。您好")) == ["您好"]
    (failed,) = [message for message in hearing.inbox.seen if isinstance(message, SpeechFailed)]
    assert (failed.code, failed.caption) == ("E-SPK-01", "请坐")


def test_an_unexpected_fault_ends_one_utterance_and_is_logged_without_its_words(
    hearing: Hearing, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(run: Run, *, slowly: bool = False) -> Pcm:
        raise RuntimeError(run.text)

    with monkeypatch.context() as broken:
        broken.setattr(hearing.voice, "say", fail)
        assert hearing.hear(public("王小明")) == []
    assert "王小明" not in caplog.text
    assert "speech.failed" in caplog.text
    assert hearing.hear(public("您好")) == ["您好"]


def test_a_message_nobody_takes_is_not_the_end(inbox: Inbox) -> None:
    refused: list[object] = []

    def post(message: object, /) -> None:
        if isinstance(message, SpeechEnded) and not refused:
            refused.append(message)
            raise RuntimeError("no room")
        inbox(message)

    speaker = Speaker(Voice(), NoClips(), SimulatedPlayer(ManualClock()), Ear(private=False), post)
    speaker.start()
    speaker.say(Utterance((Public("您好"),)))
    assert until(lambda: bool(refused))
    assert ended(inbox, speaker.say(Utterance((Public("请坐"),), after=True)))
    speaker.stop()


def test_the_real_voice_end_to_end(inbox: Inbox) -> None:
    player = SimulatedPlayer(ManualClock())
    speaker = Speaker(Espeak(), NoClips(), player, Ear(private=False), inbox)
    speaker.start()
    generation = speaker.say(
        Utterance((Public("法律援助热线12348。"), Personal("王小明"), OrderNumber("SS3-0012")))
    )
    assert ended(inbox, generation)
    speaker.stop()
    assert [row.words for row in player.transcript] == [
        "法律援助热线幺二三四八",
        UNSPOKEN,
        "S,S，三，杠，零，零，幺，二",
        "再念一遍，S,S，三，杠，零，零，幺，二",
    ]
    assert all(row.seconds > 0.8 for row in player.transcript)


# ---- whether it is heard at all


def works(hearing: Hearing) -> list[bool]:
    return [message.works for message in hearing.inbox.seen if isinstance(message, SpeechWorks)]


def test_that_it_is_heard_is_told_once_and_that_it_is_not_at_once(hearing: Hearing) -> None:
    hearing.hear(public("您好。再见"))
    assert works(hearing) == [True]
    hearing.player.broken = True
    hearing.speaker.say(public("一。二。三。四"))
    hearing.inbox.wait_for(SpeechWorks, lambda message: not message.works)
    hearing.inbox.wait_for(SpeechFailed)
    kinds = [type(message) for message in hearing.inbox.seen]
    assert kinds.index(SpeechFailed) > kinds.index(SpeechWorks, kinds.index(SpeechWorks) + 1)
    hearing.player.broken = False
    hearing.hear(public("您好"))
    assert works(hearing) == [True, False, True]


def test_what_was_cut_off_proves_nothing(speaker: Speaker, held: HeldPlayer, inbox: Inbox) -> None:
    generation = speaker.say(public("您好"))
    playing(held)
    speaker.hush()
    assert not ended(inbox, generation)
    assert [message for message in inbox.seen if isinstance(message, SpeechWorks)] == []


def test_a_tone_is_short_has_no_words_and_proves_no_voice(hearing: Hearing) -> None:
    assert hearing.hear(Utterance((Tone(),), Urgency.WARNING)) == ["（滴）"]
    (heard,) = hearing.player.transcript
    assert (heard.source, heard.personal) == ("tone", False)
    assert heard.seconds <= 0.25
    assert works(hearing) == []
    (begun,) = (message for message in hearing.inbox.seen if isinstance(message, SpeechStarted))
    assert begun.caption == ""
