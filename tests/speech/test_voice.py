"""The real espeak-ng: it speaks, in the right language, from a pipe; and what happens when it does not."""

import subprocess
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.speech.normalise import Run, order_number, sentences
from kiosk.speech.tones import marked
from kiosk.speech.voice import Espeak, SimulatedVoice
from tests.speech.programs import program


def phonemes(text: str) -> str:
    """What espeak-ng is about to pronounce."""
    done = subprocess.run(
        ["espeak-ng", "-v", "cmn-latn-pinyin", "-q", "-x", "--stdin"],
        input=text,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("run", [Run("zh", "请拨打幺二三四八"), Run("en", "Call 1 2 3 4 8")])
def test_a_sentence_becomes_sound(run: Run) -> None:
    pcm = Espeak().say(run)
    assert pcm.rate == 22_050
    assert 0.5 < pcm.seconds < 6
    assert max(pcm.samples) > 0


def test_slowly_takes_longer() -> None:
    (run, *_) = [run for row in order_number("SS3-0012") for run in row.runs if run.language == "zh"]
    assert Espeak().say(run, slowly=True).seconds > 1.2 * Espeak().say(run).seconds


def test_marks_tell_it_the_word() -> None:
    """By itself it reads 重庆 as zhòng; and no mark may come out as an English word."""
    assert phonemes("重庆").startswith("ts.")
    assert phonemes(marked("重庆")).startswith("ts.h")
    for text in ("赡养费，宅基地，调解，女儿旅行侵略", "一百二十三点五", "子们的了吗"):
        assert "(en)" not in phonemes(marked(text))


def test_a_whole_guide_is_said_without_a_word_of_english() -> None:
    text = "老板拖欠工资怎么办？《劳动合同法》第30条：2024年1月1日起，每月15日前发工资，少1元也可拨打12333。"
    spoken = [run.text for row in sentences(text) for run in row.runs]
    assert "(en)" not in phonemes(" ".join(marked(one) for one in spoken))


@pytest.mark.parametrize(
    "body", ["exit 1", "cat >/dev/null", "cat >/dev/null; echo no sound"], ids=["fails", "silent", "nonsense"]
)
def test_a_voice_that_fails_has_a_code(tmp_path: Path, body: str) -> None:
    with pytest.raises(KioskError) as caught:
        Espeak(program(tmp_path, "espeak", body)).say(Run("zh", "王小明"))
    assert caught.value.code == "E-SPK-01"
    assert "王" not in str(caught.value)
    assert "wang" not in str(caught.value)


def test_a_missing_voice_has_a_code() -> None:
    with pytest.raises(KioskError) as caught:
        Espeak("/nonexistent/espeak-ng").say(Run("en", "Hello"))
    assert caught.value.code == "E-SPK-01"


def test_what_is_said_stands_in_no_argument(tmp_path: Path) -> None:
    spy = program(tmp_path, "espeak", f'echo "$@" >{tmp_path}/seen; exec espeak-ng "$@"')
    Espeak(spy).say(Run("zh", "王小明"))
    seen = (tmp_path / "seen").read_text()
    assert "--stdin" in seen
    assert "王" not in seen
    assert "wang" not in seen


def test_the_simulated_voice_takes_the_time_the_words_would() -> None:
    voice = SimulatedVoice()
    said = voice.say(Run("zh", "您遇到了什么事"))
    assert said.seconds == pytest.approx(1.4)
    assert voice.say(Run("zh", "您遇到了什么事"), slowly=True).seconds == pytest.approx(2.8)
    assert voice.say(Run("en", "hello")).seconds < 1.0
    assert voice.say(Run("zh", "")).seconds == 0.0
    voice.kill()
