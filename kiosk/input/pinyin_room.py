"""The pinyin reader with the words of the release that is shown: another release, another reader."""

from functools import partial
from pathlib import Path

from kiosk.domain.lexicon import OwnWord
from kiosk.events import Post
from kiosk.input.pinyin_worker import PinyinWorker, reader_of
from kiosk.input.room import Ready, Room


class PinyinRoom(Room[PinyinWorker]):
    """A reader knows the words of one release."""

    def __init__(self, lexicon: Path, post: Post, ready: Ready) -> None:
        super().__init__(ready)
        self._lexicon = lexicon
        self._post = post
        self._own: tuple[OwnWord, ...] = ()

    def start(self, own: tuple[OwnWord, ...]) -> None:
        """``own``: the words of the content (``Library.words``)."""
        self._own = own
        self._seat(partial(PinyinWorker, reader_of(self._lexicon, own), self._post))

    def words(self, own: tuple[OwnWord, ...]) -> None:
        """Another release is shown. Its reader answers what is asked from now on, when it is loaded."""
        if self._worker is not None and own is not self._own and own != self._own:
            self._worker.stop()
            self.start(own)
