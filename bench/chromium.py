"""Chromium showing one page, with the flags of a kiosk that wants it light; spoken to over its own pipe.

The DevTools protocol on descriptors 3 and 4: JSON, each message ended by a zero byte. Nothing of it is in a
measured path: touches come through the X server, pictures from its pixels.
"""

import json
import os
import select
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.children import PATIENCE_S, ChildFailed, end, nap

_FLAGS: Final = (
    # No services, no updates, no crash reporter: a terminal wants none, and they would count against it.
    "--no-first-run",
    "--no-default-browser-check",
    "--incognito",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--password-store=basic",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,Vulkan",
    "--noerrdialogs",
    "--disable-gpu",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--allow-file-access-from-files",  # the page's fonts
)
# Debian's, past the scripts that gather flags for them. The shell draws pages and is no browser: nobody could
# put it into a terminal, it is the least that Chromium can be.
PROGRAM: Final = Path("/usr/lib/chromium/chromium")
SHELL: Final = Path("/usr/lib/chromium/chromium-headless-shell")
_READ_FD: Final = 3
_WRITE_FD: Final = 4
_LOOK_S: Final = 0.05


def installed() -> bool:
    return PROGRAM.is_file() and SHELL.is_file()


class Chromium:
    """One page in one tab. ``began``: when its process was started."""

    def __init__(self, process: "subprocess.Popen[bytes]", write: int, read: int, began: float) -> None:
        self.process = process
        self.began = began
        self._write = write
        self._read = read
        self._heard = b""
        self._asked = 0
        self._session = ""

    @property
    def pid(self) -> int:
        return self.process.pid

    def version(self) -> str:
        return str(self._call("Browser.getVersion")["product"])

    def attach(self, page: Path) -> None:
        """To the page, once it is there and complete; from then on it can be asked."""
        until = perf_counter() + PATIENCE_S
        while perf_counter() < until:
            targets = self._call("Target.getTargets")["targetInfos"]
            found = next((one for one in targets if one["url"] == page.as_uri()), None)
            if found is not None:
                wanted = {"targetId": found["targetId"], "flatten": True}
                self._session = self._call("Target.attachToTarget", wanted)["sessionId"]
                break
            nap(_LOOK_S)
        while perf_counter() < until:
            if self._session and self._complete(page):
                return
            nap(_LOOK_S)
        raise ChildFailed("chromium does not show the page")

    def _complete(self, page: Path) -> bool:
        try:
            return bool(self.value("document.readyState + location.href") == f"complete{page.as_uri()}")
        except ChildFailed:
            # Before a page there is an empty one, and what it is asked is lost when it goes.
            if self.process.poll() is not None:
                raise
            return False

    def detach(self) -> None:
        """So that nothing of the asking stays in its memory or its time."""
        session, self._session = self._session, ""
        self._call("Target.detachFromTarget", {"sessionId": session})

    def value(self, expression: str) -> Any:
        """Of a JavaScript expression in the page; a promise is waited for."""
        wanted = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        answer = self._call("Runtime.evaluate", wanted)
        if "exceptionDetails" in answer:
            raise ChildFailed(f"chromium: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def _call(self, method: str, wanted: Mapping[str, object] | None = None) -> dict[str, Any]:
        self._asked += 1
        question: dict[str, object] = {"id": self._asked, "method": method, "params": wanted or {}}
        if self._session:
            question["sessionId"] = self._session
        os.write(self._write, json.dumps(question).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._asked:
                if "error" in said:
                    raise ChildFailed(f"chromium: {method}: {said['error']}")
                result = said["result"]
                assert isinstance(result, dict)
                return result

    def _next(self) -> dict[str, Any]:
        until = perf_counter() + PATIENCE_S
        while b"\0" not in self._heard:
            if not select.select([self._read], [], [], max(0.0, until - perf_counter()))[0]:
                raise ChildFailed("chromium says nothing")
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise ChildFailed(f"chromium has ended (exit status {self.process.poll()})")
            self._heard += piece
        message, _, self._heard = self._heard.partition(b"\0")
        said = json.loads(message)
        assert isinstance(said, dict)
        return said


@contextmanager
def chromium(
    folder: Path,
    page: Path,
    size: tuple[int, int],
    environment: Mapping[str, str],
    *,
    headless: bool,
    program: Path | None = None,
) -> Iterator[Chromium]:
    """``folder``: new, for its profile. Its window covers a display of ``size``; headless it has none.
    ``program``: default the browser."""
    shown = ["--headless=new"] if headless else ["--kiosk", "--window-position=0,0"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    words = [
        str(program or PROGRAM),
        *_FLAGS,
        *shown,
        *root,
        f"--window-size={size[0]},{size[1]}",
        f"--user-data-dir={folder}",
        "--remote-debugging-pipe",
        page.as_uri(),
    ]
    question_out, question_in = os.pipe()
    answer_out, answer_in = os.pipe()
    try:
        began = perf_counter()
        # It leaves folders of its own behind: beside its profile, where they go with the run's.
        process = _start(words, {**environment, "TMPDIR": str(folder.parent)}, question_out, answer_in)
    finally:
        os.close(question_out)
        os.close(answer_in)
    try:
        yield Chromium(process, question_in, answer_out, began)
    finally:
        os.close(question_in)
        os.close(answer_out)
        process.terminate()
        end(process)


def _start(
    words: list[str], environment: Mapping[str, str], read: int, write: int
) -> "subprocess.Popen[bytes]":
    """It reads questions on descriptor 3 and answers on 4: the shell moves them there."""
    moved = f'exec "$@" {_READ_FD}<&{read} {_WRITE_FD}>&{write}'
    return subprocess.Popen(
        ["bash", "-c", moved, "bash", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(read, write),
    )
