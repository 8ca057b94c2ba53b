"""A program for a moment: bounded in time and size, ended from another thread, silent in the process list."""

import os
import subprocess
import threading
import tracemalloc
from pathlib import Path

import pytest

from kiosk.speech.child import Child, ChildError, end
from tests.speech.programs import program
from tests.support.wait import PATIENCE_S, until

BOUND = 20.0


def test_what_it_is_given_and_says(tmp_path: Path) -> None:
    echo = program(tmp_path, "echo", 'cat; printf " %s" "$1"')
    assert Child().run((echo, "loud"), "名字".encode(), BOUND, 100) == "名字 loud".encode()


@pytest.mark.parametrize(
    ("body", "seconds", "most", "why"),
    [
        ("cat >/dev/null; exit 3", BOUND, 100, "exit status 3"),
        ("exec sleep 60", 0.05, 100, "more than 0.05 s"),
        ("cat >/dev/null; printf 12345", BOUND, 4, "more than 4 bytes"),
        # Its size is judged while it speaks: this one would go on for ever, and eat all memory.
        ("cat >/dev/null; exec cat /dev/zero", BOUND, 1_000_000, "more than 1000000 bytes"),
        # Bytes that come one at a time do not stretch the time.
        ("while :; do printf .; done", 0.3, 1_000_000_000, "more than 0.3 s"),
        # It closes its output and stays.
        ("exec >&-; exec sleep 60", 0.1, 100, "more than 0.1 s"),
    ],
)
def test_a_program_that_misbehaves(tmp_path: Path, body: str, seconds: float, most: int, why: str) -> None:
    with pytest.raises(ChildError, match=why) as caught:
        Child().run((program(tmp_path, "bad", body),), b"secret words", seconds, most)
    assert not caught.value.missing
    assert not caught.value.killed
    assert "secret" not in str(caught.value)


def test_no_more_is_held_than_it_may_say(tmp_path: Path) -> None:
    flood = program(tmp_path, "flood", "cat >/dev/null; exec cat /dev/zero")
    tracemalloc.start()
    with pytest.raises(ChildError, match="more than 100000 bytes"):
        Child().run((flood,), b"", BOUND, 100_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def test_more_than_a_pipe_holds_goes_in_and_out(tmp_path: Path) -> None:
    given = bytes(n % 251 for n in range(3_000_000))
    assert Child().run(("/bin/cat",), given, BOUND, len(given)) == given


def test_a_program_need_not_listen(tmp_path: Path) -> None:
    deaf = program(tmp_path, "deaf", "exec <&-; printf done")
    assert Child().run((deaf,), bytes(3_000_000), BOUND, 10) == b"done"


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(ChildError) as caught:
        Child().run(("/nonexistent/espeak",), b"", BOUND, 1)
    assert caught.value.missing


def test_it_is_ended_from_another_thread(tmp_path: Path) -> None:
    child, failed = Child(), threading.Event()
    slow = program(tmp_path, "slow", f"echo $$ >{tmp_path}/pid; exec sleep 60")

    def run() -> None:
        with pytest.raises(ChildError, match="exit status -9") as caught:
            child.run((slow,), b"", 60.0, 1)
        assert caught.value.killed
        failed.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip() != "")
    child.kill()
    assert failed.wait(PATIENCE_S)
    thread.join(PATIENCE_S)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_one_that_the_kernel_does_not_let_go_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A player whose driver hangs sleeps on after it was killed."""
    process = subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def held(timeout: float | None = None) -> int:
        assert timeout is not None, "it would wait for ever"
        raise subprocess.TimeoutExpired("cat", timeout)

    with monkeypatch.context() as stuck:
        stuck.setattr(process, "wait", held)
        end(process)
    assert process.stdin is not None
    assert process.stdin.closed
    assert process.wait(BOUND) == -9


def test_nothing_runs_nothing_is_ended() -> None:
    Child().kill()
