"""Nothing of a person is left: a visit on a real terminal, then its memory is searched.

With a telephone number here, and with a voice; `script/test --long wipe` with everything a visit can hold.
docs/privacy-limits.md is the list of where words may lie while a visit lasts, and after it.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from tests.support.outside import Outside, outside
from tests.support.speaking import TO_SPEAK, hushed, pieces, say, speaking
from tests.support.wiping import asked, documented, heard_in, look, phoned

pytestmark = pytest.mark.timeout(240)
PHONE: Final = "13987654321"
SAID_S: Final = 2.0
SENTENCE: Final = """
  - touch: write.sentence.0
  - touch: write.done
    expect: {screen: consent}
"""


def test_a_visit_leaves_what_the_list_says_and_the_service_manager_sees_nothing(tmp_path: Path) -> None:
    """The same process id, ready once more, fed and never said to stop; who only read keeps the process."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "30000000"}
        with outside(tmp_path, environ=told) as terminal:
            assert b"READY=1" in set(_heard(manager))
            begun = terminal.clock.monotonic() - terminal.age()
            terminal.play("  - touch_at: [640, 400]\n    expect: {screen: home}\n  - touch: bar.end\n")
            terminal.play("  - expect: {screen: idle}\n")
            assert terminal.clock.monotonic() - terminal.age() == pytest.approx(begun, abs=0.5)
            terminal.play(asked("consultation") + SENTENCE + phoned(PHONE))
            during = look(terminal, [PHONE])
            assert during.words == {PHONE}, "the search is blind"
            since = terminal.clock.monotonic()
            terminal.leave("bar.hide")
            assert terminal.replaced(since)
            assert set(_heard(manager)) == {b"WATCHDOG=1", b"READY=1"}
            terminal.play("  - expect: {screen: idle, can_submit: true, within: 60}\n")
            after = look(terminal, [PHONE])
            terminal.play("  - touch_at: [640, 400]\n    expect: {screen: home, within: 20}\n")
    assert after.where == [], "words of a person in the memory of the process after him"
    assert (during.places, after.places) == documented()


def test_what_was_said_into_the_microphone_is_left_nowhere(tmp_path: Path) -> None:
    """马上收起 in the middle of a take, with another one kept; then the same, and the current fails."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    sounds = {**pieces("wages", SAID_S), **pieces("house", SAID_S)}
    with outside(tmp_path, environ={"TMPDIR": str(temporary)}) as terminal:
        _speak(terminal)
        during = look(terminal, [], sounds)
        # Frames are found where the take begins with the recording's first sample; samples always.
        assert during.words & {"house pcm", "house opus"}, "the search is blind"
        assert during.words & {"wages pcm", "wages opus"}, "and to what was kept"
        hushed(terminal)
        since = terminal.clock.monotonic()
        terminal.leave("bar.hide")
        assert terminal.replaced(since)
        terminal.play("  - expect: {screen: idle, can_submit: true, within: 60}\n")
        after = look(terminal, [], sounds)
        assert after.where == [], "what was said, in the memory of the process after him"
        assert (during.places, after.places) == documented()
        _speak(terminal)
        terminal.kill()
        assert [heard_in(where, sounds) for where in (terminal.state, terminal.run_path, temporary)] == [
            []
        ] * 3


def _speak(terminal: Outside) -> None:
    """One take is kept, another goes on."""
    terminal.play(TO_SPEAK)
    say(terminal, "wages", 0, SAID_S)
    speaking(terminal, "house")
    terminal.clock.wait(threading.Event(), SAID_S)


def _heard(manager: socket.socket) -> Iterator[bytes]:
    with suppress(BlockingIOError):
        while True:
            yield manager.recv(64)
