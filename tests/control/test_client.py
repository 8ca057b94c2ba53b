"""A command's end: nobody there, somebody silent, somebody who talks nonsense."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.control.client import ask
from kiosk.control.protocol import SOCKET
from kiosk.errors import KioskError


@contextmanager
def saying(folder: Path, answer: bytes | None) -> Iterator[None]:
    """Somebody who answers anything with ``answer``; None: takes the question and is silent."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / SOCKET))
        listening.listen()
        over = threading.Event()

        def serve() -> None:
            talk, _ = listening.accept()
            with talk:
                talk.recv(5000)
                if answer is None:
                    over.wait(20)
                else:
                    talk.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        over.set()
        thread.join(20)


def test_where_no_screen_runs_there_is_nobody_to_ask(tmp_path: Path) -> None:
    assert ask(tmp_path, "status") is None
    assert ask(tmp_path / "no" / "folder", "status") is None
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / SOCKET))
    assert ask(tmp_path, "status") is None, "the socket of a screen that was killed"


@pytest.mark.parametrize(
    "answer", [None, b"", b"nonsense\n", b'{"ok": true', b'{"ok": 1}\n', b'{"ok": true, "answer": []}\n']
)
def test_a_screen_that_runs_and_does_not_answer_is_a_fault_not_nobody(
    tmp_path: Path, answer: bytes | None
) -> None:
    with saying(tmp_path, answer), pytest.raises(KioskError) as caught:
        ask(tmp_path, "status", within=0.2)
    assert caught.value.code == "E-APP-03"


def test_a_code_this_version_does_not_know_is_still_told(tmp_path: Path) -> None:
    line = '{"ok": false, "code": "E-NEW-99", "error": "新的毛病"}\n'.encode()
    with saying(tmp_path, line), pytest.raises(KioskError) as caught:
        ask(tmp_path, "status")
    assert (caught.value.code, caught.value.detail) == ("E-APP-03", "新的毛病")
