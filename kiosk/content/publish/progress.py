"""How far long work has come, told while it goes on; nobody need listen."""

from typing import Final, Protocol


class Progress(Protocol):
    """One stretch of work after the other."""

    def begin(self, what: str, total: int = 0) -> None:
        """``what`` it is, in an editor's words. ``total`` 0: nobody knows how much there is."""

    def step(self) -> None:
        """One of ``total`` is done."""


class _Silent:
    def begin(self, what: str, total: int = 0) -> None:
        return

    def step(self) -> None:
        return


SILENT: Final[Progress] = _Silent()
