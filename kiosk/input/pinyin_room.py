"""The pinyin reader with the words of the release that is shown: another release, another reader."""

from collections.abc import Callable
from pathlib import Path

from kiosk.domain.lexicon import OwnWord
from kiosk.errors import KioskError
from kiosk.events import Post
from kiosk.input.pinyin_worker import PinyinWorker, reader_of


class PinyinRoom:
    """One thread at a time. All calls come from one thread, and none waits for a disk."""

    def __init__(self, lexicon: Path, post: Post, ready: Callable[[KioskError | None], None]) -> None:
        """``ready`` is called on the reader's thread, as `NewestOnly` says; of the present reader only."""
        self._lexicon = lexicon
        self._post = post
        self._ready = ready
        self._own: tuple[OwnWord, ...] = ()
        self._worker: PinyinWorker | None = None

    def start(self, own: tuple[OwnWord, ...]) -> None:
        """``own``: the words of the content (``Library.words``)."""
        self._own = own
        self._take_over()

    def words(self, own: tuple[OwnWord, ...]) -> None:
        """Another release is shown. Its reader answers what is asked from now on, when it is loaded."""
        if self._worker is not None and own is not self._own and own != self._own:
            self._worker.stop()
            self.start(own)

    def submit(self, generation: int, keys: str) -> None:
        if self._worker is not None:
            self._worker.submit(generation, keys)

    def forget(self) -> None:
        if self._worker is not None:
            self._worker.forget()

    def stop(self) -> None:
        """Bounded, as the worker's."""
        if self._worker is not None:
            self._worker.stop()

    def _take_over(self) -> None:
        def ready(fault: KioskError | None) -> None:
            if self._worker is worker:
                self._ready(fault)

        worker = PinyinWorker(reader_of(self._lexicon, self._own), self._post, ready)
        self._worker = worker
        worker.start()
