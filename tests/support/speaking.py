"""Somebody who speaks into the microphone of a terminal as a person has it: which words, and for how long."""

import json
import threading
from typing import Final

from tests.support import voices
from tests.support.outside import Outside

LONG_S: Final = 65.0  # what would be said, if the terminal let one
TO_SPEAK: Final = """
  - expect: {screen: idle, can_submit: true, device: {microphone: ready}, within: 60}
  - touch_at: [640, 400]
    expect: {screen: home}
  - touch: home.speak
    expect: {screen: record}
"""
_SPEAK: Final = """
  - touch: record.start
    expect: {uid: record.stop}
"""
_KEPT_S: Final = 60


def speaking(terminal: Outside, name: str, pace: int = 1) -> None:
    """Begins to say ``name`` (of ``voices.SENTENCES``), so many times as fast as anybody does."""
    path = voices.wav(terminal.folder, name, LONG_S)
    args = json.dumps({"kind": "file", "file": str(path), "pace": pace})
    terminal.play(f"  - device: {{name: microphone, verb: sound, args: {args}}}\n" + _SPEAK)


def say(terminal: Outside, name: str, place: int, seconds: float) -> None:
    """At least so many ``seconds`` of it, until the take is kept as ``place``."""
    speaking(terminal, name)
    terminal.clock.wait(threading.Event(), seconds)
    terminal.play("  - touch: record.stop\n")
    kept(terminal, place)


def kept(terminal: Outside, place: int) -> None:
    terminal.play(f"  - expect: {{uid: record.drop.{place}, within: {_KEPT_S}}}\n")


def hushed(terminal: Outside) -> None:
    """Nobody speaks any more: the next process listens for a moment whether the microphone works."""
    terminal.play("  - device: {name: microphone, verb: sound, args: {kind: silence}}\n")


def pieces(name: str, seconds: float) -> dict[str, list[bytes]]:
    """What to look for where the beginning of it must not lie."""
    return {f"{name} {kind}": some for kind, some in voices.pieces_of(voices.said(name, seconds)).items()}
