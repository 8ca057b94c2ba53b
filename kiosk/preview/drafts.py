"""A folder of content as a release of its own, made anew when it changes; a broken one changes nothing."""

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.content.library import load
from kiosk.content.publish.build import LibraryError, build
from kiosk.content.publish.source import Problem
from kiosk.devices.inotify import Inotify
from kiosk.domain.library import Library
from kiosk.errors import KioskError
from kiosk.glyphs import UiFont

WRONG: Final = "E-CNT-03"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """``library`` None: ``problems`` stand in the way; ``code`` and ``why`` where it is none of the files."""

    library: Library | None
    problems: tuple[Problem, ...] = ()
    code: str = WRONG
    why: str = ""


class Drafts:
    """Builds ``root`` into ``content``, which belongs to nobody else."""

    def __init__(self, root: Path, content: Path, clock: Clock, fonts: Sequence[UiFont]) -> None:
        self._root, self._content, self._clock, self._fonts = root, content, clock, fonts

    def attempt(self) -> Attempt:
        try:
            build(self._root, self._content, self._clock, self._fonts, if_changed=True)
            return Attempt(load(self._content))
        except LibraryError as error:
            return Attempt(None, error.problems)
        except KioskError as error:
            return Attempt(None, code=error.code, why=error.detail)
        except OSError as error:
            return Attempt(None, code="E-CNT-02", why=f"{error.filename or self._root}：{error.strerror}")


class Watching:
    """Tells ``changed`` on a thread of the caller's when anything below ``root`` was saved."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kernel = Inotify(saved=True)
        self._known = self._stamps()

    def run(self, changed: Callable[[], None]) -> None:
        """Until ``stop``. What editors leave beside a file (``.x.swp``, ``x~``) is nothing new."""
        self._add()
        while self._kernel.wait():
            self._add()
            stamps = self._stamps()
            if stamps != self._known:
                self._known = stamps
                changed()

    def stop(self) -> None:
        self._kernel.interrupt()

    def close(self) -> None:
        self._kernel.close()

    def _add(self) -> None:
        """Folders made meanwhile too."""
        for folder, below, _ in os.walk(self._root):
            below[:] = [name for name in below if not name.startswith(".")]
            self._kernel.add(Path(folder))

    def _stamps(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for folder, below, files in os.walk(self._root):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in files:
                if not name.startswith(".") and not name.endswith("~"):
                    path = Path(folder, name)
                    try:
                        status = path.stat()
                    except OSError:
                        continue  # gone since: the next look sees it
                    found[str(path)] = status.st_mtime_ns, status.st_size
        return found
