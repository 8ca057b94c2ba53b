"""Searching beside the screen: a thread with the index of the release that is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.asked import Searched
from kiosk.domain.library import ReleaseInfo
from kiosk.domain.search import Answer
from kiosk.events import Post
from kiosk.input.newest import NewestOnly, nobody_waits
from kiosk.input.room import Ready, Room

if TYPE_CHECKING:
    from kiosk.content.search import Index  # with it comes numpy, which only the thread is to wait for

MOST: Final = 16  # results of one question


class Asks(Protocol):
    """What the thread needs of an Index."""

    def ask(self, text: str, limit: int) -> Answer: ...


@dataclass(frozen=True, slots=True)
class _Question:
    generation: int
    text: str


class SearchWorker(NewestOnly[Asks, _Question]):
    """Answers `submit` by a Searched."""

    broken = "E-CNT-02"

    def __init__(
        self,
        load: Callable[[], Asks],
        post: Post,
        ready: Ready = nobody_waits,
    ) -> None:
        super().__init__("search", load, post, ready)

    def submit(self, generation: int, text: str) -> None:
        """Ask what fits ``text``; never waits. What was asked before is dropped."""
        self.ask(_Question(generation, text))

    def _answer(self, engine: Asks, job: _Question) -> Searched:
        answer = engine.ask(job.text, MOST)
        return Searched(job.generation, answer.results, answer.near, answer.sure, answer.missed)

    def _no_answer(self, job: _Question) -> Searched:
        return Searched(job.generation)


class SearchRoom(Room[SearchWorker]):
    """For the release that is shown: another release, another index."""

    def __init__(self, content: Path, factory: Path, post: Post, ready: Ready) -> None:
        super().__init__(ready)
        self._open = partial(_index, content, factory)
        self._post = post
        self._of: ReleaseInfo | None = None

    def follow(self, release: ReleaseInfo | None) -> None:
        """This one is shown from now on; None: nothing is."""
        if release == self._of:
            return
        if self._worker is not None:
            self._worker.ask_to_stop()  # it may be reading a disk; nobody waits for that
        self._of, self._worker = release, None
        if release is not None:
            self._seat(partial(SearchWorker, partial(self._open, release), self._post))


def _index(content: Path, factory: Path, release: ReleaseInfo) -> "Index":
    from kiosk.content.search import open_search

    return open_search(content, factory, release)
