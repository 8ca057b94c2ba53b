"""The real aplay on ALSA's null device, stand-ins for its faults, and the player that writes a transcript."""

import threading
from pathlib import Path
from typing import Final

import pytest

from kiosk.errors import KioskError
from kiosk.speech.pcm import Pcm, silence
from kiosk.speech.player import UNWRITTEN, AplayPlayer, Heard, SimulatedPlayer, Sound
from tests.speech.programs import program
from tests.support.clock import ManualClock
from tests.support.wait import PATIENCE_S, until

RATE: Final = 22_050


def sound(seconds: float = 0.5, words: str = "您好", *, personal: bool = False) -> Sound:
    return Sound(words, silence(RATE, seconds), "voice", personal)


def always() -> bool:
    return True


def test_the_real_player_plays_to_the_end() -> None:
    assert AplayPlayer("null").play(sound(), always)


def test_every_sample_reaches_it_in_order_at_its_rate(tmp_path: Path) -> None:
    catcher = program(tmp_path, "aplay", f'echo "$@" >{tmp_path}/args; cat >{tmp_path}/samples')
    samples = bytes(n % 256 for n in range(300_000))
    assert AplayPlayer("hw:1", catcher).play(Sound("", Pcm(48_000, samples), "clip", personal=False), always)
    assert (tmp_path / "samples").read_bytes() == samples
    args = (tmp_path / "args").read_text().split()
    assert args[args.index("-r") + 1] == "48000"
    assert args[args.index("-D") + 1] == "hw:1"


def test_without_a_device_there_is_a_code() -> None:
    for player in (AplayPlayer("no-such-device"), AplayPlayer("null", "/nonexistent/aplay")):
        with pytest.raises(KioskError) as caught:
            player.play(sound(), always)
        assert caught.value.code == "E-SPK-02"


def test_a_player_that_fails_at_the_end_has_a_code(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="exit status 7"):
        AplayPlayer("null", program(tmp_path, "aplay", "cat >/dev/null; exit 7")).play(sound(), always)


def test_what_may_not_be_heard_is_not_begun(tmp_path: Path) -> None:
    spy = program(tmp_path, "aplay", f"touch {tmp_path}/ran")
    assert not AplayPlayer("null", spy).play(sound(), lambda: False)
    assert not (tmp_path / "ran").exists()


def test_it_stops_in_the_middle_when_it_is_no_longer_allowed(tmp_path: Path) -> None:
    """The headphone is pulled out: at most what was already in a small pipe goes on."""
    looks = iter([True] * 4)
    catcher = program(tmp_path, "aplay", f"exec cat >{tmp_path}/samples")
    assert not AplayPlayer("null", catcher).play(sound(60), lambda: next(looks, False))
    assert (tmp_path / "samples").stat().st_size < RATE * 2 * 1.5


def test_it_is_ended_from_another_thread_without_a_fault(tmp_path: Path) -> None:
    wanted = threading.Event()
    wanted.set()
    player = AplayPlayer("null", program(tmp_path, "aplay", f"touch {tmp_path}/on; exec sleep 60"))
    results: list[bool] = []
    thread = threading.Thread(
        target=lambda: results.append(player.play(sound(60), wanted.is_set)), daemon=True
    )
    thread.start()
    assert until((tmp_path / "on").exists)
    wanted.clear()
    player.stop()
    thread.join(PATIENCE_S)
    assert results == [False]
    player.stop()  # nothing plays: nothing happens


# ---- the simulated one ---------------------------------------------------------------------------


def test_a_transcript_says_what_was_heard_when_and_for_how_long() -> None:
    clock = ManualClock()
    player = SimulatedPlayer(clock)
    assert player.play(sound(1.0, "您好"), always)
    assert player.play(sound(0.25, "再见", personal=True), always)
    began = clock.monotonic() - 1.25
    assert [(row.words, row.personal, row.whole) for row in player.transcript] == [
        ("您好", False, True),
        (UNWRITTEN, True, True),
    ]
    assert [round(row.at - began, 3) for row in player.transcript] == [0.0, 1.0]
    assert [round(row.seconds, 3) for row in player.transcript] == [1.0, 0.25]


def test_a_sound_cut_off_is_told_as_such() -> None:
    clock = ManualClock()
    player = SimulatedPlayer(clock)
    clock.after(0.45, player.stop)
    assert not player.play(sound(2.0), always)
    (row,) = player.transcript
    assert isinstance(row, Heard)
    assert not row.whole
    assert 0.3 < row.seconds <= 0.5


def test_a_broken_loudspeaker_is_simulated_too() -> None:
    player = SimulatedPlayer(ManualClock())
    player.broken = True
    with pytest.raises(KioskError) as caught:
        player.play(sound(), always)
    assert caught.value.code == "E-SPK-02"
    assert player.transcript == ()
