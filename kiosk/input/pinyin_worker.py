"""The pinyin reader's own thread: the lexicon is opened and read there, the screen never waits for a disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.composition import PinyinRead
from kiosk.domain.lexicon import OwnWord
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.input.newest import NewestOnly, nobody_waits
from kiosk.input.pinyin import MOST_OFFERED, PinyinReader
from kiosk.input.pinyin_lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class _Keys:
    generation: int
    keys: str


class PinyinWorker(NewestOnly[PinyinReader, _Keys]):
    """Answers `submit` by a PinyinRead; ``forget`` also empties the reader."""

    broken = "E-INP-02"

    def __init__(
        self,
        load: Callable[[], PinyinReader],
        post: Post,
        ready: Callable[[KioskError | None], None] = nobody_waits,
        limit: int = MOST_OFFERED,
    ) -> None:
        super().__init__("pinyin", load, post, ready)
        self._limit = limit

    def submit(self, generation: int, keys: str) -> None:
        """Ask what ``keys`` may mean; never waits. What was asked before is dropped."""
        self.ask(_Keys(generation, keys))

    def _answer(self, engine: PinyinReader, job: _Keys) -> PinyinRead:
        return PinyinRead(job.generation, engine.candidates(job.keys, self._limit))

    def _no_answer(self, job: _Keys) -> PinyinRead:
        return PinyinRead(job.generation, ())

    def _forget(self, engine: PinyinReader) -> None:
        engine.forget()


def reader_of(path: Path, own: Sequence[OwnWord]) -> Callable[[], PinyinReader]:
    """``load`` for a worker: the lexicon at ``path`` with the words of the content. KioskError E-INP-02."""
    return lambda: PinyinReader(Lexicon.open(path, own))
