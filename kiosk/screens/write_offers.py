"""What is offered for the ink or the letters that stand there, and whether it still belongs to them."""

from collections.abc import Callable
from typing import Final

from kiosk.domain.writing import InkAnswer, Pinyin

_STALE_S: Final = 0.3  # candidates of older ink stay in sight this long, untouchable, while new ones come


class Offers:
    """``items`` best first. ``answered``: they are what the present ink or letters mean; none, if empty.

    ``unsure``: 更多 may bring others.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self.drop()

    def drop(self) -> None:
        self.items: tuple[str, ...] = ()
        self.answered = self.unsure = False
        self._first: tuple[str, ...] = ()
        self._stale_since: float | None = None

    @property
    def fresh(self) -> bool:
        """Whether they may be touched; older ones stay in sight for a moment, so that nothing flickers."""
        return self._stale_since is None

    def ink(self, answer: InkAnswer, generation: int, *, inked: bool) -> None:
        """``generation``: of the ink on the pad; ``inked``: there is some."""
        if answer.generation != generation:
            self._older(gone=answer.asked != generation)
            return
        self.answered, self._stale_since = True, None
        if not inked:
            self.drop()
            self.answered = True
        elif answer.more and answer.asked is None:
            self.items = tuple(dict.fromkeys((*self._first, *answer.items)))
            self.unsure = False
        else:
            self.items = self._first = answer.items
            self.unsure = bool(self.items)

    def letters(self, typed: Pinyin) -> None:
        if not typed.keys:
            self.drop()
        elif typed.fresh:
            self.items = tuple(candidate.text for candidate in typed.composition.candidates)
            self.answered, self.unsure, self._stale_since = True, False, None
        else:
            self._older(gone=False)

    def _older(self, *, gone: bool) -> None:
        self.answered = False
        if not self.items:
            return
        now = self._now()
        if self._stale_since is None:
            self._stale_since = now
        if gone or now - self._stale_since > _STALE_S:
            self.drop()
