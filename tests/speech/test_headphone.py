"""A headphone counts only while the sound card itself says that one is plugged in."""

from pathlib import Path

import pytest

from kiosk.speech.headphone import Jack, Loudspeaker
from tests.speech.programs import program
from tests.support.clock import ManualClock

# What amixer of alsa-utils 1.2.8 prints for such a control.
PLUGGED = """numid=14,iface=CARD,name='Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on"""


def jack(folder: Path, clock: ManualClock) -> Jack:
    amixer = program(folder, "amixer", f'echo "$@" >>{folder}/args; cat {folder}/says')
    return Jack("Headphone Jack", clock, program=amixer)


def test_a_loudspeaker_is_never_private() -> None:
    assert not Loudspeaker().private()


def test_the_cards_switch_is_asked_again_and_again(tmp_path: Path) -> None:
    clock = ManualClock()
    ear = jack(tmp_path, clock)
    (tmp_path / "says").write_text(PLUGGED)
    assert ear.private()
    assert "cget iface=CARD,name='Headphone Jack'" in (tmp_path / "args").read_text()
    (tmp_path / "says").write_text(PLUGGED.replace("=on", "=off"))
    clock.advance(0.31)
    assert not ear.private()


def test_it_is_not_asked_for_every_piece_of_a_sound(tmp_path: Path) -> None:
    clock = ManualClock()
    ear = jack(tmp_path, clock)
    (tmp_path / "says").write_text(PLUGGED)
    for _ in range(5):
        assert ear.private()
        clock.advance(0.05)
    assert len((tmp_path / "args").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    "said", ["", "amixer: Cannot find the given element", "  : values=1", "  : values=off"]
)
def test_in_doubt_others_hear_it(tmp_path: Path, said: str) -> None:
    ear = jack(tmp_path, ManualClock())
    (tmp_path / "says").write_text(said)
    assert not ear.private()


def test_without_the_program_others_hear_it() -> None:
    assert not Jack("Headphone Jack", ManualClock(), program="/nonexistent/amixer").private()
