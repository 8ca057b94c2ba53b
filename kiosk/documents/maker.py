"""Makes papers in a process of their own (child.py), on whatever thread calls: it takes seconds."""

import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kiosk.documents import child
from kiosk.documents.fill import Paper
from kiosk.speech.child import Child, ChildError

PDF_MAX_BYTES: Final = 4_000_000
PICTURES_MAX_BYTES: Final = 20_000_000
SECONDS: Final = 60.0  # an ARM board that is busy; a second and a half on a desk
_ROOT: Final = Path(__file__).resolve().parents[2]
# The child gets nothing of our environment, so it is told where this program lies.
_RUN: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from kiosk.documents.child import main; "
    "sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))"
)


class PaperError(Exception):
    """No paper came of it. ``too_long``: there was too much to write; else the reason, never personal.

    ``killed``: nobody waits for it any more (:meth:`Maker.kill`).
    """

    def __init__(self, reason: str, *, too_long: bool = False, killed: bool = False) -> None:
        super().__init__(reason)
        self.too_long = too_long
        self.killed = killed


class Printable:
    """A PDF in memory, and nowhere else. ``wipe`` when it was printed or the visit ends."""

    def __init__(self, data: bytes) -> None:
        self._data = bytearray(data)

    @property
    def data(self) -> memoryview:
        """Empty once it was wiped."""
        return memoryview(self._data)

    def wipe(self) -> None:
        """Overwrites it. What a library copied meanwhile goes with the process (docs/adr/0095)."""
        for at in range(len(self._data)):
            self._data[at] = 0
        self._data = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()


class Maker:
    """``fonts``: the folder of fonts. One paper at a time; ``kill`` may come from any thread."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._child = Child()

    def pdf(self, paper: Paper) -> Printable:
        """Raises PaperError."""
        return Printable(self._made(paper, 0, PDF_MAX_BYTES))

    def preview(self, paper: Paper, width: int) -> tuple[bytes, ...]:
        """Each page as a grey PNG, ``width`` pixels wide. Raises PaperError."""
        try:
            return child.pictures_of(self._made(paper, width, PICTURES_MAX_BYTES))
        except ValueError as error:
            raise PaperError(str(error)) from None

    def kill(self) -> None:
        """Who waits for a paper is told PaperError."""
        self._child.kill()

    def _made(self, paper: Paper, preview: int, most: int) -> bytes:
        given = child.request(paper, self._fonts, preview)
        if len(given) > child.GIVEN_MAX_BYTES:
            raise PaperError("too much to write", too_long=True)
        try:
            return self._child.run([sys.executable, "-I", "-c", _RUN, str(_ROOT)], given, SECONDS, most)
        except ChildError as error:
            too_long = str(error).endswith(f"status {child.TOO_LONG}")
            raise PaperError(str(error), too_long=too_long, killed=error.killed) from None
